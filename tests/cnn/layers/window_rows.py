"""Rows of layers with windows and borders: convolutions, poolings, padding, cropping, upsampling."""

from typing import Any

from hypothesis import strategies as st

from cnn.layers.upsampling import REACH
from tests.cnn.layers.values import (
    Config,
    Row,
    activation,
    among,
    count,
    data_format,
    flag,
    mostly,
    per_axis,
    regularizer,
    row,
    sample,
    weight_arguments,
)

LOW_RANK: Config = {"lora_rank": among(None, None, 1, 2), "lora_alpha": among(None, 3, 0.5)}
BIASED = {"activation": activation, "use_bias": flag, "activity_regularizer": regularizer}


def sliding(axes: int, own: Config, *, padding: tuple[str, ...] = ("valid", "same", "SAME")) -> Config:
    """What convolutions over so many axes take beside the kernel."""
    return {
        "strides": per_axis(axes, 1, 1, 1, 2, 3),
        "padding": mostly(among(*padding), among("full", "causal", ""), 30),
        "data_format": data_format,
        "dilation_rate": per_axis(axes, 1, 1, 1, 1, 2, 3),
        **BIASED,
        **own,
    }


def convolution(axes: int) -> Row:
    own = {"groups": among(1, 1, 1, 2, 3), **LOW_RANK, **weight_arguments("kernel", "bias")}
    padding = ("valid", "same", "causal") if axes == 1 else ("valid", "same", "SAME")
    required = {"filters": count, "kernel_size": per_axis(axes, 1, 2, 3, 4, 5)}
    return row(required, sliding(axes, own, padding=padding), sample(axes + 1))


def transposed(axes: int) -> Row:
    own = {"output_padding": st.one_of(st.none(), per_axis(axes, 0, 0, 1, 1, 2)), **weight_arguments("kernel", "bias")}
    required = {"filters": count, "kernel_size": per_axis(axes, 1, 2, 3, 4, 5)}
    return row(required, sliding(axes, own), sample(axes + 1))


def depthwise(axes: int) -> Row:
    own = {"depth_multiplier": count, **weight_arguments("depthwise", "bias")}
    return row({"kernel_size": per_axis(axes, 1, 2, 3, 4)}, sliding(axes, own), sample(axes + 1))


def separable(axes: int) -> Row:
    own = {"depth_multiplier": count, **weight_arguments("depthwise", "pointwise", "bias")}
    required = {"filters": count, "kernel_size": per_axis(axes, 1, 2, 3, 4)}
    return row(required, sliding(axes, own), sample(axes + 1))


def pooling(axes: int) -> Row:
    optional = {
        "strides": st.one_of(st.none(), per_axis(axes, 1, 2, 3)),
        "padding": mostly(among("valid", "same"), among("causal", "full"), 30),
        "data_format": data_format,
    }
    return row({"pool_size": per_axis(axes, 1, 2, 3, 4)}, optional, sample(axes + 1))


def stochastic_pooling() -> Row:
    return pooling(2).map(lambda example: ({**example[0], "seed": 3}, example[1]))


def global_pooling(axes: int) -> Row:
    return row({}, {"data_format": data_format, "keepdims": flag}, sample(axes + 1))


def adaptive(axes: int) -> Row:
    return row({"output_size": per_axis(axes, 1, 2, 3, 5, 9)}, {"data_format": data_format}, sample(axes + 1))


def pairs(axes: int) -> st.SearchStrategy[Any]:
    side = among(0, 1, 1, 2, 3)
    pair = st.one_of(side, st.tuples(side, side), st.tuples(side, side).map(list)) if axes > 1 else side
    several = st.tuples(*[pair] * max(axes, 2))
    return mostly(st.one_of(side, several, several.map(list)), among((1, 1, 1, 1), [1], (1, -1), "1", ()), 25)


def zero_padding(axes: int) -> Row:
    return row({}, {"padding": pairs(axes), "data_format": data_format}, sample(axes + 1))


def cropping(axes: int) -> Row:
    return row({}, {"cropping": pairs(axes)} | ({"data_format": data_format} if axes > 1 else {}), sample(axes + 1))


def upsampling(axes: int) -> Row:
    optional: Config = {"size": per_axis(axes, 1, 2, 3) if axes > 1 else among(1, 2, 3, 0, True, (2,))}
    if axes > 1:
        optional["data_format"] = data_format
    if axes == 2:
        optional["interpolation"] = among(*REACH, "BILINEAR")
    return row({}, optional, sample(axes + 1))
