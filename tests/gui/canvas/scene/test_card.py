"""What stands on a card has room there: the class of a layer gives way, then the box of its shape; figures are never cut."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from cnn.analysis import analyse
from cnn.graph import Graph
from cnn.layout.arrange import NODE_WIDTH
from cnn.layout.folding import fold
from cnn.pictures.cards import INDENT, MARGIN, Words, short_kind
from cnn.pictures.colours import LIGHT
from cnn.presets import PRESETS
from gui.canvas.scene.card import GLYPH, Card, agree, words
from gui.canvas.scene.paint_style import PaintStyle
from gui.canvas.scene.scene import Scene


@pytest.fixture
def style(qapp: QApplication) -> PaintStyle:
    return PaintStyle(LIGHT, qapp.font())


def cards(graph: Graph, folded: set[str]) -> Iterator[Card]:
    """The cards of a network, as the canvas makes them."""
    folding = fold(graph, analyse(graph), folded)
    for node_id, node in folding.graph.nodes.items():
        told = folding.analysis.nodes[node_id]
        yield Card(node, told, None, words(node, told, box=folding.boxes.get(node_id)))


def cut(said: Words, style: PaintStyle) -> str:
    """The second line of a card that says this."""
    graph = PRESETS["lenet5"].graph()
    node = next(iter(graph.nodes.values()))
    return Card(node, analyse(graph).nodes[node.id], None, said).face(style).settings


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("name", ["lenet5", "alexnet", "resnet50", "inception_v3", "googlenet", "densenet169"])
def test_no_second_line_of_a_known_network_is_cut(name: str, style: PaintStyle) -> None:
    graph = PRESETS[name].graph()
    groups = {node.group for node in graph.nodes.values() if node.group}
    seen = [*cards(graph, set()), *cards(graph, groups)]
    assert [card.face(style).settings for card in seen if card.face(style).settings not in card.words.spellings] == []


@pytest.mark.parametrize("name", ["alexnet", "googlenet"])
def test_nothing_on_a_second_line_runs_into_what_stands_beside_it(name: str, style: PaintStyle) -> None:
    room = NODE_WIDTH - INDENT - MARGIN
    boxes = set()
    for card in cards(PRESETS[name].graph(), set()):
        face = card.face(style)
        boxes.add(face.glyph)
        beside = GLYPH if face.glyph else 8 * bool(face.shape)
        assert style.small_metrics.horizontalAdvance(face.settings) + beside + face.shape_width <= room, face
    assert boxes == {True, False}, "where there is room the box stays"


def test_the_class_is_whole_where_there_is_room_and_short_where_there_is_not(style: PaintStyle) -> None:
    said = Words("conv1", "156", "Conv2D 6 · 5×5", "24 × 24 × 6", kind="Conv2D")
    assert cut(said, style) == "Conv2D 6 · 5×5"
    full = "LocalResponseNormalization 5"
    assert cut(Words("norm1", "0", full, "55 × 55 × 96", kind="LocalResponseNormalization"), style) == "LRN 5"
    assert cut(Words("x", "0", f"Mystery {'9' * 21}", "1,000 × 5", kind="Mystery"), style) == "9" * 21
    assert cut(Words("x", "0", f"Mystery {'9' * 60}", "1,000 × 5", kind="Mystery"), style).endswith("9…")


def classes_shown(seen: list[Card], style: PaintStyle) -> dict[str, set[str]]:
    """How each class is written on the cards, where it is written at all."""
    found: dict[str, set[str]] = {}
    for card in seen:
        first = card.face(style).settings.split(" ")[0]
        if card.words.kind and first in (card.words.kind, short_kind(card.words.kind)):
            found.setdefault(card.words.kind, set()).add(first)
    return found


@pytest.mark.parametrize("name", ["lenet5", "resnet50", "mobilenet"])
def test_a_class_is_spelled_alike_on_all_cards_of_a_network(name: str, style: PaintStyle) -> None:
    seen = list(cards(PRESETS[name].graph(), set()))
    apart = {kind for kind, spelled in classes_shown(seen, style).items() if len(spelled) > 1}
    assert apart, "each for itself they are not"
    agree(seen, style)
    assert all(len(spelled) == 1 for spelled in classes_shown(seen, style).values())
    assert not any(card.wants_brief(style) and card.face(style).settings == card.words.settings for card in seen)


def test_the_canvas_spells_a_class_alike_and_in_full_again_once_there_is_room(qapp: QApplication) -> None:
    graph = PRESETS["lenet5"].graph()
    scene = Scene()
    scene.show_graph(graph, analyse(graph))
    style = scene.paint_style
    assert classes_shown(list(scene.cards.values()), style)["Conv2D"] == {"Conv"}
    narrow = graph.named("conv2d_1")
    wide = graph.replace_layer(narrow.id, narrow.layer.replace(activation="linear"))
    scene.show_graph(wide, analyse(wide))
    assert classes_shown(list(scene.cards.values()), style)["Conv2D"] == {"Conv2D"}
