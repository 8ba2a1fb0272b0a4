"""Every action that has a key, and the keys of the canvas."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.canvas.keys import in_words
from gui.widgets.basic.action_words import in_full
from gui.widgets.basic.plain_table import make_plain
from gui.widgets.basic.room import open_at


class ShortcutDialog(QDialog):
    """A table: what, and with which keys."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("shortcuts")
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        open_at(self, QSize(640, 560))
        actions = sorted(window.actions(), key=lambda action: not action.objectName())  # those of the table first
        now = {"actionUndo": self.tr("Undo"), "actionRedo": self.tr("Redo")}  # their texts name what would be undone
        rows = [(now.get(item.objectName()) or in_full(item), _keys(item)) for item in actions if item.shortcuts()]
        rows += [(self.tr("In the network"), ""), *in_words()]
        table = QTableWidget(len(rows), 2)
        table.setObjectName("shortcutTable")
        table.setHorizontalHeaderLabels([self.tr("Action"), self.tr("Keys")])
        table.setFrameShape(QFrame.Shape.NoFrame)
        make_plain(table)
        table.setMinimumWidth(320)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setWordWrap(True)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        for place, row in enumerate(rows):
            for column, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if not row[1]:  # a heading
                    font = table.font()
                    font.setWeight(font.Weight.DemiBold)
                    item.setFont(font)
                table.setItem(place, column, item)
        table.resizeRowsToContents()
        table.horizontalHeader().sectionResized.connect(table.resizeRowsToContents)  # narrower words need more lines
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(table)
        layout.addWidget(buttons)


def _keys(action: QAction) -> str:
    return ", ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())
