"""One number of a layer with the arithmetic behind it, and how arithmetic is written: in letters first, then in numbers."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

#: a letter of a formula: Latin or Greek, with an index or a prime
LETTER = re.compile(r"(?<![^\W\d_])[A-Za-zα-ω](?:′|[₀-₉]+)?(?![^\W\d_]|[′₀-₉])")


@dataclass(frozen=True)
class Symbol:
    """A letter of a formula: what stands in its place here, and what it means. A number that is always there (the bias's 1) can
    be explained as well."""

    letter: str
    value: str
    meaning: str


@dataclass(frozen=True)
class Line:
    """What a number is called, how it comes about with the layer's own values, the number, and a remark.

    `arithmetic` is empty where nothing is calculated; else it uses · − / + ( ) ⌊ ⌋ and gives the number `result` starts with.
    `formula` is the same in letters, which `symbols` explain: with their values put in it is the arithmetic.
    """

    label: str
    arithmetic: str
    result: str
    note: str = ""
    formula: str = ""
    symbols: tuple[Symbol, ...] = ()


@dataclass(frozen=True)
class Formula:
    """Arithmetic in letters, and what they stand for."""

    text: str
    symbols: tuple[Symbol, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def arithmetic(self) -> str:
        """The formula with the values put in."""
        return "".join(text for text, _ in filled(self.text, self.symbols))

    def then(self, between: str, other: "Formula", after: str = "") -> "Formula":
        """This formula, a sign, and another one; letters that stand in both are explained once."""
        known = {symbol.letter for symbol in self.symbols}
        more = tuple(symbol for symbol in other.symbols if symbol.letter not in known)
        return Formula(f"{self.text}{between}{other.text}{after}", (*self.symbols, *more))

    def line(self, label: str, result: str, note: str = "") -> Line:
        """What comes of it, as a line."""
        return Line(label, self.arithmetic, result, note, self.text, self.symbols)


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """A formula cut up: each piece of text, and the letter that it is; "" for what stands between letters.

    >>> list(pieces("(W − F′) / 2"))
    [('(', ''), ('W', 'W'), (' − ', ''), ('F′', 'F′'), (') / 2', '')]
    """
    end = 0
    for found in LETTER.finditer(text):
        if found.start() > end:
            yield text[end : found.start()], ""
        yield found[0], found[0]
        end = found.end()
    if end < len(text):
        yield text[end:], ""


def filled(text: str, symbols: Sequence[Symbol]) -> list[tuple[str, str]]:
    """The same pieces with values in the places of the letters; a letter that nothing is known of stays."""
    values = {symbol.letter: symbol.value for symbol in symbols}
    return [(values.get(letter, piece) if letter else piece, letter) for piece, letter in pieces(text)]


def number(value: int) -> str:
    """`120,422,400`."""
    return f"{value:,}"


def product(sizes: Iterable[int | None]) -> str:
    """All sizes, also the ones: `1·1·192`."""
    return "·".join(number(size or 0) for size in sizes) or "1"


def ratio(many: int, few: int) -> str:
    """How many times more: `9.7`, `3,110`."""
    share = many / few
    return f"{share:.1f}" if share < 100 else f"{share:,.0f}"
