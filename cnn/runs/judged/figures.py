"""Figures that follow from what was said of each image: who was taken for whom, what a threshold does, whether probabilities
keep their word, and what one of two evaluations gets right that the other gets wrong."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnn.runs.judged.outputs import Judged, counted
from cnn.words.language import tr
from cnn.words.quantities import digits, number_of, spell_share

Array = NDArray[Any]
Shares = Literal["counts", "rows", "columns"]

#: the parts of equal width into which probabilities are sorted, to see whether they keep their word
BINS = 15
#: so many pairs of classes are listed
MOST_PAIRS = 25
#: a difference that comes by chance so seldom is told as one
SELDOM = 0.05


def shares(counts: Array, of: Shares) -> Array:
    """Counts as they are, or as shares of their row (recall stands on the diagonal) or column (precision)."""
    if of == "counts":
        return counts
    axis = 1 if of == "rows" else 0
    sums = counts.sum(axis=axis, keepdims=True)
    found: Array = np.divide(counts, sums, out=np.zeros(counts.shape), where=sums > 0)
    return found


def order(counts: Array, by: Literal["class", "errors", "support"]) -> list[int]:
    """The classes of a matrix as they stand, those first that are mistaken most often, or those that have most images."""
    if by == "class":
        return list(range(len(counts)))
    support = counts.sum(axis=1)
    wrong = support - counts.diagonal()
    weights = wrong / np.maximum(support, 1) if by == "errors" else support
    return [int(place) for place in np.argsort(-weights, kind="stable")]


def shades(shown: Array, counts: Array, places: Sequence[int]) -> bytes:
    """A byte for each cell of a matrix of shares, in this order of classes: 0 where nothing is counted."""
    levels = np.where(counts > 0, np.minimum(np.round(shown * 254) + 1, 255), 0).astype(np.uint8)
    return levels[np.ix_(places, places)].tobytes()


class Pair(NamedTuple):
    """Images of a class that were taken for another: how many, and which share of that class."""

    true: int
    said: int
    images: int
    share: float


def confused(counts: Array, most: int = MOST_PAIRS) -> list[Pair]:
    """The pairs of classes that are confused most, by the number of images."""
    errors = counts.copy()
    np.fill_diagonal(errors, 0)
    flat = errors.reshape(-1)
    wanted = np.argsort(-flat, kind="stable")[:most]
    support = np.maximum(counts.sum(axis=1), 1)
    places = [divmod(int(place), len(counts)) for place in wanted if flat[place] > 0]
    return [Pair(true, said, int(errors[true, said]), float(errors[true, said] / support[true])) for true, said in places]


# ---------------------------------------------------------------------- probabilities


class Bin(NamedTuple):
    """Answers with a probability from `low` to `high`: how many, the mean of it, and the share of them that is right (both None
    where there are none)."""

    low: float
    high: float
    answers: int
    sure: float | None
    right: float | None


def bins(judged: Judged) -> list[Bin]:
    """Whether probabilities keep their word: the points of a reliability diagram; nothing for numbers.

    Niculescu-Mizil & Caruana (2005), "Predicting Good Probabilities with Supervised Learning". Of labels every label of every
    image is an answer.
    """
    if judged.task == "numbers":
        return []
    sure, right = answers(judged)
    parts = parts_of(sure)
    counts = np.bincount(parts, minlength=BINS)
    sums, hits = (np.bincount(parts, values, minlength=BINS) for values in (sure, right))
    return [
        Bin(
            place / BINS,
            (place + 1) / BINS,
            int(count),
            float(sums[place] / count) if count else None,
            float(hits[place] / count) if count else None,
        )
        for place, count in enumerate(counts)
    ]


def calibration_error(found: Sequence[Bin]) -> float:
    """The expected calibration error, 0 to 1: how far the probability of what is said is from how often it is right.

    Naeini, Cooper & Hauskrecht (2015), "Obtaining Well Calibrated Probabilities Using Bayesian Binning".
    """
    gaps = [part.answers * abs(part.sure - part.right) for part in found if part.sure is not None and part.right is not None]
    return sum(gaps) / max(sum(part.answers for part in found), 1)


def answers(judged: Judged) -> tuple[Array, Array]:
    """Of every answer its probability and whether it is right; of labels those of an image stand behind each other."""
    if judged.task == "labels":
        seen = judged.said >= 0.5
        sure = np.where(seen, judged.said, 1 - judged.said)
        return sure.reshape(-1).astype(np.float64), (seen == (judged.truth > 0.5)).reshape(-1)
    return judged.sure.astype(np.float64), judged.said == judged.truth


def parts_of(sure: Array) -> NDArray[np.int64]:
    """The number of the bin of each probability."""
    return np.minimum((sure * BINS).astype(np.int64), BINS - 1)


@dataclass(frozen=True)
class TwoClasses:
    """Figures of the second of two classes at a threshold; where something is divided by nothing, it is 0."""

    threshold: float
    right: int  # of both classes
    hits: int
    false_alarms: int
    missed: int
    images: int

    @property
    def accuracy(self) -> float:
        """The share of images that are told rightly."""
        return self.right / max(self.images, 1)

    @property
    def precision(self) -> float:
        """How many of those that are taken for it are it."""
        return self.hits / max(self.hits + self.false_alarms, 1)

    @property
    def recall(self) -> float:
        """How many of those that are it are taken for it."""
        return self.hits / max(self.hits + self.missed, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hits / max(2 * self.hits + self.false_alarms + self.missed, 1)


def at_threshold(judged: Judged) -> TwoClasses:
    """What two classes are worth where the second is said from the threshold on."""
    counts = counted(judged)
    return TwoClasses(
        judged.threshold, int(counts.trace()), int(counts[1, 1]), int(counts[0, 1]), int(counts[1, 0]), int(counts.sum())
    )


def by_class(judged: Judged) -> list[dict[str, Any]]:
    """Precision, recall, F1 and support of each class from what was said, as `evaluate` tells them; where something is divided by
    nothing, it is 0."""
    counts = counted(judged)
    hits, said, there = counts.diagonal(), counts.sum(axis=0), counts.sum(axis=1)
    columns = {
        "precision": hits / np.maximum(said, 1),
        "recall": hits / np.maximum(there, 1),
        "f1": 2 * hits / np.maximum(said + there, 1),
    }
    return [
        {"class": name, **{figure: float(values[place]) for figure, values in columns.items()}, "support": int(there[place])}
        for place, name in enumerate(judged.classes)
    ]


# ---------------------------------------------------------------------- two evaluations


@dataclass(frozen=True, eq=False)
class Compared:
    """Two evaluations of the same images, by their places in the arrays of the first: what only one of them gets right.

    `others` are the places of the same images in the arrays of the second.
    """

    images: Array
    others: Array
    only_first: Array
    only_second: Array
    both_wrong: Array
    both_right: int

    @property
    def chance(self) -> float:
        """How often a difference as large as this, or larger, would come by chance if both were equally good.

        The exact test of McNemar (1947), "Note on the sampling error of the difference between correlated proportions": of the
        images that only one of them gets right, half would be of each.
        """
        first, second = len(self.only_first), len(self.only_second)
        total, few = first + second, min(first, second)
        if not total:
            return 1.0
        logs = [math.lgamma(total + 1) - math.lgamma(k + 1) - math.lgamma(total - k + 1) for k in range(few + 1)]
        tail = sum(math.exp(value - total * math.log(2)) for value in logs)
        return min(2 * tail, 1.0)

    @property
    def words(self) -> str:
        """What that means, in a sentence."""
        first, second = len(self.only_first), len(self.only_second)
        told = tr(
            "Only the first is right on {0}, only the second on {1}.", number_of("{0} image|{0} images", first), digits(second)
        )
        if not first + second:
            return tr("Both are right and wrong on the same images.")
        chance = f"p = {self.chance:.2g}" if self.chance >= 0.001 else "p < 0.001"
        if self.chance >= SELDOM:
            return tr("{0} Such a difference may well be chance (McNemar's test, {1}).", told, chance)
        if first > second:
            return tr("{0} The first is better, and hardly by chance (McNemar's test, {1}).", told, chance)
        return tr("{0} The second is better, and hardly by chance (McNemar's test, {1}).", told, chance)


def compared(first: Judged, second: Judged, names: tuple[Array, Array]) -> Compared:
    """Two evaluations beside each other; `names` tell which images are the same. An image that one of them doesn't have is left
    out. Raises ValueError where they have learned different tasks."""
    if first.task != second.task:
        raise ValueError(tr("one has learned {0}, the other {1}", first.task, second.task))
    _, images, others = np.intersect1d(*names, return_indices=True)
    mine, theirs = _wrong(first, second, images, others)
    return Compared(
        images,
        others,
        images[~mine & theirs],
        images[mine & ~theirs],
        images[mine & theirs],
        int((~mine & ~theirs).sum()),
    )


def _wrong(first: Judged, second: Judged, images: Array, others: Array) -> tuple[Array, Array]:
    """Whether each is wrong; of numbers, where there is no right or wrong, the one that is further off."""
    if first.task != "numbers":
        return first.wrong[images], second.wrong[others]
    mine, theirs = first.losses[images], second.losses[others]
    return mine > theirs, theirs > mine


def about_pair(pair: Pair, classes: Sequence[str]) -> str:
    """A pair in words."""
    return tr(
        "{0} taken for {1}: {2} ({3})", classes[pair.true], classes[pair.said], digits(pair.images), spell_share(pair.share)
    )


def beside(about: Mapping[str, Any]) -> str:
    """What stands beside the figures of each class: top-k accuracy and areas under curves, in a line; "" where there is none."""
    parts = [tr("top {0} {1}", k, spell_share(value, 1)) for k, value in about.get("top_k", {}).items()]
    if (value := about.get("mean_roc_auc")) is not None:
        parts.append(tr("area under ROC {0}", f"{value:.4f}"))
    if (value := about.get("mean_average_precision")) is not None:
        parts.append(tr("average precision {0}", f"{value:.4f}"))
    return " · ".join(parts)
