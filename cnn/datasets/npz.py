"""NPZ files: `x_train`, `y_train`, `x_test`, `y_test`, or `x` and `y`. Read without pickle, so nothing in them is executed."""

import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn.datasets.arrays import class_numbers, pixels
from cnn.datasets.dataset import Dataset, Split
from cnn.errors import DatasetError
from cnn.shapes import spell

Array = NDArray[Any]

#: split → the names its images and labels may have
_NAMES = {
    "train": (("x_train", "y_train"), ("x", "y")),
    "validation": (("x_val", "y_val"), ("x_valid", "y_valid")),
    "test": (("x_test", "y_test"),),
}
_EXPECTED = "Expected arrays x_train and y_train (and x_test, y_test), or x and y."


def read_npz(path: Path) -> Dataset:
    """The dataset in an NPZ file; an array `classes` or `class_names` may name the classes.

    Raises `DatasetError`: what was expected, what came.
    """
    arrays = _load(path)
    names = {split: pair for split in _NAMES if (pair := _pair(split, arrays)) is not None}
    if "train" not in names:
        raise DatasetError(f"{path.name} has {_listed(arrays)}.", _EXPECTED)
    notes: list[str] = []
    labels, classes = class_numbers({y: arrays[y] for _, y in names.values()}, _class_names(arrays))
    splits = {
        split: _split(x, y, pixels(arrays.pop(x), x, notes), labels[y]) for split, (x, y) in names.items()
    }  # popping frees the original as soon as it is converted
    shape = _common_shape({names[split][0]: part for split, part in splits.items()})
    return Dataset(path.stem, classes, shape, splits["train"], splits.get("test"), splits.get("validation"), tuple(notes))


def _load(path: Path) -> dict[str, Array]:
    try:
        with path.open("rb") as file:
            found = np.load(file, allow_pickle=False)
            if not isinstance(found, np.lib.npyio.NpzFile):
                raise DatasetError(f"{path.name} holds a single array.", _EXPECTED)
            return {name: found[name] for name in found.files}
    except (OSError, ValueError, EOFError, zipfile.BadZipFile, zipfile.LargeZipFile, KeyError, MemoryError) as error:
        raise DatasetError(f"{path.name} can't be read as an NPZ file: {_reason(error)}.", _EXPECTED) from error


def _reason(error: Exception) -> str:
    if "allow_pickle" in str(error):
        return "it holds Python objects, which may run code when they are read"
    if isinstance(error, MemoryError):
        return "it is larger than the memory"
    return (str(error) or type(error).__name__)[:200].rstrip(".")


def _pair(split: str, arrays: dict[str, Array]) -> tuple[str, str] | None:
    for x, y in _NAMES[split]:
        if x in arrays and y in arrays:
            return x, y
        if x in arrays:
            raise DatasetError(f"The images {x} have no labels: there is no array {y}.", _EXPECTED)
    return None


def _listed(arrays: dict[str, Array]) -> str:
    shown = ", ".join(list(arrays)[:10])
    return f"the arrays {shown}" if arrays else "no arrays"


def _class_names(arrays: dict[str, Array]) -> tuple[str, ...] | None:
    for name in ("classes", "class_names"):
        if name in arrays and arrays[name].ndim == 1:
            return tuple(str(item) for item in arrays[name].tolist())
    return None


def _split(x: str, y: str, images: Array, labels: NDArray[np.int32]) -> Split:
    if len(images) != len(labels):
        raise DatasetError(f"{x} has {len(images)} images, but {y} has {len(labels)} labels.", "Each image needs one label.")
    return Split(labels, images)


def _common_shape(splits: dict[str, Split]) -> tuple[int, int, int]:
    shapes = {name: split.images.shape[1:] for name, split in splits.items() if split.images is not None}
    if len(set(shapes.values())) > 1:
        found = " and ".join(f"{name} of {spell(shape)}" for name, shape in shapes.items())
        raise DatasetError(f"The images have different sizes: {found}.", "Bring all to the same size.")
    height, width, channels = next(iter(shapes.values()))
    return height, width, channels
