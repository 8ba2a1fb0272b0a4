"""Blocks of one's own in the window: kept with a name, found in the palette, dragged onto the canvas, there again later."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QInputDialog, QLabel, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from cnn.layers import AveragePooling2D, Conv2D
from gui.settings import settings
from gui.widgets.form.keep_block import FREE, KeepBlock
from gui.widgets.network.block_sheet import BlockSheet
from gui.widgets.network.layer_entries import OWN
from gui.widgets.network.layer_tree import ENTRY, LayerTree, mime_data
from gui.window.main_window import MainWindow

Maker = Callable[..., MainWindow]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAYERLOOM_BLOCKS", str(tmp_path / "blocks"))


def keep_as(
    window: MainWindow, qtbot: QtBot, title: str, choose: Callable[[KeepBlock], object] = lambda dialog: dialog.in_place.click()
) -> None:
    """Chooses the action, types the name into the dialog, and does what else is to be done; the layers stay what they are."""
    action = window.findChild(QAction, "actionKeepBlock")
    assert action is not None
    assert action.isEnabled()
    in_dialog(lambda dialog: (dialog.name.setText(title), choose(dialog), qtbot.keyClick(dialog.name, Qt.Key.Key_Return)))
    action.trigger()


def in_dialog(act: Callable[[KeepBlock], object]) -> None:
    """Does something in the dialog that will be open."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, KeepBlock)
        act(dialog)
        if dialog.isVisible():
            dialog.reject()

    QTimer.singleShot(0, answer)


def answered(qtbot: QtBot, title: str, act: Callable[[], object]) -> None:
    """Does something that asks for a name, and types it."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QInputDialog)
        field = dialog.findChild(QLineEdit)
        assert field is not None
        field.selectAll()
        qtbot.keyClicks(field, title)
        qtbot.keyClick(field, Qt.Key.Key_Return)

    QTimer.singleShot(0, answer)
    act()


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


@pytest.mark.slow
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


@pytest.mark.slow
def test_it_is_there_at_the_next_start_and_found_by_name(make_window: Maker, qtbot: QtBot) -> None:
    window = make_window()
    select(window, "conv2d_1", "average_pooling2d_1")
    keep_as(window, qtbot, "Old school")
    again = make_window()
    assert own(again) == ["Old school"]
    qtbot.keyClicks(again.palette_panel.search, "old school")
    qtbot.keyClick(again.palette_panel.search, Qt.Key.Key_Return)
    assert again.document.graph.groups == ("old_school",)


@pytest.mark.slow
def test_what_can_not_be_a_block_is_told(window: MainWindow, qtbot: QtBot) -> None:
    select(window, "conv2d", "dense")
    window.actions_table["actionKeepBlock"].trigger()
    assert "one output" in window.notice.text.text()
    assert own(window) == []


@pytest.mark.slow
def test_the_layers_become_the_block_and_its_numbers_are_in_the_inspector(window: MainWindow, qtbot: QtBot) -> None:
    """LeNet-5's second convolution has 16 filters of 5×5; two of the numbers may be changed, one of them later on."""

    def choose(dialog: KeepBlock) -> None:
        row = next(row for row, box in enumerate(dialog.numbers.choices) if box.accessibleName().startswith("Filters 16"))
        dialog.numbers.choices[row].setCurrentIndex(dialog.numbers.choices[row].findData(FREE))
        dialog.numbers.names[row].setText("Maps")

    select(window, "conv2d_1", "average_pooling2d_1")
    keep_as(window, qtbot, "Old school", choose)
    graph = window.document.graph
    assert graph.blocks["old_school"].numbers == {"maps": 16}
    assert [type(node.layer) for node in graph.members("old_school")] == [Conv2D, AveragePooling2D]
    form = window.findChild(BlockSheet).form  # type: ignore[union-attr]
    assert form is not None
    form.valueEdited.emit("maps", 8)
    assert window.document.graph.named("conv2d_1").layer.value("filters") == 8
    in_dialog(lambda dialog: (dialog.numbers.choices[1].setCurrentIndex(1), dialog.keep.click()))
    window.palette_panel.tree.numbersWanted.emit("block:old_school")
    form = window.findChild(BlockSheet).form  # type: ignore[union-attr]
    assert form is not None
    assert form.field("maps") is not None
    assert len(window.document.blocks["old_school"].arguments()) == 2
    window.document.undo()
    window.document.undo()
    assert window.document.graph.blocks == {}


@pytest.mark.slow
def test_another_name_in_the_palette_is_that_of_the_blocks_in_the_network(window: MainWindow, qtbot: QtBot) -> None:
    select(window, "conv2d_1", "average_pooling2d_1")
    keep_as(window, qtbot, "Old school", lambda dialog: None)
    answered(qtbot, "New School", lambda: window.palette_panel.tree.renameWanted.emit("block:old_school"))
    assert window.document.graph.blocks["old_school"].kind == "new_school"
    assert window.document.blocks["new_school"].title == "New School"


@pytest.mark.slow
def test_a_name_that_can_not_be_is_said_in_the_dialog_which_stays(window: MainWindow, qtbot: QtBot) -> None:
    said = []
    select(window, "conv2d_1", "average_pooling2d_1")
    in_dialog(
        lambda dialog: (
            dialog.name.setText("Residual"),
            dialog.keep.click(),
            said.append(dialog.findChild(QLabel, "blockProblem").text()),  # type: ignore[union-attr]
        )
    )
    window.actions_table["actionKeepBlock"].trigger()
    assert "ready-made" in said[0]
    assert own(window) == []


def test_without_a_selection_there_is_nothing_to_keep(window: MainWindow) -> None:
    window.document.select([])
    action = window.findChild(QAction, "actionKeepBlock")
    assert action is not None
    assert not action.isEnabled()


# ---------------------------------------------------------------------- another name, gone, back again


@pytest.fixture
def kept(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window with a block of one's own, current in the palette."""
    select(window, "conv2d_1", "average_pooling2d_1")
    keep_as(window, qtbot, "Old school")
    window.palette_panel.tree.setFocus()
    return window


def files(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "blocks").glob("*"))


@pytest.mark.slow
def test_f2_gives_it_another_name_and_it_stays_a_favourite(kept: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    tree = kept.palette_panel.tree
    tree.starToggled.emit("block:old_school")
    tree.reveal("block:old_school")
    answered(qtbot, "New School", lambda: qtbot.keyClick(tree, Qt.Key.Key_F2))
    assert own(kept) == ["New School"]
    assert files(tmp_path) == ["new_school.json"]
    assert settings.favourites() == ["block:new_school"]
    answered(qtbot, "Residual block", lambda: qtbot.keyClick(tree, Qt.Key.Key_F2))
    assert own(kept) == ["New School"]
    assert kept.notice.isVisible()


@pytest.mark.slow
def test_del_takes_it_away_and_the_notice_brings_it_back(kept: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    tree = kept.palette_panel.tree
    qtbot.keyClick(tree, Qt.Key.Key_Delete)
    assert own(kept) == []
    assert files(tmp_path) == []
    assert "Old school" in kept.notice.text.text()
    (undo,) = [button for button in kept.notice.findChildren(QPushButton) if button.text() == "Undo"]
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert own(kept) == ["Old school"]
    assert files(tmp_path) == ["old_school.json"]
    assert not kept.document.dirty


@pytest.mark.slow
def test_the_menu_offers_both_for_own_blocks_only(kept: MainWindow, qtbot: QtBot) -> None:
    tree = kept.palette_panel.tree
    assert menu_texts(tree)[-3:] == ["Numbers …", "Rename …", "Delete"]
    tree.reveal("Conv2D")
    assert "Delete" not in menu_texts(tree)
    qtbot.keyClick(tree, Qt.Key.Key_Delete)
    assert tree.currentItem().text(0) == "Conv2D"


@pytest.mark.slow
def test_an_ampersand_in_its_name_is_seen_in_the_menu_and_in_undo(window: MainWindow, qtbot: QtBot) -> None:
    select(window, "conv2d_1", "average_pooling2d_1")
    keep_as(window, qtbot, "R & D")
    tree = window.palette_panel.tree
    tree.setCurrentItem(tree.findItems(OWN, Qt.MatchFlag.MatchExactly)[0].child(0))
    assert menu_texts(tree)[0] == "Add R && D"
    window.document.select([window.document.graph.named("conv2d").id])
    window.palette_panel.append(tree.currentItem().data(0, ENTRY).payload)
    assert window.document.undo_stack.undoText() == "Add R & D"
    assert window.actions_table["actionUndo"].text() == "&Undo Add R && D"


def menu_texts(tree: LayerTree) -> list[str]:
    before = set(tree.findChildren(QMenu))
    QApplication.sendEvent(tree, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
    (menu,) = set(tree.findChildren(QMenu)) - before
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    menu.close()
    return texts


@pytest.mark.slow
def test_del_in_the_palette_deletes_the_block_and_not_the_layer_that_is_selected(window: MainWindow, qtbot: QtBot) -> None:
    """The window's own Del is enabled then, and takes the key unless the palette says that it means something there."""
    select(window, "conv2d_1", "average_pooling2d_1")
    keep_as(window, qtbot, "Old school")
    layers = len(window.document.graph)
    tree = window.palette_panel.tree
    row = tree.findItems(OWN, Qt.MatchFlag.MatchExactly)[0].child(0)
    window.activateWindow()
    tree.setFocus()
    qtbot.waitUntil(tree.hasFocus)
    tree.setCurrentItem(row)
    assert window.actions_table["actionDelete"].isEnabled()
    qtbot.keyClick(tree, Qt.Key.Key_Delete)
    assert own(window) == []
    assert len(window.document.graph) == layers
