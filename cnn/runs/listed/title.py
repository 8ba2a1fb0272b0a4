"""What a run is called, wherever people read of it."""

import contextlib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cnn.errors import FileError
from cnn.runs.folder import read_record
from cnn.runs.listed.notes import read_notes


def run_title(folder: Path) -> str:
    """What to call a past run: the name it was given, else its network and when it began; the folder's name when its record
    can't be read."""
    with contextlib.suppress(FileError):
        if name := read_notes(folder).name:
            return name
    try:
        record = read_record(folder)
    except FileError:
        return folder.name
    return unnamed(record.network, record.created)


def unnamed(network: str, created: float) -> str:
    """What a run is called that was given no name: its network, and when it began (seconds since 1970)."""
    return f"{network} {datetime.fromtimestamp(created):%H:%M:%S}"


def told_apart(called: Sequence[tuple[str, Path]]) -> list[str]:
    """What runs in a list are called, each with its folder: those of one name have the name of their folder as well, and where
    that is the same (a copy), of the folder around it.

    >>> from pathlib import Path
    >>> told_apart([("best", Path("/runs/1")), ("best", Path("/runs/2")), ("other", Path("/runs/3"))])
    ['best · 1', 'best · 2', 'other']
    >>> told_apart([("best", Path("/runs/1")), ("best", Path("/backup/1"))])
    ['best · runs', 'best · backup']
    """
    often = Counter(title for title, _ in called)
    names = Counter((title, folder.name) for title, folder in called)
    around = Counter((title, folder.name, folder.parent.name) for title, folder in called)

    def apart(title: str, folder: Path) -> str:
        if names[title, folder.name] == 1:
            return folder.name
        return folder.parent.name if around[title, folder.name, folder.parent.name] == 1 else str(folder)

    return [f"{title} · {apart(title, folder)}" if often[title] > 1 else title for title, folder in called]
