"""Repeats of a training, and what they say of two designs; scipy is the oracle."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from cnn.errors import UsageError
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.runs.repeated.repetition import by_fold, by_seed, figure_of, verdict
from tests.stages import examples

PROJECT = Project(graph=PRESETS["lenet5"].graph(), recipe=Recipe(seed=7), dataset="mnist-sample")
FIGURES = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=2, max_size=30)


def test_seeds_begin_with_the_recipes_own() -> None:
    found = by_seed(PROJECT, 3)
    assert [(one.name, one.project.recipe.seed) for one in found] == [("seed 7", 7), ("seed 8", 8), ("seed 9", 9)]
    assert all(one.project.recipe.changed(seed=7) == PROJECT.recipe for one in found)


def test_each_fold_once() -> None:
    assert [one.name for one in by_fold(PROJECT, 3)] == ["fold 1/3", "fold 2/3", "fold 3/3"]
    with pytest.raises(UsageError, match="1 folds"):
        by_fold(PROJECT, 1)


@pytest.mark.slow
@given(FIGURES)
@settings(max_examples=examples(100))
def test_it_is_the_paired_t_test(pairs: list[tuple[float, float]]) -> None:
    first, second = ([pair[side] for pair in pairs] for side in (0, 1))
    differences = np.subtract(second, first)
    found = verdict("val_accuracy", first, second)
    if np.std(differences) < 1e-9:
        return
    expected = stats.ttest_rel(second, first)
    interval = expected.confidence_interval(0.95)
    assert found.chance == pytest.approx(expected.pvalue, rel=1e-6, abs=1e-12)
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high), rel=1e-6, abs=1e-9)
    assert found.difference == pytest.approx(differences.mean())


def test_folds_are_less_sure_than_independent_trainings() -> None:
    """Nadeau and Bengio's factor for five folds: 1/5 + 1/4 in place of 1/5."""
    first, second = [0.90, 0.91, 0.89, 0.90, 0.92], [0.92, 0.92, 0.91, 0.93, 0.93]
    plain, folds = verdict("val_accuracy", first, second), verdict("val_accuracy", first, second, folds=True)
    assert folds.chance is not None
    assert plain.chance is not None
    assert folds.chance > plain.chance
    assert (folds.high - folds.low) / (plain.high - plain.low) == pytest.approx(sqrt((1 / 5 + 1 / 4) / (1 / 5)))


@pytest.mark.parametrize(
    ("figure", "second", "better", "words"),
    [
        ("val_accuracy", [0.95, 0.96, 0.94], True, "B is better than A: Validation accuracy +0.0500"),
        ("val_accuracy", [0.85, 0.86, 0.84], False, "B is worse than A: Validation accuracy −0.0500"),
        ("val_loss", [0.85, 0.86, 0.84], True, "B is better than A: Validation loss −0.0500"),
        ("val_accuracy", [0.80, 0.99, 0.91], None, "which may well be chance"),
    ],
)
def test_which_is_better_in_words(figure: str, second: list[float], better: bool | None, words: str) -> None:
    found = verdict(figure, [0.90, 0.91, 0.89], second)
    assert found.better is better
    assert words in found.words("A", "B")


def test_what_can_not_be_tested() -> None:
    assert verdict("loss", [1.0], [2.0]).chance is None
    assert "say nothing of chance" in verdict("loss", [1.0], [2.0]).words("A", "B")
    assert verdict("loss", [1.0, 1.0], [1.0, 1.0]).better is None
    with pytest.raises(ValueError, match="zip"):
        verdict("loss", [1.0, 2.0], [1.0])


@pytest.mark.parametrize(
    ("bests", "figure"),
    [
        ([{"epoch": 3, "loss": 0.1, "accuracy": 0.9, "val_loss": 0.2, "val_accuracy": 0.8}], "val_accuracy"),
        ([{"loss": 0.1, "mae": 0.9}, {"loss": 0.1, "mae": 0.8}], "mae"),
        ([{"val_loss": 0.2}, {"val_loss": 0.1}], "val_loss"),
        ([{"val_accuracy": 0.9}, {"val_mae": 0.1}], None),
        ([], None),
    ],
)
def test_by_which_figure(bests: list[dict[str, float]], figure: str | None) -> None:
    assert figure_of(bests) == figure
