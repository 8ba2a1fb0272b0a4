"""The palette: every layer by family, found by typing, dragged onto the canvas or appended with Enter."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from cnn.blocks import BLOCKS
from cnn.graph import Graph, Node
from cnn.layers import create
from gui import icons, settings
from gui.document import Document, Selection
from gui.widgets.layer_entries import BLOCK, entries, matches
from gui.widgets.layer_tree import LayerTree

#: unfolded at the first start; what networks of images are mostly made of
OPEN_AT_FIRST = ("Blocks", "Convolution", "Pooling", "Normalization", "Core")


class Palette(QWidget):
    """Search above, families below."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setProperty("look", "panel")
        self._document = document
        self.search = self._build_search()
        self.tree = LayerTree(self)
        self.tree.setObjectName("paletteTree")
        self.tree.setAccessibleName(self.tr("Layers"))
        self.tree.chosen.connect(self._append)
        self._nothing = QLabel(self.tr("No layer is called that."))
        self._nothing.setProperty("look", "secondary")
        self._nothing.setContentsMargins(12, 8, 12, 8)
        self._nothing.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._framed(self.search))
        layout.addWidget(self._nothing)
        layout.addWidget(self.tree, 1)
        self._open = set(_remembered())
        self._searching = False
        self.tree.show_families(entries(), self._open)

    def remember(self) -> None:
        """Keeps which families are unfolded for the next start."""
        settings.keep_layout("families", sorted(self._open if self._searching else self.tree.open_families()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys in the search field move in the list, Esc empties the field."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
                self.tree.keyPressEvent(event)
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def _build_search(self) -> QLineEdit:
        search = QLineEdit()
        search.setObjectName("paletteSearch")
        search.setPlaceholderText(self.tr("Search layers"))
        search.setAccessibleName(self.tr("Search layers"))
        search.setClearButtonEnabled(True)
        sign = search.addAction(icons.icon("magnifying-glass", "secondary"), QLineEdit.ActionPosition.LeadingPosition)
        sign.setToolTip(self.tr("Search layers"))
        search.textChanged.connect(self._on_typed)
        search.returnPressed.connect(self._on_return)
        search.installEventFilter(self)
        return search

    def _framed(self, widget: QWidget) -> QWidget:
        frame = QWidget()
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.addWidget(widget)
        return frame

    def _on_typed(self, text: str) -> None:
        if not self._searching:
            self._open = self.tree.open_families()
        self._searching = bool(text.strip())
        if not self._searching:
            self.tree.show_families(entries(), self._open)
            self._nothing.hide()
            return
        found = matches(text)
        self.tree.show_matches(found)
        self._nothing.setVisible(not found)

    def _on_return(self) -> None:
        if self._searching and self.tree.choose_current():
            self.search.selectAll()

    def _append(self, payload: str) -> None:
        entry = next(entry for entry in entries() if entry.payload == payload)
        text = self.tr("Add {0}").format(entry.name)
        self._document.edit(text, lambda graph: placed(graph, self._document.selection, payload))


def placed(graph: Graph, selection: Selection, payload: str) -> tuple[Graph, Node]:
    """A graph with a layer or block behind what is selected: after the one node, joining several when it can, else at the end."""
    after = selection[0] if len(selection) == 1 else None
    if payload.startswith(BLOCK):
        return BLOCKS[payload.removeprefix(BLOCK)].insert(graph, after)
    layer = create(payload)
    if after and layer.ports:
        return graph.insert_after(after, layer)
    if layer.variadic and len(selection) > 1:
        in_order = [item for item in graph.order if item in selection]
        return graph.add(layer, *in_order)
    return graph.append(layer)


def _remembered() -> list[str]:
    kept = settings.layout("families")
    return [kept] if isinstance(kept, str) else list(kept) if isinstance(kept, list) else list(OPEN_AT_FIRST)
