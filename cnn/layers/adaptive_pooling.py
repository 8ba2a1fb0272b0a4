"""Pooling to a size that is wanted. https://keras.io/api/layers/pooling_layers/"""

from math import gcd
from typing import ClassVar

from pydantic import Field

from cnn.errors import ShapeError
from cnn.layers.arguments import DataFormat, Size1D, Size2D, Size3D
from cnn.layers.base import Layer, Window
from cnn.layers.sliding import DATA_FORMAT_HELP
from cnn.layers.spatial import join_channels, split_channels, split_image
from cnn.shapes import Shape, spell
from cnn.words.language import tr


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
