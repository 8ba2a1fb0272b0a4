"""Many small things done in their order, a part of them at a time, by several threads where that is faster."""

import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

if sys.platform == "linux":
    from resource import RUSAGE_THREAD, getrusage

from cnn.datasets.calling_off import NAME, called_off
from cnn.errors import CalledOffError
from cnn.words.language import tr

#: seconds for an item from which on it is worth while to have several threads, and parts that wait for these
SLOW, UNDERWAY = 0.0003, 64
#: times that a thread lets others go first for an item, where it waits for a disk or a share
WAITS = 0.25

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_parts(items: Sequence[Item], function: Callable[[Item], Result], at_once: int = 256) -> Generator[list[Result]]:
    """What a function says of each item, in their order, a part of them at a time; by several threads where it is slow, as with
    Pillow or a share. Threads that have little to wait for hold each other up: to ask 200,000 files for their size took three
    times as long. Once reading is called off (`calling_off`) no other item is begun, and none that is underway is waited for."""
    off = called_off()

    def each(part: Sequence[Item]) -> list[Result]:
        found = []
        for item in part:
            if off.is_set():
                raise CalledOffError(tr("Reading was called off."))
            found.append(function(item))
        return found

    parts = (items[start : start + at_once] for start in range(0, len(items), at_once))
    for part in parts:
        clock = _Clock()
        found = each(part)
        slow = clock.is_slow(len(part))
        yield found
        if slow:
            break
    pool = ThreadPoolExecutor(thread_name_prefix=NAME)
    try:
        yield from _mapped(pool, each, parts)
    finally:
        pool.shutdown(wait=not off.is_set(), cancel_futures=True)


class _Clock:
    """How long this thread takes for something: what counts is what it computes, and what it waits for, not that a computer has
    other things to do meanwhile."""

    def __init__(self) -> None:
        self._began, self._computed, self._waited = time.monotonic(), time.thread_time(), _waits()

    def is_slow(self, items: int) -> bool:
        """Whether each of so many items took long."""
        if time.monotonic() - self._began <= SLOW * items:
            return False
        if sys.platform != "linux":  # elsewhere nobody tells what a thread has waited for
            return True
        return time.thread_time() - self._computed > SLOW * items or _waits() - self._waited > WAITS * items


def _waits() -> int:
    """How often this thread has waited for something."""
    return getrusage(RUSAGE_THREAD).ru_nvcsw if sys.platform == "linux" else 0


def _mapped(pool: ThreadPoolExecutor, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """As `pool.map`, with a few items underway at a time, so that who stops listening does not wait for all of them."""
    underway = deque[Future[Result]]()
    try:
        for item in items:
            underway.append(pool.submit(function, item))
            if len(underway) >= UNDERWAY:
                yield underway.popleft().result()
        while underway:
            yield underway.popleft().result()
    finally:
        for future in underway:
            future.cancel()
