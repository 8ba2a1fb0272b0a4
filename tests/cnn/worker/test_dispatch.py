"""What goes wrong in the worker is told as what it is."""

from typing import Any

import pytest

pytest.importorskip("keras")

from cnn.runs.messages import Evaluate, Export, Failed, Predict
from cnn.worker import dispatch
from cnn.worker.dispatch import JOBS, Dispatcher
from cnn.worker.pipes import Wishes

pytestmark = pytest.mark.keras


class Told:
    """An outbox that keeps what is sent."""

    run = ""

    def __init__(self) -> None:
        self.events: list[tuple[type, dict[str, Any]]] = []

    def send(self, kind: type, **values: Any) -> None:
        self.events.append((kind, values))


QUESTIONS = [
    Export(request="1", project="net.loom", path="net.keras"),
    Evaluate(request="2", project="net.loom", weights="model.keras"),
    Predict(request="3", project="net.loom", weights="model.keras", images=("a.png",)),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.command)
def test_a_defect_is_that_of_the_job_and_not_of_a_training(question: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("the moon is full")

    monkeypatch.setattr(dispatch, question.command, fail)
    told = Told()
    Dispatcher(told).serve(question, Wishes())  # type: ignore[arg-type]
    ((kind, values),) = told.events
    assert kind is Failed
    assert values["message"] == f"{JOBS[question.command]} failed: the moon is full"
    assert values["request"] == question.request
