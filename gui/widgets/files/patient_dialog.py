"""Asks for files and folders where a network share does not answer: Qt's own dialog asks every folder that it shows, and
what lies in it, hangs with the share, and the window with it.

Here a folder is read in the background. A share that is known not to answer is named and not entered; where another one turns out
to be such, it is waited for, and any other folder can be chosen meanwhile.
"""

import os
import re
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cnn.errors import FileError, LayerloomError
from cnn.files.mounts import leads_onto
from cnn.words.language import filled, tr
from cnn.words.reasons import reason_of
from gui.background.task import Newest
from gui.style.icons import icon
from gui.widgets.basic.message_bar import MessageBar
from gui.widgets.basic.room import open_at

#: what is asked for
Mode = Literal["file", "files", "folder", "save"]
#: entries of a folder that are shown; what is meant among more can be typed
MOST_SHOWN = 5000


@dataclass(frozen=True)
class Entry:
    """Something in a folder. `hangs`: it is a share that does not answer, or leads onto one."""

    name: str
    folder: bool
    hangs: bool = False


def entries_of(folder: str, shares: tuple[str, ...]) -> list[Entry]:
    """What is in a folder, folders first; raises `FileError`. Nothing is asked of the shares."""
    found = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                hangs = entry.path in shares or (entry.is_symlink() and leads_onto(entry.path, shares))
                found.append(Entry(entry.name, hangs or entry.is_dir(), hangs))
    except OSError as error:
        raise FileError(tr("{0} can't be read: {1}.", folder, reason_of(error)), tr("Choose another folder.")) from error
    return sorted(found, key=lambda entry: (not entry.folder, entry.name.casefold()))


class PatientDialog(QDialog):
    """As Qt's dialog for files, plainer. `place` is a folder, or with the mode "save" a file in one; `shares` do not answer."""

    def __init__(self, parent: QWidget | None, title: str, place: str, kinds: str, mode: Mode, shares: tuple[str, ...]) -> None:
        super().__init__(parent)
        self.setObjectName("patientDialog")
        self.setWindowTitle(title)
        open_at(self, QSize(680, 480))
        self.mode, self.shares = mode, shares
        self.folder, self.chosen = "", list[str]()
        self._entries: list[Entry] = []
        self._waited_for = ""
        self.path, self.name, self.list = QLineEdit(), QLineEdit(), QListWidget()
        self.message = MessageBar(self)
        self._reading, self._deciding = Newest(self), Newest(self)
        self._reading.waitBegan.connect(self._say_waiting)
        self._deciding.waitBegan.connect(self._say_waiting)
        self._build(kinds)
        begin = Path(place).absolute() if place else Path.home()
        if mode == "save":
            self.name.setText(begin.name)
            begin = begin.parent
        self.enter(str(Path.home() if leads_onto(str(begin), shares) else begin))
        self.name.setFocus()

    def ask(self) -> list[str]:
        """What the person chooses; nothing where they don't."""
        try:
            return self.chosen if self.exec() else []
        finally:
            self.deleteLater()

    def done(self, result: int) -> None:
        """Whatever is still asked is left."""
        self._reading.forget()
        self._deciding.forget()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace and Alt+Up lead to the folder above, as in Qt's dialog."""
        up = event.key() == Qt.Key.Key_Up and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Backspace or up:
            self.enter(str(Path(self.folder).parent))
            return
        super().keyPressEvent(event)

    # ------------------------------------------------------------------ going somewhere

    def enter(self, folder: str) -> None:
        """Shows a folder when it answers; the one before is shown until then."""
        if self._refuses(folder):
            return
        self._deciding.forget()
        self.message.hide()
        self._waited_for = folder
        shares = self.shares
        self._reading.ask(lambda: entries_of(folder, shares), lambda entries: self._show(folder, entries), self._complain)

    def _show(self, folder: str, entries: list[Entry]) -> None:
        self.message.hide()
        self.folder, self._entries = folder, entries
        self.path.setText(folder)
        self._filter()

    def _filter(self) -> None:
        """What is of the chosen kind, in the list."""
        patterns = re.findall(r"[^\s();]+", "".join(re.findall(r"\(([^)]*)\)", self.kinds.currentText()))) or ["*"]
        self.list.clear()
        shown = [entry for entry in self._entries if self._is_shown(entry, patterns)]
        for entry in shown[:MOST_SHOWN]:
            item = QListWidgetItem(icon("folder-open" if entry.folder else "file-text", "secondary"), entry.name)
            if entry.hangs:
                item.setText(filled(self.tr("{0} (does not answer)"), entry.name))
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                item.setForeground(self.palette().placeholderText())
            item.setData(Qt.ItemDataRole.UserRole, entry)
            self.list.addItem(item)
        more = len(shown) - MOST_SHOWN
        self.left_out.setText(filled(self.tr("{0} more are not shown: type the name of one."), f"{more:,}"))
        self.left_out.setVisible(more > 0)

    def _is_shown(self, entry: Entry, patterns: list[str]) -> bool:
        if entry.name.startswith(".") and not self.hidden.isChecked():
            return False
        if entry.folder or self.mode == "folder":
            return entry.folder
        return any(fnmatch(entry.name.lower(), pattern.lower()) for pattern in patterns)

    # ------------------------------------------------------------------ choosing

    def _on_activated(self, item: QListWidgetItem) -> None:
        entry: Entry = item.data(Qt.ItemDataRole.UserRole)
        if entry.folder:
            self.enter(str(Path(self.folder, entry.name)))
        else:
            self.accept()

    def _on_selected(self) -> None:
        entries = [item.data(Qt.ItemDataRole.UserRole) for item in self.list.selectedItems()]
        names = [entry.name for entry in entries if entry.folder == (self.mode == "folder")]
        if names:
            self.name.setText(names[0] if len(names) == 1 else " ".join(f'"{name}"' for name in names))

    def accept(self) -> None:
        """Takes what is named, or goes into the folder that is."""
        typed = self.name.text().strip()
        names = re.findall(r'"([^"]+)"', typed) if self.mode == "files" and '"' in typed else [typed]
        paths = [self._path_of(name) for name in names]
        if (not typed and self.mode != "folder") or any(self._refuses(path) for path in paths):
            return
        self._waited_for = paths[0]
        self._deciding.ask(lambda: [_kind(path) for path in paths], lambda kinds: self._decide(paths, kinds))

    def _path_of(self, name: str) -> str:
        """What a name means in the folder that is shown; nothing is asked of a disk."""
        return os.path.normpath(Path(self.folder or Path.home(), os.path.expanduser(name)))  # noqa: PTH111 - one user's home

    def _decide(self, paths: list[str], kinds: list[str]) -> None:
        self.message.hide()
        if self.mode != "folder" and kinds == ["folder"]:
            self.name.clear()
            self.enter(paths[0])
            return
        wanted = {"folder": ("folder",), "save": ("file", "new")}.get(self.mode, ("file",))
        for path, kind in zip(paths, kinds, strict=True):
            if kind not in wanted:
                what = self.tr("There is no folder {0}.") if self.mode == "folder" else self.tr("There is no file {0}.")
                what = self.tr("There is no folder for {0}.") if self.mode == "save" else what
                self.message.show_message(filled(what, path), self.tr("Check its name, or choose another one."))
                return
        if self.mode == "save" and kinds == ["file"] and not self._may_replace(paths[0]):
            return
        self.chosen = paths
        super().accept()

    def _may_replace(self, path: str) -> bool:
        question = filled(self.tr("{0} is there already. Do you want to replace it?"), Path(path).name)
        yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
        return QMessageBox.warning(self, self.windowTitle(), question, yes | no, no) == yes

    def _make_folder(self) -> None:
        """A new folder in the one that is shown, called as is typed."""
        name = self.name.text().strip()
        if not name:
            self.message.show_message(self.tr("What is the new folder to be called?"), self.tr("Type its name below."))
            self.name.setFocus()
            return
        path = self._path_of(name)
        if not self._refuses(path):
            self._waited_for = path
            self.name.clear()
            self._deciding.ask(lambda: _made(path), self.enter, self._complain)

    # ------------------------------------------------------------------ saying

    def _refuses(self, path: str) -> bool:
        """Whether a path leads onto a share that does not answer, which is said then."""
        if not leads_onto(path, self.shares):
            return False
        said = filled(self.tr("{0} is on a network share that does not answer."), path)
        self.message.show_message(said, self.tr("Choose another folder, or try again when the share is there."))
        return True

    def _say_waiting(self) -> None:
        said = filled(self.tr("{0} takes its time to answer."), self._waited_for)
        self.message.show_message(said, self.tr("Wait, or choose another folder."))

    def _complain(self, error: LayerloomError) -> None:
        self.message.show_message(error.message, error.hint)

    # ------------------------------------------------------------------ building

    def _build(self, kinds: str) -> None:
        self.path.setObjectName("patientPath")
        self.path.setAccessibleName(self.tr("Folder"))
        self.path.returnPressed.connect(lambda: self.enter(self._path_of(self.path.text().strip())))
        self.name.setObjectName("patientName")
        self.list.setObjectName("patientList")
        self.list.setAccessibleName(self.tr("Files and folders"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        if self.mode == "files":
            self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.itemActivated.connect(self._on_activated)
        self.list.itemSelectionChanged.connect(self._on_selected)
        self.left_out = QLabel()
        self.left_out.setProperty("look", "secondary")
        self.kinds = QComboBox()
        self.kinds.setAccessibleName(self.tr("Kind of file"))
        self.kinds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kinds.setMinimumContentsLength(20)
        self.kinds.addItems([kind for kind in kinds.split(";;") if kind])
        self.kinds.setVisible(self.kinds.count() > 0 and self.mode != "folder")
        self.kinds.currentIndexChanged.connect(self._filter)
        self.hidden = QCheckBox(self.tr("Hidden files"))
        self.hidden.toggled.connect(self._filter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addLayout(self._make_head())
        layout.addWidget(self.message)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.left_out)
        layout.addLayout(self._make_foot())

    def _make_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        up, home, new = QPushButton(self.tr("Up")), QPushButton(self.tr("Home")), QPushButton(self.tr("New folder"))
        up.clicked.connect(lambda: self.enter(str(Path(self.folder).parent)))
        home.clicked.connect(lambda: self.enter(str(Path.home())))
        new.clicked.connect(self._make_folder)
        new.setVisible(self.mode in ("save", "folder"))
        for button in (up, home, new):
            button.setAutoDefault(False)
        for part in (up, home):
            head.addWidget(part)
        head.addWidget(self.path, 1)
        head.addWidget(new)
        return head

    def _make_foot(self) -> QGridLayout:
        foot = QGridLayout()
        foot.setHorizontalSpacing(8)
        words = QLabel(self.tr("Folder") if self.mode == "folder" else self.tr("Name"))
        words.setBuddy(self.name)
        buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole.AcceptRole
        said = {"save": self.tr("Save"), "folder": self.tr("Choose")}.get(self.mode, self.tr("Open"))
        self.ok = QPushButton(said)
        self.ok.setProperty("look", "primary")
        self.ok.setDefault(True)
        buttons.addButton(self.ok, role)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        foot.addWidget(words, 0, 0)
        foot.addWidget(self.name, 0, 1)
        foot.addWidget(self.kinds, 0, 2)
        foot.addWidget(self.hidden, 1, 0, 1, 2)
        foot.addWidget(buttons, 1, 2)
        foot.setColumnStretch(1, 1)
        return foot


def _kind(path: str) -> str:
    """What is at a path: "folder", "file", "new" where a file could be written, or ""."""
    place = Path(path)
    if place.is_dir():
        return "folder"
    if place.exists():
        return "file"
    return "new" if place.parent.is_dir() else ""


def _made(path: str) -> str:
    """A new folder; raises `FileError`."""
    try:
        Path(path).mkdir()
    except OSError as error:
        raise FileError(tr("{0} can't be made: {1}.", path, reason_of(error)), tr("Give it another name.")) from error
    return path
