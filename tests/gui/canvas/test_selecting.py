"""Selecting, deleting, duplicating, freezing, renaming: with mouse and keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from tests.gui.canvas.conftest import Hand
from tests.gui.canvas.test_dropping import hint

Key = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def selected(hand: Hand) -> list[str]:
    return [hand.document.graph.node(node_id).name for node_id in hand.document.selection]


def press(hand: Hand, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(hand.canvas, key, keys)


def test_a_click_selects_and_one_on_empty_ground_selects_nothing(chain: Hand) -> None:
    chain.click(chain.node("conv2d"))
    assert selected(chain) == ["conv2d"]
    chain.click(chain.empty())
    assert selected(chain) == []


def test_shift_adds_and_takes_away(chain: Hand) -> None:
    chain.click(chain.node("conv2d"))
    chain.click(chain.node("flatten"), SHIFT)
    assert selected(chain) == ["conv2d", "flatten"]
    chain.click(chain.node("conv2d"), SHIFT)
    assert selected(chain) == ["flatten"]


def test_a_rubber_band_selects_what_it_touches(chain: Hand) -> None:
    chain.drag(chain.node("conv2d") - QPoint(200, 5), chain.node("max_pooling2d") + QPoint(0, 5))
    assert selected(chain) == ["conv2d", "max_pooling2d"]


def test_esc_ends_a_rubber_band_and_keeps_the_selection(chain: Hand) -> None:
    chain.click(chain.node("dense"))
    corner = chain.node("conv2d") - QPoint(200, 5)
    chain.press(corner, keys=SHIFT)
    chain.move(chain.node("flatten"))
    assert chain.canvas.scene().selected > {chain.id("dense")}
    press(chain, Key.Key_Escape)
    assert chain.canvas.scene().selected == {chain.id("dense")}
    chain.release(chain.node("flatten"))
    assert selected(chain) == ["dense"]


def test_control_a_selects_all_and_esc_nothing(chain: Hand) -> None:
    press(chain, Key.Key_A, CONTROL)
    assert len(selected(chain)) == 6
    press(chain, Key.Key_Escape)
    assert selected(chain) == []


@pytest.mark.slow
@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
def test_delete_heals_the_chain_and_selects_what_stands_before(chain: Hand, key: Qt.Key) -> None:
    chain.click(chain.node("conv2d"))
    press(chain, key)
    assert chain.reads("max_pooling2d") == ["rescaling"]
    assert selected(chain) == ["rescaling"]
    chain.document.undo()
    assert chain.reads("max_pooling2d") == ["conv2d"]
    assert selected(chain) == ["conv2d"]


@pytest.mark.slow
def test_arrow_keys_walk_through_the_network(residual: Hand) -> None:
    press(residual, Key.Key_Down)
    assert selected(residual) == ["input"]
    for expected in ("rescaling", "conv2d", "conv2d_1", "conv2d_2", "add", "add"):
        press(residual, Key.Key_Down)
        assert selected(residual) == [expected]
    press(residual, Key.Key_Up)
    assert selected(residual) == ["conv2d_2"]
    press(residual, Key.Key_Up, SHIFT)
    assert selected(residual) == ["conv2d_2", "conv2d_1"]
    press(residual, Key.Key_Home)
    assert selected(residual) == ["input"]
    press(residual, Key.Key_End)
    assert selected(residual) == ["add"]


@pytest.mark.slow
def test_arrow_keys_go_to_the_branch_beside(chain: Hand) -> None:
    chain.drop("Conv2D", chain.node("conv2d") + QPoint(160, 0))
    names = {chain.document.graph.named(name).id: name for name in ("conv2d", "conv2d_1")}
    left, right = sorted(names, key=lambda node_id: chain.canvas.position_of(node_id).x())
    chain.document.select([left])
    press(chain, Key.Key_Right)
    assert chain.document.selection == (right,)
    press(chain, Key.Key_Left)
    assert chain.document.selection == (left,)


@pytest.mark.slow
def test_control_d_repeats_a_chain_behind_itself(chain: Hand) -> None:
    chain.click(chain.node("conv2d"))
    chain.click(chain.node("max_pooling2d"), SHIFT)
    press(chain, Key.Key_D, CONTROL)
    assert selected(chain) == ["conv2d_1", "max_pooling2d_1"]
    assert chain.reads("conv2d_1") == ["max_pooling2d"]
    assert chain.reads("flatten") == ["max_pooling2d_1"]
    assert chain.document.undo_stack.count() == 1


def editor(hand: Hand) -> QLineEdit | None:
    return next((line for line in hand.canvas.findChildren(QLineEdit, "nodeName") if line.isVisible()), None)


def test_f2_renames_in_place(chain: Hand) -> None:
    chain.click(chain.node("conv2d"))
    press(chain, Key.Key_F2)
    line = editor(chain)
    assert line is not None
    assert line.selectedText() == "conv2d"
    QTest.keyClicks(line, "edges")
    QTest.keyClick(line, Key.Key_Return)
    assert chain.document.graph.nodes[chain.document.selection[0]].name == "edges"
    assert editor(chain) is None
    assert chain.document.undo_stack.count() == 1


def test_a_double_click_renames_and_esc_keeps_the_old_name(chain: Hand) -> None:
    at = chain.node("conv2d")
    QTest.mouseDClick(chain.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    line = editor(chain)
    assert line is not None
    QTest.keyClicks(line, "edges")
    QTest.keyClick(line, Key.Key_Escape)
    assert "conv2d" in chain.names()
    assert editor(chain) is None


@pytest.mark.slow
def test_a_name_that_can_not_be_says_why_and_stays_open(chain: Hand) -> None:
    chain.canvas.rename(chain.id("conv2d"))
    line = editor(chain)
    assert line is not None
    QTest.keyClicks(line, "dense")
    assert hint(chain) == "", "it may become dense_block"
    QTest.keyClick(line, Key.Key_Return)
    assert "named" in hint(chain)
    assert editor(chain) is line
    line.selectAll()
    QTest.keyClicks(line, "good")
    assert hint(chain) == ""
    QTest.keyClick(line, Key.Key_Return)
    assert "good" in chain.names()


@pytest.mark.slow
def test_undo_while_a_name_is_edited_closes_the_line(chain: Hand) -> None:
    chain.drop("ReLU", chain.empty())
    chain.canvas.rename(chain.id("re_lu"))
    chain.document.undo()
    assert editor(chain) is None


# ---------------------------------------------------------------------- the context menu


def open_menu(hand: Hand, at: QPoint) -> QMenu:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, hand.canvas.viewport().mapToGlobal(at))
    QApplication.sendEvent(hand.canvas.viewport(), event)
    menus = [menu for menu in hand.canvas.findChildren(QMenu, "canvasMenu") if menu.isVisible()]
    assert len(menus) == 1
    return menus[0]


def choose(menu: QMenu, *path: str) -> None:
    """Triggers an entry, opening the menus on the way to it."""
    for text in path[:-1]:
        menu.aboutToShow.emit()
        sub = next(action.menu() for action in menu.actions() if action.text() == text)
        assert isinstance(sub, QMenu)
        menu = sub
    menu.aboutToShow.emit()
    action(menu, path[-1]).trigger()


def action(menu: QMenu, text: str) -> QAction:
    return next(found for found in menu.actions() if found.text() == text)


@pytest.mark.slow
def test_the_menu_of_a_node_freezes_and_thaws(chain: Hand) -> None:
    menu = open_menu(chain, chain.node("conv2d"))
    assert selected(chain) == ["conv2d"]
    choose(menu, "Freeze")
    menu.close()
    assert not chain.document.graph.named("conv2d").trainable
    assert "frozen" in chain.canvas.scene().cards[chain.id("conv2d")].words.settings
    menu = open_menu(chain, chain.node("conv2d"))
    choose(menu, "Thaw")
    menu.close()
    assert chain.document.graph.named("conv2d").trainable


@pytest.mark.slow
def test_what_a_menu_offers_has_the_key_that_does_it(chain: Hand) -> None:
    menu = open_menu(chain, chain.node("conv2d"))
    assert action(menu, "Freeze").shortcut() == QKeySequence("Ctrl+Shift+F")
    menu.close()
    group = chain.document.graph.move_to_group([chain.id("conv2d"), chain.id("max_pooling2d")], "block")
    chain.document.edit("Group", group)
    menu = open_menu(chain, chain.node("conv2d"))
    assert action(menu, "Fold block").shortcut() == QKeySequence("Ctrl+K")
    choose(menu, "Fold block")
    menu.close()
    (box,) = chain.canvas.scene().folding.boxes
    menu = open_menu(chain, chain.canvas.position_of(box))
    assert action(menu, "Unfold").shortcut() == QKeySequence("Ctrl+K")
    menu.close()


@pytest.mark.slow
def test_the_menu_of_a_node_inserts_after_it_and_starts_branches(chain: Hand) -> None:
    menu = open_menu(chain, chain.node("conv2d"))
    choose(menu, "Insert after", "Activation", "ReLU")
    menu.close()
    assert chain.reads("max_pooling2d") == ["re_lu"]
    menu = open_menu(chain, chain.node("conv2d"))
    choose(menu, "Start a branch", "Convolution", "Conv2D")
    menu.close()
    assert chain.reads("conv2d_1") == ["conv2d"]
    assert chain.reads("re_lu") == ["conv2d"]


@pytest.mark.slow
def test_the_menu_of_a_wire_inserts_and_disconnects(residual: Hand) -> None:
    menu = open_menu(residual, residual.wire("conv2d", "add"))
    choose(menu, "Insert here", "Activation", "ReLU")
    menu.close()
    assert residual.reads("add") == ["re_lu", "conv2d_2"]
    menu = open_menu(residual, residual.wire("re_lu", "add"))
    choose(menu, "Disconnect")
    menu.close()
    assert residual.reads("add") == ["conv2d_2"]


def test_the_menu_of_a_node_disconnects_one_wire_by_name(residual: Hand) -> None:
    menu = open_menu(residual, residual.node("add"))
    choose(menu, "Disconnect", "from conv2d")
    menu.close()
    assert residual.reads("add") == ["conv2d_2"]


def test_the_menu_of_the_ground_appends(chain: Hand) -> None:
    menu = open_menu(chain, chain.empty())
    choose(menu, "Append", "Core", "Dense")
    menu.close()
    assert chain.reads("dense_1") == ["dense"]


def test_the_menu_key_opens_the_menu_of_the_selected_node(chain: Hand) -> None:
    chain.click(chain.node("conv2d"))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    QApplication.sendEvent(chain.canvas.viewport(), event)
    (menu,) = [menu for menu in chain.canvas.findChildren(QMenu, "canvasMenu") if menu.isVisible()]
    choose(menu, "Delete")
    menu.close()
    assert "conv2d" not in chain.names()


# ---------------------------------------------------------------------- repairs


def test_a_repair_is_one_click_away_on_the_node(chain: Hand) -> None:
    conv = chain.document.graph.named("conv2d")
    chain.document.edit("Enlarge", lambda graph: graph.replace_layer(conv.id, conv.layer.replace(kernel_size=(40, 40))))
    assert not chain.document.analysis.buildable
    scene = chain.canvas.scene()
    card = scene.cards[conv.id]
    assert card.problem is not None
    below = scene.cards[chain.id("max_pooling2d")]
    assert below.y >= card.rect.bottom() + card.room
    chain.click(chain.canvas.view_rect(card.repair_button(scene.paint_style)).center())
    assert chain.document.analysis.buildable
    assert chain.document.undo_stack.undoText() == card.problem.repairs[0].title
    assert scene.cards[conv.id].room == 0


def test_a_network_is_begun_with_one_click(nothing: Hand) -> None:
    from PySide6.QtWidgets import QPushButton

    button = nothing.canvas.findChild(QPushButton)
    assert button is not None
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert nothing.names() == ["input"]
    assert not button.isVisible()


def test_keys_go_through_the_wires_of_a_layer_and_act_on_them(chain: Hand) -> None:
    graph = chain.document.graph
    chain.click(chain.node("conv2d"))
    press(chain, Key.Key_Period)
    assert selected(chain) == []
    (into,) = chain.canvas.scene().selected_wires
    assert graph.node(into.target).name == "conv2d"
    press(chain, Key.Key_Period)
    (out,) = chain.canvas.scene().selected_wires
    assert graph.node(out.source).name == "conv2d"
    press(chain, Key.Key_Comma)
    assert chain.canvas.scene().selected_wires == {into}
    press(chain, Key.Key_Period)
    press(chain, Key.Key_Delete)
    assert chain.document.graph.node(out.target).inputs == ()
    press(chain, Key.Key_Z, CONTROL)


def test_an_arrow_leads_from_a_wire_to_its_end(chain: Hand) -> None:
    chain.click(chain.node("conv2d"))
    press(chain, Key.Key_Comma)
    press(chain, Key.Key_Down)
    assert selected(chain) == ["max_pooling2d"]


# ---------------------------------------------------------------------- the wire between neighbours


def between(hand: Hand, above: str, below: str) -> list[QPoint]:
    """Points of the ground between two neighbours, along their wire: all of it lies within reach of a port."""
    assert hand.canvas.zoom == 1.0
    first, last = hand.output(above), hand.input(below, 0)
    assert last.y() - first.y() < 20
    return [QPoint(first.x() + aside, y) for y in range(first.y() + 2, last.y() - 1, 3) for aside in (-4, 0, 4)]


def test_a_wire_between_neighbours_is_clicked_anywhere_between_them(chain: Hand) -> None:
    scene = chain.canvas._scene
    for at in between(chain, "conv2d", "max_pooling2d"):
        chain.click(chain.empty())
        chain.click(at)
        (wire,) = scene.selected_wires
        assert wire[:2] == (chain.id("conv2d"), chain.id("max_pooling2d"))
        assert selected(chain) == []
    press(chain, Key.Key_Delete)
    assert chain.reads("max_pooling2d") == []


def test_a_wire_between_neighbours_has_its_menu(chain: Hand) -> None:
    for at in between(chain, "conv2d", "max_pooling2d"):
        menu = open_menu(chain, at)
        texts = [action.text() for action in menu.actions() if action.text()]
        assert texts == ["Insert here", "Select conv2d", "Select max_pooling2d", "Disconnect"]
        menu.close()


def test_what_a_click_would_select_stands_out_and_the_ports_are_seen(chain: Hand) -> None:
    scene = chain.canvas._scene
    chain.move(chain.output("conv2d") + QPoint(0, 3), Qt.MouseButton.NoButton)
    assert scene.hovered_wire is not None
    assert scene.marked(chain.id("conv2d"))
    chain.move(chain.node("conv2d"), Qt.MouseButton.NoButton)
    assert scene.hovered_wire is None


def test_a_drag_from_between_neighbours_pulls_a_wire_from_the_port(residual: Hand) -> None:
    residual.drag(residual.output("conv2d_1") + QPoint(0, 2), residual.node("add"))
    assert residual.reads("add") == ["conv2d", "conv2d_2", "conv2d_1"]


def test_on_the_card_itself_a_port_belongs_to_it(chain: Hand) -> None:
    chain.click(chain.output("conv2d") - QPoint(0, 4))
    assert selected(chain) == ["conv2d"]
    assert not chain.canvas._scene.selected_wires
