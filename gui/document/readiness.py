"""Whether the open network can be trained as things are now: what keeps it from that, what is missing, what would be trained."""

from contextlib import suppress

from PySide6.QtCore import QObject, Signal

from cnn.analysis import Analysis
from cnn.datasets import info_of
from cnn.datasets.sources import title
from cnn.errors import RecipeError, UsageError
from cnn.plan.checks import Obstacle, obstacle
from cnn.plan.stages import learned_params
from cnn.plan.training_memory import training_memory
from cnn.words.language import filled
from cnn.words.quantities import digits, number_of, spell_bytes, spell_total
from gui.background.dataset_download import DatasetDownload, WeightsDownload
from gui.background.dataset_search import DatasetSearch
from gui.background.training_session import TrainingSession
from gui.document.data_fit import rebuilt
from gui.document.document import Document


class Readiness(QObject):
    """Follows the document, and looks for its dataset and for the weights that it starts from."""

    changed = Signal()

    def __init__(self, document: Document, session: TrainingSession, download: DatasetDownload, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._session, self._download = document, session, download
        self.search = DatasetSearch(self)
        self.weights = WeightsDownload(self)  # those that the network starts from, where they are published ones
        document.datasetChanged.connect(lambda _: self.search.look_at(document.dataset, document.recipe))
        document.recipeChanged.connect(lambda recipe: self.search.follow(document.dataset, recipe))
        document.analysisChanged.connect(self._look_for_weights)
        document.opened.connect(self._look_for_weights)
        self._look_for_weights()
        about = document.recipeChanged, document.factsChanged, document.analysisChanged, document.hiddenChanged
        for signal in (self.search.findingChanged, download.stateChanged, self.weights.stateChanged, *about):
            signal.connect(self.changed)
        self.search.look_at(document.dataset, document.recipe)

    def obstacle(self, analysis: Analysis | None = None, *, with_repairs: bool = True) -> Obstacle | None:
        """What keeps Train from beginning: what is shown before, and what is told when it is pressed. Of the open network, or of
        what is known of it."""
        document = self._document
        return obstacle(
            analysis or document.analysis,
            document.recipe,
            document.dataset,
            document.facts,
            missing=self.search.missing,
            rebuild=rebuilt,
            with_repairs=with_repairs,
        )

    def of_network(self) -> str:
        """Why the network can't be trained at all, in one sentence; "" when it can."""
        return _of_network(self.obstacle(with_repairs=False))

    def told(self) -> tuple[str, str]:
        """A line on what would be trained, or what keeps it from that; and `of_network`."""
        found = self.obstacle(with_repairs=False)
        words = self.without_hidden(found) if found else self._what_is_missing() or self._what_would_be_trained()
        return words, _of_network(found)

    def without_hidden(self, found: Obstacle) -> str:
        """What keeps it from beginning, without numbers that are to be told first."""
        document = self._document
        open_to_all = found if document.shown is document.analysis else self.obstacle(document.shown, with_repairs=False)
        if open_to_all is not None and open_to_all.message == found.message:
            return found.message
        return self.tr("The output does not suit the dataset; its numbers are hidden until you have told them.")

    def _what_is_missing(self) -> str:
        """The dataset, while it is looked for, or when it must be downloaded first; Train asks for it."""
        if self.search.slow:
            return filled(self.tr("Looking for {0} …"), title(self._document.dataset))
        if self._session.computer:
            return ""
        if (dataset := self._download.missing) is not None:
            return filled(self.tr("{0} has to be downloaded before training can begin."), dataset.title)
        weights = self.weights.missing
        return filled(self.tr("{0} have to be downloaded before training can begin."), weights.title) if weights else ""

    def _look_for_weights(self, *_: object) -> None:
        """Whether the published weights that the network starts from are here, if it starts from such."""
        project, weights = self._document.project, None
        if project.weights:
            from cnn.presets.imagenet import published  # brings every preset along, which no start waits for

            with suppress(UsageError):  # of a network that nobody has published: said when it is trained
                weights = published(project.weights)
        self.weights.look_at(None if weights is None else weights.package(weights.wanted(self._document.analysis)))

    def _what_would_be_trained(self) -> str:
        document = self._document
        info, need = info_of(document.dataset), training_memory(document.shown, document.recipe, document.dataset)
        data = number_of(self.tr("{0} image|{0} images"), info.images) if info else title(document.dataset)
        memory = filled(self.tr(", about {0} of memory"), spell_bytes(need.total)) if need else ""
        return filled(self.tr("Ready: {0} trainable parameters, {1}"), self._learned_params(), data) + memory

    def _learned_params(self) -> str:
        """How many learn, and of frozen layers how many later; as long as the recipe names no layer that isn't there."""
        analysis, recipe = self._document.shown, self._document.recipe
        found: tuple[int | None, ...] = (analysis.trainable_params,)
        with suppress(RecipeError):
            found = learned_params(analysis, recipe)
        first = self._total(found[0], analysis)
        if len(found) == 1 or recipe.fine_tune_after >= recipe.epochs:
            return first
        return filled(self.tr("{0} (from epoch {1} on {2})"), first, recipe.fine_tune_after + 1, self._total(found[1], analysis))

    def _total(self, params: int | None, analysis: Analysis) -> str:
        return spell_total(params, analysis.known.trainable_params, digits, self.tr("at least {0}"))


def _of_network(found: Obstacle | None) -> str:
    return found.message if found and found.in_network else ""
