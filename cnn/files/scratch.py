"""Folders for what nobody wants to keep. They go when they are given up, else when their program ends, else at a later start:
a folder whose owner was killed is found by its lock, which the system lets go.
"""

import contextlib
import os
import shutil
import tempfile
import weakref
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self

from cnn.files.locks import Lock

PREFIX = "layerloom-"
#: the lock of a folder stands in it; one without it is none of ours
LOCK = ".owner"


class Scratch:
    """A new folder in the system's place for temporary files."""

    def __init__(self) -> None:
        self.path, self._lock = _claimed()
        self._end = weakref.finalize(self, _remove, self.path, self._lock)
        _sweep_once(self.path.parent)

    @property
    def claim(self) -> int:
        """The descriptor of the folder's lock, for a child that inherits it: as long as the child lives nobody sweeps."""
        assert self._lock.handle is not None
        return self._lock.handle

    def remove(self) -> None:
        """Takes the folder away with all that is in it; may be called again."""
        self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.remove()


def sweep(place: Path) -> None:
    """Takes away the folders of dead programs; only our own, and only those of this person."""
    for folder in place.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):  # another program sweeps as well, or it may not be removed
            if _is_mine(folder):
                _sweep(folder)


@cache
def _sweep_once(place: Path) -> None:
    sweep(place)


def _is_mine(folder: Path) -> bool:
    if folder.is_symlink() or not (folder / LOCK).is_file() or (folder / LOCK).is_symlink():
        return False
    return not hasattr(os, "getuid") or folder.lstat().st_uid == os.getuid()


def _sweep(folder: Path) -> None:
    lock = Lock(folder / LOCK)
    if lock.take():
        _remove(folder, lock)


def _claimed() -> tuple[Path, Lock]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        lock = Lock(folder / LOCK)
        try:
            if lock.take():
                return folder, lock
        except FileNotFoundError:
            continue  # swept in the moment between folder and lock


def _remove(folder: Path, lock: Lock) -> None:
    """The lock goes last: a folder that is half removed can still be told for ours."""
    with contextlib.suppress(OSError):
        for entry in folder.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry, ignore_errors=True)
            elif entry != lock.path:
                entry.unlink(missing_ok=True)
    lock.release()
    shutil.rmtree(folder, ignore_errors=True)
