"""Many small things done in their order, a part of them at a time, by several threads where that is faster."""

import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from cnn.datasets.calling_off import NAME, called_off
from cnn.errors import CalledOffError
from cnn.words.language import tr

#: seconds for an item from which on it is worth while to have several threads, and parts that wait for these
SLOW, UNDERWAY = 0.0003, 64

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
        began = time.monotonic()
        yield each(part)
        if time.monotonic() - began > SLOW * len(part):
            break
    pool = ThreadPoolExecutor(thread_name_prefix=NAME)
    try:
        yield from _mapped(pool, each, parts)
    finally:
        pool.shutdown(wait=not off.is_set(), cancel_futures=True)


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
