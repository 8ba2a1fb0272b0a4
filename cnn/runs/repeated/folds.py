"""Cross-validation: what is trained for each fold, and how far the figures of the runs are apart."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import fmean, stdev
from typing import Any

from cnn.datasets.division.fold import Fold
from cnn.errors import UsageError
from cnn.project import Project
from cnn.words.language import tr

#: figures of which a mean says nothing
_NOT_MEANT = ("epoch", "learning_rate")


def projects_of(project: Project, folds: int) -> list[tuple[Fold, Project]]:
    """What is trained for each fold; raises `UsageError` where the recipe validates on other images: all were the same."""
    parts = [Fold(number, folds) for number in range(1, folds + 1)]
    found = [(fold, replace(project, recipe=project.recipe.changed(fold=str(fold)))) for fold in parts]
    if "fold" in found[0][1].recipe.idle_settings():
        raise UsageError(
            tr("Every one of the {0} runs would be validated on the same images, those of the validation data.", folds),
            tr("Take the validation data out of the settings, then the training images are divided into folds."),
        )
    return found


def apart(bests: Sequence[Mapping[str, Any]]) -> dict[str, tuple[float, float]]:
    """Mean and standard deviation (of a sample, n − 1) of each figure of the best epochs that every fold has; of one fold 0."""
    names = [name for name in (bests[0] if bests else ()) if name not in _NOT_MEANT]
    found = {name: [logs.get(name) for logs in bests] for name in names}
    whole = {name: [float(value) for value in values if value is not None] for name, values in found.items()}
    return {
        name: (fmean(values), stdev(values) if len(values) > 1 else 0.0)
        for name, values in whole.items()
        if len(values) == len(bests)
    }
