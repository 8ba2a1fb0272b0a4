"""What flows through a wire: its numbers are the analysis's, and what is said to fit in between does."""

import pytest
from hypothesis import given, settings

from cnn.analysis import analyse
from cnn.errors import UnknownNodeError
from cnn.explain import Line, explained_wires
from cnn.graph import Graph, Wire
from cnn.layers import Conv2D
from cnn.presets import PRESETS
from tests.cnn.explain.test_explain import evaluate, shown
from tests.cnn.graphs import GRAPHS
from tests.stages import examples


def between(graph: Graph, source: str, target: str, port: int = 0) -> Wire:
    return Wire(graph.named(source).id, graph.named(target).id, port)


def told(graph: Graph, *wires: Wire) -> dict[str, Line]:
    return {line.label: line for line in explained_wires(graph, analyse(graph), wires).lines}


def test_a_wire_of_lenet_is_told() -> None:
    graph = PRESETS["lenet5"].graph()
    lines = told(graph, between(graph, "conv2d", "average_pooling2d"))
    assert [(lines[one].result, lines[one].note) for one in ("From", "To")] == [
        ("conv2d", "Conv2D"),
        ("average_pooling2d", "AveragePooling2D"),
    ]
    assert lines["Shape"].result == "28×28×6"
    assert (lines["Values"].arithmetic, lines["Values"].result) == ("28·28·6", "4,704")
    assert (lines["Memory"].arithmetic, lines["Memory"].result) == ("28·28·6 · 4", "18,816 bytes")
    assert "one filter of conv2d" in lines["Channels"].note
    assert lines["Goes also to"].result == "nothing else"
    assert lines["Fits in between"].result == "5 of 7 tried"
    assert lines["Fits in between"].note.startswith("Conv2D, BatchNormalization, ReLU, Dropout, MaxPooling2D; ")
    assert "not Flatten, GlobalAveragePooling2D" in lines["Fits in between"].note


def test_what_a_channel_is_depends_on_who_made_it() -> None:
    lenet, resnet, inception = (PRESETS[name].graph() for name in ("lenet5", "resnet50", "googlenet"))
    for graph, source, target, said in (
        (lenet, "rescaling", "conv2d", "brightness"),
        (lenet, "average_pooling2d", "conv2d_1", "one filter of conv2d finds"),
        (lenet, "flatten", "dense", "flatten wrote them in a row"),
        (lenet, "dense", "dense_1", "one unit of dense"),
        (resnet, "rescaling", "conv1_pad", "red, green, blue"),
        (resnet, "pool1_pool", "conv2_block1_1_conv", "one filter of conv1_conv finds"),
        (resnet, "conv2_block1_out", "conv2_block2_1_conv", "the same channel of everything that conv2_block1_add reads"),
        (inception, "inception_3a_output", "inception_3b_1x1", "everything that inception_3a_output reads"),
    ):
        lines = told(graph, between(graph, source, target))
        assert said in lines.get("Channels", lines.get("Numbers", lines["Shape"])).note, (source, target)


def test_where_else_it_goes_and_into_which_input() -> None:
    graph = PRESETS["resnet50"].graph()
    lines = told(graph, between(graph, "conv2_block1_3_bn", "conv2_block1_add", 1))
    assert lines["To"].note == "Add; input 2 of 2"
    lines = told(graph, between(graph, "pool1_pool", "conv2_block1_1_conv"))
    assert lines["Goes also to"].result == "conv2_block1_0_conv"


def test_wires_of_one_source_are_told_as_one_and_others_one_by_one() -> None:
    graph = PRESETS["resnet50"].graph()
    both = between(graph, "pool1_pool", "conv2_block1_1_conv"), between(graph, "pool1_pool", "conv2_block1_0_conv")
    lines = told(graph, *both)
    assert (lines["To"].result, lines["To"].note) == ("2 layers", "conv2_block1_1_conv, conv2_block1_0_conv")
    assert "Fits in between" not in lines
    several = explained_wires(graph, analyse(graph), [both[0], between(graph, "input", "rescaling")]).lines
    assert [line.label for line in several] == ["From", "To", "Shape"] * 2


def test_a_wire_behind_what_does_not_fit_says_why() -> None:
    graph = PRESETS["lenet5"].graph()
    graph = graph.replace_layer(graph.named("conv2d").id, Conv2D(filters=6, kernel_size=31, padding="valid"))
    lines = told(graph, between(graph, "conv2d", "average_pooling2d"))
    assert lines["Shape"].result == "unknown"
    assert "31×31" in lines["Shape"].note
    with pytest.raises(UnknownNodeError):
        told(graph, Wire("nobody", graph.order[0], 0))


@pytest.mark.slow
@settings(max_examples=examples(60))
@given(GRAPHS)
def test_the_numbers_of_every_wire_are_right(graph: Graph) -> None:
    analysis = analyse(graph)
    for wire in graph.wires[:6]:
        lines = {line.label: line for line in explained_wires(graph, analysis, [wire]).lines}
        found = analysis.nodes[wire.source]
        assert (lines["Shape"].result == "unknown") == (found.output_shape is None)
        if found.activation_bytes is not None:
            assert shown(lines["Memory"]) == found.activation_bytes
            assert evaluate(lines["Memory"].arithmetic) == found.activation_bytes
