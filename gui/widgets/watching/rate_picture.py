"""The learning rate over the epochs, as it will be: drawn from the recipe before anything is trained."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from cnn.recipe import Recipe, drawn
from cnn.words.language import filled
from cnn.words.quantities import number_of
from gui.style import theme
from gui.widgets.plot.levels import paint_levels
from gui.widgets.plot.saving import PlotMenu, as_csv

LEFT, RIGHT, TOP, BOTTOM = 64, 12, 12, 26


class RatePicture(QWidget):
    """A curve with its highest and lowest value and the number of epochs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._epochs = 1
        self._points: list[tuple[float, float]] = []
        self._low = self._high = 0.0
        self.saving = PlotMenu(self, self.tr("Learning rate"), self.table, lambda: not self._points)
        self.setMinimumHeight(150)
        self.setAccessibleName(self.tr("The learning rate over the epochs"))

    def table(self) -> str:
        """Epochs and learning rates as CSV."""
        rates = ((x * self._epochs, y * self._high) for x, y in self._points)
        return as_csv([(self.tr("epoch"), self.tr("learning rate")), *rates])

    def show_recipe(self, recipe: Recipe) -> None:
        """Draws a recipe's curve."""
        epochs, rates = drawn(recipe, recipe.learning_rate, recipe.epochs)
        self._epochs, self._low, self._high = recipe.epochs, float(rates.min()), float(rates.max())
        shares = rates / max(self._high, 1e-300)
        self._points = list(zip((epochs / recipe.epochs).tolist(), shares.tolist(), strict=True))
        said = filled(self.tr("from {0} to {1}, highest {2}"), *(f"{rate:.3g}" for rate in (rates[0], rates[-1], self._high)))
        self.setAccessibleDescription(said)
        self.setToolTip(filled(self.tr("The learning rate: {0}"), said))
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            area = QRectF(self.rect()).adjusted(LEFT, TOP, -RIGHT, -BOTTOM)
            paint_levels(painter, area, ("0", f"{self._high / 2:.3g}", f"{self._high:.3g}"), self.font())
            self._write_epochs(painter, area)
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.translate(area.bottomLeft())
            placed = [QPointF(x * area.width(), -y * area.height()) for x, y in self._points]
            painter.drawPolyline(QPolygonF(placed))

    def _write_epochs(self, painter: QPainter, area: QRectF) -> None:
        below = QRectF(area.left(), area.bottom() + 4, area.width(), BOTTOM - 4)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, "0")
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, number_of(self.tr("{0} epoch|{0} epochs"), self._epochs))
