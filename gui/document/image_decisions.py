"""What is decided about single images of the dataset: taken into the document once it is known by what they are known again."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from cnn.datasets.division.curation import Curation, Label, SplitName
from cnn.datasets.questions import Answer, Question
from cnn.errors import LayerloomError
from cnn.words.quantities import number_of
from gui.background.dataset_reader import DatasetReader
from gui.document.document import Document


class ImageDecisions(QObject):
    """Images are named by their keys; each decision is one undo step."""

    refused = Signal(object)  # LayerloomError

    def __init__(self, document: Document, reader: DatasetReader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._reader = document, reader
        self._source = ""

    def are_about(self, source: str) -> None:
        """From now on the keys are those of this dataset."""
        self._source = source

    def exclude(self, keys: Iterable[str]) -> None:
        """Leaves images out."""
        self._decide(tuple(keys), self.tr("Exclude {0} image|Exclude {0} images"), lambda now, chosen: now.exclude(chosen))

    def relabel(self, keys: Iterable[str], label: Label, target: str = "") -> None:
        """Gives images another label; where several things are learned, of the one with that name."""

        def edit(now: Curation, chosen: dict[str, str]) -> Curation:
            known = {} if target else self._own_labels()
            own = {key for key in chosen if known.get(key) == label}  # which is no decision
            return now.relabel({key: check for key, check in chosen.items() if key not in own}, label, target).restore(
                own, "label"
            )

        self._decide(tuple(keys), self.tr("Label {0} image|Label {0} images"), edit)

    def relabel_each(self, labels: Mapping[str, Mapping[str, Label]]) -> None:
        """Gives each image, by its key, labels of its own: of each thing that is learned, "" where there is but one."""

        def edit(now: Curation, chosen: dict[str, str]) -> Curation:
            wanted = {(target, label) for given in labels.values() for target, label in given.items()}
            for target, label in wanted:
                images = {key: check for key, check in chosen.items() if labels[key].get(target) == label}
                now = now.relabel(images, label, target)
            return now

        self._decide(tuple(labels), self.tr("Label {0} image|Label {0} images"), edit)

    def move(self, keys: Iterable[str], split: SplitName) -> None:
        """Puts images into a split."""
        self._decide(tuple(keys), self.tr("Move {0} image|Move {0} images"), lambda now, chosen: now.move(chosen, split))

    def restore(self, keys: Iterable[str]) -> None:
        """Takes back what was decided about images."""
        wanted = [key for key in keys if key in self._curation.marks]
        if wanted:
            words = number_of(self.tr("Restore {0} image|Restore {0} images"), len(wanted))
            self._document.curate(words, self._curation.restore(wanted), self._source)

    def refuse(self, source: str, error: LayerloomError) -> None:
        """An answer that does not come is told."""
        if source == self._source:
            self.refused.emit(error)

    # ------------------------------------------------------------------ inside

    def _decide(self, keys: tuple[str, ...], words: str, edit: Callable[[Curation, dict[str, str]], Curation]) -> None:
        """Once it is known by what the images are known again, in one undo step."""

        def decide(answer: Answer) -> None:
            curation = edit(self._curation, answer.checks or {})
            if curation != self._curation:  # else there would be nothing to see of a step, nor of taking it back
                self._document.curate(number_of(words, len(answer.checks or ())), curation, self._source)

        if keys:
            self._ask(self._question(what="checks", keys=keys), decide)

    def _own_labels(self) -> Mapping[str, str]:
        """What images are labelled in their source, as far as that is known here."""
        return {}

    @property
    def _curation(self) -> Curation:
        """What was decided about the images so far."""
        return self._document.project.curation_of(self._source)

    def _question(self, **asked: Any) -> Question:
        """About the images as their source has them, whatever was decided: who is left out is still listed."""
        return Question(source=self._source, pixel_range=self._document.recipe.pixel_range, **asked)

    def _ask(self, question: Question, done: Callable[[Answer], object]) -> None:
        def hear(answer: Answer) -> None:
            if question.source == self._source:
                done(answer)

        self._reader.ask(question, hear, partial(self.refuse, question.source))
