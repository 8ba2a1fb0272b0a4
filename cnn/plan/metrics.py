"""The metrics a recipe can ask for, in Keras's names and arguments. https://keras.io/api/metrics/"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cnn.datasets.task import Task
from cnn.plan.losses import Target
from cnn.recipe import METRICS_OF_NUMBERS

#: classes of Keras that are not called as their figures are
_KINDS = {"mae": "MeanAbsoluteError", "r2_score": "R2Score"}


@dataclass(frozen=True)
class MetricCall:
    """How Keras's metric is made. `adapted` says that it must be told rows and probabilities first."""

    kind: str
    arguments: dict[str, Any] = field(default_factory=dict)
    adapted: bool = False


def metric_calls(target: Target) -> tuple[MetricCall, ...]:
    """The metrics of an output: the accuracy, or what there is instead for labels and numbers, and what else is asked for."""
    always = {"classes": _of_classes, "labels": _of_labels, "numbers": _of_numbers}[target.task](target)
    there = [call.arguments["name"] for call in always]
    return (*always, *(_call(target, name) for name in target.metrics if name not in there))


def score(target: Target) -> str:
    """The figure by which an epoch is the best, unless a recipe names another: it says most of what is learned.

    Of labels that is the area under the curve of precision and recall: where most labels are not there, the accuracy is
    high for a network that never sees any.
    """
    return _SCORES[target.task]


def common_score(targets: Sequence[Target]) -> str:
    """The figure by which an epoch of a network with these outputs is the best: the first one's; where each learns something
    else, the loss, which is the sum of all theirs, each as much as its weight says: no mean of an accuracy and an error in years
    says anything."""
    return "loss" if any(target.learned for target in targets) else score(targets[0])


_SCORES: dict[Task, str] = {"classes": "accuracy", "labels": "auc_pr", "numbers": "mae"}
#: every figure that judges an epoch in one task or another
SCORES = tuple(_SCORES.values())


def activation_for(target: Target) -> str:
    """What turns an output into probabilities."""
    if target.meaning != "logits" or target.task == "numbers":
        return "linear"
    if target.task == "labels":
        return "sigmoid"
    return "sigmoid" if target.units == 1 or target.loss.startswith("binary") else "softmax"


def adapted_units(target: Target) -> int:
    """How many numbers an output gives to a metric that is adapted; 0 where labels come as the metric takes them."""
    return 0 if target.task == "labels" else target.units


def figures(targets: tuple[Target, ...], *, validates: bool) -> tuple[str, ...]:
    """The names of the figures that training tells after each epoch; of several outputs the first's score is the network's."""
    own = {target.output: [call.arguments["name"] for call in metric_calls(target)] for target in targets}
    if len(targets) == 1:
        names = ["loss", *own[targets[0].output]]
    else:
        names = ["loss", score(targets[0])]
        names += [f"{output}_{name}" for output, metrics in own.items() for name in ("loss", *metrics)]
    return tuple(f"{prefix}{name}" for prefix in ("", "val_")[: 1 + validates] for name in names)


def _of_classes(target: Target) -> tuple[MetricCall, ...]:
    return (_accuracy(target),)


def _of_labels(target: Target) -> tuple[MetricCall, ...]:
    """The accuracy counts each label of each image; the area under precision and recall is the mean of all labels' own."""
    threshold = 0.0 if target.meaning == "logits" else 0.5
    return MetricCall("BinaryAccuracy", {"name": "accuracy", "threshold": threshold}), _call(target, "auc_pr")


def _of_numbers(target: Target) -> tuple[MetricCall, ...]:
    """Of several numbers each figure is the mean of all."""
    return tuple(_call(target, name) for name in METRICS_OF_NUMBERS[:3])


def _accuracy(target: Target) -> MetricCall:
    if target.units == 1:
        return MetricCall("BinaryAccuracy", {"name": "accuracy", "threshold": 0.0 if target.meaning == "logits" else 0.5})
    return MetricCall("CategoricalAccuracy" if target.one_hot else "SparseCategoricalAccuracy", {"name": "accuracy"})


def _call(target: Target, name: str) -> MetricCall:
    if name == "top_k_accuracy":
        kind = "TopKCategoricalAccuracy" if target.one_hot else "SparseTopKCategoricalAccuracy"
        return MetricCall(kind, {"k": target.top_k, "name": f"top_{target.top_k}_accuracy"})
    if target.task == "numbers":
        return MetricCall(_KINDS.get(name) or "".join(part.capitalize() for part in name.split("_")), {"name": name})
    if target.task == "labels":
        return _of_each_label(target, name)
    sparse = not target.one_hot and (target.units > 1 or name == "f1_score")
    adapted = sparse or target.meaning == "logits" or target.mixed
    match name:
        case "auc":
            return MetricCall("AUC", {"name": name}, adapted)
        case "auc_pr":
            return MetricCall("AUC", {"curve": "PR", "name": name}, adapted)
        case "f1_score":
            settings: dict[str, Any] = {"threshold": 0.5} if target.units == 1 else {"average": "macro"}
            return MetricCall("F1Score", {**settings, "name": name}, adapted)
    return MetricCall(name.capitalize(), {"name": name}, adapted)


def _of_each_label(target: Target, name: str) -> MetricCall:
    """A metric of labels that are there or not: areas and F1 are means over all labels, precision and recall count all alike."""
    adapted = target.meaning == "logits" or target.mixed
    several: dict[str, Any] = {"multi_label": True, "num_labels": target.units} if target.units > 1 else {}
    match name:
        case "auc":
            return MetricCall("AUC", {**several, "name": name}, adapted)
        case "auc_pr":
            return MetricCall("AUC", {"curve": "PR", **several, "name": name}, adapted)
        case "f1_score":
            return MetricCall("F1Score", {"average": "macro", "threshold": 0.5, "name": name}, adapted)
    return MetricCall(name.capitalize(), {"name": name}, adapted)
