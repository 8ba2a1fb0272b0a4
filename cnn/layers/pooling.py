"""Pooling: many pixels become one. https://keras.io/api/layers/pooling_layers/"""

from math import gcd
from typing import ClassVar

from pydantic import Field

from cnn.errors import ShapeError
from cnn.layers.arguments import DataFormat, Flag, Padding, Size1D, Size2D, Size3D
from cnn.layers.base import EVERYWHERE, Layer, Window
from cnn.layers.sliding import DATA_FORMAT_HELP
from cnn.layers.spatial import join_channels, join_words, slide, sliding_windows, split_channels, split_image, strides_headline
from cnn.shapes import Shape, spell
from cnn.words.language import tr

PADDING_HELP = '"same" also takes windows that hang over the border, "valid" only whole ones'
STRIDES_HELP = "How far the window moves each step; empty: by its own size"


class Pooling(Layer):
    """What max and average pooling over one, two and three axes have in common."""

    family = "Pooling"
    axes: ClassVar[int]

    pool_size: tuple[int, ...]
    strides: tuple[int, ...] | None
    padding: Padding = Field("valid", description=PADDING_HELP)
    data_format: DataFormat = Field("channels_last", description=DATA_FORMAT_HELP)

    def headline(self) -> str:
        moves = "" if self.strides in (None, self.pool_size) else strides_headline(self.strides) or "/1"
        return join_words(spell(self.pool_size), moves)

    def output_shape(self, *inputs: Shape) -> Shape:
        spatial, channels = split_image(inputs[0], self.axes, self.data_format, self.class_name)
        out = slide(spatial, self.pool_size, self._strides, self.padding, (1,) * self.axes, self.class_name)
        return join_channels(out, channels, self.data_format)

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        spatial, _ = split_channels(inputs[0], self.data_format)
        return sliding_windows(spatial, self.pool_size, self._strides, self.padding, (1,) * self.axes)

    @property
    def _strides(self) -> tuple[int, ...]:
        return self.strides or self.pool_size


class Pool1D(Layer):
    """Sizes of a pooling along a sequence."""

    axes: ClassVar[int] = 1

    pool_size: Size1D = Field((2,), description="Length of the window")
    strides: Size1D | None = Field(None, description=STRIDES_HELP)


class Pool2D(Layer):
    """Sizes of a pooling over an image."""

    axes: ClassVar[int] = 2

    pool_size: Size2D = Field((2, 2), description="Height and width of the window")
    strides: Size2D | None = Field(None, description=STRIDES_HELP)


class Pool3D(Layer):
    """Sizes of a pooling through a volume."""

    axes: ClassVar[int] = 3

    pool_size: Size3D = Field((2, 2, 2), description="Depth, height and width of the window")
    strides: Size3D | None = Field(None, description=STRIDES_HELP)


class MaxPooling(Pooling):
    """Keeps the largest number of each window."""

    synonyms: ClassVar[tuple[str, ...]] = ("max pool", "subsampling", "downsampling")


class AveragePooling(Pooling):
    """Keeps the mean of each window."""

    synonyms: ClassVar[tuple[str, ...]] = ("avg pool", "mean", "subsampling", "downsampling")


class MaxPooling1D(Pool1D, MaxPooling):
    """Keeps the largest number of each window of a sequence. https://keras.io/api/layers/pooling_layers/max_pooling1d/"""


class MaxPooling2D(Pool2D, MaxPooling):
    """Keeps the largest number of each window. https://keras.io/api/layers/pooling_layers/max_pooling2d/"""


class MaxPooling3D(Pool3D, MaxPooling):
    """Keeps the largest number of each window of a volume. https://keras.io/api/layers/pooling_layers/max_pooling3d/"""


class AveragePooling1D(Pool1D, AveragePooling):
    """Keeps the mean of each window of a sequence. https://keras.io/api/layers/pooling_layers/average_pooling1d/"""


class AveragePooling2D(Pool2D, AveragePooling):
    """Keeps the mean of each window. https://keras.io/api/layers/pooling_layers/average_pooling2d/"""


class AveragePooling3D(Pool3D, AveragePooling):
    """Keeps the mean of each window of a volume. https://keras.io/api/layers/pooling_layers/average_pooling3d/"""


class GlobalPooling(Layer):
    """What the global poolings have in common: one number per feature map."""

    family = "Pooling"
    axes: ClassVar[int]

    data_format: DataFormat = Field("channels_last", description=DATA_FORMAT_HELP)
    keepdims: Flag = Field(False, description="Keep the pooled axes, with size 1")

    def output_shape(self, *inputs: Shape) -> Shape:
        _, channels = split_image(inputs[0], self.axes, self.data_format, self.class_name)
        return join_channels((1,) * self.axes, channels, self.data_format) if self.keepdims else (channels,)

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        return EVERYWHERE


class GlobalMaxPooling(GlobalPooling):
    """Keeps the largest number of each feature map."""

    synonyms: ClassVar[tuple[str, ...]] = ("gmp", "global max pool")


class GlobalAveragePooling(GlobalPooling):
    """Keeps the mean of each feature map."""

    synonyms: ClassVar[tuple[str, ...]] = ("gap", "global avg pool", "mean")


class GlobalMaxPooling1D(GlobalMaxPooling):
    """Keeps the largest number of each channel of a sequence. https://keras.io/api/layers/pooling_layers/global_max_pooling1d/"""

    axes = 1


class GlobalMaxPooling2D(GlobalMaxPooling):
    """Keeps the largest number of each feature map. https://keras.io/api/layers/pooling_layers/global_max_pooling2d/"""

    axes = 2


class GlobalMaxPooling3D(GlobalMaxPooling):
    """Keeps the largest number of each channel of a volume. https://keras.io/api/layers/pooling_layers/global_max_pooling3d/"""

    axes = 3


class GlobalAveragePooling1D(GlobalAveragePooling):
    """Keeps the mean of each channel of a sequence. https://keras.io/api/layers/pooling_layers/global_average_pooling1d/"""

    axes = 1


class GlobalAveragePooling2D(GlobalAveragePooling):
    """Keeps the mean of each feature map. https://keras.io/api/layers/pooling_layers/global_average_pooling2d/"""

    axes = 2


class GlobalAveragePooling3D(GlobalAveragePooling):
    """Keeps the mean of each channel of a volume. https://keras.io/api/layers/pooling_layers/global_average_pooling3d/"""

    axes = 3


class AdaptivePooling(Layer):
    """What the adaptive poolings have in common: windows that fit the wanted size."""

    family = "Pooling"
    axes: ClassVar[int]

    output_size: tuple[int, ...]
    data_format: DataFormat = Field("channels_last", description=DATA_FORMAT_HELP)

    def headline(self) -> str:
        return spell(self.output_size)

    def output_shape(self, *inputs: Shape) -> Shape:
        spatial, channels = split_image(inputs[0], self.axes, self.data_format, self.class_name)
        if None in spatial:
            raise ShapeError(
                tr("{0} needs to know the size of its input; {1} leaves it open.", self.class_name, spell(inputs[0])),
                tr("Set it in the Input layer, or use a global pooling."),
            )
        return join_channels(self.output_size, channels, self.data_format)

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        spatial, _ = split_channels(inputs[0], self.data_format)
        return tuple(adaptive_window(size or 1, out) for size, out in zip(spatial, self.output_size, strict=True))


def adaptive_window(size: int, out: int) -> Window:
    """What an output pixel reads along an axis pooled from `size` to `out`: ⌊o·W/n⌋ to ⌈(o + 1)·W/n⌉ − 1."""
    part = 1 / (out // gcd(size, out))
    return Window(size / out, part - 1, size / out - part)


class Adapt1D(Layer):
    """The wanted size of a sequence."""

    axes: ClassVar[int] = 1

    output_size: Size1D = Field((4,), description="Length that comes out")


class Adapt2D(Layer):
    """The wanted size of an image."""

    axes: ClassVar[int] = 2

    output_size: Size2D = Field((4, 4), description="Height and width that come out")


class Adapt3D(Layer):
    """The wanted size of a volume."""

    axes: ClassVar[int] = 3

    output_size: Size3D = Field((4, 4, 4), description="Depth, height and width that come out")


class AdaptiveAveragePooling(AdaptivePooling):
    """Keeps the mean of windows that fit the wanted size."""

    synonyms: ClassVar[tuple[str, ...]] = ("adaptive avg pool", "mean")


class AdaptiveMaxPooling(AdaptivePooling):
    """Keeps the largest number of windows that fit the wanted size."""

    synonyms: ClassVar[tuple[str, ...]] = ("adaptive max pool",)

    def output_shape(self, *inputs: Shape) -> Shape:
        out = super().output_shape(*inputs)
        spatial, _ = split_channels(inputs[0], self.data_format)
        if 1 in self.output_size or 1 in spatial:
            raise ShapeError(
                tr(
                    "{0} of {1} to {2} crashes TensorFlow, as one size is 1.",
                    self.class_name,
                    spell(spatial),
                    spell(self.output_size),
                ),
                tr("Use GlobalMaxPooling or MaxPooling."),
            )
        return out


class AdaptiveAveragePooling1D(Adapt1D, AdaptiveAveragePooling):
    """Averages a sequence to a given length. https://keras.io/api/layers/pooling_layers/adaptive_average_pooling1d/"""


class AdaptiveAveragePooling2D(Adapt2D, AdaptiveAveragePooling):
    """Averages the image to a given size. https://keras.io/api/layers/pooling_layers/adaptive_average_pooling2d/"""


class AdaptiveAveragePooling3D(Adapt3D, AdaptiveAveragePooling):
    """Averages a volume to a given size. https://keras.io/api/layers/pooling_layers/adaptive_average_pooling3d/"""


class AdaptiveMaxPooling1D(Adapt1D, AdaptiveMaxPooling):
    """Pools a sequence's largest numbers to a given length. https://keras.io/api/layers/pooling_layers/adaptive_max_pooling1d/"""


class AdaptiveMaxPooling2D(Adapt2D, AdaptiveMaxPooling):
    """Pools the largest numbers to a given size. https://keras.io/api/layers/pooling_layers/adaptive_max_pooling2d/"""


class AdaptiveMaxPooling3D(Adapt3D, AdaptiveMaxPooling):
    """Pools a volume's largest numbers to a given size. https://keras.io/api/layers/pooling_layers/adaptive_max_pooling3d/"""
