"""Totals in words."""

import pytest

from cnn.totals import spell_total


@pytest.mark.parametrize(
    ("total", "known", "words"),
    [(61_706, 61_706, "61,706"), (0, 0, "0"), (None, 61_706, "at least 61,706"), (None, 0, "?")],
)
def test_a_part_is_never_called_the_whole(total: int | None, known: int, words: str) -> None:
    assert spell_total(total, known) == words


def test_other_words_and_units() -> None:
    assert spell_total(None, 5, lambda number: f"{number} B", "mindestens {0}") == "mindestens 5 B"
