"""Every key by where it is used: the actions of the window, the palette, the network; with a search."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.widgets.basic.plain_table import make_plain
from gui.widgets.basic.room import open_at
from gui.widgets.form.search_field import as_search
from gui.widgets.network.search import rank_phrases


class Keys(NamedTuple):
    """What is done, with which keys, and what it is called in English."""

    words: str
    keys: str
    english: str = ""


class Area(NamedTuple):
    """Where keys are used, these, and what else people call that place."""

    title: str
    rows: Sequence[Keys]
    words: Sequence[str] = ()


class ShortcutDialog(QDialog):
    """A table: what, and with which keys; a search that leaves those rows that fit."""

    guideWanted = Signal()

    def __init__(self, window: QWidget | None, areas: Sequence[Area]) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("shortcuts")
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        open_at(self, QSize(640, 560))
        self.search = QLineEdit(self)
        self.search.setObjectName("shortcutSearch")
        self.search.setPlaceholderText(self.tr("Search by what it does, or by its keys"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setClearButtonEnabled(True)
        as_search(self.search)
        self.search.textChanged.connect(self._show_matches)
        self.search.installEventFilter(self)
        self._rows: list[Area | Keys] = []
        for area in areas:
            self._rows += [area, *area.rows]
        self.table = self._build_table()
        self._nothing = QLabel(self.tr("Nothing is called that. Try fewer letters."))
        self._nothing.setProperty("look", "secondary")
        self._nothing.setContentsMargins(12, 8, 12, 8)
        self._nothing.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.rejected.connect(self.reject)
        guide = self.buttons.addButton(self.tr("Guide"), QDialogButtonBox.ButtonRole.HelpRole)
        guide.clicked.connect(self.reject)
        guide.clicked.connect(lambda: self.guideWanted.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        for part in (self.search, self._nothing, self.table, self.buttons):
            layout.addWidget(part)
        self.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the search that turn the table; Esc empties the search first."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
                self.table.keyPressEvent(event)
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                return True  # closes nothing
        return super().eventFilter(watched, event)

    def _build_table(self) -> QTableWidget:
        table = QTableWidget(len(self._rows), 2)
        table.setObjectName("shortcutTable")
        table.setAccessibleName(self.windowTitle())
        table.setHorizontalHeaderLabels([self.tr("Action"), self.tr("Keys")])
        table.setFrameShape(QFrame.Shape.NoFrame)
        make_plain(table)
        table.setMinimumWidth(320)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setWordWrap(True)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        for place, row in enumerate(self._rows):
            if isinstance(row, Area):
                self._put(table, place, 0, row.title, bold=True)
                table.setSpan(place, 0, 1, 2)
            else:
                self._put(table, place, 0, row.words)
                self._put(table, place, 1, row.keys)
        table.resizeRowsToContents()
        table.horizontalHeader().sectionResized.connect(table.resizeRowsToContents)  # narrower words need more lines
        return table

    def _put(self, table: QTableWidget, row: int, column: int, text: str, *, bold: bool = False) -> None:
        item = QTableWidgetItem(text)
        item.setToolTip(text)
        if bold:
            font = table.font()
            font.setWeight(font.Weight.DemiBold)
            item.setFont(font)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        table.setItem(row, column, item)

    def _show_matches(self, text: str) -> None:
        """Leaves the rows that fit, in their order, below the areas they are of."""
        area: tuple[str, ...] = ()
        candidates = []
        for place, row in enumerate(self._rows):
            if isinstance(row, Area):
                area = row.title, *row.words
            else:
                candidates.append((place, row.words, (row.english, *area, *row.keys.split(", "))))
        fitting = set(rank_phrases(text, candidates))
        heading = 0
        for place, row in enumerate(self._rows):
            self.table.setRowHidden(place, place not in fitting)
            if isinstance(row, Area):
                heading = place
            elif place in fitting:
                self.table.setRowHidden(heading, False)
        self._nothing.setVisible(not fitting)
        self.table.setVisible(bool(fitting))
        self.table.scrollToTop()
