"""Explain: what lies behind the numbers of the selected layer."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from cnn.explain import explain
from gui import theme
from gui.document import Document
from gui.widgets.derivation import Derivation


class Explain(QWidget):
    """A card with each number of the selected layer and the arithmetic behind it."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("explain")
        self.setProperty("look", "panel")
        self._document = document
        self._build()
        document.selectionChanged.connect(self._show)
        document.analysisChanged.connect(self._show)
        self._show()

    def _show(self) -> None:
        document = self._document
        chosen = document.selection[0] if len(document.selection) == 1 else None
        self._card.setVisible(chosen is not None)
        self._hint.setVisible(chosen is None)
        if chosen is not None:
            self._lines.show_lines(explain(document.graph, document.analysis, chosen))

    def _build(self) -> None:
        heading = QLabel(self.tr("EXPLAIN"))
        heading.setProperty("look", "heading")
        heading.setFont(theme.small_font())
        self._hint = QLabel(self.tr("Select a layer to see how its numbers come about."))
        self._hint.setProperty("look", "secondary")
        self._hint.setWordWrap(True)
        self._card = QFrame()
        self._card.setProperty("look", "card")
        self._lines = Derivation()
        card_layout = QVBoxLayout(self._card)
        card_layout.setContentsMargins(12, 12, 12, 12)
        card_layout.addWidget(self._lines)
        content = QWidget()
        content.setProperty("look", "panel")
        column = QVBoxLayout(content)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        for part in (heading, self._card, self._hint):
            column.addWidget(part)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        area.setWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
