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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
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
        known, seen = self.numbers[:, :_STAT].tolist(), list(map(tuple, self.numbers[:, _STAT:].tolist()))
        shared: dict[_Numbers, Look] = {numbers: _as_look(numbers) for numbers in set(seen)}
        rows: Iterable[int | None] = range(len(paths))
        if paths != self.paths:
            places = {path: place for place, path in enumerate(self.paths)}
            rows = map(places.get, paths)
        return [
            shared[seen[row]] if row is not None and stat is not None and known[row] == [*stat] else None
            for row, stat in zip(rows, stats, strict=True)
        ]


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
    shared = {look: _as_numbers(look) for look in {look for _, _, look in seen}}
    rows = [(*stat, *shared[look]) for _, stat, look in seen]
    file = io.BytesIO()
    paths = np.frombuffer(os.fsencode(_BORDER.join(path for path, _, _ in seen)), np.uint8)
    arrays: dict[str, Any] = {"numbers": np.array(rows, np.int64).reshape(-1, _WIDTH), "paths": paths}
    np.savez(file, version=np.array([VERSION, int(whole)]), **arrays)
    with contextlib.suppress(OSError, FileError):
        path = _file(folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, file.getvalue())


def stat_of(path: str) -> Stat | None:
    """By what a file is known again; `None` when it isn't there."""
    try:
        found = os.stat(path)  # noqa: PTH116 - without making a Path of each
    except (OSError, ValueError):
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
