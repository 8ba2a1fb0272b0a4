"""The folders in which runs are kept: the usual one, and others that a person has named; and all runs in them."""

import contextlib
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from cnn.errors import FileError, UsageError
from cnn.files.files import read_regular, write_text
from cnn.runs.folder import RunRecord, default_runs_folder, read_record
from cnn.runs.history import as_it_is
from cnn.runs.listed.index import cached_rows, listed_rows
from cnn.runs.listed.row import RunRow
from cnn.words.language import tr
from cnn.words.place import at_place
from cnn.words.reasons import reason_of

LARGEST = 1 << 20
#: folders that can be named; nobody has that many
MOST = 200


def file() -> Path:
    """Where the list is kept: beside the settings, whose file `LAYERLOOM_SETTINGS` may name."""
    if chosen := os.environ.get("LAYERLOOM_SETTINGS"):
        return Path(chosen).with_name("run-folders.json")
    from platformdirs import user_config_path

    return user_config_path("layerloom", appauthor=False) / "run-folders.json"


def added_places() -> tuple[Path, ...]:
    """The folders that a person has named, in that order; none where the list can't be read."""
    try:
        entries = json.loads(read_regular(file(), LARGEST))["folders"][:MOST]
        return tuple(Path(entry) for entry in entries if isinstance(entry, str) and entry)
    except (OSError, FileError, ValueError, LookupError, TypeError, RecursionError):
        return ()


def places() -> tuple[Path, ...]:
    """Every folder of runs, the usual one first, each once."""
    found: dict[str, Path] = {}
    for place in (default_runs_folder(), *added_places()):
        found.setdefault(os.path.realpath(place), place)
    return tuple(found.values())


def place_of(name: str) -> Path:
    """The folder of the run of that name in one of the places; where there is none, where it would lie in the usual one."""
    found = (place / name for place in places())
    return next((path for path in found if path.exists()), default_runs_folder() / name)


def add_place(folder: Path) -> None:
    """Names a folder whose runs are to be listed as well; it may be a run itself. Raises `UsageError`, `FileError`."""
    folder = folder.expanduser().absolute()
    if not folder.is_dir():
        raise UsageError(tr("{0} is no folder.", folder), tr("Name a folder with runs in it, or the folder of a run."))
    now = added_places()
    if len(now) >= MOST:
        raise UsageError(tr("{0} folders of runs are named already.", MOST), tr("Take one away first."))
    if folder not in now:
        _keep((*now, folder))


def remove_place(folder: Path) -> None:
    """Runs of that folder are listed no longer; they stay where they are. Raises `UsageError`, `FileError`."""
    folder = folder.expanduser().absolute()
    now = added_places()
    if folder not in now:
        raise UsageError(
            tr("{0} is none of the folders of runs that were added.", folder),
            at_place(terminal=tr("The command runs names them."), window=tr("The panel Runs names them.")),
        )
    _keep(place for place in now if place != folder)


def all_rows(told: Callable[[int], object] = lambda _: None, among: Iterable[Path] | None = None) -> list[RunRow]:
    """Every run wherever it lies, as it is now, newest first; `told` hears how many were read anew while that goes on."""
    return _together(listed_rows(place, told) for place in (places() if among is None else among))


def known_rows() -> list[RunRow]:
    """Every run as it was when it was read last, newest first: what there is to see at once."""
    return _together(map(cached_rows, places()))


def newest_records(most: int) -> list[RunRecord]:
    """The records of the newest runs that can be read, at most so many, wherever they lie, with what they are called."""
    found: list[RunRecord] = []
    for row in all_rows():
        if row.whole and len(found) < most:
            with contextlib.suppress(FileError):  # gone meanwhile
                found.append(as_it_is(read_record(row.path)).changed(called=row.title))
    return found


def _together(found: Iterable[list[RunRow]]) -> list[RunRow]:
    """Of folders within folders each run once."""
    rows = [row for each in found for row in each]
    return sorted({row.folder: row for row in rows}.values(), key=_created, reverse=True)


def _created(row: RunRow) -> float:
    return row.created


def _keep(folders: Iterable[Path]) -> None:
    path = file()
    document: dict[str, Any] = {"folders": [str(folder) for folder in folders]}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(tr("{0} can't be written: {1}.", path, reason_of(error)), tr("Check its permissions.")) from error
    write_text(path, json.dumps(document, indent=1) + "\n")
