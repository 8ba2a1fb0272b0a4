"""A wire on the canvas: the rounded path from an output to an input, and how far a point is from it."""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from cnn.graph import Wire
from cnn.layout.direction import DOWN, Direction, Point

RADIUS = 8.0

Shift = tuple[float, float]


class Curve:
    """A wire's path. While its ends move, the corners between move along in proportion."""

    __slots__ = ("_path", "_shifts", "bounds", "corners", "direction", "strength", "wire")

    def __init__(self, wire: Wire, corners: Sequence[Point], direction: Direction = DOWN) -> None:
        self.wire, self.direction = wire, direction
        self.corners = tuple(corners)
        self.strength = 1.0
        self.bounds = _bounds(self.corners)
        self._path: QPainterPath | None = None
        self._shifts: tuple[Shift, Shift] = ((0.0, 0.0), (0.0, 0.0))

    def follow(self, start: Shift, end: Shift) -> None:
        """Draws it from a start and to an end that stand this far from where they belong."""
        if self._shifts != (start, end):
            self._shifts = (start, end)
            self._path = None
            self.bounds = _bounds(self.shown)

    @property
    def shown(self) -> tuple[Point, ...]:
        """The corners where they are drawn now."""
        start, end = self._shifts
        if start == end == (0.0, 0.0):
            return self.corners
        last = len(self.corners) - 1
        return tuple(_between(corner, start, end, number / last) for number, corner in enumerate(self.corners))

    @property
    def path(self) -> QPainterPath:
        """The line to draw."""
        if self._path is None:
            self._path = rounded(self.shown)
        return self._path

    @property
    def long(self) -> bool:
        """Whether it passes other nodes, so that its source may be out of sight."""
        return max(self._along(a, b) for a, b in pairwise(self.corners)) > self.direction.along

    @property
    def middle(self) -> QPointF:
        """The middle of its longest piece that runs along the network."""
        a, b = max(pairwise(self.corners), key=lambda piece: self._along(*piece))
        return QPointF((a.x + b.x) / 2, (a.y + b.y) / 2)

    def _along(self, a: Point, b: Point) -> float:
        """How far a piece runs along the network; in lines also one that leads back to the beginning of the next."""
        way = abs(b.x - a.x) if self.direction.turned else b.y - a.y
        return abs(way) if self.direction.lined else way

    def resting_places(self, width: float) -> list[QPointF]:
        """Where a label of that width may stand on the line, the best first."""
        flat = [(a, b) for a, b in pairwise(self.corners) if abs(b.x - a.x) > width + 2 * RADIUS]
        flat.sort(key=lambda piece: abs(piece[1].x - piece[0].x), reverse=True)
        return [self.middle, *(QPointF((a.x + b.x) / 2, a.y) for a, b in flat)]

    def distance(self, point: QPointF) -> float:
        """How far a point is from the line."""
        return min(_distance(point, a, b) for a, b in pairwise(self.corners))


def rounded(corners: Sequence[Point]) -> QPainterPath:
    """A line through the corners, each of them rounded."""
    path = QPainterPath(QPointF(*corners[0]))
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        into, out = hypot(corner.x - before.x, corner.y - before.y), hypot(after.x - corner.x, after.y - corner.y)
        radius = min(RADIUS, into / 2, out / 2)
        path.lineTo(*_towards(corner, before, radius, into))
        path.quadTo(QPointF(*corner), QPointF(*_towards(corner, after, radius, out)))
    path.lineTo(*corners[-1])
    return path


def loose(start: QPointF, end: QPointF, direction: Direction = DOWN) -> QPainterPath:
    """The path of a wire in the hand: it leaves along the network and arrives so; downwards, below and from above."""
    apart = end - start
    reach = max(24.0, min(abs(apart.x() if direction.turned else apart.y()) / 2, 80.0))
    way = QPointF(*direction.point(0.0, reach))
    path = QPainterPath(start)
    path.cubicTo(start + way, end - way, end)
    return path


def _towards(corner: Point, other: Point, distance: float, whole: float) -> tuple[float, float]:
    part = distance / whole if whole else 0.0
    return corner.x + (other.x - corner.x) * part, corner.y + (other.y - corner.y) * part


def _between(corner: Point, start: Shift, end: Shift, part: float) -> Point:
    return Point(
        corner.x + start[0] + (end[0] - start[0]) * part,
        corner.y + start[1] + (end[1] - start[1]) * part,
    )


def _bounds(corners: Sequence[Point]) -> tuple[float, float, float, float]:
    """Left, top, right, bottom."""
    xs, ys = [corner.x for corner in corners], [corner.y for corner in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _distance(point: QPointF, a: Point, b: Point) -> float:
    """From a point to a straight piece."""
    along_x, along_y = b.x - a.x, b.y - a.y
    length = along_x * along_x + along_y * along_y
    part = ((point.x() - a.x) * along_x + (point.y() - a.y) * along_y) / length if length else 0.0
    part = max(0.0, min(part, 1.0))
    return hypot(point.x() - a.x - along_x * part, point.y() - a.y - along_y * part)
