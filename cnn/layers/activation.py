"""Activations. https://keras.io/api/layers/activation_layers/"""

from typing import ClassVar

from pydantic import Field

from cnn.layers.arguments import Activation as ActivationName
from cnn.layers.arguments import Axes, NonNegativeNumber
from cnn.layers.axes import axis_indices, spatial_window
from cnn.layers.base import Window
from cnn.layers.elementwise import Elementwise
from cnn.shapes import Shape


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
