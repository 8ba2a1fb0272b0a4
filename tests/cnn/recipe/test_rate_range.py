"""What the losses of a range test say."""

from itertools import pairwise
from math import inf, nan

import pytest

from cnn.recipe.rate_range import STEPS, diverged, rate_at, smoothed, suggested

RATES = [rate_at(step) for step in range(STEPS)]


def test_every_rate_is_larger_than_the_last_by_the_same_factor() -> None:
    assert (RATES[0], RATES[-1]) == pytest.approx((1e-6, 1.0))
    assert {round(b / a, 9) for a, b in pairwise(RATES)} == {round(10 ** (6 / 99), 9)}


def test_the_running_mean_has_no_pull_towards_its_start() -> None:
    assert smoothed([3.0] * 7) == pytest.approx([3.0] * 7)
    assert smoothed([1.0, 2.0]) == pytest.approx([1.0, (0.09 * 1 + 0.1 * 2) / 0.19])


def test_the_suggestion_is_where_the_loss_falls_fastest_and_not_behind_its_least() -> None:
    losses = [2.3 if rate < 1e-3 else 2.3 - 1.5 * min(rate / 1e-2, 1.0) if rate < 0.1 else 30.0 for rate in RATES]
    assert 1e-3 < (suggested(RATES, losses) or 0) < 3e-2
    assert suggested(RATES, [1.0 + place for place in range(STEPS)]) is None
    assert suggested(RATES[:3], [3.0, 2.0, 1.0]) is None


@pytest.mark.parametrize(
    ("losses", "over"), [([], False), ([2.0, 1.9], False), ([2.0] * 20 + [90.0], True), ([2.0, nan], True), ([inf], True)]
)
def test_when_larger_rates_tell_nothing_more(losses: list[float], over: bool) -> None:
    assert diverged(losses) is over
