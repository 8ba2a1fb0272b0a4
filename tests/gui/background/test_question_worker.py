"""Quick questions: the newest counts, they wait for no training, and a worker that dies is another one's problem."""

import os
import signal
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from cnn.errors import LayerloomError
from cnn.runs.chosen_image import ChosenImage
from cnn.runs.messages import PredictImage
from gui.background import question_worker
from gui.background.question_worker import Asked, QuestionWorker
from gui.background.training_session import TrainingSession
from tests.gui.sessions import children, lenet

pytestmark = [pytest.mark.worker, pytest.mark.skipif(os.name != "posix", reason="signals")]


@pytest.fixture
def questions(session: TrainingSession) -> Iterator[QuestionWorker]:
    it = QuestionWorker(session)
    yield it
    it.close()


class Asker:
    """Asks about images by their numbers and keeps what it hears."""

    def __init__(self, worker: QuestionWorker) -> None:
        self._worker = worker
        self.answers: list[Any] = []
        self.refusals: list[LayerloomError] = []

    def ask(self, place: int, kind: str = "predict", **how: Any) -> None:
        make = partial(PredictImage, project="net.loom", weights="", image=ChosenImage(place=place))
        self._worker.ask(kind, Asked(make, self.answers.append, self.refusals.append), **how)

    @property
    def places(self) -> list[str]:
        return [answer["image"] for answer in self.answers]


@pytest.fixture
def asker(questions: QuestionWorker) -> Asker:
    return Asker(questions)


def test_of_many_questions_of_a_kind_the_newest_is_answered_and_of_each_kind_one(qtbot: QtBot, asker: Asker) -> None:
    for place in range(30):
        asker.ask(place)
        asker.ask(100 + place, "other")
    qtbot.waitUntil(lambda: len(asker.answers) == 3, timeout=10_000)
    assert asker.places == ["0", "129", "29"] or asker.places == ["0", "29", "129"]


def test_what_is_called_off_is_not_heard_of_and_the_next_one_is(qtbot: QtBot, asker: Asker, questions: QuestionWorker) -> None:
    asker.ask(1)
    asker.ask(2)
    questions.call_off("predict")
    asker.ask(3, "other")
    qtbot.waitUntil(lambda: len(asker.answers) == 1, timeout=10_000)
    asker.ask(4)
    asker.ask(5, instead=True)
    qtbot.waitUntil(lambda: len(asker.answers) == 2, timeout=10_000)
    assert asker.places == ["3", "5"]
    assert asker.refusals == []


def test_a_training_goes_on_beside_it_and_no_question_waits_for_it(qtbot: QtBot, asker: Asker, session: TrainingSession) -> None:
    with qtbot.waitSignal(session.batchFinished, timeout=10_000):
        session.start(lenet(epochs=500))
    asker.ask(1)
    qtbot.waitUntil(lambda: len(asker.answers) == 1, timeout=10_000)
    assert session.busy
    with qtbot.waitSignal(session.batchFinished, timeout=10_000):
        pass
    assert asker.answers[0]["pid"] != session.workers.serving.worker.pid


def test_a_death_is_told_once_and_the_next_question_has_another_worker(qtbot: QtBot, asker: Asker) -> None:
    asker.ask(1)
    qtbot.waitUntil(lambda: len(asker.answers) == 1, timeout=10_000)
    os.kill(asker.answers[0]["pid"], signal.SIGSTOP)
    asker.ask(2)
    asker.ask(3)
    os.kill(asker.answers[0]["pid"], signal.SIGKILL)
    qtbot.waitUntil(lambda: len(asker.answers) == 2, timeout=10_000)
    assert asker.places == ["1", "3"]
    assert [error.message for error in asker.refusals] == ["The process that looks at images ended before it had an answer."]
    assert asker.answers[0]["pid"] != asker.answers[1]["pid"]


def test_one_that_hangs_is_ended(qtbot: QtBot, asker: Asker, questions: QuestionWorker) -> None:
    asker.ask(1)
    qtbot.waitUntil(lambda: len(asker.answers) == 1, timeout=10_000)
    os.kill(asker.answers[0]["pid"], signal.SIGSTOP)
    asker.ask(2)
    questions._connection.silenceChanged.emit(question_worker.PATIENCE + 1)
    assert len(asker.refusals) == 1
    qtbot.waitUntil(lambda: asker.answers[0]["pid"] not in children(), timeout=10_000)


def test_where_nobody_asks_any_more_it_gives_its_memory_back(
    qtbot: QtBot, asker: Asker, questions: QuestionWorker, session: TrainingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session.workers, "start_spare", lambda: None)
    questions._idle.setInterval(1)
    asker.ask(1)
    qtbot.waitUntil(lambda: len(asker.answers) == 1, timeout=10_000)
    qtbot.waitUntil(lambda: children() == [], timeout=10_000)
    asker.ask(2)
    qtbot.waitUntil(lambda: len(asker.answers) == 2, timeout=10_000)


@pytest.mark.parametrize("session", ["refuse"], indirect=True)
def test_a_refusal_is_told_to_who_asked(qtbot: QtBot, asker: Asker) -> None:
    asker.ask(1)
    qtbot.waitUntil(lambda: len(asker.refusals) == 1, timeout=10_000)
    assert asker.refusals[0].message == "No such model."
    assert asker.answers == []


def test_files_of_answers_go_with_it(qtbot: QtBot, asker: Asker, questions: QuestionWorker) -> None:
    asker.ask(1)
    qtbot.waitUntil(lambda: len(asker.answers) == 1, timeout=10_000)
    folder = questions._scratch.path
    assert folder.is_dir()
    questions.close()
    assert not folder.exists()
    asker.ask(2)
    assert not questions.busy
