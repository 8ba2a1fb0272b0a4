"""A dense layer along axes of one's choice. https://keras.io/api/layers/core_layers/einsum_dense/"""

import re
from functools import lru_cache
from math import prod
from typing import Annotated, ClassVar, NamedTuple, Self

from pydantic import BeforeValidator, Field, model_validator

from cnn.errors import ShapeError
from cnn.layers.arguments import ActivationName, OpenSizes, tuple_of_one
from cnn.layers.base import EVERYWHERE, Weight, Window
from cnn.layers.spatial import join_words
from cnn.layers.weighted import WithKernel, WithLowRank
from cnn.shapes import Shape, Size, spell
from cnn.words.language import tr

#: `ab,bc->ac`, `...b,bc->...c` or `ab...,bc->ac...`
_EQUATION = re.compile(
    r"(?P<left>\.\.\.)?(?P<input>[a-zA-Z]{1,20})(?P<right>\.\.\.)?,"
    r"(?P<kernel>[a-zA-Z]{1,20})->(?P<left_out>\.\.\.)?(?P<output>[a-zA-Z]{1,20})(?P<right_out>\.\.\.)?"
)

Outputs = Annotated[OpenSizes, BeforeValidator(tuple_of_one)]


class Equation(NamedTuple):
    """The letters of an einsum equation, and on which side it leaves axes out ("left", "right" or "")."""

    input: str
    kernel: str
    output: str
    dots: str


class EinsumShapes(NamedTuple):
    """What follows from an equation and an input; sizes are by letter, `beside` those of the axes left out."""

    kernel: Shape
    bias: Shape | None
    output: Shape
    sizes: dict[str, Size]
    beside: Shape


class EinsumDense(WithLowRank, WithKernel):
    """A dense layer along axes of one's choice. https://keras.io/api/layers/core_layers/einsum_dense/"""

    family = "Core"
    synonyms: ClassVar[tuple[str, ...]] = ("einstein", "tensor product", "dense", "fc")

    equation: str = Field("...x,xy->...y", max_length=80, description="Axes of input and kernel, and of what comes out")
    sizes_out: Outputs = Field(
        (64,), alias="output_shape", description="Sizes that come out behind the batch; ? where the input says it"
    )
    activation: ActivationName = Field("linear", description="Function applied to each output")
    bias_axes: str | None = Field(None, max_length=20, description="Letters of the output axes that have a bias; empty: no bias")

    @model_validator(mode="after")
    def _check(self) -> Self:
        parts = parse(self.equation)
        if self.bias_axes is not None and not (self.bias_axes and set(self.bias_axes) <= set(parts.output)):
            raise ValueError(tr("bias_axes must be letters of the output, {0}; got {1!r}", parts.output, self.bias_axes))
        return self

    def headline(self) -> str:
        return join_words(self.equation, self.activation)

    def output_shape(self, *inputs: Shape) -> Shape:
        found = self._analyse(inputs[0])
        if None in found.kernel or (found.bias is not None and None in found.bias):
            raise ShapeError(
                tr(
                    "{0} can't size its weights for {1}: {2} meets an open size.",
                    self.class_name,
                    spell(inputs[0]),
                    self.equation,
                ),
                tr("Set every size of the Input layer, or give it in output_shape."),
            )
        return found.output

    def weights(self, *inputs: Shape) -> tuple[Weight, ...]:
        found = self._analyse(inputs[0])
        kernel = Weight("kernel", _closed(found.kernel))
        return self.with_low_rank(kernel, *(() if found.bias is None else (Weight("bias", _closed(found.bias)),)))

    def macs(self, inputs: tuple[Shape, ...], output: Shape) -> int | None:
        """Every combination of the axes, once for each place along the axes left out."""
        found = self._analyse(inputs[0])
        sizes = (*found.sizes.values(), *found.beside)
        return None if None in sizes else prod(size for size in sizes if size is not None)

    def caution(self, *inputs: Shape) -> str:
        left_out = self._analyse(inputs[0]).beside if parse(self.equation).dots == "left" else ()
        if left_out != left_out[::-1]:
            return tr("leaves out the axes {0}, which Keras reports backwards.", spell(left_out))
        return super().caution(*inputs)

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        parts = parse(self.equation)
        only_channels = parts.dots != "right" and parts.input[:-1] == parts.output[:-1] and parts.input[-1] in parts.kernel
        return None if only_channels and len(inputs[0]) > 1 else EVERYWHERE

    def _analyse(self, x: Shape) -> EinsumShapes:
        parts = parse(self.equation)
        full = (None, *x)
        beside = len(full) - len(parts.input)
        output = self._full_output(parts, full, beside)
        offset = beside if parts.dots == "left" else 0
        coming = dict(zip(parts.input, full[offset:], strict=False))
        going = dict(zip(parts.output, output[offset:], strict=False))
        for letter, size in coming.items():
            if going.get(letter) not in (None, size):
                raise ShapeError(
                    tr(
                        "{0} {1} keeps axis {2}, which is {3} in {4}, but output_shape says {5}.",
                        self.class_name,
                        self.equation,
                        letter,
                        size or "open",
                        spell(x),
                        going[letter],
                    ),
                    tr("Put ? there, or the input's size."),
                )
        kernel = tuple(going[letter] if letter in going else coming[letter] for letter in parts.kernel)
        letters = {**going, **{letter: size for letter, size in coming.items() if size is not None}}
        batch = "" if offset else parts.input[0]
        sizes = {letter: size for letter, size in letters.items() if letter != batch}
        left_out = full[1:beside] if parts.dots == "left" else full[len(full) - beside :]
        return EinsumShapes(kernel, self._bias(parts, going, beside), output[1:], sizes, left_out)

    def _full_output(self, parts: Equation, full: Shape, beside: int) -> Shape:
        """The sizes that come out, batch first, in the order Keras reports them (left out axes backwards)."""
        if beside < 0 or (beside and not parts.dots):
            raise ShapeError(
                tr(
                    "{0} {1} reads {2} axes (the batch is one); an input of {3} has {4}.",
                    self.class_name,
                    self.equation,
                    len(parts.input),
                    spell(full[1:]),
                    len(full),
                ),
                tr("Change the equation, or put ... where axes may be left out."),
            )
        left = parts.dots == "left" and beside > 0
        given = self.sizes_out
        if len(given) != len(parts.output) - (not left) or not (left or _keeps_batch(parts)):
            raise ShapeError(
                tr(
                    "{0} {1} gives {2} axes, batch first; output_shape names {3} behind the batch.",
                    self.class_name,
                    self.equation,
                    len(parts.output),
                    len(given),
                ),
                tr("Let output_shape name every axis of the output but the batch."),
            )
        if left:
            return (None, *reversed(full[1:beside]), *given)
        return (None, *given, *full[len(full) - beside :])

    def _bias(self, parts: Equation, going: dict[str, Size], beside: int) -> Shape | None:
        if self.bias_axes is None:
            return None
        first = min(parts.output.index(letter) for letter in self.bias_axes)
        shape = tuple(going[letter] if letter in self.bias_axes else 1 for letter in parts.output[first:])
        return shape if parts.dots == "left" else (*shape, *(1,) * beside)


@lru_cache(maxsize=256)
def parse(equation: str) -> Equation:
    """Takes an equation apart; raises ValueError when Keras couldn't size a kernel from it."""
    match = _EQUATION.fullmatch(equation)
    form = '"ab,bc->ac", "...b,bc->...c" or "ab...,bc->ac..."'
    if not match or match["left"] != match["left_out"] or match["right"] != match["right_out"]:
        raise ValueError(tr("equation must have the form {0}", form))
    if match["left"] and match["right"]:
        raise ValueError(tr("equation can leave axes out on one side only: {0}", form))
    parts = Equation(
        match["input"], match["kernel"], match["output"], "left" if match["left"] else "right" if match["right"] else ""
    )
    if any(len(set(letters)) < len(letters) for letters in parts[:3]):
        raise ValueError(tr("equation must name each axis of a tensor once"))
    _check_letters(parts)
    return parts


def _check_letters(parts: Equation) -> None:
    if unknown := set(parts.output) - set(parts.input) - set(parts.kernel):
        raise ValueError(tr("equation lets {0} come out, which is neither in the input nor in the kernel", min(unknown)))
    if unknown := set(parts.kernel) - set(parts.input) - set(parts.output):
        raise ValueError(tr("equation has {0} only in the kernel", min(unknown)))
    if parts.dots != "left" and not _keeps_batch(parts):
        raise ValueError(tr("equation must keep the batch, {0}, in front and out of the kernel", parts.input[0]))


def _keeps_batch(parts: Equation) -> bool:
    """Whether the first letter, when it stands for the batch, stays first and has no weights."""
    return parts.input[0] == parts.output[0] and parts.input[0] not in parts.kernel


def _closed(shape: Shape) -> tuple[int, ...]:
    return tuple(size or 0 for size in shape)
