"""Curves between 0 and 1 in both directions: ROC, precision over recall, and how far probabilities keep their word."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QToolTip, QWidget

from gui.style import theme
from gui.style.painters import paint_focus, saved
from gui.widgets.plot.frame import RUN_COLOURS
from gui.widgets.plot.saving import PlotMenu, as_csv

CAPTION, GAP = 18, 6
#: pixels around a point that the mouse means, and of a point that can be chosen
NEAR, POINT = 12.0, 4.0
#: pixels of a line that is chosen
CHOSEN = 3.2
#: pixels of a bit of a line beside its name
SAMPLE = 22
#: of lines with the same colour the second is dashed, and so on
DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)
#: round values on both axes
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
Points = Sequence[tuple[float, float]]


class PlanePlot(QWidget):
    """Paints lines in a square of shares; points that can be chosen are dots, which the mouse and the arrow keys go to."""

    pointChosen = Signal(int)  # the number of a dot of the first line
    lineChosen = Signal(int)  # the number of a line, where lines can be chosen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("planePlot")
        self.setMinimumSize(180, 96)
        self._lines: dict[str, Points] = {}
        self._axes = ("", "")
        self._title = ""
        self._diagonal = self._dots = False
        self._words: Sequence[str] = ()
        self._about: Sequence[str] = ()
        self._current = -1
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
        about: Sequence[str] = (),
    ) -> None:
        """Shows lines; `axes` are what stands to the right and upwards. With `words`, one for each point of the only line, its
        points can be chosen; with `about`, one for each line, lines can."""
        self._lines = {name: [point for point in points if all(map(math.isfinite, point))] for name, points in lines.items()}
        self._title, self._axes, self._diagonal, self._words = title, axes, diagonal, words
        self._dots, self._about, self._current = bool(words), about, -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if words or about else Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(title)
        self.setAccessibleDescription("; ".join(words) if words else ", ".join(lines))
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

    def line_at(self, place: QPointF) -> int:
        """The line that is near; -1 where there is none."""
        far = [_far_from(self._spots(points), place) for points in self._lines.values()] if self._about else []
        nearest = min(range(len(far)), key=far.__getitem__, default=-1)
        return nearest if nearest >= 0 and far[nearest] <= NEAR else -1

    # ------------------------------------------------------------------ events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses the dot, or the line, that is meant."""
        if event.button() == Qt.MouseButton.LeftButton and (meant := self._meant(event.position())) >= 0:
            self._go(meant)
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the next dot, or line; Enter chooses it."""
        count = len(self._about or self._words)
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()), 0)
        if step and count:
            self._go((self._current + step) % count if self._current >= 0 else 0)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._current >= 0:
            self._choose()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Says what the dot, or the line, under the mouse is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            meant = self._meant(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), (self._about or self._words)[meant] if meant >= 0 else "", self)
            return True
        return super().event(event)

    def _meant(self, place: QPointF) -> int:
        return self.line_at(place) if self._about else self.dot_at(place)

    def _go(self, meant: int) -> None:
        self._current = meant
        self.setAccessibleDescription((self._about or self._words)[meant])
        self.update()

    def _choose(self) -> None:
        (self.lineChosen if self._about else self.pointChosen).emit(self._current)

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
                if self._about and place == self._current:
                    pen.setWidthF(CHOSEN)
                painter.setPen(pen)
                painter.drawPolyline(QPolygonF(self._spots(points)))
                if self._dots:
                    self._paint_dots(painter, points, painter.pen().color())
            if len(self._lines) > 1:
                self._paint_names(painter)

    def pen(self, place: int) -> QPen:
        """What a line is drawn with: where there are more of them than colours, they differ in their dashes as well."""
        look = theme.current()
        colours = (look.accent, *map(look.family, RUN_COLOURS))
        return QPen(QColor(colours[place % len(colours)]), 1.6, DASHES[place // len(colours) % len(DASHES)])

    def _paint_dots(self, painter: QPainter, points: Points, colour: QColor) -> None:
        painter.setBrush(colour)
        for place, spot in enumerate(self._spots(points)):
            size = POINT * (1.6 if place == self._current else 1)
            painter.drawEllipse(spot, size, size)

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
