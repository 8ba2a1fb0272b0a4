"""Analysis: the same from scratch as after an edit, never an exception, and totals that add up."""

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn.analysis import Analysis, NodeAnalysis, Problem, analyse, problems_with_classes
from cnn.graph import Graph, Node
from cnn.layers import (
    Add,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    Input,
    Layer,
    MaxPooling2D,
    ReLU,
    Rescaling,
)
from cnn.layers.opaque import Opaque
from cnn.presets import PRESETS
from cnn.shapes import Shape
from tests.cnn.graphs import GRAPHS, LAYERS_TO_WIRE, STEPS, Step, edited
from tests.stages import examples

IMAGE = Input(shape=(8, 8, 3))


def chain(*layers: Layer) -> Graph:
    graph = Graph()
    for layer in layers:
        graph, _ = graph.append(layer)
    return graph


def messages(graph: Graph, severity: str = "") -> list[str]:
    return [problem.message for problem in analyse(graph).problems if problem.severity == severity or not severity]


# ---------------------------------------------------------------------- laws


@pytest.mark.slow
@settings(max_examples=examples(200))
@given(GRAPHS, st.lists(STEPS, min_size=1, max_size=8))
def test_after_an_edit_the_same_as_from_nothing(graph: Graph, steps: Sequence[Step]) -> None:
    before = analyse(graph)
    for step in steps:
        graph = edited(graph, step)
        before = analyse(graph, before)
        assert before == analyse(graph)
        assert list(before.nodes) == list(graph.order)


@pytest.mark.slow
@settings(max_examples=examples(300))
@given(GRAPHS)
def test_no_graph_finds_a_defect(graph: Graph) -> None:
    for problem in analyse(graph).problems:
        assert "can't be worked out" not in problem.message
        assert problem.node is None or problem.node in graph


def total(numbers: Iterable[int | None]) -> int | None:
    """The sum; nothing at all where one is not known."""
    found = list(numbers)
    return None if None in found else sum(number or 0 for number in found)


@pytest.mark.slow
@given(GRAPHS)
def test_totals_are_sums_of_all_layers_or_unknown(graph: Graph) -> None:
    analysis = analyse(graph)
    nodes = analysis.nodes.values()
    assert analysis.total_params == total(node.params for node in nodes)
    assert analysis.trainable_params == total(node.trainable_params for node in nodes)
    assert analysis.non_trainable_params == total(node.non_trainable_params for node in nodes)
    assert analysis.known.params == sum(node.params or 0 for node in nodes)
    assert analysis.known.trainable_params == sum(node.trainable_params or 0 for node in nodes)
    assert analysis.macs is None or analysis.macs == sum(node.macs or 0 for node in nodes)
    assert set(analysis.nodes) == set(graph.nodes)


@pytest.mark.slow
@given(GRAPHS)
def test_an_unknown_shape_has_a_cause(graph: Graph) -> None:
    analysis = analyse(graph)
    blamed = {problem.node for problem in analysis.problems if problem.severity == "error"}
    for node_id, node in analysis.nodes.items():
        upstream = any(analysis.nodes[source].output_shape is None for source in graph.nodes[node_id].inputs)
        assert (node.output_shape is None) <= (upstream or node_id in blamed)
        if node.output_shape is None:
            assert (node.params, node.macs, node.receptive_field) == (None, None, None)


_IDS = st.sampled_from(["a", "b", "c", "d", "nowhere"])


@pytest.mark.slow
@given(st.lists(st.builds(Node, _IDS, _IDS, LAYERS_TO_WIRE, st.lists(_IDS, max_size=3).map(tuple)), max_size=4))
def test_even_a_graph_that_no_edit_makes_is_analysed(nodes: list[Node]) -> None:
    analysis = analyse(Graph({node.id: node for node in nodes}, marked_outputs=("a", "nowhere")))
    assert set(analysis.nodes) == {node.id for node in nodes}
    assert not analysis.buildable


def test_a_defect_of_a_layer_costs_only_that_layer() -> None:
    class Broken(ReLU):
        def output_shape(self, *inputs: Shape) -> Shape:
            raise ZeroDivisionError("division by zero")

    graph = chain(IMAGE, Broken(), Dense())
    assert messages(graph) == ['The numbers of "broken" can\'t be worked out: ZeroDivisionError: division by zero.']
    assert analyse(graph).named("input").output_shape == (8, 8, 3)


# ---------------------------------------------------------------------- reuse


def test_only_what_an_edit_touches_is_worked_out_again() -> None:
    graph = chain(IMAGE, Rescaling(), Conv2D(), BatchNormalization(), ReLU(), Conv2D(), Flatten(), Dense())
    before = analyse(graph)
    changed = graph.replace_layer(graph.named("conv2d").id, Conv2D(filters=5))
    after = analyse(changed, before)
    kept = {changed.nodes[node_id].name for node_id in changed.nodes if after.nodes[node_id] is before.nodes[node_id]}
    assert kept == {"input", "rescaling", "flatten", "dense"}


def test_a_new_name_costs_nothing() -> None:
    graph = PRESETS["lenet5"].graph()
    before = analyse(graph)
    after = analyse(graph.rename(graph.named("conv2d").id, "c1"), before)
    assert all(after.nodes[node_id] is before.nodes[node_id] for node_id in graph.nodes)


# ---------------------------------------------------------------------- what stands in it


def test_frozen_and_moving_weights() -> None:
    graph = chain(IMAGE, Rescaling(), Conv2D(filters=4, kernel_size=(1, 1)), BatchNormalization())
    analysis = analyse(graph)
    assert (analysis.total_params, analysis.trainable_params, analysis.non_trainable_params) == (16 + 16, 16 + 8, 8)
    frozen = analyse(graph.set_trainable([graph.named("conv2d").id], False))
    assert (frozen.total_params, frozen.trainable_params) == (32, 8)


def test_shared_weights_count_once() -> None:
    graph = chain(Input(shape=(6,)), Dense(units=6))
    owner = graph.named("dense")
    graph, twin = graph.add(owner.layer, owner.id, shares=owner.id)
    analysis = analyse(graph)
    assert analysis.total_params == 42
    assert (analysis.nodes[twin.id].params, analysis.nodes[twin.id].macs) == (0, 36)


def test_memory() -> None:
    analysis = analyse(chain(IMAGE, Rescaling(), Flatten(), Dense(units=10)))
    params, activations = 1930, 192 * 3 + 10
    assert analysis.weight_bytes == 4 * params
    assert analysis.activation_bytes == 4 * activations


def test_a_layer_nobody_knows_leaves_the_totals_open() -> None:
    graph, unknown = chain(IMAGE, Rescaling(), Flatten(), Dense(units=10)).append(Opaque(kind="Mystery"))
    graph, _ = graph.append(Dense(units=3))
    analysis = analyse(graph)
    assert (analysis.total_params, analysis.trainable_params, analysis.non_trainable_params) == (None, None, None)
    assert analysis.weight_bytes is None
    assert (analysis.known.params, analysis.known_weight_bytes) == (1930, 4 * 1930)
    whole = analyse(graph.remove(unknown.id))
    assert whole.total_params == whole.known.params == 1930 + 33


def test_open_sizes_are_unknown_not_guessed() -> None:
    graph = chain(Input(shape=(None, None, 3)), Rescaling(), Conv2D(filters=2), GlobalAveragePooling2D(), Dense(units=10))
    analysis = analyse(graph)
    assert analysis.buildable
    assert analysis.named("conv2d").output_shape == (None, None, 2)
    assert (analysis.named("conv2d").params, analysis.named("conv2d").macs) == (56, None)
    assert (analysis.total_params, analysis.macs) == (86, None)


def test_several_inputs_and_outputs() -> None:
    graph = chain(IMAGE, Rescaling(), Conv2D(padding="same"))
    graph, other = graph.add(Input(shape=(8, 8, 32)))
    graph, _ = graph.add(Add(), graph.named("conv2d").id, other.id)
    graph, _ = graph.add(MaxPooling2D(), graph.named("add").id)
    graph = graph.mark_output(graph.named("add").id)
    analysis = analyse(graph)
    assert analysis.problems == ()
    assert [analysis.nodes[item].output_shape for item in graph.outputs] == [(8, 8, 32), (4, 4, 32)]


# ---------------------------------------------------------------------- receptive field


def seen(graph: Graph, name: str) -> tuple[int, ...] | None:
    field = analyse(graph).named(name).receptive_field
    assert field is not None
    return field.size


def test_receptive_field_of_lenet() -> None:
    graph = PRESETS["lenet5"].graph()
    assert [seen(graph, name) for name in ("rescaling", "conv2d", "average_pooling2d", "conv2d_1", "average_pooling2d_1")] == [
        (1, 1),
        (5, 5),
        (6, 6),
        (14, 14),
        (16, 16),
    ]
    assert seen(graph, "flatten") == (28, 28)


def test_receptive_field_never_exceeds_the_image() -> None:
    graph = chain(Input(shape=(5, 40, 1)), Rescaling(), Conv2D(kernel_size=(9, 9), padding="same"))
    assert seen(graph, "conv2d") == (5, 9)


def test_branches_take_the_largest() -> None:
    graph = chain(IMAGE, Rescaling(), Conv2D(filters=3, padding="same"))
    graph, _ = graph.add(Add(), graph.named("rescaling").id, graph.named("conv2d").id)
    assert seen(graph, "add") == (3, 3)


def test_channels_first_looks_at_the_right_axes() -> None:
    graph = chain(
        Input(shape=(3, 20, 30)), Rescaling(), Conv2D(kernel_size=(25, 25), padding="same", data_format="channels_first")
    )
    field = analyse(graph).named("conv2d").receptive_field
    assert field is not None
    assert (field.image, field.size) == ((20, 30), (20, 25))


# ---------------------------------------------------------------------- problems


def test_an_empty_network() -> None:
    assert messages(Graph()) == ["The network is empty; start with an Input layer."]
    assert not analyse(Graph()).buildable


def test_no_input() -> None:
    assert messages(Graph().add(Dense())[0])[0] == "The network has no Input layer."


def test_too_small_names_node_need_and_size() -> None:
    graph = chain(Input(shape=(32, 48, 3)), Rescaling())
    for _ in range(4):
        graph, _ = graph.append(MaxPooling2D())
    graph, node = graph.append(Conv2D(kernel_size=(5, 5)))
    assert messages(graph.rename(node.id, "conv5")) == [
        'Conv2D "conv5" needs at least 5×5 pixels with padding "valid"; it gets 2×3. '
        'Use padding "same", a smaller window, or a larger image (at least 80×80).'
    ]


def test_merging_one_branch() -> None:
    graph, _ = chain(IMAGE, Rescaling()).append(Add())
    assert messages(graph) == ['"add" (Add) joins at least 2 inputs; it has 1.']


def test_shared_weights_of_another_size() -> None:
    graph = chain(Input(shape=(6,)), Dense(units=4))
    owner = graph.named("dense")
    graph, _ = graph.add(owner.layer, owner.id, shares=owner.id)
    assert messages(graph) == ['"dense_1" can\'t share the weights of "dense": their inputs have other sizes.']
    assert not analyse(graph).buildable


def test_unscaled_pixels_are_told_once() -> None:
    graph = chain(IMAGE, Conv2D(), Conv2D(), Flatten(), Dense())
    assert messages(graph) == ['"conv2d" sees pixel values from 0 to 255; networks learn better from 0 to 1.']
    assert analyse(graph).buildable
    assert messages(chain(IMAGE, BatchNormalization(), Conv2D())) == []
    assert messages(chain(Input(shape=(20,)), Dense())) == []


def test_what_people_will_regret_is_told() -> None:
    graph = chain(IMAGE, Rescaling(), Conv2D(activation="glu"))
    assert messages(graph) == ['"conv2d" has the activation "glu", which halves the channels without Keras reckoning with it.']
    assert analyse(graph).buildable


def test_an_input_that_nobody_reads() -> None:
    graph = chain(IMAGE, Rescaling()).add(Input())[0]
    assert messages(graph) == ['No layer reads the input "input_1".']
    assert messages(chain(IMAGE)) == []


def test_a_dense_layer_on_an_image() -> None:
    graph = chain(IMAGE, Rescaling(), Conv2D(), Dense(units=20, activation="relu"), Dropout(), Dense(units=10))
    assert messages(graph, "warning") == ['Dense "dense" works on each pixel of 6×6×32 apart; a classifier sees the whole image.']
    assert messages(chain(IMAGE, Rescaling(), Dense(units=20, activation="relu"), Flatten(), Dense(units=10))) == []


def told(graph: Graph, classes: int) -> list[Problem]:
    return list(problems_with_classes(analyse(graph), classes))


def test_classes_of_the_dataset() -> None:
    graph = PRESETS["lenet5"].graph()
    assert told(graph, 10) == []
    assert [problem.message for problem in told(graph, 7)] == [
        'The output "dense_2" is 10; the dataset has 7 classes and needs 7 numbers.'
    ]
    assert told(chain(IMAGE, Flatten(), Dense(units=1)), 2) == []


def test_a_missing_flatten_is_named() -> None:
    graph = chain(IMAGE, Rescaling(), Conv2D(filters=2), Dense(units=2))
    (warning,) = [problem for problem in analyse(graph).problems if problem.severity == "warning"]
    assert warning.repairs[0].title == 'Insert Flatten before "dense"'
    for classes in (2, 10):
        (problem,) = told(graph, classes)
        assert 'Dense "dense" works on each pixel of' in problem.message
        assert "add Flatten or GlobalAveragePooling2D before it." in problem.message
        assert problem.repairs[0].title.startswith('Insert Flatten before "dense"')
        mended = problem.repairs[0].apply(graph)
        assert told(mended, classes) == []
    (bare,) = told(chain(IMAGE, Rescaling(), Conv2D(filters=2)), 10)
    assert "Add Flatten or GlobalAveragePooling2D behind it, then Dense with 10 units." in bare.message


def test_analysis_is_a_value() -> None:
    graph = PRESETS["lenet5"].graph()
    assert analyse(graph) == analyse(graph)
    assert analyse(graph) != analyse(graph.remove(graph.outputs[0]))
    assert NodeAnalysis().non_trainable_params is None
    assert isinstance(analyse(graph), Analysis)


@pytest.mark.parametrize("name", ["conv2d", "dense_2"])
def test_named(name: str) -> None:
    analysis = analyse(PRESETS["lenet5"].graph())
    assert analysis.named(name) is analysis.nodes[analysis.graph.named(name).id]
