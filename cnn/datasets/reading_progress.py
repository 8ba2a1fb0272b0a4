"""How far a large dataset is read: told to whoever opened it, if he wants to know.

A dataset is opened through several rooms, of which only the last ones know how many files there are.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from cnn.datasets.calling_off import require_wanted

#: files that were looked at, of how many
Told = Callable[[int, int], object]
#: seconds between two words
INTERVAL = 0.25

_told: ContextVar[Told | None] = ContextVar("told", default=None)


@contextmanager
def watched(told: Told) -> Iterator[None]:
    """Inside, `told` hears now and then how many files were looked at, of how many; what it raises calls reading off."""
    before = _told.set(told)
    try:
        yield
    finally:
        _told.reset(before)


class Progress:
    """Of so many files, each looked at in so many rounds; tells when it is time."""

    def __init__(self, total: int, rounds: int = 1) -> None:
        self._total, self._rounds = total, rounds
        self._done = 0
        self._heard = time.monotonic()

    def add(self, count: int) -> None:
        """So many more were looked at in a round."""
        self._done += count
        require_wanted()
        told, now = _told.get(), time.monotonic()
        if told is not None and now - self._heard >= INTERVAL:
            self._heard = now
            told(self._done // self._rounds, self._total)
