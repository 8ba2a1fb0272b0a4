"""How parts of this program are started in a process of their own: workers, readers of files that may hang, downloads; and when
one that is known by its number began."""

import sys
from pathlib import Path

#: what a child runs where this program is not frozen into one executable
MAIN = Path(__file__).resolve().parent.parent / "main.py"

#: set for a program that a window starts: workers of it, and of what it starts, leave the processors to whoever waits for them
ASIDE = "LAYERLOOM_ASIDE"
#: set by who wants none of them to: where others keep the processors busy, a worker that leaves them to everybody gets nowhere
KEEP_PRIORITY = "LAYERLOOM_KEEP_PRIORITY"
#: names the process (number, and when it began) that has a worker, where the end of a pipe can't be seen from beside
CALLER = "LAYERLOOM_CALLER"


def began(pid: int) -> float | None:
    """When a process began, in seconds since 1970; `None` where there is none, or one that has ended and that nobody has asked
    about yet."""
    import psutil

    try:
        process = psutil.Process(pid)
        return None if process.status() == psutil.STATUS_ZOMBIE else float(process.create_time())
    except (psutil.Error, OSError, OverflowError, ValueError):
        return None


def own_program(*arguments: str) -> list[str]:
    """The command line that runs this program again with other arguments, frozen or not."""
    start = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, str(MAIN)]
    return [*start, *arguments]
