"""What Layerloom remembers between two starts: appearance, recent files, where the panels stood.

`LAYERLOOM_SETTINGS` names another file to keep it in.
"""

import json
import os
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QSettings

ThemeChoice = Literal["system", "light", "dark"]
MOTION = ("system", "full", "reduced")
RECENT_LIMIT = 10


def store() -> QSettings:
    """The settings file; QSettings shares its content between all that are open."""
    if path := os.environ.get("LAYERLOOM_SETTINGS"):
        return QSettings(path, QSettings.Format.IniFormat)
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Layerloom", "Layerloom")


def theme_choice() -> ThemeChoice:
    """Which appearance the person chose."""
    value = store().value("appearance/theme", "system")
    return value if value in ("system", "light", "dark") else "system"


def set_theme_choice(choice: ThemeChoice) -> None:
    store().setValue("appearance/theme", choice)


def motion_choice() -> str:
    """`system`, `full` or `reduced`."""
    value = store().value("appearance/motion", "system")
    return str(value) if value in MOTION else "system"


def set_motion_choice(choice: str) -> None:
    store().setValue("appearance/motion", choice)


def recent_files() -> list[Path]:
    """The files opened and saved last, newest first."""
    value = store().value("files/recent", [])
    names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return [Path(str(name)) for name in names if name][:RECENT_LIMIT]


def remember_file(path: Path) -> None:
    """Puts a file on top of the recent ones."""
    full = path.absolute()
    _keep([full, *(item for item in recent_files() if item != full)])


def forget_file(path: Path) -> None:
    """Takes a file from the recent ones."""
    _keep([item for item in recent_files() if item != path.absolute()])


def forget_files() -> None:
    """Empties the list of recent files."""
    _keep([])


def layout(name: str) -> Any:
    """Where a part of the window stood; `None` when it was never kept."""
    return store().value(f"window/{name}")


def keep_layout(name: str, value: Any) -> None:
    """Keeps where a part of the window stands."""
    store().setValue(f"window/{name}", value)


def favourites() -> list[str]:
    """What the person keeps at hand in the palette, in the order it was chosen."""
    value = store().value("palette/favourites", [])
    names = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return [str(name) for name in names if name]


def keep_favourites(payloads: list[str]) -> None:
    """Keeps what is at hand in the palette."""
    store().setValue("palette/favourites", payloads)


def uses() -> dict[str, int]:
    """How often each layer or block was added: from the palette, by typing on the canvas, from its menus."""
    try:
        counted = json.loads(str(store().value("palette/uses", "{}")))
    except ValueError:
        return {}
    counts = counted.items() if isinstance(counted, dict) else ()
    return {str(name): number for name, number in counts if isinstance(number, int)}


def count_use(payload: str) -> None:
    """Remembers that a layer or block was added."""
    counted = uses()
    counted[payload] = counted.get(payload, 0) + 1
    store().setValue("palette/uses", json.dumps(counted))


def _keep(files: list[Path]) -> None:
    store().setValue("files/recent", [str(item) for item in files[:RECENT_LIMIT]])
