"""Layers that only rearrange numbers. https://keras.io/api/layers/reshaping_layers/"""

from math import prod
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from cnn.errors import ShapeError
from cnn.layers.arguments import LIMIT, MAX_AXES, DataFormat
from cnn.layers.base import EVERYWHERE, Layer, Window
from cnn.layers.controls import Control
from cnn.layers.sliding import DATA_FORMAT_HELP
from cnn.shapes import Shape, count, spell

TargetShape = Annotated[
    tuple[Annotated[int, Field(ge=-1, le=LIMIT, strict=True)], ...], Field(max_length=MAX_AXES), Control("integers")
]


class Flatten(Layer):
    """Lays all numbers of a sample in one row. https://keras.io/api/layers/reshaping_layers/flatten/"""

    family = "Reshaping"
    synonyms: ClassVar[tuple[str, ...]] = ("vector", "unroll", "ravel")

    data_format: DataFormat = Field("channels_last", description=DATA_FORMAT_HELP)

    def output_shape(self, *inputs: Shape) -> Shape:
        return (count(inputs[0]),)

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        return EVERYWHERE


class Reshape(Layer):
    """Gives the same numbers another shape. https://keras.io/api/layers/reshaping_layers/reshape/"""

    family = "Reshaping"
    synonyms: ClassVar[tuple[str, ...]] = ("view", "shape")

    target_shape: TargetShape = Field((-1,), description="The new shape of one sample; one −1 takes what is left over")

    @model_validator(mode="after")
    def _one_open(self) -> Self:
        if self.target_shape.count(-1) > 1:
            raise ValueError("target_shape can have only one −1")
        if 0 in self.target_shape:
            raise ValueError("target_shape can't have a size of 0")
        return self

    def headline(self) -> str:
        return spell(self.target_shape)

    def output_shape(self, *inputs: Shape) -> Shape:
        (x,) = inputs
        have = count(x)
        if have is None:
            return tuple(None if size == -1 else size for size in self.target_shape)
        wanted = prod(size for size in self.target_shape if size != -1)
        fits = have % wanted == 0 if -1 in self.target_shape else have == wanted
        if not fits:
            raise ShapeError(
                f"{self.class_name} can't lay {spell(x)} ({have:,} numbers) out as {spell(self.target_shape)} ({wanted:,}).",
                "Choose a shape with as many numbers, or put −1 for one size.",
            )
        return tuple(have // wanted if size == -1 else size for size in self.target_shape)

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        return EVERYWHERE
