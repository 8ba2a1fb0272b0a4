"""Where files lie, as a report tells it: it is read on other computers, so that a place is named as seen from the run, or from
the home of whoever trained it."""

import os
import re
import shlex
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar, cast

from cnn.words.language import marked

T = TypeVar("T")

#: said where a command names a file
AS_SEEN = marked(
    "Files are named as seen from the folder that the run's own lies in; ~ is the home folder of whoever trained it."
)


class Places:
    """The folder of a run, and the home; both as they are called and as they really lie."""

    def __init__(self, run: Path) -> None:
        folder = run.absolute()
        self._known = [(path, run.name or folder.name) for path in _spellings(folder)]
        self._known += [(path, "~") for path in _spellings(_home()) if len(path.parts) > 1]

    def told(self, text: str) -> str:
        """A text with its paths made short.

        >>> Places(Path("/data/runs/one")).told("/data/runs/one/model.keras, /data/runs/one-more")
        'one/model.keras, /data/runs/one-more'
        """
        for path, name in self._known:
            if str(path) not in text:
                continue
            text = re.sub(rf"(?<![\w/.~-]){re.escape(str(path))}(?![\w~-]|\.\w)", lambda _, name=name: name, text)  # type: ignore[misc]
        return text

    def command(self, arguments: Iterable[str]) -> str:
        """Arguments as they are typed in a shell: what is in the home begins with a tilde, which must not be quoted."""
        return " ".join(_quoted(self.told(argument)) for argument in arguments)

    def everywhere(self, value: T) -> T:
        """A document whose every text is told so."""
        return cast("T", _mapped(value, self.told))


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_mapped(part, change) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        kept = {place.name: getattr(value, place.name) for place in fields(value)}
        changed = {name: _mapped(part, change) for name, part in kept.items()}
        return replace(value, **changed) if changed != kept else value
    return value


def _quoted(argument: str) -> str:
    head, slash, rest = argument.partition("/")
    return shlex.quote(argument) if head != "~" else f"~{slash}{shlex.quote(rest) if rest else ''}"


def _spellings(path: Path | None) -> list[Path]:
    return [] if path is None else [*dict.fromkeys((path, Path(os.path.realpath(path))))]


def _home() -> Path | None:
    try:
        return Path.home().absolute()
    except RuntimeError:
        return None
