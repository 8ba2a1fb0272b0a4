"""The metrics a recipe can ask for, in Keras's names and arguments. https://keras.io/api/metrics/"""

from dataclasses import dataclass, field
from typing import Any

from cnn.plan.losses import Target


@dataclass(frozen=True)
class MetricCall:
    """How Keras's metric is made. `adapted` says that it must be told rows and probabilities first."""

    kind: str
    arguments: dict[str, Any] = field(default_factory=dict)
    adapted: bool = False


def metric_calls(target: Target) -> tuple[MetricCall, ...]:
    """The metrics of an output: the accuracy, and what else is asked for."""
    return (_accuracy(target), *(_call(target, name) for name in target.metrics))


def activation_for(target: Target) -> str:
    """What turns an output into probabilities."""
    if target.meaning != "logits":
        return "linear"
    return "sigmoid" if target.units == 1 or target.loss.startswith("binary") else "softmax"


def figures(targets: tuple[Target, ...], *, validates: bool) -> tuple[str, ...]:
    """The names of the figures that training tells after each epoch; of several outputs the first's accuracy is the network's."""
    own = {target.output: [call.arguments["name"] for call in metric_calls(target)] for target in targets}
    if len(targets) == 1:
        names = ["loss", *own[targets[0].output]]
    else:
        names = ["loss", "accuracy"]
        names += [f"{output}_{name}" for output, metrics in own.items() for name in ("loss", *metrics)]
    return tuple(f"{prefix}{name}" for prefix in ("", "val_")[: 1 + validates] for name in names)


def _accuracy(target: Target) -> MetricCall:
    if target.units == 1:
        return MetricCall("BinaryAccuracy", {"name": "accuracy", "threshold": 0.0 if target.meaning == "logits" else 0.5})
    return MetricCall("CategoricalAccuracy" if target.one_hot else "SparseCategoricalAccuracy", {"name": "accuracy"})


def _call(target: Target, name: str) -> MetricCall:
    if name == "top_k_accuracy":
        kind = "TopKCategoricalAccuracy" if target.one_hot else "SparseTopKCategoricalAccuracy"
        return MetricCall(kind, {"k": target.top_k, "name": f"top_{target.top_k}_accuracy"})
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
