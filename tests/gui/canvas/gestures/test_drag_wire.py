"""Wires drawn from port to port with the mouse."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from cnn.graph import Wire
from tests.gui.canvas.conftest import Hand
from tests.gui.canvas.test_dropping import beside, hint


def test_a_drag_from_an_output_to_a_merging_layer_wires_it(residual: Hand) -> None:
    residual.drag(residual.output("conv2d_1"), residual.node("add"))
    assert residual.reads("add") == ["conv2d", "conv2d_2", "conv2d_1"]
    assert residual.document.undo_stack.undoText() == "Wire conv2d_1 to add"


def test_a_drag_from_a_free_input_back_to_an_output_wires_it_too(residual: Hand) -> None:
    free = len(residual.reads("add"))
    residual.drag(residual.input("add", free), residual.node("conv2d_1"))
    assert residual.reads("add")[-1] == "conv2d_1"


def test_compatible_ports_light_up_and_others_do_not(residual: Hand) -> None:
    residual.drag(residual.output("conv2d_1"), QPoint(20, 20), release=False)
    assert set(residual.canvas.scene().lit) == {residual.id("add")}
    residual.release(QPoint(20, 20))
    assert residual.canvas.scene().lit == {}
    assert residual.document.undo_stack.count() == 0


def join_menu(hand: Hand) -> QMenu:
    (menu,) = [menu for menu in hand.canvas.findChildren(QMenu, "joinMenu") if menu.isVisible()]
    return menu


def test_a_skip_onto_a_layer_that_reads_one_offers_a_merging_layer_in_between(residual: Hand) -> None:
    residual.drag(residual.output("rescaling"), residual.node("conv2d_2"), release=False)
    assert "Add or Concatenate" in hint(residual)
    residual.release(residual.node("conv2d_2"))
    assert hint(residual) == ""
    texts = [action.text() for action in join_menu(residual).actions()]
    assert texts == ["Join with Add · 28 × 28 × 6", "Join with Concatenate · 28 × 28 × 7"]
    join_menu(residual).actions()[1].trigger()
    join_menu(residual).close()
    assert residual.reads("conv2d_2") == ["concatenate"]
    assert residual.reads("concatenate") == ["conv2d_1", "rescaling"]
    assert residual.document.undo_stack.undoText() == "Join with Concatenate"


def test_a_join_that_is_not_chosen_changes_nothing(residual: Hand) -> None:
    residual.drag(residual.output("conv2d"), residual.node("conv2d_2"))
    QTest.keyClick(join_menu(residual), Qt.Key.Key_Escape)
    assert residual.document.undo_stack.count() == 0


def test_a_taken_port_says_how_to_go_on(chain: Hand) -> None:
    chain.drag(chain.output("rescaling"), chain.node("input"), release=False)
    assert "nothing can be wired into it" in hint(chain)
    chain.release(chain.node("input"))
    assert hint(chain) == ""


def test_a_loop_is_refused_by_name(residual: Hand) -> None:
    residual.drop("Concatenate", residual.wire("rescaling", "conv2d"))
    residual.drag(residual.output("conv2d_2"), residual.node("concatenate"), release=False)
    assert "its own output" in hint(residual)


def test_what_the_wire_would_bring_is_said(residual: Hand) -> None:
    residual.drag(residual.output("conv2d_1"), residual.node("add"), release=False)
    assert hint(residual) == "add · 28 × 28 × 6"


def test_shapes_that_do_not_fit_are_said_before_it_is_let_go(residual: Hand) -> None:
    residual.drop("MaxPooling2D", beside(residual, "conv2d_1", -1))
    residual.drag(residual.output("max_pooling2d"), residual.node("add"), release=False)
    assert "14×14×6" in hint(residual)
    residual.release(residual.node("add"))
    assert residual.reads("add") == ["conv2d", "conv2d_2", "max_pooling2d"]
    assert residual.canvas.scene().cards[residual.id("add")].problem is not None


def test_esc_puts_the_wire_back(residual: Hand) -> None:
    scene, at = residual.canvas.scene(), residual.node("add")
    residual.drag(residual.output("conv2d_1"), at, release=False)
    QTest.keyClick(residual.canvas, Qt.Key.Key_Escape)
    assert (scene.lit, scene.unplugged, residual.canvas.gesture, hint(residual)) == ({}, None, None, "")
    residual.move(at)
    residual.release(at)
    assert residual.document.undo_stack.count() == 0


def test_the_end_of_a_wire_can_be_plugged_in_elsewhere(residual: Hand) -> None:
    residual.drop("Concatenate", residual.empty())
    residual.drag(residual.input("add", 1), residual.node("concatenate"))
    assert residual.reads("add") == ["conv2d"]
    assert residual.reads("concatenate") == ["add", "conv2d_2"]


def test_the_end_of_a_wire_let_go_on_empty_ground_is_taken_away(residual: Hand) -> None:
    residual.drag(residual.input("add", 0), residual.empty())
    assert residual.reads("add") == ["conv2d_2"]
    assert residual.document.undo_stack.undoText() == "Disconnect add"
    residual.document.undo()
    assert residual.reads("add") == ["conv2d", "conv2d_2"]


def test_the_end_of_a_wire_put_back_changes_nothing(residual: Hand) -> None:
    residual.drag(residual.input("add", 0), residual.input("add", 0) + QPoint(8, 8))
    assert residual.document.undo_stack.count() == 0


def test_a_wire_is_selected_by_a_click_and_taken_away_by_delete(residual: Hand) -> None:
    residual.click(residual.wire("conv2d", "add"))
    wire = Wire(residual.id("conv2d"), residual.id("add"), 0)
    assert residual.canvas.scene().selected_wires == {wire}
    QTest.keyClick(residual.canvas, Qt.Key.Key_Delete)
    assert residual.reads("add") == ["conv2d_2"]
    assert residual.canvas.scene().selected_wires == frozenset()


def test_every_wire_shows_its_shape_when_the_pointer_is_over_it(residual: Hand) -> None:
    at = residual.wire("conv2d", "add")
    plain = residual.canvas.grab().toImage()
    residual.move(at, Qt.MouseButton.NoButton)
    QApplication.processEvents()
    assert residual.canvas.grab().toImage() != plain


# ---------------------------------------------------------------------- let go on nothing, and near a port


def search_field(hand: Hand) -> QLineEdit | None:
    return next((field for field in hand.canvas.findChildren(QLineEdit, "quickAddSearch") if field.isVisible()), None)


@pytest.mark.slow
def test_a_wire_let_go_on_nothing_asks_what_is_to_be_there_and_wires_it(residual: Hand) -> None:
    at = QPoint(60, 300)
    residual.drag(residual.output("conv2d_1"), at)
    field = search_field(residual)
    assert field is not None
    assert field.placeholderText() == "Add what reads conv2d_1"
    held = residual.canvas.scene().loose
    assert held is not None, "the wire stays in sight"
    assert residual.canvas.viewportTransform().map(held[1]).toPoint() == at
    frame = field.parentWidget()
    assert (frame.geometry().center() - at).manhattanLength() < 400
    QTest.keyClicks(field, "relu")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert residual.reads("re_lu") == ["conv2d_1"]
    assert residual.reads("conv2d_2") == ["conv2d_1"], "what read it before reads it still"
    assert residual.document.undo_stack.count() == 1
    assert residual.document.selection == (residual.id("re_lu"),)
    assert search_field(residual) is None
    assert residual.canvas.scene().loose is None


def test_a_wire_that_waits_lies_above_the_cards_as_it_did_in_the_hand(residual: Hand) -> None:
    scene, view = residual.canvas.scene(), residual.canvas.viewport()
    card = scene.cards[residual.id("conv2d_1")].rect
    inside = residual.canvas.viewportTransform().mapRect(card.adjusted(8, 8, -8, -8)).toRect()
    before = view.grab(inside).toImage()
    scene.hold((card.topLeft() - QPointF(0, 30), card.bottomRight() + QPointF(0, 30)))
    QApplication.processEvents()
    assert view.grab(inside).toImage() != before
    scene.hold(None)
    QApplication.processEvents()
    assert view.grab(inside).toImage() == before


@pytest.mark.slow
def test_a_free_input_dragged_to_nothing_asks_for_what_it_reads(residual: Hand) -> None:
    residual.drag(residual.input("add", 2), QPoint(60, 300))
    field = search_field(residual)
    assert field is not None
    QTest.keyClicks(field, "depthwiseconv2d")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert residual.reads("add") == ["conv2d", "conv2d_2", "depthwise_conv2d"]
    assert residual.document.undo_stack.count() == 1


def test_nothing_is_asked_after_esc_nor_right_at_the_port(residual: Hand) -> None:
    port = residual.output("conv2d_2")
    residual.drag(port, port + QPoint(0, 14))
    assert search_field(residual) is None
    residual.drag(port, QPoint(60, 300))
    QTest.keyClick(search_field(residual), Qt.Key.Key_Escape)
    assert search_field(residual) is None
    assert residual.document.undo_stack.count() == 0


def test_a_port_takes_hold_of_a_wire_that_comes_near(residual: Hand) -> None:
    port = residual.input("add", 2)
    near = port + QPoint(14, -14)
    residual.drag(residual.output("conv2d_1"), near, release=False)
    assert hint(residual) == "add · 28 × 28 × 6"
    gesture = residual.canvas.gesture
    assert residual.canvas.viewportTransform().map(gesture._end).toPoint() == port
    residual.move(port + QPoint(90, -60))
    assert hint(residual) == ""
    residual.move(near)
    residual.release(near)
    assert residual.reads("add") == ["conv2d", "conv2d_2", "conv2d_1"]
