"""The column of tours, used as people do: chosen from the list, a number typed, gone on, left."""

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from cnn.presets import PRESETS
from cnn.project import Project
from cnn.runs.messages import Finished
from cnn.tours import materials
from cnn.tours.all import TOURS
from cnn.words.language import VARIABLE
from gui.background.training_session import TrainingSession
from gui.document import Document
from gui.document.touring import Touring
from gui.panels.tours.panel import TourPanel
from gui.settings import settings
from gui.style import language
from gui.widgets.basic.scrolling import ScrollingColumn

pytestmark = pytest.mark.slow


@pytest.fixture
def touring(
    document: Document, session: TrainingSession, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Touring:
    monkeypatch.setenv(materials.VARIABLE, str(tmp_path_factory.getbasetemp() / "tours"))
    return Touring(document, session, document)


@pytest.fixture
def tours(touring: Touring, qtbot: QtBot) -> TourPanel:
    panel = TourPanel(touring)
    qtbot.addWidget(panel)
    panel.resize(264, 700)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def button(panel: TourPanel, name: str) -> QPushButton:
    found = panel.findChild(QPushButton, name)
    assert found is not None
    return found


def words(panel: TourPanel, name: str) -> str:
    label = panel.findChild(QLabel, name)
    assert label is not None
    return label.text() if label.isVisible() else ""


def test_a_tour_is_chosen_a_number_told_and_the_tour_left(tours: TourPanel, touring: Touring, qtbot: QtBot) -> None:
    assert all(button(tours, f"tour-{name}").isVisible() for name in TOURS)
    qtbot.mouseClick(button(tours, "tour-convolution"), Qt.MouseButton.LeftButton)
    assert touring.tour is TOURS["convolution"]
    following = button(tours, "tourNext")
    assert not following.isEnabled()
    field = tours.findChild(QLineEdit, "numberTold")
    assert field is not None
    assert field.hasFocus()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert touring.tour is not None, "not by a slip of the finger"
    qtbot.keyClicks(field, "5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "The kernel was turned" in words(tours, "numberVerdict")
    field.clear()
    qtbot.keyClicks(field, "1 + 6 + 12")
    pressed = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(field, pressed)
    assert pressed.isAccepted(), "else the window presses Next with it, and what was right is not seen"
    assert "0·0 + 1·1 + 3·2 + 4·3 = 19" in words(tours, "numberVerdict")
    assert following.hasFocus()
    qtbot.keyClick(following, Qt.Key.Key_Space)
    assert words(tours, "tourStep") == "The last window"
    assert words(tours, "numberVerdict") == ""
    leave = tours.findChild(QToolButton, "leaveTour")
    assert leave is not None
    qtbot.mouseClick(leave, Qt.MouseButton.LeftButton)
    assert touring.tour is None
    assert button(tours, "tour-convolution").isVisible()
    with qtbot.waitSignal(tours.closed):
        qtbot.mouseClick(leave, Qt.MouseButton.LeftButton)


def test_a_step_follows_the_document_without_a_button(tours: TourPanel, touring: Touring, document: Document) -> None:
    touring.begin(TOURS["convolution"])
    while touring.step is not None and touring.step.edit is None:
        touring.show_me()
        touring.go(1)
    assert "should become 2×2" in words(tours, "tourMissing")
    assert not button(tours, "tourNext").isEnabled()
    node = document.graph.named("conv2d")
    document.edit("By hand", lambda graph: graph.replace_layer(node.id, node.layer.replace(kernel_size=(2, 2))))
    assert words(tours, "tourMissing") == ""
    assert words(tours, "tourDone")
    assert button(tours, "tourNext").isEnabled()


def test_no_line_ends_within_a_formula(tours: TourPanel, touring: Touring) -> None:
    touring.begin(TOURS["stride"])
    text = next(label.text() for label in tours.findChildren(QLabel) if "⌊" in label.text())
    assert "⌊(W\xa0−\xa0F\xa0+\xa0P)\xa0/\xa0S⌋\xa0+\xa01 places. Here W\xa0=\xa028, F" in text


def test_where_a_number_is_asked_for_a_tour_says_too_that_it_waits_for_its_design(
    tours: TourPanel, touring: Touring, document: Document
) -> None:
    touring.begin(TOURS["stride"])
    assert touring.step is not None
    assert touring.step.question is not None
    document.replace_project(Project(graph=PRESETS["lenet5"].graph()))  # has a layer of that name, too
    assert words(tours, "tourMissing") == "Another design is open. The tour waits."
    touring.return_to_design()
    assert words(tours, "tourMissing") == ""


@pytest.fixture
def in_chinese(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Puts everything that stands into Chinese."""
    monkeypatch.setenv(VARIABLE, "")

    def speak(which: str = "zh_CN") -> None:
        settings.set_language_choice(which)
        language.apply(qapp)
        QApplication.sendPostedEvents()

    yield speak
    speak("en")


def test_a_step_and_what_was_wrong_are_told_in_the_new_language(
    tours: TourPanel, touring: Touring, in_chinese: Callable[..., None]
) -> None:
    touring.begin(TOURS["stride"])
    field = tours.findChild(QLineEdit, "numberTold")
    assert field is not None
    QTest.keyClicks(field, "27")
    QTest.keyClick(field, Qt.Key.Key_Return)
    wrong = words(tours, "numberVerdict")
    QTest.keyClicks(field, "2")
    texts = [label.text() for label in tours.findChildren(QLabel) if label.isVisible()]
    for which in ("zh_CN", "en"):
        in_chinese(which)
        said = " ".join(label.text() for label in tours.findChildren(QLabel) if label.isVisible())
        assert field.text() == "2"
        if which == "zh_CN":
            assert "上下移动" in said or "窗口" in said
            assert not re.search(r"[A-Za-z]{3,}", said.replace("conv2d", "")), said
    assert [label.text() for label in tours.findChildren(QLabel) if label.isVisible()] == texts
    assert words(tours, "numberVerdict") == wrong


def test_what_is_missing_is_told_in_the_new_language(tours: TourPanel, touring: Touring, in_chinese: Callable[..., None]) -> None:
    touring.begin(TOURS["stride"])
    touring.show_me()
    touring.go(1)
    missing = words(tours, "tourMissing")
    in_chinese("zh_CN")
    assert "应改为" in words(tours, "tourMissing")
    in_chinese("en")
    assert words(tours, "tourMissing") == missing


def test_return_goes_on_after_a_training_and_not_back(
    tours: TourPanel, touring: Touring, session: TrainingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Show me has the keys, and goes when the training begins: they must not come to Back."""
    touring.begin(TOURS["stride"])
    while not touring.is_last:
        touring.show_me()
        touring.go(1)
    button(tours, "tourShowMe").setFocus()
    monkeypatch.setattr(type(session), "busy", property(lambda _: True))
    touring.changed.emit()
    assert button(tours, "tourShowMe").isHidden()
    waits = tours.focusWidget()
    assert isinstance(waits, ScrollingColumn)
    QTest.keyClick(waits, Qt.Key.Key_Space)
    assert touring.is_last, "Space went back"
    monkeypatch.setattr(type(session), "busy", property(lambda _: False))
    monkeypatch.setattr(session, "project", touring.situation.project)
    session.finished.emit(Finished(run="one", time=0, state="finished", best={}, final={"val_accuracy": 0.9}))
    assert button(tours, "tourNext").hasFocus()


def test_a_tour_that_was_gone_to_its_end_is_said_to_begin_with_its_first_step(
    tours: TourPanel, touring: Touring, session: TrainingSession, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    touring.begin(TOURS["stride"])
    while not touring.is_last:
        touring.show_me()
        touring.go(1)
    monkeypatch.setattr(session, "project", touring.situation.project)
    session.finished.emit(Finished(run="one", time=0, state="finished", best={}, final={"val_accuracy": 0.9}))
    qtbot.mouseClick(button(tours, "tourNext"), Qt.MouseButton.LeftButton)
    assert button(tours, "tour-stride").text() == "Stride and padding"


def test_who_undoes_what_a_question_is_about_is_told_so_instead_of_asked(
    tours: TourPanel, touring: Touring, document: Document, qtbot: QtBot
) -> None:
    touring.begin(TOURS["convolution"])
    while touring.step is not None and touring.step.title != "How many places?":
        touring.show_me()
        touring.go(1)
    field = tours.findChild(QLineEdit, "numberTold")
    assert field is not None
    assert field.isVisible()
    document.undo()
    assert not field.isVisible()
    assert "it should become 2×2" in words(tours, "tourMissing")
    qtbot.mouseClick(button(tours, "tourShowMe"), Qt.MouseButton.LeftButton)
    assert field.isVisible()
    qtbot.keyClicks(field, "2")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    document.undo()
    assert words(tours, "numberVerdict").startswith("2 is right."), "as it was told"
