"""The view follows edits: what one did is in sight, with as little movement as possible."""

from collections.abc import Callable, Iterable

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from cnn.graph import Graph
from cnn.layers import Conv2D
from cnn.layout.arrange import NODE_HEIGHT
from cnn.presets import PRESETS
from cnn.project import Project
from gui.canvas.scene.layout_process import LayoutProcess
from tests.gui.canvas.conftest import Hand
from tests.gui.canvas.test_selecting import press, selected

pytestmark = pytest.mark.slow

Key = Qt.Key


@pytest.fixture
def resnet(open_canvas: Callable[[Graph], Hand]) -> Hand:
    """ResNet-50 unfolded: 16 blocks, far more than there is room for."""
    hand = open_canvas(PRESETS["resnet50"].graph())
    hand.canvas.folds.unfold_all()
    return hand


def seen(hand: Hand, names: Iterable[str]) -> list[str]:
    """Those of some layers whose whole cards are in sight and under nothing that floats there."""
    canvas, window = hand.canvas, hand.canvas.viewport().rect()
    rects = {name: canvas.view_rect(canvas.scene().card_of(hand.id(name)).rect) for name in names}
    return [name for name, rect in rects.items() if window.contains(rect) and not any(map(rect.intersects, canvas.overlays()))]


def look_at(hand: Hand, name: str) -> None:
    hand.canvas.show_area(hand.canvas.scene().card_of(hand.id(name)).rect)


def place(hand: Hand) -> QPoint:
    return QPoint(hand.canvas.horizontalScrollBar().value(), hand.canvas.verticalScrollBar().value())


def without(hand: Hand, path: str) -> Graph:
    graph = hand.document.graph
    return graph.remove(*(node.id for node in graph.members(path)))


def test_taking_back_that_much_came_shows_where_it_stood(resnet: Hand) -> None:
    large = resnet.document.graph
    resnet.document.take_over(Project(graph=without(resnet, "conv4")))
    resnet.canvas.folds.unfold_all()
    resnet.document.edit("Four becomes many", large, select=())
    look_at(resnet, "input")
    resnet.document.select(())
    resnet.document.undo()
    assert "conv4_block1_1_conv" not in resnet.names()
    reads = resnet.document.graph.named("conv5_block1_1_conv")
    assert seen(resnet, [resnet.document.graph.node(reads.inputs[0]).name, "conv5_block1_1_conv", "conv5_block1_0_conv"])
    look_at(resnet, "input")
    resnet.document.redo()
    assert seen(resnet, [node.name for node in large.members("conv4")])


def test_what_is_in_sight_stays_where_it_is(resnet: Hand) -> None:
    graph, node_id = resnet.document.graph, resnet.id("conv3_block2_2_conv")
    conv = graph.node(node_id).layer
    assert isinstance(conv, Conv2D)
    resnet.document.edit("Change", graph.replace_layer(node_id, conv.replace(kernel_size=5)))
    look_at(resnet, "conv3_block2_2_conv")
    there = place(resnet)
    resnet.document.undo()
    resnet.document.redo()
    assert place(resnet) == there


def test_a_change_far_away_comes_into_sight(resnet: Hand) -> None:
    graph, node_id = resnet.document.graph, resnet.id("conv5_block2_2_conv")
    conv = graph.node(node_id).layer
    assert isinstance(conv, Conv2D)
    assert not seen(resnet, ["conv5_block2_2_conv"])
    resnet.document.edit("Change", graph.replace_layer(node_id, conv.replace(kernel_size=5)))
    assert seen(resnet, ["conv5_block2_2_conv"])
    look_at(resnet, "input")
    resnet.document.undo()
    assert seen(resnet, ["conv5_block2_2_conv"])


def test_of_many_changes_one_in_sight_is_enough(resnet: Hand) -> None:
    graph = resnet.document.graph
    look_at(resnet, "conv3_block2_2_conv")
    there = place(resnet)
    resnet.document.edit("Freeze", graph.set_trainable(graph.nodes, False))
    assert place(resnet) == there


def test_the_end_that_was_taken_away_is_looked_for_where_it_stood(resnet: Hand) -> None:
    graph = resnet.document.graph
    last = resnet.id("predictions")
    resnet.document.edit("Delete", graph.remove(last))
    assert seen(resnet, ["avg_pool"])
    look_at(resnet, "input")
    resnet.document.undo()
    assert seen(resnet, ["predictions"])


def test_an_opened_block_is_shown_whole_where_there_is_room(resnet: Hand) -> None:
    canvas = resnet.canvas
    canvas.folds.fold_all()
    canvas.zoom_to(0.7)
    bottom = canvas.viewport().height() - canvas.overlays()[0].height() if canvas.overlays() else canvas.viewport().height()
    card = canvas.scene().card_of(resnet.id("conv4_block1_1_conv"))
    canvas.scroll_by(QPoint(0, canvas.view_rect(card.rect).bottom() - bottom + 10))
    canvas.folds.unfold(["conv4"])
    frame = next(frame for frame in canvas.scene().frames if frame.path == "conv4")
    assert canvas.is_seen(frame.rect)


def test_opening_what_is_larger_than_the_window_keeps_the_place_of_its_beginning(resnet: Hand) -> None:
    canvas, graph = resnet.canvas, resnet.document.graph
    first = next(graph.node(one).name for one in graph.order if graph.node(one).group == "conv4/block1")
    canvas.folds.fold_all()
    canvas.zoom_to(2.0)
    look_at(resnet, first)
    before = resnet.node(first)
    canvas.folds.unfold(["conv4"])
    canvas.folds.unfold(["conv4/block1"])
    assert seen(resnet, [first])
    assert abs(resnet.node(first).y() - before.y()) < NODE_HEIGHT * canvas.zoom


def test_folding_leaves_nothing_out_of_sight_that_there_is_room_for(resnet: Hand) -> None:
    canvas = resnet.canvas
    canvas.zoom_to(0.8)
    look_at(resnet, "predictions")
    canvas.fold_all()
    assert canvas.has_room_for(canvas.scene().extent)
    assert seen(resnet, ["input", "conv4_block1_1_conv", "predictions"]) == ["input", "conv4_block1_1_conv", "predictions"]


def test_what_was_cut_off_by_the_edge_is_whole_when_it_is_folded(resnet: Hand) -> None:
    canvas = resnet.canvas
    canvas.zoom_to(2.0)
    resnet.document.select([node.id for node in resnet.document.graph.members("conv4")])
    rect = canvas.view_rect(canvas.scene().card_of(resnet.id("conv4_block1_1_conv")).rect)
    canvas.scroll_by(rect.bottomLeft() - QPoint(canvas.viewport().width() // 2, 10))
    canvas.folds.fold(["conv4"])
    assert seen(resnet, ["conv4_block1_1_conv"])


def test_undo_in_a_very_large_network_shows_what_it_did_once_that_is_arranged(
    resnet: Hand, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LayoutProcess, "is_for", staticmethod(lambda graph: len(graph) > 100))
    graph, node_id = resnet.document.graph, resnet.id("conv5_block2_2_conv")
    with qtbot.waitSignal(resnet.canvas.scene().arrangementArrived, timeout=60_000):
        resnet.document.edit("Insert", graph.insert_after(node_id, Conv2D(filters=512, padding="same"))[0], select=())
    look_at(resnet, "input")
    with qtbot.waitSignal(resnet.canvas.scene().arrangementArrived, timeout=60_000):
        resnet.document.undo()
    assert not selected(resnet)
    assert seen(resnet, ["conv5_block2_2_conv", "conv5_block2_2_bn"])


def test_keys_that_move_a_layer_out_of_the_window_take_the_view_along(resnet: Hand) -> None:
    look_at(resnet, "conv3_block2_2_conv")
    resnet.click(resnet.node("conv3_block2_2_conv"))
    for _ in range(60):
        press(resnet, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert seen(resnet, ["conv3_block2_2_conv"])
