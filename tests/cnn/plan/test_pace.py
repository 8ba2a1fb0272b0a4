"""What a training may take: the guess follows the arithmetic, the memory and the batch, and knows when it can't be made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.analysis import analyse
from cnn.blocks.functional import Network
from cnn.graph import Graph
from cnn.layers import Conv2D, Dense, DepthwiseConv2D, Flatten, ReLU
from cnn.plan.pace import (
    CHANGE,
    DENSE,
    IMAGE,
    LAYER_STEP,
    MOVES,
    OPERATIONS,
    STEP,
    Machine,
    processors,
    seconds_per_image,
    this_machine,
    training_seconds,
)
from cnn.presets import PRESETS
from cnn.recipe import Recipe

#: one that moves anything at once, and one that computes anything at once
COMPUTES, MOVES_ONLY = Machine(1e9, 1e30), Machine(1e30, 1e9)


def network(*layers: object, image: tuple[int | None, ...] = (8, 8, 3)) -> Graph:
    net = Network()
    x = net.input(image)
    for layer in layers:
        x = net(layer, x)  # type: ignore[arg-type]
    return net.graph


def test_arithmetic_by_hand() -> None:
    graph = network(Conv2D(filters=4, kernel_size=(1, 1)))  # 8 · 8 · 3 · 4 multiply-accumulates
    expected = IMAGE + OPERATIONS * 768 / (1e9 * DENSE) + (STEP + 2 * LAYER_STEP) / 64
    assert seconds_per_image(analyse(graph), 64, COMPUTES) == pytest.approx(expected)


def test_memory_by_hand() -> None:
    graph = network(ReLU(), image=(8, 8, 3))
    moved = MOVES * 8 * 8 * 3 * 4 / 1e9
    assert seconds_per_image(analyse(graph), 64, MOVES_ONLY) == pytest.approx(IMAGE + 2 * moved + (STEP + 2 * LAYER_STEP) / 64)


def test_depthwise_convolutions_are_slow_for_their_arithmetic() -> None:
    dense = analyse(network(Conv2D(filters=3, kernel_size=(3, 3), padding="same")))
    depthwise = analyse(network(DepthwiseConv2D(kernel_size=(3, 3), padding="same")))
    assert dense.macs == 3 * depthwise.macs  # type: ignore[operator]
    times = [seconds_per_image(analysis, 1_000_000, COMPUTES) for analysis in (dense, depthwise)]
    assert times[1] > times[0]  # type: ignore[operator]


def test_open_sizes_are_not_guessed_at() -> None:
    graph = network(Conv2D(filters=4), Flatten(), Dense(units=2), image=(None, None, 3))
    assert seconds_per_image(analyse(graph), 64, COMPUTES) is None
    assert training_seconds(analyse(graph), Recipe(), 100, COMPUTES) is None


@given(st.integers(1, 200), st.integers(10, 100_000), st.floats(0, 0.5))
def test_more_epochs_and_more_images_take_longer(epochs: int, images: int, share: float) -> None:
    analysis = analyse(PRESETS["lenet5"].graph())
    recipe = Recipe().changed(epochs=epochs, validation_split=share)
    machine = Machine(1e11, 2e10)
    taken = training_seconds(analysis, recipe, images, machine)
    assert taken is not None
    more_epochs = training_seconds(analysis, recipe.changed(epochs=epochs + 1), images, machine)
    more_images = training_seconds(analysis, recipe, images + 1, machine)
    faster = training_seconds(analysis, recipe, images, Machine(2e11, 4e10))
    assert more_epochs > taken < more_images  # type: ignore[operator]
    assert faster < taken  # type: ignore[operator]


def test_images_that_are_changed_at_random_take_longer() -> None:
    analysis, machine = analyse(PRESETS["lenet5"].graph()), Machine(1e11, 2e10)
    plain = Recipe().changed(epochs=1, validation_split=0.0)
    twice = plain.changed(augmentation="RandomFlip(), RandomRotation(0.1)")
    more = training_seconds(analysis, twice, 1000, machine) - training_seconds(analysis, plain, 1000, machine)  # type: ignore[operator]
    assert more == pytest.approx(1000 * 2 * CHANGE * 28 * 28)


def test_frozen_layers_are_gone_through_once() -> None:
    analysis, machine = analyse(PRESETS["mobilenet_v2"].graph((96, 96, 3), 3)), Machine(1e11, 2e10)
    whole = Recipe().changed(epochs=10)
    head = whole.changed(freeze_until="top_relu")
    then_all = head.changed(fine_tune_after=5)
    changed = head.changed(augmentation="RandomFlip()")  # other images each time
    seconds = [training_seconds(analysis, recipe, 5000, machine) for recipe in (head, then_all, whole, changed)]
    assert seconds[0] < seconds[1] < seconds[2] < seconds[3]  # type: ignore[operator]


def test_this_machine_is_tried() -> None:
    machine = this_machine()
    assert machine.operations > 1e8  # the slowest that TensorFlow runs on does that
    assert machine.bandwidth > 1e7
    assert this_machine() is machine
    assert processors() >= 1
