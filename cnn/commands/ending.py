"""A command that is asked to end from outside (SIGTERM), or whose terminal is closed (SIGHUP): it ends as Ctrl-C ends it, so that
what it has written until then is kept."""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Any

#: what asks a program to end, where the system has it
SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


class Ended(KeyboardInterrupt):
    """Somebody asked the command to end by a signal of that number."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


@contextlib.contextmanager
def asked_to_end() -> Iterator[None]:
    """While it is open, the first of those signals raises `Ended`; what comes after it is ignored, since it ends already.

    One that nobody is to be ended by, as under nohup, stays without effect.
    """
    if threading.current_thread() is not threading.main_thread():  # nobody else may set handlers
        yield
        return
    places = terminals()
    taken = [number for number in SIGNALS if signal.getsignal(number) is signal.SIG_DFL]

    def hear(number: int, _frame: FrameType | None) -> None:
        for other in taken:
            signal.signal(other, signal.SIG_IGN)
        leave(number, places)
        raise Ended(number)

    before: dict[signal.Signals, Any] = {number: signal.signal(number, hear) for number in taken}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def leave(number: int, places: tuple[int, ...]) -> None:
    """Writes to nowhere from now on what would go to a terminal that was closed: there it would fail."""
    if number == getattr(signal, "SIGHUP", None):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for place in places:
            os.dup2(nowhere, place)
        os.close(nowhere)


def terminals() -> tuple[int, ...]:
    """Which of stdout and stderr are terminals, as long as one can ask."""
    found = []
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            if os.isatty(stream.fileno()):
                found.append(stream.fileno())
    return tuple(found)


def ended_by(error: BaseException | None) -> int:
    """The number of the signal that ended a command; Ctrl-C's where it was none of these."""
    while error is not None and not isinstance(error, Ended):
        error = error.__cause__ or error.__context__
    return int(signal.SIGINT) if error is None else error.number
