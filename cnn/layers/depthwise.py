"""Convolutions that treat each channel apart. https://keras.io/api/layers/convolution_layers/"""

from math import prod
from typing import ClassVar

from pydantic import Field

from cnn.layers.arguments import ActivationName, Flag, Positive
from cnn.layers.base import Weight
from cnn.layers.sliding import Over1D, Over2D, Sliding, WithFilters
from cnn.layers.spatial import join_channels, join_words, strides_headline
from cnn.layers.weighted import WithDepthwiseKernel, WithSeparableKernels
from cnn.shapes import Shape, count, spell


class DepthwiseConvolution(WithDepthwiseKernel, Sliding):
    """What the depthwise convolutions over one and two axes have in common."""

    synonyms: ClassVar[tuple[str, ...]] = ("convolution", "depthwise", "mobilenet")

    depth_multiplier: Positive = Field(1, description="How many feature maps each channel gives")
    activation: ActivationName = Field("linear", description="Function applied to the output")
    use_bias: Flag = Field(True, description="Add a learned number to each feature map")

    def headline(self) -> str:
        multiplier = f"×{self.depth_multiplier}" if self.depth_multiplier > 1 else ""
        return join_words(multiplier, spell(self.kernel_size), strides_headline(self.strides), self.activation)

    def output_shape(self, *inputs: Shape) -> Shape:
        spatial, channels = self._split(inputs[0])
        return join_channels(self._slide(spatial), channels * self.depth_multiplier, self.data_format)

    def weights(self, *inputs: Shape) -> tuple[Weight, ...]:
        channels = self._channels(inputs[0])
        kernel = Weight("kernel", (*self.kernel_size, channels, self.depth_multiplier))
        return (kernel, Weight("bias", (channels * self.depth_multiplier,))) if self.use_bias else (kernel,)

    def macs(self, inputs: tuple[Shape, ...], output: Shape) -> int | None:
        places = count(output)
        return None if places is None else places * prod(self.kernel_size)


class DepthwiseConv1D(Over1D, DepthwiseConvolution):
    """Convolves each channel of a sequence apart. https://keras.io/api/layers/convolution_layers/depthwise_convolution1d/"""


class DepthwiseConv2D(Over2D, DepthwiseConvolution):
    """Convolves each channel of the image apart. https://keras.io/api/layers/convolution_layers/depthwise_convolution2d/"""


class SeparableConvolution(WithSeparableKernels, Sliding, WithFilters):
    """What the separable convolutions have in common: each channel apart, then a 1×1 convolution across channels."""

    synonyms: ClassVar[tuple[str, ...]] = ("convolution", "separable", "xception")

    depth_multiplier: Positive = Field(1, description="How many feature maps each channel gives before they are mixed")
    activation: ActivationName = Field("linear", description="Function applied to the output")
    use_bias: Flag = Field(True, description="Add a learned number to each feature map")

    def headline(self) -> str:
        return join_words(str(self.filters), spell(self.kernel_size), strides_headline(self.strides), self.activation)

    def output_shape(self, *inputs: Shape) -> Shape:
        spatial, _ = self._split(inputs[0])
        return join_channels(self._slide(spatial), self.filters, self.data_format)

    def weights(self, *inputs: Shape) -> tuple[Weight, ...]:
        channels = self._channels(inputs[0])
        maps = channels * self.depth_multiplier
        kernels = (
            Weight("depthwise_kernel", (*self.kernel_size, channels, self.depth_multiplier)),
            Weight("pointwise_kernel", (*(1,) * self.axes, maps, self.filters)),
        )
        return (*kernels, Weight("bias", (self.filters,))) if self.use_bias else kernels

    def macs(self, inputs: tuple[Shape, ...], output: Shape) -> int | None:
        """Both steps: the window on every channel, then the mixing of all maps."""
        numbers = count(output)
        if numbers is None:
            return None
        maps = self._channels(inputs[0]) * self.depth_multiplier
        return numbers // self.filters * maps * (prod(self.kernel_size) + self.filters)


class SeparableConv1D(Over1D, SeparableConvolution):
    """Each channel apart, then all mixed. https://keras.io/api/layers/convolution_layers/separable_convolution1d/"""


class SeparableConv2D(Over2D, SeparableConvolution):
    """Each channel apart, then all mixed. https://keras.io/api/layers/convolution_layers/separable_convolution2d/"""
