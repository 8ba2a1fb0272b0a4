"""Very large networks: a rough arrangement at once, the real one from a process that can be stopped."""

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.blocks.functional import Network
from cnn.graph import Graph
from cnn.layers import Add, ReLU
from cnn.layout.arrange import NODE_HEIGHT, NODE_WIDTH, Point, arrange, effort
from cnn.layout.process import program, question, read, rough
from cnn.presets import PRESETS
from tests.cnn.graphs import GRAPHS


def ladder(rows: int) -> Graph:
    """Two strands that read each other crosswise: nowhere one node wide."""
    net = Network()
    left = right = net.input((8, 8, 1))
    for _ in range(rows):
        left, right = net(Add(), left, right), net(ReLU(), left)
    return net.graph


@pytest.mark.slow
def test_the_process_arranges_as_the_window_would() -> None:
    graph = PRESETS["squeezenet"].graph()
    room = {graph.outputs[0]: 40.0}
    done = subprocess.run(program(), input=question(graph, room), capture_output=True, check=True, timeout=60)
    assert read(done.stdout) == arrange(graph, room)


@pytest.mark.slow
@given(GRAPHS, st.data())
def test_roughly_every_node_has_a_place_and_every_wire_its_ends(graph: Graph, data: st.DataObject) -> None:
    ids = list(graph.nodes)
    stay = data.draw(st.sets(st.sampled_from(ids), max_size=3)) if ids else set()
    kept = {node_id: Point(number * 7.0, -number * 90.0) for number, node_id in enumerate(sorted(stay))}
    found = rough(graph, kept)
    assert found.places.keys() == graph.nodes.keys()
    assert all(found.places[node_id] == place for node_id, place in kept.items())
    assert set(found.paths) == set(graph.wires)
    for wire, path in found.paths.items():
        source, target = found.places[wire.source], found.places[wire.target]
        assert path[0] == (source.x + NODE_WIDTH / 2, source.y + NODE_HEIGHT)
        assert target.x <= path[-1].x <= target.x + NODE_WIDTH
        assert path[-1].y == target.y


def test_roughly_nothing_stands_on_something_else_and_wires_run_down() -> None:
    found = rough(ladder(30), {})
    assert len(set(found.places.values())) == len(found.places)
    assert all(path[0].y < path[-1].y for path in found.paths.values())


def test_effort_counts_the_largest_stretch() -> None:
    assert effort(PRESETS["vgg16"].graph()) == 1
    assert effort(PRESETS["resnet18"].graph()) < 20
    assert effort(ladder(50)) >= 100
    assert effort(Graph()) == 0


def test_what_is_no_arrangement_is_refused() -> None:
    with pytest.raises(ValueError, match="Expecting"):
        read(b"{")
