"""One number of a layer's output as a textbook works it out: the window on the input, the filter, the products, their sum."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from cnn.words.filling import minus
from cnn.words.language import filled
from cnn.words.lists import COMMA, clauses
from cnn.words.quantities import number_of
from gui.style import icons, theme

#: cells of a grid, in pixels; a grid of more rows or columns than this shows only the first
CELL_HEIGHT, MOST = 18, 11
#: of a Dense layer so many products are told one by one
LARGEST = 8


Rows = Sequence[Sequence[float]]
#: what is seen where nothing is spread to
NOTHING: Mapping[str, Any] = {"channel": 0, "numbers": (), "factors": (), "total": 0.0, "depth": 0}


def spell(value: float | None) -> str:
    """A number in few characters."""
    if value is None:
        return "?"
    text = f"{value:.3g}" if abs(value) < 1000 else f"{value:.4g}"
    return minus(text)


def _brief(value: float) -> str:
    """A number in a cell: two digits that count, which need not be all."""
    if abs(value) < 0.0005:
        return "0" if value == 0 else "≈0"
    text = f"{value:.0f}" if abs(value) >= 100 else f"{value:.2g}" if abs(value) >= 0.1 else f"{value:.3f}"
    return minus(text.replace("0.", ".", 1) if abs(value) < 1 else text)


class Grid(QWidget):
    """Numbers in cells; those that are padding stand on hatched ground, one may be marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Sequence[float]] = ()
        self._inside: Sequence[Sequence[bool]] = ()
        self._marked: tuple[int, int] | None = None
        self.setFont(theme.number_font(theme.small_font()))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_numbers(
        self,
        rows: Sequence[Sequence[float]],
        inside: Sequence[Sequence[bool]] = (),
        marked: tuple[int, int] | None = None,
        name: str = "",
    ) -> None:
        """Shows numbers; `name` says what they are to those who don't see them."""
        self._rows, self._inside, self._marked = rows, inside, marked
        self.setVisible(bool(rows))
        said = clauses(" ".join(map(spell, row[:MOST])) for row in rows[:MOST])
        self.setAccessibleName(name)
        self.setAccessibleDescription(said)
        self.setFixedSize(self.sizeHint())
        self.update()

    def _width(self) -> int:
        metrics = QFontMetricsF(self.font())
        shown = (_brief(number) for row in self._rows[:MOST] for number in row[:MOST])
        return round(max((metrics.horizontalAdvance(text) for text in shown), default=8)) + 10

    def sizeHint(self) -> QSize:
        columns = min(len(self._rows[0]), MOST) if self._rows else 0
        more = len(self._rows) > MOST or (self._rows and len(self._rows[0]) > MOST)
        return QSize(columns * self._width() + 1, min(len(self._rows), MOST) * CELL_HEIGHT + 1 + (CELL_HEIGHT if more else 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, wide = theme.current(), self._width()
        with QPainter(self) as painter:
            for row, numbers in enumerate(self._rows[:MOST]):
                for column, number in enumerate(numbers[:MOST]):
                    cell = QRectF(column * wide, row * CELL_HEIGHT, wide, CELL_HEIGHT)
                    outside = bool(self._inside) and not self._inside[row][column]
                    painter.setPen(QColor(look.border))
                    painter.setBrush(QColor(look.soft_accent if (row, column) == self._marked else look.surface))
                    painter.drawRect(cell)
                    if outside:
                        painter.fillRect(cell, QBrush(QColor(look.wire), Qt.BrushStyle.BDiagPattern))
                    painter.setPen(QColor(look.secondary if outside else look.text))
                    painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, _brief(number))
            if self._rows and (len(self._rows) > MOST or len(self._rows[0]) > MOST):
                painter.setPen(QColor(look.secondary))
                rest = QRectF(0, min(len(self._rows), MOST) * CELL_HEIGHT, self.width(), CELL_HEIGHT)
                painter.drawText(rest, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "…")


class WindowPicture(QWidget):
    """Shows a `cnn.explain.windows.Window`, as plain values; of several channels one after the other. Places count from 0."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("windowPicture")
        self._window: Mapping[str, Any] = {}
        self._slice = 0
        self._where, self._sum = QLabel(self), QLabel(self)
        for label in (self._where, self._sum):
            label.setWordWrap(True)
            label.setFont(theme.number_font(theme.small_font()))
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._where.setProperty("look", "secondary")
        self._sum.setObjectName("windowSum")
        self._where.setObjectName("windowPlace")
        self._numbers, self._factors, self._products = (Grid(self) for _ in range(3))
        self._times, self._equals = QLabel("×", self), QLabel("=", self)
        self._slices = QWidget(self)
        self._which = QLabel(self._slices)
        self._which.setFont(theme.small_font())
        self._build()

    def show_window(self, window: Mapping[str, Any] | None) -> None:
        """Shows how a number comes about; with nothing it is empty."""
        before = self._slice if self._window and window and self._window["channel"] == window["channel"] else None
        self._window = window or {}
        slices = self._window.get("slices", ())
        largest = max(range(len(slices)), key=lambda place: abs(slices[place]["total"]), default=0)
        self._slice = before if before is not None and before < len(slices) else largest
        self._show()

    def step(self, way: int) -> None:
        """Shows the next channel of the input, or the one before."""
        if count := len(self._window.get("slices", ())):
            self._slice = (self._slice + way) % count
            self._show()

    @property
    def words(self) -> str:
        """The arithmetic in words."""
        return self._sum.text()

    # ------------------------------------------------------------------ showing

    def _show(self) -> None:
        window = self._window
        self.setVisible(bool(window))
        if not window:
            return
        slices, kind = window["slices"], window["kind"]
        one = slices[self._slice] if slices else NOTHING
        copied = kind == "copied"
        dense = bool(slices) and len(one["numbers"]) == 1 and len(one["numbers"][0]) > MOST and kind == "products"
        self._where.setText(self._place())
        self._slices.setVisible(len(slices) > 1)
        which = filled(self.tr("input channel {0}"), one["channel"])
        if window["depths"]:
            which = filled(self.tr("{0} at depth {1}"), which, one["depth"])
        self._which.setText(filled(self.tr("{0}, one of {1}"), which, f"{len(slices):,}"))
        numbers, factors = one["numbers"], one["factors"]
        if dense or copied:
            numbers = factors = ()
        marks = kind == "largest" and one["total"] == window["total"]  # of a volume it may stand at another depth
        marked = _place_of_largest(numbers, window["inside"]) if marks else None
        self._numbers.show_numbers(numbers, window["inside"], marked, self.tr("What the window sees"))
        self._factors.show_numbers(factors, name=self.tr("The filter"))
        products = _products(numbers, factors)
        self._products.show_numbers(products, name=self.tr("The products"))
        for sign in (self._times, self._equals):
            sign.setVisible(bool(factors))
        self._sum.setText("\n".join(self._largest_products(one) if dense else self._lines(one)))

    def _place(self) -> str:
        """Where the window lies."""
        window = self._window
        rows, columns = window["rows"], window["columns"]
        number = f"{window['channel']:,}"
        out = filled((self.tr("unit {0}") if window.get("vector") else self.tr("output channel {0}")), number)
        if window["kind"] == "copied":
            return filled(self.tr("{0} is {1} of {2}"), out, self._source(window["slices"][0]), window.get("input", ""))
        if window["kind"] == "products" and (window.get("vector") or (len(rows) == 1 and len(columns) > MOST)):
            return filled(self.tr("{0} looks at all numbers of {1}"), out, window.get("input", ""))
        if not window["slices"]:
            return filled(self.tr("{0}: no number of {1} is spread to this place"), out, window.get("input", ""))
        at, seen = self._in_words(rows, columns)
        padding = sum(not there for row in window["inside"] for there in row)
        note = number_of(self.tr(" ({0} place is padding)| ({0} places are padding)"), padding) if padding else ""
        if window.get("vector"):
            return filled(self.tr("{0} looks at {1}{2}"), out, seen, note)
        return filled(self.tr("{0}, {1} looks at {2}{3}"), out, at, seen, note)

    def _source(self, one: Mapping[str, Any]) -> str:
        """Which number of its input a unit takes over."""
        window, channel = self._window, one["channel"]
        row, column, depth = window["rows"][0], window["columns"][0], one["depth"]
        if window["axes"] == 0:
            return filled(self.tr("number {0}"), f"{channel:,}")
        if window["axes"] == 1:
            return filled(self.tr("position {0}, channel {1}"), row, channel)
        if window["axes"] == 2:
            return filled(self.tr("row {0}, column {1}, channel {2}"), row, column, channel)
        return filled(self.tr("depth {0}, row {1}, column {2}, channel {3}"), depth, row, column, channel)

    def _in_words(self, rows: Sequence[int], columns: Sequence[int]) -> tuple[str, str]:
        """Which place of the output, and which of the input."""
        window, read = self._window, self._window.get("input", "")
        row, column = window["place"]
        if window["axes"] == 1:
            return filled(self.tr("position {0}"), row), filled(self.tr("positions {0} of {1}"), _span(rows), read)
        at = filled(self.tr("row {0}, column {1}"), row, column)
        if window["axes"] == 2:
            return at, filled(self.tr("rows {0} and columns {1} of {2}"), _span(rows), _span(columns), read)
        words = self.tr("depths {0}, rows {1} and columns {2} of {3}")
        seen = filled(words, _span(window["depths"]), _span(rows), _span(columns), read)
        return filled(self.tr("depth {0}, {1}"), window["depth"], at), seen

    def _lines(self, one: Mapping[str, Any]) -> list[str]:
        window = self._window
        if window["kind"] == "largest":
            return [filled(self.tr("The largest of {0} numbers: {1}"), window["counted"], spell(window["total"]))]
        if window["kind"] == "copied":
            return [filled(self.tr("The same number: {0}"), spell(window["total"])), *self._end()]
        if window["kind"] == "mean":
            sum_ = spell(window["total"] * window["counted"])
            return [filled(self.tr("The mean of {0} numbers: {1} / {0} = {2}"), window["counted"], sum_, spell(window["total"]))]
        if not window["slices"]:
            return [self.tr("Sum of no products: 0"), *self._end()]
        lines = [filled(self.tr("Sum of these products: {0}"), spell(one["total"]))]
        if window["separable"]:
            lines.insert(0, self.tr("The filter is the channel's own kernel times its weights in the 1×1 convolution."))
        if window["transposed"]:
            lines.insert(0, self.tr("Each number is spread by the kernel; here meet those that reach this place."))
        others = len(window["slices"]) - 1 + window["left_out"]
        if others:
            rest = spell(window["total"] - one["total"])
            of_channels = self.tr("and of {0} other channel|and of {0} other channels")
            of_depths = self.tr("and of {0} other channel or depth|and of {0} other channels and depths")
            words = number_of(of_depths if window["depths"] else of_channels, others)
            lines.append(filled(self.tr("{0}: {1}, together {2}"), words, rest, spell(window["total"])))
        return [*lines, *self._end()]

    def _largest_products(self, one: Mapping[str, Any]) -> list[str]:
        """Of very many numbers those that matter most."""
        pairs = list(zip(self._window["columns"], one["numbers"][0], one["factors"][0], strict=True))
        largest = sorted(pairs, key=lambda pair: -abs(pair[1] * pair[2]))[:LARGEST]
        lines = [
            filled(self.tr("number {0}: {1} × {2} = {3}"), place, spell(number), spell(factor), spell(number * factor))
            for place, number, factor in largest
        ]
        rest = self._window["total"] - sum(number * factor for _, number, factor in largest)
        count = len(pairs) + self._window["left_out"] - len(largest)
        lines.append(
            filled(self.tr("and {0} others: {1}, together {2}"), f"{count:,}", spell(rest), spell(self._window["total"]))
        )
        return [*lines, *self._end()]

    def _end(self) -> list[str]:
        """What comes after the sum."""
        window, lines = self._window, []
        before = window["total"] + (window["bias"] or 0.0)
        if window["bias"] is not None:
            lines.append(filled(self.tr("plus the bias {0}: {1}"), spell(window["bias"]), spell(before)))
        if window["activation"] != "linear":
            lines.append(f"{window['activation']}({spell(before)}) = {spell(window['result'])}")
        if "output" in window:
            lines.append(filled(self.tr("Keras gives {0}"), spell(window["output"])))
        return lines

    def _build(self) -> None:
        before, after = QToolButton(self._slices), QToolButton(self._slices)
        for button, glyph, words, way in (
            (before, "caret-left", self.tr("The channel before"), -1),
            (after, "caret-right", self.tr("The next channel"), 1),
        ):
            button.setIcon(icons.icon(glyph, "secondary"))  # type: ignore[arg-type]
            button.setAccessibleName(words)
            button.setToolTip(words)
            button.clicked.connect(lambda _=False, step=way: self.step(step))
        chooser = QHBoxLayout(self._slices)
        chooser.setContentsMargins(0, 0, 0, 0)
        for part in (self._which, before, after):
            chooser.addWidget(part)
        chooser.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self._numbers, self._times, self._factors, self._equals, self._products):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._where)
        column.addWidget(self._slices)
        column.addLayout(row)
        column.addWidget(self._sum)
        column.addStretch(1)
        self.hide()


def _place_of_largest(numbers: Rows, inside: Sequence[Sequence[bool]]) -> tuple[int, int] | None:
    """Row and column of the largest number that is no padding."""
    places = [(row, column) for row, line in enumerate(inside) for column, there in enumerate(line) if there]
    return max(places, key=lambda place: numbers[place[0]][place[1]], default=None)


def _products(numbers: Rows, factors: Rows) -> Rows:
    """Each number times the one that stands at its place; nothing without factors."""
    return [
        [a * b for a, b in zip(left, right, strict=True)] for left, right in zip(numbers, factors or (), strict=bool(factors))
    ]


def _span(places: Sequence[int]) -> str:
    """Rows or columns in words, counted from 0 (what lies before is padding); with a dilation each is named."""
    if len(places) > 1 and places[1] - places[0] > 1:
        return COMMA.join(minus(str(place)) for place in places)
    first, last = (minus(str(place)) for place in (places[0], places[-1]))
    return first if first == last else f"{first}–{last}"
