"""How often the state of training is written, so that a run that was cut off can go on."""

from typing import Annotated, ClassVar

from pydantic import Field

from cnn.recipe.section import Section


class Keeping(Section):
    """Checkpoints."""

    title: ClassVar[str] = "Checkpoints"

    checkpoint_seconds: Annotated[
        float,
        Field(
            ge=0,
            le=86_400,
            allow_inf_nan=False,
            description="Least time between two checkpoints within an epoch; 0 writes one as often as can be",
        ),
    ] = 10.0
