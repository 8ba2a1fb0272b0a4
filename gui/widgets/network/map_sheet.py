"""Feature maps, or filters, side by side; a click or the arrow keys choose one number of one of them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cnn.words.language import filled
from gui.style import theme
from gui.widgets.plot.saving import offer_copy

GAP, RIM = 6, 2
ARROWS = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}
PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class MapSheet(QWidget):
    """Small pictures in rows, as many as there is width for.

    With `chooses` one number is marked: that of a channel at a row and a column of the layer's output, whose size is `size`. All
    count from 0.
    """

    placeChosen = Signal(int, int, int)  # channel, row, column

    def __init__(self, tile: int, parent: QWidget | None = None, *, chooses: bool = False) -> None:
        super().__init__(parent)
        self._tile, self._chooses = tile, chooses
        self._images: tuple[QImage, ...] = ()
        self._size = (1, 1)
        self._words = "{0}"
        self.chosen: tuple[int, int, int] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        offer_copy(self)
        if chooses:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def images(self) -> tuple[QImage, ...]:
        """What there is to see."""
        return self._images

    def show_images(self, images: Sequence[QImage], size: tuple[int, int], words: str) -> None:
        """Shows pictures of arrays of `size` (height, width); `words` say which one is under the pointer, with its number."""
        self._images, self._size, self._words = tuple(images), size, words
        if self.chosen is not None and not self._there(*self.chosen):
            self.chosen = None
        self._grow()
        self.update()

    def choose(self, channel: int, row: int, column: int) -> None:
        """Marks a number, and tells of it."""
        if self._there(channel, row, column):
            self.chosen = channel, row, column
            self.setAccessibleDescription(filled(self.tr("channel {0}, row {1}, column {2}"), channel, row, column))
            self.placeChosen.emit(channel, row, column)
            self.update()

    def rect_of(self, place: int) -> QRect:
        """Where a picture stands."""
        columns = self._columns()
        high, wide = self._tile_size()
        return QRect(RIM + place % columns * (wide + GAP), RIM + place // columns * (high + GAP), wide, high)

    # ------------------------------------------------------------------ events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._chooses and (found := self._found(event.position().toPoint())):
            self.choose(*found)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._chooses or self.chosen is None:
            super().keyPressEvent(event)
            return
        channel, row, column = self.chosen
        if way := ARROWS.get(Qt.Key(event.key())):
            self.choose(channel, row + way[0], column + way[1])
        elif step := PAGES.get(Qt.Key(event.key())):
            self.choose(channel + step, row, column)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._place_at(event.pos())
            QToolTip.showText(event.globalPos(), "" if place is None else filled(self._words, place), self)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        with QPainter(self) as painter:
            for place, image in enumerate(self._images):
                rect = self.rect_of(place)
                if not rect.intersects(event.rect()):
                    continue
                painter.drawImage(rect, image)
                painter.setPen(QColor(look.border))
                painter.drawRect(rect.adjusted(-1, -1, 0, 0))
            if self.chosen is not None:
                self._paint_mark(painter, *self.chosen)

    def _paint_mark(self, painter: QPainter, channel: int, row: int, column: int) -> None:
        rect, accent = self.rect_of(channel), QColor(theme.current().accent)
        painter.setPen(QPen(accent, 2))
        painter.drawRect(rect.adjusted(-1, -1, 1, 1))
        high, wide = rect.height() / self._size[0], rect.width() / self._size[1]
        left, top = rect.x() + column * wide, rect.y() + row * high
        mark = QRect(round(left), round(top), max(round(wide), 4), max(round(high), 4))
        painter.setPen(QPen(QColor(theme.current().text), 1))
        painter.drawRect(mark.adjusted(-1, -1, 0, 0))
        painter.setPen(QPen(QColor(theme.current().surface), 1))
        painter.drawRect(mark.adjusted(-2, -2, 1, 1))

    # ------------------------------------------------------------------ inside

    def _there(self, channel: int, row: int, column: int) -> bool:
        return 0 <= channel < len(self._images) and 0 <= row < self._size[0] and 0 <= column < self._size[1]

    def _tile_size(self) -> tuple[int, int]:
        """Height and width of each picture: the longer side is that of a tile, if the other is not too small for that."""
        high, wide = self._size
        longest = max(high, wide)
        return max(round(self._tile * high / longest), 4), max(round(self._tile * wide / longest), 4)

    def _columns(self) -> int:
        return max((self.width() - 2 * RIM + GAP) // (self._tile_size()[1] + GAP), 1)

    def _place_at(self, point: QPoint) -> int | None:
        return next((place for place in range(len(self._images)) if self.rect_of(place).contains(point)), None)

    def _found(self, point: QPoint) -> tuple[int, int, int] | None:
        place = self._place_at(point)
        if place is None:
            return None
        rect = self.rect_of(place)
        row = (point.y() - rect.y()) * self._size[0] // rect.height()
        column = (point.x() - rect.x()) * self._size[1] // rect.width()
        return place, row, column

    def _grow(self) -> None:
        rows = -(-len(self._images) // self._columns())
        self.setFixedHeight(max(rows * (self._tile_size()[0] + GAP) + 2 * RIM, 1))

    def sizeHint(self) -> QSize:
        return QSize(4 * (self._tile + GAP), self.height())
