"""What an output pixel reads, against what Keras's gradients say it reads."""

from math import ceil, floor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("keras")

import numpy as np
import tensorflow as tf

from cnn.layers import EVERYWHERE, LAYERS, create
from cnn.layers.base import Window
from cnn.shapes import Shape
from tests.cnn.layers.oracle import construct
from tests.stages import examples

pytestmark = pytest.mark.keras

Mask = Any  # bool array: outputs × inputs along one axis


def images(shape: Shape) -> tf.Variable:
    """Two random images; with one alone TensorFlow 2.20 writes beyond its memory (1×1 windows, strides, few channels)."""
    return tf.Variable(np.random.default_rng(0).uniform(1, 2, (2, *shape)).astype("float32"))


def gradient_masks(class_name: str, config: dict[str, Any], shape: Shape) -> list[Mask]:
    """For each spatial axis, which inputs have a gradient on which outputs."""
    layer = construct(class_name, config)
    image = images(shape)
    with tf.GradientTape(persistent=True) as tape:
        output = layer(image)
        axes = range(1, len(output.shape) - 1)
        rows = [tf.unstack(tf.reduce_sum(output, [a for a in range(len(output.shape)) if a != axis])) for axis in axes]
    return [np.stack([_seen(tape.gradient(row, image), axis) for row in rows[axis - 1]]) for axis in axes]


def _seen(gradient: Any, axis: int) -> Mask:
    array = np.abs(gradient.numpy())
    return array.sum(axis=tuple(a for a in range(array.ndim) if a != axis)) > 1e-4


def impulse_masks(class_name: str, config: dict[str, Any], shape: Shape) -> list[Mask]:
    """The same for layers that pick one pixel of many: a bright line at each place in turn, and where it shows."""
    layer = construct(class_name, config)
    masks = []
    for axis in range(len(shape) - 1):
        images = np.zeros((shape[axis], *shape), "float32")
        for place in range(shape[axis] or 0):
            np.moveaxis(images[place], axis, 0)[place] = 1
        shown = np.asarray(layer(images))
        masks.append((shown.sum(axis=tuple(a for a in range(1, shown.ndim) if a != axis + 1)) > 1e-6).T)
    return masks


def check(masks: list[Mask], windows: tuple[Window, ...] | None, *, holes: bool = False) -> None:
    """Every output must read from exactly the first to the last pixel that its window names, cut to the image.

    A dilated window has holes; where the border cuts it, the outermost pixel it reads may lie further in.
    """
    assert windows is not None
    assert len(windows) == len(masks)
    for mask, window in zip(masks, windows, strict=True):
        for place, row in enumerate(mask):
            first = ceil(window.step * place + window.first - 1e-9)
            last = floor(window.step * place + window.last + 1e-9)
            read = np.flatnonzero(row)
            inside = [first, last] == [max(first, 0), min(last, len(row) - 1)]
            if first > last or last < 0 or first >= len(row):
                assert not len(read), (place, window, read)
            elif inside or not holes:
                assert [max(first, 0), min(last, len(row) - 1)] == list(read[[0, -1]]), (place, window, read)
            else:
                assert all(first <= pixel <= last for pixel in read), (place, window, read)


def windows_of(class_name: str, config: dict[str, Any], shape: Shape) -> tuple[Window, ...] | None:
    layer = create(class_name, config)
    layer.output_shape(shape)
    return layer.windows(shape)


length = st.integers(7, 11)
stride_or_dilation = st.sampled_from([{}, {"strides": 2}, {"strides": (3, 1)}, {"dilation_rate": 2}, {"dilation_rate": (1, 3)}])
ones = {"use_bias": False, "kernel_initializer": "ones"}


def few(many: int = 12) -> Any:
    return settings(max_examples=examples(many), derandomize=True)


@few(20)
@given(st.tuples(length, length), st.integers(1, 4), stride_or_dilation, st.sampled_from(["valid", "same"]))
def test_convolution(size: tuple[int, int], kernel: int, moves: dict[str, Any], padding: str) -> None:
    if padding == "valid" and "dilation_rate" in moves:
        kernel = min(kernel, 3)
    config = {"filters": 1, "kernel_size": kernel, "padding": padding, **moves, **ones}
    shape = (*size, 1)
    check(gradient_masks("Conv2D", config, shape), windows_of("Conv2D", config, shape), holes="dilation_rate" in moves)


@few()
@given(length, st.integers(1, 3), st.integers(1, 3), st.sampled_from(["valid", "same", "causal"]))
def test_convolution_of_sequences(size: int, kernel: int, dilation: int, padding: str) -> None:
    config = {"filters": 1, "kernel_size": kernel, "padding": padding, "dilation_rate": dilation, **ones}
    check(gradient_masks("Conv1D", config, (size, 1)), windows_of("Conv1D", config, (size, 1)), holes=dilation > 1)


@few(30)
@given(
    st.tuples(st.integers(3, 5), st.integers(3, 5)),
    st.tuples(st.integers(1, 5), st.integers(1, 5)),
    stride_or_dilation,
    st.sampled_from(["valid", "same"]),
    st.sampled_from([None, 0, 1]),
)
def test_transposed_convolution(
    size: tuple[int, int], kernel: tuple[int, int], moves: dict[str, Any], padding: str, extra: int | None
) -> None:
    if extra == 1:
        moves = {"strides": 2}
    elif extra == 0 and padding == "same":
        kernel = (kernel[0] | 1, kernel[1] | 1)
    config = {"filters": 1, "kernel_size": kernel, "padding": padding, "output_padding": extra, **moves, **ones}
    masks = gradient_masks("Conv2DTranspose", config, (*size, 1))
    check(masks, windows_of("Conv2DTranspose", config, (*size, 1)), holes="dilation_rate" in moves)


POOLED = {
    "pool_size": st.integers(1, 3),
    "strides": st.sampled_from([None, 1, 2, 3]),
    "padding": st.sampled_from(["valid", "same"]),
}


@few()
@given(st.tuples(length, length), st.fixed_dictionaries(POOLED))
def test_average_pooling(size: tuple[int, int], config: dict[str, Any]) -> None:
    check(gradient_masks("AveragePooling2D", config, (*size, 1)), windows_of("AveragePooling2D", config, (*size, 1)))


@pytest.mark.parametrize("class_name", ["MaxPooling2D", "StochasticPooling2D"])
def test_pooling_that_picks(class_name: str) -> None:
    @few()
    @given(st.tuples(length, length), st.fixed_dictionaries(POOLED))
    def law(size: tuple[int, int], config: dict[str, Any]) -> None:
        check(impulse_masks(class_name, config, (*size, 1)), windows_of(class_name, config, (*size, 1)))

    law()


@few()
@given(st.tuples(length, length), st.integers(1, 9))
def test_adaptive_pooling(size: tuple[int, int], out: int) -> None:
    """Here the window of one step is that of the largest; a single output may read one pixel less at either end."""
    masks = gradient_masks("AdaptiveAveragePooling2D", {"output_size": out}, (*size, 1))
    windows = windows_of("AdaptiveAveragePooling2D", {"output_size": out}, (*size, 1))
    assert windows is not None
    for mask, window in zip(masks, windows, strict=True):
        for place, row in enumerate(mask):
            read = np.flatnonzero(row)
            assert read[0] >= window.step * place + window.first - 1e-9
            assert read[-1] <= window.step * place + window.last + 1e-9
        widest = max(np.flatnonzero(row)[-1] - np.flatnonzero(row)[0] for row in mask)
        assert widest <= window.last - window.first + 1e-9 < widest + 1


@pytest.mark.parametrize("interpolation", ["nearest", "bilinear", "bicubic"])
@pytest.mark.parametrize("times", [(1, 2), (3, 4)])
def test_upsampling(interpolation: str, times: tuple[int, int]) -> None:
    config = {"size": times, "interpolation": interpolation}
    masks = gradient_masks("UpSampling2D", config, (7, 8, 1))
    windows = windows_of("UpSampling2D", config, (7, 8, 1))
    if interpolation == "nearest":
        check(masks, windows)
    else:
        check_within(masks, windows)


@pytest.mark.parametrize(
    "config",
    [
        {"height": 5, "width": 20},
        {"height": 13, "width": 7, "interpolation": "bicubic"},
        {"height": 4, "width": 6, "antialias": True},
    ],
)
def test_resizing(config: dict[str, Any]) -> None:
    check_within(gradient_masks("Resizing", config, (12, 14, 3)), windows_of("Resizing", config, (12, 14, 3)))


def check_within(masks: list[Mask], windows: tuple[Window, ...] | None) -> None:
    """No output reads beyond its window, and the widest comes within a pixel of it (weights at the rim may be zero)."""
    assert windows is not None
    for mask, window in zip(masks, windows, strict=True):
        reads = [np.flatnonzero(row) for row in mask]
        for place, read in enumerate(reads):
            assert read[0] >= min(window.step * place + window.first, len(mask[0]) - 1) - 1e-6
            assert read[-1] <= max(window.step * place + window.last, 0) + 1e-6
        assert max(read[-1] - read[0] for read in reads) >= int(window.last - window.first) - 1


@pytest.mark.parametrize(
    ("class_name", "config"),
    [
        ("ZeroPadding2D", {"padding": ((1, 2), (0, 3))}),
        ("Cropping2D", {"cropping": ((1, 2), (0, 3))}),
        ("CenterCrop", {"height": 5, "width": 4}),
        ("DepthwiseConv2D", {"kernel_size": 3, "use_bias": False, "depthwise_initializer": "ones"}),
    ],
)
def test_borders_and_crops(class_name: str, config: dict[str, Any]) -> None:
    shape = (9, 8, 1 if class_name != "CenterCrop" else 3)
    check(gradient_masks(class_name, config, shape), windows_of(class_name, config, shape))


@pytest.mark.parametrize(
    ("class_name", "config"),
    [
        ("BatchNormalization", {}),
        ("LayerNormalization", {"gamma_initializer": "random_normal"}),
        ("LocalResponseNormalization", {}),
        ("Activation", {"activation": "tanh"}),
        ("Dense", {"units": 3}),
        ("EinsumDense", {"equation": "abcd,de->abce", "output_shape": (None, None, 3)}),
        ("Softmax", {}),
        ("Rescaling", {"scale": 0.5}),
    ],
)
def test_some_layers_read_only_their_own_pixel(class_name: str, config: dict[str, Any]) -> None:
    shape = (5, 6, 3)
    assert windows_of(class_name, config, shape) is None
    assert all(
        np.array_equal(mask | np.eye(len(mask), dtype=bool), np.eye(len(mask), dtype=bool))
        for mask in weighted(class_name, config, shape)
    )


def weighted(class_name: str, config: dict[str, Any], shape: Shape) -> list[Mask]:
    """Gradient masks of one number of each row, so that sums that are always 1 don't hide what is read."""
    layer = construct(class_name, config)
    image = images(shape)
    with tf.GradientTape(persistent=True) as tape:
        output = layer(image)
        firsts = [tf.unstack(output[0, :, 0, 0]), tf.unstack(output[0, 0, :, 0])]
    return [np.stack([_seen(tape.gradient(row, image), axis) for row in firsts[axis - 1]]) for axis in (1, 2)]


@pytest.mark.parametrize(
    ("class_name", "config"),
    [
        ("GlobalAveragePooling2D", {"keepdims": True}),
        ("GroupNormalization", {"groups": 1}),
        ("LayerNormalization", {"axis": (1, 2, 3)}),
        ("UnitNormalization", {"axis": (1, 2)}),
        ("Softmax", {"axis": (1, 2)}),
        ("Permute", {"dims": (2, 1, 3)}),
    ],
)
def test_some_layers_may_read_the_whole_image(class_name: str, config: dict[str, Any]) -> None:
    shape = (5, 6, 3)
    assert windows_of(class_name, config, shape) == EVERYWHERE
    if class_name != "Permute":  # which reads one pixel, but of the other axis
        assert all(mask.all() for mask in weighted(class_name, config, shape))


def test_every_layer_with_a_window_is_tried_here() -> None:
    tried = {"Conv", "Pooling", "UpSampling", "Resizing", "Padding", "Crop"}
    for class_name, kind in LAYERS.items():
        layer = kind.create({})
        for shape in ((32,), (32, 4), (32, 32, 4), (9, 9, 9, 4)):
            try:
                layer.output_shape(*(shape,) * layer.min_inputs)
            except Exception:
                continue
            if layer.windows(*(shape,) * layer.min_inputs):
                assert any(word in class_name for word in tried) or class_name == "SpectralNormalization"
