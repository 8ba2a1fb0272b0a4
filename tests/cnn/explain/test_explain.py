"""Explain: the arithmetic that is shown gives the number that is shown, and that is the analysis's."""

import ast
import operator
import re
from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn.analysis import analyse
from cnn.errors import UnknownNodeError
from cnn.explain import Line, explain
from cnn.graph import Graph
from cnn.layers import (
    LAYERS,
    Add,
    Attention,
    Concatenate,
    Conv2D,
    Conv2DTranspose,
    Dense,
    DepthwiseConv2D,
    Input,
    Layer,
    MaxPooling2D,
    MultiHeadAttention,
    SeparableConv2D,
    create,
)
from cnn.presets import PRESETS
from tests.cnn.graphs import GRAPHS
from tests.stages import examples

OPERATORS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def evaluate(arithmetic: str) -> Fraction:
    """What the text comes to; knows · − / + and rounding brackets, and nothing else."""
    plain = arithmetic.replace(",", "").replace("·", "*").replace("−", "-")
    plain = plain.replace("⌊", "floor(").replace("⌈", "ceil(").replace("⌋", ")").replace("⌉", ")")
    return _value(ast.parse(plain, mode="eval").body)


def _value(node: ast.expr) -> Fraction:
    match node:
        case ast.Constant(value=int() as number):
            return Fraction(number)
        case ast.BinOp(left=left, op=op, right=right):
            return Fraction(OPERATORS[type(op)](_value(left), _value(right)))
        case ast.Call(func=ast.Name(id="floor" | "ceil" as name), args=[inner]):
            return Fraction({"floor": floor, "ceil": ceil}[name](_value(inner)))
    raise AssertionError(f"{ast.dump(node)} is no arithmetic")


def shown(line: Line) -> int:
    found = re.match(r"[\d,]+", line.result)
    assert found is not None, line
    return int(found[0].replace(",", ""))


def check(graph: Graph) -> None:
    analysis = analyse(graph)
    for node_id, numbers in analysis.nodes.items():
        lines = explain(graph, analysis, node_id)
        for line in lines:
            assert line.label
            assert line.result
            if line.arithmetic:
                assert evaluate(line.arithmetic) == shown(line), (graph.nodes[node_id].layer, line)
        if numbers.output_shape is None:
            assert lines[0].result == "unknown"
            continue
        found = {line.label: line for line in lines}
        assert shown(found["Parameters"]) == numbers.params
        assert bool(found["Parameters"].arithmetic) == bool(numbers.weights and graph.nodes[node_id].shares is None)
        if numbers.macs:
            assert shown(found["MACs"]) == numbers.macs
        if numbers.activation_bytes:
            assert shown(found["Memory"]) == numbers.activation_bytes
        field = numbers.receptive_field
        if "Receptive field" in found and found["Receptive field"].arithmetic:
            assert field is not None
            assert {reach.size for reach in field.axes} == {shown(found["Receptive field"])}


# ---------------------------------------------------------------------- laws


def test_the_evaluator_is_strict() -> None:
    assert evaluate("⌊(28 − 5 + 2·2) / 3⌋ + 1") == 10
    assert evaluate("1,000·2") == 2000
    with pytest.raises(AssertionError):
        evaluate("abs(3)")


@pytest.mark.slow
@settings(max_examples=examples(200))
@given(GRAPHS)
def test_arithmetic_of_random_graphs(graph: Graph) -> None:
    check(graph)


_SIZE = st.integers(1, 4)
_WINDOWED = ("Conv2D", "DepthwiseConv2D", "SeparableConv2D", "Conv2DTranspose", "MaxPooling2D", "AveragePooling2D",
             "Conv1D", "Conv3D", "Conv1DTranspose", "MaxPooling1D", "SeparableConv1D")  # fmt: skip


@st.composite
def windowed(draw: st.DrawFn) -> Layer:
    name = draw(st.sampled_from(_WINDOWED))
    fields = LAYERS[name].model_fields
    stride, dilation = draw(st.sampled_from([(1, 1), (2, 1), (3, 1), (1, 2), (1, 3)]))
    config: dict[str, Any] = {
        "strides": stride,
        "padding": draw(st.sampled_from(["valid", "same"])),
        "kernel_size": draw(_SIZE),
        "pool_size": draw(_SIZE),
        "filters": draw(_SIZE) * 2,
        "groups": draw(st.sampled_from([1, 2])),
        "depth_multiplier": draw(_SIZE),
        "dilation_rate": dilation,
        "use_bias": draw(st.booleans()),
    }
    return create(name, {key: value for key, value in config.items() if key in fields})


@pytest.mark.slow
@settings(max_examples=examples(400))
@given(windowed(), st.lists(st.integers(9, 30), min_size=3, max_size=3), st.sampled_from([2, 4, 6]), windowed())
def test_arithmetic_of_windows(layer: Layer, sizes: list[int], channels: int, second: Layer) -> None:
    axes = int(layer.class_name.split("D")[-2][-1])
    graph, _ = Graph().add(Input(shape=(*sizes[:axes], channels)))
    graph, _ = graph.append(layer)
    graph, _ = graph.append(second)
    check(graph)


@pytest.mark.parametrize(
    "name", ["lenet5", "googlenet", "resnet50", "mobilenet_v2", "efficientnet_b0", "densenet121", "xception"]
)
def test_arithmetic_of_presets(name: str) -> None:
    check(PRESETS[name].graph())


@pytest.mark.parametrize("class_name", LAYERS)
def test_every_layer_has_a_shape_and_a_parameter_line(class_name: str) -> None:
    shape = (8, 6) if class_name.endswith("1D") else (6, 8, 7, 6) if class_name.endswith("3D") else (8, 8, 6)
    required = {"EinsumDense": {"equation": "abcd,de->abce", "output_shape": (8, 8, 5)}, "Reshape": {"target_shape": (6, 64)}}
    layer = create(class_name, required.get(class_name))
    graph, source = Graph().add(Input(shape=(6,) if class_name == "RepeatVector" else shape))
    if layer.ports:
        graph, _ = graph.add(layer, *[source.id] * max(layer.min_inputs, 1))
    check(graph)
    labels = [line.label for line in explain(graph, analyse(graph), graph.order[-1])]
    if analyse(graph).nodes[graph.order[-1]].output_shape is not None:
        assert {"Output", "Parameters"} <= set(labels)


# ---------------------------------------------------------------------- single lines


def lines_of(layer: Layer, *shapes: tuple[int | None, ...]) -> dict[str, Line]:
    graph, sources = Graph(), []
    for shape in shapes:
        graph, source = graph.add(Input(shape=shape))
        sources.append(source.id)
    graph, node = graph.add(layer, *sources)
    return {line.label: line for line in explain(graph, analyse(graph), node.id)}


def test_the_classic_example() -> None:
    """Szegedy et al. (2015): a 5×5 convolution with a bottleneck and without."""
    found = lines_of(Conv2D(filters=32, kernel_size=(5, 5), padding="same"), (28, 28, 192))
    assert found["Output height and width"].arithmetic == "⌊(28 − 5 + 2·2) / 1⌋ + 1"
    assert found["Parameters"].arithmetic == "(5·5·192 + 1)·32"
    assert (found["MACs"].arithmetic, found["MACs"].result) == ("28·28·32 · 5·5·192", "120,422,400")
    assert found["With a 1×1 bottleneck"].arithmetic == "28·28·16 · 192 + 28·28·32 · 5·5·16"
    assert found["With a 1×1 bottleneck"].result == "12,443,648"
    assert "9.7 times fewer" in found["With a 1×1 bottleneck"].note
    assert found["Without weight sharing"].result == "3,776,471,552"


def test_axes_that_differ_have_a_line_each() -> None:
    found = lines_of(MaxPooling2D(pool_size=(3, 2), padding="same"), (20, 31, 4))
    assert found["Output height"].arithmetic == "⌊(20 − 3 + 0 + 1) / 3⌋ + 1"
    assert found["Output width"].result == "16"
    assert found["Parameters"].note == "nothing to learn"


def test_dilation_is_told() -> None:
    found = lines_of(Conv2D(dilation_rate=(2, 2)), (20, 20, 4))
    assert found["Output height and width"].arithmetic == "⌊(20 − 5 + 2·0) / 1⌋ + 1"
    assert "dilated, 3 span 2·(3 − 1) + 1 = 5" in found["Output height and width"].note


def test_transposed() -> None:
    found = lines_of(Conv2DTranspose(filters=8, strides=(2, 2)), (7, 7, 4))
    assert found["Output height and width"].arithmetic == "(7 − 1)·2 + 3 + 0"
    assert found["MACs"].arithmetic == "7·7·4 · 3·3·8"


def test_channels_apart() -> None:
    found = lines_of(DepthwiseConv2D(padding="same"), (14, 14, 512))
    assert found["Parameters"].arithmetic == "(3·3 + 1)·512"
    assert found["Across all channels"].note.endswith("512 times as many")
    separable = lines_of(SeparableConv2D(filters=64, padding="same", use_bias=False), (14, 14, 32))
    assert separable["MACs"].arithmetic == "14·14 · 32 · (3·3 + 64)"
    assert separable["Parameters"].arithmetic == "3·3·32·1 + 1·1·32·64"


def test_groups() -> None:
    found = lines_of(Conv2D(filters=8, groups=2), (9, 9, 6))
    assert found["Parameters"].arithmetic == "(3·3·6/2 + 1)·8"
    assert "With a 1×1 bottleneck" not in found


def test_merging() -> None:
    shapes = ((28, 28, 64), (28, 28, 128), (28, 28, 32))
    assert lines_of(Concatenate(), *shapes)["Output channels"].arithmetic == "64 + 128 + 32"
    assert lines_of(Add(), shapes[0], shapes[0])["Output size"].note == "2 inputs, number by number"


def test_attention() -> None:
    assert lines_of(Attention(), (10, 8), (20, 8))["MACs"].arithmetic == "10·20 · (8 + 8)"
    heads = lines_of(MultiHeadAttention(num_heads=2, key_dim=4), (10, 8), (20, 8))["MACs"]
    assert heads.arithmetic == "10·64 + 20·64 + 20·64 + 10·64 + 10·20·2·(4 + 4)"


def test_open_sizes() -> None:
    found = lines_of(Conv2D(filters=2), (None, 28, 3))
    assert found["Output height"].result == "open"
    assert found["Output width"].result == "26"
    assert found["MACs"].result == "open"
    assert found["Parameters"].result == "56"


def test_frozen_shared_and_moving_weights() -> None:
    graph = PRESETS["resnet18"].graph()
    norm = graph.named("conv1_bn").id
    by_label = {line.label: line for line in explain(graph, analyse(graph), norm)}
    assert by_label["Parameters"].arithmetic == "4·64"
    assert "moving mean and moving variance are not learned" in by_label["Parameters"].note
    frozen = graph.set_trainable([norm], False)
    assert "frozen" in explain(frozen, analyse(frozen), norm)[1].note
    graph, _ = Graph().add(Input(shape=(4,)))
    graph, owner = graph.append(Dense(units=4))
    graph, twin = graph.add(owner.layer, owner.id, shares=owner.id)
    (line,) = (line for line in explain(graph, analyse(graph), twin.id) if line.label == "Parameters")
    assert line.note == 'uses the weights of "dense"'


def test_a_layer_with_a_problem() -> None:
    found = lines_of(Conv2D(kernel_size=(5, 5)), (2, 2, 1))
    assert found["Output"].result == "unknown"
    assert "at least 5×5" in found["Output"].note


def test_no_such_node() -> None:
    graph = PRESETS["lenet5"].graph()
    with pytest.raises(UnknownNodeError):
        explain(graph, analyse(graph), "n99")
