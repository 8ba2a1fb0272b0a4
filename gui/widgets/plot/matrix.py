"""A confusion matrix: which class was taken for which. Rows are what the images are, columns what the model said.

Painted by Qt: matplotlib needs 80 ms for the numbers of ten classes, which is felt; this needs two.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from cnn.words.quantities import number_of
from gui.style import theme
from gui.style.painters import saved
from gui.widgets.plot.saving import PlotMenu, as_csv

#: cells smaller than this have no room for their number
NUMBERED = 18
#: room for the names of classes, in pixels
LONGEST_NAME = 96
CAPTION = 18


class MatrixPlot(QWidget):
    """Paints counts as shades, each row by its share, so that rare classes are seen as well; the mouse reads them out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("confusionMatrix")
        self.setAccessibleName(self.tr("Confusion matrix"))
        self.setMinimumSize(180, 140)
        self._counts: Sequence[Sequence[int]] = ()
        self._classes: Sequence[str] = ()
        self.saving = PlotMenu(self, self.tr("Confusion matrix"), self.table, lambda: not self._counts)

    def table(self) -> str:
        """The counts as CSV: a row for each true class, a column for each predicted one."""
        head = (self.tr("true, predicted"), *self._classes)
        return as_csv([head, *((name, *row) for name, row in zip(self._classes, self._counts, strict=True))])

    @property
    def counts(self) -> Sequence[Sequence[int]]:
        """The table that is shown."""
        return self._counts

    def show_matrix(self, counts: Sequence[Sequence[int]], classes: Sequence[str]) -> None:
        """Shows a square table of counts."""
        self._counts, self._classes = counts, classes
        right = sum(row[place] for place, row in enumerate(counts))
        words = self.tr("{0} of {1} images on the diagonal").format(right, sum(map(sum, counts)))
        self.setAccessibleDescription(words)
        self.update()

    def sentence(self, row: int, column: int) -> str:
        """One cell in words."""
        count = self._counts[row][column]
        words = (
            self.tr("{0} image of {1} was taken for {2}|{0} images of {1} were taken for {2}")
            if row != column
            else self.tr("{0} image of {1} was recognized|{0} images of {1} were recognized")
        )
        return number_of(words, count, self._classes[row], self._classes[column])

    def cell(self, row: int, column: int) -> QRectF:
        """Where a cell is painted."""
        return _cell(self._area(), len(self._counts), row, column)

    def cell_at(self, point: QPointF) -> tuple[int, int] | None:
        """Row and column under a point."""
        area, size = self._area(), len(self._counts)
        if not size or not area.contains(point):
            return None
        row = int((point.y() - area.top()) / area.height() * size)
        column = int((point.x() - area.left()) / area.width() * size)
        return min(row, size - 1), min(column, size - 1)

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Shades, numbers, names."""
        if not self._counts:
            return
        area, size = self._area(), len(self._counts)
        with QPainter(self) as painter:
            painter.setFont(self._small())
            for row, counts in enumerate(self._counts):
                total = max(sum(counts), 1)
                for column, count in enumerate(counts):
                    if count:
                        self._paint_cell(painter, _cell(area, size, row, column), count, count / total)
            painter.setPen(QColor(theme.current().border))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area)
            self._paint_names(painter, area)
            self._paint_captions(painter, area)

    def _paint_cell(self, painter: QPainter, cell: QRectF, count: int, share: float) -> None:
        look = theme.current()
        painter.fillRect(cell.toAlignedRect(), _mixed(look.surface, look.accent, share))
        if cell.height() >= NUMBERED - 4 and cell.width() >= painter.fontMetrics().horizontalAdvance(str(count)) + 2:
            painter.setPen(QColor(look.on_accent if share > 0.5 else look.text))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(count))

    def _paint_names(self, painter: QPainter, area: QRectF) -> None:
        metrics, size = painter.fontMetrics(), len(self._counts)
        painter.setPen(QColor(theme.current().secondary))
        every = max(1, round(metrics.height() * size / area.height() + 0.49))
        for place in range(0, size, every):
            cell = _cell(area, size, place, place)
            name = metrics.elidedText(self._classes[place], Qt.TextElideMode.ElideRight, int(area.left()) - CAPTION - 6)
            across = metrics.elidedText(self._classes[place], Qt.TextElideMode.ElideRight, int(cell.width() * every) - 2)
            left = QRectF(CAPTION, cell.center().y() - 20, area.left() - CAPTION - 6, 40)
            painter.drawText(left, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name)
            below = QRectF(cell.left(), area.bottom() + 2, cell.width() * every, metrics.height())
            side = Qt.AlignmentFlag.AlignHCenter if every == 1 else Qt.AlignmentFlag.AlignLeft
            painter.drawText(below, side | Qt.AlignmentFlag.AlignVCenter, across)

    def _paint_captions(self, painter: QPainter, area: QRectF) -> None:
        below = QRectF(area.left(), self.height() - CAPTION, area.width(), CAPTION)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.tr("predicted"))
        with saved(painter):
            painter.translate(0, area.center().y())
            painter.rotate(-90)
            painter.drawText(QRectF(-area.height() / 2, 0, area.height(), CAPTION), Qt.AlignmentFlag.AlignCenter, self.tr("true"))

    def _area(self) -> QRectF:
        """Where the cells are."""
        metrics = self.fontMetrics()
        names = max((metrics.horizontalAdvance(name) for name in self._classes), default=0)
        left = CAPTION + min(names, LONGEST_NAME) + 8
        return QRectF(left, 2, self.width() - left - 4, self.height() - metrics.height() - CAPTION - 6)

    def _small(self) -> QFont:
        return theme.number_font(theme.small_font(self.font()))

    def event(self, event: QEvent) -> bool:
        """Says what the cell under the mouse counts."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self.cell_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if cell is None else self.sentence(*cell), self)
            return True
        return super().event(event)


def _cell(area: QRectF, size: int, row: int, column: int) -> QRectF:
    width, height = area.width() / max(size, 1), area.height() / max(size, 1)
    return QRectF(area.left() + column * width, area.top() + row * height, width, height)


def _mixed(ground: str, over: str, share: float) -> QColor:
    a, b = QColor(ground), QColor(over)
    pairs = ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    return QColor(*(round(x + (y - x) * share) for x, y in pairs))
