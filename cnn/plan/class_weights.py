"""How much the images of each class count while training, so that rare classes are not drowned by frequent ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cnn.errors import RecipeError
from cnn.recipe import Recipe
from cnn.words.language import tr
from cnn.words.lists import listed

if TYPE_CHECKING:  # who only asks for the names of classes, as the window does at its start, needs no arrays
    import numpy as np
    from numpy.typing import NDArray


def class_weights(recipe: Recipe, labels: NDArray[Any], classes: tuple[str, ...]) -> NDArray[np.float32] | None:
    """One weight per class (float32), or `None` when all count alike; `labels` are the class numbers of the training images.

    Balanced weights are n / (k · n_c), as scikit-learn's `class_weight="balanced"`: every class counts alike in total.
    Raises `RecipeError` for a class that isn't there.
    """
    import numpy as np

    if recipe.class_weight == "balanced":
        return balanced(np.bincount(labels, minlength=len(classes)))
    if not isinstance(recipe.class_weight, dict):
        return None
    weights = np.ones(len(classes), np.float32)
    for name, weight in recipe.class_weight.items():
        weights[_number(name, classes)] = weight
    return weights


def require_classes(recipe: Recipe, classes: tuple[str, ...]) -> None:
    """Raises `RecipeError` for a class that the recipe gives a weight and that isn't there."""
    if isinstance(recipe.class_weight, dict):
        for name in recipe.class_weight:
            _number(name, classes)


def balanced(counts: NDArray[Any]) -> NDArray[np.float32]:
    """The weights (float32) that make classes of these sizes count alike; a class without images gets 0.

    >>> import numpy as np
    >>> [round(float(weight), 2) for weight in balanced(np.array([30, 10, 0]))]
    [0.67, 2.0, 0.0]
    """
    import numpy as np

    present = np.count_nonzero(counts)
    weights = np.zeros(len(counts), np.float32)
    np.divide(counts.sum(), present * counts, out=weights, where=counts > 0, casting="unsafe")
    return weights


def place_of(name: str, classes: tuple[str, ...]) -> int | None:
    """The number of the class that is called so, or that a number means where no class is called by numbers; None: there is none.

    >>> place_of("7", ("1", "7")), place_of("1", ("cat", "dog")), place_of("eel", ("cat", "dog"))
    (1, 1, None)
    """
    if name in classes:
        return classes.index(name)
    named_by_numbers = any(item.lstrip("-").isdigit() for item in classes)  # "0" is then no place among them
    return int(name) if name.isascii() and name.isdigit() and int(name) < len(classes) and not named_by_numbers else None


def _number(name: str, classes: tuple[str, ...]) -> int:
    place = place_of(name, classes)
    if place is not None:
        return place
    shown = listed(classes, 20)
    raise RecipeError(
        tr('class_weight names the class "{0}", which the dataset does not have.', name), tr("Its classes are: {0}.", shown)
    )
