"""Long computations that leave the processor to whoever is in a hurry: the window above all."""

import contextlib
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

#: by how much, as much as `nice` does by itself: whoever has the usual priority gets nine times as much of a processor
LOWER = 10
#: by how much a process of a window steps back: with 10 the window still waited now and then for a twentieth of a second in the
#: first training on two cores, with 15 it doesn't
ASIDE = 15
#: seconds between two looks at whether this process is told to end
LOOK = 0.2

Result = TypeVar("Result")


def step_aside() -> None:
    """Lets this process, and what it starts from now on, leave the processor to programs that a person waits for.

    Linux may weigh sessions against each other, and processes only within one (`sched_autogroup_enabled`, sched(7)): then the
    session of this process steps back as well, where it has its own.
    """
    if sys.platform == "win32":
        import psutil

        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        return
    os.nice(ASIDE)
    if sys.platform == "linux" and os.getsid(0) == os.getpid():
        with contextlib.suppress(OSError):  # a kernel that weighs no sessions
            Path("/proc/self/autogroup").write_text(str(ASIDE))


def at_low_priority(function: Callable[[], Result]) -> Result:
    """What a function returns, or raises, on a thread with a lower priority; threads that it starts have that as well.

    Only Linux lowers the priority of one thread alone, and no process without rights gets back what it has given up: elsewhere it
    stays as it is.
    """
    found: list[Result] = []
    failed: list[BaseException] = []

    def work() -> None:
        try:
            if sys.platform == "linux":
                os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), os.getpriority(os.PRIO_PROCESS, 0) + LOWER)
            found.append(function())
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=work, name="low priority", daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(LOOK)  # without an end it would not be interrupted
    if failed:
        raise failed[0]
    return found[0]
