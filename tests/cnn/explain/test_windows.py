"""The arithmetic of one output number is Keras's: every place, stride, padding, dilation, group, every activation."""

from typing import Any

import numpy as np
import pytest

from cnn.errors import LayerloomError
from cnn.explain.windows import Window, explains, window_of
from cnn.layers import AveragePooling2D, Conv2D, Dense, DepthwiseConv2D, Layer, MaxPooling2D, ReLU
from cnn.layers.adaptive_pooling import AdaptiveAveragePooling2D, AdaptiveMaxPooling1D
from cnn.layers.convolution import Conv1D, Conv1DTranspose, Conv2DTranspose, Conv3D, Conv3DTranspose
from cnn.layers.depthwise import DepthwiseConv1D, SeparableConv1D, SeparableConv2D
from cnn.layers.pooling import GlobalAveragePooling2D, GlobalMaxPooling2D
from cnn.layers.pooling_1d_3d import AveragePooling3D, GlobalAveragePooling1D, GlobalAveragePooling3D, MaxPooling1D, MaxPooling3D
from tests.stages import mostly_thorough

#: a textbook's example: 5×5, a kernel of 3×3 that takes the differences from left to right
IMAGE = np.arange(25, dtype=np.float32).reshape(5, 5, 1)
EDGE = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], np.float32)[..., None, None]


def window(layer: Layer, place: tuple[int, int], *weights: Any, value: Any = IMAGE, channel: int = 0) -> Window:
    found = window_of(layer, value, weights, place, channel)
    assert found is not None
    return found


def test_a_textbook_example_is_worked_out_step_by_step() -> None:
    layer = Conv2D(filters=1, kernel_size=3, activation="relu")
    found = window(layer, (1, 2), EDGE, np.array([-5], np.float32))
    assert (found.rows, found.columns) == ((1, 2, 3), (2, 3, 4))
    assert found.slices[0].numbers == ((7, 8, 9), (12, 13, 14), (17, 18, 19))
    assert found.slices[0].factors == ((-1, 0, 1), (-2, 0, 2), (-1, 0, 1))
    assert (found.total, found.bias, found.result) == (8, -5, 3)
    assert all(map(all, found.inside))


def test_padding_is_zeros_that_are_told_apart() -> None:
    found = window(Conv2D(filters=1, kernel_size=3, strides=2, padding="same", use_bias=False), (0, 0), EDGE)
    assert (found.rows, found.columns) == ((-1, 0, 1), (-1, 0, 1))
    assert found.inside == ((False,) * 3, (False, True, True), (False, True, True))
    assert found.slices[0].numbers == ((0, 0, 0), (0, 0, 1), (0, 5, 6))
    assert found.total == 1 * 2 + 6


def test_pooling_takes_no_padding_into_account() -> None:
    largest = window(MaxPooling2D(pool_size=3, strides=2, padding="same"), (0, 0), value=IMAGE - 30)
    mean = window(AveragePooling2D(pool_size=3, strides=2, padding="same"), (0, 0))
    assert (largest.kind, largest.total) == ("largest", -24)
    assert (mean.kind, mean.total, mean.counted) == ("mean", (0 + 1 + 5 + 6) / 4, 4)


@pytest.mark.parametrize("layer", [Conv2D(filters=2, kernel_size=3, use_bias=False), MaxPooling2D()])
def test_there_are_only_so_many_places_and_channels(layer: Layer) -> None:
    weights = [np.zeros((3, 3, 1, 2), np.float32)] if isinstance(layer, Conv2D) else []
    for place, channel in (((3, 0), 0), ((0, -1), 0), ((0, 0), 5)):
        with pytest.raises(LayerloomError, match="counted from 0"):
            window_of(layer, IMAGE, weights, place, channel)


def test_other_layers_are_not_explained() -> None:
    assert window_of(ReLU(), IMAGE, (), (0, 0), 0) is None
    assert explains(Dense())
    assert not explains(ReLU())


CASES: list[Layer] = [
    Conv2D(filters=4, kernel_size=3, strides=2, padding="same", activation="tanh"),
    Conv2D(filters=4, kernel_size=(2, 3), dilation_rate=(2, 1), padding="valid", activation="relu"),
    Conv2D(filters=4, kernel_size=3, padding="same", dilation_rate=2, use_bias=False, activation="gelu"),
    Conv2D(filters=6, kernel_size=3, groups=2, padding="valid", activation="softmax"),
    Conv2D(filters=3, kernel_size=4, strides=(1, 3), padding="same", activation="selu"),
    DepthwiseConv2D(kernel_size=3, strides=2, padding="same", depth_multiplier=2, activation="elu"),
    DepthwiseConv2D(kernel_size=2, dilation_rate=2, padding="valid", use_bias=False, activation="mish"),
    MaxPooling2D(pool_size=(3, 2), strides=(2, 1), padding="same"),
    MaxPooling2D(pool_size=2),
    AveragePooling2D(pool_size=3, strides=2, padding="same"),
    AveragePooling2D(pool_size=(2, 3), strides=1, padding="valid"),
    GlobalAveragePooling2D(keepdims=True),
    GlobalMaxPooling2D(keepdims=True),
    Dense(units=5, activation="sigmoid"),
    *[
        Dense(units=5, activation=name)
        for name in ("softplus", "silu", "leaky_relu", "hard_sigmoid", "softsign", "log_softmax", "relu6", "hard_silu")
    ],
]


OTHERS: list[Layer] = [
    Conv1D(filters=3, kernel_size=3, padding="causal", dilation_rate=2, activation="relu"),
    Conv3D(filters=3, kernel_size=(2, 3, 3), strides=(1, 2, 1), padding="same", activation="tanh"),
    Conv2DTranspose(filters=3, kernel_size=3, strides=2, padding="same", activation="relu"),
    SeparableConv2D(filters=5, kernel_size=3, padding="same", depth_multiplier=2, activation="elu"),
    MaxPooling3D(pool_size=(2, 3, 2), strides=(1, 2, 2), padding="same"),
    MaxPooling1D(pool_size=3, strides=2, padding="same"),
    Conv1D(filters=4, kernel_size=3, strides=2, padding="same", groups=2, use_bias=False),
    Conv3D(filters=2, kernel_size=2, padding="valid", activation="softmax"),
    Conv3D(filters=4, kernel_size=3, padding="same", dilation_rate=(1, 2, 2), groups=2),
    Conv1DTranspose(filters=3, kernel_size=4, strides=3, padding="valid"),
    Conv1DTranspose(filters=3, kernel_size=5, strides=2, padding="same", output_padding=1),
    Conv2DTranspose(filters=2, kernel_size=(2, 5), strides=(3, 1), padding="same", use_bias=False),
    Conv2DTranspose(filters=2, kernel_size=2, strides=3, padding="valid"),
    Conv2DTranspose(filters=2, kernel_size=3, padding="same", dilation_rate=2),
    Conv3DTranspose(filters=2, kernel_size=3, strides=2, padding="same"),
    DepthwiseConv1D(kernel_size=3, depth_multiplier=2, padding="same", activation="relu"),
    SeparableConv1D(filters=3, kernel_size=3, strides=2, padding="same", activation="sigmoid"),
    SeparableConv2D(filters=3, kernel_size=(3, 2), padding="valid", use_bias=False),
    AveragePooling3D(pool_size=2, strides=1, padding="same"),
    AdaptiveAveragePooling2D(output_size=(3, 4)),
    AdaptiveMaxPooling1D(output_size=4),
    GlobalAveragePooling1D(keepdims=True),
    GlobalAveragePooling3D(keepdims=True),
]
VALUES = {1: (9, 4), 2: (7, 6, 4), 3: (5, 6, 4, 4)}
TELLING = [*CASES[:2], CASES[3], CASES[5], CASES[7], CASES[9], CASES[13], *OTHERS[:6]]


@pytest.mark.keras
@pytest.mark.parametrize("layer", mostly_thorough([*CASES, *OTHERS], but=TELLING), ids=str)
def test_every_number_is_keras_own(layer: Layer) -> None:
    from cnn.worker.model.builder import keras_arguments, keras_class

    rng = np.random.default_rng(3)
    value = rng.normal(size=VALUES[getattr(layer, "axes", 2)]).astype(np.float32)
    made = keras_class(layer.class_name)(**keras_arguments(layer))
    made.build((None, *value.shape))
    for weight in made.weights:
        weight.assign(rng.normal(size=weight.shape))
    expected = np.asarray(made(value[None]))[0]
    weights = [np.asarray(weight) for weight in made.weights]
    if isinstance(layer, Dense):
        expected = expected.reshape(-1, 1, expected.shape[-1])
    for place in np.ndindex(expected.shape[:-1]):
        for channel in range(expected.shape[-1]):
            found = window_of(layer, value, weights, place, channel)
            assert found is not None
            assert found.result == pytest.approx(expected[*place, channel], abs=1e-5, rel=1e-5)
            if found.kind == "products":  # what is shown adds up to what is told
                assert sum(part.total for part in found.slices) == pytest.approx(found.total, abs=1e-5, rel=1e-5)


def test_a_transposed_convolution_gathers_what_was_spread() -> None:
    """Dumoulin & Visin, section 4: a 3×3 kernel laid down at every second place of a 5×5 output."""
    layer = Conv2DTranspose(filters=1, kernel_size=3, strides=2, use_bias=False)
    kernel = np.arange(1, 10, dtype=np.float32).reshape(3, 3, 1, 1)
    value = np.array([[1, 2], [3, 4]], np.float32)[..., None]
    found = window(layer, (2, 2), kernel, value=value)
    assert (found.rows, found.columns) == ((0, 1), (0, 1))
    assert found.slices[0].numbers == ((1, 2), (3, 4))
    assert found.slices[0].factors == ((9, 7), (3, 1))
    assert found.total == 1 * 9 + 2 * 7 + 3 * 3 + 4 * 1


def test_a_place_that_nothing_reaches_has_only_its_bias() -> None:
    layer = Conv2DTranspose(filters=1, kernel_size=1, strides=2)
    found = window(layer, (1, 0), np.ones((1, 1, 1, 1), np.float32), np.array([3.0], np.float32))
    assert (found.slices, found.total, found.result) == ((), 0.0, 3.0)


def test_a_volume_is_told_depth_by_depth() -> None:
    value = np.arange(27, dtype=np.float32).reshape(3, 3, 3, 1)
    found = window(MaxPooling3D(pool_size=2, strides=1, padding="same"), (2, 0, 0), value=value)
    assert (found.depth, found.depths, found.rows, found.columns) == (2, (2,), (0, 1), (0, 1))
    assert (found.total, found.counted) == (22, 4)


def test_a_separable_filter_is_both_of_its_kernels() -> None:
    layer = SeparableConv2D(filters=1, kernel_size=1, depth_multiplier=2, use_bias=False)
    depthwise, pointwise = np.array([[[[2, 3]]]], np.float32), np.array([[[[10], [100]]]], np.float32)
    found = window(layer, (0, 1), depthwise, pointwise)
    assert found.separable
    assert found.slices[0].factors == ((2 * 10 + 3 * 100,),)
