"""What a layer computes: its formula, what the letters in it mean, and where it is written."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from cnn.explain import Computation, Link
from cnn.words.language import filled
from gui.style import theme
from gui.widgets.basic.action_words import literal
from gui.widgets.explain.formulas import FormulaLabel, Legend, WrappedLabel, show_if


class ComputationView(QWidget):
    """`y = γ·(x − μ) / √(σ² + ε) + β`, below it the letters, a remark, and links that open in the browser."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("computation")
        self._title, self._formula, self._legend = WrappedLabel(), FormulaLabel(), Legend()
        self._title.setProperty("look", "secondary")
        self._title.setObjectName("computationTitle")
        self._formula.setFont(theme.number_font(bold=True))
        self._note = WrappedLabel()
        self._note.setProperty("look", "secondary")
        self._note.setFont(theme.small_font())
        self._links: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        for widget in (self._title, self._formula, self._legend, self._note):
            self._column.addWidget(widget)

    def show_computation(self, told: Computation | None) -> None:
        """Shows this; nothing where nothing is known."""
        shown = told is not None and bool(told.formula or told.note or told.links)
        show_if(self, shown)
        if told is None:
            return
        self._title.setText(filled(self.tr("Computation of {0}"), told.title))
        self._formula.show_formula(told.formula, told.symbols)
        show_if(self._formula, bool(told.formula))
        self._legend.show_symbols(told.symbols)
        self._note.setText(told.note)
        show_if(self._note, bool(told.note))
        self._show_links(told.links)

    def _show_links(self, links: Sequence[Link]) -> None:
        for _ in range(len(self._links), len(links)):
            self._links.append(self._make_link())
        for button, link in zip(self._links, links, strict=False):
            button.setText(literal(f"{link.title} ↗"))
            button.setToolTip(link.address)
            button.setAccessibleDescription(link.address)
            show_if(button, True)
        for button in self._links[len(links) :]:
            show_if(button, False)

    def _make_link(self) -> QPushButton:
        button = QPushButton()
        button.setProperty("look", "flat")
        button.setFont(theme.small_font())
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(button.toolTip())))
        self._column.addWidget(button)
        return button

    def text(self) -> str:
        """What is shown, as plain text."""
        parts = self._formula.plain(), self._legend.plain(), self._note.text()
        return "\n".join(filter(None, parts))
