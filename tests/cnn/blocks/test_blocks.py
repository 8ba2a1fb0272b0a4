"""Blocks: what each adds, where it goes, and what it refuses."""

import importlib
import pkgutil
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn import blocks
from cnn.analysis import analyse
from cnn.blocks import BLOCKS, Block
from cnn.errors import ArgumentError, EditError, LayerloomError, UnknownNodeError
from cnn.graph import Graph, Wire
from cnn.layers import Conv2D, Dense, Flatten, Input, Rescaling
from cnn.presets import PRESETS

IMAGE = (32, 32, 16)


def test_the_list_has_each_block_of_each_file_by_its_name_and_title() -> None:
    modules = [importlib.import_module(f"cnn.blocks.{found.name}") for found in pkgutil.iter_modules(blocks.__path__)]
    made = {id(item): item for module in modules for item in vars(module).values() if isinstance(item, Block)}
    assert {block.name: block.title for block in made.values()} == blocks.TITLES
    assert [block.name for block in BLOCKS.values()] == list(BLOCKS) == list(blocks.TITLES)


#: block → settings, output shape and parameters behind 32×32×16, by the papers' arithmetic
EXPECTED: dict[str, tuple[dict[str, Any], tuple[int, ...], int]] = {
    "conv_bn_relu": ({"filters": 8}, (32, 32, 8), 9 * 16 * 8 + 4 * 8),
    "vgg": ({"convolutions": 2, "filters": 8}, (16, 16, 8), (9 * 16 + 1) * 8 + (9 * 8 + 1) * 8),
    "nin": ({"filters": 8, "narrow": 4, "kernel_size": 3}, (32, 32, 8), (9 * 16 + 1) * 8 + 9 * 4 + 5 * 8),
    "inception": ({}, (32, 32, 256), 17 * 64 + 17 * 96 + 865 * 128 + 17 * 16 + 401 * 32 + 17 * 32),
    "inception_v3": (
        {"inside": 4, "pool_project": 8},
        (32, 32, 64 + 64 + 96 + 8),
        16 * (64 + 4 + 64 + 8) + 25 * 4 * 64 + 9 * (64 + 96) * 96 + 3 * (64 + 4 + 64 + 64 + 96 + 96 + 8),
    ),
    "grid_reduction": (
        {"filters": 8, "inside": 6},
        (15, 15, 8 + 6 + 16),
        9 * 16 * 8 + 16 * 4 + 9 * (4 + 6) * 6 + 3 * (8 + 4 + 6 + 6),
    ),
    "separable_residual": (
        {"filters": 8},
        (16, 16, 8),
        16 * 8 + 9 * 16 + 16 * 8 + 9 * 8 + 8 * 8 + 3 * 4 * 8,
    ),
    "residual": ({"filters": 16}, (32, 32, 16), 2 * (9 * 16 * 16 + 4 * 16)),
    "bottleneck": ({"filters": 4}, (32, 32, 16), 16 * 4 + 9 * 4 * 4 + 4 * 16 + 4 * (4 + 4 + 16)),
    "residual_stage": ({"blocks": 2, "filters": 4}, (32, 32, 16), 2 * (16 * 4 + 9 * 4 * 4 + 4 * 16 + 4 * (4 + 4 + 16))),
    "dense_block": ({"layers": 1, "growth_rate": 8}, (32, 32, 24), 4 * 16 + 16 * 32 + 4 * 32 + 9 * 32 * 8),
    "transition": ({"compression": 0.5}, (16, 16, 8), 4 * 16 + 16 * 8),
    "depthwise_separable": ({"filters": 8}, (32, 32, 8), 9 * 16 + 4 * 16 + 16 * 8 + 4 * 8),
    "inverted_residual": ({"filters": 16, "expansion": 2}, (32, 32, 16), 16 * 32 + 9 * 32 + 32 * 16 + 4 * (32 + 32 + 16)),
    "fire": ({"squeeze": 4, "expand": 8}, (32, 32, 16), 17 * 4 + 5 * 8 + 37 * 8),
    "squeeze_excite": ({"ratio": 4}, (32, 32, 16), 17 * 4 + 5 * 16),
}

every_block = pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)


@pytest.fixture
def graph() -> Graph:
    graph, _ = Graph().add(Input(shape=IMAGE))
    graph, _ = graph.append(Rescaling())
    return graph


def test_all_are_expected() -> None:
    assert set(EXPECTED) == set(BLOCKS)


@every_block
def test_shape_and_parameters(block: Block[Any], graph: Graph) -> None:
    settings, shape, params = EXPECTED[block.name]
    grown, end = block.insert(graph, None, block.create(settings))
    analysis = analyse(grown)
    assert analysis.problems == ()
    assert analysis.nodes[end.id].output_shape == shape
    assert analysis.total_params == params
    assert grown.outputs == (end.id,)


@every_block
def test_it_is_one_group(block: Block[Any], graph: Graph) -> None:
    grown, _ = block.insert(graph, None)
    added = [node for node in grown.nodes.values() if node.id not in graph]
    assert {node.group.split("/")[0] for node in added} == {block.name}
    again, _ = block.insert(grown, None)
    assert {path for path in again.groups if "/" not in path} == {block.name, f"{block.name}_1"}
    assert len({node.name for node in again.nodes.values()}) == len(again)


@every_block
def test_in_the_middle_everything_behind_reads_it(block: Block[Any], graph: Graph) -> None:
    source = graph.named("rescaling").id
    graph, left = graph.branch(source, Conv2D())
    graph, right = graph.branch(source, Conv2D())
    grown, end = block.insert(graph.mark_output(source), source)
    assert grown.node(left.id).inputs == grown.node(right.id).inputs == (end.id,)
    assert grown.marked_outputs == (end.id,)


@every_block
def test_on_a_wire_only_that_one_reads_it(block: Block[Any], graph: Graph) -> None:
    source = graph.named("rescaling").id
    graph, left = graph.branch(source, Conv2D())
    graph, right = graph.branch(source, Conv2D())
    grown, end = block.insert_on_wire(graph, Wire(source, left.id, 0))
    assert grown.node(left.id).inputs == (end.id,)
    assert grown.node(right.id).inputs == (source,)


@every_block
def test_it_says_what_it_asks_for(block: Block[Any]) -> None:
    assert block.title
    assert block.help
    for argument in block.arguments():
        assert argument.help
        assert argument.default is not None


@every_block
def test_settings_out_of_bounds(block: Block[Any]) -> None:
    for argument in block.arguments():
        with pytest.raises(ArgumentError, match=argument.name) as caught:
            block.create({argument.name: -1})
        assert caught.value.argument == argument.name
    with pytest.raises(ArgumentError, match="no setting 'colour'"):
        block.create({"colour": "red"})


@pytest.mark.slow
@given(st.data())
def test_any_settings_give_a_network_without_problems(data: st.DataObject) -> None:
    block = data.draw(st.sampled_from(tuple(BLOCKS.values())))
    small = {"filters", "kernel_size", "stride", "narrow", "squeeze", "expand", "layers", "growth_rate", "ratio", "expansion"}
    settings = {name: data.draw(st.integers(1, 6), label=name) for name in block.settings.model_fields if name in small}
    graph, _ = Graph().add(Input(shape=(data.draw(st.integers(12, 20)), 12, data.draw(st.integers(1, 5)))))
    graph, _ = graph.append(Rescaling())
    grown, _ = block.insert(graph, None, block.create(settings))
    found = [problem for problem in analyse(grown).problems if 1 not in settings.values() or "through one" not in problem.message]
    assert found == []  # a single channel was asked for


# ---------------------------------------------------------------------- where shortcuts project


@pytest.mark.parametrize("name", ["residual", "bottleneck"])
@pytest.mark.parametrize(("stride", "filters", "projects"), [(1, 16, False), (2, 16, True), (1, 20, True)])
def test_a_shortcut_projects_where_sizes_differ(graph: Graph, name: str, stride: int, filters: int, projects: bool) -> None:
    inside = filters // 4 if name == "bottleneck" else filters
    grown, _ = BLOCKS[name].insert(graph, None, BLOCKS[name].create({"filters": inside, "stride": stride}))
    assert (f"{name}_0_conv" in {node.name for node in grown.nodes.values()}) == projects


def test_an_inverted_residual_joins_only_equals(graph: Graph) -> None:
    block = BLOCKS["inverted_residual"]
    joins = {
        (filters, stride): any(
            node.layer.class_name == "Add"
            for node in block.insert(graph, None, block.create({"filters": filters, "stride": stride}))[0].nodes.values()
        )
        for filters in (16, 8)
        for stride in (1, 2)
    }
    assert joins == {(16, 1): True, (16, 2): False, (8, 1): False, (8, 2): False}


# ---------------------------------------------------------------------- where it can't go


@every_block
def test_an_empty_network(block: Block[Any]) -> None:
    with pytest.raises(EditError, match="needs something to read"):
        block.insert(Graph(), None)


@pytest.mark.parametrize("name", ["transition", "inverted_residual", "squeeze_excite"])
def test_open_channels(name: str) -> None:
    graph, _ = Graph().add(Input(shape=(None, None, None)))
    with pytest.raises(EditError, match="how many channels"):
        BLOCKS[name].insert(graph, None)


def test_nodes_and_wires_that_are_not_there(graph: Graph) -> None:
    with pytest.raises(UnknownNodeError):
        BLOCKS["vgg"].insert(graph, "n99")
    with pytest.raises(EditError, match="no such wire"):
        BLOCKS["vgg"].insert_on_wire(graph, Wire("n2", "n1", 0))


def test_behind_a_vector_the_problem_is_told() -> None:
    graph, _ = Graph().add(Input(shape=IMAGE))
    for layer in (Rescaling(), Flatten(), Dense()):
        graph, _ = graph.append(layer)
    grown, _ = BLOCKS["vgg"].insert(graph, None)
    assert 'Conv2D "vgg_conv1" expects an image' in analyse(grown).problems[0].message


def test_inside_a_group_it_nests() -> None:
    graph = PRESETS["vgg16"].graph()
    source, target = graph.named("block2_conv1").id, graph.named("block2_conv2").id
    _, end = BLOCKS["squeeze_excite"].insert_on_wire(graph, Wire(source, target, 0))
    assert end.group == "block2/squeeze_excite"
    assert end.name == "block2_squeeze_excite_se_excite"


@every_block
def test_the_largest_numbers_are_built_or_refused_in_words(block: Block[Any], graph: Graph) -> None:
    """A bottleneck of the most filters would have four times as many."""
    for item in block.arguments():
        if item.kind == "int" and item.maximum is not None:
            with suppress(LayerloomError):
                analyse(block.insert(graph, None, block.create({item.name: int(item.maximum)}))[0])
