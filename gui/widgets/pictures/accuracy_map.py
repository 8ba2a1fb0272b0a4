"""Networks by what they cost and how good they are: multiply-accumulates to the right, in steps of ten, accuracy upwards."""

from collections.abc import Sequence
from math import ceil, floor, log10

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from cnn.words.quantities import spell_short
from gui.style import theme
from gui.widgets.plot.saving import as_csv
from gui.widgets.plot.scatter import NAMES, ScatterPlot

#: pixels beside and below the points, for the figures
LEFT, BELOW, ABOVE = 40, 38, 22


class AccuracyMap(ScatterPlot):
    """A point for each network in the colour and shape of its family; the mouse or the arrow keys find one."""

    #: networks are few
    point = 7

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("accuracyMap")
        self.setAccessibleName(self.tr("Cost and accuracy of published networks"))
        self._across: tuple[int, int] = (0, 1)  # powers of ten
        self._upwards: tuple[int, int] = (0, 100)  # percent
        self._across_words = self.tr("MACs for one image")
        self._upwards_words = ""
        self._figures: tuple[tuple[int, float], ...] = ()

    def show_networks(self, figures: Sequence[tuple[int, float]], families: Sequence[str], upwards: str) -> None:
        """Shows (MACs, percent) of each network, with its family; `upwards` says what the percent are."""
        names = list(dict.fromkeys(families))
        self._figures = tuple(figures)
        macs, shares = [macs for macs, _ in figures], [share for _, share in figures]
        self._across = (floor(log10(min(macs))), ceil(log10(max(macs)))) if macs else (0, 1)
        self._upwards = (floor(min(shares) / 5) * 5, ceil(max(shares) / 5) * 5) if shares else (0, 100)
        self._upwards_words = upwards
        (first, last), (low, high) = self._across, self._upwards
        points = [((log10(cost) - first) / (last - first), (share - low) / (high - low)) for cost, share in figures]
        self.show_points(points, [names.index(family) for family in families], names)

    def mark(self, point: int) -> None:
        """The network that is chosen has a ring; −1: none."""
        self.current = point
        self.update()

    def _area(self) -> QRectF:
        return QRectF(LEFT, ABOVE, max(self.width() - LEFT - NAMES, 1), max(self.height() - ABOVE - BELOW, 1))

    def table(self) -> str:
        """MACs and percent of each network, with its family, as CSV."""
        rows = ((*figures, self._names[group]) for figures, group in zip(self._figures, self._groups, strict=True))
        return as_csv([(self._across_words, self._upwards_words, self.tr("Family")), *rows])

    def _paint_ground(self, painter: QPainter) -> None:
        self._paint_axes(painter)
        super()._paint_ground(painter)

    def _paint_axes(self, painter: QPainter) -> None:
        look, area = theme.current(), self._area()
        painter.setFont(theme.number_font(theme.small_font(self.font())))
        high = painter.fontMetrics().height()
        (first, last), (low, most) = self._across, self._upwards
        for power in range(first, last + 1):
            x = area.left() + area.width() * (power - first) / (last - first)
            self._paint_line(painter, QPointF(x, area.top()), QPointF(x, area.bottom()), look.border)
            box = QRectF(x - 40, area.bottom() + 3, 80, high)
            self._write(painter, box, Qt.AlignmentFlag.AlignHCenter, spell_short(10**power).replace(".00", "").replace(".0", ""))
        for share in range(low, most + 1, 5):
            y = area.bottom() - area.height() * (share - low) / (most - low)
            self._paint_line(painter, QPointF(area.left(), y), QPointF(area.right(), y), look.border)
            self._write(painter, QRectF(0, y - high / 2, LEFT - 6, high), Qt.AlignmentFlag.AlignRight, f"{share}")
        below = QRectF(area.left(), area.bottom() + 3 + high, area.width(), high)
        self._write(painter, below, Qt.AlignmentFlag.AlignHCenter, self._across_words)
        self._write(painter, QRectF(4, 0, area.right(), high), Qt.AlignmentFlag.AlignLeft, self._upwards_words)

    @staticmethod
    def _paint_line(painter: QPainter, start: QPointF, end: QPointF, colour: str) -> None:
        painter.setPen(QPen(QColor(colour), 1))
        painter.drawLine(start, end)

    @staticmethod
    def _write(painter: QPainter, box: QRectF, where: Qt.AlignmentFlag, words: str) -> None:
        painter.setPen(QColor(theme.current().secondary))
        painter.drawText(box, where | Qt.AlignmentFlag.AlignVCenter, words)
