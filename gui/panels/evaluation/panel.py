"""Evaluation: what a trained model gets right and wrong, and why; a row of pages about one model and one image."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cnn.runs.messages import Evaluate
from gui.panels.evaluation.pages import PageParts, pages
from gui.widgets.basic.late_page import LatePage
from gui.widgets.questions.larger import Larger, larger_button
from gui.widgets.questions.segments import Segments

#: keys that give the panel the whole window
LARGER_KEYS = "Ctrl+Alt+M"


class EvaluationPanel(QWidget):
    """Pages that are chosen by a row of buttons; each is built when it is first shown."""

    def __init__(self, parts: PageParts, larger: Larger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("evaluation")
        self._table = {page.name: page for page in pages()}
        self.segments = Segments([(page.name, page.title) for page in self._table.values()])
        self.segments.setAccessibleName(self.tr("Pages of the evaluation"))
        self.larger_button = larger_button(larger, LARGER_KEYS)
        self.stack = QStackedWidget()
        self._pages = {name: LatePage(partial(page.make, parts)) for name, page in self._table.items()}
        for page in self._pages.values():
            self.stack.addWidget(page)
        self._lay_out()
        self.segments.chosen.connect(self._show)
        self.setFocusProxy(self.segments.buttons[self.segments.current])
        parts.session.questionSent.connect(self._on_asked)
        self._pages["scores"].build()  # it hears whatever evaluation is asked for

    def page(self, name: str) -> QWidget:
        """A page by its name, built if it was not yet."""
        late = self._pages[name]
        late.build()
        return late.page

    def show_page(self, name: str) -> QWidget:
        """Brings a page to the front."""
        self.segments.choose(name)
        return self.page(name)

    def _show(self, name: str) -> None:
        self.stack.setCurrentWidget(self._pages[name])
        self.setFocusProxy(self.segments.buttons[name])

    def _on_asked(self, question: object) -> None:
        """Whoever asks for scores wants to see them."""
        if isinstance(question, Evaluate):
            self.show_page("scores")

    def _lay_out(self) -> None:
        self.bar = QHBoxLayout()
        self.bar.setContentsMargins(16, 8, 16, 4)
        self.bar.setSpacing(8)
        self.bar.addWidget(self.segments)
        self.bar.addStretch(1)
        self.bar.addWidget(self.larger_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.bar)
        column.addWidget(self.stack, 1)
