"""Multiply-accumulates: examples from the literature, and an oracle that counts them one by one.

With every input and every kernel weight at 1, each output number is the count of products behind it; their sum is what
the layer multiplies. Zeros from padding add nothing there, so the oracle takes settings whose windows stay inside.
"""

from math import prod
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn.layers import (
    Attention,
    Conv2D,
    Conv2DTranspose,
    Dense,
    DepthwiseConv2D,
    Dot,
    MultiHeadAttention,
    SeparableConv2D,
    SpectralNormalization,
    create,
)
from cnn.layers.base import Layer
from cnn.shapes import Shape
from tests.stages import examples


def macs(layer: Layer, *inputs: Shape) -> int | None:
    return layer.macs(inputs, layer.output_shape(*inputs))


def same(filters: int, kernel: int) -> Conv2D:
    return Conv2D(filters=filters, kernel_size=(kernel, kernel), padding="same")


def test_a_5x5_convolution_of_192_maps() -> None:
    assert macs(same(32, 5), (28, 28, 192)) == 120_422_400


def test_a_1x1_bottleneck_in_front_saves_nine_tenths() -> None:
    narrow = macs(same(16, 1), (28, 28, 192))
    wide = macs(same(32, 5), (28, 28, 16))
    assert (narrow, wide) == (2_408_448, 10_035_200)
    assert narrow + wide == 12_443_648  # type: ignore[operator]


def test_lenet_s_second_convolution() -> None:
    assert macs(Conv2D(filters=16, kernel_size=(5, 5)), (14, 14, 6)) == 240_000


def test_groups_divide_the_work() -> None:
    whole = macs(Conv2D(filters=256, kernel_size=(5, 5), padding="same"), (27, 27, 96))
    assert macs(Conv2D(filters=256, kernel_size=(5, 5), padding="same", groups=2), (27, 27, 96)) == whole // 2  # type: ignore[operator]


def test_a_separable_convolution_is_a_depthwise_and_a_1x1_one() -> None:
    parts = [macs(DepthwiseConv2D(padding="same"), (14, 14, 512)), macs(same(256, 1), (14, 14, 512))]
    assert macs(SeparableConv2D(filters=256, padding="same"), (14, 14, 512)) == sum(filter(None, parts))
    assert parts[0] == 14 * 14 * 512 * 9


def test_a_transposed_convolution_works_at_the_input_s_places() -> None:
    layer = Conv2DTranspose(filters=8, kernel_size=(4, 4), strides=(2, 2), padding="same")
    assert macs(layer, (7, 7, 16)) == 7 * 7 * 16 * 4 * 4 * 8


def test_dense_counts_every_place() -> None:
    assert macs(Dense(units=10), (84,)) == 840
    assert macs(Dense(units=10), (5, 5, 84)) == 25 * 840


def test_attention_counts_scores_and_sums() -> None:
    assert macs(Attention(), (4, 8), (6, 8)) == 4 * 6 * 8 + 4 * 6 * 8
    assert macs(Attention(), (4, 8), (6, 3), (6, 8)) == 4 * 6 * 8 + 4 * 6 * 3


def test_multi_head_attention_of_vit_base() -> None:
    """ViT-B/16: 197 places of 768 channels, 12 heads: four projections of 768², and two products between all places."""
    layer = MultiHeadAttention(num_heads=12, key_dim=64)
    assert macs(layer, (197, 768), (197, 768)) == 4 * 197 * 768**2 + 2 * 197**2 * 768


def test_a_dot_is_a_matrix_product() -> None:
    assert macs(Dot(axes=(2, 1)), (3, 4), (4, 5)) == 3 * 4 * 5


def test_a_wrapper_counts_what_it_wraps() -> None:
    assert macs(SpectralNormalization.create({"layer": same(32, 5)}), (28, 28, 192)) == 120_422_400


@pytest.mark.parametrize("class_name", ["MaxPooling2D", "BatchNormalization", "ReLU", "Add", "Rescaling", "Flatten", "Dropout"])
def test_the_rest_counts_nothing(class_name: str) -> None:
    layer = create(class_name)
    inputs = ((8, 8, 3),) * layer.min_inputs
    assert layer.macs(inputs, layer.output_shape(*inputs)) == 0


@pytest.mark.parametrize(
    "layer", [same(8, 3), DepthwiseConv2D(), SeparableConv2D(), Conv2DTranspose(), Dense(), MultiHeadAttention()]
)
def test_open_sizes_leave_the_count_open(layer: Layer) -> None:
    assert macs(layer, *((None, None, 3),) * layer.min_inputs) is None


SLIDING = {"Conv1D": 1, "Conv2D": 2, "Conv3D": 3, "DepthwiseConv1D": 1, "DepthwiseConv2D": 2}
ENLARGING = {"Conv1DTranspose": 1, "Conv2DTranspose": 2, "Conv3DTranspose": 3}


@st.composite
def counted(draw: Any) -> tuple[str, dict[str, Any], Shape]:
    """A layer all of whose weights are 1, with settings that pad and cut nothing, and the shape of its input."""
    kinds = {**SLIDING, **ENLARGING, "Dense": 0, "EinsumDense": 0}
    class_name = draw(st.sampled_from(sorted(kinds)))
    axes = kinds[class_name]
    shape = draw(st.tuples(*[st.integers(5, 6)] * (axes or draw(st.integers(0, 2))), st.sampled_from([2, 4])))
    if class_name == "Dense":
        return class_name, {"units": 3, "use_bias": False, "kernel_initializer": "ones"}, shape
    if class_name == "EinsumDense":
        return class_name, {"equation": "...x,xy->...y", "output_shape": 3, "kernel_initializer": "ones"}, shape
    kernel = "depthwise" if "Depthwise" in class_name else "kernel"
    config = {"kernel_size": draw(st.integers(1, 3)), "use_bias": False, f"{kernel}_initializer": "ones"}
    config |= draw(st.sampled_from([{}, {"strides": 2}, {"dilation_rate": 2}]))
    config |= {"depth_multiplier": draw(st.integers(1, 2))} if kernel == "depthwise" else {"filters": 4}
    if class_name.startswith("Conv") and class_name in SLIDING:
        config["groups"] = draw(st.sampled_from([1, 2]))
    return class_name, config, shape


@pytest.mark.keras
@settings(max_examples=examples(40), derandomize=True)
@given(counted())
def test_every_product_is_counted_once(example: tuple[str, dict[str, Any], Shape]) -> None:
    import keras

    from tests.cnn.layers.oracle import construct

    class_name, config, shape = example
    output = construct(class_name, config)(keras.ops.ones((1, *shape)))
    assert macs(create(class_name, config), shape) == round(float(keras.ops.sum(output)))


@pytest.mark.keras
def test_attention_is_counted_once() -> None:
    """Its scores are products of queries and keys: ones give the channels, at each pair of places."""
    import keras

    query, value = keras.ops.ones((1, 4, 8)), keras.ops.ones((1, 6, 8))
    scores = keras.ops.sum(keras.ops.matmul(query, keras.ops.transpose(value, (0, 2, 1))))
    assert macs(Attention(), (4, 8), (6, 8)) == float(scores) + prod((4, 6, 8))
