"""The one Keras callback: tells how training goes, and obeys stop, pause and a new learning rate at every hook."""

import time
from collections.abc import Callable
from typing import Any

import keras

from cnn.runs.messages import Batch, Logs, Phase
from cnn.worker.pipeline import Batches
from cnn.worker.pipes import Outbox, Wishes

#: the least number of seconds between two batch events
INTERVAL = 0.1
#: validation is announced when it may take longer than a glance
LONG_EPOCH = 1.0


class Stopped(Exception):  # noqa: N818 - not an error
    """Leaves `fit` because the caller asked to stop, in the middle of an epoch or behind one."""


class EpochDone:
    """An epoch that was completed; `seconds` of training without validation and pauses."""

    def __init__(self, epoch: int, seconds: float, images: int, logs: Logs) -> None:
        self.epoch = epoch
        self.seconds = seconds
        self.images_per_second = images / seconds if seconds > 0 else 0.0
        self.logs = logs


class Progress(keras.callbacks.Callback):  # type: ignore[misc]
    """Reports batches, hands completed epochs to `on_epoch`, and steers."""

    def __init__(
        self, outbox: Outbox, wishes: Wishes, batches: Batches, seed: int, on_epoch: Callable[[EpochDone], None]
    ) -> None:
        super().__init__()
        self._outbox = outbox
        self._wishes = wishes
        self._batches = batches
        self._seed = seed
        self._on_epoch = on_epoch
        self._began = self._halted = self._told = 0.0
        self._seconds = 0.0
        self._first_hook = (0, 0.0)
        self._validating = False
        self.epoch = 0
        self.steps_done = 0
        self.logs: dict[str, float] = {}

    # ------------------------------------------------------------------ Keras's hooks

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self.epoch = epoch + 1
        self._batches.shuffle(self._seed, epoch)
        if self._validating:
            self._outbox.send(Phase, phase="train")
            self._validating = False
        self.steps_done = 0
        self._first_hook = (0, 0.0)
        self._halted = 0.0
        self._began = time.perf_counter()

    def on_train_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        self.steps_done = min(batch + 1, self._batches.steps)
        self.logs = logs or {}
        self._seconds = time.perf_counter() - self._began - self._halted
        if not self._first_hook[0]:
            self._first_hook = (self.steps_done, self._seconds)
        self._tell()
        self._obey()

    def on_test_begin(self, logs: Any = None) -> None:
        if self._seconds > LONG_EPOCH:
            self._outbox.send(Phase, phase="validate")
            self._validating = True

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        done = {**tidy(logs or {}, self.model.output_names), "learning_rate": self._learning_rate()}
        self._on_epoch(EpochDone(epoch + 1, self._seconds, self._batches.count, done))
        if self._wishes.stop.is_set():
            raise Stopped

    # ------------------------------------------------------------------ what it knows

    @property
    def in_epoch(self) -> bool:
        """Whether an epoch was begun and left unfinished."""
        return 0 < self.steps_done < self._batches.steps

    @property
    def seconds_per_step(self) -> float:
        """How long a step takes; what came before the first hook includes tracing and counts only when there is nothing else."""
        steps, seconds = self._first_hook
        if self.steps_done > steps:
            return (self._seconds - seconds) / (self.steps_done - steps)
        return self._seconds / max(self.steps_done, 1)

    # ------------------------------------------------------------------ inside

    def _learning_rate(self) -> float:
        rate = float(self.model.optimizer.learning_rate.value.numpy())
        return float(f"{rate:.7g}")  # float32 knows no more digits

    def _tell(self) -> None:
        now = time.monotonic()
        if now - self._told < INTERVAL and self.steps_done < self._batches.steps:
            return
        self._told = now
        logs = tidy(self.logs, self.model.output_names)
        self._outbox.send(Batch, epoch=self.epoch, step=self.steps_done, steps=self._batches.steps, logs=logs)

    def _obey(self) -> None:
        if self._wishes.paused:
            self._halt()
        rate = self._wishes.take_learning_rate()
        if rate is not None:
            self.model.optimizer.learning_rate = rate
        if self._wishes.stop.is_set() and self.in_epoch:
            raise Stopped

    def _halt(self) -> None:
        began = time.perf_counter()
        self._outbox.send(Phase, phase="paused")
        self._wishes.wait()
        self._halted += time.perf_counter() - began
        self._outbox.send(Phase, phase="train")


def tidy(logs: dict[str, float], outputs: list[str]) -> Logs:
    """Keras's figures, loss and accuracy first; of several outputs the first one's accuracy counts as the network's."""
    found = {name: float(value) for name, value in logs.items()}
    for prefix in ("", "val_"):
        main = f"{prefix}{outputs[0]}_accuracy"
        if main in found:
            found.setdefault(f"{prefix}accuracy", found[main])
    first = [name for name in ("loss", "accuracy", "val_loss", "val_accuracy") if name in found]
    return {name: found[name] for name in [*first, *(name for name in found if name not in first)]}
