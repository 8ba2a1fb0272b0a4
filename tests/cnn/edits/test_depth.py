"""Deeper, shallower: published networks turn into their own deeper siblings, and every network stays whole."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn.analysis import Analysis, analyse
from cnn.blocks.functional import Network
from cnn.edits.depth import can_deepen, deepened
from cnn.graph import Graph
from cnn.layers import Add, BatchNormalization, Conv2D, Dense, Flatten, MaxPooling2D, ReLU
from cnn.presets import PRESETS
from tests.stages import examples

NAMES = ("alexnet", "vgg16", "resnet20", "resnet50", "googlenet", "densenet121", "mobilenet_v2", "efficientnet_b0")
factors = st.floats(0.25, 4)


@cache
def analysed(name: str) -> Analysis:
    return analyse(PRESETS[name].graph())


def outputs(analysis: Analysis) -> list[object]:
    return [analysis.nodes[item].output_shape for item in analysis.graph.outputs]


def kinds(graph: Graph) -> list[str]:
    return sorted(node.layer.class_name for node in graph.nodes.values())


def net_of(*layers: object) -> Graph:
    net = Network()
    x = net.input((32, 32, 3))
    for layer in layers:
        x = net(layer, x)  # type: ignore[arg-type]
    return net.graph


# ---------------------------------------------------------------------- laws


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=examples(6))
@given(factor=factors)
def test_no_new_problems_the_same_outputs_and_nothing_dangling(name: str, factor: float) -> None:
    before = analysed(name)
    after = analyse(deepened(before, factor))
    found = tuple(problem for problem in after.problems if "one behind the other" not in problem.message)  # too deep as such
    assert found == before.problems
    assert outputs(after) == outputs(before)
    graph = after.graph
    assert Graph.from_nodes(graph.nodes.values(), name=graph.name, marked_outputs=graph.marked_outputs).nodes == graph.nodes
    assert len(graph.outputs) == len(before.graph.outputs)


@pytest.mark.parametrize("name", PRESETS)
def test_once_is_the_network_itself(name: str) -> None:
    assert deepened(analysed(name), 1) is analysed(name).graph


@pytest.mark.slow
@settings(max_examples=examples(15))
@given(st.sampled_from(("resnet20", "vgg16", "mobilenet_v2")), st.tuples(factors, factors))
def test_deeper_is_never_shallower(name: str, pair: tuple[float, float]) -> None:
    low, high = (len(deepened(analysed(name), factor)) for factor in sorted(pair))
    assert low <= high


# ---------------------------------------------------------------------- published siblings


@pytest.mark.parametrize(
    ("name", "factor", "sibling"),
    [("resnet20", 3, "resnet56"), ("resnet110", 0.4, "resnet44"), ("resnet32", 1.4, "resnet44"), ("vgg16", 0.5, "vgg13")],
)
def test_a_published_network_becomes_its_sibling(name: str, factor: float, sibling: str) -> None:
    graph = deepened(analysed(name), factor)
    if name == "vgg16":  # 2, 2, 3, 3, 3 convolutions → 1, 1, 2, 2, 2
        assert kinds(graph).count("Conv2D") == 8
        return
    assert analyse(graph).total_params == analysed(sibling).total_params
    assert analyse(graph).macs == analysed(sibling).macs
    assert kinds(graph) == kinds(analysed(sibling).graph)


def test_each_stage_of_resnet50_is_half_as_long_again() -> None:
    graph = deepened(analysed("resnet50"), 1.5)
    blocks = [len({path for path in graph.groups if path.startswith(f"conv{stage}/")}) for stage in range(2, 6)]
    assert blocks == [5, 6, 9, 5]
    assert "conv5/block5" in graph.groups
    assert graph.named("conv5_block5_1_conv").group == "conv5/block5"
    assert len({node.name for node in graph.nodes.values()}) == len(graph)


def test_blocks_that_are_called_by_letters_count_on() -> None:
    graph = deepened(analysed("googlenet-plain"), 1.3)
    assert "inception_3c" in graph.groups
    assert "inception_4g" in graph.groups


# ---------------------------------------------------------------------- networks of one's own


def test_layers_in_a_row_are_repeated_without_groups() -> None:
    unit = [Conv2D(filters=8, padding="same"), BatchNormalization(), ReLU()]
    before = analyse(net_of(*unit, *unit, MaxPooling2D(), Flatten(), Dense(units=10)))
    after = deepened(before, 2)
    order = [after.nodes[item].layer.class_name for item in after.order]
    assert order == ["Input", *(["Conv2D", "BatchNormalization", "ReLU"] * 4), "MaxPooling2D", "Flatten", "Dense"]
    half = deepened(before, 0.25)
    assert [half.nodes[item].name for item in half.order] == [
        "input",
        "conv2d",
        "batch_normalization",
        "re_lu",
        "max_pooling2d",
        "flatten",
        "dense",
    ]


def test_dense_layers_are_repeated_where_there_is_nothing_else() -> None:
    deep = deepened(analyse(net_of(Flatten(), Dense(units=32), Dense(units=32), Dense(units=10))), 2)
    assert kinds(deep).count("Dense") == 5
    both = net_of(Conv2D(padding="same"), Conv2D(padding="same"), Flatten(), Dense(units=8), Dense(units=8), Dense(units=10))
    assert kinds(deepened(analyse(both), 2)).count("Dense") == 3


def test_what_would_not_fit_stays_as_it_is() -> None:
    """Eight windows of 7 pixels without padding leave nothing of 32 pixels; three do."""
    rows = [Conv2D(kernel_size=(7, 7)), Conv2D(kernel_size=(7, 7))]
    before = analyse(net_of(*rows, Flatten(), Dense(units=10)))
    assert deepened(before, 4) is before.graph
    assert len(deepened(before, 1.5)) == len(before.graph) + 1


def test_only_what_is_chosen_is_repeated() -> None:
    before = analysed("resnet50")
    stage = [node.id for node in before.graph.members("conv4")]
    after = deepened(before, 2, stage)
    added = {node.group for node in after.nodes.values() if node.id not in before.graph}
    assert added == {f"conv4/block{number}" for number in range(7, 13)}
    block = [node.id for node in before.graph.members("conv4/block3")]
    assert len(deepened(before, 3, block)) == len(before.graph) + 20


def test_a_skipped_layer_and_frozen_weights_are_repeated_as_they_are() -> None:
    net = Network()
    x = net(Conv2D(filters=4, padding="same"), net.input((8, 8, 3)))
    for name in ("stage/block1", "stage/block2"):
        with net.group(name):
            x = net(Add(), x, net(Conv2D(filters=4, padding="same"), x))
    last = net.graph.members("stage/block2")
    graph = net.graph.set_trainable([last[0].id], False)
    grown = deepened(analyse(graph), 1.5)
    copy = grown.members("stage/block3")
    assert [node.trainable for node in copy] == [False, True]
    assert grown.outputs == (copy[1].id,)


def test_a_marked_output_passes_its_mark_on() -> None:
    before = analysed("vgg16")
    conv = before.graph.named("block5_conv3")
    marked = analyse(before.graph.mark_output(conv.id))
    assert deepened(marked, 1.5).node(deepened(marked, 1.5).marked_outputs[0]).name == "block5_conv5"
    assert deepened(marked, 0.5).node(deepened(marked, 0.5).marked_outputs[0]).name == "block5_conv2"


def test_nothing_repeats_in_lenet() -> None:
    assert not can_deepen(analysed("lenet5"))
    assert can_deepen(analysed("resnet50"))
    conv = analysed("lenet5").graph.named("conv2d")
    assert can_deepen(analysed("lenet5"), [conv.id])
    assert not can_deepen(analysed("lenet5"), analysed("lenet5").graph.inputs)
