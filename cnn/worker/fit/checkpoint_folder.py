"""The checkpoints of one run: written when they are due, the last two kept, and beside them the weights of the best epoch
and the states before somebody changed the learning rate.
"""

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import keras

from cnn.errors import FileError
from cnn.runs.checkpoints import ENDING, HELD, link, own_files, position_in
from cnn.runs.messages import Logs
from cnn.runs.rewind import Position
from cnn.worker.fit.checkpoint import Array, ForeignError, Note, load_checkpoint, read_note, save_checkpoint, write_arrays

#: how many checkpoints stay, besides the best and those that are held
KEPT = 2
#: how many are held at most
MOST_HELD = 2
#: checkpoints may cost this share of the time
SHARE = 0.02


class CheckpointFolder:
    """Where a model's checkpoints are put, and found again.

    `interval` is how many seconds lie at least between two of them within an epoch; 0 is as often as possible.
    """

    def __init__(self, folder: Path, model: keras.Model, extra: Mapping[str, Any], interval: float) -> None:
        self._folder = folder
        self._model = model
        self._extra = extra
        self._interval = interval
        self._put_at = time.monotonic()
        self._cost = 0.0
        self._best: Path | None = None
        self._refers: dict[Path, Path | None] = {}  # checkpoint → the best weights it needs

    def due(self, position: Position) -> bool:
        """Whether it is time for the next one: at the end of an epoch when it is cheap, within one when much was done as well."""
        if not self._interval:
            return True
        elapsed = time.monotonic() - self._put_at
        return elapsed >= self._cost / SHARE and (position.step == 0 or elapsed >= self._interval)

    def put(self, position: Position, note: Note) -> Path:
        """Writes the state of training; on a full disk, at the expense of all older ones but the last. Raises `FileError`."""
        began = time.monotonic()
        path = self._folder / f"{_name(position)}{ENDING}"
        note = {"done": position.done, "step": position.step, "best_file": self._best.name if self._best else "", **note}
        try:
            save_checkpoint(self._model, path, note, self._extra)
        except FileError:
            self._drop(kept=1)
            self._drop_held(0)
            save_checkpoint(self._model, path, note, self._extra)
        self._refers[path] = self._best
        self._drop(KEPT)
        self._put_at = time.monotonic()
        self._cost = self._put_at - began
        return path

    def hold(self, checkpoint: Path) -> None:
        """A checkpoint that was just put stays for longer: what comes now may turn out badly."""
        path = checkpoint.with_name(checkpoint.name.replace("epoch", HELD, 1))
        link(checkpoint, path)
        self._refers[path] = self._refers.get(checkpoint)
        self._drop_held(MOST_HELD)

    def make_room(self) -> None:
        """Gives up all states to go on from but one: that of the best epoch, which takes no room of its own, else the last."""
        self._drop_held(0)
        paths = self._checkpoints()
        best = [path for path in paths if self._best is not None and self._best.exists() and path.samefile(self._best)]
        for path in paths:
            if path not in (best or paths)[-1:]:
                path.unlink(missing_ok=True)
        self._drop(kept=1)

    def newest_best(self) -> tuple[Logs, Path] | None:
        """The figures of the best epoch so far, and its weights, as the newest checkpoint that is whole refers to them."""
        for path in reversed(self._checkpoints()):
            try:
                note = read_note(path)
            except FileError:
                continue
            best = self._whole_best(note, path)
            return None if best is None else (note["best"], best)
        return None

    def load(self, name: str, prepare: Callable[[Position], None], *, optimizer: bool = True) -> tuple[Path, Note]:
        """Brings the model into the state of one checkpoint, which becomes the newest; those behind it go. Raises `FileError`.

        Without `optimizer` that begins anew.
        """
        source = self._folder / name
        position = position_in(source)
        prepare(position)
        note = load_checkpoint(self._model, source, self._extra, optimizer=optimizer)
        newest = self._folder / f"{_name(position)}{ENDING}"
        if newest != source:
            link(source, newest)
        for path in [*self._checkpoints(), *self._held()]:
            if position_in(path) > position:
                path.unlink(missing_ok=True)
        self._best = self._refers[newest] = self._whole_best(note, newest)
        return newest, note

    def load_newest(self, prepare: Callable[[Position], None]) -> tuple[Path, Note] | None:
        """Brings the model into the newest state that is whole; `None` when there is none.

        `prepare` makes the model ready for a checkpoint of that position. Raises `FileError` when a whole one is of another
        network.
        """
        for path in reversed(self._checkpoints()):
            prepare(position_in(path))
            try:
                note = load_checkpoint(self._model, path, self._extra)
            except ForeignError:
                raise
            except FileError as error:
                print(error.message, flush=True)
                path.unlink(missing_ok=True)  # or it would count as one of the last
                continue
            self._best = self._refers[path] = self._whole_best(note, path)
            return path, note
        return None

    # ------------------------------------------------------------------ the best

    @property
    def best(self) -> Path | None:
        """Where the weights of the best epoch are."""
        return self._best

    def best_is(self, checkpoint: Path, epoch: int) -> None:
        """A checkpoint that was just put is the best so far: it stays under another name as well."""
        path = self._best_path(epoch)
        link(checkpoint, path)
        self._best = self._refers[checkpoint] = path
        self._drop(KEPT)

    def best_stays(self, path: Path) -> None:
        """Weights from behind the checkpoint that was loaded are still the best."""
        self._best = path
        self._refers |= dict.fromkeys(self._checkpoints()[-1:], path)

    def put_best(self, weights: Mapping[str, Array], epoch: int) -> None:
        """Writes weights that were the best; checkpoints put from now on refer to them."""
        path = self._best_path(epoch)
        write_arrays(path, weights, {"done": epoch, "step": 0})
        self._best = path

    def _best_path(self, epoch: int) -> Path:
        return self._folder / f"best-{epoch:06d}{ENDING}"

    def _whole_best(self, note: Note, path: Path) -> Path | None:
        """The best weights that a checkpoint refers to, which may be its own."""
        epoch = int(note["best"].get("epoch") or 0)
        best = self._best_path(epoch)
        own = epoch and note["step"] == 0 and epoch == note["done"]
        if own and note.get("best_file") != best.name:  # otherwise its averages lie there already
            link(path, best)
        if not epoch or not best.exists():
            return None
        try:
            read_note(best)
        except FileError as error:
            print(error.message, flush=True)
            return None
        return best

    # ------------------------------------------------------------------ files

    def _checkpoints(self) -> list[Path]:
        """Those of epochs and within epochs, in the order of training."""
        return own_files(self._folder, "epoch")

    def _held(self) -> list[Path]:
        """Those from before a change of the learning rate, in the order of training."""
        return own_files(self._folder, HELD)

    def _drop_held(self, kept: int) -> None:
        held = self._held()
        for path in held[: len(held) - kept]:
            path.unlink(missing_ok=True)

    def _drop(self, kept: int) -> None:
        """Removes all but the last ones, and every best that none of them needs any more."""
        paths = self._checkpoints()
        gone, stay = paths[: len(paths) - kept], paths[len(paths) - kept :]
        for path in gone:
            path.unlink(missing_ok=True)
        needed = {self._best, *(self._refers.get(path) for path in stay)}
        for path in own_files(self._folder, "best"):
            if path not in needed:
                path.unlink(missing_ok=True)


def _name(position: Position) -> str:
    """Names sort as training goes: what is within an epoch comes before its end."""
    if position.step:
        return f"epoch-{position.done + 1:06d}-step-{position.step:07d}"
    return f"epoch-{position.done:06d}"
