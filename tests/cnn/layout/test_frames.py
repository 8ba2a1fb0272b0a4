"""Frames around open groups: their names stand on lines of their own."""

from itertools import combinations

import pytest

from cnn.analysis import analyse
from cnn.graph import Graph
from cnn.layout.arrange import arrange
from cnn.layout.direction import COLUMNS, DOWN, RIGHT, Direction
from cnn.layout.folding import fold
from cnn.layout.frames import Frame, frames
from cnn.presets import PRESETS


def around(graph: Graph, direction: Direction) -> tuple[Frame, ...]:
    found = arrange(graph, direction=direction)
    cards = [(node.group, found.places[node.id], found.lines.get(node.id, 0)) for node in graph.nodes.values()]
    wires = [
        (graph.nodes[wire.source].group, graph.nodes[wire.target].group, path, found.lines.get(wire.source, 0))
        for wire, path in found.paths.items()
        if found.lines.get(wire.source) == found.lines.get(wire.target)
    ]
    return frames(cards, wires, direction)


@pytest.mark.parametrize("direction", [DOWN, COLUMNS, RIGHT], ids=lambda direction: direction.name)
@pytest.mark.parametrize("folded", [(), ("conv2", "inception_3a", "dense1/block1", "block2")])
@pytest.mark.parametrize("preset", ["resnet50", "googlenet", "densenet121", "mobilenet"])
def test_no_name_stands_on_another(preset: str, folded: tuple[str, ...], direction: Direction) -> None:
    graph = PRESETS[preset].graph()
    graph = fold(graph, analyse(graph), folded).graph
    named = [frame for frame in around(graph, direction) if frame.label[0] < frame.label[2]]
    assert named
    for one, other in combinations(named, 2):
        a, b = one.label, other.label
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (one.path, other.path)


@pytest.mark.parametrize("direction", [DOWN, COLUMNS, RIGHT])
def test_the_name_of_a_group_stands_above_those_of_what_begins_inside_it(direction: Direction) -> None:
    found = around(PRESETS["resnet50"].graph(), direction)
    names = {frame.path: frame.label[1] for frame in found if frame.label[0] < frame.label[2]}
    for stage in ("conv2", "conv3", "conv4", "conv5"):
        assert names[stage] < names[f"{stage}/block1"]
