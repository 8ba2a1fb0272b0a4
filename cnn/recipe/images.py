"""How images are brought to size, which ones the network is judged by, and what happens to those it learns from."""

from typing import Annotated, ClassVar

from pydantic import Field

from cnn.datasets.resizing import RESIZINGS, Resizing
from cnn.layers.arguments import Argument
from cnn.recipe.augmentation import Augmentations
from cnn.recipe.section import Section, one_of

#: other words for the ways of bringing images to size
RESIZING_WORDS = {
    "stretch_to_fit": "stretch", "squeeze": "stretch", "squash": "stretch", "resize": "stretch", "none": "stretch",
    "center_crop": "crop", "cut": "crop", "fill": "crop", "crop_to_aspect_ratio": "crop",
    "letterbox": "pad", "black": "pad", "pad_to_aspect_ratio": "pad",
}  # fmt: skip


class Images(Section):
    """How images are brought to size, augmentation of the training images, and validation images of another dataset."""

    title: ClassVar[str] = "Images"

    augmentation: Annotated[
        Augmentations,
        Field(description='Random changes to the training images, one after the other: RandomFlip(mode="horizontal"), MixUp()'),
    ] = ()
    resizing: Annotated[Resizing, one_of(RESIZINGS, RESIZING_WORDS)] = Field(
        "stretch",
        description="Images of other proportions than the network's: stretch them, crop their middle, or pad them with black",
    )
    validation_data: str = Field(
        "", max_length=10_000, description="Validate on all images of this dataset instead of a share of the training images"
    )

    @classmethod
    def arguments(cls) -> tuple[Argument, ...]:
        """The list of layers is left out: no single control edits it."""
        return tuple(argument for argument in super().arguments() if argument.name != "augmentation")
