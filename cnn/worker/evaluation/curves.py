"""ROC and precision-recall curves, their areas, and top-k accuracy, in scikit-learn's figures."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Answer = dict[str, Any]
Array = NDArray[Any]

#: so many classes have curves and areas; of more each alone tells little, and it takes seconds
MOST_CLASSES = 200
#: points of each curve that are kept: half of them evenly along the one, half along the other; their number fits into a byte
POINTS = 256
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
    points, and from which of them on an image counts as seen, those of `cnn.runs.judged.outputs.Judged`. Nothing of more than
    `MOST_CLASSES`.
    """
    if not 1 <= len(names) <= MOST_CLASSES:
        return {}, {}
    with config_context():
        found = [_of_one(there[:, place], probabilities[:, place]) for place in range(len(names))]
    areas = {
        figure: {name: one[figure] for name, one in zip(names, found, strict=True)} for figure in ("roc_auc", "average_precision")
    }
    means = {f"mean_{figure}": _mean([*values.values()]) for figure, values in areas.items()}
    points = {field: np.stack([one[field] for one in found]) for field in ("roc", "precision_recall", "thresholds")}
    return {**areas, **means}, {**points, "seen_from": np.stack([one["seen_from"] for one in found], axis=-1)}


def config_context() -> Any:
    """scikit-learn takes what it gets: it was worked out here, and looking through it takes as long as the figures."""
    import sklearn

    return sklearn.config_context(assume_finite=True, skip_parameter_validation=True)


def _of_one(there: Array, probabilities: Array) -> Answer:
    """Both curves from one order of the images: precision follows from how many are found and how many are taken for them."""
    from sklearn.metrics import auc, roc_curve

    if not there.any() or there.all():
        nothing, unknown = np.full((POINTS, 2), np.nan, np.float32), np.full(POINTS, np.nan, np.float32)
        points = {"roc": nothing, "precision_recall": nothing, "thresholds": unknown}
        return {"roc_auc": None, "average_precision": None, **points, "seen_from": np.zeros(len(there), np.uint8)}
    wrong, recall, thresholds = roc_curve(there, probabilities, drop_intermediate=False)
    hits, misses = recall * there.sum(), wrong * (~there.astype(bool)).sum()
    precision = np.append(1.0, hits[1:] / (hits[1:] + misses[1:]))  # where nothing is said, as scikit-learn has it
    kept = np.union1d(_even(wrong, recall), _even(recall, precision))
    kept = np.append(kept, np.repeat(kept[-1:], POINTS - len(kept)))
    least = thresholds[kept].astype(np.float32)
    return {
        "roc_auc": float(auc(wrong, recall)),
        "average_precision": float(np.sum(np.diff(recall) * precision[1:])),
        "roc": np.stack([wrong[kept], recall[kept]], axis=-1).astype(np.float32),
        "precision_recall": np.stack([recall[kept], precision[kept]], axis=-1).astype(np.float32),
        "thresholds": least,
        "seen_from": np.searchsorted(-least, -probabilities.astype(np.float32)).astype(np.uint8),
    }


def _even(x: Array, y: Array) -> Array:
    """The places of half of `POINTS` points of a curve, evenly along its length, its ends among them; of fewer all."""
    if len(x) <= POINTS // 2:
        return np.arange(len(x))
    along = np.concatenate([[0], np.cumsum(np.abs(np.diff(x)) + np.abs(np.diff(y)))])
    wanted = np.searchsorted(along, np.linspace(0, along[-1], POINTS // 2)).clip(0, len(x) - 1)
    return np.append(wanted[:-1], len(x) - 1)


def _mean(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(np.mean(known)) if known else None
