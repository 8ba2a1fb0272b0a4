"""What a training leaves in its folder while it goes on: record, history, checkpoints, and the best model so far."""

import csv
import io
import math
import os
import shutil
import time
from pathlib import Path

import keras

from cnn.errors import FileError
from cnn.files import unwritable
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Checkpoint, Epoch, Finished, Logs, Phase
from cnn.worker.callback import EpochDone
from cnn.worker.checkpoint import ENDING, load_checkpoint, save_checkpoint
from cnn.worker.memory import give_back_memory
from cnn.worker.pipes import Outbox
from cnn.worker.saving import save_model

#: how many checkpoints of past epochs stay, besides the best
KEPT = 2
#: `model.keras` is renewed while training when that costs less than this share of the time
SHARE = 0.03
#: seconds between two states of `run.json`
RECORD_INTERVAL = 1.0


class Keeper:
    """Keeps what was learned, epoch by epoch."""

    def __init__(
        self, folder: RunFolder, outbox: Outbox, model: keras.Model, portable: keras.Model, epochs: int, *, validates: bool
    ) -> None:
        self._folder = folder
        self._outbox = outbox
        self._model = model
        self._portable = portable  # the same weights, as they are to be saved
        self._epochs = epochs
        self.monitor = "val_accuracy" if validates else "accuracy"
        self._best: Logs = {}
        self._final: Logs = {}
        self._rates: list[float] = []
        self._seconds = 0.0
        self._saved_best = False  # whether model.keras is the best of all
        self._saved_at = time.monotonic()
        self._save_cost = 0.0
        self._unsaid: dict[str, object] = {}
        self._recorded_at = -math.inf

    @property
    def best(self) -> Path:
        """The checkpoint of the best epoch."""
        return self._folder.checkpoints / f"best{ENDING}"

    def keep_epoch(self, done: EpochDone) -> None:
        """Writes everything that an epoch brought; the caller hears of it when it is on the disk."""
        self._seconds += done.seconds
        self._rates.append(done.images_per_second)
        self._final = {"epoch": done.epoch, **done.logs}
        path = self._checkpoint(f"epoch-{done.epoch:05d}", epoch=done.epoch, step=0)
        self._append_history(done)
        if self._is_best(done.logs):
            self._take_best(done.epoch, done.logs, path)
            self._renew_model()
        self._drop_checkpoints(KEPT)
        self._progress(epochs=done.epoch)
        self._outbox.send(
            Epoch,
            epoch=done.epoch,
            epochs=self._epochs,
            seconds=done.seconds,
            images_per_second=done.images_per_second,
            logs=done.logs,
        )
        self._outbox.send(Checkpoint, epoch=done.epoch, step=0, path=str(path))

    def keep_part(self, epoch: int, step: int, logs: Logs) -> None:
        """What a stopped epoch learned, when it is better than everything before; without figures only if there is nothing."""
        path = self._checkpoint("stopped", epoch=epoch, step=step)
        self._final = {"epoch": epoch, **logs} if logs else self._final
        if self._is_best(logs) or not self._best:
            self._take_best(epoch, logs, path)

    def finish(self, state: str) -> None:
        """Leaves the best model in `model.keras` and says that it is over."""
        self._outbox.send(Phase, phase="save")
        if not self._saved_best or not self._folder.model.exists():
            if self.best.exists():
                load_checkpoint(self._model, self.best)
            self._model.compile()  # forgets the optimizer, whose state would be in memory beside the reloaded model
            give_back_memory()
            save_model(self._portable, self._folder.model)
        self.write_record(state=state, ended=time.time())
        self._outbox.send(Finished, state=state, best=self._best, final=self._final, model=str(self._folder.model))

    def write_record(self, **changes: object) -> None:
        """Brings `run.json` up to date."""
        rates = sorted(self._rates)
        changes = {**self._unsaid, **changes}
        self._recorded_at = time.monotonic()
        self._folder.update_record(
            best=self._best,
            best_epoch=int(self._best.get("epoch") or 0),
            final=self._final,
            images_per_second=rates[len(rates) // 2] if rates else 0.0,
            seconds=self._seconds,
            **changes,
        )

    # ------------------------------------------------------------------ inside

    def _is_best(self, logs: Logs) -> bool:
        return _rank(logs, self.monitor) > _rank(self._best, self.monitor)

    def _take_best(self, epoch: int, logs: Logs, path: Path) -> None:
        self._best = {"epoch": epoch, **logs}
        self._saved_best = False
        _link(path, self.best)

    def _renew_model(self) -> None:
        now = time.monotonic()
        if self._save_cost > SHARE * (now - self._saved_at) or now - self._saved_at < 1 / SHARE:
            return
        save_model(self._portable, self._folder.model)
        self._saved_best = True
        self._saved_at = time.monotonic()
        self._save_cost = self._saved_at - now

    def _checkpoint(self, name: str, **note: int) -> Path:
        """Writes the state of training; on a full disk, at the expense of older checkpoints."""
        path = self._folder.checkpoints / f"{name}{ENDING}"
        try:
            save_checkpoint(self._model, path, note)
        except FileError:
            self._drop_checkpoints(0)
            save_checkpoint(self._model, path, note)
        return path

    def _drop_checkpoints(self, kept: int) -> None:
        """Removes the checkpoints of epochs but for the last ones; the best stays."""
        paths = sorted(self._folder.checkpoints.glob(f"epoch-*{ENDING}"))
        for path in paths[: len(paths) - kept]:
            path.unlink(missing_ok=True)

    def _append_history(self, done: EpochDone) -> None:
        row = {"epoch": done.epoch, "seconds": done.seconds, "images_per_second": done.images_per_second, **done.logs}
        text = io.StringIO()
        writer = csv.DictWriter(text, list(row), lineterminator="\n")
        if not self._folder.history.exists():
            writer.writeheader()
        writer.writerow(row)
        try:
            with self._folder.history.open("a", encoding="utf-8", newline="") as file:
                file.write(text.getvalue())
        except OSError as error:
            raise unwritable(self._folder.history, error) from error

    def _progress(self, **changes: object) -> None:
        """Keeps the record about up to date; once a second is enough until the end."""
        self._unsaid |= changes
        if time.monotonic() - self._recorded_at > RECORD_INTERVAL:
            self.write_record()


def _rank(logs: Logs, monitor: str) -> tuple[float, float]:
    """Larger is better: first the monitored figure, then the smaller loss; what is missing or not a number comes last."""
    loss = logs.get(monitor.replace("accuracy", "loss"))
    value = logs.get(monitor)
    return _or_least(value), _or_least(None if loss is None else -loss)


def _or_least(value: float | None) -> float:
    return -math.inf if value is None or math.isnan(value) else value


def _link(source: Path, target: Path) -> None:
    """Makes `target` the same file as `source`, in one step; a copy where the disk knows no links."""
    temporary = target.with_name(f".{target.name}")
    try:
        temporary.unlink(missing_ok=True)
        try:
            os.link(source, temporary)
        except OSError:
            shutil.copyfile(source, temporary)
        temporary.replace(target)
    except OSError as error:
        raise unwritable(target, error) from error
