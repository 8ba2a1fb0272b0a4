"""The curves of the learning rate as they are drawn: laws that hold for each, and points known by hand."""

from math import cos, pi
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.recipe import SCHEDULES, Recipe, drawn, share_at


def share(step: float, per_epoch: int = 10, epochs: int = 8, **settings: Any) -> float:
    return float(share_at(Recipe.create({"epochs": epochs, **settings}), step, per_epoch, epochs, np))


@pytest.mark.parametrize(
    ("settings", "points"),
    [
        ({}, {0: 1, 79: 1}),
        ({"warmup_epochs": 2}, {0: 0, 5: 0.25, 20: 1, 79: 1}),
        ({"warmup_epochs": 2, "warmup_start": 0.2}, {0: 0.2, 10: 0.6, 20: 1}),
        ({"schedule": "step", "step_epochs": 3, "step_factor": 0.5}, {0: 1, 29: 1, 30: 0.5, 60: 0.25}),
        ({"schedule": "step", "step_epochs": 3, "warmup_epochs": 1}, {5: 0.5, 39: 1, 40: 0.1}),
        ({"schedule": "exponential", "decay_rate": 0.5, "decay_epochs": 2}, {0: 1, 20: 0.5, 10: 0.5**0.5}),
        ({"schedule": "polynomial", "final_share": 0.2}, {0: 1, 40: 0.6, 80: 0.2, 200: 0.2}),
        ({"schedule": "polynomial", "power": 2.0, "warmup_epochs": 2}, {50: 0.25, 80: 0}),
        ({"schedule": "cosine"}, {0: 1, 20: 0.5 * (1 + cos(pi / 4)), 40: 0.5, 80: 0, 99: 0}),
        (
            {"schedule": "cosine", "restart_epochs": 2, "restart_growth": 1, "restart_shrink": 0.5},
            {0: 1, 10: 0.5, 20: 0.5, 30: 0.25},
        ),
        ({"schedule": "cosine", "restart_epochs": 1, "restart_growth": 2}, {5: 0.5, 10: 1, 20: 0.5, 50: 0.5}),
        (
            {"schedule": "one_cycle", "cycle_peak": 0.25, "cycle_start": 0.1, "cycle_end": 0},
            {0: 0.1, 10: 0.55, 20: 1, 50: 0.5, 80: 0},
        ),
    ],
)
def test_known_points(settings: dict[str, Any], points: dict[int, float]) -> None:
    assert {step: share(step, **settings) for step in points} == pytest.approx(points, abs=1e-9)


@pytest.mark.slow
@given(st.sampled_from(SCHEDULES), st.floats(0, 3), st.floats(0, 1), st.integers(0, 200), st.integers(1, 50))
def test_no_rate_is_higher_than_the_learning_rate(
    schedule: str, warmup_epochs: float, warmup_start: float, step: int, per_epoch: int
) -> None:
    settings = {"schedule": schedule, "warmup_epochs": warmup_epochs, "warmup_start": warmup_start, "restart_epochs": 1.5}
    assert 0 <= share(step, per_epoch, **settings) <= 1 + 1e-9


def test_what_is_drawn_is_the_curve_over_all_epochs() -> None:
    recipe = Recipe.create({"schedule": "cosine", "warmup_epochs": 1, "learning_rate": 0.5, "epochs": 4})
    epochs, rates = drawn(recipe, recipe.learning_rate, recipe.epochs, points=8)
    assert epochs.tolist() == [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5]
    assert rates[:3].tolist() == [0, 0.25, 0.5]
    assert np.all(np.diff(rates[2:]) < 0)
    assert drawn(Recipe(), 0.1, 3, points=4)[1].tolist() == [0.1] * 4


@pytest.mark.parametrize(
    ("settings", "idle", "used"),
    [
        (
            {},
            {"step_epochs", "power", "warmup_start", "plateau_factor", "patience", "momentum", "focal_gamma", "top_k"},
            {"beta_1"},
        ),
        ({"schedule": "cosine"}, {"restart_growth", "step_factor"}, {"final_share", "restart_epochs", "warmup_epochs"}),
        ({"schedule": "one_cycle", "warmup_epochs": 2}, {"warmup_epochs", "warmup_start"}, {"cycle_peak"}),
        (
            {"optimizer": "SGD", "reduce_on_plateau": True, "early_stopping": True},
            {"beta_1"},
            {"momentum", "plateau_factor", "patience"},
        ),
        ({"loss": "huber", "metrics": "top_k_accuracy"}, {"label_smoothing", "focal_alpha"}, {"huber_delta", "top_k"}),
    ],
)
def test_settings_without_effect_are_known(settings: dict[str, Any], idle: set[str], used: set[str]) -> None:
    found = Recipe.create(settings).idle_settings()
    assert idle <= found
    assert not used & found
