"""Totals in words."""

import pytest

from cnn.words.quantities import number_of, spell_share, spell_total


@pytest.mark.parametrize(
    ("total", "known", "words"),
    [(61_706, 61_706, "61,706"), (0, 0, "0"), (None, 61_706, "at least 61,706"), (None, 0, "?")],
)
def test_a_part_is_never_called_the_whole(total: int | None, known: int, words: str) -> None:
    assert spell_total(total, known) == words


def test_other_words_and_units() -> None:
    assert spell_total(None, 5, lambda number: f"{number} B", "mindestens {0}") == "mindestens 5 B"


@pytest.mark.parametrize(("number", "words"), [(0, "0 classes"), (1, "1 class"), (2, "2 classes"), (1234, "1,234 classes")])
def test_one_is_one(number: int, words: str) -> None:
    assert number_of("{0} class|{0} classes", number) == words


def test_more_can_be_said_of_a_number() -> None:
    assert number_of("{1}: {0} image|{1}: {0} images", 1, "cats") == "cats: 1 image"


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0, "0%"),
        (1.0, "100%"),
        (0.374, "37%"),
        (0.002, "0.2%"),
        (0.0004, "0.04%"),
        (1e-9, "less than 0.01%"),
        (0.996, "99.6%"),
        (0.99999, "more than 99.99%"),
    ],
)
def test_something_is_not_nothing_and_nearly_all_not_everything(share: float, words: str) -> None:
    assert spell_share(share) == words
