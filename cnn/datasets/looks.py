"""What was seen of many image files, each looked at once: an index in the cache folder remembers it of those that are unchanged.

By what a file is known to be unchanged: see `division.digests`. Where the files lie on a share that takes its time, asking
for their sizes and times is all that is left to do.
"""

import contextlib
import hashlib
import io
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn.datasets.division.digests import SETTLED, Stat
from cnn.datasets.pixels.images import Look
from cnn.errors import FileError
from cnn.files.files import read_regular, write_bytes

#: fewer files are looked at in no time
FEWEST = 2000
LARGEST = 1 << 30
#: another look at files notes other things: what was written before is not read
VERSION = 1
_BORDER = "\0"
#: what stands for "not looked at" where something is True or False
_UNKNOWN = 2
#: numbers of files may have 64 bits
_LOWER = (1 << 63) - 1


@dataclass(frozen=True)
class Kept:
    """What is remembered of files: a row for each in `numbers`, by its path; `whole` says that they were decoded."""

    rows: Mapping[str, int]
    numbers: NDArray[np.int64]
    whole: bool

    def look(self, path: str, stat: Stat) -> Look | None:
        """What was seen of a file that is still that one; `None` when it has to be looked at."""
        place = self.rows.get(path)
        if place is None:
            return None
        *known, height, width, channels, several, transparent, cut = self.numbers[place].tolist()
        if tuple(known) != tuple(stat):
            return None
        clear = None if transparent == _UNKNOWN else bool(transparent)
        return Look((height, width, channels), bool(several), clear, cut=bool(cut))


NOTHING = Kept({}, np.zeros((0, 10), np.int64), whole=False)


def common_folder(paths: Sequence[Path]) -> Path:
    """The folder in which they all lie."""
    try:
        return Path(os.path.commonpath({os.path.abspath(os.path.dirname(path)) for path in paths}))  # noqa: PTH100, PTH120 - 10 ×
    except ValueError:  # on several drives
        return Path(os.sep)


def kept(folder: Path, *, whole: bool) -> Kept:
    """What is remembered of a folder; nothing of one that was damaged, or where less was looked at."""
    try:
        with np.load(io.BytesIO(read_regular(_file(folder), LARGEST)), allow_pickle=False) as arrays:
            version, looked = arrays["version"].tolist()
            numbers: NDArray[np.int64] = arrays["numbers"]
            paths = os.fsdecode(arrays["paths"].tobytes()).split(_BORDER)
    except Exception:  # NumPy and zipfile raise many kinds
        return NOTHING
    if version != VERSION or numbers.shape != (len(paths), 10) or numbers.dtype != np.int64 or (whole and not looked):
        return NOTHING
    return Kept({path: place for place, path in enumerate(paths)}, numbers, bool(looked))


def keep(folder: Path, looks: Mapping[str, tuple[Stat, Look]], *, whole: bool) -> None:
    """Remembers what was seen, instead of what was remembered before; where that can't be done, files are looked at again."""
    rows = [(*stat, *_numbers(look)) for stat, look in looks.values()]
    file = io.BytesIO()
    paths = np.frombuffer(os.fsencode(_BORDER.join(looks)), np.uint8)
    arrays: dict[str, Any] = {"numbers": np.array(rows, np.int64).reshape(-1, 10), "paths": paths}
    np.savez(file, version=np.array([VERSION, int(whole)]), **arrays)
    with contextlib.suppress(OSError, FileError):
        path = _file(folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, file.getvalue())


def stat_of(path: Path) -> Stat | None:
    """By what a file is known again; `None` when it isn't there."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return Stat(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino & _LOWER)


def is_kept(look: Look, stat: Stat, began: float) -> bool:
    """Whether what was seen of a file is remembered, by whoever began to look at that second since 1970.

    Not of a file that was touched just before; nor of deep images, whose values are not kept here.
    """
    return not look.deep and max(stat.modified, stat.changed) / 1e9 < began - SETTLED


def now() -> float:
    """Seconds since 1970."""
    return time.time()


def _numbers(look: Look) -> tuple[int, ...]:
    clear = _UNKNOWN if look.transparent is None else int(look.transparent)
    return *look.shape, int(look.several), clear, int(look.cut)


def _file(folder: Path) -> Path:
    from platformdirs import user_cache_path

    name = hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:24]
    return user_cache_path("layerloom", appauthor=False) / "looks" / f"{name}.npz"
