"""Several layers together: their sums are the analysis's, and their formula is how they hang together."""

import pytest
from hypothesis import given, settings

from cnn.analysis import analyse
from cnn.explain import Explanation, explained
from cnn.graph import Graph
from cnn.graph.bypass import bypass
from cnn.layers import Add, Conv2D, Dense, Input, ReLU
from cnn.presets import PRESETS
from tests.cnn.explain.test_explain import evaluate, shown
from tests.cnn.graphs import GRAPHS
from tests.stages import examples


def of(preset: str, path: str) -> Explanation:
    graph = PRESETS[preset].graph()
    ids = [node.id for node in graph.members(path)]
    kind = graph.blocks[path].kind if path in graph.blocks else ""
    return explained(graph, analyse(graph), ids, title=path, kind=kind)


def formulas(told: Explanation) -> dict[str, str]:
    assert told.computation is not None
    names = {symbol.letter: symbol.meaning.removeprefix("= ") for symbol in told.computation.symbols if symbol.letter != "x"}
    return {"y": told.computation.formula.removeprefix("y = "), **names}


@pytest.mark.slow
@settings(max_examples=examples(60))
@given(GRAPHS)
def test_all_layers_together_are_the_network(graph: Graph) -> None:
    analysis = analyse(graph)
    if len(graph) < 2:
        return
    told = explained(graph, analysis, graph.order)
    found = {line.label: line for line in told.lines}
    assert shown(found["Layers"]) == len(graph)
    for label, total in (("Parameters", analysis.total_params), ("MACs", analysis.macs)):
        if total is None:
            assert found[label].result == "unknown"
        else:
            assert shown(found[label]) == total
    for line in told.lines:
        if line.arithmetic:
            assert evaluate(line.arithmetic) == shown(line), line
    for chart in told.charts:
        if chart.title == "Where the parameters are":
            assert sum(bar.total for bar in chart.bars) == analysis.total_params


def test_what_is_skipped_is_no_part_of_the_formula() -> None:
    graph = PRESETS["resnet50"].graph()
    ids = [node.id for node in graph.members("conv1")]
    for skipped, formula in ((ids[1:], "y = pad(x)"), (ids, "y = x")):
        now = bypass(graph, skipped)
        told = explained(now, analyse(now), ids).computation
        assert told is not None
        assert told.formula == formula


def test_a_bottleneck_block_adds_to_what_comes_in() -> None:
    inner = "BN(conv1×1(relu(BN(conv3×3(relu(BN(conv1×1(x))))))))"
    assert formulas(of("resnet50", "conv2/block2")) == {"y": "relu(x + F(x))", "F(x)": inner}
    assert formulas(of("resnet50", "conv2/block1"))["y"] == "relu(BN(conv1×1(x)) + F(x))"
    told = of("resnet50", "conv2/block2").computation
    assert told is not None
    assert "only what is to be added to x" in told.note
    assert [link.address for link in told.links] == ["https://arxiv.org/abs/1512.03385"]


def test_a_stage_is_told_by_its_blocks() -> None:
    assert formulas(of("resnet50", "conv2")) == {"y": "block3(block2(block1(x)))"}


def test_bottlenecks_that_are_alike_are_told_once() -> None:
    graph = PRESETS["resnet50"].graph()
    analysis = analyse(graph)
    ids = [node.id for node in graph.members("conv4")]
    chart = next(one for one in explained(graph, analysis, ids).charts if one.title == "Bottleneck")
    squeezed = chart.bars[1]
    assert [part.label for part in squeezed.parts] == ["1×1", "6 × 3×3", "5 × 1×1"]
    assert all(evaluate(part.formula.arithmetic) == part.amount for bar in chart.bars for part in bar.parts)
    named = [node for node in graph.members("conv4") if node.name.endswith(("_1_conv", "_2_conv"))]
    assert squeezed.total == sum(analysis.nodes[node.id].macs or 0 for node in named)


def test_what_is_read_twice_has_a_name() -> None:
    """Two residual blocks without groups: the sum between them is read by the second one's way and by its shortcut."""
    graph, source = Graph().add(Input(shape=(8, 8, 4)))
    ids, before = [], source.id
    for _ in range(2):
        graph, one = graph.add(Conv2D(filters=4, padding="same", activation="relu"), before)
        graph, two = graph.add(Conv2D(filters=4, padding="same"), one.id)
        graph, end = graph.add(Add(), before, two.id)
        ids += [one.id, two.id, end.id]
        before = end.id
    assert formulas(explained(graph, analyse(graph), ids)) == {
        "y": "u₁ + u₂",
        "u₁": "x + F(x)",
        "F(x)": "conv3×3(relu(conv3×3(x)))",
        "u₂": "conv3×3(relu(conv3×3(u₁)))",
    }


def test_an_inception_module_has_four_paths() -> None:
    assert formulas(of("googlenet", "inception_3a")) == {
        "y": "[u₁, u₂, u₃, u₄]",
        "u₁": "relu(conv1×1(x))",
        "u₂": "relu(conv3×3(relu(conv1×1(x))))",
        "u₃": "relu(conv5×5(relu(conv1×1(x))))",
        "u₄": "relu(conv1×1(max3×3(x)))",
    }


def test_vgg_is_told_what_its_small_kernels_save() -> None:
    """Simonyan & Zisserman (2015), section 2.3: three 3×3 layers have 27·C² weights, a single 7×7 layer 49·C²."""
    graph, source = Graph().add(Input(shape=(30, 30, 8)))
    for _ in range(3):
        graph, _ = graph.append(Conv2D(filters=8, padding="same", use_bias=False))
        graph, _ = graph.append(ReLU())
    ids = [item for item in graph.order if item != source.id]
    (chart,) = (one for one in explained(graph, analyse(graph), ids).charts if one.title == "Small kernels in a row")
    assert [bar.total for bar in chart.bars] == [49 * 64, 27 * 64]
    assert chart.bars[0].label == "One of 7×7"


def test_where_the_most_is_has_bars_and_the_rest_shares_one() -> None:
    graph = PRESETS["vgg16"].graph()
    analysis = analyse(graph)
    told = explained(graph, analysis, graph.order)
    (chart,) = (one for one in told.charts if one.title == "Where the parameters are")
    assert [bar.label for bar in chart.bars][-1] == "10 other layers"
    assert sum(bar.total for bar in chart.bars) == analysis.total_params
    assert told.computation is not None


def test_layers_that_do_not_hang_together_have_sums_and_no_formula() -> None:
    graph = PRESETS["lenet5"].graph()
    ids = [graph.named(name).id for name in ("conv2d", "dense_1")]
    told = explained(graph, analyse(graph), ids)
    assert told.computation is not None
    assert told.computation.formula == ""
    assert told.computation.note == "Something comes in at 2 places. Something goes out at 2 places."
    assert next(line for line in told.lines if line.label == "Parameters").arithmetic == "156 + 10,164"


def test_shared_weights_count_once() -> None:
    graph, _ = Graph().add(Input(shape=(4,)))
    graph, owner = graph.append(Dense(units=4))
    graph, twin = graph.add(owner.layer, owner.id, shares=owner.id)
    graph, end = graph.add(Add(), owner.id, twin.id)
    told = explained(graph, analyse(graph), [owner.id, twin.id, end.id])
    assert shown(next(line for line in told.lines if line.label == "Parameters")) == 20


@pytest.mark.parametrize("preset", ["lenet5", "resnet50", "googlenet"])
def test_no_sentence_counts_what_is_not_there(preset: str) -> None:
    graph = PRESETS[preset].graph()
    analysis = analyse(graph)
    for ids in (graph.order, graph.order[1:], graph.order[:-1], [graph.order[0], graph.order[-1]]):
        told = explained(graph, analysis, ids)
        assert told.computation is not None
        assert " 0 " not in told.computation.note
    whole = explained(graph, analysis, graph.order).computation
    assert whole is not None
    assert whole.formula or whole.note.startswith("It begins with an input of the network. Something goes out at ")
