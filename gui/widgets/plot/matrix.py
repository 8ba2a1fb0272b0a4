"""A confusion matrix: which class was taken for which. Rows are what the images are, columns what the model said.

Painted by Qt: matplotlib needs 80 ms for the numbers of ten classes, which is felt; this needs two.
"""

import math
from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from cnn.words.language import filled
from cnn.words.quantities import number_of
from gui.style import theme
from gui.style.painters import paint_focus, saved
from gui.widgets.plot.saving import PlotMenu, as_csv

#: cells smaller than this have no room for their number
NUMBERED = 18
#: room for the names of classes, in pixels
LONGEST_NAME = 96
CAPTION = 18


class MatrixPlot(QWidget):
    """Paints counts as shades, each row by its share, so that rare classes are seen as well; the mouse reads them out, and mouse
    and arrow keys choose a cell."""

    cellChosen = Signal(int, int)  # true class, predicted class

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("confusionMatrix")
        self.setAccessibleName(self.tr("Confusion matrix"))
        self.setMinimumSize(180, 96)
        self._counts: Sequence[Sequence[int]] = ()
        self._classes: Sequence[str] = ()
        self._order: Sequence[int] = ()  # which class stands in each row and column
        self._shares: Sequence[Sequence[float]] = ()
        self._in_shares = False
        self._current: tuple[int, int] | None = None  # row and column as they are shown
        self._whole: QImage | None = None  # a dot for each cell, of many classes: a thousand have a million cells
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.saving = PlotMenu(self, self.tr("Confusion matrix"), self.table, lambda: not len(self._counts))

    def table(self) -> str:
        """The counts as CSV: a row for each true class, a column for each predicted one."""
        head = (self.tr("true, predicted"), *self._classes)
        return as_csv([head, *((name, *row) for name, row in zip(self._classes, self._counts, strict=True))])

    @property
    def counts(self) -> Sequence[Sequence[int]]:
        """The table that is shown."""
        return self._counts

    def show_matrix(
        self,
        counts: Sequence[Sequence[int]],
        classes: Sequence[str],
        *,
        shares: Sequence[Sequence[float]] | None = None,
        order: Sequence[int] = (),
        shades: bytes = b"",
    ) -> None:
        """Shows a square table of counts, shaded by their shares of their row; or those `shares` instead. Rows and columns are
        classes in this order. Of many classes `shades` are those of all cells in that order, a byte each."""
        self._counts, self._classes, self._order = counts, classes, order or range(len(counts))
        self._in_shares, self._current, self._whole = shares is not None, None, None
        if shades:
            size = len(counts)
            self._whole = QImage(shades, size, size, size, QImage.Format.Format_Indexed8).copy()
        rows = ([count / max(sum(row), 1) for count in row] for row in counts)
        self._shares = shares if shares is not None else [*rows] if not shades else ()
        right = sum(int(row[place]) for place, row in enumerate(counts))
        total = sum(int(sum(row)) for row in counts) if not shades else 0
        whole = filled(self.tr("{0} of {1} images on the diagonal"), right, total)
        self.setAccessibleDescription(whole if total else filled(self.tr("{0} images on the diagonal"), right))
        self.update()

    def sentence(self, row: int, column: int) -> str:
        """What a cell counts, of two classes, in words."""
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
        if not len(self._counts):
            return
        area, size = self._area(), len(self._counts)
        with QPainter(self) as painter:
            painter.setFont(self._small())
            paint_focus(painter, self)
            if self._whole is not None:
                look = theme.current()
                self._whole.setColorTable([_mixed(look.surface, look.accent, shade / 255).rgb() for shade in range(256)])
                painter.drawImage(area, self._whole)
            else:
                for row, true in enumerate(self._order):
                    for column, said in enumerate(self._order):
                        if self._counts[true][said]:
                            self._paint_cell(painter, _cell(area, size, row, column), true, said)
            painter.setPen(QColor(theme.current().border))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area)
            if self._current is not None:
                painter.setPen(QPen(QColor(theme.current().text), 1.5))
                painter.drawRect(_cell(area, size, *self._current))
            self._paint_names(painter, area)
            self._paint_captions(painter, area)

    def _paint_cell(self, painter: QPainter, cell: QRectF, true: int, said: int) -> None:
        look, share = theme.current(), self._shares[true][said]
        ground, ink = _shade(look.surface, look.accent, round(share, 2), look.on_accent, look.text)
        painter.fillRect(cell.toAlignedRect(), ground)
        if cell.height() < NUMBERED - 4:
            return
        text = f"{share * 100:.0f}" if self._in_shares else str(self._counts[true][said])
        if cell.width() >= painter.fontMetrics().horizontalAdvance(text) + 2:
            painter.setPen(ink)
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_names(self, painter: QPainter, area: QRectF) -> None:
        metrics, size = painter.fontMetrics(), len(self._counts)
        painter.setPen(QColor(theme.current().secondary))
        every = max(1, round(metrics.height() * size / area.height() + 0.49))
        for place in range(0, size, every):
            whole = self._classes[self._order[place]]
            cell = _cell(area, size, place, place)
            name = metrics.elidedText(whole, Qt.TextElideMode.ElideRight, int(area.left()) - CAPTION - 6)
            across = metrics.elidedText(whole, Qt.TextElideMode.ElideRight, int(cell.width() * every) - 2)
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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Chooses the cell that is meant."""
        cell = self.cell_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and cell is not None:
            self._go(*cell)
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from cell to cell, Enter chooses one."""
        steps = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and len(self._counts):
            row, column = self._current or (-step[0], -step[1])
            last = len(self._counts) - 1
            self._go(min(max(row + step[0], 0), last), min(max(column + step[1], 0), last))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._current is not None:
            self._choose()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Says what the cell under the mouse counts."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self.cell_at(QPointF(event.pos()))
            words = "" if cell is None else self.sentence(self._order[cell[0]], self._order[cell[1]])
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def _go(self, row: int, column: int) -> None:
        self._current = row, column
        self.setAccessibleDescription(self.sentence(self._order[row], self._order[column]))
        self.update()

    def _choose(self) -> None:
        if self._current is not None:
            self.cellChosen.emit(*(self._order[place] for place in self._current))


def _cell(area: QRectF, size: int, row: int, column: int) -> QRectF:
    width, height = area.width() / max(size, 1), area.height() / max(size, 1)
    return QRectF(area.left() + column * width, area.top() + row * height, width, height)


def _mixed(ground: str, over: str, share: float) -> QColor:
    a, b = QColor(ground), QColor(over)
    pairs = ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    return QColor(*(round(x + (y - x) * share) for x, y in pairs))


@lru_cache(maxsize=256)
def _shade(surface: str, accent: str, share: float, *inks: str) -> tuple[QColor, QColor]:
    """What a cell of that share is painted in, and the ink that is read best on it."""
    ground = _mixed(surface, accent, share)
    return ground, max(map(QColor, inks), key=lambda ink: contrast(ink, ground))


def contrast(a: QColor, b: QColor) -> float:
    """How well one is read on the other, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((_luminance(a), _luminance(b)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (float(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    red, green, blue = (part / 12.92 if part <= 0.04045 else math.exp(2.4 * math.log((part + 0.055) / 1.055)) for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
