"""A network that runs to the right, in lines: every gesture means there what it means downwards."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cnn.blocks.functional import Network
from cnn.graph import Graph
from cnn.layers import Add, Conv2D
from cnn.layout.direction import NODE_HEIGHT, NODE_WIDTH
from cnn.pictures.drawing import Text
from cnn.pictures.picture import Wishes, draw
from cnn.presets import PRESETS
from cnn.project import Project, dumps, load, loads, save
from tests.gui.canvas.conftest import Hand

Opener = Callable[[Graph], Hand]


@pytest.fixture
def right(chain: Hand) -> Hand:
    """input → rescaling → conv2d → max_pooling2d → flatten → dense, three in a line."""
    chain.canvas.run_to_the_right(True)
    return chain


def place(hand: Hand, name: str) -> tuple[float, float]:
    card = hand.canvas._scene.card_of(hand.id(name))
    return card.x, card.y


def test_lines_are_read_as_text_is(right: Hand) -> None:
    names = ("input", "rescaling", "conv2d", "max_pooling2d", "flatten", "dense")
    xs, ys = zip(*(place(right, name) for name in names), strict=True)
    assert xs[:3] == xs[3:]
    assert xs[0] < xs[1] < xs[2]
    assert len(set(ys)) == 2


def test_wires_leave_at_the_right_and_enter_at_the_left(right: Hand) -> None:
    card = right.canvas._scene.card_of(right.id("rescaling"))
    assert right.output("rescaling") == right.canvas.view_rect(card.rect).topLeft() + QPoint(
        round(NODE_WIDTH * right.canvas.zoom), round(NODE_HEIGHT / 2 * right.canvas.zoom)
    )
    assert right.input("rescaling", 0).x() == right.canvas.view_rect(card.rect).left()


@pytest.mark.slow
def test_a_layer_is_appended_inserted_and_branched_off(right: Hand) -> None:
    right.drop("Dense", right.empty())
    assert right.reads("dense_1") == ["dense"]
    right.drop("BatchNormalization", right.wire("rescaling", "conv2d"))
    assert right.reads("conv2d") == ["batch_normalization"]
    right.document.undo()
    right.drop("ReLU", right.wire("conv2d", "max_pooling2d"))  # the wire that leads to the next line
    assert right.reads("max_pooling2d") == ["re_lu"]
    right.document.undo()
    below = right.node("rescaling") + QPoint(0, round((NODE_HEIGHT / 2 + 5) * right.canvas.zoom))
    right.drop("Conv2D", below)
    assert right.reads("conv2d_1") == ["input"]
    assert right.reads("conv2d") == ["rescaling"]
    assert place(right, "conv2d_1")[1] > place(right, "conv2d")[1], "it goes where it was let go"


def test_the_ghost_stands_in_the_line(right: Hand) -> None:
    right.hover("BatchNormalization", right.wire("rescaling", "conv2d"))
    scene = right.canvas._scene
    (ghost,) = scene.ghosts
    assert scene.cards[ghost].y == place(right, "rescaling")[1]
    assert scene.cards[ghost].x > place(right, "rescaling")[0]
    right.leave()


def test_a_wire_is_dragged_from_port_to_port(open_canvas: Opener) -> None:
    net = Network()
    x = net.input((28, 28, 1))
    start = net(Conv2D(filters=4, padding="same"), x)
    net(Add(), start, net(Conv2D(filters=4, padding="same"), start))
    hand = open_canvas(net.graph)
    hand.canvas.run_to_the_right(True)
    hand.drag(hand.output("input"), hand.input("add", 2))
    assert hand.reads("add") == ["conv2d", "conv2d_1", "input"]
    ports = [hand.input("add", port) for port in range(3)]
    assert len({port.x() for port in ports}) == 1
    assert sorted(port.y() for port in ports) == sorted({port.y() for port in ports})


@pytest.mark.parametrize("way", ["down", "right"])
def test_arrow_keys_follow_the_wires(chain: Hand, way: str) -> None:
    chain.canvas.run_to_the_right(way == "right")
    chain.document.select([chain.id("rescaling")])
    forth, back = (Qt.Key.Key_Right, Qt.Key.Key_Left) if way == "right" else (Qt.Key.Key_Down, Qt.Key.Key_Up)
    QTest.keyClick(chain.canvas, forth)
    assert chain.document.selection == (chain.id("conv2d"),)
    QTest.keyClick(chain.canvas, forth)
    assert chain.document.selection == (chain.id("max_pooling2d"),), "into the next line"
    QTest.keyClick(chain.canvas, back)
    assert chain.document.selection == (chain.id("conv2d"),)


def test_up_and_down_go_from_line_to_line(right: Hand) -> None:
    right.document.select([right.id("rescaling")])
    QTest.keyClick(right.canvas, Qt.Key.Key_Down)
    assert right.document.selection == (right.id("flatten"),)
    QTest.keyClick(right.canvas, Qt.Key.Key_Up)
    assert right.document.selection == (right.id("rescaling"),)


def test_fit_breaks_lines_for_the_width_there_is(open_canvas: Opener) -> None:
    hand = open_canvas(PRESETS["alexnet"].graph())
    hand.canvas.run_to_the_right(True)
    rows = len({card.y for card in hand.canvas._scene.cards.values()})
    assert hand.canvas.zoom > 0.9
    hand.canvas.resize(1600, 700)
    hand.canvas.fit()
    assert len({card.y for card in hand.canvas._scene.cards.values()}) < rows
    assert hand.canvas.zoom > 0.9
    seen = hand.canvas.view_rect(hand.canvas._scene.extent)
    assert hand.canvas.viewport().rect().contains(seen)
    assert seen.width() > 1200


@pytest.mark.slow
@pytest.mark.parametrize("name", ["resnet152", "googlenet"])
def test_a_large_network_is_readable_folded(open_canvas: Opener, name: str) -> None:
    hand = open_canvas(PRESETS[name].graph())
    hand.canvas.folds.fold_all()
    hand.canvas.run_to_the_right(True)
    assert hand.canvas.zoom > 0.8
    hand.canvas.folds.unfold_all()
    assert len(hand.canvas._scene.cards) == len(hand.document.graph)


def test_groups_are_folded_by_their_name(open_canvas: Opener) -> None:
    hand = open_canvas(PRESETS["alexnet"].graph())
    hand.canvas.run_to_the_right(True)
    scene = hand.canvas._scene
    frame = next(frame for frame in scene.frames if frame.path == "stage5")
    for card in scene.cards.values():
        assert frame.rect.intersects(card.rect) == (card.node.group == "stage5")
        assert not frame.label.intersects(card.rect)
    at = hand.canvas.view_rect(frame.label).center()
    hand.click(at)
    QTest.mouseDClick(hand.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert "/stage5" in scene.cards


@pytest.mark.slow
def test_what_was_placed_by_hand_goes_back_into_line_and_comes_back(chain: Hand) -> None:
    chain.drag(chain.node("conv2d"), chain.node("conv2d") + QPoint(-250, 40))
    placed = place(chain, "conv2d")
    chain.canvas.run_to_the_right(True)
    assert chain.document.graph.named("conv2d").position is None
    chain.canvas.run_to_the_right(False)
    chain.document.undo()
    assert place(chain, "conv2d") == placed


@pytest.mark.slow
def test_turning_is_one_step_back_and_forth_where_places_go_and_it_is_said(chain: Hand, qtbot: QtBot) -> None:
    chain.canvas.run_to_the_right(True)
    assert chain.document.undo_stack.count() == 0, "nothing is lost: that is how one looks at it"
    chain.canvas.run_to_the_right(False)
    chain.drag(chain.node("conv2d"), chain.node("conv2d") + QPoint(-250, 40))
    placed = place(chain, "conv2d")
    with qtbot.waitSignal(chain.canvas.messagePosted) as said:
        chain.canvas.run_to_the_right(True)
    assert "Undo brings it back" in said.args[0]
    assert chain.document.undo_stack.undoText() == "Run to the right"
    chain.document.undo()
    assert (chain.document.direction, place(chain, "conv2d")) == ("down", placed)
    chain.document.redo()
    assert chain.document.direction == "right"
    assert chain.document.graph.named("conv2d").position is None
    assert chain.document.undo_stack.count() == 2


@pytest.mark.slow
def test_a_layer_is_moved_by_hand_and_its_wires_follow(right: Hand) -> None:
    right.drag(right.node("conv2d"), right.node("conv2d") + QPoint(40, 150))
    position = right.document.graph.named("conv2d").position
    assert position is not None
    (into,) = (c for wire, c in right.canvas._scene.curves.items() if wire.target == right.id("conv2d"))
    assert into.corners[-1] == (position[0], position[1] + NODE_HEIGHT / 2)


@pytest.mark.slow
def test_it_is_kept_with_the_project_and_old_files_open_as_before(right: Hand, tmp_path: Path) -> None:
    save(right.document.kept, tmp_path / "a.loom")
    assert load(tmp_path / "a.loom").direction == "right"
    plain = dumps(Project(PRESETS["lenet5"].graph()))
    assert "direction" not in plain
    assert loads(plain).direction == "down"
    assert loads(re.sub(r"^\{", '{"direction": "sideways",', plain)).direction == "down"
    assert not right.document.dirty, "how it is looked at is no edit"
    right.document.replace_project(load(tmp_path / "a.loom"))
    assert right.canvas._scene.direction.name == "right"
    right.document.replace_project(loads(plain))
    assert right.canvas._scene.direction.name == "down"


def test_a_picture_runs_as_the_canvas_does(right: Hand) -> None:
    picture, down = draw(right.document.kept, Wishes()), draw(right.document.project, Wishes())
    assert picture.width > down.width
    assert picture.height < down.height
    at = {shape.text: shape.y for shape in picture.shapes if isinstance(shape, Text)}
    assert at["input"] == at["rescaling"] == at["conv2d"] < at["max_pooling2d"]


@pytest.mark.slow
def test_what_is_seen_from_far_away_stands_where_the_network_stands_after_a_turn(chain: Hand) -> None:
    """From there everything is gathered once and painted from that; so is the small overview."""

    def bars() -> list[str]:
        """Layers at whose places there is nothing."""
        chain.canvas.zoom_to(0.12)
        view = chain.canvas.viewport()
        image = view.grab().toImage()
        places = {name: chain.node(name) for name in chain.names()}
        assert all(view.rect().contains(place) for place in places.values())
        return [name for name, place in places.items() if image.pixelColor(place).lightness() > 235]

    assert bars() == []
    chain.canvas.run_to_the_right(True)
    assert bars() == []
    chain.canvas.run_to_the_right(False)
    assert bars() == []


@pytest.mark.slow
def test_ports_go_with_the_layer_that_is_moved(chain: Hand) -> None:
    start = chain.node("flatten")
    chain.click(start)
    card = chain.canvas._scene.card_of(chain.id("flatten"))
    ring = chain.output("flatten")

    def has_ring(place: QPoint) -> bool:
        """Whether the lower half of a ring in the accent hangs there."""
        below = chain.canvas.viewport().grab().toImage().copy(place.x() - 6, place.y() + 3, 13, 4)
        colours = [below.pixelColor(x, y) for x in range(13) for y in range(4)]
        return sum(colour.hsvSaturation() > 120 for colour in colours) > 2

    assert has_ring(ring)
    chain.drag(start, start + QPoint(260, 40), release=False)
    assert card.shift != (0.0, 0.0)
    assert has_ring(ring + QPoint(*map(round, card.shift)) * chain.canvas.zoom)
    assert not has_ring(ring)
    chain.release(start + QPoint(260, 40))
