"""Layers that change images at random while training. https://keras.io/api/layers/preprocessing_layers/image_augmentation/"""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from cnn.errors import ShapeError
from cnn.layers.arguments import LIMIT, SEED_HELP, Count, Flag, NonNegativeNumber, Number, Positive, Rate, Seed, advanced
from cnn.layers.base import EVERYWHERE, Window
from cnn.layers.controls import Control
from cnn.layers.preprocessing import FittingImage, ImageLayer
from cnn.layers.spatial import split_channels
from cnn.shapes import Shape, Size, spell
from cnn.words.language import tr
from cnn.words.lists import either

Pair = tuple[Number, Number]


def _within(low: float, high: float, *, above: bool = False) -> Callable[[Any], Any]:
    """Refuses a number, or either of two, outside `low` to `high` (`above`: `low` itself as well)."""

    def check(value: Any) -> Any:
        for number in value if isinstance(value, tuple) else (value,):
            if not low <= number <= high or (above and number == low):
                if above:
                    raise ValueError(tr("must lie above {0:g} and up to {1:g}", low, high))
                raise ValueError(tr("must lie between {0:g} and {1:g}", low, high))
        return value

    return check


#: how strong: one number for −f to f (or 0 to f), or the lower and the upper end
Share = Annotated[Number | Pair, AfterValidator(_within(0, 1)), Control("json")]
Signed = Annotated[Number | Pair, AfterValidator(_within(-1, 1)), Control("json")]
Zoom = Annotated[Number | Pair, AfterValidator(_within(-1, 1, above=True)), Control("json")]
#: RandomShear, which writes −f to f although it takes 0 to 1 only
Slant = Annotated[Share, BeforeValidator(lambda value: value[1] if _is_mirrored(value) else value)]
Bits = Annotated[
    Annotated[int, Field(ge=1, le=8, strict=True)]
    | tuple[Annotated[int, Field(ge=1, le=8, strict=True)], Annotated[int, Field(ge=1, le=8, strict=True)]],
    Control("json"),
]
OddSize = Annotated[Positive | tuple[Positive, Positive], Control("json")]


def _both_ends(value: float | tuple[float, float], least: int) -> tuple[float, float]:
    """A range as Keras's files have it: −f to f, no lower than it may be."""
    return value if isinstance(value, tuple) else (max(-abs(value), least), abs(value))


def _is_mirrored(value: Any) -> bool:
    numbers = isinstance(value, list | tuple) and len(value) == 2 and all(isinstance(item, float) for item in value)
    return numbers and 0 <= value[1] == -value[0]


def _rising(value: tuple[float, float]) -> tuple[float, float]:
    if not value[0] < value[1]:
        raise ValueError(tr("must name the smallest value, then the largest"))
    return value


ValueRange = Annotated[Pair, AfterValidator(_rising), Control("json")]
FillMode = Literal["constant", "nearest", "wrap", "reflect"]
ElasticFillMode = Literal["constant", "nearest", "wrap", "reflect", "mirror"]
PixelInterpolation = Literal["nearest", "bilinear"]

RANGE_HELP = "Smallest and largest pixel value: 0, 255, or 0, 1 behind a Rescaling"
FACTOR_HELP = "How strong at most; two numbers: from, to"
CHANCE_HELP = "Share of the images it happens to; two numbers: from, to"
FILL_HELP = "What stands where the image has no pixels"
FILL_VALUE_HELP = 'Pixel value for fill mode "constant"'
INTERPOLATION_HELP = "How moved pixels are computed"


class Augmentation(ImageLayer):
    """A layer that changes images at random while training and lets them be afterwards."""

    training_only = True
    synonyms: ClassVar[tuple[str, ...]] = ("augmentation", "random")
    #: numbers of channels it can work on; empty: any
    channels: ClassVar[tuple[int, ...]] = ()

    #: arguments of which Keras's files have both ends where one number was given, and the lowest that the lower one may be
    ranges: ClassVar[Mapping[str, int]] = {}

    seed: Seed | None = advanced(None, SEED_HELP)

    @property
    def stated(self) -> Self:
        return self.model_copy(update={name: _both_ends(getattr(self, name), least) for name, least in self.ranges.items()})

    def output_shape(self, *inputs: Shape) -> Shape:
        _, channels = self._split_batch(inputs[0]) if len(inputs[0]) == 2 else self._split(inputs[0])
        if self.channels and channels is not None and channels not in self.channels:
            raise self._wrong_channels(inputs[0])
        return inputs[0]

    def caution(self, *inputs: Shape) -> str:
        if len(inputs[0]) == 2:
            return tr("takes all rows of a batch together for one image; the Input layer says no height.")
        return super().caution(*inputs)

    def _split_batch(self, shape: Shape) -> tuple[Shape, Size]:
        """Keras takes what has one axis less for a single image, whose height is the batch."""
        return (shape[:-1], shape[-1]) if self.data_format == "channels_last" else (shape, None)

    def _wrong_channels(self, shape: Shape) -> ShapeError:
        wanted = either(self.channels)
        return ShapeError(
            tr("{0} works on images of {1} channels; it gets {2}.", self.class_name, wanted, spell(shape)), tr("Leave it out.")
        )


class RandomFlip(Augmentation):
    """Mirrors images. https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_flip/"""

    synonyms: ClassVar[tuple[str, ...]] = ("augmentation", "mirror")

    mode: Literal["horizontal", "vertical", "horizontal_and_vertical"] = Field("horizontal_and_vertical", description="Which way")

    def headline(self) -> str:
        return self.mode.replace("_", " ")


class RandomRotation(Augmentation):
    """Turns images. https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_rotation/"""

    synonyms: ClassVar[tuple[str, ...]] = ("augmentation", "turn", "angle")
    ranges: ClassVar[Mapping[str, int]] = {"factor": -1}

    factor: Signed = Field(0.1, description="Largest turn, as a share of a full one; two numbers: from, to")
    fill_mode: FillMode = Field("reflect", description=FILL_HELP)
    interpolation: PixelInterpolation = Field("bilinear", description=INTERPOLATION_HELP)
    fill_value: Number = advanced(0.0, FILL_VALUE_HELP)


class RandomZoom(Augmentation):
    """Zooms in and out. https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_zoom/"""

    synonyms: ClassVar[tuple[str, ...]] = ("augmentation", "scale")

    height_factor: Zoom = Field(0.1, description="Largest change of height, as a share; two numbers: from, to")
    width_factor: Zoom | None = Field(None, description="Largest change of width, as a share; empty: as the height")
    fill_mode: FillMode = Field("reflect", description=FILL_HELP)
    interpolation: PixelInterpolation = Field("bilinear", description=INTERPOLATION_HELP)
    fill_value: Number = advanced(0.0, FILL_VALUE_HELP)


class RandomTranslation(Augmentation):
    """Moves images. https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_translation/"""

    synonyms: ClassVar[tuple[str, ...]] = ("augmentation", "shift", "move")

    height_factor: Signed = Field(0.1, description="Largest move up and down, as a share of the height; two numbers: from, to")
    width_factor: Signed = Field(0.1, description="Largest move sideways, as a share of the width; two numbers: from, to")
    fill_mode: FillMode = Field("reflect", description=FILL_HELP)
    interpolation: PixelInterpolation = Field("bilinear", description=INTERPOLATION_HELP)
    fill_value: Number = advanced(0.0, FILL_VALUE_HELP)


class RandomShear(Augmentation):
    """Slants images. https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_shear/"""

    synonyms: ClassVar[tuple[str, ...]] = ("augmentation", "slant", "skew")

    x_factor: Slant = Field(0.0, description="Largest slant sideways, as a share; two numbers: from, to")
    y_factor: Slant = Field(0.0, description="Largest slant up and down, as a share; two numbers: from, to")
    interpolation: PixelInterpolation = Field("bilinear", description=INTERPOLATION_HELP)
    fill_mode: FillMode = Field("reflect", description=FILL_HELP)
    fill_value: Number = advanced(0.0, FILL_VALUE_HELP)


class RandomPerspective(Augmentation):
    """Tilts images. https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_perspective/"""

    synonyms: ClassVar[tuple[str, ...]] = ("augmentation", "tilt", "warp")
    ranges: ClassVar[Mapping[str, int]] = {"factor": 0}

    factor: Share = Field(1.0, description=CHANCE_HELP)
    scale: Rate = Field(1.0, description="How strong, 0 to 1")
    interpolation: PixelInterpolation = Field("bilinear", description=INTERPOLATION_HELP)
    fill_value: Number = advanced(0.0, FILL_VALUE_HELP)

    def output_shape(self, *inputs: Shape) -> Shape:
        spatial, _ = self._split(inputs[0])
        if 1 in spatial:
            raise ShapeError(
                tr("{0} needs at least 2×2 pixels; it gets {1}.", self.class_name, spell(spatial)), tr("Use a larger image.")
            )
        return inputs[0]


class RandomElasticTransform(Augmentation):
    """Bends images like rubber. https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_elastic_transform/"""

    synonyms: ClassVar[tuple[str, ...]] = ("augmentation", "warp", "distort")
    ranges: ClassVar[Mapping[str, int]] = {"factor": 0, "scale": 0}

    factor: Share = Field(1.0, description=CHANCE_HELP)
    scale: Share = Field(1.0, description="How strong; two numbers: from, to")
    interpolation: PixelInterpolation = Field("bilinear", description=INTERPOLATION_HELP)
    fill_mode: ElasticFillMode = Field("reflect", description=FILL_HELP)
    fill_value: Number = advanced(0.0, FILL_VALUE_HELP)
    value_range: ValueRange = Field((0.0, 255.0), description=RANGE_HELP)


class RandomCrop(Augmentation, FittingImage):
    """Cuts out a random part while training. https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_crop/"""

    synonyms: ClassVar[tuple[str, ...]] = ("augmentation", "crop", "part")

    def output_shape(self, *inputs: Shape) -> Shape:
        spatial, _ = self._split(inputs[0])
        if None in spatial:
            raise ShapeError(
                tr("{0} needs to know the size of its images; {1} leaves it open.", self.class_name, spell(inputs[0])),
                tr("Set it in the Input layer."),
            )
        return FittingImage.output_shape(self, *inputs)

    def caution(self, *inputs: Shape) -> str:
        spatial, _ = split_channels(inputs[0], self.data_format)
        if spatial == (self.height, self.width):
            return ""
        return tr("crops only while training; afterwards Keras lets all {0} pixels through to the layers behind.", spell(spatial))


class RandomErasing(Augmentation):
    """Blanks out a rectangle. https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_erasing/"""

    synonyms: ClassVar[tuple[str, ...]] = ("augmentation", "cutout", "hide")
    ranges: ClassVar[Mapping[str, int]] = {"factor": 0}

    factor: Share = Field(1.0, description=CHANCE_HELP)
    scale: Share = Field((0.02, 0.33), description="Share of the image that is blanked: from, to")
    fill_value: Number | None = Field(None, description="Value of the rectangle; empty: noise")
    value_range: ValueRange = Field((0.0, 255.0), description=RANGE_HELP)


class RandomGaussianBlur(Augmentation):
    """Blurs images. https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_gaussian_blur/"""

    synonyms: ClassVar[tuple[str, ...]] = ("augmentation", "smooth", "soften")
    ranges: ClassVar[Mapping[str, int]] = {"factor": 0, "sigma": 0}

    factor: Share = Field(1.0, description=CHANCE_HELP)
    kernel_size: OddSize = Field(3, description="Size of the window, an odd number; two numbers: height, width")
    sigma: Share = Field(1.0, description="How strong; two numbers: from, to")
    value_range: ValueRange = Field((0.0, 255.0), description=RANGE_HELP)

    @model_validator(mode="after")
    def _odd(self) -> Self:
        sizes = self.kernel_size if isinstance(self.kernel_size, tuple) else (self.kernel_size,)
        if any(size % 2 == 0 for size in sizes):
            raise ValueError(tr("kernel_size must be odd"))
        return self

    @property
    def stated(self) -> Self:
        size = self.kernel_size if isinstance(self.kernel_size, tuple) else (self.kernel_size, self.kernel_size)
        return super().stated.model_copy(update={"kernel_size": size})


class MixUp(Augmentation):
    """Blends images of a batch with each other. https://keras.io/api/layers/preprocessing_layers/image_augmentation/mix_up/"""

    synonyms: ClassVar[tuple[str, ...]] = ("augmentation", "blend")

    alpha: NonNegativeNumber = Field(0.2, gt=0, description="How evenly images are blended: larger, more even")

    def caution(self, *inputs: Shape) -> str:
        return tr("blends images but not their labels when it stands in a network.")


class CutMix(Augmentation):
    """Pastes parts of images into each other. https://keras.io/api/layers/preprocessing_layers/image_augmentation/cut_mix/"""

    synonyms: ClassVar[tuple[str, ...]] = ("augmentation", "paste")
    ranges: ClassVar[Mapping[str, int]] = {"factor": 0}

    factor: Share = Field(1.0, description="How evenly parts are cut: larger, more even")

    def caution(self, *inputs: Shape) -> str:
        return tr("mixes images but not their labels when it stands in a network.")


class RandAugment(Augmentation):
    """A few random changes of one strength (Cubuk 2020). https://keras.io/api/layers/preprocessing_layers/image_augmentation/rand_augment/"""

    channels = (1, 3)
    synonyms: ClassVar[tuple[str, ...]] = ("augmentation", "policy")
    ranges: ClassVar[Mapping[str, int]] = {"factor": 0}

    value_range: ValueRange = Field((0.0, 255.0), description=RANGE_HELP)
    num_ops: Count = Field(2, le=64, description="How many changes each image gets")
    factor: Share = Field(0.5, description=FACTOR_HELP)
    interpolation: PixelInterpolation = Field("bilinear", description=INTERPOLATION_HELP)


class AugMix(Augmentation):
    """Blends chains of random changes (Hendrycks 2020). https://keras.io/api/layers/preprocessing_layers/image_augmentation/aug_mix/"""

    channels = (1, 3)
    synonyms: ClassVar[tuple[str, ...]] = ("augmentation", "policy", "robust")
    ranges: ClassVar[Mapping[str, int]] = {"factor": 0}

    value_range: ValueRange = Field((0.0, 255.0), description=RANGE_HELP)
    num_chains: Count = Field(3, le=64, description="How many chains are blended")
    chain_depth: Count = Field(3, le=64, description="How many changes a chain has")
    factor: Share = Field(0.3, description=FACTOR_HELP)
    alpha: NonNegativeNumber = Field(1.0, gt=0, description="How evenly chains are blended: larger, more even")
    all_ops: Flag = Field(True, description="Also change brightness, colour, contrast and sharpness")
    interpolation: PixelInterpolation = Field("bilinear", description=INTERPOLATION_HELP)


class AutoContrast(ImageLayer):
    """Stretches each image to the full range. https://keras.io/api/layers/preprocessing_layers/image_augmentation/auto_contrast/"""

    synonyms: ClassVar[tuple[str, ...]] = ("stretch", "levels")

    value_range: ValueRange = Field((0.0, 255.0), description=RANGE_HELP)

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        return EVERYWHERE


class ContrastLimitedAdaptiveHistogramEqualization(ImageLayer):
    """Evens out light and dark tile by tile (CLAHE). https://keras.io/api/layers/preprocessing_layers/image_augmentation/"""

    synonyms: ClassVar[tuple[str, ...]] = ("clahe", "histogram", "equalize")

    value_range: ValueRange = Field((0.0, 255.0), description=RANGE_HELP)
    clip_limit: Annotated[float, Field(gt=0, le=LIMIT, strict=True, allow_inf_nan=False)] = Field(
        4.0, description="How far contrasts may be raised"
    )
    tile_grid_size: tuple[Positive, Positive] = Field((8, 8), description="Tiles down and across")

    def output_shape(self, *inputs: Shape) -> Shape:
        spatial, _ = self._split(inputs[0])
        for size, tiles in zip(spatial, self.tile_grid_size, strict=True):
            if size is not None and -size % tiles > size:
                raise ShapeError(
                    tr("{0} needs at least half as many pixels as tiles; it gets {1}.", self.class_name, spell(spatial)),
                    tr("Use fewer tiles, or a larger image."),
                )
        return inputs[0]

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        return EVERYWHERE
