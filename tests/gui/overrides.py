"""Every function of ours that Qt calls: what a class of the window overrides of a class of Qt's."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import FunctionType
from typing import NamedTuple

import gui


class Override(NamedTuple):
    """A function of a class of ours that Qt has as well."""

    owner: type
    name: str

    @property
    def function(self) -> FunctionType:
        return inspect.unwrap(vars(self.owner)[self.name])

    def __str__(self) -> str:
        return f"{self.owner.__module__}.{self.owner.__qualname__}.{self.name}"


def overrides() -> list[Override]:
    """All of them, in the order of their modules."""
    return [Override(owner, name) for owner in classes() for name in vars(owner) if _is_override(owner, name)]


def classes() -> Iterator[type]:
    """Every class of the window that is made from one of Qt's."""
    for module in pkgutil.walk_packages(gui.__path__, "gui."):
        for found in vars(importlib.import_module(module.name)).values():
            if inspect.isclass(found) and found.__module__ == module.name and _bases_of_qt(found):
                yield found


def _is_override(owner: type, name: str) -> bool:
    if name.startswith("__") or not isinstance(vars(owner)[name], FunctionType):
        return False
    return any(hasattr(base, name) for base in _bases_of_qt(owner))


def _bases_of_qt(owner: type) -> list[type]:
    return [base for base in owner.__mro__ if base.__module__.startswith("PySide6")]
