"""What ends a training or slows it down, against Keras's own callbacks."""

import json
import math
from typing import Any

import pytest

pytest.importorskip("keras")

import keras
import numpy as np
import pytest

from cnn.recipe import Recipe
from cnn.worker.fit.watchers import EarlyStopping, ReduceOnPlateau, StopOnNaN, TimeLimit, watchers_for

pytestmark = pytest.mark.keras

RNG = np.random.default_rng(5)
STORIES = [np.minimum.accumulate(RNG.uniform(0, 1, 12)) + RNG.uniform(0, 0.2, 12) for _ in range(6)]


class Fake:
    """As much of a model as Keras's callbacks need."""

    def __init__(self) -> None:
        self.optimizer = keras.optimizers.SGD(1.0)
        self.stop_training = False


@pytest.mark.parametrize(
    "settings", [{"patience": 2}, {"patience": 0}, {"patience": 1, "min_delta": 0.05, "start_from_epoch": 3}]
)
@pytest.mark.parametrize("figure", ["val_loss", "accuracy"])
def test_early_stopping_ends_where_keras_ends(settings: dict[str, Any], figure: str) -> None:
    for story in STORIES:
        model, theirs = (
            Fake(),
            keras.callbacks.EarlyStopping(monitor=figure, mode="min" if "loss" in figure else "max", **settings),
        )
        theirs.set_model(model)
        theirs.on_train_begin()
        ours = EarlyStopping(Recipe.create({"early_stopping": True, **settings}), figure)
        for epoch, value in enumerate(story):
            theirs.on_epoch_end(epoch, {figure: value})
            decision = ours.on_epoch(epoch + 1, {figure: value}, 0.0)
            ours = carried(ours, Recipe.create({"early_stopping": True, **settings}), figure)
            assert bool(decision.stop) == model.stop_training
            if model.stop_training:
                assert figure in decision.stop
                break


@pytest.mark.parametrize("settings", [{"patience": 1}, {"patience": 2, "cooldown": 2, "min_delta": 0.05}])
def test_a_plateau_lowers_the_rate_where_keras_lowers_it(settings: dict[str, Any]) -> None:
    for story in STORIES:
        model, theirs = Fake(), keras.callbacks.ReduceLROnPlateau(factor=0.5, **{"min_delta": 0.0, **settings})
        theirs.set_model(model)
        theirs.on_train_begin()
        recipe = Recipe.create(
            {"plateau_factor": 0.5, "plateau_min_delta": 0.0, **{f"plateau_{k}": v for k, v in settings.items()}}
        )
        ours, rate = ReduceOnPlateau(recipe, "val_loss"), 1.0
        for epoch, value in enumerate(story):
            theirs.on_epoch_end(epoch, {"val_loss": value})
            rate *= ours.on_epoch(epoch + 1, {"val_loss": value}, 0.0).rate_factor
            ours = carried(ours, recipe, "val_loss")
            assert rate == pytest.approx(float(model.optimizer.learning_rate.value.numpy()))


def carried(watcher: Any, recipe: Recipe, figure: str) -> Any:
    """A fresh watcher that took up the other's state from a checkpoint."""
    fresh = type(watcher)(recipe, figure)
    fresh.restore(json.loads(json.dumps(watcher.state())))
    return fresh


def test_a_loss_that_is_no_number_ends_training() -> None:
    watcher = StopOnNaN()
    assert not watcher.on_batch(1, 5, {"loss": 3.0}, 1.0).stop
    for loss in (math.nan, math.inf):
        decision = watcher.on_batch(2, 7, {"loss": loss}, 1.0)
        assert decision.spoiled
        assert "epoch 2, by batch 7" in decision.stop


def test_the_clock() -> None:
    watcher = TimeLimit(1.5)
    assert not watcher.on_batch(1, 1, {}, 89.9).stop
    assert watcher.on_epoch(1, {}, 90.0).stop == "The time limit of 1.5 minutes is over."


def test_a_recipe_gets_what_it_asks_for() -> None:
    assert [watcher.name for watcher in watchers_for(Recipe(), validates=True)] == ["stop_on_nan"]
    recipe = Recipe(stop_on_nan=False, reduce_on_plateau=True, early_stopping=True, time_limit=3)
    assert [watcher.name for watcher in watchers_for(recipe, validates=False)] == [
        "reduce_on_plateau",
        "early_stopping",
        "time_limit",
    ]
