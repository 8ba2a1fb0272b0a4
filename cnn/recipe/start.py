"""Where the weights start, which layers learn, and when the others join in. https://keras.io/guides/transfer_learning/"""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from cnn.recipe.section import Section


class Start(Section):
    """Transfer learning and fine-tuning."""

    title: ClassVar[str] = "Start from"

    start_from: str = Field(
        "",
        max_length=10_000,
        description="A run's folder or a Keras file whose weights it starts from, layer by layer by name; empty: fresh weights",
    )
    freeze_until: str = Field("", max_length=1000, description="This layer and all before it don't learn")
    freeze: str = Field(
        "",
        max_length=10_000,
        description="Layers that don't learn: names, or patterns such as conv*, divided by commas",
    )
    fine_tune_after: Annotated[int, Field(ge=0, le=100_000)] = Field(
        0, description="After so many epochs the frozen layers learn as well; 0: never"
    )
    fine_tune_rate: Annotated[float, Field(gt=0, le=1e6, allow_inf_nan=False)] = Field(
        1e-5, description="The learning rate from then on"
    )
    fine_tune_from: str = Field("", max_length=1000, description="The first layer that then learns; empty: all of them")

    @property
    def freezes(self) -> bool:
        """Whether layers are kept from learning."""
        return bool(self.freeze or self.freeze_until)

    def idle(self) -> Iterator[str]:
        """Without frozen layers there is nothing to fine-tune."""
        if not self.freezes:
            yield "fine_tune_after"
        if not (self.freezes and self.fine_tune_after):
            yield from ("fine_tune_rate", "fine_tune_from")
