"""IDX files, the format MNIST came in: a header, then plain numbers; possibly gzipped. Images and labels are two files.

LeCun, Cortes & Burges, "The MNIST database of handwritten digits", section "File formats".
"""

import re
import zlib
from math import prod
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.opening import opened
from cnn.datasets.pixels.arrays import brought, class_numbers, pixels, stored
from cnn.datasets.pixels.pixel_range import TYPE
from cnn.datasets.room import require_memory
from cnn.errors import DatasetError
from cnn.words.language import marked, tr
from cnn.words.reasons import reason_of

#: the third byte of a file → the type of its numbers, big-endian
_TYPES = {0x08: ">u1", 0x09: ">i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}
#: words in the names of files → the split they are for
_SPLITS = {"train": "train", "training": "train", "t10k": "test", "test": "test", "testing": "test", "val": "validation",
           "valid": "validation", "validation": "validation"}  # fmt: skip
_NAME = re.compile(r"(?i)^(?P<start>.*?)(?P<kind>images?|labels?)(?P<end>[-_.]idx[13]?([-_.]ubyte)?|[-_.]ubyte|)(?P<gz>\.gz)?$")
#: split → its images, and its labels where they are known
Pairs = dict[str, tuple[Path, Path | None]]
_EXPECTED = marked("Expected two files such as train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz.")


def read_idx(path: Path) -> NDArray[Any]:
    """The array in an IDX file, of the type and with the axes that its header says; raises `DatasetError` when it is damaged
    or something else.
    """
    try:
        with opened(path, packed=path.suffix == ".gz") as file:
            return _array(path, file)
    except (OSError, EOFError, zlib.error) as error:
        raise DatasetError(tr("{0} can't be read: {1}.", path, reason_of(error)), tr("Get the file again.")) from error


def read_pair(images: Path, labels: Path) -> tuple[NDArray[Any], NDArray[Any]]:
    """Images (number × height × width × channels, 0-255) and labels as stored (one number per image).

    Raises `DatasetError` when they don't fit.
    """
    shown, numbers = _read_pair(images, labels)
    return pixels(shown, images.name, []), numbers


def _read_pair(images: Path, labels: Path) -> tuple[NDArray[Any], NDArray[Any]]:
    """Images and labels as stored."""
    shown, numbers = read_idx(images), read_idx(labels)
    if numbers.ndim != 1 or len(numbers) != len(shown) or shown.ndim < 3:
        raise DatasetError(
            tr("{0} and {1} don't belong together.", images.name, labels.name),
            tr("Expected one label per image; came {0:,} labels and {1:,} images.", len(numbers), len(shown)),
        )
    return shown, numbers


def read_pairs(images: Path, labels: Path | None = None, pixel_range: str = TYPE) -> Dataset:
    """The dataset of which one file of images is named; its labels, and the other splits beside it, are found by their names."""
    splits: Pairs = {"train": (images, labels)} if labels is not None else _beside(images)
    return _dataset(images.name.removesuffix(".gz").partition(".")[0], splits, pixel_range)


def read_idx_folder(folder: Path, pixel_range: str = TYPE) -> Dataset:
    """The IDX files of a folder; raises `DatasetError` when there are those of several datasets."""
    starts = {start for path in _files(folder) if (start := _family(path)) is not None}
    if len(starts) > 1:
        raise DatasetError(
            tr("{0} holds several datasets.", folder), tr("Name the file with the training images of one of them.")
        )
    images = [path for path in _files(folder) if _kind(path) == "image"]
    first = next((path for path in images if _split_of(path) == "train"), images[0])
    return _dataset(folder.resolve().name, _beside(first), pixel_range)


def is_idx(path: Path) -> bool:
    """Whether a file looks like one, by its first bytes."""
    return axes(path) > 0


def axes(path: Path) -> int:
    """How many axes the array in an IDX file has: 1 for labels, 3 for grey images; 0 for another file."""
    try:
        with opened(path, packed=path.suffix == ".gz") as file:
            start = file.read(4)
    except (DatasetError, OSError, EOFError, zlib.error):
        return 0
    return start[3] if len(start) == 4 and start[:2] == b"\0\0" and start[2] in _TYPES and start[3] < 5 else 0


def has_idx(folder: Path) -> bool:
    """Whether there is a file of images by its name in a folder."""
    return any(_kind(path) == "image" for path in _files(folder))


# ---------------------------------------------------------------------- one file


def _array(path: Path, file: IO[bytes]) -> NDArray[Any]:
    start = file.read(4)
    count = start[3] if len(start) == 4 else 0
    header = file.read(4 * count)
    if start[:2] != b"\0\0" or len(header) < 4 * count or not count or start[2] not in _TYPES:
        raise DatasetError(tr("{0} is not an IDX file.", path.name), tr("Expected a file as MNIST has them."))
    shape, kind = tuple(np.frombuffer(header, ">u4").tolist()), np.dtype(_TYPES[start[2]])
    require_memory(path.name, prod(shape) * kind.itemsize)
    data = file.read(prod(shape) * kind.itemsize + 1)
    if len(data) != prod(shape) * kind.itemsize:
        found = f"{len(data) // kind.itemsize:,}" if len(data) <= prod(shape) * kind.itemsize else tr("more")
        raise DatasetError(
            tr("{0} holds {1} numbers instead of {2:,}.", path.name, found, prod(shape)), tr("Get the file again.")
        )
    return np.frombuffer(data, kind).reshape(shape).astype(kind.newbyteorder("="), copy=False)


# ---------------------------------------------------------------------- which files belong together


def _dataset(name: str, pairs: Pairs, pixel_range: str) -> Dataset:
    read = {split: _read_pair(images, labels or _labels_of(images)) for split, (images, labels) in pairs.items()}
    arrays = {split: stored(images, pairs[split][0].name, []) for split, (images, _) in read.items()}
    shapes = {images.shape[1:] for images in arrays.values()}
    if len(shapes) > 1:
        raise DatasetError(tr("The images to train on and to test with have different sizes."), tr("Bring all to the same size."))
    notes: list[str] = []
    numbers, classes = class_numbers({split: labels for split, (_, labels) in read.items()}, None, notes)
    by_name = {pairs[split][0].name: split for split in sorted(arrays, key=lambda split: split != "train")}
    found = brought({image: arrays.pop(split) for image, split in by_name.items()}, pixel_range, notes)
    splits = {split: Split(numbers[split], found.images[image], digests=found.digests[image]) for image, split in by_name.items()}
    height, width, channels = shapes.pop()
    test, validation = splits.get("test"), splits.get("validation")
    return Dataset(name, classes, (height, width, channels), splits["train"], test, validation, tuple(notes), depth=found.depth)


def _beside(images: Path) -> Pairs:
    """The splits that lie beside a file of images; one that names no split is what is trained on."""
    if _kind(images) != "image" or not (split := _split_of(images)):
        return {"train": (images, None)}
    family = [path for path in _files(images.parent) if _kind(path) == "image" and _family(path) == _family(images)]
    found = {_split_of(path): path for path in family} | {split: images}
    if "train" not in found:
        return {"train": (images, None)}
    return {split: (path, None) for split, path in found.items() if split}


def _labels_of(images: Path) -> Path:
    found = _NAME.match(images.name)
    if found is not None:
        start, family = found["start"].lower(), _family(images)
        for path in _files(images.parent):
            other = _NAME.match(path.name)
            if other and _kind(path) == "label" and other["start"].lower() == start and _family(path) == family:
                return path
    raise DatasetError(tr("There are no labels beside {0}.", images.name), tr(_EXPECTED))


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if _NAME.match(path.name) and path.is_file() and is_idx(path))
    except OSError as error:
        raise DatasetError(
            tr("The folder {0} can't be read: {1}.", folder, reason_of(error)), tr("Check its permissions.")
        ) from error


def _kind(path: Path) -> str:
    """`image`, `label`, or "" for a file that is neither by its name."""
    found = _NAME.match(path.name)
    return found["kind"].lower().rstrip("s") if found else ""


def _split_of(path: Path) -> str:
    words = re.split(r"[-_.]", path.name.lower())
    return next((_SPLITS[word] for word in words if word in _SPLITS), "")


def _family(path: Path) -> str | None:
    """What the names of a dataset's files share: all words but the split and what follows."""
    found = _NAME.match(path.name)
    if found is None:
        return None
    return "-".join(word for word in re.split(r"[-_.]", found["start"].lower()) if word and word not in _SPLITS)
