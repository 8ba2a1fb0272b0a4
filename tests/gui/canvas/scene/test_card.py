"""What stands on a card has room there: the class of a layer gives way, then the box of its shape; figures are never cut."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from cnn.analysis import analyse
from cnn.graph import Graph
from cnn.layout.arrange import NODE_WIDTH
from cnn.layout.folding import fold
from cnn.pictures.cards import INDENT, MARGIN, Words
from cnn.pictures.colours import LIGHT
from cnn.presets import PRESETS
from gui.canvas.scene.card import GLYPH, Card, words
from gui.canvas.scene.paint_style import PaintStyle


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
