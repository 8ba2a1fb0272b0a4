"""How images are brought to size and to 0-255, which ones the network is judged by, and what happens to those it learns from."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from cnn.datasets.pixels import pixel_range, resizing
from cnn.datasets.pixels.pixel_range import canonical
from cnn.datasets.pixels.resizing import RESIZINGS, Resizing
from cnn.layers.arguments import Argument
from cnn.recipe.augmentation import Augmentations
from cnn.recipe.section import Section, one_of
from cnn.words.lists import sentences

#: other words for the ways of bringing images to size
RESIZING_WORDS = {
    "stretch_to_fit": "stretch", "squeeze": "stretch", "squash": "stretch", "resize": "stretch", "none": "stretch",
    "center_crop": "crop", "cut": "crop", "fill": "crop", "crop_to_aspect_ratio": "crop",
    "letterbox": "pad", "black": "pad", "pad_to_aspect_ratio": "pad",
}  # fmt: skip


class Images(Section):
    """How images are brought to size and to 0-255, augmentation of the training images, and validation images of another
    dataset."""

    title: ClassVar[str] = "Images"

    augmentation: Annotated[
        Augmentations,
        Field(description='Random changes to the training images, one after the other: RandomFlip(mode="horizontal"), MixUp()'),
    ] = ()
    resizing: Annotated[Resizing, one_of(RESIZINGS, RESIZING_WORDS)] = Field(
        "stretch",
        description="Images of other proportions than the network's: stretch them, crop their middle, or pad them with black",
    )
    pixel_range: Annotated[str, BeforeValidator(canonical)] = Field(
        "type",
        max_length=100,
        description="Which values are black and white: type (all that the data type has), dataset (the lowest and the highest of "
        "the training images), or LOW-HIGH",
    )
    validation_data: str = Field(
        "", max_length=10_000, description="Validate on all images of this dataset instead of a share of the training images"
    )

    def expects(self) -> str:
        """What to say of a model that stands alone, so that others hand it images as it learned them; "" for the usual way."""
        return sentences(resizing.expected(self.resizing), pixel_range.expected(self.pixel_range))

    def idle(self) -> Iterator[str]:
        if self.validation_data:
            yield "fold"

    @classmethod
    def arguments(cls) -> tuple[Argument, ...]:
        """The list of layers is left out: no single control edits it."""
        return tuple(argument for argument in super().arguments() if argument.name != "augmentation")
