"""Layers that disturb training so that the network generalizes. https://keras.io/api/layers/regularization_layers/"""

from typing import Annotated, ClassVar

from pydantic import Field

from cnn.errors import ShapeError
from cnn.layers.arguments import LIMIT, MAX_AXES, DataFormat, Rate, Seed, advanced
from cnn.layers.base import require_rank
from cnn.layers.controls import Control
from cnn.layers.elementwise import Elementwise
from cnn.layers.sliding import DATA_FORMAT_HELP
from cnn.shapes import Shape, spell

NoiseShape = Annotated[
    tuple[Annotated[int, Field(ge=1, le=LIMIT, strict=True)] | None, ...], Field(max_length=MAX_AXES), Control("shape")
]
NOISE_SHAPE_HELP = "Axes of size 1 share one decision; batch first; ? takes the input's size; empty: every number decides apart"
SEED_HELP = "Makes the randomness repeatable; empty: different every time"


class Noisy(Elementwise):
    """A layer that does something only while training."""

    family = "Regularization"
    training_only = True


class WithRate(Noisy):
    """A layer that drops a share of what it gets."""

    rate: Rate = Field(0.5, description="Share that is dropped, 0 to 1")

    def headline(self) -> str:
        return f"{self.rate:g}"


class Dropout(WithRate):
    """Sets a random share of the numbers to 0 while training. https://keras.io/api/layers/regularization_layers/dropout/"""

    synonyms: ClassVar[tuple[str, ...]] = ("drop", "regularization")

    noise_shape: NoiseShape | None = advanced(None, NOISE_SHAPE_HELP)
    seed: Seed | None = advanced(None, SEED_HELP)

    def output_shape(self, *inputs: Shape) -> Shape:
        check_noise_shape(self.noise_shape, inputs[0], self.class_name)
        return inputs[0]


class SpatialDropout(WithRate):
    """Drops whole feature maps."""

    axes: ClassVar[int]
    synonyms: ClassVar[tuple[str, ...]] = ("drop", "feature maps", "regularization")

    def output_shape(self, *inputs: Shape) -> Shape:
        require_rank(inputs[0], self.axes + 1, self.class_name)
        return inputs[0]


class SpatialDropout1D(SpatialDropout):
    """Drops whole channels of a sequence while training. https://keras.io/api/layers/regularization_layers/spatial_dropout1d/"""

    axes = 1

    seed: Seed | None = advanced(None, SEED_HELP)


class SpatialDropout2D(SpatialDropout):
    """Drops whole feature maps while training. https://keras.io/api/layers/regularization_layers/spatial_dropout2d/"""

    axes = 2

    data_format: DataFormat = Field("channels_last", description=DATA_FORMAT_HELP)
    seed: Seed | None = advanced(None, SEED_HELP)


class SpatialDropout3D(SpatialDropout):
    """Drops whole feature maps of a volume while training. https://keras.io/api/layers/regularization_layers/spatial_dropout3d/"""

    axes = 3

    data_format: DataFormat = Field("channels_last", description=DATA_FORMAT_HELP)
    seed: Seed | None = advanced(None, SEED_HELP)


def check_noise_shape(noise: tuple[int | None, ...] | None, shape: Shape, what: str) -> None:
    """Raises `ShapeError` unless noise of that shape (batch first) can be spread over the input."""
    if noise is None:
        return
    fits = len(noise) == len(shape) + 1 and all(
        n in (None, 1) or n == size or size is None for n, size in zip(noise[1:], shape, strict=True)
    )
    if not fits:
        raise ShapeError(
            f"{what} can't spread noise of {spell(noise)} over an input of {spell(shape)}.",
            "noise_shape has the batch first, then for every axis 1, ? or the input's own size.",
        )
