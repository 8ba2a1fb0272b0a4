"""Histograms of one layer over the epochs: a row for each, darker where more numbers lie."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cnn.runs.recorded.histograms import Histogram, spread_evenly
from cnn.words.filling import minus
from cnn.words.language import filled
from gui.style import theme
from gui.style.number_colours import Colours, image, table
from gui.widgets.plot.saving import PlotMenu, as_csv

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: columns of the picture; room for the words around it, in pixels
COLUMNS = 80
LEFT, BELOW, ABOVE = 34, 18, 20


class Shaded:
    """Histograms as a picture; can be made on any thread."""

    def __init__(self, found: Sequence[tuple[int, Histogram]], scheme: Colours) -> None:
        import numpy as np

        self.found = tuple(found)
        self.low, self.high, rows = spread_evenly(self.found, COLUMNS)
        most = np.maximum(rows.max(axis=1, keepdims=True), 1e-12)
        shares: NDArray[np.uint8] = np.rint(255 * np.sqrt(rows / most)).astype(np.uint8)
        self.image: QImage = image(table(scheme, signed=False)[shares])


def spell(value: float) -> str:
    """An end of an axis."""
    return minus(f"{value:.2g}")


class HistogramPlot(QWidget):
    """One kind of numbers of one layer."""

    def __init__(self, title: str, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._nothing = title, nothing
        self._shown: Shaded | None = None
        self.setAccessibleName(title)
        self.setFont(theme.number_font(theme.small_font()))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.saving = PlotMenu(self, title, self.table, lambda: self._shown is None)

    def table(self) -> str:
        """Edges and counts of each epoch's histogram, as CSV."""
        rows: list[tuple[object, ...]] = [(self.tr("epoch"), self.tr("lowest"), self.tr("highest"), self.tr("counts"))]
        rows += [(epoch, one.low, one.high, *one.counts) for epoch, one in (self._shown.found if self._shown else ())]
        return as_csv(rows)

    @property
    def shown(self) -> Shaded | None:
        """What there is to see."""
        return self._shown

    def show_histograms(self, shown: Shaded | None) -> None:
        """Shows a picture; with nothing it says why."""
        self._shown = shown
        if shown is None:
            self.setAccessibleDescription(self._nothing)
        else:
            (first, _), (last, end) = shown.found[0], shown.found[-1]
            words = self.tr("epochs {0} to {1}; at the end from {2} to {3}")
            self.setAccessibleDescription(filled(words, first, last, spell(end.low), spell(end.high)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, 140)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 90)

    def event(self, event: QEvent) -> bool:
        """Which epoch is under the pointer, and its range."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words_at(event.pos()), self)
            return True
        return super().event(event)

    def words_at(self, point: QPoint) -> str:
        """What is told of a place."""
        area = self._area
        if self._shown is None or not area.contains(point):
            return ""
        found = self._shown.found
        epoch, one = found[min((point.y() - area.y()) * len(found) // area.height(), len(found) - 1)]
        words = self.tr("before training: {1} to {2}") if epoch == 0 else self.tr("after epoch {0}: {1} to {2}")
        return filled(words, epoch, spell(one.low), spell(one.high))

    @property
    def _area(self) -> QRect:
        return QRect(LEFT, ABOVE, max(self.width() - LEFT - 8, 1), max(self.height() - ABOVE - BELOW, 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, area, shown = theme.current(), self._area, self._shown
        metrics = QFontMetrics(self.font())
        with QPainter(self) as painter:
            painter.setPen(QColor(look.secondary))
            painter.drawText(
                QRect(0, 0, self.width(), ABOVE), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._title
            )
            if shown is None:
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._nothing)
                return
            painter.drawImage(area, shown.image)
            painter.setPen(QColor(look.border))
            painter.drawRect(area.adjusted(-1, -1, 0, 0))
            if shown.low < 0 < shown.high:
                zero = area.x() + round(-shown.low / (shown.high - shown.low) * area.width())
                painter.drawLine(zero, area.top(), zero, area.bottom())
            painter.setPen(QColor(look.secondary))
            below = QRect(area.x(), area.bottom() + 1, area.width(), BELOW)
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, spell(shown.low))
            painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, spell(shown.high))
            for epoch, top in ((shown.found[0][0], area.top()), (shown.found[-1][0], area.bottom() - metrics.height() + 1)):
                painter.drawText(QRect(0, top, LEFT - 6, metrics.height()), Qt.AlignmentFlag.AlignRight, f"{epoch:,}")
