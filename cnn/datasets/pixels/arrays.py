"""Arrays as people store them, brought to pixels from 0 to 255 and class numbers from 0."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from math import isqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn.datasets.pixels.pixel_range import DATASET, MOST, TYPE, Depth, Range, spelled
from cnn.datasets.room import require_memory
from cnn.datasets.sizes import USUAL
from cnn.errors import DatasetError
from cnn.shapes import spell
from cnn.words.language import marked, tr
from cnn.words.lists import listed
from cnn.words.quantities import number_of

Array = NDArray[Any]
Images = NDArray[np.uint8] | NDArray[np.float32]
ClassNumbers = NDArray[np.int32]
Labels = ClassNumbers | NDArray[np.float32]
MOST_CLASSES = 100_000
#: where the channels of an image may stand
CHANNELS = ("first", "last")


def pixels(array: Array, name: str, notes: list[str], channels: str = "") -> Images:
    """Images as number × height × width × channels, 0-255, by the range of their data type; what is converted is told in `notes`.

    They are uint8, or float32 where they are not whole numbers. See `stored` and `brought`; raises `DatasetError`.

    >>> notes = []
    >>> images = pixels(np.full((2, 784), 0.2), "x", notes)
    >>> images.shape, images.dtype.name, int(images.max())
    ((2, 28, 28, 1), 'uint8', 51)
    """
    return brought({name: stored(array, name, notes, channels)}, TYPE, notes).images[name]


def stored(array: Array, name: str, notes: list[str], channels: str = "") -> Array:
    """Images as number × height × width × channels with the values as they are stored; how they are taken is told in `notes`.

    Taken are flat squares (n × 784, n × 3,072), grey images without a channel axis, channels last or first, as `channels` says or
    else by the shape; numbers, and booleans as 0 and 255. Raises `DatasetError` for anything else.
    """
    found = _with_axes(array, name, notes, channels)
    if found.dtype.kind == "b":
        return found.astype(np.uint8) * np.uint8(255)
    if found.dtype.kind not in "iuf":
        raise DatasetError(tr("{0} holds values of type {1}.", name, array.dtype), tr("Expected numbers: pixels from 0 to 255."))
    return found


@dataclass(frozen=True)
class Brought:
    """Images by the names of their arrays, from 0 to 255 or as they are stored; the values that those to train on have where
    these are more than 8 bits; and the digests of images that have other values now than they had."""

    images: dict[str, Array]
    depth: Depth | None
    digests: dict[str, tuple[str, ...]]


def brought(arrays: dict[str, Array], wanted: str, notes: list[str], trained: NDArray[np.bool_] | None = None) -> Brought:
    """Arrays of one dataset, for the range of their data type brought to 0-255; for another one as they are stored, uint8,
    float32 or integers, see `cnn.datasets.pixels.ranging`.

    The first array is the one to train on, or the `trained` images of it. By the range of the data type integers to 255 or to
    65535 are taken, and floats from 0 to 1 or to 255. Each array is taken out of `arrays` as soon as it is converted. Raises
    `DatasetError`.
    """
    names = list(arrays)
    extents = {name: _extent(array, name) for name, array in arrays.items()}
    learned = extents[names[0]] if trained is None else _extent(arrays[names[0]][trained], names[0])
    depth = _depth(arrays[names[0]], learned)
    if wanted != TYPE:
        kinds = _alike(arrays, extents)
        return Brought({name: _compact(arrays.pop(name), kinds[name]) for name in names}, depth, dict.fromkeys(names, ()))
    tops, kinds = _tops(arrays, extents), _alike(arrays, extents)
    images: dict[str, Array] = {}
    digests: dict[str, tuple[str, ...]] = {}
    for name in names:
        array = _compact(arrays.pop(name), kinds[name])
        images[name] = _by_type(array, tops[name], name, notes)
        digests[name] = () if images[name] is array else digests_of(array)
    return Brought(images, depth, digests)


def digests_of(images: Array) -> tuple[str, ...]:
    """The digest of each image: a few letters instead of values that nobody needs any more."""
    return tuple(map(digest_of_image, images))


def digest_of_image(image: Array) -> str:
    """SHA-256 of the values of an image and of what they are."""
    image = np.ascontiguousarray(image)
    return hashlib.sha256(f"{image.dtype.str}{image.shape}".encode() + image.tobytes()).hexdigest()


def in_range(array: Array, known: Range) -> Images:
    """Images 0-255; what is so already stays as it is."""
    if array.dtype == np.uint8 and (known.low, known.high) == (0, 255):
        return array
    require_memory(tr("The dataset, with its depth,"), 4 * array.size)
    images = np.empty(array.shape, np.float32)
    for start in range(0, len(array), _PORTION):
        images[start : start + _PORTION] = known.applied(array[start : start + _PORTION])
    return images


def require_extent(known: Range, name: str) -> None:
    """Raises `DatasetError` for images that are all of one value."""
    if not known.low < known.high:
        raise DatasetError(tr("All values of {0} are {1:g}.", name, known.low), tr("There is nothing to see in such images."))


def in_words(known: Range, wanted: str) -> str:
    """What is to be told of a range."""
    if wanted == DATASET:
        return tr("Values from {0} (the lowest and the highest of the training images) were brought to 0 to 255.", spelled(known))
    return tr("Values from {0} were brought to 0 to 255.", spelled(known))


def class_numbers(
    arrays: Mapping[str, Array], names: tuple[str, ...] | None, notes: list[str]
) -> tuple[dict[str, ClassNumbers], tuple[str, ...]]:
    """Labels as class numbers from 0 (int32), and what the classes are called; what is not as stored is told in `notes`.

    Taken are numbers, one-hot rows and names. Numbers in use that are not 0, 1, 2 … without a gap (1 to 10; 0, 10, … 90; −1
    and 1) are names like others, sorted by their values; with as many `names` as there are such numbers, they belong to these
    in that order. Raises `DatasetError` for anything else, and for a label without a class.
    """
    if any(array.dtype.kind in "US" for array in arrays.values()):
        return _from_names(arrays, names)
    numbers = {name: _numbers(array, name) for name, array in arrays.items()}
    values = np.unique(np.concatenate(list(numbers.values())))
    widest = max(map(_width, arrays.values()))
    count = max(widest, len(values)) if names is None else len(names)
    if count > MOST_CLASSES:
        raise DatasetError(tr("The labels are {0:,} different numbers; those can't be classes.", count), _most())
    if values[0] < 0 or values[-1] >= count:
        if widest or len(values) != count:
            raise _unnamed(values, count, tr("classes are named") if names else tr("classes have a column"))
        return _numbered(numbers, values, names, notes)
    return {name: found.astype(np.int32) for name, found in numbers.items()}, names or tuple(map(str, range(count)))


# ---------------------------------------------------------------------- pixels


def _with_axes(array: Array, name: str, notes: list[str], channels: str) -> Array:
    if array.size == 0:
        raise DatasetError(tr("{0} is empty ({1}).", name, spell(array.shape)), tr("Expected at least one image."))
    if array.ndim == 2:
        return _from_rows(array, name, notes, channels)
    if array.ndim == 3:
        return array[..., np.newaxis]
    if array.ndim != 4:
        raise DatasetError(tr("{0} has {1} axes ({2}).", name, array.ndim, spell(array.shape)), tr(_SHAPES))
    if channels == "first" or (not channels and array.shape[1] in USUAL and array.shape[3] not in USUAL):
        notes.append(tr("{0}: the channels stood before height and width and were moved behind them.", name))
        return np.moveaxis(array, 1, -1)
    return array


def _from_rows(array: Array, name: str, notes: list[str], channels: str) -> Array:
    """Images from rows of numbers: of a grey square, or of the red, green and blue of one."""
    count = array.shape[1]
    for colours in (1, 3):
        side = isqrt(count // colours)
        if side * side * colours != count:
            continue
        shape = spell((side, side)) if colours == 1 else spell((side, side, colours))
        if channels == "first" and colours > 1:
            notes.append(
                tr("{0}: rows of {1} numbers are taken for images of {2}, one colour after the other.", name, count, shape)
            )
            return np.moveaxis(array.reshape(-1, colours, side, side), 1, -1)
        if colours == 1:
            notes.append(tr("{0}: rows of {1} numbers are taken for images of {2}.", name, count, shape))
        else:
            notes.append(
                tr("{0}: rows of {1} numbers are taken for images of {2} (otherwise: FILE::channels=first).", name, count, shape)
            )
        return array.reshape(-1, side, side, colours)
    raise DatasetError(tr("{0} has rows of {1} numbers, which is no square image.", name, count), tr(_SHAPES))


_SHAPES = marked("Expected number × height × width × channels (or without channels, when grey).")


#: images that are converted at a time
_PORTION = 256


def _extent(array: Array, name: str) -> tuple[float, float]:
    low, high = float(array.min()), float(array.max())
    if not (np.isfinite(low) and np.isfinite(high)):
        raise DatasetError(
            tr("{0} has values that are not numbers (NaN or infinite).", name), tr("Expected pixels from 0 to 255.")
        )
    return low, high


def _depth(array: Array, extent: tuple[float, float]) -> Depth | None:
    """The values of images of more than 8 bits."""
    low, high = extent
    if array.dtype.kind == "f":
        return Depth(low, high, 1 if low >= 0 and high <= 1 else 255 if low >= 0 and high <= 255 else MOST)
    return Depth(low, high, MOST) if low < 0 or high > 255 else None


def _alike(arrays: Mapping[str, Array], extents: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """The lowest and the highest value of each array; of all arrays of its type of integers, so that a darker one is not taken
    for 8 bits."""
    kinds: dict[str, tuple[float, float]] = {}
    for name, array in arrays.items():
        others = [name] if array.dtype.kind == "f" else [other for other, found in arrays.items() if found.dtype == array.dtype]
        kinds[name] = min(extents[other][0] for other in others), max(extents[other][1] for other in others)
    return kinds


def _compact(array: Array, extent: tuple[float, float]) -> Array:
    """The same values in as few bytes as they need: uint8 for integers of 8 bits, float32 for floats."""
    if array.dtype.kind == "f":
        return array.astype(np.float32, copy=False)
    return np.ascontiguousarray(array, np.uint8) if extent[0] >= 0 and extent[1] <= 255 else array


def _tops(arrays: Mapping[str, Array], extents: Mapping[str, tuple[float, float]]) -> dict[str, float]:
    """The value that is white in each array; raises `DatasetError` for values beyond what the range of a type takes."""
    for name, array in arrays.items():
        low, high = extents[name]
        if low < 0 or high > MOST or (high > 255 and array.dtype.kind == "f"):
            raise DatasetError(
                tr("{0} has values from {1:g} to {2:g}.", name, low, high),
                tr("Expected pixels from 0 to 255 (or from 0 to 1); the pixel range dataset, or LOW-HIGH, takes any."),
            )
    tops = {name: high for name, (_, high) in _alike(arrays, extents).items()}
    return {name: 1 if 0 < high <= 1 else MOST if high > 255 else 255 for name, high in tops.items()}


def _by_type(array: Array, top: float, name: str, notes: list[str]) -> Images:
    """Images 0-255; they stay whole numbers where they come out as such."""
    if top != 255:
        notes.append(tr("{0}: values from 0 to {1:.0f} were brought to 0 to 255.", name, top))
    if top == 255 and array.dtype == np.uint8:
        return array
    values = in_range(array, Range(0, top))
    whole = values.round()
    return whole.astype(np.uint8) if np.allclose(values, whole, rtol=0, atol=1e-3) else values


# ---------------------------------------------------------------------- labels


def _numbers(array: Array, name: str) -> Array:
    """The number of each label as it is stored, int64; of a one-hot row its place."""
    if array.size == 0:
        raise DatasetError(tr("{0} is empty.", name), tr("Each image needs one label."))
    if array.dtype.kind not in "biuf":
        raise DatasetError(
            tr("{0} holds values of type {1}.", name, array.dtype), tr("Expected class numbers, or names of classes.")
        )
    if array.ndim == 2 and array.shape[1] > 1:
        return _from_one_hot(array, name)
    if array.ndim not in (1, 2):
        raise DatasetError(
            tr("{0} has {1} axes ({2}).", name, array.ndim, spell(array.shape)), tr("Expected one class number per image.")
        )
    flat = array.reshape(-1)
    if flat.dtype.kind == "f" and (odd := flat[~np.isfinite(flat) | (flat != flat.round())]).size:
        raise DatasetError(tr("{0} has values such as {1:g}.", name, odd[0]), tr("Expected whole class numbers."))
    if flat.dtype.kind in "uf" and abs(float(flat.max())) >= 2**63:
        raise DatasetError(tr("{0} has the label {1:g}; that can't be a class number.", name, flat.max()), _most())
    return flat.astype(np.int64)


def _numbered(
    numbers: Mapping[str, Array], values: Array, names: tuple[str, ...] | None, notes: list[str]
) -> tuple[dict[str, ClassNumbers], tuple[str, ...]]:
    """Labels by their places among the values in use."""
    classes = names or tuple(map(str, values.tolist()))
    shown = listed(values[:7].tolist(), 6)
    notes.append(
        number_of(
            "The labels {1} are taken for the name of {0} class.|The labels {1} are taken for the names of {0} classes.",
            len(values),
            shown,
        )
    )
    if names:
        notes.append(tr("They stand for {0} to {1}, in this order.", classes[0], classes[-1]))
    return {name: np.searchsorted(values, found).astype(np.int32) for name, found in numbers.items()}, classes


def _unnamed(values: Array, count: int, classes: str) -> DatasetError:
    """Numbers that are none of the classes that a dataset names, or that its rows have a column for."""
    return DatasetError(
        tr("The labels go from {0} to {1}, but only {2} {3} (0 to {4}).", values[0], values[-1], count, classes, count - 1),
        tr("Name every class, or correct the labels."),
    )


def _most() -> str:
    return tr("Expected at most {0:,} classes.", MOST_CLASSES)


def _from_one_hot(array: Array, name: str) -> Array:
    one_hot = ((array == 0) | (array == 1)).all() and (array.sum(axis=1) == 1).all()
    if not one_hot:
        raise DatasetError(
            tr("{0} has rows of {1} numbers that are not one-hot.", name, array.shape[1]),
            tr("Expected one class number per image, or rows with a single 1."),
        )
    places: Array = array.argmax(axis=1).astype(np.int64)
    return places


def _width(array: Array) -> int:
    """How many classes an array knows by its shape: the length of a one-hot row."""
    return array.shape[1] if array.ndim == 2 and array.shape[1] > 1 else 0


def _from_names(arrays: Mapping[str, Array], names: tuple[str, ...] | None) -> tuple[dict[str, ClassNumbers], tuple[str, ...]]:
    texts = {name: array.reshape(-1).astype(str) for name, array in arrays.items()}
    found = sorted(set(np.concatenate(list(texts.values())).tolist()))
    classes = names or tuple(found)
    if unknown := [name for name in found if name not in classes]:
        raise DatasetError(tr("The label {0!r} is none of the {1} classes.", unknown[0], len(classes)), tr("Name every class."))
    number = {name: place for place, name in enumerate(classes)}
    return {name: np.array([number[item] for item in text.tolist()], np.int32) for name, text in texts.items()}, classes
