"""Thousands of points in colours: a map on which the mouse, or the arrow keys, find one."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.style import theme
from gui.style.painters import paint_focus
from gui.widgets.plot.saving import PlotMenu, as_csv

#: pixels: of a point, around one that the mouse means, and at the edges
POINT, NEAR, EDGE = 5, 12.0, 12
#: so many points are placed and painted without a pause: 4 to 7 ms
AT_ONCE = 500
#: so many groups have names beside the map
MOST_NAMES = 20
#: pixels that the names take
NAMES = 130
#: corners of a point, right and down of its middle, in halves of its size
Corners = tuple[tuple[float, float], ...]


def _around(*far: float, turned: float = 0) -> Corners:
    """Corners all around, so far from the middle, the first of them to the right, or turned by so many degrees."""
    angles = (math.radians(turned + 360 * place / len(far)) for place in range(len(far)))
    return tuple((reach * math.cos(angle), reach * math.sin(angle)) for reach, angle in zip(far, angles, strict=True))


_PLUS: Corners = ((-0.4, -1.4), (0.4, -1.4), (0.4, -0.4), (1.4, -0.4), (1.4, 0.4), (0.4, 0.4),
                  (0.4, 1.4), (-0.4, 1.4), (-0.4, 0.4), (-1.4, 0.4), (-1.4, -0.4), (-0.4, -0.4))  # fmt: skip
#: what groups have besides their colours: a disc (no corners), square, triangle, diamond, cross, triangle upside down, plus,
#: star, hourglass, and a triangle to the left
SHAPES: tuple[Corners, ...] = (
    (),
    _around(*(1.4,) * 4, turned=45),
    _around(*(1.5,) * 3, turned=-90),
    _around(*(1.5,) * 4),
    tuple(((x - y) / math.sqrt(2), (x + y) / math.sqrt(2)) for x, y in _PLUS),
    _around(*(1.5,) * 3, turned=90),
    _PLUS,
    _around(*(1.8, 0.7) * 5, turned=-90),
    ((-1.2, -1.3), (1.2, -1.3), (-1.2, 1.3), (1.2, 1.3)),
    _around(*(1.5,) * 3, turned=180),
)


class ScatterPlot(QWidget):
    """Points between 0 and 1, each of a group; painted once and kept as a picture until something changes."""

    #: pixels of a point
    point = POINT

    pointSeen = Signal(int)  # the point under the mouse; -1: none
    pointChosen = Signal(int)
    pointOpened = Signal(int)  # by a double click

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scatterPlot")
        self.setAccessibleName(self.tr("Map of the images"))
        self.setMinimumSize(180, 140)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._points: Sequence[tuple[float, float]] = ()
        self._groups: Sequence[int] = ()
        self._names: Sequence[str] = ()
        self._marked: Sequence[bool] = ()
        self._cells: dict[tuple[int, int], list[int]] = {}  # points by where they are painted, to be found
        self._picture: QPixmap | None = None
        self._done = 0  # points that are in it
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(self._go_on)
        self._spots: list[QPointF] = []  # where the first points are painted, as far as that is known
        self.current = -1
        self.saving = PlotMenu(self, "", self.table, lambda: not self._points)
        self.saving.source.title = self.accessibleName

    def table(self) -> str:
        """The points as CSV, with the names of their groups."""
        names = [self._names[group] if group < len(self._names) else "" for group in self._groups]
        return as_csv([("x", "y", self.tr("class")), *((*point, name) for point, name in zip(self._points, names, strict=True))])

    @property
    def points(self) -> Sequence[tuple[float, float]]:
        """What is shown."""
        return self._points

    def show_points(
        self,
        points: Sequence[tuple[float, float]],
        groups: Sequence[int] = (),
        names: Sequence[str] = (),
        marked: Sequence[bool] = (),
    ) -> None:
        """Shows points; `groups` are the numbers of their names, `marked` ones get a rim."""
        self._points, self._groups, self._names, self._marked = points, groups or [0] * len(points), names, marked
        self.current = -1
        self._forget()

    def colour(self, group: int) -> QColor:
        """That of a group: told apart as well as so many can be."""
        count = max(len(self._names), 1)
        light = theme.current().surface > "#8"
        return QColor.fromHsvF((group / count + 0.58) % 1.0, 0.75 if group % 2 else 0.6, 0.72 if light else 0.95)

    def shape_of(self, group: int) -> Corners:
        """The corners of its points; none: they are round."""
        return SHAPES[group % len(SHAPES)]

    def spot(self, point: int) -> QPointF:
        """Where a point is painted."""
        return self._first_spots(point + 1)[point]

    def _first_spots(self, count: int) -> list[QPointF]:
        """Where at least so many points are painted: the others are placed when their turn comes."""
        area = self._area()
        left, bottom, wide, high = area.left(), area.bottom(), area.width(), area.height()
        self._spots += [QPointF(left + x * wide, bottom - y * high) for x, y in self._points[len(self._spots) : count]]
        return self._spots

    def point_at(self, place: QPointF) -> int:
        """The point that is nearest, if it is near; else -1."""
        column, row = int(place.x() // NEAR), int(place.y() // NEAR)
        near = [one for x in (-1, 0, 1) for y in (-1, 0, 1) for one in self._cells.get((column + x, row + y), ())]

        def far(point: int) -> float:
            spot = self.spot(point)
            return math.hypot(spot.x() - place.x(), spot.y() - place.y())

        nearest = min(near, key=far, default=-1)
        return nearest if nearest >= 0 and far(nearest) <= NEAR else -1

    # ------------------------------------------------------------------ events

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Says which point is under the mouse."""
        self._see(self.point_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses it."""
        point = self.point_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and point >= 0:
            self._see(point)
            self.pointChosen.emit(point)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens it."""
        point = self.point_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and point >= 0:
            self.pointOpened.emit(point)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the nearest point on that side, Enter chooses it."""
        ways = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        way = ways.get(Qt.Key(event.key()))
        if way is not None and self._points:
            self._see(self._beside(*way) if self.current >= 0 else 0)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current >= 0:
            self.pointChosen.emit(self.current)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._forget()

    def _beside(self, x: int, y: int) -> int:
        here, best, least = self.spot(self.current), self.current, math.inf
        for point, spot in enumerate(self._first_spots(len(self._points))):
            right, down = spot.x() - here.x(), spot.y() - here.y()
            along, aside = right * x + down * y, abs(right * y) + abs(down * x)
            if along > 0 and along + 2 * aside < least:
                best, least = point, along + 2 * aside
        return best

    def _see(self, point: int) -> None:
        if point != self.current:
            self.current = point
            self.update()
            self.pointSeen.emit(point)

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The map, a ring around the point that is looked at, and a frame where the keys are here."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_focus(painter, self)
            if not self._points:
                return
            painter.drawPixmap(0, 0, self._begin() if self._picture is None else self._picture)
            if self.current >= 0:
                painter.setPen(QPen(QColor(theme.current().text), 2))
                painter.drawEllipse(self.spot(self.current), self.point + 1, self.point + 1)

    def _begin(self) -> QPixmap:
        """An empty picture with the names; points come into it, `AT_ONCE` of them in each turn: ten thousand take 0.1 s."""
        picture = self._picture = QPixmap(self.size() * self.devicePixelRatioF())
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        picture.fill(Qt.GlobalColor.transparent)
        self._cells, self._done = {}, 0
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
        self._go_on()
        return picture

    def _paint_ground(self, painter: QPainter) -> None:
        """What lies below the points."""
        self._paint_names(painter)

    def _go_on(self) -> None:
        if self._picture is None:
            return
        first, last = self._done, min(self._done + AT_ONCE, len(self._points))
        spots = self._first_spots(last)
        by_group: dict[int, list[QPointF]] = {}
        for point in range(first, last):
            spot = spots[point]
            self._cells.setdefault((int(spot.x() // NEAR), int(spot.y() // NEAR)), []).append(point)
            by_group.setdefault(self._groups[point], []).append(spot)
        with QPainter(self._picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for group, places in by_group.items():
                colour = self.colour(group)
                colour.setAlphaF(0.8)
                _paint_points(painter, places, self.shape_of(group), colour, self.point)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.current().text), 1))
            for spot, marked in zip(spots[first:last], self._marked[first:last], strict=False):
                if marked:
                    painter.drawEllipse(spot, self.point / 2 + 0.5, self.point / 2 + 0.5)
        self._done = last
        if last < len(self._points):
            self._more.start()
        self.update()

    def _paint_names(self, painter: QPainter) -> None:
        painter.setFont(theme.small_font(self.font()))
        metrics = painter.fontMetrics()
        left = self.width() - NAMES + 8
        for place, name in enumerate(self._names[:MOST_NAMES]):
            middle = EDGE + metrics.height() * (place + 0.5)
            if middle > self.height() - EDGE:
                return
            _paint_points(painter, [QPointF(left, middle)], self.shape_of(place), self.colour(place), POINT + 3)
            painter.setPen(QColor(theme.current().secondary))
            rect = QRectF(left + 10, middle - metrics.height() / 2, NAMES - 24, metrics.height())
            words = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(rect.width()))
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, words)

    def _area(self) -> QRectF:
        right = NAMES if self._names else EDGE
        return QRectF(EDGE, EDGE, max(self.width() - EDGE - right, 1), max(self.height() - 2 * EDGE, 1))

    def _forget(self) -> None:
        self._picture, self._spots = None, []
        self._more.stop()
        self.update()


def _paint_points(painter: QPainter, places: Sequence[QPointF], corners: Corners, colour: QColor, size: float) -> None:
    """Points of one group; discs all at once."""
    if not corners:
        painter.setPen(QPen(colour, size, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPoints(QPolygonF(places))
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    shape = QPolygonF([QPointF(x, y) * size / 2 for x, y in corners])
    for place in places:
        painter.drawPolygon(shape.translated(place))
