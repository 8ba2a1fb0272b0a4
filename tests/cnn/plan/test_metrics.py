"""The metrics of each task, in Keras's names and arguments; that their figures are right is seen where they are trained."""

from typing import Any

import pytest

from cnn.datasets.task import Task
from cnn.plan.losses import Meaning, Target
from cnn.plan.metrics import activation_for, adapted_units, figures, metric_calls, score
from cnn.recipe.stopping import lower_is_better


def target(task: Task, units: int, meaning: Meaning = "logits", *, metrics: tuple[str, ...] = (), mixed: bool = False) -> Target:
    loss = {"classes": "sparse_categorical_crossentropy", "labels": "binary_crossentropy", "numbers": "mean_squared_error"}[task]
    return Target("out", loss, meaning, units, "", metrics=metrics, mixed=mixed, task=task)


def called(wanted: Target) -> list[tuple[str, dict[str, Any], bool]]:
    return [(call.kind, call.arguments, call.adapted) for call in metric_calls(wanted)]


def test_numbers_have_three_figures_and_may_have_more() -> None:
    assert called(target("numbers", 2, metrics=("r2_score", "mean_squared_error"))) == [
        ("MeanAbsoluteError", {"name": "mae"}, False),
        ("RootMeanSquaredError", {"name": "root_mean_squared_error"}, False),
        ("R2Score", {"name": "r2_score"}, False),
        ("MeanSquaredError", {"name": "mean_squared_error"}, False),
    ]


@pytest.mark.parametrize(("meaning", "threshold", "adapted"), [("independent", 0.5, False), ("logits", 0.0, True)])
def test_labels_are_counted_each(meaning: Meaning, threshold: float, adapted: bool) -> None:
    wanted = target("labels", 3, meaning, metrics=("auc", "precision", "f1_score", "auc_pr"))
    each = {"multi_label": True, "num_labels": 3}
    assert called(wanted) == [
        ("BinaryAccuracy", {"name": "accuracy", "threshold": threshold}, False),
        ("AUC", {"curve": "PR", **each, "name": "auc_pr"}, adapted),
        ("AUC", {**each, "name": "auc"}, adapted),
        ("Precision", {"name": "precision"}, adapted),
        ("F1Score", {"average": "macro", "threshold": 0.5, "name": "f1_score"}, adapted),
    ]
    assert (adapted_units(wanted), activation_for(wanted)) == (0, "sigmoid" if adapted else "linear")


def test_one_label_has_one_curve_and_mixed_ones_are_told_apart_first() -> None:
    (_, area) = called(target("labels", 1, "independent"))
    assert area == ("AUC", {"curve": "PR", "name": "auc_pr"}, False)
    (_, area) = called(target("labels", 2, "independent", mixed=True))
    assert area[2]


def test_classes_are_as_they_were() -> None:
    assert called(target("classes", 3, "probabilities")) == [("SparseCategoricalAccuracy", {"name": "accuracy"}, False)]
    assert adapted_units(target("classes", 3)) == 3


@pytest.mark.parametrize(
    ("task", "figure", "lower"), [("classes", "accuracy", False), ("labels", "auc_pr", False), ("numbers", "mae", True)]
)
def test_what_judges_an_epoch_and_which_way(task: Task, figure: str, lower: bool) -> None:
    assert score(target(task, 2)) == figure
    assert lower_is_better(figure) == lower_is_better(f"val_{figure}") == lower
    assert not lower_is_better("val_r2_score")
    assert lower_is_better("val_root_mean_squared_error")


def test_of_several_outputs_the_first_judges() -> None:
    several = (target("numbers", 1), target("numbers", 1))
    assert figures(several, validates=False)[:3] == ("loss", "mae", "out_loss")
    assert figures(several[:1], validates=True)[-4:] == ("val_loss", "val_mae", "val_root_mean_squared_error", "val_r2_score")
