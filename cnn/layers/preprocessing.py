"""Layers that prepare images. https://keras.io/api/layers/preprocessing_layers/"""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from cnn.errors import ShapeError
from cnn.layers.arguments import Axes, DataFormat, Flag, Number, Positive, advanced, tuple_of_one
from cnn.layers.axes import axis_indices
from cnn.layers.base import EVERYWHERE, Layer, Weight, Window, axis_index
from cnn.layers.elementwise import Elementwise
from cnn.layers.normalization import known_size
from cnn.layers.rescaling import FAMILY, Numbers
from cnn.layers.sliding import DATA_FORMAT_HELP
from cnn.layers.spatial import join_channels, join_words, split_image
from cnn.layers.upsampling import REACH, Interpolation
from cnn.shapes import Shape, Size, spell
from cnn.words.language import tr


def _axes_or_none(value: object) -> object:
    return () if value is None else tuple_of_one(value)


class Normalization(Elementwise):
    """Brings each channel to mean 0 and spread 1. https://keras.io/api/layers/preprocessing_layers/numerical/normalization/"""

    family = FAMILY
    scales = True
    synonyms: ClassVar[tuple[str, ...]] = ("standardize", "zero mean", "unit variance", "whiten")

    axis: Annotated[Axes, BeforeValidator(_axes_or_none)] = Field(
        (-1,), description="Axes whose entries are normalized apart; empty: all numbers together"
    )
    mean: Numbers | None = Field(None, description="Mean to subtract; empty: learned from data with adapt")
    variance: Numbers | None = Field(None, description="Variance to divide by; empty: learned from data with adapt")
    invert: Flag = Field(False, description="Undo the normalization instead")

    @model_validator(mode="after")
    def _both_or_none(self) -> Self:
        if (self.mean is None) != (self.variance is None):
            raise ValueError(tr("mean and variance are given both or not at all"))
        if _length(self.mean) != _length(self.variance):
            raise ValueError(tr("mean and variance must have the same number of entries"))
        if isinstance(self.mean, tuple) and not self.axis:
            raise ValueError(tr("mean and variance must be single numbers when axis is empty"))
        return self

    def output_shape(self, *inputs: Shape) -> Shape:
        (x,) = inputs
        places = axis_indices(self.axis, x, self.class_name)
        sizes = [known_size(x, place, self.class_name) for place in sorted(places)]
        length = _length(self.mean)
        if length not in (None, 1) and length != sizes[-1]:
            raise ShapeError(
                tr(
                    "{0} has {1} means; {2} needs {3} along its last normalized axis.",
                    self.class_name,
                    length,
                    spell(x),
                    sizes[-1],
                ),
                tr("Give one mean and variance, or one per entry."),
            )
        return x

    def weights(self, *inputs: Shape) -> tuple[Weight, ...]:
        if self.mean is not None:
            return ()
        x = inputs[0]
        sizes = tuple(x[place] or 0 for place in sorted(axis_index(axis, x, self.class_name) for axis in self.axis))
        return Weight("mean", sizes, False), Weight("variance", sizes, False), Weight("count", (), False)


def _length(numbers: float | tuple[float, ...] | None) -> int | None:
    return len(numbers) if isinstance(numbers, tuple) else None


class ImageLayer(Layer):
    """A layer that only takes images."""

    family = FAMILY

    data_format: DataFormat = advanced("channels_last", DATA_FORMAT_HELP)

    def output_shape(self, *inputs: Shape) -> Shape:
        self._split(inputs[0])
        return inputs[0]

    def _split(self, shape: Shape) -> tuple[Shape, Size]:
        return split_image(shape, 2, self.data_format, self.class_name)


class FittingImage(ImageLayer):
    """A layer that brings images to one size."""

    height: Positive = Field(224, description="Height that comes out")
    width: Positive = Field(224, description="Width that comes out")

    def headline(self) -> str:
        return spell((self.height, self.width))

    def output_shape(self, *inputs: Shape) -> Shape:
        _, channels = self._split(inputs[0])
        return join_channels((self.height, self.width), channels, self.data_format)


class Resizing(FittingImage):
    """Resizes the image. https://keras.io/api/layers/preprocessing_layers/image_preprocessing/resizing/"""

    synonyms: ClassVar[tuple[str, ...]] = ("resize", "scale", "downscale", "thumbnail")

    interpolation: Interpolation = Field("bilinear", description="How new pixels are made from old ones")
    crop_to_aspect_ratio: Flag = Field(False, description="Cut what doesn't fit instead of distorting")
    pad_to_aspect_ratio: Flag = Field(False, description="Fill up what is missing instead of distorting")
    fill_mode: Literal["constant"] = advanced("constant", "How missing pixels are filled; Keras knows one way")
    fill_value: Number = advanced(0.0, "Value of filled pixels")
    antialias: Flag = Field(False, description="Smooth before making smaller")

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if self.crop_to_aspect_ratio and self.pad_to_aspect_ratio:
            raise ValueError(tr("crop_to_aspect_ratio and pad_to_aspect_ratio can't both be on"))
        return self

    def headline(self) -> str:
        return join_words(super().headline(), "" if self.interpolation == "bilinear" else self.interpolation)

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        (height, width), _ = self._split(inputs[0])
        if height is None or width is None or self.crop_to_aspect_ratio or self.pad_to_aspect_ratio:
            return EVERYWHERE
        return tuple(
            resized_window(size, out, self.interpolation, self.antialias)
            for size, out in ((height, self.height), (width, self.width))
        )


class CenterCrop(FittingImage):
    """Cuts out the centre. https://keras.io/api/layers/preprocessing_layers/image_preprocessing/center_crop/"""

    synonyms: ClassVar[tuple[str, ...]] = ("crop", "middle")

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        (height, width), _ = self._split(inputs[0])
        if height is None or width is None or height < self.height or width < self.width:  # then Keras resizes
            return EVERYWHERE
        return tuple(Window(1, margin // 2, margin // 2) for margin in (height - self.height, width - self.width))


def resized_window(size: int, out: int, interpolation: str, antialias: bool) -> Window:
    """What a pixel reads along an axis resized from `size` to `out` pixels.

    Output o lies at (o + ½)·W/n − ½ and reads what is nearer than the interpolation's reach, which antialiasing
    stretches by W/n when the image gets smaller.
    """
    if size == out:
        return Window(1, 0, 0)
    step = size / out
    centre = (step - 1) / 2
    reach = REACH[interpolation] * (max(step, 1) if antialias else 1)
    reach = max(reach - 1 / (2 * out), 0)
    return Window(step, centre - reach, centre + reach)
