"""What training aims at: the loss, and how much each output weighs in it."""

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from cnn.recipe.section import Section, pairs

LOSSES = ("auto", "sparse_categorical_crossentropy", "categorical_crossentropy", "binary_crossentropy", "mean_squared_error")

Weight = Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)]


class Goal(Section):
    """Loss and weights of the outputs."""

    title: ClassVar[str] = "Loss & metrics"

    loss: Literal[LOSSES] = Field("auto", description="What training makes small; auto follows the last layer")  # type: ignore[valid-type]
    loss_weights: Annotated[dict[str, Weight], BeforeValidator(pairs)] = Field(
        {},
        max_length=1000,
        description="With several outputs, how much each weighs in the loss: aux1=0.3,aux2=0.3; the others weigh 1",
    )
