"""ROC and precision-recall curves, their areas, and top-k accuracy, in scikit-learn's figures."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Answer = dict[str, Any]
Array = NDArray[Any]

#: so many classes have curves and areas; of more each alone tells little, and it takes seconds
MOST_CLASSES = 200
#: points of a curve that are kept
POINTS = 160
#: how many of the most probable classes may be looked at
TOPS = (2, 3, 5, 10)


def top_k(truth: Array, probabilities: Array) -> dict[str, float]:
    """By k the share of images of which the class is among the k most probable ones (`truth`: class numbers)."""
    classes = probabilities.shape[-1]
    own = np.take_along_axis(probabilities, truth[:, None], axis=-1)
    above = (probabilities > own).sum(axis=-1)
    tied = (probabilities == own) & (np.arange(classes) > truth[:, None])  # scikit-learn takes the later of equal ones first
    ranks = above + tied.sum(axis=-1)
    return {str(k): float((ranks < k).mean()) for k in TOPS if k < classes}


def curves(there: Array, probabilities: Array, names: tuple[str, ...]) -> tuple[Answer, dict[str, Array]]:
    """Areas of each class against all others, or of each label (`there`: images × names, 0 or 1), and the points of its curves.

    The areas are `roc_auc` and `average_precision` by name, `None` for what no image has, or every one, and their means; the
    points those of `cnn.runs.judged.outputs.Judged`. Nothing of more than `MOST_CLASSES`.
    """
    if not 1 <= len(names) <= MOST_CLASSES:
        return {}, {}
    found = [_of_one(there[:, place], probabilities[:, place]) for place in range(len(names))]
    areas = {
        figure: {name: one[figure] for name, one in zip(names, found, strict=True)} for figure in ("roc_auc", "average_precision")
    }
    means = {f"mean_{figure}": _mean([*values.values()]) for figure, values in areas.items()}
    points = {field: np.stack([one[field] for one in found]) for field in ("roc", "precision_recall")}
    return {**areas, **means}, points


def _of_one(there: Array, probabilities: Array) -> Answer:
    from sklearn.metrics import auc, average_precision_score, precision_recall_curve, roc_curve

    if not there.any() or there.all():
        nothing = np.full((POINTS, 2), np.nan, np.float32)
        return {"roc_auc": None, "average_precision": None, "roc": nothing, "precision_recall": nothing}
    wrong, right, _ = roc_curve(there, probabilities)
    precision, recall, _ = precision_recall_curve(there, probabilities)
    return {
        "roc_auc": float(auc(wrong, right)),
        "average_precision": float(average_precision_score(there, probabilities)),
        "roc": _thinned(wrong, right),
        "precision_recall": _thinned(recall, precision),
    }


def _thinned(x: Array, y: Array) -> Array:
    """`POINTS` points of a curve, evenly along its length; of fewer the last one again."""
    along = np.concatenate([[0], np.cumsum(np.abs(np.diff(x)) + np.abs(np.diff(y)))])
    wanted = np.searchsorted(along, np.linspace(0, along[-1], POINTS)).clip(0, len(x) - 1)
    places = np.arange(len(x)) if len(x) <= POINTS else np.maximum.accumulate(wanted)
    kept = np.stack([x[places], y[places]], axis=-1).astype(np.float32)
    return np.concatenate([kept, np.repeat(kept[-1:], POINTS - len(kept), axis=0)])


def _mean(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(np.mean(known)) if known else None
