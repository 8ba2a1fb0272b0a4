"""The one Keras callback: tells how training goes, and obeys stop, pause and a new learning rate at every hook."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import keras

from cnn.plan.metrics import SCORES
from cnn.recipe import Recipe
from cnn.runs.messages import Batch, Logs, Phase
from cnn.runs.rewind import Position
from cnn.words.kept import in_english
from cnn.words.language import tr
from cnn.worker.data.batches import Batches
from cnn.worker.fit.checkpoint import settle
from cnn.worker.fit.watcher import Decision, Watcher
from cnn.worker.model.learning_rate import current_rate, rate_state, reduce_rate, restore_rate, set_rate, stretch
from cnn.worker.pipes import Outbox, Wishes

#: the least number of seconds between two batch events
INTERVAL = 0.1
#: validation is announced when it may take longer than a glance
LONG_EPOCH = 1.0
#: seconds that a validation may go on after a stop before it says how far it is, and how often it says it then
FINISHING = 1.0
#: a step of training computes about three times what a step of validation does: there, back, and the weights
PASSES = 3


def _nothing() -> None:
    """There are no running figures at the beginning of an epoch."""


#: what a change of the learning rate took the place of: the state of the optimizer's rate, and the rate set by hand, if one was
Before = tuple[float, float | None]


@dataclass(frozen=True)
class Start:
    """Where training begins: at the very start, or where a checkpoint stands.

    `seconds` were trained in the epochs that are done, `epoch_seconds` in the one that goes on; `restore_metrics` brings its
    running figures back. `rate` is the learning rate that somebody had set by hand, `before` are those that gave way to others
    until then, the last one behind.
    """

    position: Position = field(default_factory=Position)
    seconds: float = 0.0
    epoch_seconds: float = 0.0
    restore_metrics: Callable[[], None] = _nothing
    rate: float | None = None
    before: tuple[Before, ...] = ()


class Stopped(Exception):  # noqa: N818 - not an error
    """Leaves `fit` in the middle of an epoch or behind one; `reason` says why when nobody asked for it.

    `spoiled` says that what was learned since the last checkpoint is worth nothing.
    """

    def __init__(self, reason: str = "", *, spoiled: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.spoiled = spoiled


@dataclass(frozen=True)
class EpochDone:
    """An epoch that was completed; `seconds` of training without validation and pauses.

    `last` says that no other will follow now, `reason` why not, when a watcher ended training.
    """

    epoch: int
    seconds: float
    images: int
    logs: Logs
    last: bool = False
    reason: str = ""

    @property
    def images_per_second(self) -> float:
        """How fast it was."""
        return self.images / self.seconds if self.seconds > 0 else 0.0


class CheckpointKeeper(Protocol):
    """Who keeps what was learned."""

    def keep_epoch(self, done: EpochDone) -> None:
        """Takes a completed epoch."""

    def keep_step(self, position: Position, seconds: float, *, now: bool = False) -> None:
        """May write the state within an epoch; `seconds` of it are over."""

    def keep_before(self, position: Position, seconds: float) -> None:
        """Writes the state before somebody changes the learning rate, to be rewound to."""

    def note_rate(self, rate: float | None, before: tuple[Before, ...]) -> None:
        """Takes note of the learning rate that was set by hand (`None`: it is the recipe's), and of those before it."""

    def replan(self, epochs: int) -> None:
        """Takes note that there will be another number of epochs."""

    @property
    def has_best(self) -> bool:
        """Whether there are weights to fall back on."""

    def keep_part(self, position: Position, logs: Logs) -> None:
        """Takes what a stopped epoch learned."""


class Journal(Protocol):
    """Who writes down how training goes, beside the figures; what can't be written keeps nobody from training."""

    def step(self, epoch: int, step: int, steps: int) -> None:
        """After every batch, or as many as are computed at once: `step` of so many `steps` of an `epoch` (from 1) is done."""

    def batch(self, epoch: int, step: int, steps: int, logs: Logs) -> None:
        """About ten times a second: Keras's running means."""

    def epoch(self, done: EpochDone) -> None:
        """After an epoch and its validation, before it is kept."""


class Progress(keras.callbacks.Callback):  # type: ignore[misc]
    """Reports batches, hands what was learned to the keeper, and steers."""

    def __init__(
        self,
        outbox: Outbox,
        wishes: Wishes,
        batches: Batches,
        keeper: CheckpointKeeper,
        recipe: Recipe,
        watchers: Sequence[Watcher] = (),
        start: Start = Start(),
        *,
        test_steps: int = 0,
        journals: Sequence[Journal] = (),
    ) -> None:
        super().__init__()
        self._journals = journals
        self._test_steps = test_steps  # batches of validation images
        self._outbox = outbox
        self._wishes = wishes
        self._batches = batches
        self._keeper = keeper
        self._seed = recipe.seed
        self._first_stage = (
            recipe.fine_tune_after if recipe.freezes else 0
        )  # epochs before fine-tuning, whatever their number in all
        self._watchers = watchers
        self._start = start
        self._began = self._halted = self._told = 0.0
        self._seconds = 0.0  # of this epoch
        self._past = start.seconds  # of all epochs before
        self._first_hook = (0, 0.0)
        self._validating = False
        self._finishing_told = 0.0
        self.skipped = False  # whether the last validation was broken off, so that its figures are worth nothing
        self._rate = start.rate
        self._rates: list[tuple[Any, Before]] = []  # what each change took the place of, and in which optimizer
        self.epochs = recipe.epochs
        self.epoch = start.position.done
        self.steps_done = self._steps_before = 0
        self.logs: dict[str, float] = {}

    # ------------------------------------------------------------------ Keras's hooks

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self.epoch = epoch + 1
        self._batches.shuffle(self._seed, epoch)
        if self._validating:
            self._outbox.send(Phase, phase="train")
            self._validating = False
        start, self._start = self._start, Start()
        self._rates += [(self.model.optimizer, before) for before in start.before]
        self.steps_done = self._steps_before = start.position.step
        self._first_hook = (0, 0.0)
        self._halted = -start.epoch_seconds
        start.restore_metrics()  # Keras has reset them just before
        self._began = time.perf_counter()

    def on_train_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        self.steps_done = min(self._steps_before + batch + 1, self._batches.steps)
        self.logs = logs or {}
        self._seconds = self._wishes.agree(time.perf_counter() - self._began - self._halted)
        if not self._first_hook[0]:
            self._first_hook = (self.steps_done, self._seconds)
        for journal in self._journals:
            journal.step(self.epoch, self.steps_done, self._batches.steps)
        self._tell()
        self._obey()

    def on_test_begin(self, logs: Any = None) -> None:
        self.skipped, self._finishing_told = False, 0.0
        long = self.seconds_per_step * self._test_steps / PASSES > FINISHING
        if self._wishes.stop.is_set() and long and not self._wishes.skip.is_set():
            self._tell_finishing(0)
        elif self._seconds > LONG_EPOCH:
            self._outbox.send(Phase, phase="validate")
            self._validating = True

    def on_test_batch_end(self, batch: int, logs: Any = None) -> None:
        """Who wants to stop need not wait for all validation images."""
        self._wishes.agree(self._seconds)
        if not self._wishes.stop.is_set():
            return
        if self._wishes.skip.is_set():
            self.model.stop_evaluating = True
            self.skipped = batch + 1 < self._test_steps
            return
        now = time.monotonic()
        self._finishing_told = self._finishing_told or now
        if now - self._finishing_told >= FINISHING:
            self._tell_finishing(batch + 1)

    def _tell_finishing(self, batches: int) -> None:
        self._finishing_told = time.monotonic()
        self._validating = True
        self._outbox.send(Phase, phase="validate", detail=tr("finishing, batch {0:,} of {1:,}", batches, self._test_steps))

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        self._wishes.agree(self._seconds)
        if self.skipped and self._wishes.abandoned:  # nobody chose to do without; whoever goes on validates it after all
            raise Stopped
        figures = {**tidy(logs or {}, self.model.output_names), "learning_rate": current_rate(self.model.optimizer)}
        if self.skipped:
            figures = {name: figure for name, figure in figures.items() if not name.startswith("val_")}
            self.skipped = False
        self._past += self._seconds
        reason = self._follow(watcher.on_epoch(epoch + 1, figures, self._past) for watcher in self._watchers)
        self._heed_epochs()
        stop = self._wishes.stop.is_set()
        last = stop or bool(reason) or self.epoch >= self.epochs
        done = EpochDone(epoch + 1, self._seconds, self._batches.count, figures, last, reason)
        for journal in self._journals:
            journal.epoch(done)
        self._keeper.keep_epoch(done)
        if stop or reason:
            raise Stopped(reason)
        if not last:
            self._heed_rates(Position(self.epoch))
        self.model.stop_training = last

    # ------------------------------------------------------------------ what it knows

    @property
    def in_epoch(self) -> bool:
        """Whether an epoch was begun and left unfinished."""
        return 0 < self.steps_done < self._batches.steps

    @property
    def position(self) -> Position:
        """How far training is within the epoch it is in."""
        return Position(self.epoch - 1, self.steps_done)

    @property
    def seconds(self) -> float:
        """How long the present epoch has been trained."""
        return self._seconds

    @property
    def seconds_per_step(self) -> float:
        """How long a step takes; what came before the first hook includes tracing and counts only when there is nothing else."""
        steps, seconds = self._first_hook
        if self.steps_done > steps:
            return (self._seconds - seconds) / (self.steps_done - steps)
        return self._seconds / max(self.steps_done, 1)

    # ------------------------------------------------------------------ inside

    def _tell(self) -> None:
        now = time.monotonic()
        if now - self._told < INTERVAL and self.steps_done < self._batches.steps:
            return
        self._told = now
        logs = tidy(self.logs, self.model.output_names)
        if keras.backend.backend() != "jax":  # there the optimizer's state is brought back at the end of an epoch only
            logs = {**logs, "learning_rate": current_rate(self.model.optimizer)}
        self._outbox.send(Batch, epoch=self.epoch, step=self.steps_done, steps=self._batches.steps, logs=logs)
        for journal in self._journals:
            journal.batch(self.epoch, self.steps_done, self._batches.steps, logs)

    def _obey(self) -> None:
        if self._wishes.paused:
            self._halt()
        if self.in_epoch:
            self._heed_rates(self.position)
        self._heed_epochs()
        seconds = self._past + self._seconds
        reason = self._follow(watcher.on_batch(self.epoch, self.steps_done, self.logs, seconds) for watcher in self._watchers)
        if (reason or self._wishes.stop.is_set()) and self.in_epoch:
            raise Stopped(reason)
        if self.in_epoch:
            self._keeper.keep_step(self.position, self._seconds)

    def _follow(self, decisions: Iterable[Decision]) -> str:
        """Does what watchers decided; returns why training ends, if it does, as it is kept in files."""
        reason = ""
        with in_english():
            for decision in decisions:
                if decision.learning_rate is not None or decision.rate_factor < 1:
                    settle(self.model)
                if decision.learning_rate is not None:
                    set_rate(self.model.optimizer, decision.learning_rate)
                if decision.rate_factor < 1:
                    reduce_rate(self.model.optimizer, decision.rate_factor, decision.least_rate)
                if decision.spoiled:
                    raise Stopped(decision.stop, spoiled=True)
                reason = reason or decision.stop
        return reason

    def _heed_rates(self, position: Position) -> None:
        """Changes the learning rate as it was asked for, or takes the last change back."""
        for rate in self._wishes.take_learning_rates():
            settle(self.model)
            optimizer = self.model.optimizer
            if rate is not None:
                self._keeper.keep_before(position, self._seconds if position.step else 0.0)
                self._rates.append((optimizer, (rate_state(optimizer), self._rate)))
                set_rate(optimizer, rate)
                self._rate = rate
            elif self._rates:
                changed, (state, self._rate) = self._rates.pop()
                if changed is optimizer:  # fine-tuning has one of its own, which was not changed
                    restore_rate(optimizer, state)
            self._keeper.note_rate(self._rate, tuple(before for changed, before in self._rates if changed is optimizer))

    def _heed_epochs(self) -> None:
        epochs = self._wishes.take_epochs()
        if epochs is not None and epochs != self.epochs:
            if self.epoch > self._first_stage:
                settle(self.model)
                stretch(self.model.optimizer, epochs - self.epochs)
            self.epochs = epochs
            self._keeper.replan(epochs)

    def _halt(self) -> None:
        began = time.perf_counter()
        self._outbox.send(Phase, phase="paused")
        if self.in_epoch:
            self._keeper.keep_step(self.position, self._seconds, now=True)
        self._wishes.wait()
        self._halted += time.perf_counter() - began
        self._outbox.send(Phase, phase="train")


def tidy(logs: dict[str, float], outputs: list[str]) -> Logs:
    """Keras's figures, the loss and what judges an epoch first; of several outputs the first one's scores are the network's."""
    found = {name: float(value) for name, value in logs.items()}
    for prefix in ("", "val_"):
        for score in SCORES:
            main = f"{prefix}{outputs[0]}_{score}"
            if main in found:
                found.setdefault(f"{prefix}{score}", found[main])
    first = [name for prefix in ("", "val_") for score in ("loss", *SCORES) if (name := f"{prefix}{score}") in found]
    return {name: found[name] for name in [*first, *(name for name in found if name not in first)]}
