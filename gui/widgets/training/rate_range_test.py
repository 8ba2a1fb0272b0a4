"""The range test of the learning rate: a button that asks for it, what came out as a picture, and one that takes it."""

from math import isfinite, log10
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cnn.recipe.rate_range import smoothed
from cnn.words.language import filled
from gui.style import theme
from gui.widgets.plot.levels import paint_levels
from gui.widgets.plot.saving import PlotMenu, as_csv

LEFT, RIGHT, TOP, BOTTOM = 48, 12, 12, 24


class RateRangeTest(QWidget):
    """Knows no session: `testWanted` asks for the test, `rateChosen` carries the rate that the person takes."""

    testWanted = Signal()
    rateChosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rate: float | None = None
        self.find_button = QPushButton(self.tr("Find a learning rate"))
        self.find_button.setObjectName("findRate")
        self.find_button.setToolTip(
            self.tr("Tries rates from very small to too large, one a batch (Smith 2017); no weights change")
        )
        self.use = QPushButton()
        self.use.setObjectName("useRate")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setProperty("look", "secondary")
        self.picture = RangePicture()
        self.find_button.clicked.connect(self.testWanted)
        self.use.clicked.connect(self._choose)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.find_button)
        line.addWidget(self.use)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self.words)
        column.addWidget(self.picture)
        for part in (self.use, self.words, self.picture):
            part.hide()

    def set_possible(self, possible: bool) -> None:
        """While a run goes on the worker has no time."""
        self.find_button.setEnabled(possible)

    def show_waiting(self) -> None:
        """The test goes on."""
        self.find_button.setEnabled(False)
        self._say(self.tr("Trying learning rates …"))

    def show_found(self, found: dict[str, Any]) -> None:
        """Shows the losses over the rates, and the suggestion when there is one."""
        self.find_button.setEnabled(True)
        self._rate = found["suggestion"]
        losses = [float("inf") if loss is None else loss for loss in found["losses"]]
        self.picture.show_losses(found["rates"], losses, self._rate)
        self.picture.show()
        self.use.setVisible(self._rate is not None)
        if self._rate is None:
            self._say(self.tr("The loss never falls; none of these rates suits."))
        else:
            self.use.setText(filled(self.tr("Use {0}"), f"{self._rate:g}"))
            self._say(filled(self.tr("The loss falls fastest at {0}."), f"{self._rate:g}"))

    def show_refusal(self, sentence: str) -> None:
        """Says why there is no answer."""
        self.find_button.setEnabled(True)
        self._say(sentence, look="problem")

    def _say(self, text: str, look: str = "secondary") -> None:
        self.words.setText(text)
        self.words.setProperty("look", look)
        self.words.style().polish(self.words)
        self.words.show()

    def _choose(self) -> None:
        if self._rate is not None:
            self.rateChosen.emit(self._rate)


class RangePicture(QWidget):
    """Losses over learning rates, which grow by the same factor from left to right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: list[tuple[float, float]] = []
        self._rate: float | None = None
        self.saving = PlotMenu(self, self.tr("Loss over the learning rate"), self.table, lambda: len(self._points) < 2)
        self.setMinimumHeight(170)
        self.setAccessibleName(self.tr("Loss over the learning rate"))

    def table(self) -> str:
        """Learning rates and smoothed losses as CSV."""
        return as_csv([(self.tr("learning rate"), self.tr("loss")), *((10**power, loss) for power, loss in self._points)])

    def show_losses(self, rates: list[float], losses: list[float], rate: float | None) -> None:
        """Draws the losses without the noise of single batches, and a line at a rate."""
        means = zip(rates, smoothed(losses), strict=True)
        self._points = [(log10(each), loss) for each, loss in means if isfinite(loss)]
        self._rate = rate
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self._points) < 2:
            return
        colours = theme.current()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            area = QRectF(self.rect()).adjusted(LEFT, TOP, -RIGHT, -BOTTOM)
            low, high = self._span
            paint_levels(painter, area, [f"{loss:.3g}" for loss in (low, (low + high) / 2, high)], self.font())
            self._write_rates(painter, area)
            painter.setClipRect(area.adjusted(-2, -2, 2, 2))
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawPolyline(QPolygonF([self._place(area, x, y) for x, y in self._points]))
            if self._rate is not None:
                x = self._place(area, log10(self._rate), 0).x()
                painter.setPen(QPen(QColor(colours.validation), 1, Qt.PenStyle.DashLine))
                painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))

    def _write_rates(self, painter: QPainter, area: QRectF) -> None:
        first, last = self._points[0][0], self._points[-1][0]
        for power in range(round(first), round(last) + 1):
            x = self._place(area, power, 0).x()
            place = QRectF(x - 30, area.bottom() + 4, 60, BOTTOM - 4)
            if area.left() - 1 <= x <= area.right() + 1 and place.right() <= self.width() + 20:
                painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, f"{10.0**power:g}")

    @property
    def _span(self) -> tuple[float, float]:
        """The losses shown: from the least to a little over the first; what flies off is cut."""
        losses = [loss for _, loss in self._points]
        low, first = min(losses), losses[0]
        return low, max(first + 0.25 * (first - low), low + 1e-9)

    def _place(self, area: QRectF, x: float, y: float) -> QPointF:
        first, last = self._points[0][0], self._points[-1][0]
        low, high = self._span
        across = (x - first) / max(last - first, 1e-9)
        return QPointF(area.left() + across * area.width(), area.bottom() - (y - low) / (high - low) * area.height())
