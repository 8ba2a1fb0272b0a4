"""Layers that join branches. https://keras.io/api/layers/merging_layers/"""

from typing import Annotated, ClassVar

from pydantic import Field

from cnn.errors import ShapeError
from cnn.layers.arguments import Flag, Integer, spread
from cnn.layers.base import EVERYWHERE, Layer, Window, axis_index
from cnn.layers.controls import Control
from cnn.shapes import Shape, Size, broadcast, count, spell
from cnn.words.language import tr
from cnn.words.lists import both

#: one axis of each of two inputs; one number stands for both
BothAxes = Annotated[tuple[Integer, Integer], spread(2), Control("integers", 2)]


class Merge(Layer):
    """A layer that joins any number of inputs."""

    family = "Merging"
    variadic = True
    min_inputs = 2
    takes_list = True

    def output_shape(self, *inputs: Shape) -> Shape:
        try:
            return broadcast(inputs)
        except ShapeError:
            raise self._refusal(inputs) from None

    def _refusal(self, inputs: tuple[Shape, ...]) -> ShapeError:
        shapes = both(map(spell, dict.fromkeys(inputs)))
        return ShapeError(
            tr("{0} expects inputs of the same shape; it gets {1}.", self.class_name, shapes),
            tr("Make the branches match, for example with a 1×1 convolution on one of them."),
        )


class Add(Merge):
    """Adds its inputs number by number. https://keras.io/api/layers/merging_layers/add/"""

    synonyms: ClassVar[tuple[str, ...]] = ("skip", "residual", "shortcut", "sum", "plus")


class Subtract(Merge):
    """Subtracts the second input from the first. https://keras.io/api/layers/merging_layers/subtract/"""

    ports = ("first", "second")
    variadic = False
    synonyms: ClassVar[tuple[str, ...]] = ("minus", "difference")


class Multiply(Merge):
    """Multiplies its inputs number by number. https://keras.io/api/layers/merging_layers/multiply/"""

    synonyms: ClassVar[tuple[str, ...]] = ("gate", "scale", "squeeze and excite", "product")


class Average(Merge):
    """Takes the mean of its inputs number by number. https://keras.io/api/layers/merging_layers/average/"""

    synonyms: ClassVar[tuple[str, ...]] = ("mean", "ensemble")


class Maximum(Merge):
    """Keeps the larger number at each place. https://keras.io/api/layers/merging_layers/maximum/"""

    synonyms: ClassVar[tuple[str, ...]] = ("max", "maxout")


class Minimum(Merge):
    """Keeps the smaller number at each place. https://keras.io/api/layers/merging_layers/minimum/"""

    synonyms: ClassVar[tuple[str, ...]] = ("min",)


class Concatenate(Merge):
    """Puts its inputs side by side, by default channel after channel. https://keras.io/api/layers/merging_layers/concatenate/"""

    synonyms: ClassVar[tuple[str, ...]] = ("concat", "join", "skip", "dense", "inception", "stack")

    axis: Integer = Field(-1, description="The axis along which they follow one another; −1: the channels")

    def headline(self) -> str:
        return "" if self.axis == -1 else f"axis {self.axis}"

    def output_shape(self, *inputs: Shape) -> Shape:
        first = inputs[0]
        place = axis_index(self.axis, first, self.class_name)
        for other in inputs[1:]:
            if len(other) != len(first) or not _match(first, other, place):
                raise ShapeError(
                    tr(
                        "{0} expects inputs that differ only along axis {1}; it gets {2}.",
                        self.class_name,
                        self.axis,
                        both(map(spell, dict.fromkeys(inputs))),
                    ),
                    tr('Make the branches match in height and width, for example with padding "same" or the same strides.'),
                )
        along = [shape[place] for shape in inputs]
        total: Size = None if None in along else sum(size for size in along if size is not None)
        return (*first[:place], total, *first[place + 1 :])

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        return None if axis_index(self.axis, inputs[0], self.class_name) == len(inputs[0]) - 1 else EVERYWHERE


def _match(a: Shape, b: Shape, place: int) -> bool:
    """Whether two shapes agree everywhere but at `place`; an open size agrees with any."""
    return all(i == place or x == y or x is None or y is None for i, (x, y) in enumerate(zip(a, b, strict=True)))


class Dot(Layer):
    """Multiplies two inputs and sums along an axis of each. https://keras.io/api/layers/merging_layers/dot/"""

    family = "Merging"
    ports = ("first", "second")
    min_inputs = 2
    takes_list = True
    synonyms: ClassVar[tuple[str, ...]] = ("matmul", "product", "cosine similarity", "inner product")

    axes: BothAxes = Field((-1, -1), description="The axis of each input that is summed along; 1 is the first behind the batch")
    normalize: Flag = Field(False, description="Scale both to length 1 first: the result is their cosine")

    def output_shape(self, *inputs: Shape) -> Shape:
        first, second = inputs
        a, b = self._places(inputs)
        if first[a] != second[b]:
            raise ShapeError(
                tr(
                    "{0} sums axis {1} of {2} with axis {3} of {4}; their sizes are {5} and {6}.",
                    self.class_name,
                    self.axes[0],
                    spell(first),
                    self.axes[1],
                    spell(second),
                    first[a] or "open",
                    second[b] or "open",
                ),
                tr("Choose axes of the same size."),
            )
        return (*first[:a], *first[a + 1 :], *second[:b], *second[b + 1 :]) or (1,)

    def macs(self, inputs: tuple[Shape, ...], output: Shape) -> int | None:
        places = count(output)
        size = inputs[0][self._places(inputs)[0]]
        return None if places is None or size is None else places * size

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        return EVERYWHERE

    def _places(self, inputs: tuple[Shape, ...]) -> tuple[int, int]:
        first, second = (axis_index(axis, shape, self.class_name) for axis, shape in zip(self.axes, inputs, strict=True))
        return first, second
