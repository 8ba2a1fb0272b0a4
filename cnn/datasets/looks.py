"""What was seen of many image files, each looked at once: an index in the cache folder remembers it of those that are unchanged.

By what a file is known to be unchanged: see `division.digests`. Where the files lie on a share that takes its time, asking
for their sizes and times is all that is left to do.
"""

import contextlib
import hashlib
import io
import os
import struct
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn.datasets.division.digests import SETTLED, Stat
from cnn.datasets.pixels.images import Look
from cnn.datasets.pixels.pixel_range import Depth
from cnn.errors import FileError
from cnn.files.files import read_regular, write_bytes

#: fewer files are looked at in no time
FEWEST = 2000
LARGEST = 1 << 30
#: another look at files notes other things: what was written before is not read
VERSION = 4
_BORDER = "\0"
#: what stands for "not looked at" where something is True or False
_UNKNOWN = 2
#: numbers of files may have 64 bits
_LOWER = (1 << 63) - 1


#: numbers that are kept of a file: four of `Stat`, the rest of what was seen
_STAT, _WIDTH = 4, 15
#: what is seen of a file as it is kept, so that what many files share is made once
_Numbers = tuple[int, ...]


@dataclass(frozen=True)
class Kept:
    """What is remembered of files: a row for each of their paths in `numbers`; `whole` says that they were decoded."""

    paths: Sequence[str]
    numbers: NDArray[np.int64]
    whole: bool

    def looks(self, paths: Sequence[str], stats: Sequence[Stat | None]) -> list[Look | None]:
        """What was seen of those files that are still the same; `None` for each that has to be looked at."""
        if not self.paths:
            return [None] * len(paths)
        rows = np.arange(len(paths))
        if paths != self.paths:
            places = {path: place for place, path in enumerate(self.paths)}
            rows = np.fromiter((places.get(path, -1) for path in paths), np.int64, len(paths))
        nowhere = (-1,) * _STAT  # as no file is
        now = np.array([nowhere if stat is None else stat for stat in stats], np.int64)
        same = (rows >= 0) & (self.numbers[rows, :_STAT] == now).all(axis=1)
        seen = np.ascontiguousarray(self.numbers[rows, _STAT:])
        alike: list[bytes] = seen.view(f"V{seen.itemsize * seen.shape[1]}")[:, 0].tolist()
        shared = {numbers: _as_look(tuple(np.frombuffer(numbers, np.int64).tolist())) for numbers in set(alike)}
        return [shared[numbers] if known else None for numbers, known in zip(alike, same.tolist(), strict=True)]


NOTHING = Kept((), np.zeros((0, _WIDTH), np.int64), whole=False)


def common_folder(paths: Sequence[str]) -> Path:
    """The folder in which they all lie."""
    common = os.path.commonprefix([min(paths), max(paths)])  # noqa: RUF071 - of these two it is that of all, letter by letter
    return Path(os.path.abspath(common.rpartition(os.sep)[0] + os.sep))  # noqa: PTH100 - on several drives there is none


def kept(folder: Path, *, whole: bool) -> Kept:
    """What is remembered of a folder; nothing of one that was damaged, or where less was looked at."""
    try:
        with np.load(io.BytesIO(read_regular(_file(folder), LARGEST)), allow_pickle=False) as arrays:
            version, looked = arrays["version"].tolist()
            numbers: NDArray[np.int64] = arrays["numbers"]
            paths = os.fsdecode(arrays["paths"].tobytes()).split(_BORDER)
    except Exception:  # NumPy and zipfile raise many kinds
        return NOTHING
    if version != VERSION or numbers.shape != (len(paths), _WIDTH) or numbers.dtype != np.int64 or (whole and not looked):
        return NOTHING
    return Kept(paths, numbers, bool(looked))


def keep(folder: Path, seen: Sequence[tuple[str, Stat, Look]], *, whole: bool) -> None:
    """Remembers what was seen, instead of what was remembered before; where that can't be done, files are looked at again."""
    places: dict[int, int] = {}  # of what was seen, which files that are alike share
    shared: list[_Numbers] = []
    for _, _, look in seen:
        if id(look) not in places:
            places[id(look)] = len(shared)
            shared.append(_as_numbers(look))
    stats = np.array([stat for _, stat, _ in seen], np.int64).reshape(-1, _STAT)
    rows = np.array(shared, np.int64).reshape(-1, _WIDTH - _STAT)[[places[id(look)] for _, _, look in seen]]
    file = io.BytesIO()
    paths = np.frombuffer(os.fsencode(_BORDER.join(path for path, _, _ in seen)), np.uint8)
    arrays: dict[str, Any] = {"numbers": np.concatenate([stats, rows], axis=1), "paths": paths}
    np.savez(file, version=np.array([VERSION, int(whole)]), **arrays)
    with contextlib.suppress(OSError, FileError):
        path = _file(folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, file.getvalue())


def stat_of(path: str) -> Stat | None:
    """By what a file is known again; `None` when it isn't there, or is no regular one."""
    try:
        found = os.stat(path)  # noqa: PTH116 - without making a Path of each
    except (OSError, ValueError):
        return None
    if not S_ISREG(found.st_mode):
        return None
    return Stat(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino & _LOWER)


def is_kept(stat: Stat, began: float) -> bool:
    """Whether what was seen of a file is remembered, by whoever began to look at that second since 1970: not of one that was
    touched just before."""
    return max(stat.modified, stat.changed) / 1e9 < began - SETTLED


def now() -> float:
    """Seconds since 1970."""
    return time.time()


def _as_numbers(look: Look) -> _Numbers:
    clear = _UNKNOWN if look.transparent is None else int(look.transparent)
    known = (0, 0.0, 0.0, 0.0) if look.depth is None else (1 + look.depth.floats, look.depth.low, look.depth.high, look.depth.top)
    values = struct.unpack("<3q", struct.pack("<3d", *known[1:]))
    return *look.shape, int(look.several), clear, int(look.deep), int(look.cut), int(known[0]), *values


def _as_look(numbers: _Numbers) -> Look:
    height, width, channels, several, transparent, deep, cut, known, *values = numbers
    clear = None if transparent == _UNKNOWN else bool(transparent)
    low, high, top = struct.unpack("<3d", struct.pack("<3q", *values))
    depth = Depth(low, high, top, floats=known > 1) if known else None
    return Look((height, width, channels), bool(several), clear, bool(deep), bool(cut), depth)


def _file(folder: Path) -> Path:
    from platformdirs import user_cache_path

    name = hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:24]
    return user_cache_path("layerloom", appauthor=False) / "looks" / f"{name}.npz"
