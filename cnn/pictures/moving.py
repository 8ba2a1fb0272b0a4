"""How much room shapes take, and moving them so that nothing is cut off."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cnn.layout.direction import Point
from cnn.pictures.drawing import Icon, Path, Picture, Rect, Shape, Text
from cnn.pictures.fonts.letters import CAPITAL, DESCENT, width

#: left, top, right, bottom
Bounds = tuple[float, float, float, float]


def bounds_of(shape: Shape) -> Bounds:
    """What a shape fills, in pixels; of a text what its letters may."""
    if isinstance(shape, Rect):
        half = shape.line / 2 if shape.stroke else 0.0
        return shape.x - half, shape.y - half, shape.x + shape.width + half, shape.y + shape.height + half
    if isinstance(shape, Path):
        half = shape.line / 2 if shape.stroke else 0.0
        xs, ys = [corner.x for corner in shape.corners], [corner.y for corner in shape.corners]
        return min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half
    if isinstance(shape, Icon):
        return shape.x, shape.y, shape.x + shape.size, shape.y + shape.size
    room = width(shape.text, shape.size, bold=shape.bold)
    left = shape.x - {"start": 0.0, "middle": room / 2, "end": room}[shape.anchor]
    return left, shape.y - CAPITAL * shape.size, left + room, shape.y + DESCENT * shape.size


def extent(shapes: Iterable[Shape]) -> Bounds:
    """What all shapes fill; nothing where there are none."""
    found = [bounds_of(shape) for shape in shapes]
    if not found:
        return 0.0, 0.0, 0.0, 0.0
    return min(b[0] for b in found), min(b[1] for b in found), max(b[2] for b in found), max(b[3] for b in found)


def shifted(shape: Shape, x: float, y: float) -> Shape:
    """The same shape elsewhere."""
    if isinstance(shape, Path):
        return replace(shape, corners=tuple(Point(corner.x + x, corner.y + y) for corner in shape.corners))
    return replace(shape, x=shape.x + x, y=shape.y + y)


def scaled(shape: Shape, by: float) -> Shape:
    """The same shape larger or smaller, as seen from the corner."""
    if isinstance(shape, Text | Icon):
        return replace(shape, x=shape.x * by, y=shape.y * by, size=shape.size * by)
    if isinstance(shape, Path):
        corners = tuple(Point(corner.x * by, corner.y * by) for corner in shape.corners)
        return replace(shape, corners=corners, line=shape.line * by, radius=shape.radius * by)
    placed = replace(shape, x=shape.x * by, y=shape.y * by, width=shape.width * by, height=shape.height * by)
    return replace(placed, line=shape.line * by, radius=shape.radius * by)


def moved(shapes: Sequence[Shape], ground: str, edge: float, name: str) -> Picture:
    """A picture that holds the shapes with so much room around them."""
    left, top, right, bottom = extent(shapes)
    x, y = edge - left, edge - top
    placed = tuple(shifted(shape, x, y) for shape in shapes)
    return Picture(right - left + 2 * edge, bottom - top + 2 * edge, ground, placed, name)
