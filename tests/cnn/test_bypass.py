"""Skipped layers: the network counts and builds without them, and they come back as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.analysis import analyse
from cnn.bypass import bypass, can_bypass, reinstate
from cnn.copies import copy_text, paste, read_copy
from cnn.errors import EditError
from cnn.graph import Graph
from cnn.layers import Add, Conv2D, Dense, Flatten, Identity
from cnn.network import Network
from cnn.project import Project, dumps, loads
from cnn.selection import duplicate
from tests.cnn.graphs import GRAPHS


def small() -> Graph:
    net = Network()
    start = net(Conv2D(filters=4, padding="same"), net.input((8, 8, 3)))
    end = net(Conv2D(filters=4, padding="same"), start)
    net(Dense(units=3), net(Flatten(), net(Add(), start, end)))
    return net.graph


def test_a_skipped_layer_passes_its_input_on() -> None:
    graph = small()
    middle = graph.named("conv2d_1")
    after = analyse(bypass(graph, [middle.id]))
    assert after.buildable
    assert after.total_params == analyse(graph).total_params - analyse(graph).nodes[middle.id].params  # type: ignore[operator]
    assert after.nodes[middle.id].output_shape == (8, 8, 4)


@given(GRAPHS, st.data())
def test_skipping_and_using_again_is_nothing(graph: Graph, data: st.DataObject) -> None:
    able = [node.id for node in graph.nodes.values() if can_bypass(node) and node.bypassed is None]
    chosen = data.draw(st.sets(st.sampled_from(able))) if able else set()
    skipped = bypass(graph, chosen)
    assert loads(dumps(Project(graph=skipped))).graph.nodes == skipped.nodes
    assert reinstate(skipped, chosen).nodes == graph.nodes
    analyse(skipped)


@pytest.mark.parametrize("name", ["input", "add"])
def test_what_can_not_pass_one_input_on_is_refused(name: str) -> None:
    graph = small()
    with pytest.raises(EditError, match="can't be skipped"):
        bypass(graph, [graph.named(name).id])


def test_copies_of_skipped_layers_are_skipped_and_remember_what_they_were() -> None:
    graph = small()
    middle = graph.named("conv2d_1")
    graph = bypass(graph, [middle.id])
    grown, (copy,) = duplicate(graph, [middle.id])
    assert isinstance(grown.node(copy).layer, Identity)
    assert grown.node(copy).bypassed == middle.layer
    pasted, (piece,) = paste(graph, read_copy(copy_text(graph, [middle.id])), middle.id)
    assert pasted.node(piece).bypassed == middle.layer


def test_layers_that_share_weights_are_skipped_together() -> None:
    graph = small()
    owner = graph.named("conv2d_1")
    graph, twin = graph.add(owner.layer, owner.inputs[0], shares=owner.id)
    skipped = bypass(graph, [twin.id])
    assert skipped.node(owner.id).bypassed == owner.layer
    assert skipped.node(twin.id).bypassed == owner.layer


def test_another_kind_of_layer_forgets_what_waited() -> None:
    graph = small()
    middle = graph.named("conv2d_1")
    graph = bypass(graph, [middle.id]).replace_layer(middle.id, Conv2D(filters=9))
    assert graph.node(middle.id).bypassed is None
