"""The problems panel: what is wrong, the way there, and the cure."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cnn.layers import Conv2D
from gui.document import Document
from gui.panels.problems import Problems
from gui.widgets.findings.problem_note import ProblemNote


@pytest.fixture
def problems(document: Document, qtbot: QtBot) -> Problems:
    panel = Problems(document)
    qtbot.addWidget(panel)
    panel.resize(1200, 240)
    panel.show()
    return panel


def enlarge_kernel(document: Document) -> str:
    node = document.graph.named("conv2d_1")
    assert isinstance(node.layer, Conv2D)
    document.edit("break", lambda graph: graph.replace_layer(node.id, node.layer.replace(kernel_size=17)))
    return node.id


def notes(problems: Problems) -> list[ProblemNote]:
    return [note for note in problems.findChildren(ProblemNote) if note.isVisible()]


def test_a_sound_network_has_none(problems: Problems) -> None:
    assert notes(problems) == []
    assert any("Nothing is wrong" in label.text() for label in problems.findChildren(QLabel) if label.isVisible())


def test_a_click_goes_to_the_node(problems: Problems, document: Document, qtbot: QtBot) -> None:
    node = enlarge_kernel(document)
    qtbot.waitUntil(lambda: len(notes(problems)) == 1)
    with qtbot.waitSignal(document.nodeRevealed) as told:
        qtbot.mouseClick(notes(problems)[0], Qt.MouseButton.LeftButton)
    assert told.args == [node]
    assert document.selection == (node,)


def test_enter_goes_there_too(problems: Problems, document: Document, qtbot: QtBot) -> None:
    node = enlarge_kernel(document)
    qtbot.waitUntil(lambda: len(notes(problems)) == 1)
    qtbot.keyClick(notes(problems)[0], Qt.Key.Key_Return)
    assert document.selection == (node,)


def test_the_keys_stay_in_the_panel_when_a_problem_goes(document: Document, qtbot: QtBot) -> None:
    """They went to the button New, where Space then emptied the network."""
    window, problems = QWidget(), Problems(document)
    qtbot.addWidget(window)
    rows = QVBoxLayout(window)
    rows.addWidget(problems)
    rows.addWidget(QPushButton("New"))
    window.show()
    document.edit("break", lambda graph: graph.remove(document.graph.named("rescaling").id))
    enlarge_kernel(document)
    qtbot.waitUntil(lambda: len(notes(problems)) == 2)
    qtbot.mouseClick(notes(problems)[0].findChildren(QPushButton, "repair")[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(notes(problems)) == 1)
    assert window.focusWidget() is notes(problems)[0]
    qtbot.mouseClick(notes(problems)[0].findChildren(QPushButton, "repair")[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not notes(problems))
    assert window.focusWidget() is problems


def test_a_repair_is_one_click_and_one_step(problems: Problems, document: Document, qtbot: QtBot) -> None:
    enlarge_kernel(document)
    qtbot.waitUntil(lambda: len(notes(problems)) == 1)
    buttons = notes(problems)[0].findChildren(QPushButton, "repair")
    titles = [button.accessibleName() for button in buttons]
    assert titles == [repair.title for repair in document.analysis.problems[0].repairs]
    steps = document.undo_stack.count()
    qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert document.analysis.buildable
    assert document.undo_stack.count() == steps + 1
    assert document.undo_stack.undoText() == titles[0]
    qtbot.waitUntil(lambda: notes(problems) == [])


def test_a_problem_of_the_whole_network_has_a_repair_but_no_place(empty_document: Document, qtbot: QtBot) -> None:
    panel = Problems(empty_document)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitUntil(lambda: len(notes(panel)) == 1)
    qtbot.mouseClick(notes(panel)[0], Qt.MouseButton.LeftButton)
    assert empty_document.selection == ()
    qtbot.mouseClick(notes(panel)[0].findChildren(QPushButton, "repair")[0], Qt.MouseButton.LeftButton)
    assert len(empty_document.graph.inputs) == 1


def menu_of(note: ProblemNote) -> dict[str, object]:
    """What a click with the right button on the words of a problem offers."""
    label = note.findChild(QLabel, "message")
    place = label.rect().center()
    QApplication.sendEvent(label, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, label.mapToGlobal(place)))
    menu = note.findChild(QMenu, "problemMenu")
    assert menu is not None
    menu.close()
    return {action.text(): action for action in menu.actions() if action.text()}


def test_the_menu_of_a_problem_repairs_it_goes_there_and_copies_it(problems: Problems, document: Document, qtbot: QtBot) -> None:
    node = enlarge_kernel(document)
    qtbot.waitUntil(lambda: len(notes(problems)) == 1)
    found = menu_of(notes(problems)[0])
    problem = document.analysis.problems[0]
    found["Copy the text"].trigger()
    assert QGuiApplication.clipboard().text() == problem.message
    found["Go to the layer"].trigger()
    assert document.selection == (node,)
    found[problem.repairs[0].title].trigger()
    assert document.analysis.buildable
    assert document.undo_stack.undoText() == problem.repairs[0].title


def test_a_problem_without_a_place_leads_nowhere(empty_document: Document, qtbot: QtBot) -> None:
    panel = Problems(empty_document)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitUntil(lambda: len(notes(panel)) == 1)
    assert "Go to the layer" not in menu_of(notes(panel)[0])
