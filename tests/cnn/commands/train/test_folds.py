"""What is said of several folds together."""

import pytest

from cnn.commands.train import folds


def test_of_a_single_fold_no_deviation_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Who ends it in the first fold has one figure: 0.0000 would look like one that never changes."""
    told = [{"fold": f"{number}/3", "best": {"val_accuracy": number / 4}} for number in (1, 2)]
    folds._print(told[:1], 3)
    assert "±" not in capsys.readouterr().out
    folds._print(told, 3)
    assert "±" in capsys.readouterr().out
