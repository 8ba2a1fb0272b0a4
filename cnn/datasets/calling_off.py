"""Reading that can be called off at once, whatever it waits for: it goes on in a thread, and whoever wants it waits beside it.

A share that hangs holds up the thread that asks it, and no signal is heard there: Ctrl-C neither. Who waits for an answer of that
thread hears it. The thread is left behind; it ends as soon as it gets so far as to look.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import ContextVar, copy_context
from typing import TypeVar

from cnn.errors import CalledOffError
from cnn.words.language import tr

Result = TypeVar("Result")

#: seconds between two looks whether somebody wants to stop
LOOK = 0.05
#: how threads are called that may wait for a disk
NAME = "reading"

_off: ContextVar[threading.Event | None] = ContextVar("off", default=None)


def patiently(read: Callable[[], Result], look: Callable[[], object] = lambda: None) -> Result:
    """What `read` gives or raises. While it is underway `look` is called now and then: what it raises calls reading off, as
    Ctrl-C does.

    >>> patiently(lambda: 6 * 7)
    42
    """
    off, found = threading.Event(), Future[Result]()
    context = copy_context()
    context.run(_off.set, off)

    def work() -> None:
        try:
            found.set_result(context.run(read))
        except BaseException as error:
            found.set_exception(error)

    threading.Thread(target=work, name=NAME, daemon=True).start()
    try:
        while True:
            try:
                return found.result(LOOK)
            except TimeoutError:
                if found.done():
                    raise
                look()
    except BaseException:
        off.set()
        raise


def called_off() -> threading.Event:
    """What is set once reading was called off that goes on here, for threads that help with it."""
    return _off.get() or threading.Event()


def require_wanted() -> None:
    """Raises `CalledOffError` once nobody waits any more for what is read here."""
    if (off := _off.get()) is not None and off.is_set():
        raise CalledOffError(tr("Reading was called off."))


def left_behind() -> bool:
    """Whether threads are still underway that may wait for a disk for ever."""
    return any(thread.name.startswith(NAME) for thread in threading.enumerate())
