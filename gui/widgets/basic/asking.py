"""Asks for files and folders; each kind of thing is asked for where it was found or put last.

The dialogs are the window's: below a drop-down list Qt's own one would be dressed like that list.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QFileInfo, QMimeDatabase
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QHeaderView, QSplitter, QTreeView, QWidget

from gui.background.shares import hanging
from gui.background.task import promptly
from gui.settings import settings

if TYPE_CHECKING:
    from gui.widgets.files.patient_dialog import Mode

#: kinds of things that have folders of their own: networks and what is written of them, in whatever form, have one together
Topic = Literal["networks", "data", "images", "runs"]

#: of the dialog for files, and of the places on its left
WIDTH, PLACES = 800, 140


class FileDialog(QFileDialog):
    """Qt's dialog, which tells files apart by their names: by its own it reads from each, in the window's thread, and hangs where
    one never answers (the kernel's log, in /proc). It is asked as Qt's is; where a network share doesn't answer, a plainer one is
    in its place, which never waits for it (`gui.widgets.files.patient_dialog`).
    """

    def __init__(self, parent: QWidget, title: str, place: str, kinds: str, mode: QFileDialog.FileMode) -> None:
        super().__init__(parent, title, place, kinds)
        self.setFileMode(mode)
        self.setIconProvider(_by_names())
        table, places = self.findChild(QTreeView, "treeView"), self.findChild(QSplitter, "splitter")
        if table is not None and places is not None:  # a desktop's own dialog has none
            self._give_room(table.header(), places)

    def _give_room(self, columns: QHeaderView, places: QSplitter) -> None:
        """Sizes, kinds and dates whole, in any language, and names in what is left; the places beside them can be read."""
        modes = QHeaderView.ResizeMode
        columns.setResizeContentsPrecision(0)  # the rows in sight
        for column in range(columns.count()):
            columns.setSectionResizeMode(column, modes.ResizeToContents if column else modes.Stretch)
        self.resize(max(self.width(), WIDTH), self.height())
        places.setSizes([PLACES, WIDTH - PLACES])

    def ask(self) -> list[str]:
        """What the person chooses; nothing where they don't."""
        try:
            return self.selectedFiles() if self.exec() else []
        finally:
            self.deleteLater()

    @staticmethod
    def getOpenFileName(parent: QWidget, title: str, place: str, kinds: str) -> tuple[str, str]:  # type: ignore[override]
        if (patient := _patient(parent, title, place, kinds, "file")) is not None:
            return next(iter(patient), ""), ""
        chosen = FileDialog(parent, title, place, kinds, QFileDialog.FileMode.ExistingFile).ask()
        return chosen[0] if chosen else "", ""

    @staticmethod
    def getOpenFileNames(parent: QWidget, title: str, place: str, kinds: str) -> tuple[list[str], str]:  # type: ignore[override]
        if (patient := _patient(parent, title, place, kinds, "files")) is not None:
            return patient, ""
        return FileDialog(parent, title, place, kinds, QFileDialog.FileMode.ExistingFiles).ask(), ""

    @staticmethod
    def getExistingDirectory(parent: QWidget, title: str, place: str) -> str:  # type: ignore[override]
        if (patient := _patient(parent, title, place, "", "folder")) is not None:
            return next(iter(patient), "")
        dialog = FileDialog(parent, title, place, "", QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        chosen = dialog.ask()
        return chosen[0] if chosen else ""

    @staticmethod
    def getSaveFileName(parent: QWidget, title: str, place: str, kinds: str) -> tuple[str, str]:  # type: ignore[override]
        if (patient := _patient(parent, title, place, kinds, "save")) is not None:
            return next(iter(patient), ""), ""
        dialog = FileDialog(parent, title, place, kinds, QFileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chosen = dialog.ask()
        return chosen[0] if chosen else "", ""


def _patient(parent: QWidget, title: str, place: str, kinds: str, mode: "Mode") -> list[str] | None:
    """What a person chooses in the dialog that waits for no share; `None` where all shares answer, and Qt's own does."""
    shares = hanging()
    if not shares:
        return None
    from gui.widgets.files.patient_dialog import PatientDialog

    return PatientDialog(parent, title, place, kinds, mode, shares).ask()


class _Names(QFileIconProvider):
    """What a file is, as far as its name says."""

    def icon(self, what: QFileInfo | QAbstractFileIconProvider.IconType) -> QIcon:
        if isinstance(what, QFileInfo):
            kinds = QAbstractFileIconProvider.IconType
            what = kinds.Folder if what.isDir() else kinds.File
        return super().icon(what)

    def type(self, info: QFileInfo) -> str:
        if info.isDir():
            return super().type(info)
        return QMimeDatabase().mimeTypeForFile(info, QMimeDatabase.MatchMode.MatchExtension).comment()


@cache
def _by_names() -> _Names:
    """One for all dialogs, none of which owns it."""
    return _Names()


def for_file(parent: QWidget, title: str, kinds: str, topic: Topic, otherwise: str = "") -> str:
    """An existing file; "" when the person doesn't choose one. Begins in `otherwise` where no folder is remembered."""
    return _remembered(topic, FileDialog.getOpenFileName(parent.window(), title, _begin(topic, otherwise), kinds)[0])


def for_files(parent: QWidget, title: str, kinds: str, topic: Topic) -> list[str]:
    """Existing files; none when the person doesn't choose any."""
    names: list[str] = FileDialog.getOpenFileNames(parent.window(), title, _begin(topic), kinds)[0]
    _remembered(topic, names[0] if names else "")
    return names


def for_folder(parent: QWidget, title: str, topic: Topic, otherwise: str = "") -> str:
    """An existing folder; "" when the person doesn't choose one."""
    return _remembered(topic, FileDialog.getExistingDirectory(parent.window(), title, _begin(topic, otherwise)))


def for_new_file(parent: QWidget, title: str, name: str, kinds: str, topic: Topic, folder: Path | None = None) -> str:
    """A file to write, with a name suggested; "" when the person doesn't want to. Begins in `folder`, if there is one."""
    place = str(folder) if folder is not None else _begin(topic, str(Path.home()))
    return _remembered(topic, FileDialog.getSaveFileName(parent.window(), title, str(Path(place) / name), kinds)[0])


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
