"""Nodes placed by hand stand there, and all wires still lead from an output to an input."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.graph import Graph
from cnn.layout.arrange import NODE_HEIGHT, NODE_WIDTH, Point, arrange
from cnn.layout.pinned import placed
from tests.cnn.layout.test_arrange import chain, graphs, residual

PLACE = st.tuples(st.integers(-900, 900).map(float), st.integers(-900, 900).map(float))


@pytest.mark.slow
@given(graphs(), st.data())
def test_wires_lead_from_output_to_input_wherever_nodes_stand(graph: Graph, data: st.DataObject) -> None:
    pinned = data.draw(st.dictionaries(st.sampled_from(sorted(graph.nodes)), PLACE, max_size=4))
    graph = graph.place(pinned)
    automatic = arrange(graph)
    found = placed(graph, automatic)
    assert set(found.paths) == set(graph.wires)
    for node_id, place in pinned.items():
        assert list(pinned.values()).count(place) > 1 or found.places[node_id] == Point(*place)
    assert {key: found.places[key] for key in graph.nodes if key not in pinned} == {
        key: automatic.places[key] for key in graph.nodes if key not in pinned
    }
    for wire, path in found.paths.items():
        start, end = found.places[wire.source], found.places[wire.target]
        assert path[0] == Point(start.x + NODE_WIDTH / 2, start.y + NODE_HEIGHT)
        assert path[-1].y == end.y
        assert end.x < path[-1].x < end.x + NODE_WIDTH
        assert all(a.x == b.x or a.y == b.y for a, b in pairwise(path))
        assert path[1].y >= path[0].y
        assert path[-2].y <= path[-1].y


def test_without_positions_nothing_is_different() -> None:
    graph = residual(3)
    automatic = arrange(graph)
    assert placed(graph, automatic) is automatic


def test_a_group_moved_while_it_was_folded_keeps_its_shape() -> None:
    graph = chain(6).place({"n2": (500.0, 300.0), "n3": (500.0, 300.0)})
    automatic, found = arrange(graph), placed(graph, arrange(graph))
    assert found.places["n2"] == Point(500.0, 300.0)
    assert found.places["n3"].y - 300 == automatic.places["n3"].y - automatic.places["n2"].y
