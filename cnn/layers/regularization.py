"""Layers that disturb training so that the network generalizes. https://keras.io/api/layers/regularization_layers/"""

from typing import Annotated, ClassVar

from pydantic import Field

from cnn.errors import ShapeError
from cnn.layers.arguments import SEED_HELP, DataFormat, NonNegativeNumber, OpenSizes, Rate, Seed, advanced
from cnn.layers.base import require_rank
from cnn.layers.elementwise import Elementwise
from cnn.layers.sliding import DATA_FORMAT_HELP
from cnn.shapes import Shape, spell
from cnn.words.language import tr

NOISE_SHAPE_HELP = "Axes of size 1 share one decision; batch first; ? takes the input's size; empty: every number decides apart"


class Noisy(Elementwise):
    """A layer that does something only while training."""

    family = "Regularization"
    training_only = True


class WithRate(Noisy):
    """A layer that drops a share of what it gets."""

    rate: Rate = Field(0.5, description="Share that is dropped, 0 to 1")

    def headline(self) -> str:
        return f"{self.rate:g}"


class WithRateBelowOne(Noisy):
    """A layer whose noise has no bounds when everything is dropped."""

    rate: Annotated[float, Field(ge=0, lt=1, strict=True, allow_inf_nan=False)] = Field(
        0.5, description="Share that is dropped, 0 to just below 1"
    )

    def headline(self) -> str:
        return f"{self.rate:g}"


class Dropout(WithRate):
    """Sets a random share of the numbers to 0 while training. https://keras.io/api/layers/regularization_layers/dropout/"""

    synonyms: ClassVar[tuple[str, ...]] = ("drop", "regularization")

    noise_shape: OpenSizes | None = advanced(None, NOISE_SHAPE_HELP)
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


class AlphaDropout(WithRateBelowOne):
    """Dropout that keeps mean and spread, for SELU networks. https://keras.io/api/layers/regularization_layers/alpha_dropout/"""

    synonyms: ClassVar[tuple[str, ...]] = ("drop", "selu", "regularization")

    noise_shape: OpenSizes | None = advanced(None, NOISE_SHAPE_HELP)
    seed: Seed | None = advanced(None, SEED_HELP)

    def output_shape(self, *inputs: Shape) -> Shape:
        check_noise_shape(self.noise_shape, inputs[0], self.class_name)
        return inputs[0]


class GaussianDropout(WithRateBelowOne):
    """Multiplies by noise around 1 while training. https://keras.io/api/layers/regularization_layers/gaussian_dropout/"""

    synonyms: ClassVar[tuple[str, ...]] = ("drop", "noise", "regularization")

    seed: Seed | None = advanced(None, SEED_HELP)


class GaussianNoise(Noisy):
    """Adds noise around 0 while training. https://keras.io/api/layers/regularization_layers/gaussian_noise/"""

    synonyms: ClassVar[tuple[str, ...]] = ("noise", "augmentation", "regularization")

    stddev: Rate = Field(0.1, description="Spread of the noise, 0 to 1")
    seed: Seed | None = advanced(None, SEED_HELP)

    def headline(self) -> str:
        return f"{self.stddev:g}"


class ActivityRegularization(Noisy):
    """Adds the size of its input to the loss. https://keras.io/api/layers/regularization_layers/activity_regularization/"""

    synonyms: ClassVar[tuple[str, ...]] = ("penalty", "l1", "l2", "sparsity", "regularization")

    l1: NonNegativeNumber = Field(0.0, description="Weight of the sum of absolute values")
    l2: NonNegativeNumber = Field(0.0, description="Weight of the sum of squares")


def check_noise_shape(noise: tuple[int | None, ...] | None, shape: Shape, what: str) -> None:
    """Raises `ShapeError` unless noise of that shape (batch first) can be spread over the input."""
    if noise is None:
        return
    fits = len(noise) == len(shape) + 1 and all(
        n in (None, 1) or n == size or size is None for n, size in zip(noise[1:], shape, strict=True)
    )
    if not fits:
        raise ShapeError(
            tr("{0} can't spread noise of {1} over an input of {2}.", what, spell(noise), spell(shape)),
            tr("noise_shape has the batch first, then for every axis 1, ? or the input's own size."),
        )
