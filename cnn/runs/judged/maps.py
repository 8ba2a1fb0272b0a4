"""Maps of images: in which ways they are made, and the file that one is in."""

import itertools
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from cnn.errors import FileError, UsageError
from cnn.runs.judged.outputs import Evaluated, Judged
from cnn.words.language import tr
from cnn.words.reasons import reason_of

Method = Literal["pca", "tsne", "umap"]
METHODS: tuple[Method, ...] = get_args(Method)
TITLES: dict[Method, str] = {"pca": "PCA", "tsne": "t-SNE", "umap": "UMAP"}
#: by the size of a number images are in so many parts
PARTS = 5
#: steps of t-SNE
STEPS = 500
Array = NDArray[Any]


class ImageMap(NamedTuple):
    """Where images lie: points (N × 2, both from 0 to 1) and their numbers in the evaluation."""

    points: Array
    images: Array


class Groups(NamedTuple):
    """In which groups the images of a map are: the number of each one's group, what groups are called, and which of them are told
    wrongly (none of numbers, which are never right)."""

    numbers: list[int]
    names: tuple[str, ...]
    wrong: list[bool]


def groups(judged: Judged, images: Array, name: int = 0) -> Groups:
    """By class; by whether an image has the label that is called `name`; or by the size of that number, in parts with as many
    images each."""
    truth = judged.truth[images]
    if judged.task == "classes":
        return Groups(truth.tolist(), judged.classes, judged.wrong[images].tolist())
    called = judged.classes[name]
    if judged.task == "labels":
        there = truth[:, name] > 0.5
        wrong = there ^ (judged.said[images, name] >= judged.threshold)
        return Groups(there.astype(int).tolist(), (tr("not {0}", called), called), wrong.tolist())
    values = truth[:, name].astype(np.float64)
    edges = np.unique(np.quantile(values, np.linspace(0, 1, PARTS + 1)))
    inside = np.searchsorted(edges[1:-1], values, side="right")
    if len(edges) < 2:
        return Groups([0] * len(values), (f"{called} {edges[0]:.4g}",), [])
    pairs = itertools.pairwise(edges.tolist())
    return Groups(inside.tolist(), tuple(f"{low:.4g} – {high:.4g}" for low, high in pairs), [])


def available() -> tuple[Method, ...]:
    """The ways there are on this computer."""
    return tuple(method for method in METHODS if method != "umap" or find_spec("umap") is not None)


def require(method: Method) -> None:
    """Raises `UsageError` for a way that is not there."""
    if method not in available():
        raise UsageError(tr("UMAP is not installed."), tr("Install umap-learn, or choose t-SNE."))


def read_map(path: Path, evaluated: Evaluated) -> ImageMap:
    """A map whose images are those of an evaluation; others are left out. Raises `FileError`."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            points, places = arrays["points"].astype(np.float64), arrays["places"]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise FileError(tr("The map can't be read: {0}.", reason_of(error)), tr("Make it again.")) from error
    _, images, mine = np.intersect1d(evaluated.places, places, return_indices=True)
    kept = points[mine]
    if not len(kept):
        return ImageMap(kept, images)
    span = np.ptp(kept, axis=0)
    return ImageMap((kept - kept.min(axis=0)) / np.where(span > 0, span, 1), images)
