"""How much is learned from: epochs, batches, the share kept for validation, and the seed of it all."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field

from cnn.errors import RefusedValueError
from cnn.recipe.section import Section
from cnn.words.language import tr

#: more parts than anybody trains on
MOST_FOLDS = 100


def _fold(value: Any) -> Any:
    """`2/5`, also `2 / 5` and `2 of 5`; raises `RefusedValueError` for a part that there is not."""
    if not isinstance(value, str) or not value.strip():
        return "" if value is None or isinstance(value, str) else value
    found = re.fullmatch(r"\s*(\d{1,6})\s*(?:/|of)\s*(\d{1,6})\s*", value)
    if found is None:
        raise RefusedValueError(tr("should be a part of several, such as 2/5"))
    number, folds = int(found[1]), int(found[2])
    if not 1 <= number <= folds or not 2 <= folds <= MOST_FOLDS:
        raise RefusedValueError(tr("should be one of 2 to {0} parts, such as 2/5", MOST_FOLDS))
    return f"{number}/{folds}"


class Basics(Section):
    """How often what is seen, in which portions."""

    title: ClassVar[str] = "Training"

    epochs: Annotated[int, Field(ge=1, le=100_000, description="How often every training image is seen")] = 10
    batch_size: Annotated[int, Field(ge=1, le=65_536, description="Images per step")] = 64
    validation_split: Annotated[float, Field(ge=0, lt=1, description="Share of the training images kept for validation")] = 0.2
    fold: Annotated[str, BeforeValidator(_fold)] = Field(
        "",
        description="Cross-validation: validate on one of several parts of the training images instead of a share, such as 2/5: "
        "the second of five",
    )
    seed: Annotated[int, Field(ge=0, le=2**31 - 1, description="Same seed, same split, same order, same start")] = 0

    def idle(self) -> Iterator[str]:
        if self.fold:
            yield "validation_split"
