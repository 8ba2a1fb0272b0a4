"""Several layers joined by one that merges them."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn.analysis import analyse
from cnn.blocks.functional import Network
from cnn.edits.insert import place
from cnn.edits.joining import joined, open_ends
from cnn.edits.spots import EMPTY, Beside, OnInput, OnNode, OnOutput
from cnn.errors import LayerloomError
from cnn.graph import Graph
from cnn.layers import Add, Concatenate, Conv2D, Dense, Flatten, Input, MaxPooling2D, ReLU, Rescaling, Subtract
from cnn.presets import PRESETS
from tests.cnn.graphs import BUILDABLE
from tests.stages import examples


def names(graph: Graph, name: str) -> list[str]:
    """What a layer reads, by name."""
    return [graph.node(source).name for source in graph.named(name).inputs]


def chain() -> Graph:
    """input → rescaling → conv2d → conv2d_1 → conv2d_2 → flatten."""
    net = Network()
    x = net(Rescaling(), net.input((16, 16, 3)))
    for _ in range(3):
        x = net(Conv2D(filters=8, padding="same"), x)
    net(Flatten(), x)
    return net.graph


def fork() -> tuple[Graph, str, str]:
    """input → conv2d → conv2d_1 and max_pooling2d, both open."""
    net = Network()
    x = net(Conv2D(filters=8, padding="same"), net(Rescaling(), net.input((16, 16, 3))))
    left = net(Conv2D(filters=8, padding="same"), x)
    right = net(MaxPooling2D(strides=1, padding="same"), x)
    return net.graph, left, right


def test_a_skip_connection_goes_in_where_the_way_goes_on() -> None:
    graph = chain()
    found, _ = joined(graph, [graph.named("conv2d_2").id, graph.named("conv2d").id], Add())
    assert (names(found, "add"), names(found, "flatten")) == (["conv2d", "conv2d_2"], ["add"])
    assert analyse(found).buildable
    assert found.outputs == graph.outputs


def test_an_output_that_is_joined_is_none_any_more() -> None:
    graph = chain()
    last = graph.named("conv2d_2").id
    found, add = joined(graph.mark_output(last), [graph.named("conv2d").id, last], Add())
    assert add.id in found.outputs
    assert last not in found.outputs


def test_branches_that_are_open_become_one() -> None:
    graph, left, right = fork()
    found, add = joined(graph, [right, left], Concatenate())
    assert add.inputs == (left, right)
    assert found.outputs == (add.id,)


def test_a_branch_joins_the_way_that_goes_on() -> None:
    graph = chain()
    graph, branch = graph.branch(graph.named("rescaling").id, Conv2D(filters=8, padding="same"))
    found, _ = joined(graph, [graph.named("conv2d_1").id, branch.id], Add())
    assert names(found, "conv2d_2") == ["add"]
    assert set(names(found, "add")) == {"conv2d_1", branch.name}


def test_branches_that_lead_different_ways_stay_as_they_are() -> None:
    graph, left, right = fork()
    for end in (left, right):
        graph, _ = graph.insert_after(end, ReLU())
    found, add = joined(graph, [left, right], Add())
    assert not found.consumers[add.id]
    assert len(found.outputs) == 3


def test_one_is_not_enough() -> None:
    graph = chain()
    with pytest.raises(LayerloomError, match="two layers or more"):
        joined(graph, [graph.named("conv2d").id] * 2, Add())


def test_what_stands_in_a_group_is_joined_there() -> None:
    graph = chain()
    graph = graph.move_to_group([node.id for node in graph.nodes.values() if "conv2d" in node.name], "stage")
    _, add = joined(graph, [graph.named("conv2d").id, graph.named("conv2d_2").id], Add())
    assert add.group == "stage"


def test_an_add_behind_the_end_joins_both_that_are_open() -> None:
    graph, left, right = fork()
    for spot in (EMPTY, OnNode(left), OnNode(right)):
        _, add = place(graph, Add(), spot)
        assert add.inputs == (left, right)
    assert place(graph, ReLU(), EMPTY)[1].inputs == (right,)
    assert place(graph, Add(), OnNode(graph.named("conv2d").id))[1].inputs == (graph.named("conv2d").id,)


def test_of_more_ends_those_are_joined_that_fit() -> None:
    graph, left, right = fork()
    graph, other = graph.branch(graph.named("conv2d").id, Dense(units=3))
    assert open_ends(graph, Add(), left) == (left, right)
    assert open_ends(graph, Concatenate(), left) == (left, right, other.id)
    assert open_ends(graph, Add()) == (left, right), "the last of them fits none, but these two each other"
    assert open_ends(graph, Add(), other.id) == ()
    assert open_ends(graph.mark_output(right), Add(), left) == (left, other.id)  # of two both: the card says what is wrong
    assert len(open_ends(graph, Subtract(), left)) == 2
    vector, flat = graph.remove(right).insert_after(other.id, Flatten())
    assert open_ends(vector, Add(), left) == (), "an image and a vector are not meant for each other"
    assert flat.id in vector.outputs
    assert open_ends(graph, ReLU()) == ()


def test_outputs_of_a_published_network_are_no_open_ends() -> None:
    assert open_ends(PRESETS["lenet5"].graph(), Add()) == ()


def test_beside_a_layer_stands_what_reads_the_same() -> None:
    graph = chain()
    graph = graph.move_to_group([graph.named("conv2d_1").id], "stage")
    found, new = place(graph, ReLU(), Beside(graph.named("conv2d_1").id, "left"))
    assert new.inputs == graph.named("conv2d_1").inputs
    assert new.group == "stage"
    assert found.named("conv2d_2").inputs == graph.named("conv2d_2").inputs
    merged, add = joined(graph, [graph.named("conv2d").id, graph.named("conv2d_2").id], Add())
    _, twin = place(merged, Concatenate(), Beside(add.id, "left"))
    assert twin.inputs == add.inputs


def test_beside_an_input_stands_another_or_a_branch() -> None:
    graph = chain()
    image = graph.inputs[0]
    assert place(graph, Input(shape=(4,)), Beside(image, "left"))[0].inputs[1:] != ()
    assert place(graph, ReLU(), Beside(image, "left"))[1].inputs == (image,)


def test_from_an_output_a_branch_starts() -> None:
    graph = chain()
    found, new = place(graph, ReLU(), OnOutput(graph.named("conv2d").id))
    assert new.inputs == (graph.named("conv2d").id,)
    assert names(found, "conv2d_1") == ["conv2d"]


def test_before_a_port_without_any_wire_a_layer_reads_the_last_end() -> None:
    graph = chain()
    graph, dense = graph.add(Dense())
    found, new = place(graph, ReLU(), OnInput(dense.id, 0))
    assert new.inputs == (graph.named("flatten").id,)
    assert found.node(dense.id).inputs == (new.id,)
    alone, dense = Graph().add(Dense())
    with pytest.raises(LayerloomError, match="Add an Input"):
        place(alone, ReLU(), OnInput(dense.id, 0))


@pytest.mark.slow
@settings(max_examples=examples(60), deadline=None)
@given(BUILDABLE, st.randoms(use_true_random=False))
def test_whatever_is_joined_no_wire_is_lost(graph: Graph, chance: Random) -> None:
    """Each wire is still there, or leads through the layer that joins; what could be built can be unless the shapes differ."""
    ends = chance.sample(sorted(graph.nodes), min(len(graph), chance.choice((2, 2, 3))))
    if len(ends) < 2:
        return
    grown, merge = joined(graph, ends, Concatenate())
    assert set(merge.inputs) == set(ends)
    for wire in graph.wires:
        source = grown.node(wire.target).inputs[wire.port]
        assert source == wire.source or (source == merge.id and wire.source in ends)
    assert set(grown.order) == {*graph.order, merge.id}
    assert {node for node in grown.nodes if grown.consumers[node]} >= set(ends)
