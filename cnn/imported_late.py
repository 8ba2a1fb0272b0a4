"""Tables of what modules have, by names that are known before the modules are imported."""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from types import ModuleType
from typing import Generic, TypeVar

T = TypeVar("T")


class ImportedLate(Mapping[str, T], Generic[T]):
    """Entries by name, in the order of `modules`; each is there once somebody asks for it."""

    def __init__(self, modules: Mapping[str, str], entries: Callable[[ModuleType], Mapping[str, T]]) -> None:
        """`modules` says for each name where its entry is, by the dotted name of a module; `entries` what such a module has."""
        self.modules = modules
        self._entries = entries
        self._known: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        if name not in self._known:
            there = self._entries(import_module(self.modules[name])).items()
            self._known |= {one: entry for one, entry in there if one in self.modules}
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        return name in self.modules

    def __iter__(self) -> Iterator[str]:
        return iter(self.modules)

    def __len__(self) -> int:
        return len(self.modules)
