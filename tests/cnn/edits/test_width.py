"""Wider, narrower, for other images: what must hold of every network, and Keras's own MobileNets of other widths."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn.analysis import Analysis, analyse
from cnn.edits.width import can_widen, resized, scaled, widened
from cnn.errors import ArgumentError
from cnn.graph import Graph
from cnn.layers import Add, Concatenate, Conv2D, Dense, Flatten, GroupNormalization, Input, Permute
from cnn.presets import PRESETS
from tests.stages import examples

#: chains, towers of two groups, residual, joined, inverted, squeezed and excited
NAMES = ("lenet5", "vgg11", "resnet18", "alexnet-two-towers", "googlenet-plain", "mobilenet_v2", "efficientnet_b0")
factors = st.floats(0.25, 4)


@cache
def analysed(name: str) -> Analysis:
    return analyse(PRESETS[name].graph())


def counts(graph: Graph) -> list[int]:
    layers = [node.layer for node in graph.nodes.values()]
    return [getattr(layer, "filters", 0) or getattr(layer, "units", 0) for layer in layers]


def outputs(analysis: Analysis) -> list[object]:
    return [analysis.nodes[item].output_shape for item in analysis.graph.outputs]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=examples(25))
@given(factor=factors)
def test_no_new_problems_and_the_same_outputs(name: str, factor: float) -> None:
    before = analysed(name)
    after = analyse(widened(before, factor))
    assert after.problems == before.problems
    assert outputs(after) == outputs(before)
    assert all(new >= 1 for new, old in zip(counts(after.graph), counts(before.graph), strict=True) if old)


@pytest.mark.parametrize("name", PRESETS)
def test_once_is_the_network_itself(name: str) -> None:
    assert widened(analysed(name), 1) is analysed(name).graph


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=examples(25))
@given(pair=st.tuples(factors, factors))
def test_wider_is_never_narrower(name: str, pair: tuple[float, float]) -> None:
    low, high = (counts(widened(analysed(name), factor)) for factor in sorted(pair))
    assert all(one <= two for one, two in zip(low, high, strict=True))


@pytest.mark.parametrize("name", ["lenet5", "vgg11", "resnet18"])
def test_twice_is_twice_all_but_the_classes(name: str) -> None:
    before, twice = counts(analysed(name).graph), counts(widened(analysed(name), 2))
    assert [count for count in twice if count][:-1] == [2 * count for count in before if count][:-1]
    assert twice[-1] == before[-1]


@pytest.mark.keras
@pytest.mark.parametrize("alpha", [0.25, 0.5, 0.75])
def test_keras_makes_mobilenet_narrower_the_same_way(alpha: float) -> None:
    import keras

    theirs = keras.applications.MobileNet(alpha=alpha, weights=None).count_params()
    assert analyse(widened(analysed("mobilenet"), alpha)).total_params == theirs


def test_a_group_changes_inside_and_keeps_what_others_add_to() -> None:
    before = analysed("resnet18")
    inside = {node.id for node in before.graph.members("conv2/block1")}
    wide = widened(before, 2, inside)
    changed = {node.id for node in wide.nodes_not_in(before.graph)}
    assert changed
    assert changed <= inside
    assert analyse(wide).problems == before.problems


def test_groups_still_divide_what_they_split() -> None:
    graph, image = Graph().add(Input(shape=(16, 16, 3)))
    graph, wide = graph.add(Conv2D(filters=12), image.id)
    graph, norm = graph.add(GroupNormalization(groups=4), wide.id)
    graph, split = graph.add(Conv2D(filters=12, groups=6), norm.id)
    graph, flat = graph.add(Flatten(), split.id)
    graph, _ = graph.add(Dense(units=5), flat.id)
    narrow = widened(analyse(graph), 0.4)
    assert [getattr(narrow.nodes[item].layer, "filters", 0) for item in (wide.id, split.id)] == [12, 6]
    assert analyse(narrow).buildable


def test_what_is_added_to_the_image_keeps_its_width() -> None:
    graph, image = Graph().add(Input(shape=(16, 16, 3)))
    graph, inner = graph.add(Conv2D(filters=8, padding="same"), image.id)
    graph, last = graph.add(Conv2D(filters=3, padding="same"), inner.id)
    graph, both = graph.add(Add(), image.id, last.id)
    graph, end = graph.add(Conv2D(filters=4), both.id)
    wide = widened(analyse(graph), 2)
    assert [getattr(wide.nodes[item].layer, "filters", 0) for item in (inner.id, last.id, end.id)] == [16, 3, 4]


def test_what_is_joined_and_then_added_stays() -> None:
    graph, image = Graph().add(Input(shape=(16, 16, 3)))
    graph, left = graph.add(Conv2D(filters=3), image.id)
    graph, right = graph.add(Conv2D(filters=5), image.id)
    graph, straight = graph.add(Conv2D(filters=8), image.id)
    graph, joined = graph.add(Concatenate(), left.id, right.id)
    graph, both = graph.add(Add(), joined.id, straight.id)
    graph, _ = graph.add(Conv2D(filters=4), both.id)
    assert widened(analyse(graph), 1.5) is graph
    assert not can_widen(analyse(graph))


def test_shared_weights_stay_shared_and_fit_both() -> None:
    graph, image = Graph().add(Input(shape=(16, 16, 3)))
    graph, one = graph.add(Conv2D(filters=6), image.id)
    graph, two = graph.add(Conv2D(filters=6), image.id)
    graph, owner = graph.add(Conv2D(filters=4), one.id)
    graph, sharer = graph.add(owner.layer, two.id, shares=owner.id)
    graph, both = graph.add(Add(), owner.id, sharer.id)
    graph, _ = graph.add(Conv2D(filters=2), both.id)
    after = analyse(widened(analyse(graph), 1.3))
    assert after.buildable
    assert after.graph.nodes[sharer.id].layer is after.graph.nodes[owner.id].layer


def test_layers_that_fit_one_width_keep_it() -> None:
    graph, image = Graph().add(Input(shape=(16, 16, 3)))
    graph, first = graph.add(Conv2D(filters=6), image.id)
    graph, turned = graph.add(Permute(dims=(3, 1, 2)), first.id)
    graph, _ = graph.add(Conv2D(filters=2), turned.id)
    assert widened(analyse(graph), 2) is graph


def test_a_broken_network_is_scaled_where_it_can_be() -> None:
    graph, image = Graph().add(Input(shape=(4, 4, 3)))
    graph, first = graph.add(Conv2D(filters=6), image.id)
    graph, deep = graph.add(Conv2D(filters=6, kernel_size=9), first.id)
    graph, _ = graph.add(Dense(units=6), deep.id)
    before = analyse(graph)
    assert [item.message for item in analyse(widened(before, 2)).problems] == [item.message for item in before.problems]


def test_beyond_all_bounds_it_says_so() -> None:
    with pytest.raises(ArgumentError, match="filters"):
        widened(analysed("lenet5"), 1e9)


@given(st.integers(1, 5000), factors, st.integers(1, 64))
def test_a_count_is_a_multiple_near_the_wanted_one(count: int, factor: float, step: int) -> None:
    new = scaled(count, factor, step)
    assert new % step == 0
    assert new >= step
    assert abs(new - count * factor) <= max(step / 2, step - count * factor) + 1e-6


def test_images_change_their_sides_only() -> None:
    graph, image = Graph().add(Input(shape=(28, 30, 3)))
    graph, open_ = graph.add(Input(shape=(None, 30, 3)))
    graph, flat = graph.add(Input(shape=(7,)))
    graph, first = graph.add(Input(shape=(3, 28, 30)))
    graph, _ = graph.add(Conv2D(filters=2, data_format="channels_first"), first.id)
    new = resized(graph, 1.5)
    shapes = [new.nodes[node.id].layer.output_shape() for node in (image, open_, flat, first)]
    assert shapes == [(42, 45, 3), (None, 45, 3), (7,), (3, 42, 45)]
    assert resized(graph, 1) is graph
    assert resized(graph, 0.001).nodes[image.id].layer.output_shape() == (1, 1, 3)


def test_macs_follow_the_image_as_convolutions_do() -> None:
    before = analysed("vgg11")
    after = analyse(resized(before.graph, 2), before)
    named = {name: (before.named(name).macs, after.named(name).macs) for name in ("block1_conv1",)}
    assert all(new == 4 * (old or 0) for old, new in named.values())
