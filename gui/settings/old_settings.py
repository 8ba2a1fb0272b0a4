"""Settings as Layerloom kept them at first: an INI file of Qt's. Only plain values are taken from it.

Qt would also unpack objects from such a file, Python's among them, and so run whatever somebody has put there.
"""

import json
import re
from pathlib import Path
from typing import Any

from cnn.errors import FileError
from cnn.files.files import read_regular

LARGEST = 1 << 20

#: what a value is made of: a character by its number, one that is escaped, or itself
_PART = re.compile(r"\\x([0-9a-fA-F]{1,6})|\\(.)|(.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}
_SHOWN = ("actionShowPalette", "actionShowInspector", "actionShowPanels", "actionShowMinimap")


def old_settings(path: Path) -> dict[str, Any]:
    """The values of an old file under their new names; none where there is no such file or it can't be read."""
    try:
        text = read_regular(path, LARGEST).decode("utf-8", "replace")
    except (OSError, FileError):
        return {}
    old = _values(text)
    found = {
        "theme": next(iter(old.get("appearance/theme", [])), None),
        "motion": next(iter(old.get("appearance/motion", [])), None),
        "recent": old.get("files/recent"),
        "favourites": old.get("palette/favourites"),
        "uses": _counts(old.get("palette/uses", [])),
        "families": old.get("window/families"),
        "shown": {name: old[key] != ["false"] for name in _SHOWN if (key := f"window/{name}") in old},
    }
    return {name: value for name, value in found.items() if value is not None}


def _values(text: str) -> dict[str, list[str]]:
    """Every plain value as the list of its parts, by section and name."""
    values, section = {}, ""
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[] ")
        name, found, value = line.partition("=")
        if found and (parts := _parts(value)) is not None:
            values[f"{section}/{name.strip()}"] = parts
    return values


def _parts(value: str) -> list[str] | None:
    """What stands between the commas; `None` for anything but text."""
    parts, quoted = [""], False
    for code, escaped, plain in _PART.findall(value.strip()):
        if plain == '"':
            quoted = not quoted
        elif plain == "," and not quoted:
            parts.append("")
        elif plain != " " or quoted or parts[-1]:
            parts[-1] += chr(min(int(code, 16), 0xFFFD)) if code else _ESCAPED.get(escaped, escaped) if escaped else plain
    if any(part.startswith("@") and not part.startswith("@@") for part in parts):
        return [] if parts == ["@Invalid()"] else None
    return [part.removeprefix("@") for part in parts]


def _counts(parts: list[str]) -> dict[str, Any] | None:
    try:
        counted = json.loads(",".join(parts))
    except (ValueError, RecursionError):
        return None
    return counted if isinstance(counted, dict) else None
