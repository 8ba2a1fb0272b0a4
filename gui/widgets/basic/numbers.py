"""Numbers of an analysis as people read them. `None` is a number that can't be known."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from cnn.shapes import Shape, spell_spaced
from cnn.words.quantities import UNKNOWN, digits, spell_short, spell_total


def exact(number: int | None) -> str:
    """All digits, in groups of three: `61,706`."""
    return UNKNOWN if number is None else digits(number)


def total(number: int | None, known: int, spell: Callable[[int], str] = digits) -> str:
    """A total over all layers: `61,706`; `at least 61,706` where a layer's part can't be known."""
    return spell_total(number, known, spell, QCoreApplication.translate("numbers", "at least {0}"))


def change(number: int | None) -> str:
    """What is added or taken away: `+ 2,416`, `− 24`, `+ 0`, `+ ?`."""
    return f"{'−' if number is not None and number < 0 else '+'} {UNKNOWN if number is None else digits(abs(number))}"


def short_change(number: int | None) -> str:
    """The same with three digits and a unit: `− 1.2 M`."""
    return f"{'−' if number is not None and number < 0 else '+'} {UNKNOWN if number is None else spell_short(abs(number))}"


def short(number: int | None) -> str:
    """Three digits and a unit: `417 k`, `1.82 G`."""
    return spell_short(number)


def shape(sizes: Shape | None) -> str:
    """A shape with air in it: `28 × 28 × 1`; `?` stands for an open size."""
    return UNKNOWN if sizes is None else spell_spaced(sizes)
