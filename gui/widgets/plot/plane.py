"""Curves between 0 and 1 in both directions: ROC, precision over recall, and how far probabilities keep their word."""

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QToolTip, QWidget

from cnn.words.lists import clauses, phrases
from gui.style import theme
from gui.style.painters import paint_focus, saved
from gui.widgets.plot.frame import RUN_COLOURS
from gui.widgets.plot.saving import PlotMenu, as_csv

CAPTION, GAP = 18, 6
#: pixels around a point that the mouse means, and of a point that can be chosen
NEAR, POINT = 12.0, 4.0
#: pixels of a ring around one, from its middle
RING = 6.0
#: pixels of a line that is chosen
CHOSEN = 3.2
#: pixels of a bit of a line beside its name
SAMPLE = 22
#: what lines have besides their colours
DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)
#: round values on both axes
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
#: points that Page Up and Page Down go along a line
PAGE = 16
Points = Sequence[tuple[float, float]]
#: what is said of a point of a line, by their numbers
About = Callable[[int, int], str]


class PlanePlot(QWidget):
    """Paints lines in a square of shares; points that can be chosen are dots, or any point of any line; the mouse and the arrow
    keys go to them."""

    pointChosen = Signal(int)  # the number of a dot of the first line
    linePointChosen = Signal(int, int)  # the numbers of a line and of a point of it, where these can be chosen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("planePlot")
        self.setMinimumSize(180, 96)
        self._lines: dict[str, Points] = {}
        self._axes = ("", "")
        self._title = ""
        self._diagonal = self._dots = False
        self._words: Sequence[str] = ()
        self._about: About | None = None
        self._mark = -1  # the point with a ring
        self._current, self._point = -1, 0  # the dot, or the line and the point of it
        self.saving = PlotMenu(self, self.tr("Curves"), self.table, lambda: not self._lines)

    @property
    def lines(self) -> Mapping[str, Points]:
        """What is shown, by its name."""
        return self._lines

    def show_lines(
        self,
        title: str,
        lines: Mapping[str, Points],
        axes: tuple[str, str],
        *,
        diagonal: bool = False,
        words: Sequence[str] = (),
        about: About | None = None,
        mark: int = -1,
    ) -> None:
        """Shows lines; `axes` are what stands to the right and upwards. With `words`, one for each point of the only line, its
        points are dots that can be chosen; with `about`, which says what a point of a line is, those of all lines can. The point
        `mark` of the only line gets a ring."""
        self._lines = {name: [point for point in points if all(map(math.isfinite, point))] for name, points in lines.items()}
        self._title, self._axes, self._diagonal, self._words = title, axes, diagonal, words
        self._dots, self._about, self._current, self._point = bool(words), about, -1, 0
        self._mark = mark if len(lines) == 1 else -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if words or about else Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(title)
        self.setAccessibleDescription(clauses(words) if words else phrases(lines))
        self.update()

    def table(self) -> str:
        """The points as CSV, a row for each."""
        rows = [(name, *point) for name, points in self._lines.items() for point in points]
        return as_csv([("", *self._axes), *rows])

    def spot(self, point: tuple[float, float]) -> QPointF:
        """Where a point is painted."""
        return self._spots([point])[0]

    def _spots(self, points: Points) -> list[QPointF]:
        """Where points are painted; ten curves have thousands of them."""
        area = self._area()
        left, bottom, wide, high = area.left(), area.bottom(), area.width(), area.height()
        return [QPointF(left + x * wide, bottom - y * high) for x, y in points]

    def dot_at(self, place: QPointF) -> int:
        """The dot that is near; -1 where there is none."""
        points = next(iter(self._lines.values()), ()) if self._dots else ()
        far = [QLineF(spot, place).length() for spot in self._spots(points)]
        nearest = min(range(len(far)), key=far.__getitem__, default=-1)
        return nearest if nearest >= 0 and far[nearest] <= NEAR else -1

    def line_at(self, place: QPointF) -> tuple[int, int]:
        """The line that is near, and which of its points is nearest; -1 where there is none."""
        all_spots = [self._spots(points) for points in self._lines.values()] if self._about is not None else []
        far = [_far_from(spots, place) for spots in all_spots]
        line = min(range(len(far)), key=far.__getitem__, default=-1)
        if line < 0 or far[line] > NEAR:
            return -1, 0
        spots = all_spots[line]
        return line, min(range(len(spots)), key=lambda point: QLineF(spots[point], place).length())

    # ------------------------------------------------------------------ events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses the dot, or the point of a line, that is meant."""
        if event.button() == Qt.MouseButton.LeftButton and (meant := self._meant(event.position()))[0] >= 0:
            self._go(*meant)
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the next dot, or along a line and to the next one; Enter chooses."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._current >= 0:
            self._choose()
        elif (goal := self._next(key)) is not None:
            self._go(*goal)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Says what the dot, or the point of a line, under the mouse is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            meant = self._meant(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._said(*meant) if meant[0] >= 0 else "", self)
            return True
        return super().event(event)

    def _next(self, key: Qt.Key) -> tuple[int, int] | None:
        """Where a key goes from the dot, or the point of a line, that is chosen; None where it goes nowhere."""
        on, along = Qt.Key.Key_Right, {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        across = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if self._about is None:
            count, step = len(self._words), {**along, **across}.get(key, 0)
            if not step or not count:
                return None
            return ((self._current + step) % count if self._current >= 0 else 0), 0
        lines = [*self._lines.values()]
        drawn = [line for line, points in enumerate(lines) if points]
        if self._current < 0:
            return (drawn[0], 0) if drawn and (key == on or key in across) else None
        if key in across:
            line = drawn[(drawn.index(self._current) + across[key]) % len(drawn)]
            return line, min(self._point, len(lines[line]) - 1)
        last = len(lines[self._current]) - 1
        goals = {
            **{key: self._point + step for key, step in along.items()},
            Qt.Key.Key_PageUp: self._point - PAGE,
            Qt.Key.Key_PageDown: self._point + PAGE,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        return (self._current, min(max(goals[key], 0), last)) if key in goals else None

    def _meant(self, place: QPointF) -> tuple[int, int]:
        return self.line_at(place) if self._about is not None else (self.dot_at(place), 0)

    def _said(self, meant: int, point: int) -> str:
        return self._words[meant] if self._about is None else self._about(meant, point)

    def _go(self, meant: int, point: int) -> None:
        self._current, self._point = meant, point
        self.setAccessibleDescription(self._said(meant, point))
        self.update()

    def _choose(self) -> None:
        if self._about is None:
            self.pointChosen.emit(self._current)
        else:
            self.linePointChosen.emit(self._current, self._point)

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, the diagonal, lines, dots and their names."""
        look = theme.current()
        with QPainter(self) as painter:
            painter.setFont(self._small())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_focus(painter, self)
            self._paint_ground(painter)
            if self._diagonal:
                painter.setPen(QPen(QColor(look.border), 1.5))
                painter.drawLine(self.spot((0, 0)), self.spot((1, 1)))
            for place, points in enumerate(self._lines.values()):
                pen = self.pen(place)
                chosen = self._about is not None and place == self._current
                if chosen:
                    pen.setWidthF(CHOSEN)
                painter.setPen(pen)
                painter.drawPolyline(QPolygonF(self._spots(points)))
                if chosen:
                    self._paint_dot(painter, self.spot(points[self._point]), pen.color())
                if self._dots:
                    self._paint_dots(painter, points, painter.pen().color())
                if 0 <= self._mark < len(points):
                    painter.setPen(QPen(QColor(look.text), 1.6))
                    painter.drawEllipse(self.spot(points[self._mark]), RING, RING)
            if len(self._lines) > 1:
                self._paint_names(painter)

    def pen(self, place: int) -> QPen:
        """What a line is drawn with: neighbours differ in their dashes as well, and no two of two dozen are alike in both."""
        look = theme.current()
        colours = (look.accent, *map(look.family, RUN_COLOURS))
        dashes = DASHES[(place + place // len(colours)) % len(DASHES)]
        return QPen(QColor(colours[place % len(colours)]), 1.6, dashes)

    def _paint_dots(self, painter: QPainter, points: Points, colour: QColor) -> None:
        painter.setBrush(colour)
        for place, spot in enumerate(self._spots(points)):
            size = POINT * (1.6 if place == self._current else 1)
            painter.drawEllipse(spot, size, size)

    def _paint_dot(self, painter: QPainter, spot: QPointF, colour: QColor) -> None:
        painter.setBrush(colour)
        painter.drawEllipse(spot, POINT, POINT)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_names(self, painter: QPainter) -> None:
        """Each behind a bit of its line, in the lower right corner, where ROC and precision-recall curves have the most room; in
        as many columns as they need."""
        area, metrics = self._area(), painter.fontMetrics()
        names, height = [*self._lines], metrics.height()
        rows = max(int((area.height() - 8) / height), 1)
        columns = -(-len(names) // rows)
        widest = max(map(metrics.horizontalAdvance, names)) + 2
        wide = min(widest, (area.width() - 8) / columns - SAMPLE - 2 * GAP)
        rows = -(-len(names) // columns)
        left, top = area.right() - 4 - columns * (wide + SAMPLE + 2 * GAP), area.bottom() - 4 - rows * height
        for place, name in enumerate(names):
            x, y = left + place // rows * (wide + SAMPLE + 2 * GAP), top + place % rows * height
            painter.setPen(self.pen(place))
            painter.drawLine(QPointF(x, y + height / 2), QPointF(x + SAMPLE, y + height / 2))
            painter.setPen(QColor(theme.current().secondary))
            text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(wide))
            painter.drawText(QRectF(x + SAMPLE + GAP, y, wide, height), Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_ground(self, painter: QPainter) -> None:
        area, look, height = self._area(), theme.current(), painter.fontMetrics().height()
        for value in TICKS:
            across, up = self.spot((value, 0)), self.spot((0, value))
            painter.setPen(QColor(look.border))
            painter.drawLine(QPointF(across.x(), area.top()), across)
            painter.drawLine(up, QPointF(area.right(), up.y()))
            painter.setPen(QColor(look.secondary))
            left = QRectF(CAPTION, up.y() - 10, area.left() - CAPTION - 4, 20)
            painter.drawText(left, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{value:g}")
            painter.drawText(QRectF(across.x() - 20, area.bottom() + 2, 40, height), Qt.AlignmentFlag.AlignHCenter, f"{value:g}")
        below = QRectF(area.left(), self.height() - CAPTION, area.width(), CAPTION)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._axes[0])
        with saved(painter):
            painter.translate(0, area.center().y())
            painter.rotate(-90)
            painter.drawText(QRectF(-area.height() / 2, 0, area.height(), CAPTION), Qt.AlignmentFlag.AlignCenter, self._axes[1])

    def _area(self) -> QRectF:
        """Where the curves are."""
        left = CAPTION + self.fontMetrics().horizontalAdvance("0.00") + GAP
        return QRectF(left, 6, self.width() - left - 14, self.height() - self.fontMetrics().height() - CAPTION - 10)

    def _small(self) -> QFont:
        return theme.number_font(theme.small_font(self.font()))


def _far_from(spots: Sequence[QPointF], place: QPointF) -> float:
    """How far a place is from the line through these spots, in pixels."""
    x, y = place.x(), place.y()
    least = math.inf
    for a, b in pairwise([(spot.x() - x, spot.y() - y) for spot in spots]):
        across, up = b[0] - a[0], b[1] - a[1]
        length = across * across + up * up
        along = min(max(-(a[0] * across + a[1] * up) / length, 0.0), 1.0) if length else 0.0
        least = min(least, math.hypot(a[0] + along * across, a[1] + along * up))
    return least
