"""What a network amounts to: a total is exact, or it can't be known and only a part of it is."""

from collections.abc import Callable
from typing import NamedTuple

UNKNOWN = "?"


class Totals(NamedTuple):
    """Sums over the layers whose numbers are known; the whole can only be more."""

    params: int = 0
    trainable_params: int = 0


def digits(number: int) -> str:
    """All digits, in groups of three: `61,706`."""
    return f"{number:,}"


def spell_total(total: int | None, known: int, spell: Callable[[int], str] = digits, least: str = "at least {0}") -> str:
    """A total as people read it: `61,706`; `at least 61,706` where only that much is known of it; `?` where nothing is."""
    if total is not None:
        return spell(total)
    return least.format(spell(known)) if known else UNKNOWN
