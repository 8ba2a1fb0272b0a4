"""The learning rate in the graph: equal to what is drawn, to Keras's own schedules, and changeable while it runs."""

from typing import Any

import pytest

pytest.importorskip("keras")

import keras
import numpy as np
import pytest

from cnn.recipe import Recipe, share_at
from cnn.worker.model.learning_rate import current_rate, rate_of_recipe, reduce_rate, set_rate, stretch
from cnn.worker.model.objective import optimizer

pytestmark = pytest.mark.keras

RATE, PER_EPOCH, EPOCHS = 0.5, 10, 8
STEPS = [0, 1, 3, 7, 10, 19, 20, 21, 35, 49, 64, 79]
schedules = keras.optimizers.schedules

#: settings → the same said in Keras's own words
THEIRS: dict[str, tuple[dict[str, Any], Any]] = {
    "step": (
        {"schedule": "step", "step_epochs": 3, "step_factor": 0.5},
        schedules.ExponentialDecay(RATE, 3 * PER_EPOCH, 0.5, staircase=True),
    ),
    "exponential": (
        {"schedule": "exponential", "decay_epochs": 2, "decay_rate": 0.7},
        schedules.ExponentialDecay(RATE, 2 * PER_EPOCH, 0.7),
    ),
    "polynomial": (
        {"schedule": "polynomial", "power": 2.0, "final_share": 0.1},
        schedules.PolynomialDecay(RATE, EPOCHS * PER_EPOCH, end_learning_rate=0.1 * RATE, power=2.0),
    ),
    "cosine": ({"schedule": "cosine", "final_share": 0.1}, schedules.CosineDecay(RATE, EPOCHS * PER_EPOCH, alpha=0.1)),
    "warm-up": (
        {"schedule": "cosine", "warmup_epochs": 2, "warmup_start": 0.1},
        schedules.CosineDecay(0.1 * RATE, 6 * PER_EPOCH, warmup_target=RATE, warmup_steps=2 * PER_EPOCH),
    ),
    "restarts": (
        {"schedule": "cosine", "restart_epochs": 1.3, "restart_growth": 1.5, "restart_shrink": 0.8, "final_share": 0.05},
        schedules.CosineDecayRestarts(RATE, 1.3 * PER_EPOCH, t_mul=1.5, m_mul=0.8, alpha=0.05),
    ),
}


def made(**settings: Any) -> tuple[Recipe, Any]:
    recipe = Recipe.create({"optimizer": "SGD", "learning_rate": RATE, "epochs": EPOCHS, **settings})
    return recipe, optimizer(recipe, PER_EPOCH)


def rates(optimizer: Any, steps: list[int] = STEPS) -> list[float]:
    found = []
    for step in steps:
        optimizer._iterations.assign(step)
        found.append(current_rate(optimizer))
    return found


@pytest.mark.parametrize("name", THEIRS)
def test_as_keras_has_it_and_as_it_is_drawn(name: str) -> None:
    settings, theirs = THEIRS[name]
    recipe, ours = made(**settings)
    found = rates(ours)
    assert found == pytest.approx([float(theirs(step)) for step in STEPS], rel=1e-5, abs=1e-6)
    assert found == pytest.approx(
        [RATE * float(share_at(recipe, step, PER_EPOCH, EPOCHS, np)) for step in STEPS], rel=1e-5, abs=1e-6
    )


def test_one_cycle_is_as_drawn() -> None:
    recipe, ours = made(schedule="one_cycle")
    assert rates(ours) == pytest.approx([RATE * float(share_at(recipe, step, PER_EPOCH, EPOCHS, np)) for step in STEPS], rel=1e-4)


@pytest.mark.parametrize("settings", [{}, {"schedule": "cosine", "warmup_epochs": 1}])
def test_a_rate_set_by_hand_and_reductions_go_together_with_a_curve(settings: dict[str, Any]) -> None:
    recipe, ours = made(**settings)
    shares = [float(share_at(recipe, step, PER_EPOCH, EPOCHS, np)) for step in STEPS]
    set_rate(ours, 0.2)
    assert rates(ours) == pytest.approx([0.2 * share for share in shares], rel=1e-5, abs=1e-6)
    reduce_rate(ours, 0.5)
    assert rates(ours) == pytest.approx([0.1 * share for share in shares], rel=1e-5, abs=1e-6)
    ours._iterations.assign(20)
    reduce_rate(ours, 0.1, least=0.06)
    assert current_rate(ours) == pytest.approx(max(0.06, 0.01 * shares[6]), rel=1e-4)


def test_more_epochs_stretch_the_curve() -> None:
    recipe, ours = made(schedule="cosine")
    stretch(ours, 12)
    assert rates(ours, [100, 199]) == pytest.approx(
        [RATE * float(share_at(recipe, step, PER_EPOCH, 20, np)) for step in (100, 199)], rel=1e-3
    )


def test_what_a_checkpoint_must_hold_is_among_the_optimizers_variables() -> None:
    _, ours = made(schedule="cosine", momentum=0.9)
    ours.build([keras.Variable(np.zeros(3))])
    assert any(variable is ours._learning_rate.factor for variable in ours.variables)
    assert any(variable is ours._iterations for variable in ours.variables)


@pytest.mark.parametrize("settings", [{}, {"schedule": "cosine"}])
def test_what_a_checkpoint_brought_gives_way_to_the_recipe_s_rate(settings: dict[str, Any]) -> None:
    recipe, found = made(**settings)
    set_rate(found, 0.125)
    reduce_rate(found, 0.5)
    rate_of_recipe(found, recipe.learning_rate)
    assert current_rate(found) == pytest.approx(RATE)
