"""Blocks are found again in networks that came without groups."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.blocks.functional import Network
from cnn.formats.keras.grouping import grouped
from cnn.graph import Graph
from cnn.layers import create
from cnn.presets import PRESETS
from tests.cnn.formats.networks import networks
from tests.cnn.formats.python.test_repetition import check, repetitive


def ungrouped(graph: Graph) -> Graph:
    """A network as a Keras file has it: names, but no groups."""
    return replace(graph, nodes={key: replace(node, group="") for key, node in graph.nodes.items()})


def residual_network(blocks: int) -> Graph:
    """Residual blocks whose layers have the names that Keras itself gives."""
    net = Network("plain")
    x = net(create("Conv2D", {"filters": 4, "kernel_size": 3, "padding": "same"}), net.input((8, 8, 4)))
    for _ in range(blocks):
        y = net(create("Conv2D", {"filters": 4, "kernel_size": 3, "padding": "same"}), x)
        y = net(create("BatchNormalization", {}), y)
        x = net(create("ReLU", {}), net(create("Add", {}), x, y))
    net(create("GlobalAveragePooling2D", {}), x)
    return net.graph


@pytest.mark.slow
@pytest.mark.parametrize("name", ["resnet50", "resnet152", "densenet121", "vgg16", "mobilenet_v2"])
def test_the_groups_of_presets_are_found_by_their_names(name: str) -> None:
    graph = PRESETS[name].graph()
    found = grouped(ungrouped(graph))
    blocks = [group for group in graph.groups if len(graph.members(group)) > 3 and group.split("/")[-1].startswith("block")]
    assert blocks
    for block in blocks:
        inside = {found.nodes[node.id].group.replace("/", "_") for node in graph.members(block)}
        assert inside == {block.replace("/", "_")}


def test_blocks_without_names_are_found_by_how_they_branch() -> None:
    found = grouped(residual_network(3))
    assert found.groups == ("block_1", "block_2", "block_3")
    assert [node.layer.class_name for node in found.members("block_2")] == ["Conv2D", "BatchNormalization", "Add", "ReLU"]
    assert found.named("conv2d").group == ""


def test_what_does_not_repeat_stays_as_it_is() -> None:
    for graph in (residual_network(1), PRESETS["lenet5"].graph(), Graph()):
        assert grouped(graph) is graph


@pytest.mark.slow
def test_groups_that_are_there_stay() -> None:
    graph = PRESETS["resnet20"].graph()
    assert all(
        after.group == before.group
        for before in graph.nodes.values()
        if before.group and (after := grouped(graph).nodes[before.id])
    )


@pytest.mark.slow
@given(st.one_of(networks(), repetitive()).map(ungrouped))
def test_nothing_but_groups_changes_and_programs_say_the_same(graph: Graph) -> None:
    found = grouped(graph)
    assert ungrouped(found).nodes == graph.nodes
    assert (found.name, found.outputs) == (graph.name, graph.outputs)
    assert all(len(found.members(group)) >= 3 for group in found.groups)
    check(found)
