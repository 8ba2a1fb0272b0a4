"""What a training may take: the guess follows the arithmetic, the memory and the batch, and knows when it can't be made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.analysis import analyse
from cnn.blocks.functional import Network
from cnn.graph import Graph
from cnn.layers import Conv2D, Dense, DepthwiseConv2D, Flatten, ReLU
from cnn.plan import pace
from cnn.plan.pace import (
    CHANGE,
    DENSE,
    IMAGE,
    LAYER_STEP,
    MOVES,
    OFF,
    OPERATIONS,
    STEP,
    Machine,
    free_share,
    machine_now,
    processors,
    seconds_per_image,
    this_machine,
    training_range,
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


def test_what_others_take_makes_the_longer_time_longer() -> None:
    analysis, recipe = analyse(PRESETS["lenet5"].graph()), Recipe()
    alone, busy = Machine(1e11, 2e10), Machine(1e11, 2e10, share=0.25)
    guessed = training_seconds(analysis, recipe, 5000, alone)
    assert guessed is not None
    assert training_seconds(analysis, recipe, 5000, busy) == guessed, "what it takes where nobody else computes"
    assert training_range(analysis, recipe, 5000, alone) == pytest.approx((guessed / OFF, guessed * OFF))
    assert training_range(analysis, recipe, 5000, busy) == pytest.approx((guessed / OFF, 4 * guessed * OFF))
    open_sizes = network(Conv2D(filters=4), image=(None, None, 3))
    assert training_range(analyse(open_sizes), recipe, 100, busy) is None


@pytest.mark.slow
def test_the_share_is_the_time_of_processors_beside_that_of_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of each second that goes by a thread gets a quarter."""
    now = Clock()
    monkeypatch.setattr(pace, "perf_counter", now.wall)
    monkeypatch.setattr(pace, "thread_time", now.own)
    monkeypatch.setattr(pace, "processors", lambda: 1)
    assert free_share() == pytest.approx(0.25, rel=0.1)
    now.part = 1e-9
    assert 0 < free_share() < 0.1, "nobody waits for ever"
    now.part = 7.0
    assert free_share() == 1, "clocks are not exact"


@pytest.mark.slow
def test_the_clock_does_not_decide_how_fast_a_processor_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Others who compute meanwhile stop the one and not the other."""
    monkeypatch.setattr(pace, "perf_counter", lambda: pytest.fail("this is the clock's"))
    assert this_machine.__wrapped__().operations > 1e8


class Clock:
    """Time that goes by, of which a thread gets a part."""

    def __init__(self) -> None:
        self.time, self.part = 0.0, 0.25

    def wall(self) -> float:
        self.time += 0.01
        return self.time

    def own(self) -> float:
        return self.time * self.part


@pytest.mark.slow
def test_this_machine_is_tried() -> None:
    machine = this_machine()
    assert machine.operations > 1e8  # the slowest that TensorFlow runs on does that
    assert machine.bandwidth > 1e7
    assert this_machine() is machine
    now = machine_now()
    assert (now.operations, now.bandwidth) == (machine.operations, machine.bandwidth)
    assert 0 < now.share <= 1
    assert processors() >= 1
