"""Formulas as text with coloured letters: each has one colour, in formulas, in numbers put in its place and in pictures."""

from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from cnn.explain import Symbol, filled, pieces
from gui.style import theme

#: where a line may end without a sign
BREAK = "\u200b"
#: a line may end at a bracket that holds more signs than this; with the name in front it still fits the narrowest column
MUCH = 14


def in_letters(formula: str, known: Iterable[Symbol]) -> str:
    """A formula as rich text; letters that are explained have their colours."""
    letters = {symbol.letter for symbol in known}
    return "".join(_coloured(text, letter if letter in letters else "") for text, letter in pieces(breakable(formula)))


def in_numbers(formula: str, symbols: Sequence[Symbol]) -> str:
    """The formula with values in the places of letters, in the letters' colours."""
    known = {symbol.letter for symbol in symbols}
    return "".join(_coloured(text, letter if letter in known else "") for text, letter in filled(breakable(formula), symbols))


def breakable(formula: str) -> str:
    """A formula whose line may end inside brackets that hold much, as functions of functions do; `exp(x)` stays whole.

    It may end before such a bracket is closed as well: many that are closed together are longer than a line.
    """
    opened, behind, before = list[int](), set[int](), set[int]()
    for place, sign in enumerate(formula):
        if sign == "(":
            opened.append(place)
        elif sign == ")" and opened and place - (begin := opened.pop()) > MUCH:
            behind.add(begin)
            before.add(place)
    return "".join(f"{BREAK * (place in before)}{sign}{BREAK * (place in behind)}" for place, sign in enumerate(formula))


def meanings(symbols: Iterable[Symbol]) -> str:
    """What letters stand for, as plain text, a line for each."""
    named = (
        (f"{symbol.letter} = {symbol.value}" if symbol.value else symbol.letter, symbol.meaning)
        for symbol in symbols
        if not symbol.letter.isdigit()
    )
    return "\n".join(" ".join(filter(None, parts)) for parts in named)


def _coloured(text: str, letter: str) -> str:
    words = escape(text)
    return f'<span style="color:{theme.current().letter(letter)};font-weight:600">{words}</span>' if letter else words


class WrappedLabel(QLabel):
    """A text as high as its lines need. What a width needs is worked out once: a layout asks many times, and of rich text every
    answer costs half a millisecond."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights: dict[int, int] = {}
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    def setText(self, text: str) -> None:
        """Shows another text; the same one again would be laid out anew."""
        if text == self.text():
            return
        self._heights = {}
        super().setText(text)

    def sizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = super().heightForWidth(width)
        return self._heights[width]

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._heights = {}
        super().changeEvent(event)


class FormulaLabel(WrappedLabel):
    """A formula in letters, or with numbers in their places; wears the theme's colours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formula, self._numbers = "", False
        self._advance = 0  # of all in one line
        self._symbols: tuple[Symbol, ...] = ()
        self.setFont(theme.number_font())
        self.setTextFormat(Qt.TextFormat.RichText)

    def show_formula(self, formula: str, symbols: Sequence[Symbol], *, numbers: bool = False) -> None:
        """Shows a formula; pointing at it tells what its letters mean."""
        if (formula, tuple(symbols), numbers) == (self._formula, self._symbols, self._numbers):
            return
        self._formula, self._symbols, self._numbers = formula, tuple(symbols), numbers
        bold = QFontMetrics(theme.number_font(self.font(), bold=True))
        self._advance = bold.horizontalAdvance(self.plain()) + 2
        self.setToolTip(meanings(symbols))
        self.setAccessibleName(self.plain())
        self._dress()

    def heightForWidth(self, width: int) -> int:
        return self.fontMetrics().height() if self._advance <= width else super().heightForWidth(width)

    def plain(self) -> str:
        """What is shown, as plain text."""
        shown = filled(self._formula, self._symbols) if self._numbers else pieces(self._formula)
        return "".join(text for text, _ in shown)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()
        super().changeEvent(event)

    def _dress(self) -> None:
        write = in_numbers if self._numbers else in_letters
        self.setText(write(self._formula, self._symbols))


class Legend(WrappedLabel):
    """What letters mean: a row for each, with its value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._symbols: tuple[Symbol, ...] = ()
        self.setFont(theme.number_font(theme.small_font()))
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setProperty("look", "secondary")

    def show_symbols(self, symbols: Sequence[Symbol]) -> None:
        """Shows these letters and no others."""
        self._symbols = tuple(symbols)
        self.setAccessibleName(meanings(symbols))
        self._dress()
        show_if(self, bool(symbols))

    def plain(self) -> str:
        """What is shown, as plain text."""
        return meanings(self._symbols)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()
        super().changeEvent(event)

    def _dress(self) -> None:
        rows = "".join(
            f'<tr><td style="padding-right:8px">{_coloured(symbol.letter, symbol.letter)}</td><td>{_meaning(symbol)}</td></tr>'
            for symbol in self._symbols
        )
        self.setText(f'<table cellspacing="0" cellpadding="0">{rows}</table>')


def _meaning(symbol: Symbol) -> str:
    """`5  kernel: pixels a side`, the value in bold."""
    value = f"<b>{escape(symbol.value)}</b>" if symbol.value else ""
    return "&nbsp; ".join(filter(None, (value, escape(symbol.meaning).replace("(", f"({BREAK}"))))


def show_if(widget: QWidget, shown: bool) -> None:
    """Shows or hides a widget; one that is so already costs nothing, not even a new layout."""
    if widget.isHidden() == shown:
        widget.setVisible(shown)
