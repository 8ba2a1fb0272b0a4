"""Pooling: many pixels become one. https://keras.io/api/layers/pooling_layers/"""

from typing import ClassVar, Self

from pydantic import Field

from cnn.layers.arguments import DataFormat, Flag, Padding, Size2D
from cnn.layers.base import EVERYWHERE, Layer, Window
from cnn.layers.sliding import DATA_FORMAT_HELP
from cnn.layers.spatial import join_channels, join_words, slide, sliding_windows, split_channels, split_image, strides_headline
from cnn.shapes import Shape, spell

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

    @property
    def stated(self) -> Self:
        return self.model_copy(update={"strides": self._strides})

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


class Pool2D(Layer):
    """Sizes of a pooling over an image."""

    axes: ClassVar[int] = 2

    pool_size: Size2D = Field((2, 2), description="Height and width of the window")
    strides: Size2D | None = Field(None, description=STRIDES_HELP)


class MaxPooling(Pooling):
    """Keeps the largest number of each window."""

    synonyms: ClassVar[tuple[str, ...]] = ("max pool", "subsampling", "downsampling")


class AveragePooling(Pooling):
    """Keeps the mean of each window."""

    synonyms: ClassVar[tuple[str, ...]] = ("avg pool", "mean", "subsampling", "downsampling")


class MaxPooling2D(Pool2D, MaxPooling):
    """Keeps the largest number of each window. https://keras.io/api/layers/pooling_layers/max_pooling2d/"""


class AveragePooling2D(Pool2D, AveragePooling):
    """Keeps the mean of each window. https://keras.io/api/layers/pooling_layers/average_pooling2d/"""


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


class GlobalMaxPooling2D(GlobalMaxPooling):
    """Keeps the largest number of each feature map. https://keras.io/api/layers/pooling_layers/global_max_pooling2d/"""

    axes = 2


class GlobalAveragePooling2D(GlobalAveragePooling):
    """Keeps the mean of each feature map. https://keras.io/api/layers/pooling_layers/global_average_pooling2d/"""

    axes = 2
