"""The images of the document's dataset, one by one: has them listed and looked through, and takes decisions into the document."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Signal

from cnn.datasets.division.curation import NONE, Curation
from cnn.datasets.inspection.review import Doubt, Review
from cnn.datasets.questions import Answer
from cnn.errors import CalledOffError, LayerloomError
from cnn.runs.history import past_runs
from cnn.runs.image_losses import Suspect, suspects_in
from gui.background.dataset_reader import DatasetReader
from gui.background.task import Newest
from gui.document.document import Document
from gui.document.image_decisions import ImageDecisions

#: images that are named in one answer: so many are taken up within a frame or two
PORTION = 5000


class ImageReview(ImageDecisions):
    """What is known of the images; reads when it is asked to."""

    listChanged = Signal()  # there are more images, or others
    foundChanged = Signal()  # something was found or decided about them
    progressChanged = Signal(int, int)  # images that were looked at, of how many; 0 of 0 when nobody looks any more
    picturesArrived = Signal(object)  # tuple of `questions.Sample`, by their keys

    def __init__(self, document: Document, reader: DatasetReader, parent: QObject | None = None) -> None:
        super().__init__(document, reader, parent)
        self._held = ""  # the dataset whose images are wanted, where it is not the one that is trained on
        self._beside = ""  # the dataset that was looked through together with it, on which its training is validated
        self._looks = 0  # which look through the images is the last one
        self._runs = Newest(self)
        self.review = Review()
        self.looking = False
        document.datasetChanged.connect(self._forget)
        document.recipeChanged.connect(self._follow_recipe)
        document.curationChanged.connect(self._on_curation)

    @property
    def sources(self) -> tuple[str, ...]:
        """The datasets whose images there are: the one that is trained on, and the one beside it that is validated on."""
        return tuple(dict.fromkeys(filter(None, (self._document.dataset, self._document.recipe.validation_data))))

    @property
    def source(self) -> str:
        """The dataset whose images are wanted."""
        return self._held or self._document.dataset

    def choose(self, source: str) -> None:
        """From now on the images of that dataset are wanted."""
        if source != self.source:
            self._forget()
            self._held = "" if source == self._document.dataset else source

    @property
    def listed(self) -> bool:
        """Whether the images of this dataset are listed, or are about to be."""
        return self._source == self.source

    def list_images(self) -> None:
        """Has the images named, and asks past runs which were hard to learn."""
        self._source = self.source
        self.review = Review(curation=self._curation)
        self.listChanged.emit()
        self._list_from(0)
        self.ask_runs()

    def ask_runs(self) -> None:
        """Looks for the newest run on this dataset that noted the losses of its images."""
        source = self._source
        self._runs.ask(lambda: _doubts(source), self._doubt)

    def look_through(self) -> None:
        """Has every image looked at for copies and odd ones."""
        self._looks += 1
        self.looking = True
        self.progressChanged.emit(0, max(len(self.review.keys), 1))
        self._look(self._looks, first=0)

    def stop_looking(self) -> None:
        """Calls it off; what was found before stays."""
        self._looks += 1
        if self.looking:
            self.looking = False
            self.progressChanged.emit(0, 0)

    def ask_pictures(self, keys: Iterable[str], side: int) -> None:
        """Small pictures of these images, which come with `picturesArrived`."""
        self._ask(
            self._question(what="pictures", keys=tuple(keys), side=side), lambda answer: self.picturesArrived.emit(answer.samples)
        )

    def relabel_as_seen(self, keys: Iterable[str]) -> None:
        """Gives images the labels that the network saw in them; where these are not known they stay."""
        self.relabel_each({key: guesses for key in keys if (guesses := self.review.guesses(key))})

    def _own_labels(self) -> Mapping[str, str]:
        return dict(zip(self.review.keys, self.review.labels, strict=False))

    # ------------------------------------------------------------------ asking

    def refuse(self, source: str, error: LayerloomError) -> None:
        """An answer that does not come: nobody looks any more, and it is told."""
        if source != self._source:
            return
        self.stop_looking()
        if isinstance(error, CalledOffError) and not self.review.keys:
            self._source = ""  # it is listed when somebody looks again
        self.refused.emit(error)

    def _list_from(self, first: int) -> None:
        self._ask(self._question(what="listed", first=first, most=PORTION), self._take)

    def _take(self, answer: Answer) -> None:
        found = answer.listed
        assert found is not None
        self.review.learned = found.learned
        self.review.add(found.keys, found.splits, found.labels, found.others)
        more = bool(found.keys) and len(self.review.keys) < found.total
        if self._held and not more and "validation" not in self.review.splits:  # all that it has to train on is validated on
            self.review.splits = ["validation" if split == "train" else split for split in self.review.splits]
        self.listChanged.emit()
        if more:
            self._list_from(len(self.review.keys))

    def _look(self, look: int, *, first: int) -> None:
        def hear(answer: Answer) -> None:
            if look != self._looks:
                return
            if answer.inspection is None:
                self.progressChanged.emit(*answer.progress)
                self._look(look, first=1)
                return
            self.review.inspection = answer.inspection
            self.stop_looking()
            self.foundChanged.emit()

        if not first:
            self._beside = "" if self._held else self._document.recipe.validation_data
        decided = self._document.project.curation_of(self._beside) if self._beside else NONE
        self._ask(self._question(what="inspection", first=first, beside=self._beside, beside_curation=decided), hear)

    def _doubt(self, found: tuple[Suspect, ...]) -> None:
        doubts: dict[str, list[Doubt]] = {}
        for suspect in found:
            doubts.setdefault(suspect.key, []).append(Doubt(suspect.loss, suspect.guess, suspect.target))
        self.review.doubts = doubts
        self.foundChanged.emit()

    def _on_curation(self, _: Curation) -> None:
        self.review.curation = self._curation
        self.foundChanged.emit()

    def _follow_recipe(self, *_: object) -> None:
        """Other images may be validated on."""
        if self._held not in ("", self._document.recipe.validation_data):
            self._forget()
        elif not self._held and self._beside not in ("", self._document.recipe.validation_data):
            self.stop_looking()
            self._beside, self.review.inspection = "", None
            self.foundChanged.emit()

    def _forget(self, *_: object) -> None:
        self.stop_looking()
        self._runs.forget()
        self._source = self._held = ""
        self.review = Review(curation=NONE)
        self.listChanged.emit()


def _doubts(source: str) -> tuple[Suspect, ...]:
    """What the newest run that trained on a dataset, or was judged by it, found hard; nothing where none has noted it."""
    for record in past_runs():
        try:
            found = suspects_in(record, source)
        except LayerloomError:
            continue  # another run may have noted it
        if found is not None:
            return found
    return ()
