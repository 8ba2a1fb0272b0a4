"""The trash of the desktop: folders go there, and come back, where a program without a window runs as well.

freedesktop.org, "Trash specification" 1.0: https://specifications.freedesktop.org/trash-spec/1.0/
"""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote

from cnn.errors import FileError
from cnn.words.language import tr
from cnn.words.reasons import reason_of

_FILES, _INFO, _SUFFIX = "files", "info", ".trashinfo"


class Binned(NamedTuple):
    """A folder in the trash: where it was, and where it lies now."""

    folder: Path
    now: Path


def bin_folder(folder: Path) -> Binned:
    """Puts a folder into the trash; raises `FileError` where it can't go there, and it is where it was."""
    try:
        if sys.platform == "darwin":
            return Binned(folder, _moved(folder, Path.home() / ".Trash"))
        if sys.platform == "win32":
            raise OSError(tr("it takes the window, whose runs have the trash in their menu"))
        trash = _trash_for(folder)
        (trash / _INFO).mkdir(parents=True, exist_ok=True, mode=0o700)
        (trash / _FILES).mkdir(parents=True, exist_ok=True, mode=0o700)
        return Binned(folder, _with_note(folder, trash))
    except OSError as error:
        raise FileError(
            tr("{0} can't go to the trash: {1}.", folder.name, reason_of(error)), tr("It is where it was.")
        ) from error


def bring_back(one: Binned) -> None:
    """Puts a folder where it was; raises `FileError` where something stands in its place by now, or the trash was emptied."""
    try:
        if one.folder.exists():
            raise FileExistsError(tr("{0} is there again", one.folder))
        one.folder.parent.mkdir(parents=True, exist_ok=True)
        one.now.rename(one.folder)
    except OSError as error:
        raise FileError(
            tr("{0} can't be brought back: {1}.", one.folder.name, reason_of(error)),
            tr("Look for it in the desktop's trash."),
        ) from error
    if one.now.parent.name == _FILES:
        with contextlib.suppress(OSError):
            (one.now.parent.parent / _INFO / f"{one.now.name}{_SUFFIX}").unlink(missing_ok=True)


def binned(under: Path) -> list[Binned]:
    """What lies in the trash and was in a folder, whatever put it there; the newest first."""
    found: list[tuple[str, Binned]] = []
    for trash in {_home_trash(), *_trashes_of(under)}:
        for note in (trash / _INFO).glob(f"*{_SUFFIX}"):
            with contextlib.suppress(OSError, ValueError, KeyError):
                said = dict(line.split("=", 1) for line in note.read_text(encoding="utf-8").splitlines() if "=" in line)
                path = Path(unquote(said["Path"]))
                folder = path if path.is_absolute() else trash.parent / path
                now = trash / _FILES / note.name.removesuffix(_SUFFIX)
                if folder.is_relative_to(under) and now.is_dir():
                    found.append((said.get("DeletionDate", ""), Binned(folder, now)))
    return [one for _, one in sorted(found, key=lambda each: each[0], reverse=True)]


def _home_trash() -> Path:
    data = os.environ.get("XDG_DATA_HOME", "")
    return (Path(data) if data else Path.home() / ".local" / "share") / "Trash"


def _trash_for(folder: Path) -> Path:
    """The trash on the disk of a folder: that of the home, else the person's own at the top of the disk."""
    home = _home_trash()
    home.parent.mkdir(parents=True, exist_ok=True)
    if folder.stat().st_dev == home.parent.stat().st_dev:
        return home
    return _top_of(folder) / f".Trash-{os.getuid()}"  # type: ignore[attr-defined,unused-ignore]


def _trashes_of(folder: Path) -> Iterator[Path]:
    if hasattr(os, "getuid"):
        with contextlib.suppress(OSError):
            yield _top_of(folder) / f".Trash-{os.getuid()}"


def _top_of(folder: Path) -> Path:
    """Where the disk of a folder is mounted."""
    folder = folder.absolute()
    device = folder.stat().st_dev
    while folder.parent != folder and folder.parent.stat().st_dev == device:
        folder = folder.parent
    return folder


def _with_note(folder: Path, trash: Path) -> Path:
    """The note first, as the specification has it: it claims the name."""
    number = 1
    while True:
        name = folder.name if number == 1 else f"{folder.name}.{number}"
        note = trash / _INFO / f"{name}{_SUFFIX}"
        number += 1
        try:
            handle = os.open(note, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            continue
        path = folder.absolute() if trash == _home_trash() else folder.absolute().relative_to(trash.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            when = time.strftime("%Y-%m-%dT%H:%M:%S")
            file.write(f"[Trash Info]\nPath={quote(os.fsencode(path))}\nDeletionDate={when}\n")
        try:
            return folder.rename(trash / _FILES / name)
        except OSError:
            note.unlink(missing_ok=True)
            raise


def _moved(folder: Path, trash: Path) -> Path:
    target, number = trash / folder.name, 2
    while target.exists():
        target, number = trash / f"{folder.name} {number}", number + 1
    return folder.rename(target)
