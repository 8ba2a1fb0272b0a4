"""Cross-validation: what is trained for each fold, and what is said of all of them."""

from dataclasses import replace
from statistics import mean, stdev

import pytest

from cnn.errors import UsageError
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.runs.repeated.folds import apart, projects_of


def test_each_fold_is_trained_with_the_same_settings() -> None:
    project = Project(PRESETS["lenet5"].graph(), Recipe(epochs=3, fold="2/5"), "mnist-sample")
    parts = projects_of(project, 3)
    assert [str(fold) for fold, _ in parts] == ["1/3", "2/3", "3/3"]
    assert [part.recipe.fold for _, part in parts] == ["1/3", "2/3", "3/3"]
    assert {replace(part, recipe=part.recipe.changed(fold="2/5")) == project for _, part in parts} == {True}


def test_folds_beside_validation_data_would_all_be_the_same() -> None:
    project = Project(PRESETS["lenet5"].graph(), Recipe(validation_data="/other"), "mnist-sample")
    with pytest.raises(UsageError, match="validation data"):
        projects_of(project, 3)


def test_mean_and_deviation_are_those_of_a_sample() -> None:
    accuracies = [0.9, 0.8, 0.85, 0.95, 0.7]
    found = apart([{"epoch": 3, "val_accuracy": value, "val_loss": 1.0} for value in accuracies])
    assert list(found) == ["val_accuracy", "val_loss"]
    assert found["val_accuracy"] == pytest.approx((mean(accuracies), stdev(accuracies)))
    assert found["val_loss"] == (1.0, 0.0)


def test_figures_that_a_fold_lacks_are_left_out() -> None:
    assert list(apart([{"a": 1.0, "b": 2.0}, {"a": 1.0, "b": None}, {"a": 3.0}])) == ["a"]
    assert apart([]) == {}
