"""What the model that is asked about is worth on some images: asked for, kept while it is looked at, and told to all pages."""

from __future__ import annotations

import importlib
import itertools
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from cnn.datasets.pixels.pixel_range import TYPE
from cnn.errors import LayerloomError
from cnn.files.scratch import Scratch
from cnn.runs.chosen_image import ChosenImage
from cnn.runs.messages import Evaluate, MapImages
from gui.background.dataset_reader import DatasetReader
from gui.background.task import Background, Newest
from gui.document.questions.model_questions import ModelQuestions
from gui.document.questions.subject import AskedModel, Subject

if TYPE_CHECKING:
    from cnn.datasets.questions import Answer

if TYPE_CHECKING:  # NumPy comes with them, for which no window waits
    from cnn.runs.judged.maps import ImageMap, Method
    from cnn.runs.judged.outputs import Evaluated, Judged

_EVALUATION, _OTHER, _MAP = "evaluation", "other-evaluation", "map"


class Evaluations(QObject):
    """One evaluation of the subject's model, and one of another model that it is compared with."""

    began = Signal()
    progressTold = Signal(str)  # how far it is
    arrived = Signal(object)  # Evaluated, or None when there is none any more
    refused = Signal(object)  # LayerloomError
    otherChanged = Signal(object)  # Evaluated or None: of the model to compare with
    otherRefused = Signal(object)
    otherWanted = Signal(object)  # AskedModel: what is compared with as soon as there is an evaluation
    imagesChanged = Signal()  # others are to be asked about
    judgedChanged = Signal()  # another output, or threshold, is looked at
    choiceWanted = Signal(object)  # Choice: these images are to be seen
    whyWanted = Signal()  # the image that is chosen is to be explained

    def __init__(self, subject: Subject, questions: ModelQuestions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._subject, self._questions = subject, questions
        self.part, self.data = "", ""  # of the images: "" is the usual ones, and the model's own dataset
        self.result: Evaluated | None = None
        self.model = AskedModel()  # whose result it is
        self.asked = AskedModel()  # who was asked last: the same, unless its result is still to come, was called off or refused
        self.other: Evaluated | None = None
        self.other_model: AskedModel | None = None
        self.output = 0  # whose figures are looked at
        self.seen = -1  # the image that is looked at large, by its number; -1: none
        self.judged: Judged | None = None  # that output, at the threshold that was chosen
        self.busy = False
        self._reading = {kind: Newest(self) for kind in (_EVALUATION, _OTHER, _MAP)}
        self._reader = DatasetReader(self)
        self._loading: list[Background] = []
        self._kept: Path | None = None  # the file of the evaluation
        self._scratch: Scratch | None = None
        self._numbers = itertools.count(1)

    def choose_images(self, part: str, data: str = "") -> None:
        """From now on these images are asked about."""
        if (part, data) != (self.part, self.data):
            self.part, self.data = part, data
            self.imagesChanged.emit()

    def choose_output(self, output: int) -> None:
        """From now on the figures of this output are looked at."""
        if self.result is not None and output != self.output and 0 <= output < len(self.result.outputs):
            self.output, self.judged = output, self.result.outputs[output]
            self.judgedChanged.emit()

    def choose_threshold(self, threshold: float) -> None:
        """From now on the second of two classes is said from this probability on."""
        if self.result is not None and self.judged is not None and self.judged.has_threshold:
            self.judged = self.result.outputs[self.output].at(threshold)
            self.judgedChanged.emit()

    def evaluate(self) -> None:
        """Scores the subject's model; what was known of another one, or of other images, is given up."""
        self.asked, self.busy = self._subject.model, True
        self._reading[_EVALUATION].forget()  # what was asked before and has just come
        self.began.emit()
        about = {"part": self.part, "data": self.data}
        self._ask(_EVALUATION, self.asked, about, self._take, self._refuse)

    def cancel(self) -> None:
        """Nobody wants to know any more."""
        self._questions.call_off(_EVALUATION)
        self._reading[_EVALUATION].forget()
        self._end()
        self.arrived.emit(self.result)

    def forget(self) -> None:
        """What was found is not about what is open any more: there is nothing to be seen of it, nor to compare with."""
        self._questions.call_off(_EVALUATION)
        self._reading[_EVALUATION].forget()
        self.cancel_map()
        self._end()
        self.result = self.judged = None
        self.output = 0
        self.forget_other()
        self.arrived.emit(None)

    def compare(self, model: AskedModel) -> None:
        """Scores another model on the same images."""
        if self._kept is not None:
            self.other_model = model
            about = {"data": self.source, "only": str(self._kept)}
            self._ask(_OTHER, model, about, self._take_other, self.otherRefused.emit)

    def compare_next(self, model: AskedModel) -> None:
        """Another model is to be scored on the images of the next evaluation."""
        self.forget_other()
        self.other_model = model
        self.otherWanted.emit(model)

    def forget_other(self) -> None:
        """There is nothing to compare with any more."""
        self._questions.call_off(_OTHER)
        self._reading[_OTHER].forget()
        self.other = self.other_model = None
        self.otherChanged.emit(None)

    def choose_image(self, image: int, name: str) -> None:
        """From now on it is about an image of the evaluation, by its number there."""
        result = self.result
        if result is not None:
            place, part = int(result.places[image]), result.part
            key = result.key(image)
            self._subject.choose_image(ChosenImage(place=place, part=part, data=result.data, name=name, key=key))

    def choose_seen(self) -> None:
        """From now on it is about the image that is looked at, if there is one."""
        if self.result is not None and 0 <= self.seen < len(self.result):
            self.choose_image(self.seen, self.result.key(self.seen))

    def ask_pictures(
        self,
        keys: Sequence[str],
        side: int,
        done: Callable[[Answer], object],
        refused: Callable[[LayerloomError], object],
    ) -> None:
        """Asks for pictures of images by their keys, no longer than `side` pixels; one of the functions is called later."""
        if self.result is not None:
            from cnn.datasets.questions import Question

            source, known = self.source, str(self.result.answer.get("pixel_range", TYPE))
            self._reader.ask(
                Question(source=source, pixel_range=known, what="pictures", keys=tuple(keys), side=side), done, refused
            )

    def close_pictures(self) -> None:
        """Nobody looks at pictures: nothing more is read."""
        self._reader.close()

    @property
    def source(self) -> str:
        """The dataset that the images of the evaluation are from."""
        return str(self.result.answer.get("source", "")) if self.result is not None else ""

    def make_map(
        self,
        method: Method,
        most: int,
        done: Callable[[ImageMap], object],
        refused: Callable[[LayerloomError], object],
        told: Callable[[str], object],
    ) -> None:
        """Has a map made of the images of the evaluation, at most so many of them."""
        result = self.result
        if result is None:
            return
        path = self._file()
        about = {"part": result.part, "data": result.data, "method": method, "most": most}
        asked = partial(_map_question, about, path)

        def found() -> ImageMap:
            from cnn.runs.judged.maps import read_map

            try:
                return read_map(path, result)
            finally:
                path.unlink(missing_ok=True)

        reading = self._reading[_MAP]
        take = partial(reading.ask, found, done, refused)
        self._questions.ask(_MAP, asked, lambda _: take(), refused, told, model=self.model, instead=True, patient=True)

    def cancel_map(self) -> None:
        """Nobody wants a map any more."""
        self._questions.call_off(_MAP)
        self._reading[_MAP].forget()

    def close(self) -> None:
        """Nothing more is heard, and no file is left."""
        self._reader.close()
        for reading in self._reading.values():
            reading.forget()
        if self._scratch is not None:
            self._scratch.remove()

    # ------------------------------------------------------------------ inside

    def _ask(
        self,
        kind: str,
        model: AskedModel,
        about: Mapping[str, str],
        take: Callable[[Evaluated], object],
        refuse: Callable[[LayerloomError], object],
    ) -> None:
        if not self._loading:  # while the worker is at work: else it would have to be waited for as well
            self._loading.append(Background(lambda: importlib.import_module("cnn.runs.judged.outputs"), self))
        path = self._file()
        asked = partial(_question, about, path)
        done = partial(self._read, kind, path, take, refuse)
        told = self.progressTold.emit if kind == _EVALUATION else lambda _: None
        self._questions.ask(kind, asked, done, refuse, told, model=model, instead=True, patient=True)

    def _file(self) -> Path:
        """A new file that arrays can go into."""
        if self._scratch is None:
            self._scratch = Scratch()
        return self._scratch.path / f"{next(self._numbers)}.npz"

    def _read(
        self,
        kind: str,
        path: Path,
        take: Callable[[Evaluated], object],
        refuse: Callable[[LayerloomError], object],
        answer: Mapping[str, Any],
    ) -> None:
        def found() -> Evaluated:
            from cnn.runs.judged.outputs import read

            try:
                return read(path, answer)
            finally:
                if kind == _OTHER:
                    path.unlink(missing_ok=True)

        if kind == _EVALUATION:  # by it another model is asked about the same images
            if self._kept is not None:
                self._kept.unlink(missing_ok=True)
            self._kept = path
        self._reading[kind].ask(found, take, refuse)

    def _take(self, result: Evaluated) -> None:
        self._end()
        self.model = self.asked
        self.other = None  # whoever compares asks the other model about these images, too
        self.result = result
        self.output = min(self.output, len(result.outputs) - 1)
        self.judged = result.outputs[self.output]
        self.arrived.emit(result)

    def _refuse(self, error: LayerloomError) -> None:
        self._end()
        self.refused.emit(error)

    def _take_other(self, result: Evaluated) -> None:
        self.other = result
        self.otherChanged.emit(result)

    def _end(self) -> None:
        self.busy = False


def _map_question(about: Mapping[str, Any], kept: Path, **named: str) -> MapImages:
    """As `_question`."""
    return MapImages.model_validate({**named, **about, "path": str(kept)})


def _question(about: Mapping[str, str], kept: Path, **named: str) -> Evaluate:
    """The command; its arrays go to a file of ours, which stays until it is read."""
    return Evaluate.model_validate({**named, **about, "path": str(kept)})
