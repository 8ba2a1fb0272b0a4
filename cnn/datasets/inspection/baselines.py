"""What simple answers are worth on a dataset: figures that a network has to beat before it is worth anything.

They are found on the images that a training would be judged by, from small copies of them; a classifier that knows only how
often each class comes, one that compares with the mean image of each class, and a logistic regression on the pixels.
"""

import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.division.dividing import divided
from cnn.datasets.inspection.findings import Baseline, Baselines
from cnn.datasets.pixels.images import decode
from cnn.errors import DatasetError
from cnn.words.language import tr

#: so many images are learned from, and so many judged by, at most
MOST_TRAINED, MOST_JUDGED = 5_000, 2_000
#: larger images are made smaller, until no side is longer
SIDE = 32
#: where no share is kept for validation, so much is kept here all the same
USUAL_SHARE = 0.2
#: steps of the logistic regression; it is as good as it gets long before it converges
STEPS = 100
#: of the numbers that are learned (standardized pixels), so strongly are the weights held down
RIDGE, INVERSE_RIDGE = 100.0, 0.01

Array = NDArray[Any]


def baselines(dataset: Dataset, share: float = USUAL_SHARE, seed: int = 0) -> Baselines:
    """What simple answers are worth on the validation images that a training with this share (0 to 1) and seed would have.

    Images that can't be read are left out. Raises `DatasetError` when too few are left to learn from or to judge by.

    >>> from cnn.datasets import open_dataset
    >>> found = baselines(open_dataset("mnist-sample"))
    >>> [(item.name, round(item.value, 1)) for item in found.found]
    [('largest_class', 0.1), ('nearest_mean', 0.8), ('logistic_regression', 0.9)]
    """
    train, judged = divided(dataset, share or USUAL_SHARE, seed)
    if judged is None:
        raise DatasetError(tr("There are too few images to judge anything by."), tr("Use more images."))
    size = _size(dataset)
    known, learned = _features(train, size, MOST_TRAINED, seed)
    unseen, wanted = _features(judged, size, MOST_JUDGED, seed)
    if len(known) < 2 or not len(unseen):
        raise DatasetError(tr("There are too few images to learn from, or to judge by."), tr("Use more images."))
    centre, spread = known.mean(axis=0), known.std(axis=0).mean() or 1.0
    known, unseen = (known - centre) / spread, (unseen - centre) / spread
    found = {"classes": _of_classes, "labels": _of_labels, "numbers": _of_numbers}[dataset.task]
    return Baselines(tuple(found(known, learned, unseen, wanted)), len(known), len(unseen), dataset.target)


# ---------------------------------------------------------------------- answers for each task


def _of_classes(known: Array, learned: Array, unseen: Array, wanted: Array) -> Iterator[Baseline]:
    def worth(name: str, title: str, answers: Array | np.integer[Any]) -> Baseline:
        return Baseline(name, title, "accuracy", float(np.mean(answers == wanted)))

    classes = np.unique(learned)
    yield worth("largest_class", tr("always the largest class"), np.bincount(learned).argmax())
    if len(classes) < 2:
        return
    means = np.stack([known[learned == label].mean(axis=0) for label in classes])
    distances = (means**2).sum(axis=1) - 2 * unseen @ means.T  # the square of the image itself is the same for all
    yield worth("nearest_mean", tr("nearest mean image"), classes[distances.argmin(axis=1)])
    yield worth("logistic_regression", tr("logistic regression"), _logistic(known, learned).predict(unseen))


def _of_labels(known: Array, learned: Array, unseen: Array, wanted: Array) -> Iterator[Baseline]:
    """The mean average precision over all labels that come among the images judged by."""
    told = [place for place in range(wanted.shape[1]) if wanted[:, place].sum() > 0]

    def worth(name: str, title: str, scores: Array) -> Baseline:
        from sklearn.metrics import average_precision_score

        values = [average_precision_score(wanted[:, place] > 0, scores[:, place]) for place in told]
        return Baseline(name, title, "average_precision", float(np.mean(values)))

    if not told:
        return
    often = (learned > 0).mean(axis=0)
    yield worth("frequency", tr("how often each label comes"), np.broadcast_to(often, wanted.shape))
    scores = np.broadcast_to(often, wanted.shape).copy()
    for place in range(learned.shape[1]):
        if 0 < (here := learned[:, place] > 0).sum() < len(here):
            scores[:, place] = _logistic(known, here).decision_function(unseen)
    yield worth("logistic_regression", tr("logistic regression"), scores)


def _of_numbers(known: Array, learned: Array, unseen: Array, wanted: Array) -> Iterator[Baseline]:
    def worth(name: str, title: str, answers: Array) -> Baseline:
        return Baseline(name, title, "mae", float(np.abs(answers - wanted).mean()))

    from sklearn.linear_model import Ridge

    yield worth("median", tr("always the median"), np.median(learned, axis=0))
    yield worth(
        "ridge", tr("linear regression (ridge)"), Ridge(alpha=RIDGE).fit(known, learned).predict(unseen).reshape(wanted.shape)
    )


def _logistic(known: Array, learned: Array) -> Any:
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits

    with warnings.catch_warnings(), threadpool_limits(1):  # matrices this small are ten times slower on two threads
        warnings.simplefilter("ignore", ConvergenceWarning)
        return LogisticRegression(C=INVERSE_RIDGE, max_iter=STEPS).fit(known, learned)


# ---------------------------------------------------------------------- images as rows of numbers


def _size(dataset: Dataset) -> tuple[int, int, int]:
    """Height, width and channels of the copies."""
    sizes = dataset.facts.sizes
    height, width = sizes.middle
    scale = min(1.0, SIDE / max(height, width))
    return max(round(height * scale), 1), max(round(width * scale), 1), sizes.deepest


def _features(split: Split, size: tuple[int, int, int], most: int, seed: int) -> tuple[Array, Array]:
    """At most so many images as rows of numbers (float32), and their labels."""
    places = np.sort(np.random.default_rng([seed, 0xBA5E]).permutation(len(split))[:most])
    found = [(place, row) for place in places.tolist() if (row := _row(split, place, size)) is not None]
    rows = np.stack([row for _, row in found]) if found else np.empty((0, size[0] * size[1] * size[2]), np.float32)
    return rows, split.labels[[place for place, _ in found]]


def _row(split: Split, place: int, size: tuple[int, int, int]) -> Array | None:
    if split.images is None:
        try:
            return decode(split.files[place], size, known=split.range).astype(np.float32).reshape(-1)
        except DatasetError:
            return None
    image: Array = split.images[place].astype(np.float32)
    if image.shape != size:
        height, width = size[:2]
        planes = [Image.fromarray(image[..., channel]) for channel in range(image.shape[-1])]
        image = np.stack([np.asarray(plane.resize((width, height), Image.Resampling.BOX), np.float32) for plane in planes], -1)
    return image.reshape(-1)
