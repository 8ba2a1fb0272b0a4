"""What Qt calls must not fail: an error in a function of ours that Qt has as well is told, and Qt gets an empty answer.

Left to the bindings, an error may meet the next function that Qt calls while it is still under way, of any widget: seen as
errors in innocent places, broken types, and a program that ends (PySide 6.11). So each such function of each class of the
window is guarded, without its doing, when the class is made.
"""

import sys
from collections.abc import Callable
from functools import wraps
from inspect import CO_VARARGS
from types import FunctionType
from typing import Any, TypeVar

T = TypeVar("T")


def guarded(otherwise: Callable[[], T]) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Tells an error as if nobody had caught it, and returns what `otherwise` makes."""

    def guard(function: Callable[..., T]) -> Callable[..., T]:
        most = _most(function)

        @wraps(function)
        def call(*arguments: Any, **named: Any) -> T:
            try:
                return function(*arguments[:most], **named)
            except Exception:
                sys.excepthook(*sys.exc_info())
                return otherwise()

        return call

    return guard


def guard_overrides(owner: type) -> None:
    """Guards the functions of a class that its bases in Qt have as well; what is guarded already stays as it is."""
    of_qt = [base for base in owner.__mro__ if base.__module__.startswith("PySide6")]
    bases = [base for base in of_qt if not any(issubclass(other, base) for other in of_qt if other is not base)]
    for name, function in list(vars(owner).items()):
        ours = isinstance(function, FunctionType) and not name.startswith("__") and not hasattr(function, "__wrapped__")
        if ours and any(hasattr(base, name) for base in bases):
            setattr(owner, name, guarded(_empty(function))(function))


def install() -> None:
    """From now on every class of the window that is made from one of Qt's is guarded."""
    from shiboken6 import Shiboken  # not above: Python's own `import` is kept first (gui.own_import)

    def on_class(owner: type, **_: Any) -> None:
        if owner.__module__.split(".")[0] == __package__:
            guard_overrides(owner)

    Shiboken.Object.__init_subclass__ = classmethod(on_class)  # type: ignore[method-assign, assignment, arg-type]


def _most(function: Callable[..., Any]) -> int | None:
    """How many arguments a function takes by position; `None` for any number.

    A signal that says more than its slot wants to know gives a plain function only what it takes, but all to one that takes any.
    """
    code = getattr(function, "__code__", None)
    return None if code is None or code.co_flags & CO_VARARGS else code.co_argcount


def _empty(function: Callable[..., Any]) -> Callable[[], Any]:
    """Makes nothing of the kind that a function returns: `False`, no size, no picture."""
    kind = function.__annotations__.get("return")
    return kind if isinstance(kind, type) else lambda: None
