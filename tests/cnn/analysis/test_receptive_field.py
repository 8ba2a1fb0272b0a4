"""The receptive field of whole networks, against what Keras's gradient says an output pixel depends on."""

from collections.abc import Callable
from math import ceil, floor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn.analysis import analyse
from cnn.analysis.receptive_field import Reach, ReceptiveField, Span, joined, of_input, through
from cnn.blocks.functional import Network, Tensor
from cnn.graph import Graph
from cnn.layers import (
    Add,
    AveragePooling2D,
    Concatenate,
    Conv2D,
    Conv2DTranspose,
    Cropping2D,
    DepthwiseConv2D,
    Layer,
    SeparableConv2D,
    UpSampling2D,
    ZeroPadding2D,
)
from cnn.layers.base import Window
from tests.stages import examples

SIDE = 64
MARGIN = 16

# ---------------------------------------------------------------------- by hand


def test_araujos_formula() -> None:
    """r = Σ (kᵢ − 1)·Π sⱼ + 1: 7×7/2, pooling 3×3/2, 3×3 see 7 + 2·2 + 2·4 pixels, 4 apart."""
    net = Network()
    x = net.input((64, 64, 3))
    x = net(Conv2D(kernel_size=(7, 7), strides=(2, 2), padding="same"), x)
    x = net(AveragePooling2D(pool_size=(3, 3), strides=(2, 2)), x)
    net(Conv2D(), x)
    field = analyse(net.graph).named("conv2d_1").receptive_field
    assert field is not None
    assert field.size == (19, 19)
    assert {axis.jump for axis in field.axes} == {4}


def test_the_whole_image() -> None:
    whole = ReceptiveField((), (9, 9, 3), whole=True)
    assert whole.size == (9, 9)
    assert ReceptiveField((), (None, 9, 3), whole=True).size is None
    assert joined([of_input((9, 9, 3)), whole]).whole
    assert through(of_input((9, 9, 3)), ()).whole
    assert of_input((784,)).size == (1,)
    assert Reach(1, -2, 2).size == 5


# ---------------------------------------------------------------------- one position, pixel by pixel

SLIDING = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 3), st.integers(0, 2)), min_size=1, max_size=4)


@pytest.mark.slow
@given(SLIDING, st.integers(12, 40), st.data())
def test_the_box_of_a_position_holds_every_pixel_it_reads(
    moves: list[tuple[int, int, int]], side: int, data: st.DataObject
) -> None:
    seen, read = of_input((side, 1)), {pixel: {pixel} for pixel in range(side)}
    for kernel, step, padding in moves:
        windows = {i: range(step * i - padding, step * i - padding + kernel) for i in range(len(read) + padding)}
        whole = {i: window for i, window in windows.items() if window.stop <= len(read) + padding}
        read = {i: set().union(*(read.get(j, set()) for j in window)) for i, window in whole.items()}
        seen = through(seen, (Window(step, -padding, kernel - 1 - padding),))
    if not read:
        return
    position = data.draw(st.integers(0, len(read) - 1))
    (box,) = seen.seen_from((position,), (side,))
    assert all(box.first <= pixel <= box.last for pixel in read[position])
    if box.first > 0 and box.last < side - 1:
        assert (box.first, box.last) == (min(read[position]), max(read[position]))
        assert box.size == (seen.size or (0,))[0]
    (reach,) = seen.axes
    middle = reach.jump * position + (reach.first + reach.last) / 2
    assert seen.position_at((middle,), (len(read),)) == (position,)


def test_a_position_is_never_beyond_the_output() -> None:
    seen = through(of_input((28, 28, 1)), (Window(1, 0, 4), Window(1, 0, 4)))
    assert seen.position_at((-9, 99), (24, 24)) == (0, 23)
    assert seen.position_at((2, 50), (None, None)) == (0, 48)
    assert seen.seen_from((23, 0), (28, 28)) == (Span(23, 27), Span(0, 4))
    assert seen.outputs((24, 24, 6)) == (24, 24)
    assert seen._replace(channels_first=True).outputs((6, 24, 24)) == (24, 24)


def test_what_sees_everything_has_one_box() -> None:
    whole = through(of_input((9, 8, 3)), ())
    assert whole.outputs((10,)) == ()
    assert whole.seen_from((), (9, 8)) == (Span(0, 8), Span(0, 7))
    assert whole.position_at((3, 3), ()) == ()
    assert Span(4, 2).size == 0


# ---------------------------------------------------------------------- against the gradient

KERNELS = st.integers(1, 4)
PADDING = st.sampled_from(["valid", "same"])
STRIDES = st.sampled_from([{"strides": 1}, {"strides": 2}, {"dilation_rate": 2}, {"dilation_rate": 3}])


@st.composite
def windows(draw: st.DrawFn) -> Layer:
    kernel, padding, moves = draw(KERNELS), draw(PADDING), draw(STRIDES)
    kind = draw(st.sampled_from([Conv2D, Conv2D, DepthwiseConv2D, SeparableConv2D, AveragePooling2D, ZeroPadding2D, Cropping2D]))
    if kind is AveragePooling2D:
        strides = moves.get("strides", 1)
        return AveragePooling2D.create({"pool_size": kernel, "padding": padding, "strides": strides})
    if kind is ZeroPadding2D:
        return ZeroPadding2D.create({"padding": [[kernel, 0], [1, kernel]]})
    if kind is Cropping2D:
        return Cropping2D.create({"cropping": [[kernel, 0], [1, 2]]})
    filters = {} if kind is DepthwiseConv2D else {"filters": 1}
    return kind.create({"kernel_size": kernel, "padding": padding, "use_bias": False, **moves, **filters})


@st.composite
def networks(draw: st.DrawFn, layers: st.SearchStrategy[Layer]) -> Graph:
    """Chains with a fork or two, whose branches keep the size and meet again."""
    net = Network()
    x = net.input((SIDE, SIDE, 1))
    for _ in range(draw(st.integers(1, 4))):
        x = fork(draw, net, x) if draw(st.integers(0, 3)) == 0 else net(draw(layers), x)
    return net.graph


def fork(draw: st.DrawFn, net: Network, x: Tensor) -> Tensor:
    def branch() -> Tensor:
        kernel, dilation = draw(KERNELS), draw(st.integers(1, 2))
        settings = {"filters": 1, "kernel_size": kernel, "dilation_rate": dilation, "padding": "same", "use_bias": False}
        return net(Conv2D.create(settings), x)

    return net(draw(st.sampled_from([Add(), Concatenate()])), branch(), branch(), x)


@pytest.mark.keras
@settings(max_examples=examples(20))
@given(networks(windows()))
def test_the_gradient_reaches_exactly_so_far(graph: Graph) -> None:
    for position, expected, reached in compared(graph):
        assert reached == expected, f"output pixel {position}"


ENLARGING = st.one_of(
    st.builds(lambda k: UpSampling2D(size=(k, k)), st.integers(2, 3)),
    st.builds(
        lambda k, s: Conv2DTranspose.create({"filters": 1, "kernel_size": k, "strides": s, "use_bias": False}),
        KERNELS,
        st.integers(1, 2),
    ),
)


@pytest.mark.keras
@settings(max_examples=examples(10))
@given(networks(st.one_of(windows(), ENLARGING)))
def test_behind_enlarging_layers_it_reaches_no_further(graph: Graph) -> None:
    """An enlarged pixel sees what one of several small ones sees; the field is that of all of them together."""
    for position, (first, last), (reached_first, reached_last) in compared(graph):
        assert first <= reached_first <= reached_last <= last, f"output pixel {position}"


def compared(graph: Graph) -> list[tuple[int, tuple[int, int], tuple[int, int]]]:
    """Along height and width, for two neighbours far from every border: what we expect, and what the gradient says."""
    analysis = analyse(graph)
    numbers = analysis.nodes[graph.outputs[0]]
    if numbers.output_shape is None or numbers.receptive_field is None:
        return []
    found, gradient = [], gradient_of(graph)
    for axis, reach in enumerate(numbers.receptive_field.axes):
        middle = (numbers.output_shape[axis] or 0) // 2
        for position in (middle, middle + 1):
            first, last = reach.jump * position + reach.first, reach.jump * position + reach.last
            if MARGIN <= first <= last < SIDE - MARGIN and position < (numbers.output_shape[axis] or 0):
                place = [(size or 0) // 2 for size in numbers.output_shape[:2]]
                place[axis] = position
                mask = gradient(place)
                if mask.any():  # a transposed convolution with gaps leaves pixels that see nothing
                    found.append((position, (ceil(first), floor(last)), span(mask, axis)))
    return found


def gradient_of(graph: Graph) -> Callable[[list[int]], Any]:
    """How strongly each pixel of the image changes the output pixel at a place; weights are positive, so nothing cancels."""
    import numpy as np
    import tensorflow as tf

    from cnn.worker.model.builder import build

    model: Any = build(graph)
    model.set_weights([np.ones_like(weight) for weight in model.get_weights()])
    image = tf.ones((1, SIDE, SIDE, 1))

    @tf.function  # outside a graph TensorFlow 2.20 crashes in the gradient of a strided 1×1 convolution (oneDNN, CPU)
    def gradient_at(row: Any, column: Any) -> Any:
        with tf.GradientTape() as tape:
            tape.watch(image)
            pixel = tf.reduce_sum(model(image)[0, row, column])
        return tape.gradient(pixel, image)

    return lambda place: gradient_at(*map(tf.constant, place)).numpy()[0, :, :, 0]


def span(gradient: Any, axis: int) -> tuple[int, int]:
    """First and last row (or column) where it is not zero."""
    rows = [index for index, total in enumerate(gradient.sum(axis=1 - axis)) if total]
    return rows[0], rows[-1]
