"""Paints curves: axes, lines, names, and the points under the mouse.

Painted by Qt: a frame of four curves with a million points each costs a few milliseconds, because a curve is thinned to its
extremes in each column of pixels. matplotlib needs ten times as long once the axes move.
"""

from collections.abc import Iterator
from math import isfinite, log10, nan
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from gui.style import theme as style
from gui.style.painters import saved
from gui.widgets.plot.data import Curve, Thinned
from gui.widgets.plot.frame import MARGINS, Ground, Scale, Trace, run_names_last, spell, spell_along

if TYPE_CHECKING:
    import numpy as np

#: pixels: radius of a dot on a curve, and of the one under the mouse
DOT, MEANT = 2.5, 3.5
#: how much of a faint curve is seen
FAINT = 0.4
#: and of what lies between two
FILLED = 0.18


class Axes:
    """Where the numbers of a ground lie on a widget of that size in pixels, and back."""

    def __init__(self, ground: Ground, width: float, height: float) -> None:
        left, top, right, bottom = MARGINS
        self.box = QRectF(left, top, max(width - left - right, 1), max(height - top - bottom, 1))
        self._x, self._y, self._log = ground.x, ground.y, ground.logarithmic

    def across(self, x: float) -> float:
        """The pixel of an x."""
        return self.box.left() + (x - self._x.low) / (self._x.high - self._x.low) * self.box.width()

    def up(self, y: float) -> float:
        """The pixel of a y; of a value that has no place on a logarithmic axis one below everything."""
        low, high = self._ends()
        value = y if not self._log else log10(y) if y > 0 else low - 9
        return self.box.bottom() - (value - low) / (high - low) * self.box.height()

    def all_across(self, x: "np.ndarray") -> "np.ndarray":
        """The pixels of many x."""
        return self.box.left() + (x - self._x.low) * (self.box.width() / (self._x.high - self._x.low))

    def all_up(self, y: "np.ndarray") -> "np.ndarray":
        """The pixels of many y, as `up`; of a value that is no number none."""
        import numpy as np

        low, high = self._ends()
        value = np.log10(np.where(y > 0, y, 10.0 ** (low - 9))) if self._log else y
        if self._log:
            value = np.where(np.isfinite(y), value, nan)
        return np.asarray(self.box.bottom() - (value - low) * (self.box.height() / (high - low)))

    def x_at(self, pixel: float) -> float | None:
        """The x under a pixel column; `None` beside the axes."""
        part = (pixel - self.box.left()) / self.box.width()
        return self._x.low + part * (self._x.high - self._x.low) if 0 <= part <= 1 else None

    def seen(self, x: tuple[float, float], y: tuple[float, float]) -> tuple[tuple[float, float], tuple[float, float]]:
        """The numbers between two pixels across and two upwards, as they are after a drag or a turn of the wheel."""
        wide, (low, high) = self._x.high - self._x.low, self._ends()
        across = tuple(self._x.low + (pixel - self.box.left()) / self.box.width() * wide for pixel in x)
        up = tuple(low + (self.box.bottom() - pixel) / self.box.height() * (high - low) for pixel in y)
        if self._log:
            up = tuple(10.0 ** min(max(value, -300.0), 300.0) for value in up)
        return (across[0], across[1]), (up[0], up[1])

    def _ends(self) -> tuple[float, float]:
        ends = self._y.low, self._y.high
        return (log10(ends[0]), log10(ends[1])) if self._log else ends


class Name(NamedTuple):
    """A piece of the title line."""

    trace: Trace | None
    text: str
    left: float


def names(ground: Ground, room: float) -> list[Name]:
    """The title and the names of the curves beside it, as many as `room` pixels hold; of many others the last find none."""
    small = style.small_font(ground.font)
    bold, plain = QFontMetricsF(_bold(small)), QFontMetricsF(small)
    found, named = [Name(None, ground.title, 0.0)], run_names_last(ground.traces)
    end = bold.horizontalAdvance(ground.title)
    for place, trace in enumerate(named):
        wide = 14 + plain.horizontalAdvance("━ ") + plain.horizontalAdvance(trace.label)
        left = len(named) - place - 1
        if end + wide + (14 + plain.horizontalAdvance(f"+{left}") if left else 0) > room:
            if place:
                found.append(Name(None, f"+{left + 1}", end + 14))
            break
        found.append(Name(trace, trace.label, end + 14))
        end += wide
    return found


def paint(painter: QPainter, ground: Ground, axes: Axes, room: float, meant: float | None) -> None:
    """Everything; `room` is what the title line may take in pixels, `meant` the x under the mouse."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_ground(painter, ground, axes)
    _paint_names(painter, ground, axes, room)
    with saved(painter):
        painter.setClipRect(axes.box.adjusted(-DOT, -DOT, DOT, DOT))
        if meant is not None:
            painter.setPen(QPen(QColor(ground.theme.wire), 1))
            painter.drawLine(QPointF(axes.across(meant), axes.box.top()), QPointF(axes.across(meant), axes.box.bottom()))
        for trace in ground.traces:
            if trace.band is not None:
                _paint_band(painter, ground, axes, trace, trace.band)
        for trace in ground.traces:
            _paint_curve(painter, ground, axes, trace)
        if meant is not None:
            _paint_meant(painter, ground, axes, meant)


# ---------------------------------------------------------------------- ground


def _paint_ground(painter: QPainter, ground: Ground, axes: Axes) -> None:
    """Lines across and the numbers beside the axes."""
    look, box = ground.theme, axes.box
    painter.setFont(style.number_font(style.small_font(ground.font)))
    height = painter.fontMetrics().height()
    for tick in ground.y.ticks:
        at = axes.up(tick)
        painter.setPen(QPen(QColor(look.border), 1))
        painter.drawLine(QPointF(box.left(), round(at) + 0.5), QPointF(box.right(), round(at) + 0.5))
        painter.setPen(QColor(look.secondary))
        words = QRectF(0, at - height / 2, box.left() - 8, height)
        painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, spell(tick))
    for text, place in _spread(painter, ground, axes, ground.x):
        painter.drawText(place, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)


def _spread(painter: QPainter, ground: Ground, axes: Axes, scale: Scale) -> Iterator[tuple[str, QRectF]]:
    """The numbers below, without those that would touch the one before or leave the picture."""
    metrics, end = painter.fontMetrics(), 0.0
    edge = axes.box.right() + MARGINS[2]
    for tick in scale.ticks:
        text = spell_along(tick, ground.axis)
        wide = metrics.horizontalAdvance(text)
        left = min(axes.across(tick) - wide / 2, edge - wide)
        if left >= end:
            yield text, QRectF(left - 1, axes.box.bottom() + 6, wide + 2, metrics.height())
            end = left + wide + 6


def _paint_names(painter: QPainter, ground: Ground, axes: Axes, room: float) -> None:
    small, base = style.small_font(ground.font), axes.box.top() - 10
    for name in names(ground, room):
        left = axes.box.left() + name.left
        painter.setFont(_bold(small) if name.left == 0 else small)
        painter.setPen(QColor(ground.theme.secondary))
        if name.trace is None:
            painter.drawText(QPointF(left, base), name.text)
            continue
        painter.drawText(QPointF(left + QFontMetricsF(small).horizontalAdvance("━ "), base), name.text)
        wide, middle = QFontMetricsF(small).horizontalAdvance("━"), base - QFontMetricsF(small).xHeight() / 2
        colour = QColor(name.trace.colour(ground.theme))
        painter.setPen(QPen(colour, 2))
        if name.trace.dots:
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(left + wide / 2, middle), DOT, DOT)
        else:
            painter.drawLine(QPointF(left, middle), QPointF(left + wide, middle))


def _bold(font: QFont) -> QFont:
    found = QFont(font)
    found.setBold(True)
    return found


# ---------------------------------------------------------------------- curves


def _paint_band(painter: QPainter, ground: Ground, axes: Axes, trace: Trace, band: tuple[Curve, Curve]) -> None:
    """What lies between two curves, lightly filled."""
    columns = max(int(axes.box.width()), 1)
    low, high = (curve.thinned(ground.x.low, ground.x.high, columns) for curve in band)
    below = zip(axes.all_across(low.x).tolist(), axes.all_up(low.low).tolist(), strict=True)
    above = zip(axes.all_across(high.x).tolist(), axes.all_up(high.high).tolist(), strict=True)
    points = [QPointF(x, y) for x, y in (*below, *reversed([*above])) if isfinite(y)]
    colour = QColor(trace.colour(ground.theme))
    colour.setAlphaF(FILLED)
    with saved(painter):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF(points))


def _paint_curve(painter: QPainter, ground: Ground, axes: Axes, trace: Trace) -> None:
    """A line through the points, or a band between the extremes of each column: a dense zigzag takes long to stroke."""
    colour = QColor(trace.colour(ground.theme))
    colour.setAlphaF(FAINT if trace.faint else 1.0)
    width = 1.8 if trace.dots and not trace.faint else 1.5
    thinned = trace.curve.thinned(ground.x.low, ground.x.high, max(int(axes.box.width()), 1))
    if thinned.whole:
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        for line in _lines(thinned, axes):
            painter.drawPolyline(QPolygonF(line))
            if trace.dots or len(line) == 1:
                _paint_dots(painter, line, colour)
    else:
        with saved(painter):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRects(_band(thinned, axes, width / 2))


def _lines(thinned: Thinned, axes: Axes) -> Iterator[list[QPointF]]:
    """The points on the widget; a value that is no number tears the line apart."""
    line: list[QPointF] = []
    for x, y in zip(axes.all_across(thinned.x).tolist(), axes.all_up(thinned.low).tolist(), strict=True):
        if isfinite(y):
            line.append(QPointF(x, y))
        elif line:
            yield line
            line = []
    if line:
        yield line


def _band(thinned: Thinned, axes: Axes, half: float) -> list[QRectF]:
    """What lies between the extremes of each column, half a line's width around them; neighbours touch each other.

    Bars on whole pixels take a tenth of the time of one polygon around all of them.
    """
    import numpy as np

    found = np.isfinite(thinned.low) & np.isfinite(thinned.high)
    x = np.round(axes.all_across(thinned.x))
    right = np.maximum(np.append(x[1:], x[-1:] + 1), x + 1)
    top, bottom = axes.all_up(thinned.high), axes.all_up(thinned.low)
    upper, lower = top.copy(), bottom.copy()
    joined = found[1:] & found[:-1]  # a curve has no gaps
    upper[1:][joined] = np.minimum(top[1:], bottom[:-1])[joined]
    lower[1:][joined] = np.maximum(bottom[1:], top[:-1])[joined]
    bars = np.column_stack([x, upper - half, right - x, lower - upper + 2 * half])[found]
    return [QRectF(*bar) for bar in bars.tolist()]


def _paint_dots(painter: QPainter, line: list[QPointF], colour: QColor) -> None:
    with saved(painter):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for point in line:
            painter.drawEllipse(point, DOT, DOT)


def _paint_meant(painter: QPainter, ground: Ground, axes: Axes, x: float) -> None:
    """The points nearest to an x."""
    painter.setPen(QPen(QColor(ground.theme.surface), 1))
    for trace in ground.traces:
        point = None if trace.faint else trace.curve.at(x)
        if point is not None and isfinite(point[1]):
            painter.setBrush(QColor(trace.colour(ground.theme)))
            painter.drawEllipse(QPointF(axes.across(point[0]), axes.up(point[1])), MEANT, MEANT)
