"""Runs that other programs have told of: where they lie, and their curves under Keras's names.

TensorBoard's folders: event files, those of training and validation in `train` and `validation` as Keras writes them, or beside
each other. CSVLogger's tables: a row for each epoch, one column called `epoch`.
"""

import csv
import os
import zlib
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import NamedTuple

from cnn.errors import FileError
from cnn.files.files import RUN_PROJECT, RUN_RECORD, first_bytes, read_regular
from cnn.recipe.stopping import lower_is_better
from cnn.runs.logs.event_files import MARK, read_events
from cnn.words.language import tr
from cnn.words.lists import sentences
from cnn.words.reasons import reason_of

#: folders within folders that are looked into
DEEP = 3
#: tables in one folder that are looked at, and folders that are in all
MOST_TABLES, MOST_FOLDERS = 200, 5000
#: bytes of a table
LARGEST_TABLE = 64 << 20
TABLES = (".csv", ".log")
TRAINING = ("train", "training")
JUDGING = ("val", "valid", "validation", "eval", "test")
_OTHER_NAMES = {"acc": "accuracy", "lr": "learning_rate", "learning rate": "learning_rate"}


class Log(NamedTuple):
    """A run of another program: its folder or table, and the files that tell of it, each with what it tells ("val_" or "")."""

    path: Path
    files: tuple[tuple[Path, str], ...]

    @property
    def stamp(self) -> int:
        """Another number when one of the files is another."""
        told = []
        for path, _ in self.files:
            try:
                status = path.stat()
                told.append((str(path.name), status.st_size, status.st_mtime_ns))
            except OSError:
                told.append((str(path.name), 0, 0))
        return zlib.crc32(repr(told).encode())


class Place(NamedTuple):
    """A point of a curve: along epochs or steps, seconds since the first one, and its value."""

    x: float
    seconds: float
    value: float


@dataclass
class Logged:
    """The curves of such a run by Keras's names; `began` in seconds since 1970, `complaint` says what of it is damaged."""

    curves: dict[str, list[Place]] = field(default_factory=dict)
    began: float = 0.0
    complaint: str = ""
    by_epoch: set[str] = field(default_factory=set)  # curves that are told by epoch for sure
    per_step: float | None = None  # epochs of a step, where curves are told by steps and that is known

    @property
    def by_steps(self) -> bool:
        """Whether x of its points are steps."""
        return not self.by_epoch

    @property
    def seconds(self) -> float:
        """From the first number to the last."""
        return max((places[-1].seconds for places in self.curves.values()), default=0.0)

    @property
    def epochs(self) -> int:
        """How many there are; 0 where only steps were told and nothing says how many make one."""
        if self.by_steps:
            last = max((places[-1].x for places in self.curves.values() if places), default=0.0)
            return round(last * self.per_step) if self.per_step else 0
        return max((len(places) for places in self.curves.values()), default=0)

    def best(self) -> tuple[str, dict[str, float | None]]:
        """The figure that says most, as a run of ours chooses it, and all figures where that is best; nothing without curves."""
        name, best = self._best_place()
        if best is None:
            return "", {}
        found: dict[str, float | None] = {}
        for other, places in self.curves.items():
            if (at := next((place.value for place in places if place.x == best.x), None)) is not None and isfinite(at):
                found[other] = at
        return name, found

    @property
    def best_epoch(self) -> int:
        """The epoch in which the figure that says most is best; 0 where that is not known."""
        _, best = self._best_place()
        per_step = self.per_step if self.by_steps else 1.0
        return round(best.x * per_step) if best is not None and per_step else 0

    def _best_place(self) -> tuple[str, Place | None]:
        """The figure that says most, and the point of its curve where it is best."""
        names = [name for name in self.curves if name != "learning_rate"]
        usual = [f"{prefix}{figure}" for figure in ("accuracy", "loss") for prefix in ("val_", "")]
        name = next((name for name in (*usual, *names) if name in self.curves), "")
        finite = [place for place in self.curves.get(name, ()) if isfinite(place.value)]
        if not finite:
            return "", None
        return name, (min if lower_is_better(name) else max)(finite, key=lambda place: place.value)


def log_at(path: Path) -> Log | None:
    """The log that lies exactly there; `None` where that is none."""
    if path.is_dir():
        return _in_folder(path, *_listed(path))
    return Log(path, ((path, ""),)) if _is_table(path) else None


def logs_in(place: Path, runs: Container[str] = ()) -> Iterator[Log]:
    """Every log in a folder and those within; folders of our own runs are passed over, `runs` are the names of those known."""
    left = MOST_FOLDERS
    waiting = [(place, DEEP)]
    while waiting and left > 0:
        folder, deep = waiting.pop()
        left -= 1
        folders, files = _listed(folder)
        if any(name in files for name in (RUN_RECORD, RUN_PROJECT)):
            continue
        own = _in_folder(folder, folders, files)
        taken = {path.parent.name for path, _ in own.files if path.parent != folder} if own is not None else set()
        if own is not None:
            yield own
        tables = sorted(name for name in files if name.lower().endswith(TABLES))[:MOST_TABLES]
        yield from (Log(folder / name, ((folder / name, ""),)) for name in tables if _is_table(folder / name))
        if deep:
            known = runs if folder == place else ()
            within = (name for name in sorted(folders, reverse=True) if name not in taken and name not in known)
            waiting += [(folder / name, deep - 1) for name in within]


def read_log(log: Log) -> Logged:
    """The curves of a log as far as they can be read; never raises for what stands in it."""
    found = Logged()
    complaints = []
    for path, prefix in log.files:
        try:
            if MARK in path.name:
                complaints += _add_events(path, prefix, found)
            else:
                _add_table(path, found)
        except FileError as error:
            complaints.append(error.message)
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            complaints.append(tr("{0} can't be read: {1}.", path.name, reason_of(error)))
    found.complaint = sentences(*complaints)
    _leave_out_steps(found)
    _find_epochs(found)
    for places in found.curves.values():
        places.sort(key=lambda place: place.x)
    return found


# ---------------------------------------------------------------------- where they lie


def _listed(folder: Path) -> tuple[list[str], list[str]]:
    """Names of folders and of files; links to folders are not followed, which may lead in circles."""
    folders: list[str] = []
    files: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                (folders if entry.is_dir(follow_symlinks=False) else files).append(entry.name)
    except OSError:
        pass
    return folders, files


def _in_folder(folder: Path, folders: Sequence[str], files: Sequence[str]) -> Log | None:
    told = [(folder / name, "") for name in sorted(files) if MARK in name]
    for name in sorted(folders):
        if name.lower() in (*TRAINING, *JUDGING):
            prefix = "val_" if name.lower() in JUDGING else ""
            told += [(folder / name / file, prefix) for file in sorted(_listed(folder / name)[1]) if MARK in file]
    return Log(folder, tuple(told)) if told else None


def _is_table(path: Path) -> bool:
    """Whether a file is a table with a row for each epoch, as far as its first lines say."""
    if path.suffix.lower() not in TABLES:
        return False
    try:
        lines = first_bytes(path, 4096).decode().splitlines()
    except (OSError, FileError, UnicodeDecodeError):
        return False
    return len(lines) > 1 and _columns(lines[0]) is not None


def _columns(line: str) -> tuple[list[str], str] | None:
    """The names of the columns and what separates them; `None` where none is called epoch, or nothing else is there."""
    for separator in (",", ";", "\t"):
        names = [name.strip().strip('"') for name in line.split(separator)]
        if "epoch" in names and len(names) > 1:
            return names, separator
    return None


# ---------------------------------------------------------------------- what they tell


def _add_table(path: Path, found: Logged) -> None:
    text = read_regular(path, LARGEST_TABLE).decode()
    head = _columns(text.partition("\n")[0])
    if head is None:
        return
    names, separator = head
    at = names.index("epoch")
    found.began = path.stat().st_mtime
    first: float | None = None
    for row in csv.reader(text.splitlines()[1:], delimiter=separator):
        epoch = _figure(row[at]) if len(row) == len(names) else None  # the last may be half written
        if epoch is None:
            continue
        first = epoch if first is None else first
        for name, cell in zip(names, row, strict=True):
            if name != "epoch" and (value := _figure(cell)) is not None:
                curve = _OTHER_NAMES.get(name, name)
                found.curves.setdefault(curve, []).append(Place(epoch + (first == 0), 0.0, value))
                found.by_epoch.add(curve)


def _figure(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def _add_events(path: Path, prefix: str, found: Logged) -> list[str]:
    told = read_events(path)
    first = min((point.time for points in told.points.values() for point in points[:1]), default=0.0)
    found.began = min(found.began or first, first) if first else found.began
    for tag, points in told.points.items():
        name, by_epoch = named(tag, prefix)
        places = found.curves.setdefault(name, [])
        if by_epoch:
            found.by_epoch.add(name)
        places += [Place(point.step + by_epoch, max(point.time - found.began, 0.0), point.value) for point in points]
    if told.damaged:
        return [tr("{0} is damaged: {1} of its records can't be used.", path.name, told.damaged)]
    return []


def _leave_out_steps(found: Logged) -> None:
    """Beside curves along epochs those along batches would lie on another axis: Keras tells such as well."""
    last = max((place.x for name in found.by_epoch for place in found.curves[name]), default=None)
    if last is not None:
        for name in [name for name, places in found.curves.items() if any(place.x > last for place in places)]:
            del found.curves[name]


def _find_epochs(found: Logged) -> None:
    """How many epochs a step is, as a curve called epoch says beside curves along steps: PyTorch Lightning tells one."""
    epochs = found.curves.pop("epoch", []) if not found.by_epoch else []
    told = [place for place in epochs if place.x > 0 and place.value > 0 and isfinite(place.value)]
    if told:
        last = max(told, key=lambda place: place.x)
        first = next(place for place in told if place.value == last.value)  # within an epoch the number stays
        found.per_step = last.value / first.x if first.x else None


def named(tag: str, prefix: str = "") -> tuple[str, bool]:
    """What Keras calls the figure of a tag, and whether its steps are epochs counted from 0.

    >>> named("epoch_accuracy", "val_"), named("Loss/train"), named("val/acc")
    (('val_accuracy', True), ('loss', False), ('val_accuracy', False))
    """
    by_epoch = tag.startswith("epoch_")
    parts = tag.removeprefix("epoch_").lower().split("/")
    if any(part in JUDGING for part in parts) and len(parts) > 1:
        prefix = "val_"
    kept = [part for part in parts if part not in (*TRAINING, *JUDGING)] or parts
    name = "_".join(kept).replace(" ", "_")
    for word in TRAINING:
        name = name.removeprefix(f"{word}_")
    for word in JUDGING:
        if name.startswith(f"{word}_"):
            prefix, name = "val_", name.removeprefix(f"{word}_")
    return prefix + _OTHER_NAMES.get(name, name), by_epoch
