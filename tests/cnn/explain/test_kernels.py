"""Where a window lies: as it is read when the numbers are worked out, which is tested against Keras."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.analysis import analyse
from cnn.explain.kernels import Kernel, kernel_of
from cnn.explain.windows import window_of
from cnn.graph import Graph
from cnn.layers import (
    AveragePooling2D,
    Conv1D,
    Conv2D,
    Conv2DTranspose,
    Conv3D,
    Dense,
    Flatten,
    GlobalAveragePooling2D,
    Input,
    Layer,
    MaxPooling2D,
)


def of(layer: Layer, shape: tuple[int | None, ...]) -> Kernel | None:
    graph, source = Graph().add(Input(shape=shape))
    graph, node = graph.add(layer, source.id)
    return kernel_of(layer, analyse(graph).nodes[node.id])


@st.composite
def layers(draw: st.DrawFn) -> Layer:
    size = (draw(st.integers(1, 4)), draw(st.integers(1, 4)))
    stride, dilation = draw(st.sampled_from([(1, 1), (2, 1), (3, 1), (1, 2)]))
    padding = draw(st.sampled_from(["valid", "same"]))
    if draw(st.booleans()):
        return MaxPooling2D(pool_size=size, strides=stride, padding=padding)
    return Conv2D(filters=1, kernel_size=size, strides=stride, padding=padding, dilation_rate=dilation, use_bias=False)


@given(layers(), st.integers(9, 13), st.integers(9, 13), st.data())
def test_it_reads_what_the_arithmetic_reads(layer: Layer, rows: int, columns: int, data: st.DataObject) -> None:
    kernel = of(layer, (rows, columns, 2))
    assert kernel is not None
    place = data.draw(st.tuples(st.integers(0, kernel.out[0] - 1), st.integers(0, kernel.out[1] - 1)))
    weights = [np.ones((*layer.kernel_size, 2, 1))] if isinstance(layer, Conv2D) else []
    window = window_of(layer, np.zeros((rows, columns, 2)), weights, place, 0)
    assert window is not None
    assert kernel.read(place) == (window.rows, window.columns)
    middle = tuple((sum(one) / len(one)) for one in kernel.read(place))
    assert kernel.place_at(middle) == place


@given(layers(), st.integers(9, 13))
def test_the_next_window_is_a_stride_away(layer: Layer, size: int) -> None:
    kernel = of(layer, (size, size, 2))
    assert kernel is not None
    for place in ((0, 0), (0, kernel.out[1] - 1), (kernel.out[0] - 1, kernel.out[1] - 1)):
        other = kernel.next_to(place)
        assert all(0 <= spot < count for spot, count in zip(other, kernel.out, strict=True))
        moved = [abs(one - two) for one, two in zip(kernel.start(place), kernel.start(other), strict=True)]
        assert sorted(moved) == sorted([0, kernel.strides[1]]) or kernel.out[1] == 1


def test_a_sequence_is_one_row() -> None:
    kernel = of(Conv1D(filters=4, kernel_size=5, strides=2), (21, 3))
    assert kernel is not None
    assert (kernel.given, kernel.out, kernel.size) == ((1, 21), (1, 9), (1, 5))
    assert kernel.read((0, 2)) == ((0,), (4, 5, 6, 7, 8))


def test_dense_on_an_image_is_a_window_of_one_pixel() -> None:
    kernel = of(Dense(units=7), (6, 5, 3))
    assert kernel is not None
    assert (kernel.size, kernel.out, kernel.maps) == ((1, 1), (6, 5), 7)


def test_a_global_pooling_reads_all_at_once() -> None:
    kernel = of(GlobalAveragePooling2D(), (7, 6, 5))
    assert kernel is not None
    assert (kernel.size, kernel.out, kernel.maps) == ((7, 6), (1, 1), 5)
    assert kernel.read((0, 0)) == (tuple(range(7)), tuple(range(6)))
    assert kernel.next_to((0, 0)) == (0, 0)


@pytest.mark.parametrize(
    ("layer", "shape"),
    [
        (Flatten(), (6, 6, 3)),
        (Dense(units=3), (8,)),
        (AveragePooling2D(), (None, 6, 3)),
        (Conv2D(kernel_size=(9, 9)), (6, 6, 3)),
    ],
)
def test_others_have_none(layer: Layer, shape: tuple[int | None, ...]) -> None:
    assert of(layer, shape) is None


@given(st.integers(1, 4), st.integers(1, 3), st.sampled_from(["valid", "same"]), st.integers(2, 5))
def test_a_kernel_is_spread_over_the_places_that_it_reaches(size: int, stride: int, padding: str, rows: int) -> None:
    layer = Conv2DTranspose(filters=1, kernel_size=(size, 2), strides=(stride, 1), padding=padding, use_bias=False)
    kernel = of(layer, (rows, 4, 2))
    assert kernel is not None
    assert kernel.spreads
    assert kernel.out == (rows, 4)
    value, weights = np.zeros((rows, 4, 2)), [np.ones((*layer.kernel_size, 1, 2))]
    reached = {
        (source, out)
        for out in range(kernel.given[0])
        if (window := window_of(layer, value, weights, (out, 0), 0)) is not None
        for source in window.rows
    }
    laid = {(place, row) for place in range(rows) for row in kernel.read((place, 0))[0] if 0 <= row < kernel.given[0]}
    assert laid == reached


def test_the_window_of_a_volume_has_a_depth() -> None:
    kernel = of(Conv3D(filters=4, kernel_size=(3, 5, 5), strides=(2, 1, 1), padding="same"), (8, 9, 10, 2))
    assert kernel is not None
    assert kernel.deep is not None
    assert (kernel.given, kernel.out, kernel.size, kernel.deep.out) == ((9, 10), (9, 10), (5, 5), 4)
    assert kernel.deep.read(1) == (2, 3, 4)
