"""Ways of doing the same, compared: a bar for each, and how its length comes about."""

from collections.abc import Sequence
from math import log10

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cnn.explain import Bar, Chart, Symbol
from cnn.words.lists import clauses
from cnn.words.quantities import digits
from gui.style import theme
from gui.widgets.explain.formulas import BREAK, FormulaLabel, WrappedLabel, show_if

HEIGHT, CORNER = 8, 2
#: pixels of a bar that is there at all
LEAST = 2


class Charts(QWidget):
    """Charts below each other; those that were made are used again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self._views: list[ChartView] = []

    def show_charts(self, charts: Sequence[Chart]) -> None:
        """Shows these and no others."""
        for _ in range(len(self._views), len(charts)):
            self._views.append(ChartView(self))
            self._column.addWidget(self._views[-1])
        for view, chart in zip(self._views, charts, strict=False):
            view.show_chart(chart)
        for view in self._views[len(charts) :]:
            show_if(view, False)
        show_if(self, bool(charts))

    @property
    def shown(self) -> tuple[Chart, ...]:
        """The charts that are to be seen."""
        return tuple(view.chart for view in self._views if not view.isHidden() and view.chart is not None)


class ChartView(QWidget):
    """A chart's title and unit, its bars, and what they say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart: Chart | None = None
        self._title, self._unit, self._note = WrappedLabel(), QLabel(), WrappedLabel()
        self._title.setFont(theme.number_font(bold=True))
        self._unit.setProperty("look", "secondary")
        self._unit.setFont(theme.small_font())
        self._note.setProperty("look", "secondary")
        self._note.setFont(theme.small_font())
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        self._bars = QVBoxLayout()
        self._bars.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(self._bars)
        column.addWidget(self._note)
        self._rows: list[BarRow] = []

    def show_chart(self, chart: Chart) -> None:
        """Shows one chart."""
        self.chart = chart
        self._title.setText(chart.title)
        self._unit.setText(chart.unit)
        self._note.setText(chart.note)
        show_if(self._note, bool(chart.note))
        for _ in range(len(self._rows), len(chart.bars)):
            self._rows.append(BarRow(self))
            self._bars.addWidget(self._rows[-1])
        most = max((bar.total for bar in chart.bars), default=1)
        for row, bar in zip(self._rows, chart.bars, strict=False):
            row.show_bar(bar, length(bar.total, most, logarithmic=chart.logarithmic))
        for row in self._rows[len(chart.bars) :]:
            show_if(row, False)
        self.setAccessibleName(clauses(f"{bar.label} {digits(bar.total)}" for bar in chart.bars))
        show_if(self, True)


class BarRow(QWidget):
    """What a bar stands for and how much it is, the bar, and how the amount of each part comes about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label, self._total, self._note = WrappedLabel(), QLabel(), WrappedLabel()
        self._total.setFont(theme.number_font(bold=True))
        self._total.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._note.setProperty("look", "secondary")
        self._note.setFont(theme.number_font(theme.small_font()))
        self._line = _Line()
        self._parts: list[_PartRow] = []
        self._below = QVBoxLayout()
        self._below.setSpacing(2)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(self._note, 1)
        last.addWidget(self._total)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._label)
        column.addWidget(self._line)
        column.addLayout(last)
        column.addLayout(self._below)

    def show_bar(self, bar: Bar, part_of_most: float) -> None:
        """Shows one bar, so long in parts of the longest."""
        self._label.setText(bar.label.replace("_", f"_{BREAK}"))  # names of layers may be longer than a line
        self._total.setText(digits(bar.total))
        self._note.setText(bar.note)
        self._line.show_bar([part.amount for part in bar.parts], part_of_most, own=bar.own)
        told = [part for part in bar.parts if part.formula]
        for _ in range(len(self._parts), len(told)):
            self._parts.append(_PartRow())
            self._below.addWidget(self._parts[-1])
        for row, part in zip(self._parts, told, strict=False):
            row.show_part(part.label, digits(part.amount) if len(told) > 1 else "", part.formula.text, part.formula.symbols)
        for row in self._parts[len(told) :]:
            show_if(row, False)
        show_if(self, True)


class _PartRow(QWidget):
    """`5×5  10,035,200` and `28·28·32 · 5·5·16` below; in letters when pointed at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        small = theme.number_font(theme.small_font())
        self._label, self._amount, self._formula, self._numbers = QLabel(), QLabel(), FormulaLabel(), FormulaLabel()
        self._label.setFont(small)
        self._amount.setFont(small)
        self._amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        first = QHBoxLayout()
        first.addWidget(self._label, 1)
        first.addWidget(self._amount)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(first)
        for part in (self._formula, self._numbers):
            part.setFont(small)
            column.addWidget(part)

    def show_part(self, label: str, amount: str, formula: str, symbols: Sequence[Symbol]) -> None:
        """Shows one part."""
        self._label.setText(label)
        self._amount.setText(amount)
        show_if(self._label, bool(amount))
        show_if(self._amount, bool(amount))
        self._formula.show_formula(formula, symbols)
        self._numbers.show_formula(formula, symbols, numbers=True)
        show_if(self, True)


class _Line(QWidget):
    """The bar itself; its parts beside each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[int] = []
        self._length, self._own = 0.0, False
        self.setFixedHeight(HEIGHT)

    def show_bar(self, parts: Sequence[int], part_of_most: float, *, own: bool) -> None:
        """Shows parts of these amounts, all together so long in parts of the width."""
        self._parts, self._length, self._own = list(parts), part_of_most, own
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, total = theme.current(), sum(self._parts)
        if not total:
            return
        whole = max(self.width() * self._length, LEAST)
        with QPainter(self) as painter:
            left = 0.0
            for place, part in enumerate(self._parts):
                wide = whole * part / total
                colour = QColor(look.accent if self._own else look.wire)
                colour.setAlphaF(1.0 if place % 2 == 0 else 0.55)
                painter.fillRect(QRectF(left, 0, max(wide - (1 if place + 1 < len(self._parts) else 0), 1), HEIGHT), colour)
                left += wide


def length(amount: int, most: int, *, logarithmic: bool) -> float:
    """How long a bar is, in parts of the longest one; on a logarithmic scale the bar of a single one has no length."""
    if most <= 0 or amount <= 0:
        return 0.0
    if not logarithmic:
        return amount / most
    return log10(amount) / log10(most) if most > 1 else 1.0
