"""Finds a layer of the network by its name or kind, and goes there."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from cnn.words.language import filled
from gui.document import Document
from gui.style import theme
from gui.style.painters import paint_card
from gui.widgets.form.search_field import as_search
from gui.widgets.network.layer_words import words_for
from gui.widgets.network.search import rank

WIDTH = 280


class Finder(QWidget):
    """A search field over the canvas: each letter goes to the best match, Enter and the arrows to the next, Esc closes."""

    def __init__(self, parent: QWidget, document: Document) -> None:
        super().__init__(parent)
        self.setObjectName("finder")
        self._document = document
        self._found: list[str] = []
        self._place = 0
        self.search = QLineEdit(self)
        self.search.setObjectName("finderSearch")
        self.search.setPlaceholderText(self.tr("Find a layer in the network"))
        self.search.setAccessibleName(self.search.placeholderText())
        as_search(self.search)
        self.search.textChanged.connect(self._look)
        self.search.installEventFilter(self)
        self._count = QLabel(self)
        self._count.setObjectName("finderCount")
        self._count.setProperty("look", "secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 6, 10, 6)
        row.addWidget(self.search, 1)
        row.addWidget(self._count)
        self.setFixedWidth(WIDTH)
        self.hide()

    def open(self) -> None:
        """Shows the field; what was searched last is selected."""
        self.show()
        self.raise_()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if event.key() == Qt.Key.Key_Escape:
                self._close()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._step(-1 if back or event.key() == Qt.Key.Key_Up else 1)
                return True
        return super().eventFilter(watched, event)

    def _look(self, text: str) -> None:
        """Goes to the best match of what is typed; from there the arrows go through the others as the network does."""
        order = self._document.graph.order
        nodes = [self._document.graph.nodes[node_id] for node_id in order]
        wanted = (
            (node.id, node.name, (kind := node.own_layer.class_name, *words_for(kind), *node.group.split("/"))) for node in nodes
        )
        ranked = rank(text, wanted) if text.strip() else []
        fitting = set(ranked)
        self._found = [node_id for node_id in order if node_id in fitting]
        self._place = self._found.index(ranked[0]) if ranked else 0
        self._go()

    def _step(self, way: int) -> None:
        if self._found:
            self._place = (self._place + way) % len(self._found)
            self._go()

    def _go(self) -> None:
        if self._found:
            self._count.setText(filled(self.tr("{0} of {1}"), self._place + 1, len(self._found)))
            self._document.reveal(self._found[self._place])
        else:
            self._count.setText(self.tr("none") if self.search.text().strip() else "")

    def _close(self) -> None:
        self.hide()
        if parent := self.parentWidget():
            parent.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        with QPainter(self) as painter:
            paint_card(painter, self.rect(), look, corner=8)
