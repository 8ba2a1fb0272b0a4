"""Asks for files and folders; each kind of thing is asked for where it was found or put last.

The dialogs are the window's: below a drop-down list Qt's own one would be dressed like that list.
"""

from pathlib import Path
from typing import Literal

from PySide6.QtWidgets import QFileDialog, QWidget

from gui.background.task import promptly
from gui.settings import settings

#: kinds of things that have folders of their own: networks and what is written of them, in whatever form, have one together
Topic = Literal["networks", "data", "images", "runs"]


def for_file(parent: QWidget, title: str, kinds: str, topic: Topic, otherwise: str = "") -> str:
    """An existing file; "" when the person doesn't choose one. Begins in `otherwise` where no folder is remembered."""
    return _remembered(topic, QFileDialog.getOpenFileName(parent.window(), title, _begin(topic, otherwise), kinds)[0])


def for_files(parent: QWidget, title: str, kinds: str, topic: Topic) -> list[str]:
    """Existing files; none when the person doesn't choose any."""
    names: list[str] = QFileDialog.getOpenFileNames(parent.window(), title, _begin(topic), kinds)[0]
    _remembered(topic, names[0] if names else "")
    return names


def for_folder(parent: QWidget, title: str, topic: Topic, otherwise: str = "") -> str:
    """An existing folder; "" when the person doesn't choose one."""
    return _remembered(topic, QFileDialog.getExistingDirectory(parent.window(), title, _begin(topic, otherwise)))


def for_new_file(parent: QWidget, title: str, name: str, kinds: str, topic: Topic, folder: Path | None = None) -> str:
    """A file to write, with a name suggested; "" when the person doesn't want to. Begins in `folder`, if there is one."""
    place = str(folder) if folder is not None else _begin(topic, str(Path.home()))
    return _remembered(topic, QFileDialog.getSaveFileName(parent.window(), title, str(Path(place) / name), kinds)[0])


def last_folder(topic: Topic) -> str:
    """Where a kind of thing was found or put last; "" where that is not known, no more there, or on a share that hangs."""
    name = settings.folder(topic)
    return name if name and promptly(Path(name).is_dir, otherwise=False) else ""


def _begin(topic: Topic, otherwise: str = "") -> str:
    return last_folder(topic) or otherwise


def _remembered(topic: Topic, name: str) -> str:
    if name:
        settings.remember_folder(topic, Path(name).parent)
    return name
