"""NPZ files, and NumPy files beside each other: arrays of images and labels. Read without pickle: nothing in them is executed."""

import struct
import zipfile
import zlib
from math import prod
from pathlib import Path
from typing import Any

from numpy.lib import format as npy
from numpy.typing import NDArray

from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.labels import read_labels
from cnn.datasets.opening import opened
from cnn.datasets.pixels import array_files
from cnn.datasets.pixels.arrays import CHANNELS, Brought, Labels, brought, stored
from cnn.datasets.pixels.pixel_range import TYPE
from cnn.datasets.room import require_memory
from cnn.errors import DatasetError, FileError, brief
from cnn.shapes import spell

Array = NDArray[Any]

#: split → the words its arrays may have in their names, in lower case
_SPLITS = {"train": ("train", "training", "tr"), "validation": ("val", "valid", "validation"), "test": ("test", "testing", "te")}
#: what images and their labels are called
_PAIRS = (("x", "y"), ("images", "labels"), ("image", "label"), ("data", "labels"), ("data", "label"), ("data", "target"),
          ("data", "targets"), ("features", "labels"), ("imgs", "labels"), ("x", "labels"), ("images", "y"))  # fmt: skip
#: arrays that were saved without names, in the order of `load_data` of Keras
_NAMELESS = {"train": ("arr_0", "arr_1"), "test": ("arr_2", "arr_3")}
#: what reading a damaged archive may raise
_FAULTS = (OSError, ValueError, EOFError, zipfile.BadZipFile, KeyError, MemoryError, RuntimeError, SyntaxError, TypeError,
           OverflowError, zlib.error, struct.error)  # fmt: skip
_CLASS_NAMES = ("classes", "class_names", "label_names", "target_names")
_EXPECTED = "Expected arrays x_train and y_train (and x_test, y_test; x_val, y_val), or x and y."


def read_npz(path: Path, channels: str = "", task: str = "", pixel_range: str = TYPE) -> Dataset:
    """The dataset in an NPZ file; an array `classes` or `class_names` may name the classes, or the labels or numbers.

    `channels` says where the channels of an image stand: "first", "last", or "" to find out by the shape; `task` what the
    labels are, see `cnn.datasets.labels`; `pixel_range` which values are black and white. Raises `DatasetError`: what was
    expected, what came.
    """
    _require_channels(path, channels)
    there = _stored(path)
    names = {split: pair for split in _SPLITS if (pair := _pair(split, there)) is not None}
    if "train" not in names:
        raise DatasetError(f"{path.name} has {_listed(there)}.", _EXPECTED)
    wanted = [name for pair in names.values() for name in pair]
    arrays = _load(path, [*wanted, *(name for name in _CLASS_NAMES if name in there)])
    return _dataset(path, names, arrays, channels, task, pixel_range)


def read_npy(path: Path, labels: Path | None = None, channels: str = "", task: str = "", pixel_range: str = TYPE) -> Dataset:
    """The dataset whose images are in one NumPy file and whose labels are in another, named or found beside it by its name.

    Files are called as arrays in an NPZ file are: `x_train.npy` and `y_train.npy` (and `x_test.npy` …), `X.npy` and `y.npy`.
    """
    _require_channels(path, channels)
    files = {"x": path, "y": labels} if labels is not None else {other.stem: other for other in sorted(path.parent.glob("*.npy"))}
    names = {split: pair for split in _SPLITS if (pair := _pair(split, tuple(files))) is not None}
    if "train" not in names or not any(path == files[name] for pair in names.values() for name in pair):
        raise DatasetError(f"There are no labels beside {path.name}.",
                           f"Expected y.npy beside X.npy, or {path.name}::LABELS.npy.")  # fmt: skip
    wanted = [name for pair in names.values() for name in pair] + [name for name in _CLASS_NAMES if name in files and not labels]
    arrays = {name: _array_in(files[name]) for name in wanted}
    return _dataset(path, names, arrays, channels, task, pixel_range)


def has_npy(folder: Path) -> Path | None:
    """The file of the images to train on, where such files lie in a folder."""
    try:
        files = {path.stem: path for path in sorted(folder.iterdir()) if path.suffix.lower() == ".npy"}
        pair = _pair("train", tuple(files))
    except (OSError, DatasetError):
        return None
    return None if pair is None else files[pair[0]]


def _array_in(path: Path) -> Array:
    try:
        require_memory(path.name, array_files.size_of(path))
        return array_files.read(path)
    except FileError as error:
        raise DatasetError(error.message, error.hint) from error
    except array_files.FAULTS as error:
        raise DatasetError(f"{path.name} can't be read: {_reason(error)}.", "Expected an array that np.save wrote.") from error


def _require_channels(path: Path, channels: str) -> None:
    if channels not in ("", *CHANNELS):
        raise DatasetError(f"Channels stand first or last, not {brief(channels)}.", f"Write {path.name}::channels=first.")


def _dataset(
    path: Path, names: dict[str, tuple[str, str]], arrays: dict[str, Array], channels: str, task: str, pixel_range: str
) -> Dataset:
    """What the arrays of images and labels are that `names` has for each split."""
    notes: list[str] = []
    labels = {y: arrays[y] for _, y in names.values()}
    told = read_labels(labels, _class_names(arrays), notes, task=task, source=path.name)
    found = brought({x: stored(arrays.pop(x), x, notes, channels) for x, _ in names.values()}, pixel_range, notes)
    splits = {split: _split(x, y, found, told.labels[y]) for split, (x, y) in names.items()}
    shape = _common_shape({names[split][0]: part for split, part in splits.items()})
    test, validation = splits.get("test"), splits.get("validation")
    return Dataset(path.stem, told.classes, shape, splits["train"], test, validation, tuple(notes), task=told.task,
                   depth=found.depth)  # fmt: skip


def _stored(path: Path) -> tuple[str, ...]:
    """The names of the arrays in a file."""
    try:
        with opened(path) as stored, zipfile.ZipFile(stored) as file:
            return tuple(name.removesuffix(".npy") for name in file.namelist())
    except zipfile.BadZipFile as error:
        if _starts_with(path, npy.MAGIC_PREFIX):
            raise DatasetError(f"{path.name} holds a single array.", _EXPECTED) from error
        raise DatasetError(f"{path.name} can't be read as an NPZ file: {_reason(error)}.", _EXPECTED) from error
    except (*_FAULTS, zipfile.LargeZipFile) as error:
        raise DatasetError(f"{path.name} can't be read as an NPZ file: {_reason(error)}.", _EXPECTED) from error


def _load(path: Path, names: list[str]) -> dict[str, Array]:
    """These arrays, after a look at how large they say they are."""
    try:
        with opened(path) as stored, zipfile.ZipFile(stored) as file:
            sizes = [_claimed(file, name) for name in names]
            require_memory(path.name, sum(sizes))
            return {name: _array(file, name) for name in names}
    except _FAULTS as error:
        raise DatasetError(f"{path.name} can't be read as an NPZ file: {_reason(error)}.", _EXPECTED) from error


def _array(file: zipfile.ZipFile, name: str) -> Array:
    with file.open(_member(file, name)) as stream:
        found: Array = npy.read_array(stream, allow_pickle=False)
        return found


def _claimed(file: zipfile.ZipFile, name: str) -> int:
    """Bytes of an array by its header; raises ValueError when its file can't hold so many."""
    with file.open(_member(file, name)) as stream:
        read = npy.read_array_header_1_0 if npy.read_magic(stream) == (1, 0) else npy.read_array_header_2_0
        shape, _, kind = read(stream)
    if kind.hasobject:
        raise ValueError("allow_pickle")
    if prod(shape) * kind.itemsize > file.getinfo(_member(file, name)).file_size:
        raise ValueError(f"{name} is said to be {spell(shape)}, but the file ends before")
    return int(prod(shape) * kind.itemsize)


def _member(file: zipfile.ZipFile, name: str) -> str:
    return f"{name}.npy" if f"{name}.npy" in file.NameToInfo else name


def _starts_with(path: Path, prefix: bytes) -> bool:
    with opened(path) as file:
        return file.read(len(prefix)) == prefix


def _reason(error: Exception) -> str:
    if "allow_pickle" in str(error):
        return "it holds Python objects, which may run code when they are read"
    if isinstance(error, MemoryError):
        return "it is larger than the memory"
    return (str(error) or type(error).__name__)[:200].rstrip(".")


def _pair(split: str, stored: tuple[str, ...]) -> tuple[str, str] | None:
    """The names of a split's images and labels: `x_train` and `y_train`, `train_images` and `train_labels`, `X` and `y` …"""
    names = {name.lower(): name for name in stored}
    lonely = ""
    for images, labels in _PAIRS:
        for x, y in _spellings(split, images, labels):
            if x in names and y in names:
                return names[x], names[y]
            lonely = lonely or (names.get(x, "") and f"{names[x]} have no labels: there is no array {y}")
    if lonely:
        raise DatasetError(f"The images {lonely}.", _EXPECTED)
    nameless = _NAMELESS.get(split)
    return nameless if nameless is not None and all(name in names for name in nameless) else None


def _spellings(split: str, images: str, labels: str) -> list[tuple[str, str]]:
    found = [
        spelled
        for word in _SPLITS[split]
        for spelled in (
            (f"{images}_{word}", f"{labels}_{word}"),
            (f"{word}_{images}", f"{word}_{labels}"),
            (f"{images}{word}", f"{labels}{word}"),
        )
    ]
    return [*found, (images, labels)] if split == "train" else found


def _listed(stored: tuple[str, ...]) -> str:
    return f"the arrays {', '.join(stored[:10])}" if stored else "no arrays"


def _class_names(arrays: dict[str, Array]) -> tuple[str, ...] | None:
    for name in _CLASS_NAMES:
        if name in arrays and arrays[name].ndim == 1:
            return tuple(str(item) for item in arrays[name].tolist())
    return None


def _split(x: str, y: str, found: Brought, labels: Labels) -> Split:
    images = found.images[x]
    if len(images) != len(labels):
        raise DatasetError(f"{x} has {len(images)} images, but {y} has {len(labels)} labels.", "Each image needs one label.")
    return Split(labels, images, stored=found.stored[x])


def _common_shape(splits: dict[str, Split]) -> tuple[int, int, int]:
    shapes = {name: split.images.shape[1:] for name, split in splits.items() if split.images is not None}
    if len(set(shapes.values())) > 1:
        found = " and ".join(f"{name} of {spell(shape)}" for name, shape in shapes.items())
        raise DatasetError(f"The images have different sizes: {found}.", "Bring all to the same size.")
    height, width, channels = next(iter(shapes.values()))
    return height, width, channels
