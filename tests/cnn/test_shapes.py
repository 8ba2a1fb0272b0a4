"""The integer arithmetic, against counting by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.errors import ShapeError
from cnn.shapes import (
    Shape,
    broadcast,
    count,
    effective_kernel,
    spell,
    transposed_output,
    transposed_window,
    window_output,
    window_padding,
)

sizes = st.integers(1, 40)
kernels = st.integers(1, 7)
strides = st.integers(1, 4)


def places(size: int, taps: list[int], stride: int, before: int, after: int) -> list[list[int]]:
    """Every place of a window with these taps on a row of pixels with so many added before and after, by trying."""
    found = []
    start = -before
    while start + taps[-1] <= size - 1 + after:
        found.append([start + tap for tap in taps])
        start += stride
    return found


@given(sizes, kernels, strides, st.integers(1, 3))
def test_a_window_without_padding_has_as_many_places_as_fit(size: int, kernel: int, stride: int, dilation: int) -> None:
    taps = [dilation * tap for tap in range(kernel)]
    assert max(window_output(size, kernel, stride, "valid", dilation) or 0, 0) == len(places(size, taps, stride, 0, 0))


@given(sizes, kernels, strides, st.integers(1, 3), st.sampled_from(["same", "causal"]))
def test_padding_leaves_one_place_for_each_stride(size: int, kernel: int, stride: int, dilation: int, padding: str) -> None:
    before, after = window_padding(size, kernel, stride, padding, dilation)
    taps = [dilation * tap for tap in range(kernel)]
    found = places(size, taps, stride, before, after)
    assert len(found) == window_output(size, kernel, stride, padding, dilation) == -(-size // stride)
    if padding == "same":
        assert 0 <= after - before <= 1 or before == after == 0
    else:
        assert after == 0
        assert all(place[-1] <= index * stride for index, place in enumerate(found))  # nothing from the future


@given(kernels, strides, st.sampled_from(["valid", "same"]))
def test_an_open_size_stays_open(kernel: int, stride: int, padding: str) -> None:
    assert window_output(None, kernel, stride, padding) is None
    assert transposed_output(None, kernel, stride, padding) is None
    before, after = window_padding(None, kernel, stride, padding)
    assert before + after == (max(kernel - stride, 0) if padding == "same" else 0)


@given(sizes, kernels, strides, st.integers(1, 3))
def test_a_transposed_window_goes_back_where_the_window_came_from(size: int, kernel: int, stride: int, dilation: int) -> None:
    """Keras's own promise: with "same" the output is the input times the strides; with "valid" a convolution undoes it."""
    assert transposed_output(size, kernel, stride, "same", dilation) == size * stride
    out = transposed_output(size, kernel, stride, "valid", dilation)
    assert out is not None
    assert window_output(out, kernel, stride, "valid", dilation) == size


@given(sizes, kernels, strides, st.data())
def test_output_padding_makes_the_output_longer(size: int, kernel: int, stride: int, data: st.DataObject) -> None:
    extra = data.draw(st.integers(0, stride - 1))
    assert transposed_output(size, kernel, stride, "valid", 1, extra) == (size - 1) * stride + kernel + extra
    assert transposed_output(size, kernel, stride, "same", 1, extra) == (size - 1) * stride + kernel % 2 + extra


@given(sizes, kernels, strides, st.integers(1, 3), st.sampled_from(["valid", "same"]))
def test_a_transposed_window_reads_what_is_spread_over_it(
    size: int, kernel: int, stride: int, dilation: int, padding: str
) -> None:
    step, first, last = transposed_window(kernel, stride, padding, dilation)
    cut = round(last * stride)
    span = effective_kernel(kernel, dilation)
    for place in range(transposed_output(size, kernel, stride, padding, dilation) or 0):
        readers = [pixel for pixel in range(size) if pixel * stride - cut <= place <= pixel * stride - cut + span - 1]
        named = [pixel for pixel in range(size) if step * place + first - 1e-9 <= pixel <= step * place + last + 1e-9]
        assert readers == named


#: kernel, stride, padding, output padding; Keras itself fails where the output would be shorter than the places read
SPREADS = [
    *((kernel, stride, padding, None) for kernel in (1, 2, 3, 4, 5) for stride in (1, 2, 3) for padding in ("valid", "same")),
    *((kernel, 3, "valid", extra) for kernel in (2, 3, 4, 5) for extra in (0, 1, 2)),
    *((kernel, 3, "same", extra) for kernel in (2, 3, 4, 5) for extra in (1, 2)),
]


@pytest.mark.keras
def test_a_transposed_window_reads_what_keras_reads() -> None:
    """One pixel after the other is lit: the places that light up are those that read it."""
    import keras
    import numpy as np

    size = 4
    for kernel, stride, padding, extra in SPREADS:
        layer = keras.layers.Conv1DTranspose(1, kernel, stride, padding, extra, kernel_initializer="ones", use_bias=False)
        lit = np.asarray(layer(np.eye(size, dtype="float32")[:, :, None]))[:, :, 0].T > 0.5
        step, first, last = transposed_window(kernel, stride, padding, 1, extra)
        for place, readers in enumerate(lit):
            named = [pixel for pixel in range(size) if step * place + first - 1e-9 <= pixel <= step * place + last + 1e-9]
            assert named == [pixel for pixel in range(size) if readers[pixel]], (kernel, stride, padding, extra, place)


def test_without_a_dilation_there_is_none() -> None:
    assert window_output(9, 3, 1, "valid") == window_output(9, 3, 1, "valid", 1) == 7
    assert transposed_output(9, 3, 1, "valid") == transposed_output(9, 3, 1, "valid", 1) == 11
    assert transposed_window(3, 1, "valid") == transposed_window(3, 1, "valid", 1) == (1, -2, 0)


def test_of_a_window_over_an_unknown_size_nothing_is_known_but_its_overlap() -> None:
    """ "Same" then adds what a size that the stride divides would need."""
    assert window_padding(None, 3, 2, "same") == (0, 1)
    assert window_padding(4, 3, 2, "same") == (0, 1)


@given(kernels, st.integers(1, 5))
def test_a_dilated_kernel_spans_its_holes(kernel: int, dilation: int) -> None:
    assert effective_kernel(kernel, dilation) == len(range(dilation * (kernel - 1) + 1))


shapes = st.lists(st.sampled_from([1, 1, 2, 3, 7]), max_size=4).map(tuple)


@given(st.lists(shapes, min_size=1, max_size=4))
def test_broadcasting_is_numpy_s(several: list[Shape]) -> None:
    numpy = pytest.importorskip("numpy")
    try:
        expected = numpy.broadcast_shapes(*several)
    except ValueError:
        with pytest.raises(ShapeError, match="can't be combined"):
            broadcast(several)
    else:
        assert broadcast(several) == expected


def test_an_open_size_stays_open_when_combined() -> None:
    assert broadcast([(None, 3), (5, 3)]) == (None, 3)
    assert broadcast([(None, 3), (1, 3)]) == (None, 3)
    assert broadcast([(None, 3), (3,)]) == (None, 3)
    assert broadcast([(4, None), (4, None)]) == (4, None)


def test_how_shapes_are_written() -> None:
    assert spell((28, 28, 1)) == "28×28×1"
    assert spell((None, None, 3)) == "?×?×3"
    assert spell(()) == "scalar"
    assert (count((2, 3)), count((2, None)), count(())) == (6, None, 1)
