"""Functions that Qt calls and that must not fail: an error in them is told, and Qt gets another answer.

Most functions need no guard: the bindings tell an error and answer nothing. A few places in them, and in Qt, can't do with that
and end the program; a test has every function fail, and so finds them.
"""

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

T = TypeVar("T")


def guarded(otherwise: Callable[[], T]) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Tells an error as if nobody had caught it, and returns what `otherwise` makes."""

    def guard(function: Callable[..., T]) -> Callable[..., T]:
        @wraps(function)
        def call(*arguments: Any) -> T:
            try:
                return function(*arguments)
            except Exception:
                sys.excepthook(*sys.exc_info())
                return otherwise()

        return call

    return guard
