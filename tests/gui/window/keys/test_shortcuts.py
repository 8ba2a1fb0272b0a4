"""Keys of the window while a field has the focus."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from gui.window.keys.shortcuts import EDITING
from gui.window.main_window import MainWindow

Key = QKeySequence.StandardKey


def claimed(field: QWidget, keys: QKeySequence) -> bool:
    """Whether a field would take a key for itself, so that no action hears of it."""
    combination = keys[0]
    event = QKeyEvent(QEvent.Type.ShortcutOverride, combination.key(), combination.keyboardModifiers())
    event.ignore()
    QApplication.sendEvent(field, event)
    return event.isAccepted()


class Greedy(QLineEdit):
    """A field that wants every key, as fields do with some keys on some systems."""

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        return handled


def greedy(window: MainWindow) -> QWidget:
    field = Greedy(window.palette_panel)
    field.show()
    return field


FIELDS: dict[str, Callable[[MainWindow], QWidget]] = {
    "search": lambda window: window.palette_panel.search,
    "name": lambda window: window.inspector.findChild(QLineEdit, "layerName"),
    "learning rate": lambda window: window.training.form.learning_rate,
    "epochs": lambda window: window.training.form.epochs,
    "greedy": greedy,
}


@pytest.mark.parametrize("name", FIELDS)
def test_no_field_takes_a_key_of_the_window(window: MainWindow, qtbot: QtBot, name: str) -> None:
    field = FIELDS[name](window)
    field.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field)
    editing = {keys.toString() for key in EDITING for keys in QKeySequence.keyBindings(key)}
    for action in window.actions():
        for keys in action.shortcuts():
            chord = keys[0].keyboardModifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
            if chord and keys.toString() not in editing:
                assert not claimed(field, keys), (action.objectName(), keys.toString())


def test_keys_that_edit_a_text_stay_with_the_field(window: MainWindow, qtbot: QtBot) -> None:
    field = window.palette_panel.search
    field.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field)
    for key in (Key.Undo, Key.Copy, Key.Paste, Key.SelectAll, Key.Delete):
        assert claimed(field, QKeySequence(key)), key
    assert claimed(field, QKeySequence("E"))


def test_a_field_elsewhere_keeps_its_keys(window: MainWindow, qtbot: QtBot) -> None:
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    other.setFocus()
    window.palette_panel.search.setFocus()
    other.setFocus()
    assert other.window() is other
    before = QLineEdit()
    qtbot.addWidget(before)
    assert claimed(other, QKeySequence("Ctrl+E")) == claimed(before, QKeySequence("Ctrl+E"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("mode", "rows", "layers"), [("ExtendedSelection", 3, 0), ("MultiSelection", 3, 0), ("SingleSelection", 0, 10)]
)
def test_all_rows_of_a_list_are_chosen_where_several_can_be(
    window: MainWindow, qtbot: QtBot, mode: str, rows: int, layers: int
) -> None:
    listed = QListWidget(window)
    listed.addItems(["a", "b", "c"])
    listed.setSelectionMode(QListWidget.SelectionMode[mode])
    listed.show()
    listed.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is listed)
    qtbot.keyClick(listed, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert (len(listed.selectedItems()), len(window.document.selection)) == (rows, layers)


@pytest.mark.slow
def test_keys_of_what_cannot_be_done_now_say_what_is_to_be_done_first(window: MainWindow, qtbot: QtBot) -> None:
    window.document.select(())
    window.canvas.setFocus()
    for key, modifier, words in (
        (Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier, "Select a layer first."),
        (Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier, "No training goes on: press Train first."),
        (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, "There is nothing to undo yet."),
    ):
        window.notice.hide()
        qtbot.keyClick(window.canvas, key, modifier)
        assert window.notice.isVisible(), words
        assert words in window.notice.accessibleName()
    window.notice.hide()
    window.document.select([window.document.graph.named("conv2d").id])
    qtbot.keyClick(window.canvas, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert not window.notice.isVisible()
    assert window.document.graph.groups


@pytest.mark.slow
def test_keys_on_the_paper_are_its_own(window: MainWindow, qtbot: QtBot) -> None:
    """Whatever is chosen in the network, and can be undone there: what is drawn is taken back, cleared and pasted over."""
    document = window.document
    document.edit("Insert", document.graph)
    document.select([document.graph.named("conv2d").id])
    evaluation = window.pages["evaluation"]
    window.show_panel(evaluation)
    page = evaluation.page.show_page("try")
    paper = page.paper
    qtbot.waitUntil(paper.isVisible)
    paper.setEnabled(True)  # as soon as it is known what is to be drawn
    paper.setFocus()
    qtbot.waitUntil(paper.hasFocus)
    paper.begin(QPointF(50, 50))
    paper.lift()
    steps = document.undo_stack.index()
    qtbot.keyClick(paper, Qt.Key.Key_Delete)
    assert paper.empty
    qtbot.keyClick(paper, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not paper.empty
    pasted: list[object] = []
    page.sources.imageTaken.connect(lambda *told: pasted.append(told))
    picture = QImage(5, 4, QImage.Format.Format_RGB32)
    picture.fill(0)
    QApplication.clipboard().setImage(picture)
    qtbot.keyClick(paper, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(pasted) == 1
    assert document.undo_stack.index() == steps
    assert "conv2d" in [node.name for node in document.graph.nodes.values()]
