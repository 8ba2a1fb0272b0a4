"""A kernel that slides over what comes in, under the pointer or by the arrow keys; its sizes wear the letters of the formulas."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cnn.explain.kernels import Kernel, Pair
from cnn.words.filling import minus
from cnn.words.language import filled
from cnn.words.lists import COMMA, clauses, sentences
from gui.style import theme
from gui.style.painters import saved
from gui.widgets.basic import numbers
from gui.widgets.dataset.sample_sheet import Sample
from gui.widgets.explain.field_picture import ARROWS
from gui.widgets.explain.lettered import LABEL, SHEET, paint_letter, paint_lines, paint_on_box, paint_sheets, tint

WIDTH, HEIGHT = 184, 148
#: the part on the left, for what comes in; what goes out and the magnifier stand beside it
GIVEN, GAP = 116, 16
#: pixels of a cell from which on lines are drawn between cells, and below which the window is magnified
LINES, SMALL = 4, 5
#: the most sheets that are drawn for channels
SHEETS = 3
#: keys that go through the slices of a volume
_DEPTHS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
#: how much of the image is hidden where nothing is read, of 255
VEIL = 110


class _Grid(NamedTuple):
    """Cells in the picture: the corner of the first, and how large one is."""

    left: float
    top: float
    wide: float
    high: float

    def cells(self, row: float, column: float, rows: float = 1, columns: float = 1) -> QRectF:
        """The area of some cells."""
        return QRectF(self.left + column * self.wide, self.top + row * self.high, columns * self.wide, rows * self.high)


class KernelPicture(QWidget):
    """What comes in with its padding, the window on it and the next one, a stride away; beside it what goes out."""

    placeChosen = Signal(object)  # row and column of the output, chosen by hand
    descriptionChanged = Signal(str)  # what is shown, in words
    turned = Signal(int)  # another image was asked for: which one

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("kernelPicture")
        self.setMinimumSize(QSize(WIDTH, HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        words = self.tr("Point, or use the arrow keys, to move the kernel; a click shows another image.")
        self.setWhatsThis(sentences(words, self.tr("Page Up and Page Down go through a volume.")))
        self.setAccessibleName(self.tr("The kernel on what comes in"))
        self._kernel: Kernel | None = None
        self._place: Pair = (0, 0)
        self._depth = 0  # of a volume: which slice of the output
        self._samples: Sequence[Sample] = ()
        self._turn = 0
        self._ground: QImage | None = None

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    # ------------------------------------------------------------------ what is shown

    @property
    def place(self) -> Pair:
        """Row and column of the output whose window is shown."""
        return self._place

    @property
    def of_output(self) -> bool:
        """Whether the place is one of the output, as it is unless the kernel is spread."""
        return self._kernel is not None and not self._kernel.spreads

    def show_kernel(self, kernel: Kernel | None) -> bool:
        """Shows the window of a layer in the middle of what comes in; False when there is none."""
        if kernel != self._kernel:
            self._kernel = kernel
            self._lay_ground()
            self.look_at_middle()
        return kernel is not None

    def show_samples(self, samples: Sequence[Sample]) -> None:
        """The images to draw on; without any, a blank ground stands for them."""
        self._samples, self._turn = samples, 0
        self._lay_ground()
        self.update()

    def show_place(self, place: Sequence[int]) -> None:
        """Shows the window of another place of the output, where it has that."""
        if self._kernel is not None and len(place) == 2:
            self._choose((place[0], place[1]))

    def show_turn(self, turn: int) -> None:
        """Shows another one of the images."""
        self._turn = turn
        self._lay_ground()
        self.update()

    def look_at_middle(self) -> None:
        """Shows the window of the middle of the output."""
        if self._kernel is not None:
            deep = self._kernel.deep
            self._depth = deep.out // 2 if deep is not None else 0
            self._choose((self._kernel.out[0] // 2, self._kernel.out[1] // 2))

    def _choose(self, place: Pair, *, by_hand: bool = False) -> None:
        kernel = self._kernel
        if kernel is None:
            return
        row, column = (min(max(spot, 0), count - 1) for spot, count in zip(place, kernel.out, strict=True))
        self._place = row, column
        words = self._words(kernel)
        self.setAccessibleDescription(words)
        self.descriptionChanged.emit(words)
        self.update()
        if by_hand:
            self.placeChosen.emit(self._place)

    def _words(self, kernel: Kernel) -> str:
        """`Place 4, 4 of 10 × 10 reads rows 4 to 8, columns 4 to 8 of 14 × 14`"""
        rows, columns = kernel.read(self._place)
        deep, place = kernel.deep, self._place
        depths = deep.read(self._depth) if deep is not None else ()
        out, given = (kernel.out, kernel.given) if deep is None else ((deep.out, *kernel.out), (deep.given, *kernel.given))
        spot = COMMA.join(map(str, place if deep is None else (self._depth, *place)))
        ends = (*((depths[0], depths[-1]) if depths else ()), rows[0], rows[-1], columns[0], columns[-1])
        last = (*((depths[-1],) if depths else ()), rows[-1], columns[-1])
        beyond = min(ends) < 0 or any(end >= size for end, size in zip(last, given, strict=True))
        said = [minus(str(end)) for end in ends]
        words = filled(self._told(kernel), spot, numbers.shape(out), numbers.shape(given), *said)
        outside = self.tr("what lies outside is cut off") if kernel.spreads else self.tr("what lies outside is padding")
        return clauses((words, outside)) if beyond else words

    def _told(self, kernel: Kernel) -> str:
        if kernel.spreads:
            if kernel.deep is not None:
                return self.tr("Place {0} of {1} is spread over depths {3} to {4}, rows {5} to {6} and columns {7} to {8} of {2}")
            return self.tr("Place {0} of {1} is spread over rows {3} to {4} and columns {5} to {6} of {2}")
        if kernel.deep is not None:
            return self.tr("Place {0} of {1} reads depths {3} to {4}, rows {5} to {6} and columns {7} to {8} of {2}")
        return self.tr("Place {0} of {1} reads rows {3} to {4} and columns {5} to {6} of {2}")

    def _sink(self, by: int) -> None:
        """Shows the window of another slice of a volume."""
        deep = self._kernel.deep if self._kernel is not None else None
        if deep is not None:
            self._depth = min(max(self._depth + by, 0), deep.out - 1)
            self._choose(self._place)

    def _lay_ground(self) -> None:
        """The image in as many pixels as come in."""
        self._ground = None
        if self._samples and self._kernel is not None and not self._kernel.spreads:
            rows, columns = self._kernel.given
            image = self._samples[self._turn % len(self._samples)].image
            self._ground = image.scaled(
                columns, rows, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )

    # ------------------------------------------------------------------ events

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if (kernel := self._kernel) is None:
            return
        grid, at = self._given(kernel), event.position()
        row = (at.y() - grid.top) / grid.high - kernel.before[0] - 0.5
        column = (at.x() - grid.left) / grid.wide - kernel.before[1] - 0.5
        self._choose(kernel.place_at((row, column)), by_hand=True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Another image; other buttons are for menus."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._show_next()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose a neighbour, Space another image."""
        key = Qt.Key(event.key())
        if key in ARROWS:
            down, across = ARROWS[key]
            self._choose((self._place[0] + down, self._place[1] + across), by_hand=True)
        elif key in _DEPTHS and self._kernel is not None and self._kernel.deep is not None:
            self._sink(_DEPTHS[key])
        elif key == Qt.Key.Key_Space:
            self._show_next()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._choose(self._place)
        super().changeEvent(event)

    def _show_next(self) -> None:
        self.show_turn(self._turn + 1)
        self.turned.emit(self._turn)

    # ------------------------------------------------------------------ where things stand

    def _given(self, kernel: Kernel) -> _Grid:
        """What comes in, with its padding."""
        sheets = _sheets(kernel.channels) * SHEET
        rows, columns = (sum(one) for one in zip(kernel.before, kernel.given, kernel.after, strict=True))
        width, height = GIVEN - sheets, HEIGHT - LABEL - sheets - 2
        cell = min(width / columns, height / rows)
        high = min(max(cell, 14.0), height) if kernel.given[0] == 1 else cell
        return _Grid(1, LABEL + sheets + (height - rows * high) / 2, cell, high)

    def _out(self, kernel: Kernel) -> _Grid:
        """What goes out."""
        sheets = _sheets(kernel.maps) * SHEET
        room = min(self.width() - GIVEN - GAP, 76) - sheets - 2
        rows, columns = kernel.out
        cell = min(room / columns, 52 / rows, self._given(kernel).wide * 1.5 if kernel.out[0] > 1 else room)
        high = min(max(cell, 10.0), 52) if rows == 1 else cell
        return _Grid(GIVEN + GAP, LABEL + sheets, cell, high)

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """What comes in with the window on it, what goes out, and the window magnified where its pixels are too small to see."""
        if (kernel := self._kernel) is None:
            return
        grid = self._given(kernel)
        with QPainter(self) as painter:
            painter.setFont(theme.small_font())
            self._paint_given(painter, kernel, grid)
            small = min(grid.wide, grid.high) < SMALL
            self._paint_window(painter, kernel, grid, kernel.before, letters=not small)
            self._paint_out(painter, kernel)
            if small:
                self._paint_magnified(painter, kernel)
            if self.hasFocus():
                painter.setPen(QPen(QColor(theme.current().accent), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_given(self, painter: QPainter, kernel: Kernel, grid: _Grid) -> None:
        look = theme.current()
        (top, left), (rows, columns) = kernel.before, kernel.given
        whole = grid.cells(0, 0, top + rows + kernel.after[0], left + columns + kernel.after[1])
        inner = grid.cells(top, left, rows, columns)
        channels = "K" if kernel.spreads else "C"
        paint_sheets(painter, whole, _sheets(kernel.channels), QColor(look.letter(channels)))
        if any((*kernel.before, *kernel.after)):
            painter.fillRect(whole, tint("P", 40))
            painter.setPen(QPen(QColor(look.letter("P")), 1, Qt.PenStyle.DotLine))
            painter.drawRect(whole)
        self._paint_image(painter, inner)
        if min(grid.wide, grid.high) >= LINES:
            paint_lines(painter, inner, rows, columns)
        wide = _letters(kernel)[0]
        painter.setPen(QPen(QColor(look.letter(wide)), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(inner)
        paint_letter(painter, wide, columns, inner, whole.top() - _sheets(kernel.channels) * SHEET)
        if any((*kernel.before, *kernel.after)) and not kernel.spreads:
            painter.setPen(QColor(look.letter("P")))
            spot = QRectF(whole.left(), whole.top() - LABEL - 1, 24, LABEL)
            painter.drawText(spot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, "P")
        if kernel.channels > 1:
            painter.setPen(QColor(look.letter(channels)))
            corner = whole.topRight() + QPointF(-40, -LABEL - _sheets(kernel.channels) * SHEET)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
            painter.drawText(QRectF(corner, QSize(44, LABEL)), flags, f"{channels} {kernel.channels:,}")

    def _paint_image(self, painter: QPainter, area: QRectF) -> None:
        look = theme.current()
        if self._ground is None:
            painter.fillRect(area, QColor(look.raised))
            return
        painter.drawImage(area, self._ground)
        veil = QColor(look.surface)
        veil.setAlpha(VEIL)
        painter.fillRect(area, veil)

    def _paint_window(self, painter: QPainter, kernel: Kernel, grid: _Grid, first: Pair, *, letters: bool) -> None:
        """The window and the next one. `first` are the rows and columns of what comes in that stand before the grid's first."""
        look = theme.current()
        row, column = kernel.start(self._place)
        down, across = kernel.span
        box = grid.cells(row + first[0], column + first[1], down, across)
        other = kernel.start(kernel.next_to(self._place))
        after = grid.cells(other[0] + first[0], other[1] + first[1], down, across)
        self._paint_taps(painter, kernel, grid, first)
        if other != (row, column):
            painter.setPen(QPen(QColor(look.letter("S")), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(after)
        painter.setPen(QPen(QColor(look.letter("F")), 2, j=Qt.PenJoinStyle.MiterJoin))
        painter.drawRect(box if min(box.width(), box.height()) < 4 else box.adjusted(1, 1, -1, -1))
        if letters:
            paint_on_box(painter, "F", box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            if other != (row, column):
                self._paint_step(painter, box, after)

    def _paint_taps(self, painter: QPainter, kernel: Kernel, grid: _Grid, first: Pair) -> None:
        """The pixels that are read, bright."""
        rows, columns = kernel.read(self._place)
        for row in rows:
            for column in columns:
                cell = grid.cells(row + first[0], column + first[1])
                inside = 0 <= row < kernel.given[0] and 0 <= column < kernel.given[1]
                if inside and self._ground is not None:
                    painter.fillRect(cell, self._ground.pixelColor(column, row))
                painter.fillRect(cell, tint("F", 60))

    def _paint_step(self, painter: QPainter, box: QRectF, after: QRectF) -> None:
        """An arrow from a window to the next, with its letter."""
        painter.setPen(QPen(QColor(theme.current().letter("S")), 2))
        start, end = box.center(), after.center()
        painter.drawLine(start, end)
        painter.setBrush(QColor(theme.current().letter("S")))
        painter.drawEllipse(end, 2.0, 2.0)
        flags = Qt.AlignmentFlag.AlignRight if end.x() >= start.x() else Qt.AlignmentFlag.AlignLeft
        paint_on_box(painter, "S", after, flags | Qt.AlignmentFlag.AlignBottom)

    def _paint_out(self, painter: QPainter, kernel: Kernel) -> None:
        look, grid = theme.current(), self._out(kernel)
        area = grid.cells(0, 0, *kernel.out)
        letter = "C" if kernel.spreads else "C′" if kernel.apart else "K"
        wide = _letters(kernel)[1]
        paint_sheets(painter, area, _sheets(kernel.maps), QColor(look.letter(letter)))
        painter.fillRect(area, QColor(look.raised))
        if min(grid.wide, grid.high) >= LINES:
            paint_lines(painter, area, *kernel.out)
        painter.setPen(QPen(QColor(look.letter(wide)), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)
        lit = grid.cells(*self._place)
        shortfall = max(3 - lit.width(), 0) / 2, max(3 - lit.height(), 0) / 2
        painter.fillRect(lit.adjusted(-shortfall[0], -shortfall[1], *shortfall), QColor(look.letter(wide)))
        paint_letter(painter, wide, kernel.out[1], area, area.top() - _sheets(kernel.maps) * SHEET)
        painter.setPen(QColor(look.letter(letter)))
        below = QRectF(area.left(), area.bottom() + 1, 80, LABEL)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, f"{letter} {kernel.maps:,}")

    def _paint_magnified(self, painter: QPainter, kernel: Kernel) -> None:
        """The window and the next one, in cells that can be seen."""
        row, column = kernel.start(self._place)
        other = kernel.start(kernel.next_to(self._place))
        around = 0 if kernel.given[0] == 1 else 1  # a sequence has nothing above and below
        top, left = min(row, other[0]) - around, min(column, other[1]) - 1
        rows = max(row, other[0]) + kernel.span[0] + around - top
        columns = max(column, other[1]) + kernel.span[1] + 1 - left
        high = HEIGHT - 2 - (self._out(kernel).cells(*kernel.out).top() + LABEL + 4)
        room = QRectF(GIVEN + GAP, HEIGHT - 2 - min(high, 60), self.width() - GIVEN - GAP - 2, min(high, 60))
        cell = min(room.width() / columns, room.height() / rows)
        tall = max(cell, 22.0) if kernel.given[0] == 1 else cell
        grid = _Grid(room.left(), room.bottom() - rows * tall, cell, tall)
        with saved(painter):
            area = grid.cells(0, 0, rows, columns)
            painter.setClipRect(area.adjusted(-1, -1, 1, 1))
            painter.fillRect(area, tint("P", 40))
            first_row, first_column = max(top, 0), max(left, 0)
            seen = grid.cells(
                first_row - top,
                first_column - left,
                min(top + rows, kernel.given[0]) - first_row,
                min(left + columns, kernel.given[1]) - first_column,
            )
            painter.fillRect(seen, QColor(theme.current().raised))
            if self._ground is not None:
                self._paint_crop(painter, grid, (top, left), (rows, columns), kernel)
            if cell >= LINES:
                paint_lines(painter, area, rows, columns)
            self._paint_window(
                painter, kernel, grid, (-top, -left), letters=min(tall * kernel.span[0], cell * kernel.span[1]) >= 14
            )
        painter.setPen(QPen(QColor(theme.current().border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)

    def _paint_crop(self, painter: QPainter, grid: _Grid, first: Pair, many: Pair, kernel: Kernel) -> None:
        """The part of the image that is magnified, veiled as the whole is."""
        top, left = max(first[0], 0), max(first[1], 0)
        rows = min(first[0] + many[0], kernel.given[0]) - top
        columns = min(first[1] + many[1], kernel.given[1]) - left
        area = grid.cells(top - first[0], left - first[1], rows, columns)
        if self._ground is not None:
            painter.drawImage(area, self._ground, QRectF(left, top, columns, rows))
            veil = QColor(theme.current().surface)
            veil.setAlpha(VEIL)
            painter.fillRect(area, veil)


def _letters(kernel: Kernel) -> tuple[str, str]:
    """The letters of the widths on the left and on the right: of what comes in and goes out, or the other way round."""
    width = "L" if kernel.given[0] == 1 else "W"
    return (f"{width}′", width) if kernel.spreads else (width, f"{width}′")


def _sheets(channels: int) -> int:
    """How many sheets are drawn behind the first."""
    return min(channels, SHEETS) - 1
