"""How far a trained model's word is to be trusted: found once on its validation images, kept in the run's folder.

Two marks follow from it. An image is *uncertain* where the probability of what is said, after temperature scaling, is low: Guo,
Pleiss, Sun & Weinberger (2017), "On Calibration of Modern Neural Networks". It is *unlike* anything seen where its features in
the last hidden layer lie further from those of training images than nearly all validation images do: Sun, Ming, Zhu & Li (2022),
"Out-of-Distribution Detection with Deep Nearest Neighbors"; or where what earlier layers make of it does (`layer_statistics`).

Of LeNet-5 on 4,000 digits, where 1 % of digits that were not used for it are marked as well, the nearest features alone mark
0 % of noise, 23 % of photographs, 56 % of shuffled digits, 47 % of inverted ones, 10 % of clothes (Fashion-MNIST) and 22 % of
digits upside down; both together 100 % of each but the last, of which 19 %. Features of length 1, the tenth nearest and the
Mahalanobis distance to the classes of the last hidden layer mark fewer of nearly all.
"""

import hashlib
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from cnn.datasets.task import Task
from cnn.errors import FileError
from cnn.files.files import open_regular, replacing
from cnn.runs.judged.figures import BINS
from cnn.words.language import tr
from cnn.words.reasons import reason_of
from cnn.worker.answers.layer_statistics import Spread, narrowed, spread

Array = NDArray[Any]

#: an image counts as uncertain below this probability, after temperature scaling
SURE = 0.8
#: the share of validation images that lie no further from training images than the most distant thing that counts as seen
SEEN = 0.99
#: fewer validation images tell nothing
LEAST = 20
#: images that are so many times less likely with one temperature than with another speak against it
DOUBT = 1 / 20
#: so many images are looked at to find a temperature and a distance, and so many training images are remembered
MOST_JUDGED, MOST_REMEMBERED = 2000, 4000
#: numbers of a last hidden layer that are compared; more are added up at random into so many
WIDEST = 1024
#: bytes that the file may have
LARGEST = 1 << 28

#: the first one knew no statistics of layers, the second one took the log-likelihood for the temperature of labels, the third
#: one made probabilities more extreme without evidence
_FORMAT, _FIRST = 4, 1
_SPLITS = 40  # halvings of the range in which the temperature is looked for
_PLACES = 41  # of that range that are looked at first, where the loss may have several minima


@dataclass(frozen=True)
class Doubt:
    """Of an output beside the first, which has learned something else, what `Calibration` says of the first."""

    temperature: float | None
    unsure: int = 0
    wrong: float = float("nan")
    error: float = float("nan")
    scaled_error: float = float("nan")


@dataclass(frozen=True)
class Calibration:
    """What was found. `temperature` is None where there are no probabilities; `wrong` is the share of the validation images as
    unsure as that (`unsure` of them) that the model got wrong, NaN where there are none. `known` has a row for each training
    image that is remembered; an image further from them than `furthest` is unlike anything seen, and one whose statistics of
    layers are further away than `spread` says. `error` and `scaled_error` are the expected calibration errors of the validation
    images (0 to 1) before and after temperature scaling. `others` say as much of further outputs, where each has
    learned something else. `old`: an earlier version found it, which knew less."""

    temperature: float | None
    unsure: int
    wrong: float
    known: Array
    furthest: float
    spread: Spread | None = None
    error: float = float("nan")
    scaled_error: float = float("nan")
    old: bool = False
    others: tuple[Doubt, ...] = ()

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Of every output that has learned something of its own."""
        return Doubt(self.temperature, self.unsure, self.wrong, self.error, self.scaled_error), *self.others

    def uncertain(self, outputs: Array, task: Task) -> Array | None:
        """Of each image whether it is; `outputs` are logarithms of probabilities (classes), or of odds (labels)."""
        if self.temperature is None or task == "numbers":
            return None
        return confidence(outputs, self.temperature, task) < SURE

    def unlike(self, features: Array, statistics: Array | None = None) -> Array:
        """Of each image whether it is."""
        far: Array = distances(features, self.known) > self.furthest
        if self.spread is None or statistics is None:
            return far
        return far | (self.spread.distances(statistics) > self.spread.furthest)


def measured(
    outputs: Array,
    truth: Array,
    features: Array,
    known: Array,
    task: Task,
    statistics: tuple[Array, Array] | None = None,
    others: Sequence[tuple[Array, Array, Task]] = (),
) -> Calibration:
    """From what a model says of validation images, and the features of some training images (images × numbers).

    `truth` are class numbers, or rows of 0 and 1 for labels. `outputs` as in `Calibration.uncertain`. `statistics` are those of
    the validation images and of the training images. Of all the former only one in a hundred may seem unlike anything seen,
    whichever of the two distances says so. `others` are outputs, truth and task of what else is learned.
    """
    share = (1 - SEEN) / (1 if statistics is None else 2)
    furthest = float(np.quantile(distances(features, known), 1 - share))
    around = None if statistics is None else spread(statistics[1], statistics[0], share)
    first, *rest = (_doubt(*each) for each in ((outputs, truth, task), *others))
    return Calibration(
        first.temperature, first.unsure, first.wrong, known, furthest, around, first.error, first.scaled_error, others=tuple(rest)
    )


def _doubt(outputs: Array, truth: Array, task: Task) -> Doubt:
    """What the probabilities of one output are worth; numbers have none."""
    if task == "numbers":
        return Doubt(None)
    found = temperature(outputs, truth, task)
    right = ((outputs > 0) == (truth > 0.5)).all(axis=-1) if task == "labels" else outputs.argmax(axis=-1) == truth
    unsure = confidence(outputs, found, task) < SURE
    wrong = float((~right[unsure]).mean()) if unsure.any() else float("nan")
    before, after = (calibration_error(outputs, truth, one, task) for one in (1.0, found))
    return Doubt(found, int(unsure.sum()), wrong, before, after)


# ---------------------------------------------------------------------- probabilities


def temperature(outputs: Array, truth: Array, task: Task = "classes") -> float:
    """By what the outputs are to be divided so that the probabilities are worth the most: the least `loss`, from 1/100 to 100;
    but probabilities become more extreme only as far as there is evidence (`_evident`).

    That of classes has one minimum over 1 / temperature. That of labels may have several: they are looked through first.
    """
    low, high = np.log(0.01), np.log(100.0)
    outputs = outputs.astype(np.float64)
    worth = partial(loss, outputs, truth, task=task) if task == "labels" else _likelihood(outputs, truth)
    if task == "labels":
        places = np.linspace(low, high, _PLACES)
        best = int(np.argmin([worth(np.exp(place)) for place in places]))
        low, high = places[max(best - 1, 0)], places[min(best + 1, _PLACES - 1)]
    found = float(np.exp(_least(low, high, lambda place: worth(np.exp(place)))))
    return found if found >= 1 else _evident(found, outputs, truth, task)


def _evident(least: float, outputs: Array, truth: Array, task: Task) -> float:
    """The temperature from `least` to 1, the nearest to 1, that the images don't speak against: with it they are no less than
    `DOUBT` times as likely as with the one of all these that makes them the likeliest (a likelihood interval; Fisher 1956,
    "Statistical Methods and Scientific Inference").

    Where all of few images are told rightly, nothing else keeps probabilities from becoming 1. So a class that was right each
    time gets what the rule of three leaves it: 1 - 3 / images (Hanley & Lippman-Hand 1983, "If Nothing Goes Wrong, Is
    Everything All Right?"). Of labels, those of one image count as one observation, since they depend on each other.
    """
    worth = _odds(outputs, truth) if task == "labels" else _likelihood(outputs, truth)
    low, high = float(np.log(least)), 0.0
    if task == "labels":  # whose temperature isn't the likeliest
        low = _least(low, high, lambda place: worth(np.exp(place)))
    bound = worth(np.exp(low)) - np.log(DOUBT) / len(outputs)
    if worth(1.0) <= bound:
        return 1.0
    for _ in range(_SPLITS // 2):
        middle = (low + high) / 2
        low, high = (middle, high) if worth(np.exp(middle)) <= bound else (low, middle)
    return float(np.exp(low))


def _likelihood(outputs: Array, truth: Array) -> Callable[[float], float]:
    """`loss` of classes by temperature; what is the same at each is worked out once."""
    below = outputs - outputs.max(axis=-1, keepdims=True)
    own = float(below[np.arange(len(below)), truth].mean())
    return lambda temperature: float(np.log(np.exp(below / temperature).sum(axis=-1)).mean()) - own / temperature


def _odds(outputs: Array, truth: Array) -> Callable[[float], float]:
    """The mean negative log-likelihood of labels by temperature."""
    own = float((truth * outputs).mean())
    return lambda temperature: float(np.logaddexp(0, outputs / temperature).mean()) - own / temperature


def _least(low: float, high: float, worth: Callable[[float], float]) -> float:
    """Where it is least, by the golden section: each step needs one figure more, the other is known from the step before."""
    golden = (np.sqrt(5) - 1) / 2
    left, right = high - golden * (high - low), low + golden * (high - low)
    of_left, of_right = worth(left), worth(right)
    for _ in range(_SPLITS):
        if of_left <= of_right:
            high, right, of_right = right, left, of_left
            left = high - golden * (high - low)
            of_left = worth(left)
        else:
            low, left, of_left = left, right, of_right
            right = low + golden * (high - low)
            of_right = worth(right)
    return (low + high) / 2


def loss(outputs: Array, truth: Array, temperature: float, task: Task = "classes") -> float:
    """How little probabilities are worth: of classes the mean negative log-likelihood of what is true, of labels the mean square
    of what they are off by (Brier 1950, "Verification of Forecasts Expressed in Terms of Probability").

    Both are least for honest probabilities. But the former has no bound: one label that is never found, of which the network
    says 0, is worth a temperature that draws all others to one half. Of five labels, four honest and one with a logit of -30 that
    a tenth of 2,000 images have, it finds 6.1, and an error of 2.4 % becomes one of 21.5 %; the latter leaves both as they are
    (1.0, 2.4 %). A scale doesn't change which of the labels are the likelier ones, so that all by which the latter differs is the
    error of calibration.
    """
    scaled = outputs.astype(np.float64, copy=False) / temperature
    if task == "labels":
        return float(np.mean((np.exp(-np.logaddexp(0, -scaled)) - truth) ** 2))
    return float(np.mean(_log_sums(scaled) - scaled[np.arange(len(scaled)), truth]))


def confidence(outputs: Array, temperature: float, task: Task = "classes") -> Array:
    """The probability of what is said of each image, 0 to 1; of labels that of the one it is least sure of."""
    scaled = outputs.astype(np.float64) / temperature
    if task == "labels":
        sure: Array = np.exp(-np.logaddexp(0, -np.abs(scaled))).min(axis=-1)
        return sure
    top: Array = np.exp(scaled.max(axis=-1) - _log_sums(scaled))
    return top


def calibration_error(outputs: Array, truth: Array, temperature: float, task: Task = "classes") -> float:
    """The expected calibration error, 0 to 1: how far the probability of what is said is from how often it is right, in parts of
    equal width, on average over all images (of labels over all labels of all images).

    Naeini, Cooper & Hauskrecht (2015), "Obtaining Well Calibrated Probabilities Using Bayesian Binning".
    """
    scaled = outputs.astype(np.float64) / temperature
    if task == "labels":
        sure, right = np.exp(-np.logaddexp(0, -np.abs(scaled))).reshape(-1), ((scaled > 0) == (truth > 0.5)).reshape(-1)
    else:
        sure, right = confidence(outputs, temperature, task), outputs.argmax(axis=-1) == truth
    parts = np.minimum((sure * BINS).astype(int), BINS - 1)
    counts = np.bincount(parts, minlength=BINS)
    gaps = np.bincount(parts, sure - right, minlength=BINS)
    return float(np.abs(gaps).sum() / max(counts.sum(), 1))


def judged_itself(outputs: Array, truth: Array, task: Task) -> tuple[float, float]:
    """The temperature of these images, and their calibration error with that of the other half of them: nothing is judged by
    what it was found on."""
    places = np.random.default_rng(0).permutation(len(outputs))
    halves = places[::2], places[1::2]
    errors = [
        calibration_error(outputs[one], truth[one], temperature(outputs[other], truth[other], task), task)
        for one, other in (halves, halves[::-1])
    ]
    return temperature(outputs, truth, task), float(np.mean(errors))


def logarithms(probabilities: Array, task: Task) -> Array:
    """What `Calibration` takes, from probabilities (images × classes or labels)."""
    least = np.finfo(np.float32).tiny
    known = np.clip(probabilities.astype(np.float64), least, 1.0)
    if task != "labels":
        return np.log(known)
    return np.log(known) - np.log(np.clip(1 - probabilities.astype(np.float64), np.finfo(np.float32).eps / 4, 1.0))


def _log_sums(values: Array) -> Array:
    top = values.max(axis=-1)
    sums: Array = top + np.log(np.exp(values - top[:, None]).sum(axis=-1))
    return sums


# ---------------------------------------------------------------------- distances


def flat(features: Array) -> Array:
    """One row of at most `WIDEST` numbers an image, float32; maps (images × … × channels) are averaged over their places."""
    rows = features.astype(np.float32)
    rows = rows.mean(axis=tuple(range(1, rows.ndim - 1))) if rows.ndim > 2 else rows
    return narrowed(rows, WIDEST)


def distances(features: Array, known: Array) -> Array:
    """How far each image is from the nearest of the training images (rows of features).

    Of digits against photographs, clothes, noise and digits that are turned, inverted or shuffled, the nearest one tells most
    (area under the curve 0.93 to 1.00; the tenth 0.91 to 1.00, the Mahalanobis distance to classes 0.51 to 0.99).
    """
    x, y = features.astype(np.float64), known.astype(np.float64)
    lengths = (y**2).sum(axis=1)
    parts = [
        ((row**2).sum(axis=1)[:, None] - 2 * row @ y.T + lengths).min(axis=1) for row in np.array_split(x, max(len(x) // 256, 1))
    ]
    found: Array = np.sqrt(np.maximum(np.concatenate(parts), 0))
    return found


# ---------------------------------------------------------------------- the file


def digest(path: Path) -> str:
    """What a model's file is known by: another content makes what was found out about it void. Raises `FileError`."""
    try:
        with open_regular(path) as file:
            return _sha256(file)
    except OSError as error:
        raise FileError(tr("{0} can't be read: {1}.", path, reason_of(error)), tr("Expected a trained model.")) from error


def _sha256(file: BinaryIO) -> str:
    found = hashlib.sha256()
    for part in iter(lambda: file.read(1 << 20), b""):
        found.update(part)
    return found.hexdigest()


def write(calibration: Calibration, path: Path, model: str) -> None:
    """Keeps what was found about the model of that digest; raises `FileError`."""
    names = [field.name for field in fields(calibration) if field.name not in ("spread", "old", "others")]
    values = {name: getattr(calibration, name) for name in names}
    if (around := calibration.spread) is not None:
        values |= {"middle": around.middle, "whitening": around.whitening, "outermost": around.furthest}
    values["temperature"] = np.nan if calibration.temperature is None else calibration.temperature
    if calibration.others:
        rows = [(np.nan if one.temperature is None else one.temperature, *astuple(one)[1:]) for one in calibration.others]
        values["others"] = np.array(rows, np.float64)
    with replacing(path) as temporary:
        np.savez_compressed(temporary, format=_FORMAT, model=np.array(model), sure=SURE, seen=SEEN, **values)


def read(path: Path, model: str) -> Calibration | None:
    """What was found about the model of that digest; None where that isn't known. What an earlier version kept is `old`."""
    try:
        with open_regular(path, LARGEST) as file, np.load(file, allow_pickle=False) as kept:
            values = {name: kept[name] for name in kept.files}
        version = int(values["format"])
        if str(values["model"]) != model or not _FIRST <= version <= _FORMAT:
            return None
        if [float(values[name]) for name in ("sure", "seen")] != [SURE, SEEN]:
            return None
        known, found = values["known"], float(values["temperature"])
        if known.ndim != 2 or not known.size or known.dtype != np.float32:
            return None
        warm = None if np.isnan(found) else found
        about = warm, int(values["unsure"]), float(values["wrong"]), known, float(values["furthest"])
        if version == _FIRST:
            return Calibration(*about, old=True)
        errors = float(values["error"]), float(values["scaled_error"])
        others = tuple(map(_kept_doubt, values.get("others", ())))
        return Calibration(*about, _kept_spread(values), *errors, old=version < _FORMAT, others=others)
    except (OSError, FileError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
        return None


def _kept_doubt(row: Array) -> Doubt:
    """That of a further output; raises `ValueError` for another row."""
    warm, unsure, *rest = row.tolist()
    wrong, error, scaled = rest
    return Doubt(None if np.isnan(warm) else warm, int(unsure), wrong, error, scaled)


def _kept_spread(values: dict[str, Any]) -> Spread | None:
    """That of a file, if it has one; raises `ValueError` for what is none."""
    if "whitening" not in values:
        return None
    middle, whitening = values["middle"], values["whitening"]
    if middle.ndim != 1 or whitening.shape != (len(middle), len(middle)) or {middle.dtype, whitening.dtype} != {np.dtype("f4")}:
        raise ValueError("these are no statistics of layers")
    return Spread(middle, whitening, float(values["outermost"]))
