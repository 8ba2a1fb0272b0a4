"""Numbers that a model said, over those that are true; and below how far off each is.

A point on the diagonal was said exactly. Painted by Qt, like the confusion matrix whose place it takes.
"""

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from cnn.words.filling import minus
from cnn.words.language import filled
from cnn.words.quantities import signed
from gui.style import theme
from gui.style.painters import paint_focus, saved
from gui.widgets.plot.saving import PlotMenu, as_csv

CAPTION, GAP = 18, 6
#: of the height, what the errors take
ERRORS = 0.3
#: pixels: of a point, and around one that the mouse means
POINT, NEAR = 2.0, 8.0


class PairsPlot(QWidget):
    """Paints points of true and predicted numbers, and their errors on the same axis; mouse and arrow keys find one of them."""

    pointChosen = Signal(int)  # the number of a pair, as they were given

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("predictedOverTrue")
        self.setAccessibleName(self.tr("Predicted over true"))
        self.setMinimumSize(180, 96)
        self._true: Sequence[float] = ()
        self._said: Sequence[float] = ()
        self._numbers: Sequence[int] = ()  # of the pairs that are shown, as they were given
        self._span, self._furthest = (0.0, 1.0), 1.0  # what both axes show, and how far the errors' one goes
        self._current = -1
        self.saving = PlotMenu(self, self.tr("Predicted over true"), self.table, lambda: not self._true)

    def table(self) -> str:
        """True and predicted numbers as CSV, a row for each image."""
        return as_csv([(self.tr("true"), self.tr("predicted")), *self.points])

    @property
    def points(self) -> list[tuple[float, float]]:
        """What is shown: true and predicted numbers."""
        return list(zip(self._true, self._said, strict=True))

    def show_pairs(self, true: Sequence[float], said: Sequence[float]) -> None:
        """Shows these numbers, as many of the one as of the other; those that are not finite are left out."""
        pairs = enumerate(zip(true, said, strict=True))
        found = [(number, pair) for number, pair in pairs if all(map(math.isfinite, pair))]
        self._numbers, kept = [number for number, _ in found], [pair for _, pair in found]
        self._true, self._said = [pair[0] for pair in kept], [pair[1] for pair in kept]
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if kept else Qt.FocusPolicy.NoFocus)
        if kept:
            self._span, self._furthest = _span([*self._true, *self._said]), max(abs(b - a) for a, b in kept) * 1.1 or 1.0
        off = sum(abs(b - a) for a, b in kept) / max(len(kept), 1)
        self.setAccessibleDescription(filled(self.tr("{0} images, {1} off on average"), len(kept), f"{off:.4g}"))
        self.update()

    def sentence(self, place: int) -> str:
        """One point in words."""
        true, said = self._true[place], self._said[place]
        return filled(
            self.tr("true {0}, predicted {1}: {2} off"), *map(minus, (f"{true:.4g}", f"{said:.4g}")), signed(said - true, ".4g")
        )

    def place_at(self, point: QPointF) -> int | None:
        """The image whose point, in one of the two parts, is nearest to one in the window, if it is near."""
        area, span, off = self._upper(), self._span, (-self._furthest, self._furthest)
        below = not area.contains(point)
        area, up = (self._lower(), off) if below else (area, span)
        nearest, least = None, NEAR
        for place, (true, said) in enumerate(zip(self._true, self._said, strict=True)):
            spot = _point(area, span, up, true, said - true if below else said)
            if (far := math.hypot(spot.x() - point.x(), spot.y() - point.y())) <= least:
                nearest, least = place, far
        return nearest

    def spot(self, place: int) -> QPointF:
        """Where the point of an image is painted, in the upper part."""
        return _point(self._upper(), self._span, self._span, self._true[place], self._said[place])

    def error_spot(self, place: int) -> QPointF:
        """Where its error is painted, in the lower part."""
        true, off = self._true[place], (-self._furthest, self._furthest)
        return _point(self._lower(), self._span, off, true, self._said[place] - true)

    # ------------------------------------------------------------------ choosing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses the image whose point is meant."""
        place = self.place_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self._go(place)
            self.pointChosen.emit(self._numbers[place])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go along the true numbers, Enter chooses an image."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and self._true:
            along = sorted(range(len(self._true)), key=self.points.__getitem__)
            self._go(along[(along.index(self._current) + step) % len(along)] if self._current >= 0 else along[0])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._current >= 0:
            self.pointChosen.emit(self._numbers[self._current])
        else:
            super().keyPressEvent(event)

    def _go(self, place: int) -> None:
        self._current = place
        self.setAccessibleDescription(self.sentence(place))
        self.update()

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The diagonal and the points; the line of no error and the errors."""
        if not self._true:
            return
        look, span = theme.current(), self._span
        with QPainter(self) as painter:
            painter.setFont(self._small())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_focus(painter, self)
            upper, lower, off = self._upper(), self._lower(), self._furthest
            self._paint_ground(painter, upper, span, span)
            self._paint_ground(painter, lower, span, (-off, off), below=True)
            painter.setPen(QColor(look.secondary))
            painter.drawLine(upper.bottomLeft(), upper.topRight())
            painter.drawLine(QPointF(lower.left(), lower.center().y()), QPointF(lower.right(), lower.center().y()))
            colour = QColor(look.accent)
            colour.setAlphaF(0.6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            for true, said in zip(self._true, self._said, strict=True):
                painter.drawEllipse(_point(upper, span, span, true, said), POINT, POINT)
                painter.drawEllipse(_point(lower, span, (-off, off), true, said - true), POINT, POINT)
            if self._current >= 0:
                painter.setPen(QPen(QColor(look.text), 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                for spot in (self.spot(self._current), self.error_spot(self._current)):
                    painter.drawEllipse(spot, POINT + 2, POINT + 2)

    def _paint_ground(
        self, painter: QPainter, area: QRectF, across: tuple[float, float], up: tuple[float, float], *, below: bool = False
    ) -> None:
        """The frame, numbers at round places, and what the axes are."""
        look, metrics = theme.current(), painter.fontMetrics()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(look.border))
        painter.drawRect(area)
        painter.setPen(QColor(look.secondary))
        least = metrics.height() * 2.5
        for value in ticks(*up, most=max(2, int(area.height() / least))):
            y = _point(area, across, up, across[0], value).y()
            text = QRectF(CAPTION, y - 10, area.left() - CAPTION - GAP, 20)
            painter.drawText(text, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{value:g}")
        if below:
            for value in ticks(*across, most=max(2, int(area.width() / (metrics.horizontalAdvance("00000") * 2)))):
                x = _point(area, across, up, value, up[0]).x()
                text = QRectF(x - 40, area.bottom() + 2, 80, metrics.height())
                painter.drawText(text, Qt.AlignmentFlag.AlignCenter, f"{value:g}")
            words = QRectF(area.left(), self.height() - CAPTION, area.width(), CAPTION)
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.tr("true"))
        with saved(painter):
            painter.translate(0, area.center().y())
            painter.rotate(-90)
            words = QRectF(-area.height() / 2, 0, area.height(), CAPTION)
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.tr("error") if below else self.tr("predicted"))

    def _upper(self) -> QRectF:
        whole = self._whole()
        return QRectF(whole.left(), whole.top(), whole.width(), whole.height() * (1 - ERRORS) - GAP)

    def _lower(self) -> QRectF:
        whole = self._whole()
        return QRectF(whole.left(), whole.bottom() - whole.height() * ERRORS, whole.width(), whole.height() * ERRORS)

    def _whole(self) -> QRectF:
        """Both parts together."""
        left = CAPTION + self.fontMetrics().horizontalAdvance("-0000.0") + GAP
        return QRectF(left, 4, self.width() - left - 8, self.height() - self.fontMetrics().height() - CAPTION - 8)

    def _small(self) -> QFont:
        return theme.number_font(theme.small_font(self.font()))

    def event(self, event: QEvent) -> bool:
        """Says what the point under the mouse is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.place_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if place is None else self.sentence(place), self)
            return True
        return super().event(event)


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Round numbers between two others, at most so many and at least one where there is any."""
    if not high > low:
        return [low]
    size = 10.0 ** math.floor(math.log10((high - low) / most))
    step = next(size * factor for factor in (1, 2, 5, 10, 20, 50) if (high - low) / (size * factor) <= most)
    first = math.ceil(low / step)
    return [round(number * step, 12) for number in range(first, math.floor(high / step) + 1)]


def _span(values: Sequence[float]) -> tuple[float, float]:
    """The lowest and the highest, with a little room around them."""
    low, high = min(values), max(values)
    room = (high - low) * 0.04 or max(abs(high), 1.0) * 0.04
    return low - room, high + room


def _point(area: QRectF, across: tuple[float, float], up: tuple[float, float], x: float, y: float) -> QPointF:
    wide, high = across[1] - across[0], up[1] - up[0]
    return QPointF(area.left() + (x - across[0]) / wide * area.width(), area.bottom() - (y - up[0]) / high * area.height())
