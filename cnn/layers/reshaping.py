"""Layers that only rearrange numbers. https://keras.io/api/layers/reshaping_layers/"""

from math import prod
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from cnn.errors import ShapeError
from cnn.layers.arguments import LIMIT, MAX_AXES, DataFormat, Positive, at_most
from cnn.layers.base import EVERYWHERE, Layer, Window, require_rank
from cnn.layers.controls import Control
from cnn.layers.sliding import DATA_FORMAT_HELP
from cnn.shapes import Shape, count, spell
from cnn.words.language import tr
from cnn.words.lists import COMMA

TargetShape = Annotated[tuple[Annotated[int, Field(ge=-1, le=LIMIT, strict=True)], ...], at_most(MAX_AXES), Control("integers")]

Order = Annotated[tuple[Positive, ...], at_most(MAX_AXES), Control("integers", minimum=1)]


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
            raise ValueError(tr("target_shape can have only one −1"))
        if 0 in self.target_shape:
            raise ValueError(tr("target_shape can't have a size of 0"))
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
                tr(
                    "{0} can't lay {1} ({2:,} numbers) out as {3} ({4:,}).",
                    self.class_name,
                    spell(x),
                    have,
                    spell(self.target_shape),
                    wanted,
                ),
                tr("Choose a shape with as many numbers, or put −1 for one size."),
            )
        return tuple(have // wanted if size == -1 else size for size in self.target_shape)

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        return EVERYWHERE


class Permute(Layer):
    """Puts the axes of a sample into another order. https://keras.io/api/layers/reshaping_layers/permute/"""

    family = "Reshaping"
    synonyms: ClassVar[tuple[str, ...]] = ("transpose", "swap axes", "channels first")

    dims: Order = Field((2, 1, 3), description="The old axes in their new order; 2, 1, 3 swaps height and width")

    @model_validator(mode="after")
    def _permutation(self) -> Self:
        if sorted(self.dims) != list(range(1, len(self.dims) + 1)):
            raise ValueError(tr("dims must hold each of 1 to {0} once", len(self.dims)))
        return self

    def headline(self) -> str:
        return COMMA.join(map(str, self.dims))

    def output_shape(self, *inputs: Shape) -> Shape:
        (x,) = inputs
        if len(x) != len(self.dims):
            raise ShapeError(
                tr("{0} orders {1} axes; {2} has {3}.", self.class_name, len(self.dims), spell(x), len(x)),
                tr("Name every axis once in dims."),
            )
        return tuple(x[dim - 1] for dim in self.dims)

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        return None if self.dims == tuple(sorted(self.dims)) else EVERYWHERE


class RepeatVector(Layer):
    """Repeats a flat vector. https://keras.io/api/layers/reshaping_layers/repeat_vector/"""

    family = "Reshaping"
    synonyms: ClassVar[tuple[str, ...]] = ("tile", "copy", "sequence")

    n: Positive = Field(2, description="How often")

    def headline(self) -> str:
        return f"×{self.n}"

    def output_shape(self, *inputs: Shape) -> Shape:
        require_rank(inputs[0], 1, self.class_name)
        return (self.n, *inputs[0])

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        return EVERYWHERE
