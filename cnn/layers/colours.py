"""Layers that change colours and light at random while training.

https://keras.io/api/layers/preprocessing_layers/image_augmentation/
"""

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from cnn.errors import ShapeError
from cnn.layers.arguments import Rate
from cnn.layers.augmentation import CHANCE_HELP, FACTOR_HELP, RANGE_HELP, Augmentation, Bits, Share, Signed, ValueRange
from cnn.shapes import Shape, spell
from cnn.words.language import tr


class RandomBrightness(Augmentation):
    """Makes images brighter or darker. https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_brightness/"""

    synonyms: ClassVar[tuple[str, ...]] = ("augmentation", "light", "exposure")
    ranges: ClassVar[Mapping[str, int]] = {"factor": -1}

    factor: Signed = Field(0.2, description=FACTOR_HELP)
    value_range: ValueRange = Field((0.0, 255.0), description=RANGE_HELP)


class RandomContrast(Augmentation):
    """Makes contrasts stronger or weaker. https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_contrast/"""

    ranges: ClassVar[Mapping[str, int]] = {"factor": 0}

    factor: Share = Field(0.2, description=FACTOR_HELP)
    value_range: ValueRange = Field((0.0, 255.0), description=RANGE_HELP)


class RandomSharpness(Augmentation):
    """Makes images sharper or softer. https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_sharpness/"""

    ranges: ClassVar[Mapping[str, int]] = {"factor": 0}

    factor: Share = Field(0.5, description=FACTOR_HELP)
    value_range: ValueRange = Field((0.0, 255.0), description=RANGE_HELP)


class RandomHue(Augmentation):
    """Shifts colours. https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_hue/"""

    channels = (3,)
    synonyms: ClassVar[tuple[str, ...]] = ("augmentation", "colour", "color")
    ranges: ClassVar[Mapping[str, int]] = {"factor": 0}

    factor: Share = Field(0.1, description=FACTOR_HELP)
    value_range: ValueRange = Field((0.0, 255.0), description=RANGE_HELP)


class RandomSaturation(Augmentation):
    """Makes colours stronger or paler. https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_saturation/"""

    channels = (3,)
    synonyms: ClassVar[tuple[str, ...]] = ("augmentation", "colour", "color")
    ranges: ClassVar[Mapping[str, int]] = {"factor": -1}

    factor: Signed = Field(0.5, description=FACTOR_HELP)
    value_range: ValueRange = Field((0.0, 255.0), description=RANGE_HELP)


class RandomColorDegeneration(Augmentation):
    """Pales colours. https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_color_degeneration/"""

    channels = (3,)
    synonyms: ClassVar[tuple[str, ...]] = ("augmentation", "colour", "grey")
    ranges: ClassVar[Mapping[str, int]] = {"factor": -1}

    factor: Signed = Field(0.5, description=FACTOR_HELP)
    value_range: ValueRange = Field((0.0, 255.0), description=RANGE_HELP)


class RandomColorJitter(Augmentation):
    """Varies brightness, contrast and colours. https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_color_jitter/"""

    synonyms: ClassVar[tuple[str, ...]] = ("augmentation", "colour", "brightness", "contrast", "saturation", "hue")

    value_range: ValueRange = Field((0.0, 255.0), description=RANGE_HELP)
    brightness_factor: Signed | None = Field(None, description=f"Brightness: {FACTOR_HELP[0].lower()}{FACTOR_HELP[1:]}")
    contrast_factor: Share | None = Field(None, description=f"Contrast: {FACTOR_HELP[0].lower()}{FACTOR_HELP[1:]}")
    saturation_factor: Signed | None = Field(None, description=f"Saturation: {FACTOR_HELP[0].lower()}{FACTOR_HELP[1:]}")
    hue_factor: Share | None = Field(None, description=f"Hue: {FACTOR_HELP[0].lower()}{FACTOR_HELP[1:]}")

    def output_shape(self, *inputs: Shape) -> Shape:
        _, channels = self._split(inputs[0])
        colours = self.saturation_factor is not None or self.hue_factor is not None
        if colours and channels not in (3, None):
            raise ShapeError(
                tr("{0} changes saturation or hue of images of 3 channels; it gets {1}.", self.class_name, spell(inputs[0])),
                tr("Leave saturation_factor and hue_factor empty."),
            )
        return inputs[0]


class RandomGrayscale(Augmentation):
    """Takes the colour out of images. https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_grayscale/"""

    channels = (1, 3)
    synonyms: ClassVar[tuple[str, ...]] = ("augmentation", "grey", "black and white")

    factor: Rate = Field(0.5, description="Share of the images it happens to")


class RandomInvert(Augmentation):
    """Turns images into negatives. https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_invert/"""

    synonyms: ClassVar[tuple[str, ...]] = ("augmentation", "negative")
    ranges: ClassVar[Mapping[str, int]] = {"factor": 0}

    factor: Share = Field(1.0, description=CHANCE_HELP)
    value_range: ValueRange = Field((0.0, 255.0), description=RANGE_HELP)


class RandomPosterization(Augmentation):
    """Leaves few shades. https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_posterization/"""

    synonyms: ClassVar[tuple[str, ...]] = ("augmentation", "bits", "shades")
    ranges: ClassVar[Mapping[str, int]] = {"factor": 1}

    factor: Bits = Field(4, description="Bits kept of each pixel, 1 to 8; two numbers: from, to")
    value_range: ValueRange = Field((0.0, 255.0), description=RANGE_HELP)


class Solarization(Augmentation):
    """Inverts bright pixels. https://keras.io/api/layers/preprocessing_layers/image_augmentation/solarization/"""

    synonyms: ClassVar[tuple[str, ...]] = ("augmentation", "solarize", "invert")
    ranges: ClassVar[Mapping[str, int]] = {"addition_factor": 0, "threshold_factor": 0}

    addition_factor: Share = Field(0.0, description="Share of the range added first; two numbers: from, to")
    threshold_factor: Share = Field(0.0, description="Share of the range above which pixels are inverted; two numbers: from, to")
    value_range: ValueRange = Field((0.0, 255.0), description=RANGE_HELP)
