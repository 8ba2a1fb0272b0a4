"""Networks that come without groups get the ones their authors had in mind, and nothing else changes."""

from dataclasses import replace

import pytest
from hypothesis import given

from cnn.analysis import analyse
from cnn.blocks.functional import Network
from cnn.formats.keras.grouping import grouped
from cnn.formats.keras.reader import read_model
from cnn.formats.keras.writer import model_document
from cnn.graph import Graph
from cnn.layers import Add, BatchNormalization, Conv2D, Dense, Flatten, Layer, MaxPooling2D, ReLU
from cnn.layout.folding import fold
from cnn.presets import PRESETS
from tests.cnn.graphs import GRAPHS


def without_groups(graph: Graph) -> Graph:
    return replace(graph, nodes={key: replace(node, group="") for key, node in graph.nodes.items()})


def unnamed(graph: Graph) -> Graph:
    """As if nobody had named a layer."""
    count: dict[str, int] = {}
    nodes = {}
    for key, node in graph.nodes.items():
        name = node.layer.default_name()
        number = count[name] = count.get(name, -1) + 1
        nodes[key] = replace(node, group="", name=f"{name}_{number}" if number else name)
    return replace(graph, nodes=nodes)


@pytest.mark.parametrize("name", ["resnet50", "resnet20", "vgg16", "squeezenet", "mobilenet", "densenet121"])
def test_names_bring_back_the_groups_of_the_paper(name: str) -> None:
    graph = PRESETS[name].graph()
    found = grouped(without_groups(graph))
    for path in graph.groups:
        members = {node.id for node in graph.members(path)}
        if len(members) >= 3:
            assert {node.id for node in found.members(path)} == members, path


@pytest.mark.parametrize(("name", "blocks"), [("resnet18", 8), ("resnet50", 16), ("densenet121", 58), ("inception_v3", 11)])
def test_blocks_that_repeat_are_found_without_names(name: str, blocks: int) -> None:
    graph = PRESETS[name].graph()
    found = grouped(unnamed(graph))
    assert found.groups == tuple(f"block_{number}" for number in range(1, blocks + 1))


def test_a_block_ends_with_what_closes_it() -> None:
    net = Network()
    x = net(Conv2D(filters=4), net.input((8, 8, 3)))
    for _ in range(2):
        branch = net(BatchNormalization(), net(Conv2D(filters=4, padding="same"), x))
        x = net(ReLU(), net(Add(), x, branch))
    net(Dense(units=2), net(Flatten(), x))
    graph = grouped(net.graph)
    assert graph.groups == ("block_1", "block_2")
    assert [len(graph.members(path)) for path in graph.groups] == [4, 4]


def test_what_keras_made_up_is_no_name() -> None:
    net = Network()
    x = net.input((32, 32, 3))
    layers: list[Layer] = [Conv2D(), MaxPooling2D()] * 4
    for layer in layers:
        x = net(layer, x)
    graph = net.graph
    assert grouped(graph) is graph


def test_groups_that_are_there_stay() -> None:
    graph = PRESETS["resnet18"].graph()
    assert grouped(graph) is graph


def test_a_torn_group_is_none() -> None:
    """A layer of another name reads from the middle of the block, and the block reads it."""
    net = Network()
    x = net.input((8, 8, 3))
    for name in ("a1_conv", "a1_relu", "between", "a1_other"):
        x = net(Conv2D(filters=3, padding="same"), x, name=name)
    net(Dense(units=2), net(Flatten(), x))
    assert grouped(net.graph).groups == ()


@pytest.mark.slow
@given(GRAPHS)
def test_only_groups_are_new_and_all_of_them_fold(graph: Graph) -> None:
    found = grouped(graph)
    assert without_groups(found) == without_groups(graph)
    new = set(found.groups) - set(graph.groups)
    assert fold(found, analyse(found), new).tangled == frozenset()


def test_a_keras_file_opens_with_groups() -> None:
    graph = without_groups(PRESETS["resnet50"].graph())
    opened = read_model(model_document(graph), "resnet50.json")
    assert "conv4/block6" in opened.groups
