"""Nodes dragged with the mouse and moved with keys: to any place, into another wire, as copies."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from cnn.graph import Graph
from cnn.presets import PRESETS
from cnn.project import load
from tests.gui.canvas.conftest import Hand
from tests.gui.canvas.test_dropping import hint
from tests.gui.canvas.test_selecting import press, selected

Key = Qt.Key
ALT, CONTROL, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def position(hand: Hand, name: str) -> tuple[float, float] | None:
    return hand.document.graph.named(name).position


def drag(hand: Hand, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier, *, release: bool = True) -> None:
    """As `Hand.drag`, with keys held all the way."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    hand.press(start, keys=keys)
    for part in (0.3, 0.7, 1.0):
        at = start + (end - start) * part
        where = QPointF(hand.canvas.viewport().mapToGlobal(at))
        event = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), where, none, left, keys)
        QApplication.sendEvent(hand.canvas.viewport(), event)
    if release:
        hand.release(end)


def test_a_node_stays_where_it_is_put(chain: Hand, tmp_path: Path) -> None:
    at = chain.node("dense")
    chain.drag(at, at + QPoint(180, 33))
    there = position(chain, "dense")
    assert there is not None
    assert (chain.node("dense") - (at + QPoint(180, 33))).manhattanLength() <= 2
    assert chain.document.undo_stack.undoText() == "Move dense"
    assert chain.document.save(tmp_path / "moved.loom")
    assert load(tmp_path / "moved.loom").graph.named("dense").position == there
    chain.document.undo()
    assert position(chain, "dense") is None
    assert chain.node("dense") == at


def test_its_wires_follow_while_it_moves_and_others_stay(chain: Hand) -> None:
    scene = chain.canvas.scene()
    others = {wire: curve.shown for wire, curve in scene.curves.items() if chain.id("flatten") not in wire[:2]}
    at = chain.node("flatten")
    chain.drag(at, at + QPoint(300, 0), release=False)
    curve = next(curve for wire, curve in scene.curves.items() if wire.source == chain.id("flatten"))
    assert curve.shown[0].x > curve.corners[0].x + 250
    assert {wire: curve.shown for wire, curve in scene.curves.items() if wire in others} == others
    chain.release(at + QPoint(300, 0))


def test_esc_puts_it_back(chain: Hand) -> None:
    at = chain.node("flatten")
    chain.drag(at, at + QPoint(200, 40), release=False)
    press(chain, Key.Key_Escape)
    chain.release(at + QPoint(200, 40))
    assert chain.node("flatten") == at
    assert chain.document.undo_stack.count() == 0
    assert all(curve.shown == curve.corners for curve in chain.canvas.scene().curves.values())


def test_all_that_is_selected_moves_together(chain: Hand) -> None:
    chain.click(chain.node("flatten"))
    chain.click(chain.node("dense"), SHIFT)
    at = chain.node("flatten")
    chain.drag(at, at + QPoint(210, 10))
    first, second = position(chain, "flatten"), position(chain, "dense")
    assert first is not None
    assert second is not None
    assert first[0] == second[0]
    assert chain.document.undo_stack.count() == 1


def test_a_wire_takes_the_node_and_its_old_place_heals(chain: Hand) -> None:
    chain.drop("ReLU", chain.empty())
    at = chain.wire("conv2d", "max_pooling2d")
    chain.drag(chain.node("re_lu"), at, release=False)
    total = chain.canvas.findChild(QLabel, "totalParams")
    assert total is not None
    assert "parameters" in hint(chain)
    chain.release(at)
    assert chain.names() == ["input", "rescaling", "conv2d", "re_lu", "max_pooling2d", "flatten", "dense"]
    assert chain.reads("max_pooling2d") == ["re_lu"]
    assert position(chain, "re_lu") is None
    assert chain.document.undo_stack.undoText() == "Move re_lu"
    chain.document.undo()
    assert chain.reads("re_lu") == ["dense"]


def test_totals_tell_what_the_move_would_bring(chain: Hand) -> None:
    total = chain.canvas.findChild(QLabel, "totalMacs")
    assert total is not None
    before = total.text()
    at = chain.wire("rescaling", "conv2d")
    chain.drag(chain.node("max_pooling2d"), at, release=False)
    assert total.text() != before
    press(chain, Key.Key_Escape)
    assert total.text() == before


def test_what_reads_several_is_not_put_into_a_wire_and_says_why(residual: Hand) -> None:
    at = residual.wire("rescaling", "conv2d")
    residual.drag(residual.node("add"), at, release=False)
    assert "reads 2 other layers" in hint(residual)
    residual.release(at)
    assert residual.reads("add") == ["conv2d", "conv2d_2"]


def test_alt_drag_puts_a_copy_elsewhere(chain: Hand) -> None:
    at = chain.node("conv2d")
    drag(chain, at, at + QPoint(300, 0), ALT)
    assert chain.reads("conv2d_1") == ["rescaling"]
    assert chain.reads("max_pooling2d") == ["conv2d"]
    assert position(chain, "conv2d") is None
    assert (chain.node("conv2d_1") - (at + QPoint(300, 0))).manhattanLength() <= 6
    assert selected(chain) == ["conv2d_1"]


def test_control_drag_puts_a_copy_into_a_wire(chain: Hand) -> None:
    drag(chain, chain.node("max_pooling2d"), chain.wire("rescaling", "conv2d"), CONTROL)
    assert chain.reads("max_pooling2d_1") == ["rescaling"]
    assert chain.reads("conv2d") == ["max_pooling2d_1"]
    assert chain.reads("flatten") == ["max_pooling2d"]
    assert chain.document.undo_stack.count() == 1


@pytest.mark.slow
def test_arrange_puts_everything_back_into_line(chain: Hand) -> None:
    places = {name: chain.node(name) for name in chain.names()}
    chain.drag(places["dense"], places["dense"] + QPoint(180, 33))
    chain.drag(places["flatten"], places["flatten"] + QPoint(-180, 0))
    chain.canvas.arrange()
    assert all(node.position is None for node in chain.document.graph.nodes.values())
    assert {name: chain.node(name) for name in chain.names()} == places
    assert chain.document.undo_stack.count() == 3


def test_a_node_snaps_to_the_line_of_another(chain: Hand) -> None:
    at = chain.node("dense")
    chain.drag(at, at + QPoint(4, 60))
    there = position(chain, "dense")
    assert there is not None
    assert there[0] == chain.canvas.scene().cards[chain.id("flatten")].x


@pytest.mark.slow
def test_alt_and_arrows_nudge_in_one_step(chain: Hand) -> None:
    chain.click(chain.node("dense"))
    card = chain.canvas.scene().cards[chain.id("dense")]
    x, y = card.x, card.y
    for _ in range(3):
        press(chain, Key.Key_Right, ALT)
    press(chain, Key.Key_Down, ALT)
    assert position(chain, "dense") == (x + 24, y + 8)
    assert chain.document.undo_stack.count() == 1


@pytest.mark.parametrize(("key", "axis"), [(Key.Key_Left, 0), (Key.Key_Right, 0), (Key.Key_Up, 1), (Key.Key_Down, 1)])
def test_control_and_arrows_line_up_what_is_selected(chain: Hand, key: Qt.Key, axis: int) -> None:
    at = chain.node("dense")
    chain.drag(at, at + QPoint(150, 33))
    press(chain, Key.Key_A, CONTROL)
    press(chain, key, CONTROL)
    places = [position(chain, name) for name in chain.names()]
    assert len({place[axis] for place in places if place}) == 1
    assert None not in places


@pytest.mark.slow
def test_a_folded_group_is_dragged_as_one_and_opens_where_it_stands(open_canvas: Callable[[Graph], Hand]) -> None:
    hand = open_canvas(PRESETS["resnet18"].graph())
    first = hand.document.graph.members("conv2")[0].id
    at = hand.canvas.position_of(first)
    hand.drag(at, at + QPoint(290, 0))
    scene = hand.canvas.scene()
    box = scene.card_of(first)
    assert scene.folding.boxes[box.node.id].path == "conv2"
    there = (box.x, box.y)
    assert box.x > 100
    QTest.mouseDClick(hand.canvas.viewport(), Qt.MouseButton.LeftButton, pos=hand.canvas.position_of(first))
    opened = scene.card_of(first)
    assert opened.node.id != box.node.id
    assert (opened.x, opened.y) == pytest.approx(there)
    others = [scene.card_of(node.id) for node in hand.document.graph.members("conv2")]
    assert all(other.x > 100 - 300 for other in others)


@pytest.mark.slow
def test_a_folded_group_is_reordered(open_canvas: Callable[[Graph], Hand]) -> None:
    hand = open_canvas(PRESETS["resnet18"].graph())
    pool, head = hand.document.graph.members("pool1"), hand.document.graph.named("rescaling")
    first = hand.document.graph.members("conv1")[0].id
    hand.drag(hand.canvas.position_of(pool[0].id), hand.canvas.drop_point_on_wire(head.id, first))
    assert hand.document.graph.node(first).inputs == (pool[-1].id,)
    assert hand.document.graph.node(pool[0].id).group == "pool1"


@pytest.mark.slow
def test_a_node_that_is_deleted_under_the_hand_is_let_go(chain: Hand) -> None:
    """Del while the button is down: the press was on a picture that is gone, and no movement makes a drag of it."""
    start = chain.node("conv2d")
    for way in (2, 30):  # before and after the press becomes a drag
        chain.press(start)
        chain.move(start + QPoint(way, 0))
        QTest.keyClick(chain.canvas, Key.Key_Delete)
        assert "conv2d" not in chain.names()
        chain.move(start + QPoint(60, 40))
        assert chain.canvas.gesture is None
        chain.release(start + QPoint(60, 40))
        chain.document.undo()


@pytest.mark.parametrize("keys", [Qt.KeyboardModifier.NoModifier, CONTROL], ids=["moved", "copied"])
def test_a_folded_block_goes_into_another_stage_and_stays_a_folded_block(
    open_canvas: Callable[[Graph], Hand], keys: Qt.KeyboardModifier
) -> None:
    hand = open_canvas(PRESETS["resnet18"].graph())
    folds, graph = hand.canvas.folds, hand.document.graph
    folds.fold_all()
    folds.unfold(["conv2", "conv3"])
    folds.unfold(["conv3/block1"])  # what comes beside it is not folded for its sake
    hand.canvas.zoom_to(0.55)
    hand.canvas.fit()
    last, first = graph.members("conv3/block1")[-1].id, graph.members("conv3/block2")[0].id
    wire = hand.canvas.drop_point_on_wire(last, first)
    block = graph.members("conv2/block2")
    drag(hand, hand.canvas.position_of(block[0].id), wire, keys)
    after = hand.document.graph
    if not keys:
        assert {node.id for node in after.members("conv3/block2_1")} == {node.id for node in block}
        assert not after.members("conv2/block2")
    assert after.blocks["conv3/block2_1"].kind == graph.blocks["conv2/block2"].kind
    assert len(after.members("conv3/block2_1")) == len(block)
    assert "conv3/block2_1" in folds.paths
    folds.fold_all()
    assert {"conv2", "conv3"} <= folds.paths, "each is in one piece"
