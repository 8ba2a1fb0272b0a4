"""Whom a question about an image goes to: a run, a checkpoint, a file with weights, or the network that is open."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from cnn.layers import Dense
from cnn.project import load, save
from cnn.runs.chosen_image import ChosenImage
from cnn.runs.messages import Evaluate, PredictImage
from gui.background.question_worker import Asked
from gui.background.training_session import TrainingSession
from gui.document import Document
from gui.document.questions.model_questions import ModelQuestions
from gui.document.questions.subject import AskedModel, Subject

IMAGE = ChosenImage(file="a.png")


@pytest.fixture
def subject() -> Subject:
    return Subject()


@pytest.fixture
def questions(document: Document, subject: Subject, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelQuestions]:
    """One whose worker hears what is asked, and answers nothing."""
    session = TrainingSession()
    it = ModelQuestions(document, subject, session)
    heard: list[PredictImage] = []

    def ask(kind: str, asked: Asked, **_: Any) -> None:
        made = asked.make(request=kind, path="")
        assert isinstance(made, PredictImage)
        heard.append(made)

    monkeypatch.setattr(it.worker, "ask", ask)
    it.heard = heard  # type: ignore[attr-defined]
    yield it
    it.close()
    session.close()


def ask(questions: Any, kind: str = "predict", **how: Any) -> list[str]:
    refused: list[str] = []
    questions.ask(kind, partial(PredictImage, image=IMAGE), lambda _: None, lambda error: refused.append(error.message), **how)
    return refused


def test_a_run_and_its_checkpoints_are_asked_by_their_files(questions: Any, subject: Subject, tmp_path: Path) -> None:
    subject.choose_model(AskedModel(run=tmp_path))
    ask(questions)
    ask(questions, model=AskedModel(run=tmp_path, checkpoint="epoch-000002.npz"))
    assert [Path(asked.project).name for asked in questions.heard] == ["project.loom"] * 2
    assert [Path(asked.weights).relative_to(tmp_path).as_posix() for asked in questions.heard] == [
        "model.keras",
        "checkpoints/epoch-000002.npz",
    ]


def test_the_open_network_is_written_once_until_it_is_edited(qtbot: QtBot, questions: Any, document: Document) -> None:
    ask(questions)
    ask(questions, "other")
    qtbot.waitUntil(lambda: len(questions.heard) == 2)
    ask(questions)
    first, second, third = questions.heard
    assert first.project == second.project == third.project
    assert first.weights == ""
    assert load(Path(first.project)).graph == document.graph
    document.edit("Append", lambda graph: graph.append(Dense(units=3))[0])
    ask(questions)
    qtbot.waitUntil(lambda: len(questions.heard) == 4)
    assert questions.heard[3].project != first.project
    assert load(Path(questions.heard[3].project)).graph == document.graph


@pytest.mark.slow
def test_a_file_is_read_and_what_is_none_is_refused_in_a_line(
    qtbot: QtBot, questions: Any, document: Document, tmp_path: Path
) -> None:
    refused = ask(questions, model=AskedModel(file=tmp_path / "none.keras"))
    save(document.kept, tmp_path / "net.loom")
    ask(questions, "other", model=AskedModel(file=tmp_path / "net.loom"))
    qtbot.waitUntil(lambda: len(questions.heard) == 1 and len(refused) == 1)
    assert "none.keras" in refused[0]
    assert load(Path(questions.heard[0].project)).graph == document.graph


def test_the_files_go_with_it(qtbot: QtBot, questions: Any) -> None:
    ask(questions)
    qtbot.waitUntil(lambda: len(questions.heard) == 1)
    draft = Path(questions.heard[0].project)
    assert draft.is_file()
    questions.close()
    assert not draft.exists()


@pytest.mark.worker
@pytest.mark.parametrize("session", ["ponder"], indirect=True)
def test_quick_questions_do_not_wait_for_a_long_one(
    qtbot: QtBot, document: Document, session: TrainingSession, tmp_path: Path
) -> None:
    """Who draws while ten thousand images are judged sees bars; afterwards one worker is enough again."""
    it = ModelQuestions(document, Subject(), session)
    answers: list[Any] = []
    refused: list[str] = []
    hear = partial(it.ask, done=answers.append, refused=lambda error: refused.append(error.message))
    run = AskedModel(run=tmp_path)
    try:
        hear("evaluation", Evaluate, model=run, patient=True)
        for count in (1, 2):
            hear("predict", partial(PredictImage, image=IMAGE), model=run)
            qtbot.waitUntil(lambda count=count: len(answers) == count, timeout=20_000)  # type: ignore[misc]
        assert it.worker.busy
        it.call_off("evaluation")
        qtbot.waitUntil(lambda: not it.worker.busy, timeout=20_000)
        second = it.second_worker.took
        hear("predict", partial(PredictImage, image=IMAGE), model=run)
        assert it.worker.busy
        qtbot.waitUntil(lambda: len(answers) == 3, timeout=20_000)
        assert it.second_worker.took == second
        assert refused == []
    finally:
        it.close()
