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
from cnn.explain import Chart, Formula, Line, explain, explained, pieces
from cnn.graph import Graph
from cnn.layers import (
    LAYERS,
    Add,
    AdditiveAttention,
    Attention,
    Concatenate,
    Conv2D,
    Conv2DTranspose,
    Cropping2D,
    Dense,
    DepthwiseConv2D,
    Flatten,
    GroupQueryAttention,
    Input,
    Layer,
    MaxPooling2D,
    MultiHeadAttention,
    SeparableConv2D,
    ZeroPadding2D,
    create,
)
from cnn.presets import PRESETS
from cnn.shapes import count
from cnn.words.language import speaking
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
            check_letters(line)
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
        for chart in explained(graph, analysis, [node_id]).charts:
            check_chart(chart)
        field = numbers.receptive_field
        if "Receptive field" in found and found["Receptive field"].arithmetic:
            assert field is not None
            assert {reach.size for reach in field.axes} == {shown(found["Receptive field"])}


def check_letters(line: Line) -> None:
    """With the values of its letters put in, the formula comes to the number; every letter is explained, and none twice."""
    letters = [symbol.letter for symbol in line.symbols if not symbol.letter.isdigit()]
    assert len(set(letters)) == len(letters), line
    if letters:
        assert set(letters) == {letter for _, letter in pieces(line.formula) if letter}, line
        assert all(symbol.meaning for symbol in line.symbols), line
        assert evaluate(Formula(line.formula, line.symbols).arithmetic) == shown(line), line


def check_chart(chart: Chart) -> None:
    """The amounts of all bars are what their formulas come to."""
    for bar in chart.bars:
        for part in bar.parts:
            assert evaluate(part.formula.arithmetic) == part.amount, (chart, part)
            assert {letter for _, letter in pieces(part.formula.text) if letter} == {
                symbol.letter for symbol in part.formula.symbols
            }
    assert sum(bar.own for bar in chart.bars) == 1, chart


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


@pytest.mark.slow
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


def charts_of(layer: Layer, shape: tuple[int, ...]) -> dict[str, Chart]:
    graph, source = Graph().add(Input(shape=shape))
    graph, node = graph.add(layer, source.id)
    return {chart.title: chart for chart in explained(graph, analyse(graph), [node.id]).charts}


def test_the_classic_example() -> None:
    """Szegedy et al. (2015): a 5×5 convolution with a bottleneck and without."""
    found = lines_of(Conv2D(filters=32, kernel_size=(5, 5), padding="same"), (28, 28, 192))
    assert found["Output height and width"].arithmetic == "⌊(28 − 5 + 4) / 1⌋ + 1"
    assert found["Parameters"].arithmetic == "(5·5·192 + 1)·32"
    assert (found["MACs"].arithmetic, found["MACs"].result) == ("28·28·32 · 5·5·192", "120,422,400")
    bottleneck = charts_of(Conv2D(filters=32, kernel_size=(5, 5), padding="same"), (28, 28, 192))["Bottleneck"]
    assert [bar.total for bar in bottleneck.bars] == [120_422_400, 12_443_648]
    assert [part.formula.arithmetic for part in bottleneck.bars[1].parts] == ["28·28·16 · 192", "28·28·32 · 5·5·16"]
    assert "9.7 times fewer" in bottleneck.note


def test_letters_come_before_numbers() -> None:
    size = lines_of(Conv2D(filters=32, kernel_size=(5, 5), strides=(2, 2), padding="same"), (28, 28, 192))
    line = size["Output height and width"]
    assert line.formula == "⌊(W − F + P) / S⌋ + 1"
    assert {symbol.letter: symbol.value for symbol in line.symbols} == {"W": "28", "F": "5", "P": "3", "S": "2", "1": "1"}
    assert line.arithmetic == "⌊(28 − 5 + 3) / 2⌋ + 1"
    assert size["Parameters"].formula == "(F·F·C + 1)·K"


def test_a_hundred_by_a_hundred_pixels_in_three_colours() -> None:
    """What a unit reads when it is connected with everything: LeCun's argument for local connection and shared weights."""
    chart = charts_of(Conv2D(filters=100, kernel_size=(10, 10), strides=(10, 10)), (100, 100, 3))["How units are connected"]
    full, local, shared = chart.bars
    assert (full.note, full.total) == ("30,000 weights a unit", 30_000 * 10 * 10 * 100)
    assert (local.note, local.total) == ("300 weights a unit", 300 * 10 * 10 * 100)
    assert (shared.note, shared.total) == ("300 weights a unit, the same at 100 places", 300 * 100)
    assert shared.own
    assert chart.logarithmic


@pytest.mark.parametrize("layer", [Conv2D(filters=6, groups=2), DepthwiseConv2D(depth_multiplier=2), Dense(units=5)])
def test_full_connection_is_what_flattening_first_would_take(layer: Layer) -> None:
    """The oracle: a network that is connected so, as it is analysed (which is tested against Keras)."""
    full, _, shared = charts_of(layer, (9, 8, 4))["How units are connected"].bars
    graph, source = Graph().add(Input(shape=(9, 8, 4)))
    graph, node = graph.add(layer.replace(use_bias=False), source.id)
    analysis = analyse(graph)
    assert shared.total == analysis.nodes[node.id].params
    units = count(analysis.nodes[node.id].output_shape or ())
    graph, flat = graph.add(Flatten(), source.id)
    graph, dense = graph.add(Dense(units=units, use_bias=False), flat.id)
    assert full.total == analyse(graph).nodes[dense.id].params


def test_googlenet_says_what_its_bottleneck_saves() -> None:
    """Inside the module, where the bottleneck is: of either of its two layers, and of both together with the module's others."""
    graph = PRESETS["googlenet"].graph()
    analysis = analyse(graph)
    for name in ("inception_3a_5x5", "inception_3a_5x5_reduce"):
        (chart,) = (one for one in explained(graph, analysis, [graph.named(name).id]).charts if one.title == "Bottleneck")
        straight, squeezed = chart.bars
        assert (straight.total, straight.own) == (120_422_400, False)
        assert [(part.label, part.amount) for part in squeezed.parts] == [("1×1", 2_408_448), ("5×5", 10_035_200)]
        assert squeezed.own
        assert chart.note == "9.7 times fewer than without the bottleneck."
    module = [node.id for node in graph.members("inception_3a")]
    chart = explained(graph, analysis, module).charts[0]
    assert [bar.total for bar in chart.bars] == [120_422_400 + 173_408_256, 113_598_464]
    reading = graph.nodes[graph.named("inception_3a_5x5_reduce").id].inputs
    direct = graph.rewire(reading[0], graph.named("inception_3a_5x5").id, 0)
    assert analyse(direct).named("inception_3a_5x5").macs == 120_422_400


def test_where_nothing_is_narrowed_no_bottleneck_is_seen() -> None:
    graph = PRESETS["resnet50"].graph()
    analysis = analyse(graph)
    for name, there in (("conv2_block1_2_conv", False), ("conv2_block2_2_conv", True)):
        (chart,) = (one for one in explained(graph, analysis, [graph.named(name).id]).charts if one.title == "Bottleneck")
        assert chart.bars[1].own is there


def test_axes_that_differ_have_a_line_each() -> None:
    found = lines_of(MaxPooling2D(pool_size=(3, 2), padding="same"), (20, 31, 4))
    assert found["Output height"].arithmetic == "⌊(20 − 3 + 1) / 3⌋ + 1"
    assert found["Output width"].result == "16"
    assert found["Parameters"].note == "nothing to learn"


def test_dilation_is_told() -> None:
    found = lines_of(Conv2D(dilation_rate=(2, 2)), (20, 20, 4))
    assert found["Output height and width"].arithmetic == "⌊(20 − (2·(3 − 1) + 1) + 0) / 1⌋ + 1"
    assert found["Output height and width"].formula == "⌊(W − (d·(F − 1) + 1) + P) / S⌋ + 1"


@pytest.mark.parametrize(
    ("layer", "formula", "padding", "meaning"),
    [
        (Conv2D(kernel_size=(5, 5)), "⌊(W − F + P) / S⌋ + 1", "0", "together"),
        (Conv2D(kernel_size=(5, 5), padding="same"), "⌊(W − F + P) / S⌋ + 1", "4", "2 before and 2 after"),
        (MaxPooling2D(padding="same"), "⌊(W − F + P) / S⌋ + 1", "1", "0 before and 1 after"),
        (ZeroPadding2D(padding=((1, 2), (1, 2))), "W + P", "3", "1 before and 2 after"),
        (Cropping2D(cropping=((1, 3), (1, 3))), "W − P", "4", "1 before and 3 after"),
    ],
)
def test_the_letter_of_the_padding_is_both_sides_together_everywhere(
    layer: Layer, formula: str, padding: str, meaning: str
) -> None:
    line = lines_of(layer, (15, 15, 3))["Output height and width"]
    (pads,) = (symbol for symbol in line.symbols if symbol.letter == "P")
    assert (line.formula, pads.value) == (formula, padding)
    assert meaning in pads.meaning


def test_transposed() -> None:
    found = lines_of(Conv2DTranspose(filters=8, strides=(2, 2)), (7, 7, 4))
    assert found["Output height and width"].arithmetic == "(7 − 1)·2 + 3 + 0"
    assert found["MACs"].arithmetic == "7·7·4 · 3·3·8"


def test_channels_apart() -> None:
    found = lines_of(DepthwiseConv2D(padding="same"), (14, 14, 512))
    assert found["Parameters"].arithmetic == "(3·3 + 1)·512"
    apart = charts_of(DepthwiseConv2D(padding="same"), (14, 14, 512))["Channels apart"]
    assert apart.note.endswith("512 times as often.")
    separable = lines_of(SeparableConv2D(filters=64, padding="same", use_bias=False), (14, 14, 32))
    assert separable["MACs"].arithmetic == "14·14 · 32 · (3·3 + 64)"
    assert separable["Parameters"].arithmetic == "3·3·32 + 32·64"


def test_groups() -> None:
    found = lines_of(Conv2D(filters=8, groups=2), (9, 9, 6))
    assert found["Parameters"].arithmetic == "(3·3·6/2 + 1)·8"
    assert "With a 1×1 bottleneck" not in found


def test_merging() -> None:
    shapes = ((28, 28, 64), (28, 28, 128), (28, 28, 32))
    assert lines_of(Concatenate(), *shapes)["Output channels"].arithmetic == "64 + 128 + 32"
    assert lines_of(Add(), shapes[0], shapes[0])["Output size"].note == "2 inputs, number by number"


def test_attention() -> None:
    assert lines_of(Attention(), (10, 8), (20, 8))["MACs"].arithmetic == "10·20·(8 + 8)"
    heads = lines_of(MultiHeadAttention(num_heads=2, key_dim=4), (10, 8), (20, 8))["MACs"]
    assert heads.formula == "T·C·h·d + S·C·h·d + S·C·h·d + T·h·d·C + T·S·h·(d + d)"


@pytest.mark.parametrize(
    ("layer", "shapes"),
    [
        (MultiHeadAttention(num_heads=2, key_dim=4), ((10, 8), (20, 8))),
        (MultiHeadAttention(num_heads=2, key_dim=4, value_dim=3, use_gate=True, output_shape=(7,)), ((10, 8), (20, 6), (20, 5))),
        (MultiHeadAttention(num_heads=2, key_dim=4, use_bias=False, attention_axes=(1,)), ((5, 6, 8), (5, 6, 8))),
        (GroupQueryAttention(head_dim=4, num_query_heads=4, num_key_value_heads=2, use_gate=True), ((10, 8), (20, 8))),
        (AdditiveAttention(), ((10, 8), (20, 8))),
    ],
)
def test_the_letters_of_attentions_give_their_counts(layer: Layer, shapes: tuple[tuple[int, ...], ...]) -> None:
    found = lines_of(layer, *shapes)
    for label in ("Parameters", "MACs"):
        line = found[label]
        assert {symbol.letter for symbol in line.symbols} >= set(re.findall(r"[A-Za-z][₁₂₃′]?", line.formula))
        assert eval(line.arithmetic.replace("·", "*").replace(",", "")) == int(line.result.replace(",", ""))


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


def test_sentences_of_several_layers_stand_behind_each_other_as_the_language_wants() -> None:
    graph = PRESETS["resnet20"].graph()
    analysis = analyse(graph)
    with speaking("zh_CN"):
        computed = explained(graph, analysis, list(graph.nodes)[3:13]).computation
    assert computed is not None
    assert computed.note == "1 处输入。2 处输出。"


def test_f_is_the_side_of_a_window_where_there_is_no_kernel() -> None:
    for layer, said in ((MaxPooling2D(), "window"), (Conv2D(filters=2, kernel_size=2), "kernel")):
        graph, _ = Graph().add(Input(shape=(8, 8, 3)))
        graph, node = graph.append(layer)
        symbols = [symbol for line in explain(graph, analyse(graph), node.id) for symbol in line.symbols]
        assert {symbol.meaning for symbol in symbols if symbol.letter == "F"} == {f"{said}: pixels a side"}


def test_what_is_joined_is_called_as_in_the_formula() -> None:
    graph, one = Graph().add(Input(shape=(8, 8, 3)))
    graph, two = graph.add(Input(shape=(8, 8, 5)))
    graph, joined = graph.add(Concatenate(), one.id, two.id)
    (line,) = [line for line in explain(graph, analyse(graph), joined.id) if line.label == "Output channels"]
    assert [(symbol.letter, symbol.value, symbol.meaning) for symbol in line.symbols] == [
        ("C₁", "3", "channels of x₁"),
        ("C₂", "5", "channels of x₂"),
    ]
