"""Explain: what the selected layer sees of an image (the chosen one, else samples), and what lies behind its numbers."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QHideEvent, QImage, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cnn.explain import explain
from gui.background.dataset_reader import DatasetReader
from gui.document import Document
from gui.document.predicting import Predicting
from gui.document.questions.chosen_picture import ChosenPicture
from gui.document.questions.model_questions import ModelQuestions
from gui.document.questions.subject import Subject, title_of
from gui.style import theme
from gui.widgets.dataset.sample_sheet import Sample, pictures
from gui.widgets.form.number_question import NumberQuestion
from gui.widgets.network.derivation import Derivation
from gui.widgets.network.field_picture import FieldPicture

#: how many images of the dataset can be leafed through
SAMPLES = 10
#: the longest side of such an image, in pixels
SIDE = 192


class Explain(QWidget):
    """A picture of what one output pixel of the selected layer sees, and a card with the arithmetic behind each number."""

    def __init__(
        self,
        document: Document,
        parent: QWidget | None = None,
        *,
        reader: DatasetReader | None = None,
        asked: tuple[Subject, ModelQuestions] | None = None,
        predicting: Predicting | None = None,
    ) -> None:
        super().__init__(parent)
        self._reader = reader or DatasetReader(self)
        self._reads_alone = reader is None
        self.setObjectName("explain")
        self.setProperty("look", "panel")
        self._document, self._predicting = document, predicting
        self._asking = ("", "")  # the layer that is asked about, and what
        self._read = ("", "")
        self._samples: tuple[Sample, ...] = ()
        self._chosen: Sample | None = None
        self._build()
        if predicting is not None:
            predicting.changed.connect(self._show)
        self._subject = asked[0] if asked is not None else None
        self._picture = None if asked is None else ChosenPicture(document, *asked, SIDE, self)
        if self._picture is not None:
            self._picture.changed.connect(self._on_chosen)
        document.selectionChanged.connect(self._show)
        document.analysisChanged.connect(self._show)
        document.hiddenChanged.connect(self._show)
        document.datasetChanged.connect(self._show)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look_for_images()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._look_for_images()

    def closeEvent(self, event: QCloseEvent) -> None:
        """A panel that stands alone ends its reading."""
        if self._reads_alone:
            self._reader.close()
        super().closeEvent(event)

    def _show(self) -> None:
        document = self._document
        chosen = document.selection[0] if len(document.selection) == 1 else None
        hidden = chosen is not None and document.is_hidden(chosen)
        self._ask_first(chosen if hidden else None)
        self._card.setVisible(chosen is not None and not hidden)
        drawn = chosen is not None and not hidden and self.picture.show_node(document.analysis.nodes[chosen])
        self._seen.setVisible(drawn)
        if chosen is not None and not hidden:
            self._lines.show_lines(explain(document.graph, document.analysis, chosen))
        self._look_for_images()

    def _ask_first(self, hidden: str | None) -> None:
        """Asks for the next number of a layer that hides them, or says where it is asked for."""
        predicting, chosen = self._predicting, len(self._document.selection) == 1
        asked = predicting.asked(hidden) if predicting is not None and hidden is not None else None
        self._question.setVisible(asked is not None)
        self._reveal.setVisible(asked is not None)
        self._hint.setVisible(not chosen or (hidden is not None and asked is None))
        if asked is not None and hidden is not None:
            if self._asking != (hidden, asked[0]):
                self._question.ask(asked[0])
                if self._asking[0] == hidden and predicting is not None and predicting.last:
                    self._question.say_right(predicting.last)
            self._asking = hidden, asked[0]
            return
        self._asking = "", ""
        before = predicting.before(hidden) if predicting is not None and predicting.on and hidden is not None else None
        if before is not None:
            self._hint.setText(self.tr('Tell the numbers of "{0}" first.').format(before))
        elif hidden is not None:
            self._hint.setText(self.tr("Its numbers are hidden until you have told them."))
        else:
            self._hint.setText(self.tr("Select a layer to see how its numbers come about."))

    def _on_told(self, text: str) -> None:
        predicting, selection = self._predicting, self._document.selection
        if predicting is not None and len(selection) == 1 and (wrong := predicting.tell(selection[0], text)):
            self._question.say_wrong(wrong)

    def _on_reveal(self) -> None:
        if self._predicting is not None and len(self._document.selection) == 1:
            self._predicting.show(self._document.selection[0])

    def _look_for_images(self) -> None:
        """Reads some images of the dataset as soon as one is to be seen; a dataset that can't be read leaves the ground blank.
        The one that is chosen elsewhere comes before them."""
        if self._picture is not None:
            self._picture.want(self._seen.isVisible())
        if self._seen.isHidden():
            return
        source = self._document.dataset, self._document.recipe.pixel_range
        if source == self._read or not self._document.selection or not self.isVisible():
            return
        self._read = source
        question = self._document.question(what="samples", most=SAMPLES, side=SIDE)
        self._reader.ask(question, lambda answer: self._on_samples(pictures(answer.samples)), lambda _: self._on_samples(()))

    def _on_samples(self, samples: tuple[Sample, ...]) -> None:
        self._samples = samples
        self._show_images()

    def _on_chosen(self, image: QImage | None) -> None:
        chosen = self._subject.image if self._subject is not None else None
        self._chosen = None if image is None or chosen is None else Sample(image, title_of(chosen))
        self._show_images()

    def _show_images(self) -> None:
        self.picture.show_samples(self._samples if self._chosen is None else (self._chosen, *self._samples))

    def _build(self) -> None:
        heading = QLabel(self.tr("EXPLAIN"))
        heading.setProperty("look", "heading")
        heading.setFont(theme.small_font())
        self._hint = QLabel(self.tr("Select a layer to see how its numbers come about."))
        self._hint.setProperty("look", "secondary")
        self._hint.setWordWrap(True)
        self._question = NumberQuestion()
        self._question.told.connect(self._on_told)
        self._reveal = QPushButton(self.tr("Show me"))
        self._reveal.setProperty("look", "flat")
        self._reveal.clicked.connect(self._on_reveal)
        self.picture = FieldPicture()
        self.picture.setAccessibleName(self.tr("What one pixel of the layer's output sees of an image"))
        words = QLabel()
        words.setObjectName("fieldWords")
        words.setWordWrap(True)
        words.setFont(theme.number_font(theme.small_font()))
        words.setProperty("look", "secondary")
        self.picture.descriptionChanged.connect(words.setText)
        self._seen = QWidget()
        row = QHBoxLayout(self._seen)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.picture)
        row.addWidget(words, 1)
        self._card = QFrame()
        self._card.setProperty("look", "card")
        self._lines = Derivation()
        card_layout = QVBoxLayout(self._card)
        card_layout.setContentsMargins(12, 12, 12, 12)
        card_layout.addWidget(self._lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        for part in (heading, self._question, self._seen, self._card, self._hint):
            column.addWidget(part)
        column.addWidget(self._reveal, 0, Qt.AlignmentFlag.AlignLeft)
