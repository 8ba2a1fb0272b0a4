"""Layers joined by key, and wires that a letter leads to their layer."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu

from gui.canvas.gestures.connect import Connect
from tests.gui.canvas.conftest import Hand
from tests.gui.canvas.test_dropping import beside, hint

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


def select(hand: Hand, *names: str) -> None:
    hand.document.select([hand.id(name) for name in names])


@pytest.mark.parametrize(("key", "kind"), [(Key.Key_A, "add"), (Key.Key_Plus, "add"), (Key.Key_C, "concatenate")])
def test_a_key_joins_what_is_selected(residual: Hand, key: Qt.Key, kind: str) -> None:
    residual.document.undo_stack.clear()
    residual.click(residual.node("conv2d"))
    residual.click(residual.node("conv2d_1"), SHIFT)
    QTest.keyClick(residual.canvas, key)
    name = "add_1" if kind == "add" else kind
    assert residual.reads(name) == ["conv2d", "conv2d_1"]
    assert residual.reads("conv2d_2") == [name]
    assert residual.document.selection == (residual.id(name),)
    assert residual.document.undo_stack.undoText() == f"Join with {kind.capitalize()}"
    residual.document.undo()
    assert residual.reads("conv2d_2") == ["conv2d_1"]


def test_with_one_layer_selected_a_letter_begins_a_search(residual: Hand) -> None:
    residual.click(residual.node("conv2d"))
    QTest.keyClick(residual.canvas, Key.Key_A)
    (field,) = [field for field in residual.canvas.findChildren(QLineEdit, "quickAddSearch") if field.isVisible()]
    assert field.text() == "a"


def make_thinner(hand: Hand) -> None:
    """Leaves conv2d_1 four of its six filters, and selects it with what it reads."""
    node = hand.document.graph.named("conv2d_1")
    hand.document.edit("Thinner", lambda graph: graph.replace_layer(node.id, node.layer.replace(filters=4)))
    hand.document.undo_stack.clear()
    select(hand, "conv2d", "conv2d_1")


def misfit(hand: Hand) -> QMenu:
    (menu,) = [menu for menu in hand.canvas.findChildren(QMenu, "misfitMenu") if menu.isVisible()]
    return menu


def test_what_does_not_fit_says_why_and_offers_the_repair(residual: Hand) -> None:
    make_thinner(residual)
    QTest.keyClick(residual.canvas, Key.Key_A)
    menu = misfit(residual)
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert "28×28×6" in texts[0]
    assert "28×28×4" in texts[0]
    assert not menu.actions()[0].isEnabled()
    assert texts[1] == 'Insert a 1×1 convolution with 4 filters between "conv2d" and "add_1"'
    assert texts[-2:] == ["Join with Concatenate · 28 × 28 × 10", "Join with Add all the same"]
    assert residual.document.undo_stack.count() == 0
    menu.actions()[2].trigger()
    menu.close()
    assert residual.reads("add_1") == ["conv2d_3", "conv2d_1"]
    assert residual.reads("conv2d_3") == ["conv2d"]
    assert residual.document.undo_stack.count() == 1
    assert residual.document.analysis.buildable


@pytest.mark.slow
def test_all_the_same_leaves_the_problem_on_the_card(residual: Hand) -> None:
    make_thinner(residual)
    residual.canvas.join("Add")
    misfit(residual).actions()[-1].trigger()
    assert residual.canvas.scene().cards[residual.id("add_1")].problem is not None


# ---------------------------------------------------------------------- letters


def lettered(hand: Hand) -> dict[str, str]:
    """The letters by the names of the layers that bear them."""
    gesture = hand.canvas.gesture
    assert isinstance(gesture, Connect)
    return {hand.document.graph.node(node_id).name: letter for letter, node_id in gesture.letters.items()}


def test_a_letter_wires_the_selected_layer(residual: Hand) -> None:
    select(residual, "conv2d_1")
    residual.canvas.connect_by_key()
    letters = lettered(residual)
    assert letters == {"add": "A"}, "conv2d_2 reads it already, and what stands before would be a loop"
    assert "conv2d_1 is read by" in hint(residual)
    QTest.keyClick(residual.canvas, Key.Key_X)
    assert isinstance(residual.canvas.gesture, Connect)
    QTest.keyClick(residual.canvas, Key.Key_A)
    assert residual.reads("add") == ["conv2d", "conv2d_2", "conv2d_1"]
    assert residual.document.undo_stack.undoText() == "Wire conv2d_1 to add"
    assert (residual.canvas.gesture, hint(residual), residual.canvas.scene().lit) == (None, "", {})


def test_a_layer_that_reads_one_is_joined_as_with_the_mouse(residual: Hand) -> None:
    select(residual, "rescaling")
    residual.canvas.connect_by_key()
    QTest.keyClick(residual.canvas, lettered(residual)["conv2d_2"])
    (menu,) = [menu for menu in residual.canvas.findChildren(QMenu, "joinMenu") if menu.isVisible()]
    menu.actions()[0].trigger()
    menu.close()
    assert residual.reads("add_1") == ["conv2d_1", "rescaling"]


def test_a_layer_can_choose_what_it_reads(residual: Hand) -> None:
    make_thinner(residual)
    select(residual, "add")
    residual.canvas.connect_by_key(forwards=False)
    letters = lettered(residual)
    assert set(letters) == {"input", "rescaling", "conv2d_1"}
    fitting = {residual.document.graph.node(one).name for one in residual.canvas.gesture._fitting}
    assert fitting == {"input", "rescaling"}, "one channel goes to each of six; four do not"
    QTest.keyClick(residual.canvas, letters["conv2d_1"])
    assert residual.reads("add")[-1] == "conv2d_1"


def test_esc_ends_it_and_the_mouse_may_choose_too(residual: Hand) -> None:
    select(residual, "conv2d_1")
    residual.canvas.connect_by_key()
    QTest.keyClick(residual.canvas, Key.Key_Escape)
    assert residual.canvas.gesture is None
    residual.canvas.connect_by_key()
    residual.move(residual.node("add"))
    residual.click(residual.node("add"))
    assert residual.reads("add")[-1] == "conv2d_1"
    residual.canvas.connect_by_key()
    residual.click(QPoint(30, 300))
    assert residual.canvas.gesture is None
    assert residual.document.undo_stack.count() == 1


@pytest.mark.slow
def test_letters_are_painted_where_they_lead(residual: Hand) -> None:
    residual.drop("Dense", beside(residual, "conv2d_2", -1))
    select(residual, "conv2d_1")
    plain = residual.canvas.grab().toImage()
    residual.canvas.connect_by_key()
    hint_label = residual.canvas._hint
    hint_label.hide()
    shown = residual.canvas.grab().toImage()
    ratio = shown.devicePixelRatio()
    card = residual.canvas.view_rect(residual.canvas.scene().cards[residual.id("add")].rect)
    corner = QPoint(card.left() - 7, card.center().y() - 4)
    assert shown.pixelColor(corner * ratio) != plain.pixelColor(corner * ratio)


def test_enter_takes_the_first_way_to_join_what_a_letter_chose(residual: Hand) -> None:
    residual.click(residual.node("rescaling"))
    residual.canvas.connect_by_key()
    gesture = residual.canvas.gesture
    assert isinstance(gesture, Connect)
    letter = next(letter for letter, node in gesture.letters.items() if node == residual.id("conv2d_1"))
    QTest.keyClick(residual.canvas, letter)
    (menu,) = [menu for menu in residual.canvas.findChildren(QMenu, "joinMenu") if menu.isVisible()]
    QTest.keyClick(menu, Key.Key_Return)
    (name,) = residual.reads("conv2d_1")
    assert residual.document.undo_stack.undoText() == f"Join with {residual.document.graph.named(name).layer.class_name}"
    assert residual.reads(name) == ["conv2d", "rescaling"]


def test_enter_takes_the_first_way_out_of_what_does_not_fit(residual: Hand) -> None:
    make_thinner(residual)
    QTest.keyClick(residual.canvas, Key.Key_A)
    menu = misfit(residual)
    wanted = next(action for action in menu.actions() if action.isEnabled() and not action.isSeparator())
    QTest.keyClick(menu, Key.Key_Return)
    assert residual.document.undo_stack.count() == 1, wanted.text()
