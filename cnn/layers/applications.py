"""Layers of Keras that only its ready-made networks use. https://keras.io/api/applications/"""

from typing import ClassVar

from pydantic import Field

from cnn.errors import ShapeError
from cnn.layers.arguments import Number, Positive, Rate
from cnn.layers.base import Weight
from cnn.layers.elementwise import Elementwise
from cnn.layers.merging import Merge
from cnn.layers.regularization import Noisy
from cnn.shapes import Shape, broadcast, spell
from cnn.words.language import tr


class LayerScale(Elementwise):
    """Multiplies each channel by a learned number. Touvron et al. (2021), https://arxiv.org/abs/2103.17239"""

    family = "Normalization"
    module = "keras.src.applications.convnext"
    synonyms: ClassVar[tuple[str, ...]] = ("gamma", "convnext", "scale")

    init_values: Number = Field(1e-6, description="What each factor starts from")
    projection_dim: Positive = Field(64, description="How many channels there are")

    def headline(self) -> str:
        return str(self.projection_dim)

    def output_shape(self, *inputs: Shape) -> Shape:
        (x,) = inputs
        try:
            return broadcast((x, (self.projection_dim,)))
        except ShapeError:
            raise ShapeError(
                tr("{0} has a factor for each of {1} channels; it gets {2}.", self.class_name, self.projection_dim, spell(x)),
                tr("Set projection_dim to {0}.", x[-1]),
            ) from None

    def weights(self, *inputs: Shape) -> tuple[Weight, ...]:
        return (Weight("gamma", (self.projection_dim,)),)


class StochasticDepth(Noisy):
    """Leaves out a whole branch now and then while training. Huang et al. (2016), https://arxiv.org/abs/1603.09382"""

    module = "keras.src.applications.convnext"
    synonyms: ClassVar[tuple[str, ...]] = ("drop path", "convnext", "skip")

    drop_path_rate: Rate = Field(0.1, description="How often the branch is left out, 0 to 1")

    def headline(self) -> str:
        return f"{self.drop_path_rate:g}"


class CustomScaleLayer(Merge):
    """Adds its second input, scaled, to the first. Szegedy et al. (2016), https://arxiv.org/abs/1602.07261"""

    module = "keras.src.applications.inception_resnet_v2"
    ports = ("first", "second")
    variadic = False
    synonyms: ClassVar[tuple[str, ...]] = ("inception resnet", "residual", "scaled add")

    scale: Number = Field(0.17, description="Factor of the second input")

    def headline(self) -> str:
        return f"{self.scale:g}"

    def output_shape(self, *inputs: Shape) -> Shape:
        if len(inputs[0]) != len(inputs[-1]):
            raise self._refusal(inputs)
        return super().output_shape(*inputs)
