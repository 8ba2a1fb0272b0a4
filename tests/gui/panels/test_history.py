"""The history: steps by name, reached with a click or by key."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from gui.document import Document
from gui.panels.history import History
from gui.window.main_window import MainWindow


@pytest.fixture
def history(document: Document, qtbot: QtBot) -> History:
    panel = History(document)
    qtbot.addWidget(panel)
    panel.resize(400, 240)
    panel.show()
    for name in ("one", "two", "three"):
        document.edit(f"Rename to {name}", lambda graph, name=name: graph.rename_network(name))
    return panel


def texts(history: History) -> list[str]:
    model = history.steps.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def middle(history: History, row: int) -> QPoint:
    return history.steps.visualRect(history.steps.model().index(row, 0)).center()


def test_every_step_has_its_name(history: History) -> None:
    assert texts(history) == ["As it was opened", "Rename to one", "Rename to two", "Rename to three"]


def test_a_click_goes_to_that_step_and_forth_again(history: History, document: Document, qtbot: QtBot) -> None:
    for row, name in ((1, "one"), (3, "three"), (0, "lenet5"), (2, "two")):
        qtbot.mouseClick(history.steps.viewport(), Qt.MouseButton.LeftButton, pos=middle(history, row))
        assert document.graph.name == name
        assert history.steps.currentIndex().row() == row
    assert document.undo_stack.count() == 3


def test_arrow_keys_go_through_the_steps(history: History, document: Document, qtbot: QtBot) -> None:
    history.setFocus()
    qtbot.keyClick(history.steps, Qt.Key.Key_Up)
    assert document.graph.name == "two"
    qtbot.keyClick(history.steps, Qt.Key.Key_Home)
    assert document.graph.name == "lenet5"
    qtbot.keyClick(history.steps, Qt.Key.Key_Down)
    assert document.graph.name == "one"


def test_undo_elsewhere_moves_the_mark(history: History, document: Document) -> None:
    document.undo()
    assert history.steps.currentIndex().row() == 2


def test_another_project_begins_a_new_history(history: History, document: Document) -> None:
    document.new()
    assert texts(history) == ["As it was opened"]


@pytest.mark.slow
@pytest.mark.usefixtures("all_panels")
def test_the_edit_menu_and_its_keys_lead_there(make_window: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = make_window()
    action = window.findChild(QAction, "actionHistory")
    assert action is not None
    assert action.shortcut().toString() == "Ctrl+H"
    action.trigger()
    steps = window.findChild(History).steps
    assert steps.isVisible()
    assert window.focusWidget() is steps
