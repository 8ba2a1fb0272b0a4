"""Which control edits a layer argument; stands in the metadata of a field's type."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "int",
    "float",
    "bool",
    "choice",
    "text",
    "size",  # `length` positive integers, one per axis; one number stands for all
    "pairs",  # `length` pairs (before, after) of non-negative integers
    "integers",  # any number of integers
    "shape",  # integers, of which some may be open (None)
    "initializer",
    "regularizer",
    "constraint",
    "json",
]


@dataclass(frozen=True)
class Control:
    """How a value is edited; `length` is the number of axes of a size or of pairs, the bounds are those of each entry."""

    kind: Kind
    length: int = 0
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
