"""What is written down of a training besides its figures."""

from typing import Annotated, ClassVar

from pydantic import Field

from cnn.recipe.section import Section


class Recording(Section):
    """Histograms, as Keras's TensorBoard callback calls their frequency; logs for other programs; moments for a film; what the
    doctor looks at (`cnn.doctor`)."""

    title: ClassVar[str] = "Recording"

    histogram_freq: Annotated[
        int,
        Field(
            ge=0,
            le=10_000,
            description="Epochs between two histograms of each layer's weights, activations and gradients; 0 records none",
        ),
    ] = 0

    tensorboard: Annotated[
        bool,
        Field(description="Writes logs for TensorBoard into the run's folder: curves, graph, histograms, sample images"),
    ] = False

    csv_log: Annotated[
        bool,
        Field(description="Writes a table of every report within epochs into the run's folder: batches.csv"),
    ] = False

    moments: Annotated[
        int,
        Field(
            ge=0,
            le=1000,
            description="How many moments of the training are kept as weights, to be watched as a film afterwards; 0 keeps none",
        ),
    ] = 0

    diagnostics: Annotated[
        bool,
        Field(
            description="Look behind epochs, for at most a twentieth of the time, how layers are, and say what goes wrong: "
            "dead units, vanishing gradients, a wrong learning rate"
        ),
    ] = True
