"""A list of folders to which others can be added; the first of them stays."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from cnn.errors import LayerloomError
from cnn.words.lists import sentences
from gui.background.task import Newest
from gui.widgets.basic import asking


class FolderList(QWidget):
    """Shows what `read` gives; `add` and `remove` change it, away from the window's thread, and may raise a `LayerloomError`."""

    def __init__(
        self,
        words: str,
        read: Callable[[], Sequence[Path]],
        add: Callable[[Path], object],
        remove: Callable[[Path], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("folderList")
        self._read, self._add, self._remove = read, add, remove
        self._asked = Newest(self)
        about = QLabel(words)
        about.setWordWrap(True)
        about.setProperty("look", "secondary")
        self.folders = QListWidget()
        self.folders.setObjectName("folders")
        self.folders.setProperty("look", "card")
        self.folders.setAccessibleName(words)
        self.folders.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.folders.currentRowChanged.connect(self._offer)
        self.problem = QLabel()
        self.problem.setProperty("look", "problem")
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.add_button = QPushButton(self.tr("Add a folder…"))
        self.add_button.setObjectName("addFolder")
        self.add_button.clicked.connect(self._ask)
        self.remove_button = QPushButton(self.tr("Remove from the list"))
        self.remove_button.setObjectName("removeFolder")
        self.remove_button.setToolTip(self.tr("What is in the folder stays where it is"))
        self.remove_button.clicked.connect(self._take_away)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(about)
        column.addWidget(self.folders, 1)
        column.addWidget(self.problem)
        column.addLayout(buttons)
        self._offer()
        self._asked.ask(self._read, self._show, self._refuse)

    def _ask(self) -> None:
        if name := asking.for_folder(self, self.tr("Add a folder"), "runs"):
            self._change(lambda: self._add(Path(name)))

    def _take_away(self) -> None:
        if (item := self.folders.currentItem()) is not None:
            folder = Path(item.text())
            self._change(lambda: self._remove(folder))

    def _change(self, change: Callable[[], object]) -> None:
        def changed() -> Sequence[Path]:
            change()
            return self._read()

        self._asked.ask(changed, self._show, self._refuse)

    def _show(self, folders: Sequence[Path]) -> None:
        self.problem.hide()
        self.folders.clear()
        for folder in folders:
            item = QListWidgetItem(str(folder))
            item.setToolTip(str(folder))
            self.folders.addItem(item)
        self._offer()

    def _refuse(self, error: LayerloomError) -> None:
        self.problem.setText(sentences(error.message, error.hint))
        self.problem.show()

    def _offer(self, *_: int) -> None:
        self.remove_button.setEnabled(self.folders.currentRow() > 0)
