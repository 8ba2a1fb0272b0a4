"""The checkpoints in a run's folder, as far as their names and notes tell: where a run can be taken back to.

Three kinds: `epoch-…` are the last ones, `best-…` is the best epoch, `held-…` is the state before somebody changed the learning
rate. Nothing here proves that one is whole; whoever loads it does.
"""

import contextlib
import json
import math
import os
import re
import shutil
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cnn.errors import FileError, UsageError
from cnn.files.files import unwritable
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Logs
from cnn.runs.rewind import Position
from cnn.words.language import tr
from cnn.words.lists import listed

ENDING = ".npz"
NOTE = "note.json"
HELD = "held"
OFFERED = "offered"

_NAME = re.compile(rf"(epoch|{HELD}|best)-(\d{{6}})(?:-step-(\d{{7}}))?\{ENDING}")
#: where several hold the same position, the first of these counts
_ORDER = ("epoch", HELD, "best")
#: a note is a few figures
_LONGEST_NOTE = 1 << 20


@dataclass(frozen=True)
class Kept:
    """A checkpoint that a run can be taken back to.

    `figures` are those of the last epoch before it, `rate` is the learning rate that somebody had set by hand until then.
    """

    path: Path
    position: Position
    figures: Logs
    rate: float | None
    held: bool  # written before the learning rate was changed

    @property
    def epoch(self) -> int:
        """How many epochs were done."""
        return self.position.done

    @property
    def title(self) -> str:
        """What to call it."""
        return _where(self.position)


def kept_checkpoints(folder: RunFolder) -> tuple[Kept, ...]:
    """What a run can be taken back to, the newest first; what is damaged or no checkpoint is left out."""
    try:
        paths = sorted(folder.checkpoints.iterdir(), key=_rank)
    except OSError:
        return ()
    found: dict[Position, Kept] = {}
    for path in paths:
        if _NAME.fullmatch(path.name) and path.is_file() and (kept := _kept(path)) is not None:
            found.setdefault(kept.position, kept)
    return tuple(sorted(found.values(), key=lambda kept: kept.position, reverse=True))


def checkpoint_of(folder: RunFolder, epoch: int) -> Kept:
    """The checkpoint behind that many epochs, best without batches of the next; raises `UsageError` with those there are."""
    kept = kept_checkpoints(folder)
    found = [item for item in kept if item.epoch == epoch]
    if not found:
        hint = tr("There are checkpoints of {0}.", _listed(kept)) if kept else tr("Train it anew.")
        raise UsageError(tr("The run {0} keeps no checkpoint of epoch {1}.", folder.id, epoch), hint)
    return min(found, key=lambda item: item.position)


def checkpoint_files(folder: RunFolder) -> tuple[Path, ...]:
    """The files of a run that hold weights of its model, the newest first; also those from which nobody can train on."""
    try:
        paths = [path for path in folder.checkpoints.iterdir() if _NAME.fullmatch(path.name) and path.is_file()]
    except OSError:
        return ()
    return tuple(sorted(paths, key=lambda path: (position_in(path), path.name), reverse=True))


def file_title(path: Path) -> str:
    """What to call a checkpoint by the name of its file."""
    position = position_in(path)
    where = _where(position)
    return tr("best, {0}", where) if path.name.startswith("best-") else where


def _where(position: Position) -> str:
    """How far a training had got, in words: `epoch 3 and 12 batches`."""
    where = tr("epoch {0}", position.done) if position.done else tr("the beginning")
    return tr("{0} and {1:,} batches", where, position.step) if position.step else where


def checkpoint_named(folder: RunFolder, name: str) -> Path:
    """A checkpoint by the name of its file, with or without ending, or its epoch; raises `UsageError` with those there are."""
    files = checkpoint_files(folder)
    found = next((path for path in files if name in (path.name, path.stem)), None)
    if found is None and name.isdecimal():
        of_epoch = [path for path in files if position_in(path) == Position(int(name))]
        found = min(of_epoch, key=_rank, default=None)
    if found is None:
        hint = tr("There are {0}.", listed(path.stem for path in files)) if files else tr("It keeps none.")
        raise UsageError(tr("The run {0} has no checkpoint {1}.", folder.id, name), hint)
    return found


def held(kept: Kept) -> Kept:
    """The same checkpoint under a name that stays while the run goes on; raises `FileError`."""
    if kept.path.name.startswith(HELD):
        return kept
    if not kept.path.is_file():
        raise FileError(tr("The checkpoint of {0} has given way to newer ones.", kept.title), tr("Choose another one."))
    path = kept.path.with_name(HELD + kept.path.name[kept.path.name.index("-") :])
    link(kept.path, path)
    return replace(kept, path=path)


class Choice:
    """The checkpoints that are offered while somebody chooses one: training deletes none of them meanwhile.

    Each gets a second name (a hard link), as checkpoints have while they are written, until `end`; should the chooser die
    before, it goes when the run goes on. On a disk without links there is no second name.
    """

    def __init__(self, folder: RunFolder) -> None:
        self.kept = kept_checkpoints(folder)
        self._names = {
            item.path: item.path.with_name(f".{OFFERED}{item.path.name[item.path.name.index('-') :]}") for item in self.kept
        }
        for path, name in self._names.items():
            with contextlib.suppress(OSError):
                name.unlink(missing_ok=True)
                os.link(path, name)

    def take(self, kept: Kept) -> Kept:
        """The chosen checkpoint; where it has given way to newer ones meanwhile, under a name that stays. Raises `FileError`."""
        name = self._names[kept.path]
        return held(replace(kept, path=name)) if name.is_file() and not kept.path.is_file() else kept

    def end(self) -> None:
        """The choice is made or given up: takes the second names away."""
        for name in self._names.values():
            with contextlib.suppress(OSError):
                name.unlink(missing_ok=True)


def own_files(folder: Path, kind: str) -> list[Path]:
    """The checkpoints of a kind, in the order of training; what else lies in the folder, or is no file, is passed over."""
    names = (path for path in folder.glob(f"{kind}-*{ENDING}") if _NAME.fullmatch(path.name) and path.is_file())
    return sorted(names)


def link(source: Path, target: Path) -> None:
    """Makes `target` the same file as `source`, in one step; a copy where the disk knows no links. Raises `FileError`."""
    temporary = target.with_name(f".{target.name}")
    try:
        temporary.unlink(missing_ok=True)
        try:
            os.link(source, temporary)
        except OSError:
            shutil.copyfile(source, temporary)
        temporary.replace(target)
        temporary.unlink(missing_ok=True)  # renaming one name of a file to another name of it does nothing
    except OSError as error:
        raise unwritable(target, error) from error


def position_in(path: Path) -> Position:
    """What the name of a checkpoint says."""
    epoch, *step = (int(part) for part in path.stem.split("-")[1::2])
    return Position(epoch - 1, step[0]) if step else Position(epoch)


def _rank(path: Path) -> tuple[int, str]:
    kind = path.name.partition("-")[0]
    return (_ORDER.index(kind) if kind in _ORDER else len(_ORDER)), path.name


def _kept(path: Path) -> Kept | None:
    try:
        with zipfile.ZipFile(path) as archive:
            if not any(name.startswith("optimizer/") for name in archive.namelist()):
                return None  # weights alone, from which nobody can train on
            if archive.getinfo(NOTE).file_size > _LONGEST_NOTE:
                return None
            note: Any = json.loads(archive.read(NOTE))
        figures = {str(name): _number(value) for name, value in note["final"].items()}
        return Kept(path, position_in(path), figures, _number(note.get("rate")), path.name.startswith(HELD))
    except (OSError, ValueError, KeyError, AttributeError, TypeError, RecursionError, EOFError, zipfile.BadZipFile):
        return None


def _number(value: Any) -> float | None:
    known = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return float(value) if known else None


def _listed(kept: tuple[Kept, ...]) -> str:
    return listed(dict.fromkeys(str(item.epoch) for item in reversed(kept)))
