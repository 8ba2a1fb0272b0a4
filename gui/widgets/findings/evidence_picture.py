"""The small picture beside a finding: lines over epochs, or a bar for each layer, with the ones that are the fault in colour."""

from math import isfinite, log10

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnn.doctor.finding import Evidence
from cnn.words.lists import phrases
from cnn.words.quantities import figure_title, rounded
from gui.style import theme

#: pixels of the picture, and room at its left for the ends of the axis
WIDTH, HEIGHT = 200, 64
LEFT, MARGIN = 44, 4
#: below this a logarithmic axis has no room
LEAST = 1e-12


class EvidencePicture(QWidget):
    """Draws the numbers of a finding; what they are is said by its tooltip and its accessible description."""

    def __init__(self, evidence: Evidence, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("evidence")
        self._evidence = evidence
        self._values = values_of(evidence)
        self.setFont(theme.number_font(theme.small_font()))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(evidence.title)
        self.setAccessibleDescription(_in_words(evidence))
        self.setToolTip(f"{evidence.title}\n{_in_words(evidence)}")

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        area = QRectF(LEFT, MARGIN, self.width() - LEFT - MARGIN, self.height() - 2 * MARGIN)
        if not self._values:
            return
        low, high = scale_of(self._evidence, self._values)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            metrics = QFontMetrics(self.font())
            painter.setPen(QColor(look.secondary))
            for value, top in ((high, area.top()), (low, area.bottom() - metrics.height())):
                told = 10**value if self._evidence.log else value
                place = QRectF(0, top, LEFT - 6, metrics.height())
                painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, rounded(told, 2))
            painter.setPen(QPen(QColor(look.border), 1))
            painter.drawLine(area.bottomLeft(), area.bottomRight())
            self._paint_level(painter, area, low, high)
            if self._evidence.bars:
                self._paint_bars(painter, area, low, high)
            else:
                self._paint_lines(painter, area, low, high)

    def _paint_level(self, painter: QPainter, area: QRectF, low: float, high: float) -> None:
        level = self._evidence.level
        if level is not None and (level > 0 or not self._evidence.log):
            y = _height(area, _scaled(level, self._evidence.log), low, high)
            painter.setPen(QPen(QColor(theme.current().secondary), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))

    def _paint_bars(self, painter: QPainter, area: QRectF, low: float, high: float) -> None:
        look, bars = theme.current(), self._evidence.bars
        step = area.width() / len(bars)
        width = max(1.0, min(step - 2, 24.0))
        painter.setPen(Qt.PenStyle.NoPen)
        for place, (name, value) in enumerate(bars):
            y = _height(area, _scaled(value, self._evidence.log), low, high)
            bar = QRectF(area.left() + place * step + (step - width) / 2, y, width, max(area.bottom() - y, 1.0))
            painter.setBrush(QColor(look.warning if name in self._evidence.marked else look.secondary))
            painter.drawRect(bar)

    def _paint_lines(self, painter: QPainter, area: QRectF, low: float, high: float) -> None:
        look = theme.current()
        along = [x for line in self._evidence.lines for x, _ in line.points]
        first, last = min(along), max(along)
        for place, line in enumerate(self._evidence.lines):
            points = QPolygonF()
            for x, value in line.points:
                if isfinite(value) and (value > 0 or not self._evidence.log):
                    share = (x - first) / (last - first) if last > first else 0.5
                    height = _height(area, _scaled(value, self._evidence.log), low, high)
                    points.append(QPointF(area.left() + share * area.width(), height))
            final = place == len(self._evidence.lines) - 1
            painter.setPen(QPen(QColor(look.warning if final else look.secondary), 1.5))
            if points.size() > 1:
                painter.drawPolyline(points)
            elif points.size():
                painter.drawEllipse(points.first(), 2, 2)


def values_of(evidence: Evidence) -> list[float]:
    """The values that are drawn, as they lie on the axis."""
    found = [value for _, value in evidence.bars] + [value for line in evidence.lines for _, value in line.points]
    found = [value for value in found if isfinite(value) and (value > 0 or not evidence.log)]
    return [_scaled(value, evidence.log) for value in found]


def scale_of(evidence: Evidence, values: list[float]) -> tuple[float, float]:
    """The ends of the axis of values; bars begin at 0 where that can be shown."""
    ends = list(values)
    if evidence.level is not None and (evidence.level > 0 or not evidence.log):
        ends.append(_scaled(evidence.level, evidence.log))
    low, high = min(ends), max(ends)
    if evidence.bars:
        low = low - 0.5 if evidence.log else min(low, 0.0)
    return (low, high) if high > low else (low, low + 1)


def _scaled(value: float, log: bool) -> float:
    return log10(max(value, LEAST)) if log else value


def _height(area: QRectF, value: float, low: float, high: float) -> float:
    return area.bottom() - (value - low) / (high - low) * area.height()


def _in_words(evidence: Evidence) -> str:
    if evidence.bars:
        shown = [bar for bar in evidence.bars if bar[0] in evidence.marked] or list(evidence.bars)
        return phrases(f"{name} {rounded(value)}" for name, value in shown[:6]) + (" …" if len(shown) > 6 else "")
    ends = [(figure_title(line.name), line.points[0][1], line.points[-1][1]) for line in evidence.lines if line.points]
    return phrases(f"{name} {rounded(first)} → {rounded(last)}" for name, first, last in ends)
