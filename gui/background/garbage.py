"""Python's cycle collector, which a program with a window calls by hand: on the GUI thread, from the event loop, never elsewhere.

By itself it runs wherever something is allocated, and what it finds may be Qt objects. On another thread than the GUI's their end
is a crash. In the middle of the destruction of another Qt object it is a hang: Qt holds a lock while it asks the bindings whether
Python overrides a function, their answer allocates, and the objects that a collection ends there wait for the same lock.
"""

import gc
import linecache
from collections.abc import Iterator
from contextlib import contextmanager

#: so many times a collection is put off for threads that compute; one of them may wait for a disk that hangs
PUT_OFF = 5

_state = {"loading": False, "turn": 0, "put off": 0}
_at_work: set[object] = set()


def by_hand() -> None:
    """From now on nothing is collected by itself in this process; called by who makes Qt objects or starts a thread beside them.

    It is never taken back: windows are destroyed until the very end.
    """
    gc.disable()


@contextmanager
def spared(thread: object) -> Iterator[None]:
    """While a thread computes, what it builds is looked at by no collection: a network that is read is tens of thousands of
    objects for a moment, 10 to 25 ms of the window's thread, and nearly all of them go by themselves."""
    _at_work.add(thread)
    try:
        yield
    finally:
        _at_work.discard(thread)


def collect() -> None:
    """Collects now, on the thread that calls; every eighth time what has lived for longer is looked at as well. While threads
    compute it is put off, for a while."""
    if _state["loading"]:
        return
    if _at_work and _state["put off"] < PUT_OFF:
        _state["put off"] += 1
        return
    _state["put off"] = 0
    _state["turn"] += 1
    gc.collect(2 if _state["turn"] % 8 == 0 else 1)


def load(big: bool) -> None:
    """While something big is loaded, the timer collects nothing: it would look at all of it, again and again."""
    _state["loading"] = big


def keep() -> None:
    """What is loaded now lives as long as the program, so that later collections need not look at it: after matplotlib's
    import each of them took 60 ms, now less than one."""
    gc.freeze()
    linecache.clearcache()  # the bindings read the source of every module they see imported: 8 MB of text
