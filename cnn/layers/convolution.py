"""Convolutions. https://keras.io/api/layers/convolution_layers/"""

from math import prod
from typing import ClassVar, Self

from pydantic import Field, model_validator

from cnn.errors import ShapeError
from cnn.layers.arguments import Activation, DataFormat, Padding, Positive, Size2D, advanced
from cnn.layers.base import Layer, Weight, Window, require_rank
from cnn.layers.objects import GLOROT_UNIFORM, ZEROS, Constraint, Initializer, Regularizer
from cnn.shapes import Shape, Size, count, effective_kernel, spell, window_output, window_padding


class Conv2D(Layer):
    """Slides `filters` learned kernels over the image. https://keras.io/api/layers/convolution_layers/convolution2d/"""

    family = "Convolution"
    synonyms: ClassVar[tuple[str, ...]] = ("convolution", "conv", "filter", "kernel")

    filters: Positive = Field(32, description="How many feature maps come out")
    kernel_size: Size2D = Field((3, 3), description="Height and width of the window")
    strides: Size2D = Field((1, 1), description="How far the window moves each step")
    padding: Padding = Field("valid", description='"same" pads so that the size stays (at stride 1), "valid" pads nothing')
    data_format: DataFormat = Field("channels_last", description="Where the channel axis stands")
    dilation_rate: Size2D = Field((1, 1), description="Spacing between the pixels a kernel reads")
    groups: Positive = Field(1, description="Splits the channels into groups that are convolved apart")
    activation: Activation = Field("linear", description="Function applied to the output")
    use_bias: bool = Field(True, description="Add a learned number to each feature map")
    kernel_initializer: Initializer = advanced(GLOROT_UNIFORM, "How the kernel starts")
    bias_initializer: Initializer = advanced(ZEROS, "How the bias starts")
    kernel_regularizer: Regularizer = advanced(None, "Penalty on large kernel weights")
    bias_regularizer: Regularizer = advanced(None, "Penalty on a large bias")
    activity_regularizer: Regularizer = advanced(None, "Penalty on large outputs")
    kernel_constraint: Constraint = advanced(None, "Limit the kernel is kept within")
    bias_constraint: Constraint = advanced(None, "Limit the bias is kept within")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.filters % self.groups:
            raise ValueError(f"filters ({self.filters}) must be a multiple of groups ({self.groups})")
        if max(self.strides) > 1 and max(self.dilation_rate) > 1:
            raise ValueError("strides and dilation_rate can't both be larger than 1")
        return self

    def headline(self) -> str:
        parts = [str(self.filters), spell(self.kernel_size)]
        if max(self.strides) > 1:
            parts.append(f"/{self.strides[0]}")
        return " · ".join(parts + [self.activation] * (self.activation != "linear"))

    def output_shape(self, *inputs: Shape) -> Shape:
        (x,) = inputs
        require_rank(x, 3, "Conv2D")
        spatial, channels = split_channels(x, self.data_format)
        if channels is None:
            raise ShapeError(f"Conv2D needs to know its channels; {spell(x)} leaves them open.", "Set them in the Input layer.")
        if channels % self.groups:
            raise ShapeError(f"Conv2D splits its input into {self.groups} groups, but {channels} channels can't be divided so.",
                             "Choose groups that divide the channels.")  # fmt: skip
        out = slide(spatial, self.kernel_size, self.strides, self.padding, self.dilation_rate, "Conv2D")
        return join_channels(out, self.filters, self.data_format)

    def weights(self, *inputs: Shape) -> tuple[Weight, ...]:
        _, channels = split_channels(inputs[0], self.data_format)
        assert channels is not None
        kernel = Weight("kernel", (*self.kernel_size, channels // self.groups, self.filters))
        return (kernel, Weight("bias", (self.filters,))) if self.use_bias else (kernel,)

    def macs(self, inputs: tuple[Shape, ...], output: Shape) -> int | None:
        places = count(output)
        _, channels = split_channels(inputs[0], self.data_format)
        if places is None or channels is None:
            return None
        return places * prod(self.kernel_size) * (channels // self.groups)

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        spatial, _ = split_channels(inputs[0], self.data_format)
        return sliding_windows(spatial, self.kernel_size, self.strides, self.padding, self.dilation_rate)


def split_channels(shape: Shape, data_format: str) -> tuple[Shape, Size]:
    """The spatial sizes and the channels of one sample."""
    return (shape[:-1], shape[-1]) if data_format == "channels_last" else (shape[1:], shape[0])


def join_channels(spatial: Shape, channels: Size, data_format: str) -> Shape:
    """The shape of one sample from its spatial sizes and channels."""
    return (*spatial, channels) if data_format == "channels_last" else (channels, *spatial)


def slide(
    spatial: Shape, kernel: tuple[int, ...], strides: tuple[int, ...], padding: str, dilation: tuple[int, ...], what: str
) -> Shape:
    """The spatial sizes that a sliding window leaves; raises `ShapeError` when it doesn't fit."""
    out = tuple(window_output(w, k, s, padding, d) for w, k, s, d in zip(spatial, kernel, strides, dilation, strict=True))
    if any(size is not None and size <= 0 for size in out):
        span = tuple(effective_kernel(k, d) for k, d in zip(kernel, dilation, strict=True))
        raise ShapeError(
            f'{what} needs at least {spell(span)} pixels with padding "{padding}"; it gets {spell(spatial)}.',
            'Use padding "same", a smaller window, or a larger image.',
        )
    return out


def sliding_windows(
    spatial: Shape, kernel: tuple[int, ...], strides: tuple[int, ...], padding: str, dilation: tuple[int, ...]
) -> tuple[Window, ...]:
    """What each output pixel of a sliding window reads, per axis."""
    windows = []
    for size, k, s, d in zip(spatial, kernel, strides, dilation, strict=True):
        before, _ = window_padding(size, k, s, padding, d)
        windows.append(Window(s, -before, effective_kernel(k, d) - 1 - before))
    return tuple(windows)
