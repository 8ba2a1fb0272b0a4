"""What is written down of a training besides its figures."""

from typing import Annotated, ClassVar

from pydantic import Field

from cnn.recipe.section import Section


class Recording(Section):
    """Histograms, as Keras's TensorBoard callback calls their frequency."""

    title: ClassVar[str] = "Recording"

    histogram_freq: Annotated[
        int,
        Field(
            ge=0,
            le=10_000,
            description="Epochs between two histograms of each layer's weights, activations and gradients; 0 records none",
        ),
    ] = 0
