"""One number of a layer with the arithmetic behind it, and how arithmetic is written."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """What a number is called, how it comes about with the layer's own values, the number, and a remark.

    `arithmetic` is empty where nothing is calculated; else it uses · − / + ( ) ⌊ ⌋ and gives the number `result` starts with.
    """

    label: str
    arithmetic: str
    result: str
    note: str = ""


def number(value: int) -> str:
    """`120,422,400`."""
    return f"{value:,}"


def times(*factors: int | str) -> str:
    """`28·28·32`; a factor given as text stands as it is, and 1 is left out unless it is alone."""
    written = [factor if isinstance(factor, str) else number(factor) for factor in factors if factor != 1]
    return "·".join(written) or "1"


def product(sizes: Iterable[int | None]) -> str:
    """All sizes, also the ones: `1·1·192`."""
    return "·".join(number(size or 0) for size in sizes) or "1"


def ratio(many: int, few: int) -> str:
    """How many times more: `9.7`, `3,110`."""
    share = many / few
    return f"{share:.1f}" if share < 100 else f"{share:,.0f}"
