"""Activations. https://keras.io/api/layers/activation_layers/"""

from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from cnn.errors import ShapeError
from cnn.layers.arguments import (
    MAX_AXES,
    ActivationName,
    Axes,
    NonNegativeNumber,
    Number,
    Positive,
    advanced,
    at_most,
    tuple_of_one,
)
from cnn.layers.axes import axis_indices, spatial_window
from cnn.layers.base import Weight, Window
from cnn.layers.controls import Control
from cnn.layers.elementwise import Elementwise
from cnn.layers.objects import ZEROS, Constraint, VectorInitializer, VectorRegularizer
from cnn.shapes import Shape, spell
from cnn.words.language import tr

SharedAxes = Annotated[tuple[Positive, ...], BeforeValidator(tuple_of_one), at_most(MAX_AXES), Control("integers", minimum=1)]


class Activation(Elementwise):
    """Applies a function to every number. https://keras.io/api/layers/core_layers/activation/"""

    family = "Activation"
    synonyms: ClassVar[tuple[str, ...]] = ("nonlinearity", "transfer function", "sigmoid", "tanh", "gelu", "swish")

    activation: ActivationName = Field("relu", description="The function")

    def headline(self) -> str:
        return self.activation


class ReLU(Elementwise):
    """Cuts negative numbers off. https://keras.io/api/layers/activation_layers/relu/"""

    family = "Activation"
    synonyms: ClassVar[tuple[str, ...]] = ("rectifier", "rectified linear unit", "relu6")

    max_value: NonNegativeNumber | None = Field(None, description="Numbers above are cut to it; empty: no limit")
    negative_slope: NonNegativeNumber = Field(0.0, description="Factor for numbers below the threshold")
    threshold: NonNegativeNumber = Field(0.0, description="Numbers below it are damped")

    def headline(self) -> str:
        return "" if self.max_value is None else f"≤ {self.max_value:g}"


class LeakyReLU(Elementwise):
    """Lets a little of the negative numbers through. https://keras.io/api/layers/activation_layers/leaky_relu/"""

    family = "Activation"
    synonyms: ClassVar[tuple[str, ...]] = ("rectifier", "leaky")

    negative_slope: NonNegativeNumber = Field(0.3, description="Factor for negative numbers")

    def headline(self) -> str:
        return f"{self.negative_slope:g}"


class PReLU(Elementwise):
    """Learns how much of the negative numbers to let through. https://keras.io/api/layers/activation_layers/prelu/"""

    family = "Activation"
    synonyms: ClassVar[tuple[str, ...]] = ("rectifier", "parametric", "leaky")

    shared_axes: SharedAxes | None = Field(None, description="Axes (from 1) that share one slope: 1, 2 for images; empty: none")
    alpha_initializer: VectorInitializer = advanced(ZEROS, "How the slopes start")
    alpha_regularizer: VectorRegularizer = advanced(None, "Penalty on large slopes")
    alpha_constraint: Constraint = advanced(None, "Limit the slopes are kept within")

    def output_shape(self, *inputs: Shape) -> Shape:
        (x,) = inputs
        axis_indices(tuple(set(self.shared_axes or ())), x, self.class_name)
        if None in self._slopes(x):
            raise ShapeError(
                tr("{0} has a slope for every place, but {1} leaves a size open.", self.class_name, spell(x)),
                tr("Share the slopes along the open axes, or set every size of the Input layer."),
            )
        return x

    def weights(self, *inputs: Shape) -> tuple[Weight, ...]:
        return (Weight("alpha", tuple(size or 0 for size in self._slopes(inputs[0]))),)

    def _slopes(self, x: Shape) -> Shape:
        shared = self.shared_axes or ()
        return tuple(1 if place in shared else size for place, size in enumerate(x, start=1))


class ELU(Elementwise):
    """Bends negative numbers softly towards −alpha. https://keras.io/api/layers/activation_layers/elu/"""

    family = "Activation"
    synonyms: ClassVar[tuple[str, ...]] = ("exponential linear unit",)

    alpha: Number = Field(1.0, description="How far negative numbers go down")

    def headline(self) -> str:
        return "" if self.alpha == 1 else f"{self.alpha:g}"


class Softmax(Elementwise):
    """Turns numbers into probabilities that add up to 1. https://keras.io/api/layers/activation_layers/softmax/"""

    family = "Activation"
    synonyms: ClassVar[tuple[str, ...]] = ("probabilities", "classifier")

    axis: Axes = Field((-1,), min_length=1, description="Along which axis the probabilities add up to 1; −1: the last")

    def output_shape(self, *inputs: Shape) -> Shape:
        axis_indices(self.axis, inputs[0], self.class_name)
        return inputs[0]

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        return spatial_window(self.axis, inputs[0], self.class_name)
