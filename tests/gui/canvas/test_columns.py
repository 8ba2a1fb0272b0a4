"""A network that is too high to be read as a whole: Fit breaks it into columns, Arrange puts it into one again."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from cnn.graph import Graph
from cnn.layout.direction import COLUMNS, DOWN, NODE_WIDTH
from cnn.pictures.drawing import Text
from cnn.pictures.picture import Wishes, draw
from cnn.presets import PRESETS
from tests.gui.canvas.conftest import Hand
from tests.gui.canvas.test_selecting import open_menu

Opener = Callable[[Graph], Hand]


@pytest.fixture
def vgg(open_canvas: Opener) -> Hand:
    """VGG-19, all of its layers, in one column."""
    hand = open_canvas(PRESETS["vgg19"].graph())
    hand.canvas.folds.unfold_all()
    assert len({card.x for card in hand.canvas._scene.cards.values()}) == 1
    return hand


def columns(hand: Hand) -> list[float]:
    return sorted({card.x for card in hand.canvas._scene.cards.values()})


def broken(hand: Hand) -> tuple[str, str]:
    """The names of two layers that are joined over the end of a column."""
    scene = hand.canvas._scene
    wire = next(wire for wire in scene.curves if scene.cards[wire.source].x != scene.cards[wire.target].x)
    return scene.cards[wire.source].node.name, scene.cards[wire.target].node.name


def test_fit_breaks_one_column_into_several_and_arrange_puts_them_into_one(vgg: Hand) -> None:
    vgg.canvas.fit()
    assert len(columns(vgg)) > 1
    assert vgg.canvas.zoom > 0.55, "one column would stand at 35 %"
    scene = vgg.canvas._scene
    names = [frame.label for frame in scene.frames if not frame.label.isEmpty()]
    for seen in (*(card.rect for card in scene.cards.values()), *names):
        assert vgg.canvas.viewport().rect().contains(vgg.canvas.view_rect(seen))
    vgg.canvas.arrange()
    assert len(columns(vgg)) == 1
    assert scene.direction is DOWN


def test_what_can_be_read_in_one_column_stays_in_one(open_canvas: Opener) -> None:
    hand = open_canvas(PRESETS["lenet5"].graph())
    hand.canvas.fit()
    assert hand.canvas._scene.direction is DOWN


def test_fit_makes_one_column_again_of_what_became_short(vgg: Hand) -> None:
    vgg.canvas.fit()
    order = vgg.document.graph.order
    vgg.document.edit("Shorten", vgg.document.graph.remove(*order[6:]))
    assert vgg.canvas._scene.direction is COLUMNS, "an edit doesn't throw all about"
    vgg.canvas.fit()
    assert vgg.canvas._scene.direction is DOWN


def test_another_design_begins_in_one_column(vgg: Hand) -> None:
    vgg.canvas.fit()
    vgg.canvas.run_to_the_right(True)
    vgg.canvas.run_to_the_right(False)
    assert len(columns(vgg)) > 1, "who turns it sees all of it"
    vgg.document.opened.emit()
    assert len(columns(vgg)) == 1


def test_a_layer_goes_into_the_wire_that_leads_to_the_next_column(vgg: Hand) -> None:
    vgg.canvas.fit()
    source, target = broken(vgg)
    vgg.drop("BatchNormalization", vgg.wire(source, target))
    assert vgg.reads("batch_normalization") == [source]
    assert vgg.reads(target) == ["batch_normalization"]


def test_a_branch_begins_beside_a_card(vgg: Hand) -> None:
    vgg.canvas.fit()
    source, _ = broken(vgg)
    beside = vgg.node(source) + QPoint(round((NODE_WIDTH / 2 + 14) * vgg.canvas.zoom), 0)
    vgg.drop("Conv2D", beside)
    assert vgg.reads("conv2d") == vgg.reads(source)


def test_arrow_keys_go_over_the_end_of_a_column(vgg: Hand) -> None:
    vgg.canvas.fit()
    source, target = broken(vgg)
    vgg.document.select([vgg.id(source)])
    QTest.keyClick(vgg.canvas, Qt.Key.Key_Down)
    assert vgg.document.selection == (vgg.id(target),)
    QTest.keyClick(vgg.canvas, Qt.Key.Key_Up)
    assert vgg.document.selection == (vgg.id(source),)


def test_layers_are_not_placed_by_hand_in_columns_and_it_is_said(vgg: Hand) -> None:
    vgg.canvas.fit()
    said: list[str] = []
    vgg.document.refused.connect(said.append)
    graph = vgg.document.graph
    vgg.drag(vgg.node("fc1"), vgg.node("fc1") + QPoint(30, 150))
    assert vgg.document.graph is graph
    assert ["Arrange" in line for line in said] == [True]
    vgg.canvas.arrange()
    vgg.canvas.show_area(vgg.canvas._scene.card_of(vgg.id("fc1")).rect)
    vgg.drag(vgg.node("fc1"), vgg.node("fc1") + QPoint(150, 0))
    assert vgg.document.graph.named("fc1").position is not None
    vgg.canvas.fit()
    assert vgg.canvas._scene.direction is DOWN, "what was placed by hand stays where it is"


@pytest.mark.slow
@pytest.mark.parametrize("right", [False, True], ids=["down", "right"])
@pytest.mark.parametrize("name", ["resnet152", "inception_v3"])
def test_the_blocks_of_a_long_network_are_named_as_a_whole(open_canvas: Opener, name: str, right: bool) -> None:
    hand = open_canvas(PRESETS[name].graph())
    hand.canvas.folds.unfold_all()
    hand.canvas.run_to_the_right(right)
    hand.canvas.fit()
    assert hand.canvas.zoom > 0.12
    hand.canvas.grab()  # paints
    groups = {frame.name for frame in hand.canvas._scene.frames}
    shown = {text for _, text, _, _ in hand.canvas._names._placed}
    assert len(groups & shown) > len(groups) / 2
    assert not any(text.startswith("con…") for text in shown), "the start of a name is that of its group"


def test_a_picture_of_it_stands_in_the_same_columns(vgg: Hand) -> None:
    assert vgg.document.page is None
    vgg.canvas.fit()
    picture = draw(vgg.document.kept, Wishes(page=vgg.document.page))
    names = {shape.text: shape for shape in picture.shapes if isinstance(shape, Text) and shape.bold}
    cards = vgg.canvas._scene.cards.values()
    away = {
        (round(names[card.words.name].x - card.x), round(names[card.words.name].y - card.y))
        for card in cards
        if card.words.name in names
    }
    assert len(away) == 1, "all as far from where they stand on the canvas"
    vgg.canvas.arrange()
    assert vgg.document.page is None


def test_the_name_of_a_group_is_clicked_where_it_is_painted_from_far_away(open_canvas: Opener) -> None:
    hand = open_canvas(PRESETS["resnet50"].graph())
    hand.canvas.folds.unfold_all()
    hand.canvas.fit()
    assert hand.canvas.zoom < 0.28
    hand.canvas.grab()
    frame = next(frame for frame in hand.canvas.scene().frames if frame.path == "conv2")
    name = hand.canvas.view_rect(frame.rect).topLeft() + QPoint(10, 0)
    hand.click(name)
    assert set(hand.document.selection) == {node.id for node in hand.document.graph.members("conv2")}
    menu = open_menu(hand, name)
    assert "Fold" in [action.text() for action in menu.actions()]
    menu.close()
    hand.canvas.grab()
    QTest.mouseDClick(hand.canvas.viewport(), Qt.MouseButton.LeftButton, pos=name)
    assert "conv2" in hand.canvas.folds.paths
