"""Layers that pad, crop and enlarge. https://keras.io/api/layers/reshaping_layers/"""

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from cnn.layers.arguments import DataFormat, Pairs2D, Size2D, lower
from cnn.layers.base import Layer, Window
from cnn.layers.sliding import DATA_FORMAT_HELP
from cnn.layers.spatial import join_channels, join_words, split_image
from cnn.shapes import Shape, spell

Interpolation = Annotated[Literal["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"], BeforeValidator(lower)]

#: how many pixels on either side an interpolation looks at
REACH = {"nearest": 0, "bilinear": 1, "bicubic": 2, "lanczos3": 3, "lanczos5": 5}


class ZeroPadding2D(Layer):
    """Puts a border of zeros around the image. https://keras.io/api/layers/reshaping_layers/zero_padding2d/"""

    family = "Reshaping"
    synonyms: ClassVar[tuple[str, ...]] = ("pad", "border", "margin")

    padding: Pairs2D = Field(((1, 1), (1, 1)), description="Pixels above and below, then left and right")
    data_format: DataFormat = Field("channels_last", description=DATA_FORMAT_HELP)

    def output_shape(self, *inputs: Shape) -> Shape:
        spatial, channels = split_image(inputs[0], 2, self.data_format, self.class_name)
        out = tuple(None if w is None else w + sum(pair) for w, pair in zip(spatial, self.padding, strict=True))
        return join_channels(out, channels, self.data_format)

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        return tuple(Window(1, -before, -before) for before, _ in self.padding)


class UpSampling2D(Layer):
    """Repeats or interpolates pixels, which enlarges. https://keras.io/api/layers/reshaping_layers/up_sampling2d/"""

    family = "Reshaping"
    synonyms: ClassVar[tuple[str, ...]] = ("upscale", "enlarge", "unpooling", "interpolate")

    size: Size2D = Field((2, 2), description="How many times higher and wider")
    data_format: DataFormat = Field("channels_last", description=DATA_FORMAT_HELP)
    interpolation: Interpolation = Field("nearest", description="How new pixels are made from old ones")

    def headline(self) -> str:
        return join_words(f"×{spell(self.size)}", "" if self.interpolation == "nearest" else self.interpolation)

    def output_shape(self, *inputs: Shape) -> Shape:
        spatial, channels = split_image(inputs[0], 2, self.data_format, self.class_name)
        out = tuple(None if w is None else w * times for w, times in zip(spatial, self.size, strict=True))
        return join_channels(out, channels, self.data_format)

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        return tuple(upsampling_window(times, self.interpolation) for times in self.size)


def upsampling_window(times: int, interpolation: str) -> Window:
    """What a pixel reads along an axis that was enlarged `times` times.

    Nearest: output o copies input ⌊o / t⌋. Else it lies at (o + ½) / t − ½ between the pixels of the input and reads
    those nearer than the interpolation's reach; their distances are multiples of 1 / 2t.
    """
    if times == 1:
        return Window(1, 0, 0)
    if interpolation == "nearest":
        return Window(1 / times, (1 - times) / times, 0)
    centre = (1 - times) / (2 * times)
    reach = REACH[interpolation] - 1 / (2 * times)
    return Window(1 / times, centre - reach, centre + reach)
