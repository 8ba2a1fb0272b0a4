"""Which images are learned from and judged by, and what happens to the former before the network sees them."""

from typing import Annotated, ClassVar

from pydantic import Field

from cnn.layers.arguments import Argument
from cnn.recipe.augmentation import Augmentations
from cnn.recipe.section import Section


class Images(Section):
    """Augmentation of the training images, and validation images of another dataset."""

    title: ClassVar[str] = "Images"

    augmentation: Annotated[
        Augmentations,
        Field(description='Random changes to the training images, one after the other: RandomFlip(mode="horizontal"), MixUp()'),
    ] = ()
    validation_data: str = Field(
        "", max_length=10_000, description="Validate on all images of this dataset instead of a share of the training images"
    )

    @classmethod
    def arguments(cls) -> tuple[Argument, ...]:
        """The list of layers is left out: no single control edits it."""
        return tuple(argument for argument in super().arguments() if argument.name != "augmentation")
