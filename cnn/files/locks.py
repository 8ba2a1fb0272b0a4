"""What only one program at a time may do: a file whose lock its owner holds, and that is free the moment the owner dies.

The system keeps the lock, not the file's content: nothing has to be guessed of process numbers, and none goes stale.
"""

import contextlib
import os
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

#: seconds between two tries
PAUSE = 0.02


class Lock:
    """One program's hold on a path; the file appears with the hold and goes with it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.handle: int | None = None  # the descriptor that holds it; a child that inherits it holds it as well

    @property
    def held(self) -> bool:
        """Whether this program has it."""
        return self.handle is not None

    def take(self, patience: float = 0.0) -> bool:
        """Takes hold, for at most so many seconds of waiting; False while another has it. Raises `OSError`."""
        deadline = time.monotonic() + patience
        while not self.held and not self._try() and time.monotonic() < deadline:
            time.sleep(PAUSE)
        return self.held

    def release(self) -> None:
        """Lets go; may be called again."""
        handle, self.handle = self.handle, None
        if handle is None:
            return
        if sys.platform != "win32":  # while it is held: nobody else has just taken it
            self._remove()
        os.close(handle)
        if sys.platform == "win32":  # there an open file can't be removed, nor one that another has taken meanwhile
            self._remove()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.release()

    def _remove(self) -> None:
        with contextlib.suppress(OSError):  # an empty file may stay; its lock is free
            self.path.unlink(missing_ok=True)

    def _try(self) -> bool:
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0), 0o600)
        if _locked(handle) and _is_at(handle, self.path):
            self.handle = handle
        else:
            os.close(handle)
        return self.held


def _locked(handle: int) -> bool:
    """Whether the lock of an open file could be had."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _is_at(handle: int, path: Path) -> bool:
    """Whether the open file is the one at the path: its last owner may have removed it between opening and locking."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
