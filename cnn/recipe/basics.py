"""How much is learned from: epochs, batches, the share kept for validation, and the seed of it all."""

from typing import Annotated, ClassVar

from pydantic import Field

from cnn.recipe.section import Section


class Basics(Section):
    """How often what is seen, in which portions."""

    title: ClassVar[str] = "Training"

    epochs: Annotated[int, Field(ge=1, le=100_000, description="How often every training image is seen")] = 10
    batch_size: Annotated[int, Field(ge=1, le=65_536, description="Images per step")] = 64
    validation_split: Annotated[float, Field(ge=0, lt=1, description="Share of the training images kept for validation")] = 0.2
    seed: Annotated[int, Field(ge=0, le=2**31 - 1, description="Same seed, same split, same order, same start")] = 0
