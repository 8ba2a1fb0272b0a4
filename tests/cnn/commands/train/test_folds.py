"""What is said of several folds together."""

from statistics import mean, stdev

import pytest

from cnn.commands.train import folds
from cnn.commands.train.folds import apart


def test_mean_and_deviation_are_those_of_a_sample() -> None:
    accuracies = [0.9, 0.8, 0.85, 0.95, 0.7]
    outcomes = [{"best": {"epoch": 3, "val_accuracy": value, "val_loss": 1.0}} for value in accuracies]
    found = apart(outcomes)
    assert list(found) == ["val_accuracy", "val_loss"]
    assert found["val_accuracy"] == pytest.approx((mean(accuracies), stdev(accuracies)))
    assert found["val_loss"] == (1.0, 0.0)


def test_figures_that_a_fold_lacks_are_left_out() -> None:
    assert list(apart([{"best": {"a": 1.0, "b": 2.0}}, {"best": {"a": 1.0, "b": None}}, {"best": {"a": 3.0}}])) == ["a"]
    assert apart([]) == {}


def test_of_a_single_fold_no_deviation_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Who ends it in the first fold has one figure: 0.0000 would look like one that never changes."""
    told = [{"fold": f"{number}/3", "best": {"val_accuracy": number / 4}} for number in (1, 2)]
    folds._print(told[:1], 3)
    assert "±" not in capsys.readouterr().out
    folds._print(told, 3)
    assert "±" in capsys.readouterr().out
