"""What a model is worth, in scikit-learn's figures: class by class, label by label, number by number."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Answer = dict[str, Any]
Array = NDArray[Any]

#: from this probability on a label counts as seen
THRESHOLD = 0.5
#: so many images, and so many numbers of each, are told one by one
MOST_SHOWN, MOST_NUMBERS = 1000, 16


def by_class(truth: Array, said: Array, classes: tuple[str, ...]) -> Answer:
    """Precision, recall and F1 of each class, and the confusion matrix (rows: what it is; columns: what was said)."""
    from sklearn.metrics import confusion_matrix, precision_recall_fscore_support

    numbers = list(range(len(classes)))
    truth, said = truth.reshape(-1).astype(np.int64), said.reshape(-1)
    columns = precision_recall_fscore_support(truth, said, labels=numbers, zero_division=0)
    return {
        "per_class": _rows(classes, dict(zip(("precision", "recall", "f1", "support"), columns, strict=True))),
        "confusion_matrix": confusion_matrix(truth, said, labels=numbers).tolist(),
    }


def by_label(truth: Array, probabilities: Array, labels: tuple[str, ...]) -> Answer:
    """Precision, recall and F1 of each label where it counts as seen from `THRESHOLD` on, its average precision, and from which
    probability on its F1 would be best; `None` for what a label that no image has can't tell."""
    from sklearn.metrics import precision_recall_fscore_support

    there = truth > 0.5
    columns = precision_recall_fscore_support(there, probabilities >= THRESHOLD, average=None, zero_division=0)
    precision, recall, f1, support = (np.atleast_1d(column) for column in columns)
    if there.shape[1] == 1:  # scikit-learn tells 0 from 1 then
        precision, recall, f1, support = (column[-1:] for column in (precision, recall, f1, support))
        support = there.sum(axis=0)
    best = [_best_threshold(there[:, place], probabilities[:, place]) for place in range(len(labels))]
    figures = {
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "average_precision": [_average_precision(there[:, place], probabilities[:, place]) for place in range(len(labels))],
        "best_threshold": [threshold for threshold, _ in best],
        "best_f1": [value for _, value in best],
        "support": support,
    }
    return {"per_class": _rows(labels, figures), "confusion_matrix": None, "threshold": THRESHOLD}


def by_number(truth: Array, said: Array, names: tuple[str, ...]) -> Answer:
    """The mean absolute error, the root of the mean squared error, and R² of each number, and what was said of some images.

    R² is `None` where all images have the same number.
    """
    from sklearn.metrics import mean_absolute_error, r2_score, root_mean_squared_error

    varied = np.ptp(truth, axis=0) > 0
    r2 = r2_score(truth, said, multioutput="raw_values") if len(truth) > 1 else np.zeros(len(names))
    figures = {
        "mae": mean_absolute_error(truth, said, multioutput="raw_values"),
        "rmse": root_mean_squared_error(truth, said, multioutput="raw_values"),
        "r2": [float(value) if varied[place] else None for place, value in enumerate(r2)],
        "mean": truth.mean(axis=0, dtype=np.float64),
        "support": np.full(len(names), len(truth)),
    }
    places = np.unique(np.linspace(0, len(truth) - 1, min(len(truth), MOST_SHOWN)).astype(np.int64))
    pairs = [
        {"class": name, "true": _shown(truth[places, column]), "predicted": _shown(said[places, column])}
        for column, name in enumerate(names[:MOST_NUMBERS])
    ]
    return {"per_class": _rows(names, figures), "confusion_matrix": None, "predictions": pairs}


def _rows(names: tuple[str, ...], columns: dict[str, Any]) -> list[Answer]:
    """A row of figures for each name, as plain values."""
    plain = {figure: np.asarray(column, object).tolist() for figure, column in columns.items()}
    return [
        {"class": name, **{figure: _plain(column[row]) for figure, column in plain.items()}} for row, name in enumerate(names)
    ]


def _shown(values: Array) -> list[float]:
    """As many digits as float32 holds."""
    return [float(f"{value:.7g}") for value in values.tolist()]


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


def _average_precision(there: Array, probabilities: Array) -> float | None:
    from sklearn.metrics import average_precision_score

    return float(average_precision_score(there, probabilities)) if there.any() else None


def _best_threshold(there: Array, probabilities: Array) -> tuple[float | None, float | None]:
    """The probability from which on a label has the best F1, and that F1."""
    from sklearn.metrics import precision_recall_curve

    if not there.any():
        return None, None
    precision, recall, thresholds = precision_recall_curve(there, probabilities)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    place = int(np.argmax(f1[:-1]))
    return float(thresholds[place]), float(f1[place])
