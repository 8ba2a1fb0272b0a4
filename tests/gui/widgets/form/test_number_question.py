"""A question for a number."""

import pytest

from gui.widgets.form.number_question import unbroken


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("It is ⌊(28 − 5) / 2⌋ + 1 = 12.", "It is ⌊(28_−_5)_/_2⌋_+_1 = 12."),
        ("Here W = 28 and F = 5.", "Here W_=_28 and F_=_5."),
        ("That is 48 % of all.", "That is 48_% of all."),
        ("No formula at all", "No formula at all"),
    ],
)
def test_no_line_ends_in_a_short_formula(words: str, expected: str) -> None:
    assert unbroken(words) == expected.replace("_", "\N{NO-BREAK SPACE}")
