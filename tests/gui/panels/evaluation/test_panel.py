"""The row of pages, and the room they have."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.background.training_session import TrainingSession
from gui.document import Document
from gui.document.model_questions import ModelQuestions
from gui.document.subject import Subject
from gui.panels.evaluation import panel as module
from gui.panels.evaluation.pages import Page, PageParts
from gui.panels.evaluation.panel import EvaluationPanel
from gui.widgets.questions.larger import Larger

pytestmark = pytest.mark.worker


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were built so far, of three that are plain words."""
    made: list[str] = []

    def page(name: str) -> Page:
        def make(_: PageParts) -> QLabel:
            made.append(name)
            return QLabel(name)

        return Page(name, name.title(), make)

    monkeypatch.setattr(module, "pages", lambda: (page("scores"), page("images"), page("why")))
    return made


@pytest.fixture
def parts(session: TrainingSession) -> Iterator[PageParts]:
    """What pages are made from, without a window."""
    document, subject = Document(), Subject()
    questions = ModelQuestions(document, subject, session)
    yield PageParts(document, session, subject, questions)
    questions.close()


@pytest.fixture
def panel(qtbot: QtBot, parts: PageParts, made: list[str]) -> EvaluationPanel:
    panel = EvaluationPanel(parts, Larger())
    qtbot.addWidget(panel)
    panel.show()
    return panel


def test_a_page_is_built_when_it_is_looked_at(qtbot: QtBot, panel: EvaluationPanel, made: list[str]) -> None:
    assert made == ["scores"]
    qtbot.mouseClick(panel.segments.buttons["why"], Qt.MouseButton.LeftButton)
    assert made == ["scores", "why"]
    qtbot.waitUntil(panel.page("why").isVisible)
    assert not panel.page("scores").isVisible()


def test_arrows_go_from_page_to_page(qtbot: QtBot, panel: EvaluationPanel) -> None:
    panel.setFocus()
    for expected in ("images", "why", "images"):
        key = Qt.Key.Key_Right if expected != "images" or panel.segments.current == "scores" else Qt.Key.Key_Left
        qtbot.keyClick(panel.segments.buttons[panel.segments.current], key)
        assert panel.segments.current == expected
        qtbot.waitUntil(panel.page(expected).isVisible)


def test_whoever_asks_for_scores_sees_them(panel: EvaluationPanel, session: TrainingSession) -> None:
    from cnn.runs.messages import Evaluate

    panel.show_page("why")
    session.questionSent.emit(Evaluate(request="1", project="p", weights="w"))
    assert panel.page("scores").isVisible()


def test_the_button_asks_for_room_and_shows_whether_there_is(qtbot: QtBot, parts: PageParts, made: list[str]) -> None:
    larger = Larger()
    panel = EvaluationPanel(parts, larger)
    qtbot.addWidget(panel)
    qtbot.mouseClick(panel.larger_button, Qt.MouseButton.LeftButton)
    assert larger.on
    larger.set(False)
    assert not panel.larger_button.isChecked()
