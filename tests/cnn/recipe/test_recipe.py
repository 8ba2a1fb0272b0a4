"""Recipes refuse what can't work, in words for people."""

import pytest
from pydantic import ValidationError

from cnn.errors import RecipeError
from cnn.recipe import Recipe


def test_defaults() -> None:
    recipe = Recipe()
    assert (recipe.epochs, recipe.batch_size, recipe.optimizer, recipe.learning_rate) == (10, 64, "Adam", 1e-3)
    assert Recipe.create(recipe.model_dump()) == recipe


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"epochs": 0}, "epochs should be at least 1"),
        ({"batch_size": "many"}, "batch_size"),
        ({"learning_rate": -1}, "learning_rate should be greater than 0"),
        ({"learning_rate": float("nan")}, "learning_rate"),
        ({"validation_split": 1.0}, "validation_split should be less than 1"),
        ({"optimizer": "adam2"}, "optimizer should be"),
        ({"device": "tpu"}, "device"),
        ({"seed": -1}, "seed"),
    ],
)
def test_what_is_wrong_is_named(values: dict[str, object], words: str) -> None:
    with pytest.raises(RecipeError) as caught:
        Recipe.create(values)
    assert words in caught.value.message
    assert str(next(iter(values.values()))) in caught.value.message


def test_a_setting_that_is_none_is_named_and_the_nearest_proposed() -> None:
    with pytest.raises(RecipeError) as caught:
        Recipe.create({"epoch": 3})
    assert str(caught.value) == "There is no setting 'epoch'. Did you mean epochs?"


def test_changes_are_checked() -> None:
    recipe = Recipe(seed=7)
    assert recipe.changed(epochs=3) == Recipe(seed=7, epochs=3)
    with pytest.raises(RecipeError):
        recipe.changed(epochs=0)


@pytest.mark.parametrize("device", ["auto", "cpu", "gpu", "gpu:0", "gpu:12", "all"])
def test_devices(device: str) -> None:
    assert Recipe(device=device).device == device


def test_a_recipe_does_not_change() -> None:
    with pytest.raises(ValidationError):
        Recipe().epochs = 3  # type: ignore[misc]
