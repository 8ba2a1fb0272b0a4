"""The receptive field of whole networks, against what Keras's gradient says an output pixel depends on."""

from collections.abc import Callable
from math import ceil, floor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn.analysis import analyse
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
from cnn.network import Network, Tensor
from cnn.receptive_field import Reach, ReceptiveField, joined, of_input, through

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
@settings(max_examples=20)
@given(networks(windows()))
def test_the_gradient_reaches_exactly_so_far(graph: Graph) -> None:
    for position, expected, reached in compared(graph):
        assert reached == expected, f"output pixel {position}"


ENLARGING = st.one_of(
    st.builds(lambda k: UpSampling2D(size=(k, k)), st.integers(2, 3)),
    st.builds(lambda k, s: Conv2DTranspose.create({"filters": 1, "kernel_size": k, "strides": s, "use_bias": False}),
              KERNELS, st.integers(1, 2)),
)  # fmt: skip


@pytest.mark.keras
@settings(max_examples=10)
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

    from cnn.worker.builder import build

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
