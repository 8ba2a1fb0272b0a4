"""Normalizations. https://keras.io/api/layers/normalization_layers/"""

from typing import ClassVar

from pydantic import Field

from cnn.errors import ShapeError
from cnn.layers.arguments import Axes, Integer, NonNegativeNumber, Rate, advanced
from cnn.layers.axes import axis_indices, spatial_window
from cnn.layers.base import Weight, Window, axis_index
from cnn.layers.elementwise import Elementwise
from cnn.layers.objects import ONES, ZEROS, Initializer
from cnn.layers.weighted import WithScaleAndShift
from cnn.shapes import Shape, spell

EPSILON_HELP = "Small number that keeps the division from failing"


class BatchNormalization(WithScaleAndShift, Elementwise):
    """Keeps each channel's mean near 0 and spread near 1. https://keras.io/api/layers/normalization_layers/batch_normalization/"""

    family = "Normalization"
    scales = True
    synonyms: ClassVar[tuple[str, ...]] = ("bn", "batch norm", "batchnorm")

    axis: Integer = Field(-1, description="The axis whose entries are normalized apart, usually the channels")
    momentum: Rate = Field(0.99, description="How slowly the moving mean and variance follow")
    epsilon: NonNegativeNumber = Field(0.001, description=EPSILON_HELP)
    moving_mean_initializer: Initializer = advanced(ZEROS, "How the moving mean starts")
    moving_variance_initializer: Initializer = advanced(ONES, "How the moving variance starts")

    def output_shape(self, *inputs: Shape) -> Shape:
        (x,) = inputs
        known_size(x, axis_index(self.axis, x, self.class_name), self.class_name)
        return x

    def weights(self, *inputs: Shape) -> tuple[Weight, ...]:
        size = sizes_along(inputs[0], (self.axis,))
        trained = (Weight("gamma", size),) * self.scale + (Weight("beta", size),) * self.center
        return (*trained, Weight("moving_mean", size, False), Weight("moving_variance", size, False))


class LayerNormalization(WithScaleAndShift, Elementwise):
    """Normalizes each sample by itself. https://keras.io/api/layers/normalization_layers/layer_normalization/"""

    family = "Normalization"
    synonyms: ClassVar[tuple[str, ...]] = ("ln", "layer norm", "layernorm")

    axis: Axes = Field((-1,), min_length=1, description="Along which axes mean and spread are taken; −1: the channels")
    epsilon: NonNegativeNumber = Field(0.001, description=EPSILON_HELP)

    def output_shape(self, *inputs: Shape) -> Shape:
        (x,) = inputs
        for place in axis_indices(self.axis, x, self.class_name):
            if self.scale or self.center:
                known_size(x, place, self.class_name)
        return x

    def weights(self, *inputs: Shape) -> tuple[Weight, ...]:
        size = sizes_along(inputs[0], tuple(sorted(self.axis)))
        return (Weight("gamma", size),) * self.scale + (Weight("beta", size),) * self.center

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        return spatial_window(self.axis, inputs[0], self.class_name)


def known_size(shape: Shape, place: int, what: str) -> int:
    """The size at that place of a sample; raises `ShapeError` when it is open, for weights couldn't be sized."""
    size = shape[place]
    if size is None:
        raise ShapeError(
            f"{what} needs to know the size of axis {place + 1}; {spell(shape)} leaves it open.", "Set it in the Input layer."
        )
    return size


def sizes_along(shape: Shape, axes: tuple[int, ...]) -> tuple[int, ...]:
    """The sizes of a sample along Keras axes that `output_shape` has checked."""
    return tuple(shape[axis - 1 if axis > 0 else axis] or 0 for axis in axes)
