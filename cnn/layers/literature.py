"""Two layers that papers need and Keras lacks; `cnn/worker/model/custom_layers.py` holds what they do."""

from typing import ClassVar

from pydantic import Field

from cnn.layers.arguments import SEED_HELP, DataFormat, Number, Positive, Seed, advanced
from cnn.layers.base import Layer
from cnn.layers.pooling import Pool2D, Pooling
from cnn.layers.sliding import DATA_FORMAT_HELP
from cnn.layers.spatial import split_image
from cnn.shapes import Shape


class StochasticPooling2D(Pool2D, Pooling):
    """Keeps a random number of each window, large ones more often. Zeiler & Fergus (2013), https://arxiv.org/abs/1301.3557"""

    registered_name = "layerloom>StochasticPooling2D"
    synonyms: ClassVar[tuple[str, ...]] = ("random pool", "regularization", "zeiler")

    seed: Seed | None = advanced(None, SEED_HELP)


class LocalResponseNormalization(Layer):
    """Damps a number when its neighbours in other channels are large. Krizhevsky et al. (2012), section 3.3"""

    family = "Normalization"
    registered_name = "layerloom>LocalResponseNormalization"
    synonyms: ClassVar[tuple[str, ...]] = ("lrn", "alexnet", "lateral inhibition")

    size: Positive = Field(5, description="How many neighbouring channels count, n in the paper")
    bias: Number = Field(2.0, gt=0, description="Keeps the division from failing, k in the paper")
    alpha: Number = Field(1e-4, ge=0, description="How much the neighbours count")
    beta: Number = Field(0.75, ge=0, description="The power the sum is raised to")
    data_format: DataFormat = Field("channels_last", description=DATA_FORMAT_HELP)

    def headline(self) -> str:
        return str(self.size)

    def output_shape(self, *inputs: Shape) -> Shape:
        split_image(inputs[0], 2, self.data_format, self.class_name)
        return inputs[0]
