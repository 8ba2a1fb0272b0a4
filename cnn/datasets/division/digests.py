"""The SHA-256 of many files, each read once: an index in the cache folder remembers what is known to be unchanged.

A digest is taken from the index only where the size, both times and the number of the file are those it was read with, and where
these times lay some seconds before the reading, as Git does it: a file that is written while it is read, or within the coarse
clock of a disk, is read again. The second time is that of the file's entry, which no program can set back on Linux and macOS; on
Windows it is that of its making, so that a program that keeps size and time of what it overwrites would not be noticed there.
"""

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from cnn.datasets.in_parts import in_parts
from cnn.errors import FileError
from cnn.files.files import open_regular, read_regular, write_text

#: seconds before a reading in which a file must not have been touched to be remembered; FAT counts in steps of 2 s
SETTLED = 3.0
LARGEST = 512 << 20
#: files that one thread reads before another does, and seconds until it is told how many there were
_AT_ONCE, PAUSE = 64, 1.0


class Stat(NamedTuple):
    """By what a file is known to be the one that was read."""

    size: int
    modified: int
    changed: int
    number: int


def digest_of(path: Path) -> str:
    """SHA-256 of a file; "" when it can't be read."""
    found = hashlib.sha256()
    try:
        with open_regular(path) as file:
            while part := file.read(1 << 20):
                found.update(part)
    except (OSError, ValueError, FileError):
        return ""
    return found.hexdigest()


def digests(paths: Sequence[Path], folder: Path, told: Callable[[int], object] = lambda _: None) -> list[str]:
    """The SHA-256 of files of a dataset, "" for those that can't be read; where it takes long, `told` hears how many are done."""
    index, heard = _read(folder), time.monotonic()
    found: list[str] = []
    fresh: dict[str, tuple[Stat, str]] = {}
    with contextlib.closing(in_parts(paths, lambda path: _digest(path, index), _AT_ONCE)) as parts:
        for part in parts:
            for stat, digest, settled in part:
                if settled and stat is not None:
                    fresh[os.fspath(paths[len(found)])] = stat, digest
                found.append(digest)
            if time.monotonic() - heard > PAUSE:
                told(len(found))
                heard = time.monotonic()
    if fresh != {path: index.get(path) for path in fresh}:
        _write(folder, {**index, **fresh})
    return found


def _digest(path: Path, index: dict[str, tuple[Stat, str]]) -> tuple[Stat | None, str, bool]:
    """What a file is, and whether that can be remembered."""
    now = time.time()
    stat = _stat(path)
    known = index.get(os.fspath(path))
    if stat is None or (known is not None and known[0] == stat):
        return (None, "", False) if known is None or stat is None else (stat, known[1], True)
    digest = digest_of(path)
    settled = bool(digest) and _stat(path) == stat and max(stat.modified, stat.changed) / 1e9 < now - SETTLED
    return stat, digest, settled


def _stat(path: Path) -> Stat | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return Stat(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


# ---------------------------------------------------------------------- the index


def _file(folder: Path) -> Path:
    from platformdirs import user_cache_path

    name = hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:24]
    return user_cache_path("layerloom", appauthor=False) / "digests" / f"{name}.json"


def _read(folder: Path) -> dict[str, tuple[Stat, str]]:
    """What is remembered of a folder; nothing of one that was damaged."""
    try:
        files = json.loads(read_regular(_file(folder), LARGEST))["files"]
        return {path: (Stat(*map(int, numbers)), str(digest)) for path, (*numbers, digest) in files.items()}
    except (OSError, FileError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def _write(folder: Path, index: dict[str, tuple[Stat, str]]) -> None:
    """Remembers; where that can't be done, files are read again next time."""
    with contextlib.suppress(OSError, FileError):
        path = _file(folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        files = {name: (*stat, digest) for name, (stat, digest) in index.items()}
        write_text(path, json.dumps({"folder": os.fspath(folder), "files": files}) + "\n")
