"""Maps of images: in which ways they are made, and the file that one is in."""

import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from cnn.errors import FileError, UsageError
from cnn.runs.judged.outputs import Evaluated
from cnn.words.language import tr

Method = Literal["pca", "tsne", "umap"]
METHODS: tuple[Method, ...] = get_args(Method)
TITLES: dict[Method, str] = {"pca": "PCA", "tsne": "t-SNE", "umap": "UMAP"}
#: steps of t-SNE
STEPS = 500
Array = NDArray[Any]


class ImageMap(NamedTuple):
    """Where images lie: points (N × 2, both from 0 to 1) and their numbers in the evaluation."""

    points: Array
    images: Array


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
        raise FileError(tr("The map can't be read: {0}.", error), tr("Make it again.")) from error
    _, images, mine = np.intersect1d(evaluated.places, places, return_indices=True)
    kept = points[mine]
    if not len(kept):
        return ImageMap(kept, images)
    span = np.ptp(kept, axis=0)
    return ImageMap((kept - kept.min(axis=0)) / np.where(span > 0, span, 1), images)
