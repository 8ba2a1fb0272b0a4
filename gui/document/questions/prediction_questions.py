"""Many images asked about in portions, by the worker for quick questions: what `gui.background.predictions` speaks to."""

import time
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from cnn.errors import LayerloomError
from cnn.runs.messages import Answer, Failed, OpenPredictor, Predict
from gui.document.questions.model_questions import ModelQuestions


class PredictionQuestions(QObject):
    """Asks the model that the subject is; a training goes on beside it, and nothing waits for that."""

    answerReceived = Signal(object)  # Answer
    failed = Signal(object)  # Failed
    started = Signal(object)  # never: no training that begins ends it

    def __init__(self, questions: ModelQuestions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._questions = questions

    def open_predictor(self, run: Path | None = None) -> str:
        """What the model knows of itself; the answer carries the id returned here."""

        def make(*, request: str, project: str, weights: str, **_: str) -> OpenPredictor:
            return OpenPredictor(request=request, project=project, weights=weights)

        return self._ask(make)

    def predict(self, images: Sequence[Path], run: Path | None = None, top: int = 5, path: str = "") -> str:
        """What it sees in image files; what is said of every class goes into the file `path`."""
        names, values = tuple(map(str, images)), path

        def make(*, request: str, project: str, weights: str, **_: str) -> Predict:
            return Predict(request=request, project=project, weights=weights, images=names, top=top, path=values)

        return self._ask(make)

    def _ask(self, make: Any) -> str:
        """A kind of its own for each question: every portion is wanted, and quick questions come between them."""
        mine = uuid.uuid4().hex
        self._questions.ask(
            f"portion-{mine}",
            make,
            lambda result: self.answerReceived.emit(Answer(time=time.time(), request=mine, result=result)),
            lambda error: self._refuse(mine, error),
        )
        return mine

    def _refuse(self, request: str, error: LayerloomError) -> None:
        told = {"error": type(error).__name__, "message": error.message, "hint": error.hint}
        self.failed.emit(Failed(time=time.time(), request=request, **told))
