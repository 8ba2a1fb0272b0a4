"""How much classes count, against scikit-learn."""

from typing import Any

import numpy as np
import pytest

from cnn.errors import RecipeError
from cnn.plan.class_weights import class_weights
from cnn.recipe import Recipe

CLASSES = ("cat", "dog", "eel")
LABELS = np.array([0] * 7 + [1] * 2 + [2])


def found(weight: Any, labels: Any = LABELS) -> list[float] | None:
    weights = class_weights(Recipe.create({"class_weight": weight}), labels, CLASSES)
    return None if weights is None else [float(item) for item in weights]


def test_balanced_as_scikit_learn_balances() -> None:
    from sklearn.utils.class_weight import compute_class_weight

    assert found("balanced") == pytest.approx(compute_class_weight("balanced", classes=np.arange(3), y=LABELS).tolist())
    assert found("balanced", LABELS[:9]) == pytest.approx([9 / 14, 9 / 4, 0])


def test_by_name_or_number() -> None:
    assert found("none") is None
    assert found("dog=2.5,0=0.5") == [0.5, 2.5, 1]
    assert found({"eel": 3}) == [1, 1, 3]
    for name in ("emu", "3"):
        with pytest.raises(RecipeError, match=f'"{name}"') as caught:
            found({name: 2})
        assert "cat, dog, eel" in caught.value.hint


def test_classes_that_are_numbers_go_by_their_names() -> None:
    weights = class_weights(Recipe.create({"class_weight": {"1": 3}}), LABELS, ("1", "2", "3"))
    assert weights is not None
    assert weights.tolist() == [3, 1, 1]
    with pytest.raises(RecipeError, match='"0"'):
        class_weights(Recipe.create({"class_weight": {"0": 3}}), LABELS, ("1", "2", "3"))
