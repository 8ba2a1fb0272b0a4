"""Explain: what the selected layer sees of an image (the chosen one, else samples), and what lies behind its numbers."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QHideEvent, QImage, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cnn.explain import Explanation, Symbol, explained, explained_wires
from cnn.explain.kernels import kernel_of
from cnn.graph import Wire
from cnn.words.language import filled, tr
from cnn.words.quantities import number_of
from gui.background.dataset_reader import DatasetReader
from gui.document import Document
from gui.document.placement import BlockEditing
from gui.document.predicting import Predicting
from gui.document.questions.chosen_picture import ChosenPicture
from gui.document.questions.model_questions import ModelQuestions
from gui.document.questions.subject import Subject, title_of
from gui.style import theme
from gui.widgets.dataset.sample_sheet import Sample, pictures
from gui.widgets.explain.bars import Charts
from gui.widgets.explain.computation import ComputationView
from gui.widgets.explain.dark_images import brought_out
from gui.widgets.explain.derivation import Derivation
from gui.widgets.explain.field_picture import FieldPicture
from gui.widgets.explain.formulas import Legend, WrappedLabel, show_if
from gui.widgets.explain.hint import MARGINS, SPACING, heading, hint
from gui.widgets.explain.kernel_picture import KernelPicture
from gui.widgets.form.number_question import NumberQuestion

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
        wires: Callable[[], Sequence[Wire]] = tuple,
    ) -> None:
        super().__init__(parent)
        self._reader = reader or DatasetReader(self)
        self._reads_alone = reader is None
        self.setObjectName("explain")
        self.setProperty("look", "panel")
        self._document, self._predicting, self._wires = document, predicting, wires
        self._asking = ("", "")  # the layer that is asked about, and what
        self._blocks = BlockEditing(document)
        self._read = ("", "")
        self._outline: object = None  # of what is told
        self._samples: tuple[Sample, ...] = ()
        self._chosen: Sample | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)  # an edit is painted first
        self._soon.timeout.connect(self._show)
        self._build()
        if predicting is not None:
            predicting.changed.connect(self._show)
        self._subject = asked[0] if asked is not None else None
        self._picture = None if asked is None else ChosenPicture(document, *asked, SIDE, self)
        if self._picture is not None:
            self._picture.changed.connect(self._on_chosen)
        document.selectionChanged.connect(self._on_selected)
        document.analysisChanged.connect(self._on_analysis_changed)
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

    def changeEvent(self, event: QEvent) -> None:
        """What is worked out is worked out again in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()

    def follow_wires(self) -> None:
        """Other wires are selected, or none."""
        if not self._document.selection:
            self._on_selected()

    def _on_analysis_changed(self) -> None:
        """Where it is seen the network comes first, which was changed there."""
        if self.isVisible():
            self._soon.start()
        else:
            self._show()

    def _on_selected(self) -> None:
        """Another layer is shown at once, unless an edit selected it."""
        if not self._soon.isActive():
            self._show()

    def _show(self) -> None:
        self._soon.stop()
        document = self._document
        selection = document.selection
        wires = self._selected_wires()
        sources = tuple(wire.source for wire in wires)
        hidden = next((item for item in (*selection, *sources) if document.is_hidden(item)), None)
        self._ask_first(hidden)
        shown = selection if hidden is None else ()
        title, kind = self._called() if shown else ("", "")
        told = explained(document.graph, document.analysis, shown, title=title, kind=kind) if shown else None
        if wires and hidden is None:
            told = explained_wires(document.graph, document.analysis, wires)
        self._show_pictures(shown, told.end if told is not None else "")
        if told is not None:
            self._show_told(told)
        else:
            self._told.hide()
        self._look_for_images()

    def _selected_wires(self) -> tuple[Wire, ...]:
        """The wires of the network that are selected instead of layers."""
        if self._document.selection:
            return ()
        known = set(self._document.graph.wires)
        return tuple(wire for wire in self._wires() if wire in known)

    def _show_pictures(self, shown: Sequence[str], end: str) -> None:
        """The window of a single layer, and what a number that comes out sees of the image."""
        document, numbers = self._document, self._document.analysis.nodes
        show_if(self._seen, bool(end) and self.picture.show_node(numbers[end]))
        alone = shown[0] if len(shown) == 1 else ""
        show_if(self._stands, bool(alone) and self._is_behind_others(alone))
        window = kernel_of(document.graph.nodes[alone].layer, numbers[alone]) if alone else None
        show_if(self._slides, self.kernel.show_kernel(window))
        if window is not None and not window.spreads and end == alone and not self._seen.isHidden():
            self.kernel.show_place(self.picture.position)  # both begin in the middle, each by its own reckoning

    def _show_seen(self, place: Sequence[int]) -> None:
        """What the place sees whose window was chosen; a kernel that is spread stands at a place of what comes in."""
        if self.kernel.of_output:
            self.picture.show_position(place)

    def _is_behind_others(self, node_id: str) -> bool:
        """Whether what a layer reads is no longer the image, but what layers made of it."""
        document = self._document
        read = [document.analysis.nodes[source].receptive_field for source in document.graph.nodes[node_id].inputs]
        return any(field is None or field.whole or any(reach.size > 1 for reach in field.axes) for field in read)

    def _ask_first(self, hidden: str | None) -> None:
        """Asks for the next number of a layer that hides them, or says where it is asked for."""
        predicting = self._predicting
        alone = hidden if len(self._document.selection) == 1 else None
        asked = predicting.asked(alone) if predicting is not None and alone is not None else None
        show_if(self._question, asked is not None)
        show_if(self._reveal, asked is not None)
        show_if(self._hint, hidden is not None and asked is None if self._document.selection or self._selected_wires() else True)
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
            self._hint.setText(filled(self.tr('Tell the numbers of "{0}" first.'), before))
        elif hidden is not None:
            self._hint.setText(self.tr("Its numbers are hidden until you have told them."))
        else:
            self._hint.setText(self.tr("Select layers, a block or a wire to see how their numbers come about."))

    def _on_told(self, text: str) -> None:
        predicting, selection = self._predicting, self._document.selection
        if predicting is not None and len(selection) == 1 and (wrong := predicting.tell(selection[0], text)):
            self._question.say_wrong(wrong)

    def _on_reveal(self) -> None:
        if self._predicting is not None and len(self._document.selection) == 1:
            self._predicting.show(self._document.selection[0])

    def _show_told(self, told: Explanation) -> None:
        outline = _outline(told)
        if outline != self._outline:  # what comes or goes in a part that is to be seen has everything laid out anew each time
            self._outline = outline
            self._told.hide()
        self.computation.show_computation(told.computation)
        show_if(self._told_card, not self.computation.isHidden())
        self._lines.show_lines(told.lines)
        self.charts.show_charts(told.charts)
        show_if(self._charts_card, bool(told.charts))
        self.legend.show_symbols(_letters(told))
        show_if(self._told, True)
        _lay_out(self._told)

    def _called(self) -> tuple[str, str]:
        """What several selected layers are called, and the block that they are; "" for none."""
        selection = self._document.selection
        path = self._blocks.group
        standing = self._blocks.standing(path) if path else None
        if standing is None:
            return path.rpartition("/")[2] or number_of(self.tr("{0} layer|{0} layers"), len(selection)), ""
        return tr(standing.block.title) if standing.block else path.rpartition("/")[2], standing.made.kind

    def _look_for_images(self) -> None:
        """Reads some images of the dataset as soon as one is to be seen; a dataset that can't be read leaves the ground blank.
        The one that is chosen elsewhere comes before them."""
        if self._picture is not None:
            self._picture.want(self._seen.isVisible() or self._slides.isVisible())
        if self._seen.isHidden() and self._slides.isHidden():
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
        samples = brought_out(self._samples if self._chosen is None else (self._chosen, *self._samples))
        self.picture.show_samples(samples)
        self.kernel.show_samples(samples)

    def _build(self) -> None:
        self._hint = hint()
        self._question = NumberQuestion()
        self._question.numberTold.connect(self._on_told)
        self._reveal = QPushButton(self.tr("Show me"))
        self._reveal.setProperty("look", "flat")
        self._reveal.clicked.connect(self._on_reveal)
        self._build_pictures()
        self.computation = ComputationView()
        self._lines = Derivation()
        self.charts = Charts()
        self._told_card, self._card, self._charts_card = (
            _card(self.computation),
            _card(self.legend, self._lines),
            _card(self.charts),
        )
        self._told = QWidget()
        cards = QVBoxLayout(self._told)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(8)
        for card in (self._told_card, self._card, self._charts_card):
            cards.addWidget(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(*MARGINS)
        column.setSpacing(SPACING)
        for part in (heading(), self._question, self._slides, self._seen, self._told, self._hint):
            column.addWidget(part)
        column.addWidget(self._reveal, 0, Qt.AlignmentFlag.AlignLeft)

    def _build_pictures(self) -> None:
        """The kernel on what comes in, and what an output pixel sees of the image; both show the same place and image."""
        self.picture, self.kernel = FieldPicture(), KernelPicture()
        self.picture.setAccessibleName(self.tr("What one pixel of the layer's output sees of an image"))
        self._seen = QWidget()
        row = QHBoxLayout(self._seen)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.picture)
        words = _words("fieldWords")
        self.picture.descriptionChanged.connect(words.setText)
        row.addWidget(words, 1)
        self.legend = Legend()
        said = _words("kernelWords")
        self.kernel.descriptionChanged.connect(said.setText)
        self._slides = QWidget()
        column = QVBoxLayout(self._slides)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._stands = _words("kernelStands")
        self._stands.setText(self.tr("The image stands for the maps that come in, in as many pixels as they have."))
        for part in (self.kernel, said, self._stands):
            column.addWidget(part)
        self.kernel.placeChosen.connect(self._show_seen)
        self.picture.positionChosen.connect(self.kernel.show_place)
        self.kernel.turned.connect(self.picture.show_turn)
        self.picture.turned.connect(self.kernel.show_turn)


def _lay_out(widget: QWidget) -> None:
    """Lays a widget out from within: left to the event loop each level would ask the one above it once more."""
    for part in widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if part.layout() is not None and not part.isHidden():
            _lay_out(part)
    if (layout := widget.layout()) is not None:
        layout.activate()


def _outline(told: Explanation) -> object:
    """Which parts an explanation has; where only texts and numbers are others, nothing comes or goes."""
    computed = told.computation
    head = None if computed is None else (bool(computed.formula), bool(computed.note), len(computed.links))
    lines = [(bool(line.symbols), bool(line.arithmetic), bool(line.note)) for line in told.lines]
    charts = [(bool(chart.note), [sum(1 for part in bar.parts if part.formula) for bar in chart.bars]) for chart in told.charts]
    return head, lines, charts


def _letters(told: Explanation) -> tuple[Symbol, ...]:
    """Every letter of the lines and the charts, explained once; one that stands for several sizes has no value."""
    found: dict[str, Symbol] = {}
    parts = (part.formula for chart in told.charts for bar in chart.bars for part in bar.parts)
    for symbols in (*(line.symbols for line in told.lines), *(formula.symbols for formula in parts)):
        for symbol in symbols:
            known = found.setdefault(symbol.letter, symbol)
            if known.value != symbol.value:
                found[symbol.letter] = replace(known, value="")
    return tuple(symbol for letter, symbol in found.items() if not letter.isdigit())


def _words(name: str) -> QLabel:
    words = WrappedLabel()
    words.setObjectName(name)
    words.setFont(theme.number_font(theme.small_font()))
    words.setProperty("look", "secondary")
    return words


def _card(*parts: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("look", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(12, 12, 12, 12)
    column.setSpacing(12)
    for part in parts:
        column.addWidget(part)
    return card
