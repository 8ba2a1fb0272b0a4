"""How parts of this program are started in a process of their own: workers, readers of files that may hang, downloads."""

import sys
from pathlib import Path

#: what a child runs where this program is not frozen into one executable
MAIN = Path(__file__).resolve().parent.parent / "main.py"


def own_program(*arguments: str) -> list[str]:
    """The command line that runs this program again with other arguments, frozen or not."""
    start = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, str(MAIN)]
    return [*start, *arguments]
