"""The row of pages, and the room they have."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cnn.errors import FileError
from cnn.project import Project
from cnn.runs.folder import damaged_record
from cnn.runs.origins import NOTHING, Source, Sources
from gui.background.training_session import TrainingSession
from gui.document import Document
from gui.document.questions.evaluations import Evaluations
from gui.document.questions.model_questions import ModelQuestions
from gui.document.questions.subject import AskedModel, Subject
from gui.panels.evaluation import panel as module
from gui.panels.evaluation.pages import Page, PageParts
from gui.panels.evaluation.panel import EvaluationPanel
from gui.widgets.questions.gallery import Gallery
from gui.widgets.questions.larger import Larger
from tests.gui.judged import evaluated

pytestmark = pytest.mark.worker

SCORES = {"loss": 0.25, "metrics": {"accuracy": 0.9}, "classes": ["cat", "dog"], "images": 10, "per_class": [],
          "confusion_matrix": [[4, 1], [2, 3]]}  # fmt: skip


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were built so far, of three that are plain words."""
    made: list[str] = []

    def page(name: str) -> Page:
        def make(_: PageParts, parent: QWidget | None) -> QLabel:
            made.append(name)
            return QLabel(name, parent)

        return Page(name, name.title(), make)

    monkeypatch.setattr(module, "pages", lambda: (page("scores"), page("images"), page("why")))
    return made


@pytest.fixture
def parts(session: TrainingSession) -> Iterator[PageParts]:
    """What pages are made from, without a window."""
    document, subject = Document(), Subject()
    questions = ModelQuestions(document, subject, session)
    evaluations = Evaluations(subject, questions)
    yield PageParts(document, session, subject, questions, evaluations)
    evaluations.close()
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


def test_what_is_asked_for_comes_and_can_be_called_off(
    qtbot: QtBot, panel: EvaluationPanel, parts: PageParts, tmp_path: Path
) -> None:
    """A run's model, one of its checkpoints, a part of the data: the worker hears of all three."""
    parts.subject.choose_model(AskedModel(tmp_path / "past", "epoch-000002.npz"))
    asked = []
    parts.questions.worker.busyChanged.connect(asked.append)
    with qtbot.waitSignal(parts.evaluations.arrived, timeout=20_000) as told:
        qtbot.mouseClick(panel.evaluate_button, Qt.MouseButton.LeftButton)
        assert not panel.evaluate_button.isEnabled()
    assert told.args[0].outputs[0].classes == ("a", "b")
    assert panel.evaluate_button.isEnabled()
    assert not panel.cancel_button.isVisible()
    with qtbot.assertNotEmitted(parts.evaluations.refused):
        parts.subject.choose_model(AskedModel())
        parts.evaluations.evaluate()
        qtbot.mouseClick(panel.evaluate_button, Qt.MouseButton.LeftButton)  # as whoever doesn't know that it goes on already
        assert parts.evaluations.busy
        qtbot.mouseClick(panel.cancel_button, Qt.MouseButton.LeftButton)
    assert not parts.evaluations.busy
    assert (parts.evaluations.model, parts.evaluations.asked) == (AskedModel(tmp_path / "past", "epoch-000002.npz"), AskedModel())
    assert parts.evaluations.result is told.args[0]  # what was known before stays


def test_another_model_is_scored_at_once_where_scores_are_shown(panel: EvaluationPanel, parts: PageParts, tmp_path: Path) -> None:
    record = damaged_record(tmp_path / "mine", FileError("It is damaged."))
    panel.models.show_runs([record])
    panel.models.models.setCurrentIndex(1)
    panel.models.models.activated.emit(1)
    assert parts.subject.model == AskedModel(run=tmp_path / "mine")
    assert not parts.evaluations.busy
    parts.evaluations._take(evaluated(tmp_path, SCORES))
    panel.models.models.setCurrentIndex(0)
    panel.models.models.activated.emit(0)
    assert (parts.subject.model, parts.evaluations.busy) == (AskedModel(), True)


def test_figures_of_a_trained_network_come_by_themselves_and_go_with_it(
    qtbot: QtBot, panel: EvaluationPanel, parts: PageParts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As soon as it is known that a run left weights; once they were called off only when asked for. With another project, and
    with another training, figures of the open network are none of its."""
    evaluations, document = parts.evaluations, parts.document
    run = Sources((Source(tmp_path / "project.loom", "a run", document.graph, of_run=True),))
    for busy, sources in ((False, NOTHING), (True, run)):  # a training needs the processor
        monkeypatch.setattr(TrainingSession, "busy", busy)
        document.know_sources(sources)
        assert not evaluations.busy
    monkeypatch.setattr(TrainingSession, "busy", False)
    document.know_sources(run)
    assert evaluations.busy
    qtbot.mouseClick(panel.cancel_button, Qt.MouseButton.LeftButton)
    document.know_sources(run)
    assert not evaluations.busy
    for change in (lambda: document.replace_project(Project()), lambda: parts.session.finished.emit(None)):
        evaluations.asked = AskedModel()
        evaluations._take(evaluated(tmp_path, SCORES))
        change()
        assert evaluations.result is evaluations.judged is None
    evaluations.asked = AskedModel(run=tmp_path)
    evaluations._take(evaluated(tmp_path, SCORES))
    document.replace_project(Project())
    assert evaluations.result is not None  # it is about the run, whatever is open


def test_why_is_about_the_image_that_is_looked_at_until_one_is_chosen(
    panel: EvaluationPanel, parts: PageParts, tmp_path: Path
) -> None:
    evaluations = parts.evaluations
    evaluations._take(evaluated(tmp_path, SCORES))
    panel.show_page("why")
    assert parts.subject.image is None
    evaluations.seen = 3
    for seen in (3, 4):
        panel.show_page("scores")
        evaluations.seen = seen
        panel.show_page("why")
        assert parts.subject.image is not None
        assert parts.subject.image.key == "train[3]"


def test_a_model_can_be_dropped(panel: EvaluationPanel, parts: PageParts, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "net.keras"))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    panel.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
    assert parts.subject.model == AskedModel(file=tmp_path / "net.keras")
    assert panel.models.models.currentText() == "net.keras"


def test_a_model_that_is_dropped_on_a_page_of_images_is_asked(qtbot: QtBot, parts: PageParts, tmp_path: Path) -> None:
    panel = EvaluationPanel(parts, Larger())
    qtbot.addWidget(panel)
    panel.show()
    page = panel.show_page("try")
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for name, by_page in (("net.keras", False), ("digit.png", True)):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
        enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys)
        QApplication.sendEvent(page, enter)  # goes on to those that the page lies on, until one takes it
        assert enter.isAccepted()
        QApplication.sendEvent(page, QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
        assert parts.subject.model == AskedModel(file=tmp_path / "net.keras")
        assert (parts.subject.image is not None) == by_page


def test_keys_go_from_a_figure_to_its_images_and_on_to_the_reason(qtbot: QtBot, parts: PageParts, tmp_path: Path) -> None:
    panel = EvaluationPanel(parts, Larger())
    qtbot.addWidget(panel)
    panel.show()
    parts.evaluations._take(evaluated(tmp_path, SCORES))
    matrix = panel.findChild(QWidget, "confusionMatrix")
    assert matrix is not None
    matrix.setFocus()
    qtbot.keyClick(matrix, Qt.Key.Key_Down)
    qtbot.keyClick(matrix, Qt.Key.Key_Return)
    gallery = panel.findChild(Gallery)
    assert gallery is not None
    qtbot.waitUntil(lambda: panel.focusWidget() is gallery)
    qtbot.waitUntil(lambda: gallery.currentIndex().isValid())
    qtbot.keyClick(gallery, Qt.Key.Key_Return)
    assert parts.subject.image is not None
    button = panel.findChild(QWidget, "whyThis")
    assert button is not None
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    why = panel.page("why")
    qtbot.waitUntil(why.isVisible)
    qtbot.waitUntil(lambda: panel.focusWidget() is why.findChild(QWidget, "whyMethod"))


def test_why_there_are_no_scores_is_told(
    qtbot: QtBot, parts: PageParts, made: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PRETEND", "refuse")
    panel = EvaluationPanel(parts, Larger())
    qtbot.addWidget(panel)
    panel.show()
    parts.subject.choose_model(AskedModel(run=tmp_path))
    parts.evaluations.evaluate()
    qtbot.waitUntil(panel.message.isVisible, timeout=20_000)
    assert "No such model." in panel.message.text.text()


def test_the_button_asks_for_room_and_shows_whether_there_is(qtbot: QtBot, parts: PageParts, made: list[str]) -> None:
    larger = Larger()
    panel = EvaluationPanel(parts, larger)
    qtbot.addWidget(panel)
    qtbot.mouseClick(panel.larger_button, Qt.MouseButton.LeftButton)
    assert larger.on
    larger.set(False)
    assert not panel.larger_button.isChecked()


@pytest.mark.parametrize("width", [600, 1200])
def test_no_name_of_a_page_is_cut_however_narrow(qtbot: QtBot, panel: EvaluationPanel, tmp_path: Path, width: int) -> None:
    panel.models.choose(tmp_path)
    panel._show_checkpoints("", [Path("epoch-000002.npz")])
    panel.resize(width, 300)
    buttons = panel.segments.buttons.values()
    qtbot.waitUntil(lambda: all(button.width() >= button.sizeHint().width() for button in buttons))
    assert panel.rect().contains(panel.larger_button.geometry().translated(panel._asked.pos()))
