"""A search field right where something is to be added: type, Enter, and it is there."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from cnn.edits.own_blocks import BlockLibrary
from gui.widgets.form.search_field import as_search
from gui.widgets.network.layer_entries import BLOCK, matches
from gui.widgets.network.layer_tree import LayerTree

WIDTH, HEIGHT, FEWEST = 260, 236, 64


class QuickAdd(QFrame):
    """The palette's search on the canvas. Enter chooses, arrows move in the list, Esc and a click elsewhere close it; Tab leaves
    it and the canvas, so that a second Tab leads out of the network.

    `place` says where it opens, by its size.
    """

    payloadChosen = Signal(str)  # what the palette calls it
    closed = Signal()
    tabPressed = Signal(bool)  # forwards, or backwards with Shift

    def __init__(
        self, parent: QWidget, where: str, place: Callable[[QSize], QPoint], blocks: BlockLibrary, text: str = ""
    ) -> None:
        super().__init__(parent)
        self.setObjectName("quickAdd")
        self.setProperty("look", "card")
        self._done, self._blocks, self._only_layers = False, blocks, False
        self.search = QLineEdit(self)
        self.search.setObjectName("quickAddSearch")
        self.search.setAccessibleName(where)
        self.search.setPlaceholderText(where)
        as_search(self.search)
        self.tree = LayerTree(self)
        self.tree.setDragEnabled(False)
        self.tree.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing = QLabel(self.tr("No layer is called that. Empty the search to see all."), self)
        self._nothing.setProperty("look", "secondary")
        self._nothing.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(4)
        for part in (self.search, self._nothing, self.tree):
            layout.addWidget(part)
        self.tree.payloadChosen.connect(self._choose)
        self.tree.itemClicked.connect(lambda: self.tree.choose_current())
        self.search.textChanged.connect(self._show_matches)
        self.search.returnPressed.connect(self.tree.choose_current)
        self.search.installEventFilter(self)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self.search)  # a click on a row must not hand the keyboard to the canvas
        self.search.setText(text)
        if not text:
            self._show_matches("")
        area = parent.rect()
        self.setFixedSize(min(WIDTH, area.width() - 8), max(min(HEIGHT, area.height() - 8), FEWEST))
        self.move(place(self.size()))
        self.show()
        self.raise_()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_only_layers(self) -> None:
        """Leaves out blocks, and inputs, which read nothing."""
        self._only_layers = True
        self._show_matches(self.search.text())

    def close_without(self) -> None:
        """Adds nothing."""
        if self._done:
            return
        self._done = True
        had_focus = self.search.hasFocus()
        self.hide()
        self.deleteLater()
        self.closed.emit()
        if had_focus and (parent := self.parentWidget()):
            parent.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys in the field move in the list; Esc, and going elsewhere, closes."""
        if isinstance(event, QKeyEvent) and event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return self._key(event)
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut and not self._within(event):
            self.close_without()
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel turns the list; at its end it does not move the picture, which would close this."""
        event.accept()

    def _key(self, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            return False
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.tree.keyPressEvent(event)
            return True
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.close_without()
            if event.key() != Qt.Key.Key_Escape:
                self.tabPressed.emit(event.key() == Qt.Key.Key_Tab)
            return True
        return False

    def _within(self, event: QFocusEvent) -> bool:
        return event.reason() in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)

    def _show_matches(self, text: str) -> None:
        found = matches(text, self._blocks)
        if self._only_layers:
            found = [entry for entry in found if not entry.payload.startswith(BLOCK) and entry.payload != "Input"]
        self.tree.show_matches(found)
        self._nothing.setVisible(not found)
        self.tree.setVisible(bool(found))

    def _choose(self, payload: str) -> None:
        self.payloadChosen.emit(payload)
        self.close_without()
