"""What one design has otherwise than another: laws over random networks, and published ones whose difference is known."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn.edits import design_difference
from cnn.edits.design_difference import DesignDifference, compare_designs
from cnn.graph import Graph
from cnn.layers import BatchNormalization, Conv2D, Dense, Dropout, Flatten, Input, Layer, MaxPooling2D, ReLU
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.recipe import Recipe
from tests.cnn.graphs import GRAPHS
from tests.stages import examples


def chain(*layers: Layer) -> Graph:
    graph = Graph()
    for layer in layers:
        graph, _ = graph.append(layer)
    return graph


SMALL = chain(Input(shape=(16, 16, 1)), Conv2D(filters=4), ReLU(), MaxPooling2D(), Conv2D(filters=8), Flatten(), Dense(units=3))


def between(before: Graph, after: Graph) -> DesignDifference:
    return compare_designs(Project(graph=before), Project(graph=after))


def states(found: DesignDifference) -> list[tuple[str, str]]:
    return [(pair.state, pair.node.name) for pair in found.told]


def renamed(graph: Graph) -> Graph:
    """As Python would number the layers anew."""
    for number, node_id in enumerate(graph.order):
        graph = graph.rename(node_id, f"renamed_{number}")
    return graph


@pytest.mark.slow
@given(GRAPHS)
@settings(max_examples=examples(60))
def test_a_network_is_the_same_as_itself_whatever_its_layers_are_called(graph: Graph) -> None:
    assert between(graph, graph).same
    assert not between(graph, renamed(graph)).told


@pytest.mark.slow
@given(GRAPHS, GRAPHS)
@settings(max_examples=examples(60))
def test_every_layer_of_both_is_told_once_and_in_order(before: Graph, after: Graph) -> None:
    found = between(before, after)
    assert [pair.before.id for pair in found.pairs if pair.before is not None] == list(before.order)
    assert [pair.after.id for pair in found.pairs if pair.after is not None] == list(after.order)
    assert found.count("same") + found.count("changed") + found.count("added") == len(after)


@pytest.mark.slow
@given(st.data())
@settings(max_examples=examples(40))
def test_a_layer_put_into_a_chain_is_new_and_nothing_else_is_otherwise(data: st.DataObject) -> None:
    wire = data.draw(st.sampled_from(SMALL.wires))
    grown, new = SMALL.insert_on_wire(wire, Dropout(rate=0.5))
    for after in (grown, renamed(grown)):
        name = after.nodes[new.id].name
        assert states(between(SMALL, after)) == [("added", name)]
        assert states(between(after, SMALL)) == [("removed", name)]


def test_a_changed_argument_is_told_with_both_values() -> None:
    conv = SMALL.named("conv2d_1")
    (pair,) = between(SMALL, SMALL.replace_layer(conv.id, Conv2D(filters=16, padding="same"))).told
    assert (pair.state, pair.changes) == ("changed", ("filters 16 instead of 8.", "padding same instead of valid."))


def test_what_keras_fills_in_for_an_open_argument_is_no_difference() -> None:
    """A file that Keras wrote has the strides of every pooling; a layer that was dragged in leaves them open."""
    pool = SMALL.named("max_pooling2d")
    written = SMALL.replace_layer(pool.id, MaxPooling2D(strides=(2, 2)))
    assert between(SMALL, written).told == between(written, SMALL).told == ()
    (pair,) = between(SMALL, SMALL.replace_layer(pool.id, MaxPooling2D(strides=(1, 1)))).told
    assert pair.changes == ("strides 1×1 instead of 2×2.",)


def test_an_argument_that_is_not_set_is_called_none() -> None:
    conv = SMALL.named("conv2d_1")
    (pair,) = between(SMALL, SMALL.replace_layer(conv.id, Conv2D(filters=8, kernel_regularizer="l2"))).told
    assert pair.changes == ("kernel regularizer L2 instead of none.",)


def test_freezing_and_skipping_are_told() -> None:
    conv = SMALL.named("conv2d_1")
    frozen = replace(SMALL, nodes={**SMALL.nodes, conv.id: replace(conv, trainable=False)})
    assert [pair.changes for pair in between(SMALL, frozen).told] == [("Frozen.",)]
    assert [pair.changes for pair in between(frozen, SMALL).told] == [("Trainable.",)]


def test_what_reads_something_else_is_told() -> None:
    graph = chain(Input(shape=(8, 8, 1)), Conv2D(filters=4, padding="same"), ReLU(), BatchNormalization())
    last, conv = graph.named("batch_normalization"), graph.named("conv2d")
    after = replace(graph, nodes={**graph.nodes, last.id: replace(last, inputs=(conv.id,))})
    assert [(pair.node.name, pair.changes) for pair in between(graph, after).told] == [
        ("batch_normalization", ("Reads conv2d.",))
    ]


#: layers that the deeper one has more, by the papers' tables; and for VGG the weights and biases of these 3 × 3 convolutions
DEEPER = [
    ("vgg11", "vgg13", 2, 9 * 64 * 64 + 64 + 9 * 128 * 128 + 128),
    ("vgg13", "vgg16", 3, 9 * 256 * 256 + 256 + 2 * (9 * 512 * 512 + 512)),
    ("vgg16", "vgg19", 3, 9 * 256 * 256 + 256 + 2 * (9 * 512 * 512 + 512)),
    ("resnet18", "resnet34", 56, None),
]


@pytest.mark.parametrize(("before", "after", "added", "parameters"), DEEPER)
def test_published_networks_differ_by_what_their_papers_say(before: str, after: str, added: int, parameters: int | None) -> None:
    found = between(PRESETS[before].graph(), PRESETS[after].graph())
    assert (found.count("added"), found.count("removed")) == (added, 0)
    totals = {value.name: value for value in found.totals}
    assert parameters is None or totals["Parameters"].growth == f"{parameters:+,}"
    assert totals["Layers"].growth == f"+{added}"


def test_of_the_recipe_only_what_has_an_effect_is_told() -> None:
    before = Project(graph=SMALL, recipe=Recipe(epochs=3), dataset="mnist-sample")
    after = Project(graph=SMALL, recipe=Recipe(epochs=5, warmup_epochs=0, early_stopping=True), dataset="mnist")
    found = compare_designs(before, after)
    assert [(value.name, value.spelled) for value in found.settings] == [
        ("Dataset", ("MNIST sample", "MNIST")),
        ("Epochs", ("3", "5")),
        ("Early stopping", ("no", "yes")),
    ]
    assert not found.same
    assert not found.told


def test_two_augmentations_of_one_class_are_told_apart() -> None:
    flips = [
        Project(graph=SMALL, recipe=Recipe().changed(augmentation=f"RandomFlip('{way}')")) for way in ("horizontal", "vertical")
    ]
    (value,) = compare_designs(*flips).settings
    assert value.spelled[0] != value.spelled[1]
    assert "vertical" in value.spelled[1]


def test_a_stride_that_is_left_open_is_the_pool_size() -> None:
    same, other = (chain(Input(shape=(16, 16, 1)), MaxPooling2D(strides=strides)) for strides in (2, 3))
    left_open = chain(Input(shape=(16, 16, 1)), MaxPooling2D())
    assert between(left_open, same).same
    assert [pair.changes for pair in between(left_open, other).told] == [("strides 3×3 instead of 2×2.",)]


def test_an_argument_without_a_value_is_told_in_words() -> None:
    plain, active = (chain(Input(shape=(8,)), Dense(units=3, bias_regularizer=one)) for one in (None, "l2"))
    (pair,) = between(active, plain).told
    assert "None" not in pair.told
    assert "none instead of" in pair.told


def test_too_much_to_try_every_pair_is_told_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(design_difference, "MOST_PAIRS", 0)
    after = renamed(PRESETS["vgg13"].graph())
    found = between(PRESETS["vgg11"].graph(), after)
    assert [pair.after.id for pair in found.pairs if pair.after is not None] == list(after.order)
    assert (found.count("added"), found.count("removed")) == (2, 0)
