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


def three_digits(value: float) -> str:
    """A number below a thousand in three digits: `6.25`, `13.2`, `724`."""
    return f"{value:.2f}" if value < 9.995 else f"{value:.1f}" if value < 99.95 else f"{value:,.0f}"


def spell_bytes(size: int | None) -> str:
    """A size in memory: `240 B`, `6.25 kB`, `0.24 MB`, with 1 kB = 1,024 B as Keras's summary counts; `?` for an unknown one."""
    if size is None:
        return UNKNOWN
    for power, unit in ((30, "GB"), (20, "MB"), (10, "kB")):
        if size >= (1 << power) * (0.1 if unit == "MB" else 1):
            return f"{three_digits(size / (1 << power))} {unit}"
    return f"{size} B"


def spell_total(total: int | None, known: int, spell: Callable[[int], str] = digits, least: str = "at least {0}") -> str:
    """A total as people read it: `61,706`; `at least 61,706` where only that much is known of it; `?` where nothing is."""
    if total is not None:
        return spell(total)
    return least.format(spell(known)) if known else UNKNOWN
