"""Augmentation in the recipe, and which settings of transfer learning have an effect."""

import pytest

from cnn.errors import RecipeError
from cnn.layers import MixUp, RandomFlip
from cnn.project import Project, dumps, loads
from cnn.recipe import Recipe


def test_augmentation_lives_in_the_project_file() -> None:
    recipe = Recipe.create({"augmentation": 'RandomFlip(mode="vertical"), MixUp(alpha=0.3)', "xla": "off"})
    assert recipe.augmentation == (RandomFlip(mode="vertical"), MixUp(alpha=0.3))
    assert loads(dumps(Project(recipe=recipe))).recipe == recipe
    assert recipe.changed(epochs=3).augmentation == recipe.augmentation


def test_an_augmentation_that_cannot_be_says_why() -> None:
    with pytest.raises(RecipeError, match="augmentation: Dropout doesn't change images at random"):
        Recipe.create({"augmentation": "Dropout()"})


def test_fine_tuning_needs_something_frozen() -> None:
    fine = {"fine_tune_after", "fine_tune_rate", "fine_tune_from"}
    assert fine <= Recipe().idle_settings()
    assert fine & Recipe(freeze="conv*").idle_settings() == {"fine_tune_rate", "fine_tune_from"}
    assert not fine & Recipe(freeze_until="conv2d", fine_tune_after=3).idle_settings()


def test_forms_leave_the_list_of_layers_to_its_own_window() -> None:
    from cnn.recipe import Images

    assert [argument.name for argument in Images.arguments()] == ["resizing", "pixel_range", "validation_data"]
