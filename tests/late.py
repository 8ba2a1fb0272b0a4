"""A machine on which all that the window puts off comes late: tests that look before what they look for is there, fail on it.

`LAYERLOOM_LATE=150 make test ARGS=tests/gui` has each thread of the window begin, and each of its later turns come, so many
milliseconds after it was due. What a test asserts right after it waited for something else is right on a quick machine by luck.
"""

import functools
import os
import sys
import time
from typing import Any

#: milliseconds that everything comes late
LATE = int(os.environ.get("LAYERLOOM_LATE") or 0)


def come_late() -> None:
    """From now on."""
    from PySide6.QtCore import QTimer

    from gui.background.task import Background

    at_once, run = QTimer.singleShot, Background.run

    def single_shot(milliseconds: int, *rest: Any) -> None:
        caller: str = sys._getframe(1).f_globals.get("__name__", "")
        at_once(milliseconds + LATE * caller.startswith("gui."), *rest)

    @functools.wraps(run)  # guarded as it was
    def run_late(thread: Background) -> None:
        time.sleep(LATE / 1000)
        run(thread)

    setattr(QTimer, "singleShot", staticmethod(single_shot))  # noqa: B010
    setattr(Background, "run", run_late)  # noqa: B010
