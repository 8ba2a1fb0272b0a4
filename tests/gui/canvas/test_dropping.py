"""Layers from the palette, dropped with real drag events."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from cnn.blocks.functional import Network
from cnn.edits.insert import insertable, preview_at
from cnn.edits.spots import EMPTY, OnWire
from cnn.graph import Graph, Wire
from cnn.layers import Add, Conv2D
from cnn.layout.arrange import NODE_HEIGHT, NODE_WIDTH
from cnn.presets import PRESETS
from gui.canvas import commands
from gui.canvas.view.painting import ghost_line
from gui.style import theme
from gui.widgets.basic import numbers
from gui.widgets.network.layer_tree import CARD_BELOW, CARD_HEIGHT, CARD_WIDTH
from tests.gui.canvas.conftest import Hand


def hint(hand: Hand) -> str:
    label = hand.canvas.findChild(QLabel, "canvasHint")
    assert label is not None
    return label.text() if label.isVisible() else ""


def beside(hand: Hand, name: str, way: int = 1) -> QPoint:
    return hand.node(name) + QPoint(way * (NODE_WIDTH // 2 + 30), 0)


def test_on_empty_ground_a_layer_is_appended(chain: Hand) -> None:
    chain.drop("Dense", chain.empty())
    assert chain.names()[-1] == "dense_1"
    assert chain.reads("dense_1") == ["dense"]
    assert chain.document.selection == (chain.id("dense_1"),)
    assert chain.document.undo_stack.count() == 1


def test_on_a_wire_a_layer_is_inserted_there(chain: Hand) -> None:
    chain.drop("BatchNormalization", chain.wire("conv2d", "max_pooling2d"))
    assert chain.reads("max_pooling2d") == ["batch_normalization"]
    assert chain.reads("batch_normalization") == ["conv2d"]


@pytest.mark.parametrize("zoom", [1.0, 0.5])
@pytest.mark.parametrize("part", [-0.48, -0.2, 0.2, 0.48])
def test_anywhere_between_two_cards_a_layer_is_inserted_there(chain: Hand, part: float, zoom: float) -> None:
    chain.canvas.zoom_to(zoom)
    between = chain.wire("conv2d", "max_pooling2d")
    chain.drop("BatchNormalization", between + QPoint(round(part * NODE_WIDTH * zoom), 0))
    assert chain.reads("max_pooling2d") == ["batch_normalization"]
    assert chain.reads("batch_normalization") == ["conv2d"]


def test_only_the_wire_it_is_dropped_on_is_changed(residual: Hand) -> None:
    residual.drop("ReLU", residual.wire("conv2d", "add"))
    assert residual.reads("add") == ["re_lu", "conv2d_2"]
    assert residual.reads("conv2d_1") == ["conv2d"]


def test_on_a_node_a_layer_goes_behind_it(residual: Hand) -> None:
    residual.drop("ReLU", residual.node("conv2d"))
    assert residual.reads("conv2d_1") == ["re_lu"]
    assert residual.reads("add") == ["re_lu", "conv2d_2"]


@pytest.mark.slow
def test_beside_a_node_stands_its_sibling(chain: Hand) -> None:
    chain.drop("Conv2D", beside(chain, "conv2d"))
    assert chain.reads("conv2d_1") == ["rescaling"]
    assert chain.reads("max_pooling2d") == ["conv2d"]
    scene = chain.canvas.scene()
    assert scene.cards[chain.id("conv2d_1")].y == scene.cards[chain.id("conv2d")].y
    assert scene.cards[chain.id("conv2d_1")].x > scene.cards[chain.id("conv2d")].x
    chain.drop("ReLU", beside(chain, "conv2d", -1))
    chain.drop("Dropout", beside(chain, "conv2d", 1))
    row = sorted(("conv2d", "conv2d_1", "re_lu", "dropout"), key=lambda name: scene.cards[chain.id(name)].x)
    assert row == ["re_lu", "conv2d", "dropout", "conv2d_1"], "each on the side where it was let go"


def test_an_add_that_is_dropped_where_two_ends_are_open_joins_both(chain: Hand) -> None:
    chain.drop("Dense", beside(chain, "dense"))
    assert chain.hover("Add", chain.empty())
    scene = chain.canvas.scene()
    (ghost,) = scene.ghosts
    assert set(scene.graph.node(ghost).inputs) == {chain.id("dense"), chain.id("dense_1")}
    assert scene.invitation.words == "drop to join both"
    chain.let_go(chain.empty())
    assert set(chain.reads("add")) == {"dense", "dense_1"}
    assert chain.document.undo_stack.count() == 2


def test_on_the_ports_of_a_merging_layer_a_parallel_branch_is_wired_in(residual: Hand) -> None:
    top = residual.node("add") - QPoint(60, 20)
    residual.drop("DepthwiseConv2D", top)
    assert residual.reads("add")[-1] == "depthwise_conv2d"
    assert residual.reads("depthwise_conv2d") == ["rescaling"]


def test_an_input_can_begin_a_network(nothing: Hand) -> None:
    nothing.drop("Input", QPoint(450, 350))
    assert nothing.names() == ["input"]
    nothing.drop("Flatten", nothing.node("input"))
    assert nothing.reads("flatten") == ["input"]


def test_an_input_can_not_go_into_a_wire_and_the_reason_stands_at_the_pointer(chain: Hand) -> None:
    before = chain.document.graph
    assert not chain.hover("Input", chain.wire("conv2d", "max_pooling2d"))
    assert "Input has no input" in hint(chain)
    assert chain.canvas.scene().ghosts == frozenset()
    chain.let_go(chain.wire("conv2d", "max_pooling2d"))
    assert chain.document.graph is before
    assert hint(chain) == ""


def test_while_it_hovers_the_place_opens_and_shows_what_the_layer_would_be(chain: Hand) -> None:
    before = chain.document.graph
    assert chain.hover("BatchNormalization", chain.wire("conv2d", "max_pooling2d"))
    scene = chain.canvas.scene()
    (ghost,) = scene.ghosts
    card = scene.cards[ghost]
    assert (card.words.params, card.words.shape) == ("24", "26 × 26 × 6")
    assert scene.invitation.words == "drop to insert here"
    assert scene.cards[chain.id("max_pooling2d")].y > card.y > scene.cards[chain.id("conv2d")].y
    assert chain.document.graph is before
    assert chain.document.undo_stack.count() == 0


def test_the_ghost_keeps_its_place_while_the_pointer_is_over_it(chain: Hand) -> None:
    chain.hover("ReLU", chain.wire("conv2d", "max_pooling2d"))
    scene = chain.canvas.scene()
    (ghost,) = scene.ghosts
    over = chain.canvas.view_rect(scene.cards[ghost].rect).center()
    chain.carry(over)
    assert scene.graph.node(ghost).inputs == (chain.id("conv2d"),)
    chain.let_go(over)
    assert chain.reads("re_lu") == ["conv2d"]


def test_the_ghost_tells_what_the_network_would_come_to(chain: Hand) -> None:
    before, at = chain.document.analysis, chain.wire("max_pooling2d", "flatten")
    chain.hover("MaxPooling2D", at)
    scene = chain.canvas.scene()
    (ghost,) = scene.ghosts
    (after,) = (preview_at(before, insertable("MaxPooling2D"), OnWire(wire)) for wire in before.graph.wires[3:4])
    assert after.analysis is not None
    fewer = (before.total_params or 0) - (after.analysis.total_params or 0)
    assert fewer > 0
    assert scene.invitation.change.startswith(f"in all − {fewer:,} parameters, − ")
    assert scene.cards[ghost].room > 0
    below = scene.cards[ghost].foretold_line
    assert not any(card.rect.intersects(below) for card in scene.cards.values())
    chain.let_go(at)
    assert scene.cards[chain.id("max_pooling2d_1")].room == 0


def test_what_the_hand_covers_stands_beside_it(chain: Hand) -> None:
    """From the palette a card hangs below the pointer: what lies under it is said at the pointer, and only then."""
    scene = chain.canvas.scene()
    chain.hover("ReLU", chain.wire("conv2d", "max_pooling2d"))
    (ghost,) = scene.ghosts
    box = chain.canvas.view_rect(scene.cards[ghost].rect)
    label = chain.canvas.findChild(QLabel, "canvasHint")
    chain.carry(box.center())
    assert hint(chain).startswith("ReLU · drop to insert here · 26 × 26 × 6")
    assert not label.geometry().intersects(QRect(box.center() + QPoint(14, CARD_BELOW), QSize(CARD_WIDTH, CARD_HEIGHT)))
    chain.hover("Dense", chain.empty())
    assert hint(chain) == ""


def test_moving_on_moves_the_ghost(chain: Hand) -> None:
    chain.hover("ReLU", chain.wire("conv2d", "max_pooling2d"))
    chain.carry(chain.empty())
    scene = chain.canvas.scene()
    (ghost,) = scene.ghosts
    assert scene.graph.node(ghost).inputs == (chain.id("dense"),)
    assert scene.invitation.words == "drop to append"


def test_where_it_goes_is_found_while_cards_are_on_their_way(
    open_canvas: Callable[[Graph], Hand], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The room of a block that was foreseen higher up closes again while the hand moves on quickly."""
    monkeypatch.setattr(theme, "duration", lambda milliseconds: milliseconds)
    hand = open_canvas(PRESETS["lenet5"].graph())
    scene = hand.canvas.scene()
    scene.finish_motion()
    target = beside(hand, "rescaling")
    assert hand.hover("block:conv_bn_relu", hand.wire("input", "rescaling"))
    scene.finish_motion()
    assert hand.carry(target)
    assert scene.invitation.words == "drop to branch off"
    hand.let_go(target)
    (group,) = hand.document.graph.groups
    assert hand.reads(hand.document.graph.members(group)[0].name) == ["input"]


def test_what_would_be_wrong_is_said_before_it_is_dropped(chain: Hand) -> None:
    assert chain.hover("Conv2D", chain.empty())
    assert "expects an image" in hint(chain)


def test_esc_leaves_everything_as_it_was(chain: Hand) -> None:
    scene = chain.canvas.scene()
    places = {node_id: card.rect for node_id, card in scene.cards.items()}
    before = chain.document.graph
    chain.hover("ReLU", chain.wire("conv2d", "max_pooling2d"))
    chain.leave()
    assert chain.document.graph is scene.graph is before
    assert {node_id: card.rect for node_id, card in scene.cards.items()} == places
    assert (scene.ghosts, chain.canvas.gesture) == (frozenset(), None)


def test_the_esc_key_ends_it_too(chain: Hand) -> None:
    chain.hover("ReLU", chain.wire("conv2d", "max_pooling2d"))
    QTest.keyClick(chain.canvas, Qt.Key.Key_Escape)
    assert chain.canvas.scene().ghosts == frozenset()
    chain.let_go(chain.wire("conv2d", "max_pooling2d"))
    assert chain.document.undo_stack.count() == 0


def test_undo_brings_back_the_identical_network_and_picture(chain: Hand) -> None:
    scene, before = chain.canvas.scene(), chain.document.graph
    cards = {node_id: (card.node, card.rect, card.words) for node_id, card in scene.cards.items()}
    paths = {wire: curve.corners for wire, curve in scene.curves.items()}
    chain.drop("ReLU", chain.wire("conv2d", "max_pooling2d"))
    assert len(scene.cards) == len(cards) + 1
    chain.document.undo()
    assert chain.document.graph is before
    assert {node_id: (card.node, card.rect, card.words) for node_id, card in scene.cards.items()} == cards
    assert {wire: curve.corners for wire, curve in scene.curves.items()} == paths


def test_what_is_not_a_layer_is_not_taken(chain: Hand) -> None:
    assert not chain.hover("Conv2D", chain.empty(), mime_type="text/plain")
    assert chain.canvas.gesture is None


def test_an_unknown_layer_is_refused_by_name(chain: Hand) -> None:
    assert not chain.hover("Conv17D", chain.empty())
    assert "Conv17D" in hint(chain)
    chain.let_go(chain.empty())
    assert chain.document.undo_stack.count() == 0


def test_a_block_comes_as_a_folded_group_all_of_it_foreseen(chain: Hand) -> None:
    at = chain.wire("rescaling", "conv2d")
    chain.hover("block:conv_bn_relu", at)
    (ghost,) = chain.canvas.scene().ghosts
    assert len(chain.canvas.scene().folding.members(ghost)) == 3
    chain.let_go(at)
    assert chain.document.undo_stack.count() == 1
    (group,) = chain.document.graph.groups
    members = [node.name for node in chain.document.graph.members(group)]
    assert len(members) == 3
    assert chain.reads("conv2d") == [members[-1]]


@pytest.mark.parametrize("block", ["fire", "inception"])
def test_a_block_that_joins_its_own_branches_says_that_it_is_appended(open_canvas: Callable[[Graph], Hand], block: str) -> None:
    net = Network()
    net(Conv2D(filters=8), net.input((28, 28, 1)))
    hand = open_canvas(net.graph)
    assert hand.hover(f"block:{block}", QPoint(3, 3))
    assert hand.canvas.scene().invitation.words == "drop to append"


@pytest.mark.slow
def test_a_block_can_start_a_branch_and_join_one(residual: Hand) -> None:
    residual.drop("block:conv_bn_relu", beside(residual, "conv2d_1", -1))
    assert residual.reads("conv2d_2") == ["conv2d_1"]
    residual.drop("block:conv_bn_relu", residual.node("add") - QPoint(60, 20))
    assert len(residual.document.graph.groups) == 2
    assert residual.document.graph.named(residual.reads("add")[2]).group == "conv_bn_relu_1"


def test_where_the_place_is_out_of_sight_the_pointer_tells_what_would_be(chain: Hand) -> None:
    chain.canvas.zoom_to(2.0)
    chain.canvas.show_area(chain.canvas.scene().cards[chain.id("input")].rect)
    assert chain.hover("Dense", QPoint(3, 3))
    assert hint(chain) == "Dense · drop to append · 64 · + 704 parameters · 640 MACs"


@pytest.mark.slow
def test_near_the_edge_the_canvas_scrolls_on(chain: Hand, qtbot) -> None:  # type: ignore[no-untyped-def]
    chain.canvas.zoom_to(2.0)
    bar = chain.canvas.verticalScrollBar()
    before = bar.value()
    chain.hover("ReLU", QPoint(450, chain.canvas.viewport().height() - 3))
    qtbot.waitUntil(lambda: bar.value() > before + 30)
    chain.leave()
    after, clock = bar.value(), chain.canvas._runner._timer
    assert not clock.isActive()
    clock.timeout.emit()  # that was on its way
    assert bar.value() == after


def test_what_a_block_amounts_to_stands_on_its_box_and_from_far_away_below_the_pointer(chain: Hand) -> None:
    at = chain.wire("rescaling", "conv2d")
    assert chain.hover("block:conv_bn_relu", at)
    wire = Wire(chain.id("rescaling"), chain.id("conv2d"), 0)
    after = preview_at(chain.document.analysis, insertable("block:conv_bn_relu"), OnWire(wire))
    assert after.analysis is not None
    new = [after.analysis.nodes[one] for one in after.new]
    params, macs = sum(one.params or 0 for one in new), sum(one.macs or 0 for one in new)
    scene = chain.canvas.scene()
    (box,) = scene.ghosts
    assert (scene.cards[box].analysis.params, scene.cards[box].analysis.macs) == (params, macs)
    assert f"+ {params:,} parameters" in hint(chain), "the hand lies over the box"
    chain.leave()
    chain.canvas.zoom_to(0.4)
    at = chain.wire("rescaling", "conv2d")
    assert chain.hover("block:conv_bn_relu", at)
    assert f"+ {params:,} parameters" in hint(chain)
    assert numbers.short(macs) in hint(chain)
    label = chain.canvas.findChild(QLabel, "canvasHint")
    assert label.y() >= at.y() + CARD_BELOW + CARD_HEIGHT


def test_where_the_place_is_cut_off_the_pointer_tells_what_would_be(chain: Hand) -> None:
    chain.canvas.resize(420, 700)
    chain.canvas.show_area(chain.canvas.scene().cards[chain.id("conv2d")].rect)
    chain.hover("ReLU", beside(chain, "conv2d", 1))
    assert hint(chain) == "ReLU · drop to branch off · 28 × 28 × 1 · + 0 parameters"


def test_below_a_node_with_a_branch_foreseen_the_wire_takes_it_again(chain: Hand) -> None:
    """Where the wire to the ghost begins, the wire that is there already is meant."""
    wire = chain.wire("conv2d", "max_pooling2d")
    chain.hover("ReLU", beside(chain, "conv2d", 1))
    chain.carry(wire)
    scene = chain.canvas.scene()
    (ghost,) = scene.ghosts
    assert scene.graph.node(chain.id("max_pooling2d")).inputs == (ghost,)


@pytest.mark.slow
@pytest.mark.parametrize("payload", ["Conv2D", "block:conv_bn_relu"])
@pytest.mark.parametrize("name", ["lenet5", "resnet20", "googlenet"])
def test_what_is_foreseen_stands_where_it_will_stand(open_canvas: Callable[[Graph], Hand], name: str, payload: str) -> None:
    hand = open_canvas(PRESETS[name].graph())
    scene = hand.canvas.scene()
    for shown in scene.graph.order[1:9:2]:
        for way in (
            QPoint(0, 0),
            QPoint(NODE_WIDTH // 2 + 30, 0),
            QPoint(-NODE_WIDTH // 2 - 30, 0),
            QPoint(0, NODE_HEIGHT // 2 + 6),
        ):
            hand.canvas.show_area(scene.cards[shown].place)
            at = hand.canvas.view_rect(scene.cards[shown].rect).center() + way
            hand.hover(payload, at)
            foreseen = {scene.cards[ghost].rect.getRect() for ghost in scene.ghosts}
            hand.let_go(at)
            assert foreseen == {scene.card_of(new).rect.getRect() for new in hand.document.selection}
            hand.canvas.calm()
            hand.document.undo()


@pytest.mark.parametrize("payload", ["Conv2D", "block:conv_bn_relu"])
def test_what_was_shown_is_what_becomes_the_design(chain: Hand, payload: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The network that was worked out while hovering is taken, not worked out once more."""
    at = chain.wire("conv2d", "max_pooling2d")
    chain.hover(payload, at)
    (ghost,) = chain.canvas.scene().ghosts
    shown = set(chain.canvas.scene().folding.members(ghost))
    monkeypatch.setattr(commands, "place", lambda *_: pytest.fail("it was worked out already"))
    chain.let_go(at)
    assert shown == set(chain.document.selection)


def test_a_design_that_changed_while_hovering_is_not_overwritten(chain: Hand) -> None:
    at = chain.wire("conv2d", "max_pooling2d")
    chain.hover("ReLU", at)
    insertion, seen = chain.canvas.commands.insertion, preview_at(chain.document.analysis, insertable("ReLU"), EMPTY)
    chain.document.edit("Rename", lambda graph: graph.rename(chain.id("dense"), "head"))
    chain.canvas.commands.do(insertion(insertable("ReLU"), EMPTY, seen=seen))
    assert chain.reads("re_lu") == ["head"]


@pytest.mark.parametrize(
    ("place", "verb"), [("wire", "insert"), ("ground", "append"), ("beside", "branch"), ("end", "branch"), ("port", "wire in")]
)
@pytest.mark.parametrize("shape", [(28, 28, 1), (1024, 1024, 3)])
def test_what_letting_go_does_is_never_cut(
    open_canvas: Callable[[Graph], Hand], shape: tuple[int, ...], place: str, verb: str
) -> None:
    net = Network()
    start = net(Conv2D(filters=2048, padding="same"), net.input(shape))
    end = net(Conv2D(filters=2048, padding="same"), start)
    net(Add(), start, end)
    hand = open_canvas(net.graph)
    places = {
        "wire": hand.wire("conv2d", "conv2d_1"),
        "ground": hand.empty(),
        "beside": beside(hand, "conv2d", -1),
        "end": beside(hand, "add"),
        "port": hand.node("add") - QPoint(60, 20),
    }
    for payload in ("Conv2D", "MaxPooling2D", "BatchNormalization"):
        hand.hover(payload, places[place])
        scene = hand.canvas.scene()
        (ghost,) = scene.ghosts
        says = scene.invitation
        assert says.verb == verb
        assert verb in says.words
        line = ghost_line(scene.cards[ghost], says, scene.paint_style)
        assert line.startswith((says.words, says.verb))
        face = scene.cards[ghost].face(scene.paint_style)
        assert scene.paint_style.small_metrics.horizontalAdvance(line) + face.shape_width <= NODE_WIDTH
        hand.leave()
