"""A small picture of the image that is chosen, as the network gets it."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from cnn.runs.chosen_image import ChosenImage
from cnn.runs.messages import ShowImage
from gui.background.task import Newest
from gui.document.document import Document
from gui.document.questions.model_questions import ModelQuestions
from gui.document.questions.subject import Subject, as_designed

#: milliseconds for which an image is left alone before it is asked for: a hand that draws is not done yet
QUIET = 200
_KIND = "chosen-picture"


class ChosenPicture(QObject):
    """Follows the subject's image while it is wanted; asks the worker, which alone knows how it comes into the network."""

    changed = Signal(object)  # QImage, or None: none is chosen, or it can't be read

    def __init__(
        self, document: Document, subject: Subject, questions: ModelQuestions, side: int, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._subject, self._questions, self._side = document, subject, questions, side
        self._wanted = False
        self._asked: ChosenImage | None = None  # of which the picture is, or comes
        self._reading = Newest(self)
        self._quiet = QTimer(self, singleShot=True, interval=QUIET)
        self._quiet.timeout.connect(self._ask)
        subject.imageChanged.connect(lambda _: self._follow())
        subject.modelChanged.connect(lambda _: self._renew())
        document.datasetChanged.connect(lambda *_: self._renew())

    def want(self, wanted: bool) -> None:
        """Whether somebody looks."""
        self._wanted = wanted
        self._follow()

    def _renew(self) -> None:
        """The same place may mean another image now."""
        self._asked = None
        self._follow()

    def _follow(self) -> None:
        image = self._subject.image
        if image is None:
            self._give_up()
        elif self._wanted and image is not self._asked:
            self._quiet.start()

    def _give_up(self) -> None:
        known, self._asked = self._asked is not None, None
        self._quiet.stop()
        self._questions.call_off(_KIND)
        self._reading.forget()
        if known:
            self.changed.emit(None)

    def _ask(self) -> None:
        image = self._subject.image
        if image is not None and self._wanted:
            self._asked = image
            model = as_designed(self._document, self._subject.model)
            make = partial(ShowImage, image=image, side=self._side)
            self._questions.ask(_KIND, make, self._on_answer, lambda _: self.changed.emit(None), model=model)

    def _on_answer(self, answer: Mapping[str, Any]) -> None:
        path = Path(answer["path"])
        mine = path.with_name(f"{path.stem}-read{path.suffix}")
        path.replace(mine)  # the next answer comes under the same name
        self._reading.ask(partial(_read, mine), self.changed.emit)


def _read(path: Path) -> QImage:
    """The picture of an answer; runs on a thread."""
    import numpy as np

    with np.load(path, allow_pickle=False) as kept:
        pixels = np.ascontiguousarray(kept["image"])
    height, width = pixels.shape[:2]
    colours = QImage.Format.Format_RGB888 if pixels.ndim == 3 else QImage.Format.Format_Grayscale8
    return QImage(pixels.tobytes(), width, height, pixels.nbytes // height, colours).copy()
