"""Layers that enlarge by repeating or interpolating. https://keras.io/api/layers/reshaping_layers/"""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field

from cnn.layers.arguments import DataFormat, Positive, Size2D, Size3D, lower
from cnn.layers.base import Layer, Window
from cnn.layers.sliding import DATA_FORMAT_HELP
from cnn.layers.spatial import join_channels, join_words, split_image
from cnn.shapes import Shape, spell

Interpolation = Annotated[Literal["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"], BeforeValidator(lower)]

#: how many pixels on either side an interpolation looks at
REACH = {"nearest": 0, "bilinear": 1, "bicubic": 2, "lanczos3": 3, "lanczos5": 5}


class UpSampling(Layer):
    """What the upsamplings over one, two and three axes have in common."""

    family = "Reshaping"
    axes: ClassVar[int]
    synonyms: ClassVar[tuple[str, ...]] = ("upscale", "enlarge", "unpooling", "interpolate")

    def headline(self) -> str:
        interpolation = self._interpolation
        return join_words(f"×{spell(self._times)}", "" if interpolation == "nearest" else interpolation)

    def output_shape(self, *inputs: Shape) -> Shape:
        data_format = getattr(self, "data_format", "channels_last")
        spatial, channels = split_image(inputs[0], self.axes, data_format, self.class_name)
        out = tuple(None if w is None else w * times for w, times in zip(spatial, self._times, strict=True))
        return join_channels(out, channels, data_format)

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        return tuple(upsampling_window(times, self._interpolation) for times in self._times)

    @property
    def _times(self) -> tuple[int, ...]:
        size: Any = self.value("size")
        return (size,) if self.axes == 1 else size

    @property
    def _interpolation(self) -> str:
        return getattr(self, "interpolation", "nearest")


class UpSampling1D(UpSampling):
    """Repeats each place of a sequence. https://keras.io/api/layers/reshaping_layers/up_sampling1d/"""

    axes = 1

    size: Positive = Field(2, description="How often")


class UpSampling2D(UpSampling):
    """Repeats or interpolates pixels, which enlarges. https://keras.io/api/layers/reshaping_layers/up_sampling2d/"""

    axes = 2

    size: Size2D = Field((2, 2), description="How many times higher and wider")
    data_format: DataFormat = Field("channels_last", description=DATA_FORMAT_HELP)
    interpolation: Interpolation = Field("nearest", description="How new pixels are made from old ones")


class UpSampling3D(UpSampling):
    """Repeats each place of a volume. https://keras.io/api/layers/reshaping_layers/up_sampling3d/"""

    axes = 3

    size: Size3D = Field((2, 2, 2), description="How many times deeper, higher and wider")
    data_format: DataFormat = Field("channels_last", description=DATA_FORMAT_HELP)


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
