"""What a model said of every image that it was judged by, beside what is true: the arrays of an evaluation, in an NPZ file.

The worker writes the file, window and terminal read it. Figures that follow from the arrays stand in `figures`, which images
are meant by one of them in `choices`.
"""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn.datasets.task import Task
from cnn.errors import FileError
from cnn.files.files import replacing
from cnn.words.language import tr
from cnn.words.quantities import digits
from cnn.words.reasons import reason_of

Array = NDArray[Any]

#: so many classes are kept of each image, the most probable ones first
MOST_TOP = 5
#: fewer names are looked up one by one
FEW = 64
#: from this probability on a label counts as seen, and the second of two classes is said
THRESHOLD = 0.5

_OPTIONAL = ("top", "top_sure", "roc", "precision_recall", "thresholds", "seen_from", "every")
_NEEDED = ("truth", "said", "sure", "true_sure", "losses")


@dataclass(frozen=True, eq=False)
class Judged:
    """One output and N images.

    Of classes: `truth` and `said` are their numbers (N, int32), `sure` and `true_sure` the probabilities of these (N, float32),
    `top` and `top_sure` the most probable classes and their probabilities (N × up to 5). Of labels: `truth` is 0 or 1, `said`
    the probability of each (N × labels), `sure` that of what is said of the label it is least sure of, `true_sure` that of the
    label it is furthest off with. Of numbers: `truth` and `said` (N × numbers); `sure` and `true_sure` mean nothing.
    `losses` are those of each image alone; of numbers how far the worst of them is off, in standard deviations.

    `roc` holds for each class or label points (classes × points × 2: share of others that were taken for it, recall),
    `precision_recall` as well (recall, precision), `thresholds` the probability from which on it counts as said there (classes ×
    points, falling; infinite at the first), `seen_from` at which point that begins for an image (N × classes, uint8). `every` are
    the probabilities of all classes, where they were asked for.
    """

    task: Task
    classes: tuple[str, ...]
    truth: Array
    said: Array
    sure: Array
    true_sure: Array
    losses: Array
    top: Array | None = None
    top_sure: Array | None = None
    roc: Array | None = None
    precision_recall: Array | None = None
    thresholds: Array | None = None
    seen_from: Array | None = None
    every: Array | None = None
    name: str = ""
    threshold: float = THRESHOLD

    def __len__(self) -> int:
        return len(self.truth)

    @cached_property
    def wrong(self) -> NDArray[np.bool_]:
        """Of each image whether something else was said than is true; numbers are never right."""
        if self.task == "classes":
            wrong: NDArray[np.bool_] = self.said != self.truth
            return wrong
        if self.task == "labels":
            amiss: NDArray[np.bool_] = ((self.truth > 0.5) != (self.said >= self.threshold)).any(axis=-1)
            return amiss
        return np.ones(len(self.truth), bool)

    @property
    def has_threshold(self) -> bool:
        """Whether it can be chosen from which probability on the second of two classes is said."""
        return self.task == "classes" and len(self.classes) == 2

    @cached_property
    def second(self) -> Array:
        """Of two classes the probability of the second (N, float32)."""
        assert self.has_threshold
        assert self.top is not None
        assert self.top_sure is not None
        second: Array = np.where(self.top[:, 0] == 1, self.top_sure[:, 0], self.top_sure[:, 1])
        return second

    def at(self, threshold: float) -> "Judged":
        """The same where the second class is said from another probability on, or a label counts as seen."""
        if not self.has_threshold:
            return replace(self, threshold=threshold)
        said = (self.second >= threshold).astype(np.int32)
        return replace(self, said=said, sure=np.where(said == 1, self.second, 1 - self.second), threshold=threshold)


@dataclass(frozen=True, eq=False)
class Evaluated:
    """An evaluation: what was answered, and of each output what was said. Images are numbered from 0 in the order of the arrays.

    `places` are those in the `part` of the dataset `data`. What its images are called stands in `keys`.
    """

    answer: Mapping[str, Any]
    outputs: tuple[Judged, ...]
    places: Array
    _keys: Array
    _ends: Array

    def __len__(self) -> int:
        return len(self.places)

    @property
    def part(self) -> str:
        """Which images they are: those for "test", "validation", "train", or "all"."""
        return str(self.answer["split"])

    @property
    def data(self) -> str:
        """The dataset that was asked for beside the model's own; "" for that."""
        return str(self.answer.get("data", ""))

    @property
    def trained_on(self) -> int:
        """Of the images of another model's evaluation those that this model was trained on itself."""
        return int(self.answer.get("trained_on", 0))

    @property
    def about_trained(self) -> str:
        """What follows from that for a comparison with the other model, in a sentence; "" where there is none."""
        if not self.trained_on:
            return ""
        return tr(
            "The second was trained on {0} of these {1} images itself: it knows them, and its figures are too good. "
            "Compare on images for testing, or two runs that divided their images alike.",
            digits(self.trained_on),
            digits(len(self)),
        )

    def key(self, image: int) -> str:
        """What an image is called in its dataset; "" where nobody knows."""
        return _key(self._keys, self._ends, image) if len(self._ends) else ""

    @property
    def names(self) -> Array:
        """By what the images of two evaluations of the same dataset are the same: their keys, else their places."""
        return np.array(self.keys(range(len(self)))) if len(self._ends) else self.places

    def keys(self, images: Sequence[int]) -> tuple[str, ...]:
        """What images are called."""
        if len(images) < FEW or not len(self._ends):
            return tuple(map(self.key, images))
        letters, edges = self._keys.tobytes(), [0, *self._ends.tolist()]
        return tuple(letters[edges[image] : edges[image + 1]].decode() for image in images)

    def about(self, output: int) -> Mapping[str, Any]:
        """The figures of an output; of a network that learns one thing its own."""
        outputs = list(self.answer.get("outputs", {}).values())
        found: Mapping[str, Any] = outputs[output] if outputs else self.answer
        return found


def write(path: Path, outputs: Sequence[Judged], places: Array, keys: Sequence[str]) -> None:
    """Writes the arrays of an evaluation; raises `FileError`."""
    encoded = [key.encode() for key in keys]
    arrays: dict[str, Array] = {
        "places": np.asarray(places, np.int32),
        "keys": np.frombuffer(b"".join(encoded), np.uint8),
        "ends": np.cumsum([len(key) for key in encoded], dtype=np.int64),
    }
    for number, output in enumerate(outputs):
        for field in (*_NEEDED, *_OPTIONAL):
            if (value := getattr(output, field)) is not None:
                arrays[f"{number}_{field}"] = value
    with replacing(path) as temporary, temporary.open("wb") as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]  # numpy's stub takes its `allow_pickle` for one of them


def read(path: Path, answer: Mapping[str, Any], *, every: bool = False) -> Evaluated:
    """What an evaluation answered together with its file; `every`: with the probabilities of all classes, which may be many.

    Raises `FileError` for a file that doesn't belong to the answer.
    """
    told = answer.get("outputs") or {"": answer}
    wanted = [field for field in (*_NEEDED, *_OPTIONAL) if every or field != "every"]
    try:
        with np.load(path, allow_pickle=False) as arrays:
            outputs = tuple(
                Judged(
                    task=about.get("task", "classes"),
                    classes=tuple(about["classes"]),
                    name=name,
                    **{field: arrays[f"{number}_{field}"] for field in wanted if f"{number}_{field}" in arrays.files},
                )
                for number, (name, about) in enumerate(told.items())
            )
            return Evaluated(answer, outputs, arrays["places"], arrays["keys"], arrays["ends"])
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise FileError(tr("What was said of each image can't be read: {0}.", reason_of(error)), tr("Evaluate again.")) from error


def read_keys(path: Path) -> tuple[str, ...]:
    """What the images of an evaluation are called, from its file; raises `FileError`."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            keys, ends = arrays["keys"], arrays["ends"]
        return tuple(_key(keys, ends, image) for image in range(len(ends)))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise FileError(tr("Which images were judged can't be read: {0}.", reason_of(error)), tr("Evaluate again.")) from error


def _key(keys: Array, ends: Array, image: int) -> str:
    start = int(ends[image - 1]) if image else 0
    return keys[start : int(ends[image])].tobytes().decode()


def in_full(evaluated: Evaluated) -> dict[str, Any]:
    """Everything that was answered, also what stands in the file: the points of curves, and the confusion matrix of any number of
    classes."""

    def told(about: Mapping[str, Any], judged: Judged) -> dict[str, Any]:
        points = {"roc_curve": judged.roc, "precision_recall_curve": judged.precision_recall}
        found: dict[str, Any] = {
            name: {
                label: None if np.isnan(rows).any() else rows.tolist() for label, rows in zip(judged.classes, values, strict=True)
            }
            for name, values in points.items()
            if values is not None
        }
        if judged.thresholds is not None:
            found["curve_thresholds"] = {
                label: None if np.isnan(row).any() else [None if np.isinf(value) else value for value in row.tolist()]
                for label, row in zip(judged.classes, judged.thresholds, strict=True)
            }
        if judged.task == "classes" and about.get("confusion_matrix") is None:
            found["confusion_matrix"] = counted(judged).tolist()
        return {**about, **found}

    outputs = evaluated.answer.get("outputs")
    whole = told(evaluated.answer, evaluated.outputs[0])
    if outputs:
        whole["outputs"] = {
            name: told(about, judged) for (name, about), judged in zip(outputs.items(), evaluated.outputs, strict=True)
        }
    return whole


def counted(judged: Judged) -> NDArray[np.int64]:
    """How often each class (row) was taken for which (column)."""
    count = len(judged.classes)
    flat = judged.truth.astype(np.int64) * count + judged.said
    return np.bincount(flat, minlength=count * count).reshape(count, count)
