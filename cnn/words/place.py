"""Where people read what is said: at a terminal or in the window. What to do about a thing is called otherwise there."""

import os

#: where it stands, what is said is read in the window; processes that the window starts say it there as well
VARIABLE = "LAYERLOOM_READ_IN"
_WINDOW = "window"


def read_in_window() -> None:
    """What this process and those that it starts say is read in the window from now on."""
    os.environ[VARIABLE] = _WINDOW


def at_place(*, terminal: str, window: str) -> str:
    """The text for where it is read: one names commands and options, the other what is seen in the window.

    >>> at_place(terminal="Use --image.", window="Choose a size.")
    'Use --image.'
    """
    return window if os.environ.get(VARIABLE) == _WINDOW else terminal
