"""Convolutions, and transposed ones, which enlarge. https://keras.io/api/layers/convolution_layers/"""

from math import prod
from typing import ClassVar, Self

from pydantic import Field, model_validator

from cnn.errors import ShapeError
from cnn.layers.arguments import ActivationName, CausalPadding, Extra1D, Extra2D, Extra3D, Flag, Positive
from cnn.layers.base import Weight, Window
from cnn.layers.sliding import PADDING_HELP, Over1D, Over2D, Over3D, Sliding, WithFilters
from cnn.layers.spatial import join_channels, join_words, strides_headline
from cnn.layers.weighted import WithKernel, WithLowRank
from cnn.shapes import Shape, count, effective_kernel, spell, transposed_output, transposed_window
from cnn.words.language import tr

EXTRA_HELP = "Pixels added at the end of the output; empty lets Keras choose"


class Filtering(WithKernel, Sliding, WithFilters):
    """What convolutions and transposed convolutions have in common."""

    @model_validator(mode="after")
    def _no_strides_with_dilation(self) -> Self:
        if max(self.strides) > 1 and max(self.dilation_rate) > 1:
            raise ValueError(tr("strides and dilation_rate can't both be larger than 1"))
        return self


class Convolution(WithLowRank, Filtering):
    """What the convolutions over one, two and three axes have in common."""

    groups: Positive = Field(1, description="Splits the channels into groups that are convolved apart")
    activation: ActivationName = Field("linear", description="Function applied to the output")
    use_bias: Flag = Field(True, description="Add a learned number to each feature map")

    @model_validator(mode="after")
    def _groups_divide_filters(self) -> Self:
        if self.filters % self.groups:
            raise ValueError(tr("filters ({0}) must be a multiple of groups ({1})", self.filters, self.groups))
        return self

    def headline(self) -> str:
        return join_words(str(self.filters), spell(self.kernel_size), strides_headline(self.strides), self.activation)

    def output_shape(self, *inputs: Shape) -> Shape:
        spatial, channels = self._split(inputs[0])
        if channels % self.groups:
            raise ShapeError(
                tr(
                    "{0} splits its input into {1} groups; {2} channels can't be divided so.",
                    self.class_name,
                    self.groups,
                    channels,
                ),
                tr("Choose groups that divide the channels."),
            )
        return join_channels(self._slide(spatial), self.filters, self.data_format)

    def weights(self, *inputs: Shape) -> tuple[Weight, ...]:
        kernel = Weight("kernel", (*self.kernel_size, self._channels(inputs[0]) // self.groups, self.filters))
        return self.with_low_rank(kernel, *((Weight("bias", (self.filters,)),) if self.use_bias else ()))

    def macs(self, inputs: tuple[Shape, ...], output: Shape) -> int | None:
        places = count(output)
        return None if places is None else places * prod(self.kernel_size) * (self._channels(inputs[0]) // self.groups)


class Conv1D(Over1D, Convolution):
    """Slides learned kernels along a sequence. https://keras.io/api/layers/convolution_layers/convolution1d/"""

    synonyms: ClassVar[tuple[str, ...]] = ("convolution", "sequence", "temporal")

    padding: CausalPadding = Field("valid", description=f'{PADDING_HELP}, "causal" pads only before')  # type: ignore[assignment]


class Conv2D(Over2D, Convolution):
    """Slides learned kernels over the image. https://keras.io/api/layers/convolution_layers/convolution2d/"""

    synonyms: ClassVar[tuple[str, ...]] = ("convolution", "filter", "kernel")


class Conv3D(Over3D, Convolution):
    """Slides learned kernels through a volume. https://keras.io/api/layers/convolution_layers/convolution3d/"""

    synonyms: ClassVar[tuple[str, ...]] = ("convolution", "volume", "video")


class TransposedConvolution(Filtering):
    """What the transposed convolutions over one, two and three axes have in common."""

    synonyms: ClassVar[tuple[str, ...]] = ("deconvolution", "transposed convolution", "upsampling", "fractionally strided")

    output_padding: tuple[int, ...] | None
    activation: ActivationName = Field("linear", description="Function applied to the output")
    use_bias: Flag = Field(True, description="Add a learned number to each feature map")

    @model_validator(mode="after")
    def _padding_below_strides(self) -> Self:
        extra = self.output_padding
        if extra is None:
            return self
        if any(pixels >= stride for pixels, stride in zip(extra, self.strides, strict=True)):
            raise ValueError(tr("output_padding ({0}) must be smaller than strides ({1})", spell(extra), spell(self.strides)))
        spans = map(effective_kernel, self.kernel_size, self.dilation_rate)
        if self.padding == "same" and any(not span % 2 and not pixels for span, pixels in zip(spans, extra, strict=True)):
            raise ValueError(tr('output_padding can\'t be 0 with an even kernel and padding "same"; leave it empty'))
        return self

    def headline(self) -> str:
        return join_words(str(self.filters), spell(self.kernel_size), strides_headline(self.strides), self.activation)

    def output_shape(self, *inputs: Shape) -> Shape:
        spatial, _ = self._split(inputs[0])
        out = tuple(transposed_output(size, *self._axis(axis)) for axis, size in enumerate(spatial))
        return join_channels(out, self.filters, self.data_format)

    def weights(self, *inputs: Shape) -> tuple[Weight, ...]:
        kernel = Weight("kernel", (*self.kernel_size, self.filters, self._channels(inputs[0])))
        return (kernel, Weight("bias", (self.filters,))) if self.use_bias else (kernel,)

    def macs(self, inputs: tuple[Shape, ...], output: Shape) -> int | None:
        """Every input number meets the whole kernel of every filter, also where the border is cut off afterwards."""
        size = count(inputs[0])
        return None if size is None else size * prod(self.kernel_size) * self.filters

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        return tuple(Window(*transposed_window(*self._axis(axis))) for axis in range(self.axes))

    def _axis(self, axis: int) -> tuple[int, int, str, int, int | None]:
        """Kernel, stride, padding, dilation and output padding along one axis."""
        extra = None if self.output_padding is None else self.output_padding[axis]
        return self.kernel_size[axis], self.strides[axis], self.padding, self.dilation_rate[axis], extra


class Conv1DTranspose(Over1D, TransposedConvolution):
    """A convolution run backwards, which lengthens. https://keras.io/api/layers/convolution_layers/convolution1d_transpose/"""

    output_padding: Extra1D | None = Field(None, description=EXTRA_HELP)


class Conv2DTranspose(Over2D, TransposedConvolution):
    """A convolution run backwards, which enlarges. https://keras.io/api/layers/convolution_layers/convolution2d_transpose/"""

    output_padding: Extra2D | None = Field(None, description=EXTRA_HELP)


class Conv3DTranspose(Over3D, TransposedConvolution):
    """A convolution run backwards, which enlarges. https://keras.io/api/layers/convolution_layers/convolution3d_transpose/"""

    output_padding: Extra3D | None = Field(None, description=EXTRA_HELP)
