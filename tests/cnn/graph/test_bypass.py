"""Skipped layers: the network counts and builds without them, and they come back as they were."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.analysis import analyse
from cnn.blocks.functional import Network
from cnn.edits.clipboard import copy_text, paste, read_copy
from cnn.edits.selection import duplicate
from cnn.errors import EditError
from cnn.graph import Graph, Wire
from cnn.graph.bypass import bypass, can_bypass, reinstate, skippable, torn
from cnn.layers import Add, Average, Conv2D, Dense, Dropout, Flatten, Identity, Layer, Multiply, Subtract
from cnn.project import Project, dumps, loads
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


@pytest.mark.slow
@given(GRAPHS, st.data())
def test_skipping_and_using_again_is_nothing(graph: Graph, data: st.DataObject) -> None:
    wanted = data.draw(st.sets(st.sampled_from(sorted(graph.nodes)))) if graph.nodes else set()
    chosen = skippable(graph, wanted)
    skipped = bypass(graph, chosen)
    assert {one for one in wanted if can_bypass(graph.nodes[one])} <= {*chosen, *_skipped(graph)}
    assert not torn(skipped)
    assert loads(dumps(Project(graph=skipped))).graph.nodes == skipped.nodes
    assert reinstate(skipped, chosen).nodes == graph.nodes
    analyse(skipped)


def _skipped(graph: Graph) -> set[str]:
    return {node.id for node in graph.nodes.values() if node.bypassed is not None}


def residual() -> Graph:
    """Two convolutions around which their input goes, then a classifier."""
    net = Network()
    start = net(Conv2D(filters=4, padding="same"), net.input((8, 8, 3)))
    with net.group("block"):
        inner = net(Conv2D(filters=4, padding="same"), net(Conv2D(filters=4, padding="same"), start))
        end = net(Add(), start, inner)
    net(Dense(units=3), net(Flatten(), end))
    return net.graph


def members(graph: Graph) -> list[str]:
    return [node.id for node in graph.nodes.values() if node.group]


@pytest.mark.keras
@pytest.mark.parametrize("joins", [Add(), Multiply(), Average(), Subtract()])
def test_a_residual_block_that_is_skipped_passes_its_input_on_to_the_bit(joins: Layer) -> None:
    import keras

    from cnn.worker.model.builder import build

    graph = residual()
    graph = graph.replace_layer(graph.named("block_add").id, joins)
    skipped = bypass(graph, skippable(graph, members(graph)))
    assert _skipped(skipped) == set(members(graph))
    model = build(skipped)
    image = np.random.default_rng(1).normal(size=(2, 8, 8, 3)).astype("float32")
    parts = keras.Model(model.input, [model.get_layer("conv2d").output, model.get_layer("block_add").output])
    into, out = parts.predict(image, verbose=0)
    assert np.array_equal(into, out)


def test_what_joins_different_things_stays() -> None:
    graph = residual()
    one = graph.named("block_conv2d").id
    add = graph.named("block_add").id
    assert skippable(graph, [one, add]) == (one,)
    with pytest.raises(EditError, match="joins different layers"):
        bypass(graph, [one, add])


def test_using_a_part_of_a_block_again_uses_what_joins_it_as_well() -> None:
    graph = residual()
    skipped = bypass(graph, skippable(graph, members(graph)))
    again = reinstate(skipped, [graph.named("block_conv2d").id])
    assert isinstance(again.named("block_add").layer, Add)
    assert _skipped(again) == {graph.named("block_conv2d_1").id}


def test_an_edit_within_a_skipped_block_is_told_and_mended() -> None:
    graph = residual()
    skipped = bypass(graph, skippable(graph, members(graph)))
    wire = Wire(skipped.named("block_conv2d").id, skipped.named("block_conv2d_1").id, 0)
    torn_apart, _ = skipped.insert_on_wire(wire, Dropout(rate=0.5))
    (problem,) = [one for one in analyse(torn_apart).problems if one.severity == "error"]
    assert '"block_add" is skipped' in problem.message
    mended = problem.repairs[0].apply(torn_apart)
    assert isinstance(mended.named("block_add").layer, Add)
    assert analyse(mended).buildable


def test_copies_of_a_skipped_block_are_skipped_and_a_copy_of_its_end_alone_is_not() -> None:
    graph = residual()
    skipped = bypass(graph, skippable(graph, members(graph)))
    grown, copies = duplicate(skipped, members(skipped))
    assert all(grown.node(one).bypassed is not None for one in copies)
    pasted, (end,) = paste(skipped, read_copy(copy_text(skipped, [skipped.named("block_add").id])))
    assert isinstance(pasted.node(end).layer, Add)
    assert pasted.node(end).bypassed is None


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
