"""A small box on every card, as high, wide and deep as what the layer puts out, beside the largest of the network.

A vector is a bar that only goes into the depth. Sides grow slower than what they stand for, so that 7 of 224 pixels are seen.
Each box is painted once and kept as a picture: a thousand of them cost one copy each.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QPolygonF

from cnn.layout.arrange import NODE_WIDTH
from cnn.pictures.cards import MARGIN
from cnn.shapes import Shape
from gui.canvas.scene.card import GLYPH, Card
from gui.canvas.scene.paint_style import PaintStyle, pen
from gui.canvas.scene.scene import Scene

#: pixels of the longest side, and of the greatest depth to the right and up
SIDE, DEPTH, UP = 11.0, 11.0, 5.0
#: the power of its part of the largest that a side is long
POWER = 0.6
#: how high the picture is, where it stands on a card, and how far it is from the shape
HIGH, TOP, GAP = 18, 24, 6


class Largest(NamedTuple):
    """The longest side of an image in a network, the most channels of one, and the longest vector."""

    side: int = 1
    channels: int = 1
    units: int = 1


class Sides(NamedTuple):
    """Height, width and depth of a box, in quarters of a pixel: so much is told apart."""

    high: int
    wide: int
    deep: int


def largest_of(shapes: Iterable[Shape | None]) -> Largest:
    """What the boxes of a network are measured by."""
    known = [shape for shape in shapes if shape and shape[-1] is not None]
    images, vectors = [shape for shape in known if len(shape) > 1], [shape for shape in known if len(shape) == 1]
    sides = (side for shape in images for side in shape[:-1][:2] if side is not None)
    channels, units = (max((shape[-1] or 1 for shape in some), default=1) for some in (images, vectors))
    return Largest(max(sides, default=1), channels, units)


def sides_of(shape: Shape | None, largest: Largest) -> Sides | None:
    """How large the box of a shape is; nothing where the channels are not known. An open side counts as the longest."""
    if not shape or shape[-1] is None:
        return None
    if len(shape) == 1:
        return Sides(8, 8, _quarters(shape[-1], largest.units, DEPTH))
    sides = [_quarters(side or largest.side, largest.side, SIDE) for side in shape[:-1][:2]]
    return Sides(sides[0] if len(sides) > 1 else 8, sides[-1], _quarters(shape[-1], largest.channels, DEPTH))


class Glyphs:
    """The boxes of a picture; what they are measured by is worked out once for each state of it."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._version, self._largest = -1, Largest()

    def paint(self, painter: QPainter, cards: Iterable[Card], style: PaintStyle) -> None:
        """The boxes of these cards, beside the shapes that they stand for."""
        if self._version != self._scene.version:
            self._version, self._largest = self._scene.version, largest_of(self._shapes())
        transform, ratio = painter.worldTransform(), painter.device().devicePixelRatio()
        scale, colours = transform.m11(), (style.surface.rgba(), style.border.rgba(), style.secondary.rgba())
        painter.resetTransform()
        for card in cards:
            face = card.face(style)
            if face.glyph and (sides := sides_of(card.analysis.output_shape, self._largest)) is not None:
                width = face.shape_width
                left = card.shown.x() + NODE_WIDTH - MARGIN - (width + GLYPH if width else GLYPH - GAP)
                at = transform.map(QPointF(left, card.shown.y() + TOP))
                painter.drawPixmap(at.toPoint(), _box(sides, round(scale, 3), ratio, colours))
        painter.setWorldTransform(transform)

    def _shapes(self) -> Iterator[Shape | None]:
        return (card.analysis.output_shape for card in self._scene.cards.values())


@lru_cache(maxsize=512)
def _box(sides: Sides, scale: float, ratio: float, colours: tuple[int, int, int]) -> QPixmap:
    """The picture of a box: its front, and over it what one sees of its top and of its side."""
    result = QPixmap(max(round(GLYPH * scale * ratio), 1), max(round(HIGH * scale * ratio), 1))
    result.setDevicePixelRatio(ratio)
    result.fill(Qt.GlobalColor.transparent)
    high, wide, right = (side / 4 for side in sides)
    up = right * UP / DEPTH
    left, top = GLYPH - GAP - wide - right, (HIGH - high - up) / 2 + up
    front, edge, line = (QColor.fromRgba(colour) for colour in colours)
    with QPainter(result) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        painter.setPen(pen(line, 0.8))
        corner, away = QPointF(left, top), QPointF(right, -up)
        for ground, start, one, other in (
            (front, corner, QPointF(wide, 0), QPointF(0, high)),
            (edge, corner, QPointF(wide, 0), away),
            (edge, corner + QPointF(wide, 0), QPointF(0, high), away),
        ):
            painter.setBrush(ground)
            painter.drawPolygon(QPolygonF([start, start + one, start + one + other, start + other]))
    return result


def _quarters(number: int, most: int, longest: float) -> int:
    length: float = (number / most) ** POWER * longest
    return round(max(length, 1.5) * 4)
