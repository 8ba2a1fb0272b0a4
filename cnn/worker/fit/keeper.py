"""What a training leaves in its folder while it goes on: record, history, checkpoints, and the best model so far."""

import contextlib
import math
import os
import time
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path

import keras

from cnn.errors import DiskFullError, FileError
from cnn.files.files import unwritable, write_text
from cnn.recipe import Goal, Recipe, lower_is_better, monitored
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Checkpoint, Epoch, Finished, Logs, Phase
from cnn.runs.repeated.forking import optimizer_goes_on
from cnn.runs.rewind import Position, Row, history_text, line_below, read_history, rewind
from cnn.words.language import tr
from cnn.worker.fit.averages import averaged, keeps_averages, take_averages
from cnn.worker.fit.callback import Before, EpochDone, Start
from cnn.worker.fit.checkpoint import Array, Note, copied_weights, give_weights, load_best, load_metrics
from cnn.worker.fit.checkpoint_folder import CheckpointFolder
from cnn.worker.fit.watcher import Carried
from cnn.worker.memory import give_back_memory, peak_memory
from cnn.worker.model.saving import save_model
from cnn.worker.pipes import Outbox

#: `model.keras` is renewed while training when that costs less than this share of the time
SHARE = 0.03
#: seconds between two states of `run.json`
RECORD_INTERVAL = 1.0


#: settings by which epochs are judged: with others, figures from before say nothing of those from now on
_JUDGING = frozenset((*Goal.model_fields, "monitor", "plateau_monitor"))


class Keeper:
    """Keeps what was learned, epoch by epoch."""

    def __init__(
        self,
        folder: RunFolder,
        outbox: Outbox,
        model: keras.Model,
        portable: keras.Model,
        recipe: Recipe,
        *,
        validates: bool,
        carried: Carried = Carried(),  # noqa: B008 - frozen
        score: str = "accuracy",
    ) -> None:
        self._folder = folder
        self._outbox = outbox
        self._model = model
        self._portable = portable  # the same weights, as they are to be saved
        self._epochs = recipe.epochs
        self._batch_size = recipe.batch_size
        self._carried = carried
        self._checkpoints = CheckpointFolder(folder.checkpoints, model, carried.variables, recipe.checkpoint_seconds)
        self.monitor = monitored(recipe.monitor, validates, score)
        self._keeps_best = recipe.restore_best
        self._best: Logs = {}
        self._best_weights: dict[str, Array] | None = None  # while they are not on the disk yet
        self._holds_best = False  # whether the model itself has the best weights at this moment
        self._standing: Logs = {}  # of model.keras as a run left it that was stopped, while nothing is better
        self._part: Logs = {}  # of a stopped epoch that is better than all others
        self._final: Logs = {}
        self._rates: list[float] = []
        self._rate: float | None = None  # that somebody set by hand
        self._rates_before: tuple[Before, ...] = ()
        self._seconds = 0.0
        self._saved_best = False  # whether model.keras is the best of all
        self._saved_at = time.monotonic()
        self._save_cost = 0.0
        self._unsaid: dict[str, object] = {}
        self._recorded_at = -math.inf

    # ------------------------------------------------------------------ where a run goes on

    def resume(
        self,
        build_metrics: Callable[[], None],
        prepare: Callable[[Position], None],
        checkpoint: str = "",
        changed: Collection[str] = (),
    ) -> tuple[Start, str]:
        """Brings model and folder to the newest checkpoint that is whole, or back to the one of that name; returns where
        training goes on, and why it had ended early there, if it had. Raises `FileError`.

        `prepare` makes the model ready for a checkpoint of that position; `build_metrics` makes its metrics ready to take their
        running figures back. `changed` are settings that the run of the checkpoint had otherwise.
        """
        best = self._checkpoints.newest_best() if checkpoint else None
        whole = optimizer_goes_on(changed)
        found = (
            self._checkpoints.load(checkpoint, prepare, optimizer=whole) if checkpoint else self._checkpoints.load_newest(prepare)
        )
        if found is None:
            rewind(self._folder, Position(), self._epochs)
            return Start(), ""
        path, note = found
        position = Position(note["done"], note["step"])
        self._take_up(note, rewind(self._folder, position, self._epochs), judged_otherwise=not _JUDGING.isdisjoint(changed))
        self._note_what_stands()
        if best is not None and self._is_best(best[0]):  # what is taken back may still be the best there was
            self._best = best[0]
            self._checkpoints.best_stays(best[1])
        restore: Callable[[], None] = partial(load_metrics, self._model, path, self._carried.variables)
        if position.step:
            build_metrics()
        here = Position(position.done, self._in_our_batches(note))
        nothing = Start().restore_metrics
        restore = restore if here.step and _JUDGING.isdisjoint(changed) else nothing
        start = Start(here, self._seconds, note["epoch_seconds"], restore, self._rate, self._rates_before)
        return start, "" if checkpoint else note["reason"]

    def _take_up(self, note: Note, rows: list[Row], *, judged_otherwise: bool) -> None:
        self._rates = [row.images_per_second for row in rows]
        self._seconds = sum(row.seconds for row in rows)
        self._best, self._final = note["best"] if self._checkpoints.best else {}, note["final"]
        if not judged_otherwise:
            self._carried.restore(note["watchers"])
        self._unsaid["epochs"] = note["done"]
        self._rate = note.get("rate")
        self._rates_before = tuple((state, rate) for state, rate in note.get("rates", ()))

    def _note_what_stands(self) -> None:
        """A stopped run may have left the model of a part of an epoch, which nothing worse may replace."""
        if self._keeps_best and self._folder.model.is_file():
            self._standing = self._folder.record().best

    @property
    def _leading(self) -> Logs:
        """The figures of the best there is."""
        return self._standing if self._stands else self._part or self._best

    @property
    def _stands(self) -> bool:
        """Whether model.keras, as the run left it before it went on, is better than anything since."""
        return _rank(self._standing, self.monitor) > _rank(self._part or self._best, self.monitor)

    def _in_our_batches(self, note: Note) -> int:
        """The step after which a run with another batch size has seen the same images; less than a batch may be seen again."""
        return int(note["step"] * note["batch_size"] // self._batch_size)

    # ------------------------------------------------------------------ while it trains

    def keep_epoch(self, done: EpochDone) -> None:
        """Writes everything that an epoch brought; the caller hears of it when it is on the disk. Raises `FileError`."""
        self._keep_epoch(done)
        self._holds_best = False  # it goes on learning

    def _keep_epoch(self, done: EpochDone) -> None:
        self._seconds += done.seconds
        self._rates.append(done.images_per_second)
        self._final = {"epoch": done.epoch, **done.logs}
        best = self._is_best(done.logs)
        if best:
            self._best, self._best_weights, self._saved_best = dict(self._final), None, False
            if keeps_averages(self._model):
                self._best_weights = self._copied()  # the checkpoint has the weights that go on learning
            self._holds_best = self._best_weights is None
        position = Position(done.epoch)
        wanted = done.last or self._checkpoints.due(position)
        self._append_history(done, flush=wanted)
        if wanted:
            self._put(position, is_best=best and self._best_weights is None, reason=done.reason)
        elif best:
            self._best_weights = self._copied()
        if best:
            self._renew_model()
        self._progress(epochs=done.epoch)
        self._outbox.send(
            Epoch,
            epoch=done.epoch,
            epochs=self._epochs,
            seconds=done.seconds,
            images_per_second=done.images_per_second,
            logs=done.logs,
        )

    @property
    def has_best(self) -> bool:
        """Whether there are weights to fall back on."""
        return bool(self._best)

    def keep_step(self, position: Position, seconds: float, *, now: bool = False) -> None:
        """Writes the state in the middle of an epoch when it is time, or now; `seconds` of the epoch are over."""
        if now or self._checkpoints.due(position):
            self._put(position, seconds=seconds)

    def keep_before(self, position: Position, seconds: float) -> None:
        """Writes the state before somebody changes the learning rate; it stays, so that the run can be taken back to it."""
        with contextlib.suppress(FileError):  # a full disk keeps nobody from changing it
            self._checkpoints.hold(self._put(position, seconds=seconds))

    def note_rate(self, rate: float | None, before: tuple[Before, ...]) -> None:
        """Every checkpoint from now on says which learning rate was set by hand, and which it had before."""
        self._rate, self._rates_before = rate, before

    def keep_part(self, position: Position, logs: Logs) -> None:
        """What a stopped epoch learned, when it is better than everything before; without figures only if there is nothing."""
        epoch = position.done + 1
        self._final = {"epoch": epoch, **logs} if logs else self._final
        if self._is_best(logs) or not self._best:
            self._part = {"epoch": epoch, **logs}

    def replan(self, epochs: int) -> None:
        """There will be another number of epochs, also for whoever goes on with the run."""
        self._epochs = epochs
        with contextlib.suppress(FileError):  # a full disk keeps nobody from training
            self._folder.replan(epochs=epochs)

    def finish(self, state: str, reason: str = "") -> None:
        """Leaves the best model in `model.keras` and says that it is over."""
        self._outbox.send(Phase, phase="save")
        last = bool(self._part) or not self._keeps_best
        if not self._stands and (last or not self._saved_best or not self._folder.model.exists()):
            if not last and self._checkpoints.best is not None:
                load_best(self._model, self._checkpoints.best)
            else:
                take_averages(self._model)
            self._model.compile()  # forgets the optimizer, whose state would be in memory beside the reloaded model
            give_back_memory()
            save_model(self._portable, self._folder.model)
        self.write_record(state=state, ended=time.time(), reason=reason)
        told = "stopped" if state == "interrupted" else state
        model = str(self._folder.model)
        self._outbox.send(Finished, state=told, best=self._leading, final=self._final, model=model, reason=reason)

    def rescue(self) -> str:
        """After the disk was full: leaves the best model so far, if need be in the room of states to go on from; says where it
        is, "" when there is none. Never raises."""
        kept = self._standing if self._stands else self._best
        if not kept:
            return ""
        if not self._write_best():
            return self._told_of_weights(kept)
        which = (
            tr("The model") if self._part and not self._stands else tr("The best model so far")
        )  # the part of an epoch is lost
        return tr("{0}, of epoch {1}, is kept in {2}.", which, int(kept.get("epoch") or 0), self._folder.model)

    def _told_of_weights(self, kept: Logs) -> str:
        """Where there is no room for a model, its weights may still lie among the states to go on from."""
        path = self._checkpoints.best
        if path is None or not path.is_file() or self._best_weights is not None:
            return ""
        epoch = int(kept.get("epoch") or 0)
        return tr("The weights of the best epoch so far, {0}, are kept in {1}: continue the run once there is room.", epoch, path)

    def _write_best(self) -> bool:
        """Whether model.keras is the best of all by now."""
        if self._stands or (self._saved_best and self._folder.model.exists()):
            return self._folder.model.exists()
        with contextlib.suppress(FileError):
            if self._best_weights is not None:
                give_weights(self._model, self._best_weights)
            elif not self._holds_best and self._checkpoints.best is not None:
                load_best(self._model, self._checkpoints.best)
            try:
                save_model(self._portable, self._folder.model)
            except DiskFullError:
                self._checkpoints.make_room()
                save_model(self._portable, self._folder.model)
            return True
        return False

    def write_record(self, **changes: object) -> None:
        """Brings `run.json` up to date."""
        rates = sorted(self._rates)
        changes = {**self._unsaid, **changes}
        self._recorded_at = time.monotonic()
        best = self._leading
        self._folder.update_record(
            best=best,
            best_epoch=int(best.get("epoch") or 0),
            final=self._final,
            images_per_second=rates[len(rates) // 2] if rates else 0.0,
            seconds=self._seconds,
            peak_memory=peak_memory(),
            **changes,
        )

    # ------------------------------------------------------------------ inside

    def _copied(self) -> dict[str, Array]:
        with averaged(self._model):
            return copied_weights(self._model)

    def _is_best(self, logs: Logs) -> bool:
        return _rank(logs, self.monitor) > _rank(self._best, self.monitor)

    def _put(self, position: Position, *, seconds: float = 0.0, is_best: bool = False, reason: str = "") -> Path:
        """Writes a checkpoint, and before it the best weights that it refers to."""
        if self._best_weights is not None:
            self._checkpoints.put_best(self._best_weights, int(self._best["epoch"] or 0))
            self._best_weights = None
        note = {
            "epochs": self._epochs,
            "batch_size": self._batch_size,
            "epoch_seconds": seconds,
            "best": self._best,
            "final": self._final,
            "watchers": self._carried.states(),
            "reason": reason,
            "rate": self._rate,
            "rates": self._rates_before,
        }
        path = self._checkpoints.put(position, note)
        if is_best:
            self._checkpoints.best_is(path, position.done)
        epoch = position.done + (position.step > 0)
        self._outbox.send(Checkpoint, epoch=epoch, step=position.step, path=str(path))
        return path

    def _renew_model(self) -> None:
        now = time.monotonic()
        if self._stands or self._save_cost > SHARE * (now - self._saved_at) or now - self._saved_at < 1 / SHARE:
            return
        with averaged(self._model):
            save_model(self._portable, self._folder.model)
        self._saved_best = True
        self._saved_at = time.monotonic()
        self._save_cost = self._saved_at - now

    def _append_history(self, done: EpochDone, *, flush: bool) -> None:
        """One more row; on the disk before a checkpoint counts on it."""
        row, history = Row(done.epoch, done.seconds, done.images_per_second, done.logs), self._folder.history
        try:
            line = line_below(history, row)
            if line is None:
                write_text(history, history_text([*read_history(history), row]))
                return
            with history.open("a", encoding="utf-8", newline="") as file:
                file.write(line)
                file.flush()
                if flush:
                    os.fsync(file.fileno())
        except OSError as error:
            raise unwritable(history, error) from error

    def _progress(self, **changes: object) -> None:
        """Keeps the record about up to date; once a second is enough until the end."""
        self._unsaid |= changes
        if time.monotonic() - self._recorded_at > RECORD_INTERVAL:
            self.write_record()


def _rank(logs: Logs, monitor: str) -> tuple[float, float]:
    """Larger is better: first the monitored figure, then the smaller loss; what is missing or not a number comes last."""
    loss, value = logs.get("val_loss" if monitor.startswith("val_") else "loss"), logs.get(monitor)
    if value is not None and lower_is_better(monitor):
        value = -value
    return _or_least(value), _or_least(None if loss is None else -loss)


def _or_least(value: float | None) -> float:
    return -math.inf if value is None or math.isnan(value) else value
