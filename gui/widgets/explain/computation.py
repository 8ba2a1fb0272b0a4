"""What a layer computes: its formula, what the letters in it mean, and where it is written."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cnn.explain import Computation
from gui.style import theme
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
        self._note, self._links = WrappedLabel(), WrappedLabel()
        self._note.setProperty("look", "secondary")
        self._links.setTextFormat(Qt.TextFormat.RichText)
        self._links.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self._links.setOpenExternalLinks(True)
        for part in (self._note, self._links):
            part.setFont(theme.small_font())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self._title, self._formula, self._legend, self._note, self._links):
            column.addWidget(widget)

    def show_computation(self, told: Computation | None) -> None:
        """Shows this; nothing where nothing is known."""
        shown = told is not None and bool(told.formula or told.note or told.links)
        show_if(self, shown)
        if told is None:
            return
        self._title.setText(self.tr("Computation of {0}").format(told.title))
        self._formula.show_formula(told.formula, told.symbols)
        show_if(self._formula, bool(told.formula))
        self._legend.show_symbols(told.symbols)
        self._note.setText(told.note)
        show_if(self._note, bool(told.note))
        self._links.setText(" · ".join(f'<a href="{escape(link.address)}">{escape(link.title)}</a>' for link in told.links))
        self._links.setToolTip("\n".join(link.address for link in told.links))
        show_if(self._links, bool(told.links))

    def text(self) -> str:
        """What is shown, as plain text."""
        parts = self._formula.plain(), self._legend.plain(), self._note.text()
        return "\n".join(filter(None, parts))
