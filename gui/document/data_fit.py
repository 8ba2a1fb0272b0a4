"""How the open network suits the images it is to learn from, kept true while either of them changes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from cnn.analysis import analyse
from cnn.datasets.division.curation import Curation
from cnn.graph import Graph
from cnn.plan.data_fit import Comparison, Fitting
from cnn.runs.origins import Origins, starting_anew
from cnn.shapes import Shape
from cnn.words.quantities import number_of
from gui.background.dataset_reader import DatasetReader
from gui.background.task import Newest
from gui.document.document import Document

if TYPE_CHECKING:
    from cnn.datasets.questions import Answer, Question

#: a network with more nodes is compared away from the GUI thread: VGG-16 with its 26 takes 70 ms, as it is built for other images
AT_ONCE = 16
#: milliseconds after a change before it is compared again: what is typed or dragged changes often
PAUSE = 150


class DataFit(QObject):
    """Compares the document's network with its dataset. With a `reader` it has files and folders looked at by itself."""

    comparisonChanged = Signal(object, object)  # Comparison, None while nothing is known of the dataset; and `remarks`

    def __init__(self, document: Document, reader: DatasetReader | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._reader = document, reader
        self._whole: Comparison | None = None
        self.comparison: Comparison | None = None  # as far as it may be known
        self._curated = False  # whether something was decided about images of the dataset
        self.remarks: dict[str, str] = {}  # what else an edit costs, by its title
        self._work = Newest(self)  # the edits of a large network take longer than the window may stand still
        self._later = QTimer(self, singleShot=True, interval=PAUSE)
        self._later.timeout.connect(self._compare)
        self._range = document.recipe.pixel_range
        document.datasetChanged.connect(self._look)
        document.recipeChanged.connect(self._follow_range)
        document.curationChanged.connect(self._look_again)
        for changed in (document.analysisChanged, document.recipeChanged, document.factsChanged, document.weightsChanged):
            changed.connect(self._compare_later)
        document.hiddenChanged.connect(self._veil)
        self._look()

    def apply(self, fitting: Fitting) -> bool:
        """Makes an edit that was proposed, in one undo step."""
        if fitting.settings:
            return self._document.set_recipe(**fitting.settings)
        return self._document.edit(fitting.title, fitting.apply)

    def _look(self, *_: object) -> None:
        """Another dataset is chosen."""
        source = self._document.dataset
        self._compare()
        self._curated = bool(self._document.curation)
        if self._document.facts is None or self._curated:
            self._ask(source)

    def _look_again(self, curation: Curation) -> None:
        """Its images may be other ones, of other classes; a dataset that is known by its name is as it is without that."""
        if curation or self._curated:
            self._ask(self._document.dataset)
        self._curated = bool(curation)

    def _follow_range(self, *_: object) -> None:
        """In another range a dataset may be read that could not be before."""
        before, self._range = self._range, self._document.recipe.pixel_range
        if self._document.facts is None and before != self._range:
            self._ask(self._document.dataset)

    def _ask(self, source: str) -> None:
        question = self._document.question(what="facts")
        if self._reader is not None and source:
            self._reader.ask(question, lambda answer: self._learn(question, answer), lambda _: None)

    def _learn(self, question: "Question", answer: "Answer") -> None:
        if answer.facts is not None and question.curation == self._document.curation:
            self._document.learn_facts(question.source, answer.facts)

    def _compare_later(self, *_: object) -> None:
        self._later.start()

    def _compare(self) -> None:
        self._later.stop()
        self._work.forget()
        document = self._document
        facts = document.facts
        known = None if facts is None else Comparison(document.analysis, document.recipe, document.dataset, facts, rebuilt)
        weights = document.weights
        if known is not None and len(document.graph) > AT_ONCE:
            self._work.ask(lambda: _anew(known, weights), lambda anew: self._tell(known, anew))
        else:
            self._tell(known, {} if known is None else _anew(known, weights))

    def _tell(self, known: Comparison | None, anew: dict[str, int]) -> None:
        words = self.tr("{0} trained layer starts anew|{0} trained layers start anew")
        self._whole = known
        self.remarks = {title: number_of(words, number) for title, number in anew.items()}
        self._veil()

    def _veil(self) -> None:
        """Tells it without numbers that are to be told first."""
        whole, document = self._whole, self._document
        current = whole is not None and whole.analysis is document.analysis  # else it is compared anew in a moment
        self.comparison = whole.veiled(document.shown) if whole is not None and (current or not document.shows_all) else whole
        self.comparisonChanged.emit(self.comparison, self.remarks)


def rebuilt(graph: Graph, image: Shape) -> Graph | None:
    """The preset that a network still is, for other images; see `cnn.edits.rebuilding`."""
    from cnn.edits.rebuilding import rebuilt  # presets are many, and no start waits for them

    return rebuilt(graph, image)


def _anew(comparison: Comparison, weights: Origins) -> dict[str, int]:
    """How many layers would lose their trained weights, by the title of the edit."""
    graph = comparison.analysis.graph
    found = {item.title: starting_anew(weights, analyse(item.apply(graph), comparison.analysis)) for item in comparison.fittings}
    return {title: number for title, number in found.items() if number}
