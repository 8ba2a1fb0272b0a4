"""Blocks of one's own in the window: kept with a name, found in the palette, dragged onto the canvas, there again later."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit
from pytestqt.qtbot import QtBot

from cnn.blocks import BLOCKS
from gui.main_window import MainWindow
from gui.widgets.layer_entries import OWN
from gui.widgets.layer_tree import mime_data

Maker = Callable[..., MainWindow]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LAYERLOOM_BLOCKS", str(tmp_path / "blocks"))
    before = dict(BLOCKS)
    yield
    BLOCKS.clear()
    BLOCKS.update(before)


def keep_as(window: MainWindow, qtbot: QtBot, title: str) -> None:
    """Chooses the action and types the name into the question."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QInputDialog)
        field = dialog.findChild(QLineEdit)
        assert field is not None
        field.selectAll()
        qtbot.keyClicks(field, title)
        qtbot.keyClick(field, Qt.Key.Key_Return)

    QTimer.singleShot(0, answer)
    action = window.findChild(QAction, "actionKeepBlock")
    assert action is not None
    assert action.isEnabled()
    action.trigger()


def select(window: MainWindow, *names: str) -> None:
    window.document.select([window.document.graph.named(name).id for name in names])


def own(window: MainWindow) -> list[str]:
    found = window.palette_panel.tree.findItems(OWN, Qt.MatchFlag.MatchExactly)
    return [found[0].child(place).text(0) for place in range(found[0].childCount())] if found else []


def drop(window: MainWindow, payload: str, place: QPointF) -> None:
    data, buttons, none = mime_data(payload), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    viewport, copy = window.canvas.viewport(), Qt.DropAction.CopyAction
    QApplication.sendEvent(viewport, QDragEnterEvent(place.toPoint(), copy, data, buttons, none))
    QApplication.sendEvent(viewport, QDragMoveEvent(place.toPoint(), copy, data, buttons, none))
    QApplication.sendEvent(viewport, QDropEvent(place, copy, data, buttons, none))


def test_selected_layers_become_a_row_that_can_be_dropped(window: MainWindow, qtbot: QtBot) -> None:
    select(window, "conv2d_1", "average_pooling2d_1")
    keep_as(window, qtbot, "Old school")
    assert own(window) == ["Old school"]
    assert not window.document.dirty
    graph = window.document.graph
    source, target = graph.named("conv2d").id, graph.named("average_pooling2d").id
    drop(window, "block:old_school", QPointF(window.canvas.drop_point_on_wire(source, target)))
    assert window.document.graph.groups == ("old_school",)
    new = window.document.graph.members("old_school")
    assert [node.layer for node in new] == [graph.named("conv2d_1").layer, graph.named("average_pooling2d_1").layer]
    assert window.document.undo_stack.count() == 1


def test_it_is_there_at_the_next_start_and_found_by_name(make_window: Maker, qtbot: QtBot) -> None:
    window = make_window()
    select(window, "conv2d_1", "average_pooling2d_1")
    keep_as(window, qtbot, "Old school")
    BLOCKS.pop("old_school")
    again = make_window()
    assert own(again) == ["Old school"]
    qtbot.keyClicks(again.palette_panel.search, "old school")
    qtbot.keyClick(again.palette_panel.search, Qt.Key.Key_Return)
    assert again.document.graph.groups == ("old_school",)


def test_what_can_not_be_a_block_is_told(window: MainWindow, qtbot: QtBot) -> None:
    select(window, "conv2d", "dense")
    keep_as(window, qtbot, "Odd")
    assert "one output" in window.notice.text.text()
    assert own(window) == []


def test_without_a_selection_there_is_nothing_to_keep(window: MainWindow) -> None:
    window.document.select([])
    action = window.findChild(QAction, "actionKeepBlock")
    assert action is not None
    assert not action.isEnabled()
