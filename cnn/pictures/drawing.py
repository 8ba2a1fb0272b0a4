"""A picture as plain values: rectangles, lines, texts and icons, in pixels; y grows downwards.

`cnn.pictures.picture` writes it as SVG, PNG or PDF.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import hypot
from typing import Literal

from cnn.layout.direction import Point
from cnn.pictures.fonts.icons import FamilyGlyph

#: a corner that is rounded: where the curve begins, the corner itself, where it ends
Turn = tuple[Point, Point, Point]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Rect:
    """A rectangle, its corners rounded by `radius`; an empty colour is not painted."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    line: float = 1.0
    radius: float = 0.0
    opacity: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Path:
    """A line through corners, each rounded by `radius`; `closed` and filled it is an area."""

    corners: tuple[Point, ...]
    stroke: str = ""
    line: float = 1.0
    fill: str = ""
    closed: bool = False
    radius: float = 0.0
    dash: tuple[float, ...] = ()
    opacity: float = 1.0


@dataclass(frozen=True)
class Text:
    """One line of text; `x` is its left end, middle or right end as `anchor` says, `y` its base line."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    anchor: Anchor = "start"
    bold: bool = False
    opacity: float = 1.0


@dataclass(frozen=True)
class Icon:
    """The icon of a layer family, in a square with its left upper corner at `x`, `y`."""

    x: float
    y: float
    size: float
    glyph: FamilyGlyph
    colour: str
    opacity: float = 1.0


Shape = Rect | Path | Text | Icon


@dataclass(frozen=True)
class Picture:
    """Shapes from back to front on a ground of that size; `name` is what the network is called."""

    width: float
    height: float
    ground: str
    shapes: tuple[Shape, ...] = field(default=())
    name: str = ""


def turns(corners: Sequence[Point], radius: float) -> Iterator[Turn]:
    """The inner corners of a line, each with where its curve begins and ends: no further off than the middle of a piece."""
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        into, out = hypot(corner.x - before.x, corner.y - before.y), hypot(after.x - corner.x, after.y - corner.y)
        reach = min(radius, into / 2, out / 2)
        yield _towards(corner, before, reach, into), corner, _towards(corner, after, reach, out)


def arrow(tip: Point, way: Point, colour: str, size: float = 5.0) -> Path:
    """The head of an arrow that ends at `tip` and comes along `way` (a direction)."""
    length = hypot(way.x, way.y) or 1.0
    along = Point(way.x / length * size, way.y / length * size)
    left = Point(tip.x - along.x - along.y * 0.55, tip.y - along.y + along.x * 0.55)
    right = Point(tip.x - along.x + along.y * 0.55, tip.y - along.y - along.x * 0.55)
    return Path((tip, left, right), fill=colour, closed=True)


def mixed(ground: str, over: str, share: float) -> str:
    """A colour between two, `#RRGGBB` all three: `share` of the second on the first.

    >>> mixed("#FFFFFF", "#000000", 0.2)
    '#CCCCCC'
    """
    parts = zip(_bytes(ground), _bytes(over), strict=True)
    return "#" + "".join(f"{round(low + (high - low) * share):02X}" for low, high in parts)


def _bytes(colour: str) -> bytes:
    return bytes.fromhex(colour.removeprefix("#"))


def _towards(corner: Point, other: Point, distance: float, whole: float) -> Point:
    part = distance / whole if whole else 0.0
    return Point(corner.x + (other.x - corner.x) * part, corner.y + (other.y - corner.y) * part)
