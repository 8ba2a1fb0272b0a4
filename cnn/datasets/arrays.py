"""Arrays as people store them, brought to pixels from 0 to 255 and class numbers from 0."""

from collections.abc import Mapping
from math import isqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn.datasets.sizes import USUAL
from cnn.errors import DatasetError
from cnn.shapes import spell

Array = NDArray[Any]
Images = NDArray[np.uint8] | NDArray[np.float32]
ClassNumbers = NDArray[np.int32]
Labels = ClassNumbers | NDArray[np.float32]
MOST_CLASSES = 100_000
#: where the channels of an image may stand
CHANNELS = ("first", "last")


def pixels(array: Array, name: str, notes: list[str], channels: str = "") -> Images:
    """Images as number × height × width × channels, 0-255; what is converted is told in `notes`.

    They are uint8, or float32 where their values are not whole numbers. Taken are flat squares (n × 784, n × 3,072), grey
    images without a channel axis, channels last or first, as `channels` says or else by the shape; booleans, integers to 255
    or to 65,535, floats from 0 to 1 or to 255. Raises `DatasetError` for anything else.

    >>> notes = []
    >>> images = pixels(np.full((2, 784), 0.2), "x", notes)
    >>> images.shape, images.dtype.name, int(images.max())
    ((2, 28, 28, 1), 'uint8', 51)
    """
    return _values(_with_axes(array, name, notes, channels), name, notes)


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
        raise DatasetError(f"The labels are {count:,} different numbers; those can't be classes.", _MOST)
    if values[0] < 0 or values[-1] >= count:
        if widest or len(values) != count:
            raise _unnamed(values, count, "classes are named" if names else "classes have a column")
        return _numbered(numbers, values, names, notes)
    return {name: found.astype(np.int32) for name, found in numbers.items()}, names or tuple(map(str, range(count)))


# ---------------------------------------------------------------------- pixels


def _with_axes(array: Array, name: str, notes: list[str], channels: str) -> Array:
    if array.size == 0:
        raise DatasetError(f"{name} is empty ({spell(array.shape)}).", "Expected at least one image.")
    if array.ndim == 2:
        return _from_rows(array, name, notes, channels)
    if array.ndim == 3:
        return array[..., np.newaxis]
    if array.ndim != 4:
        raise DatasetError(f"{name} has {array.ndim} axes ({spell(array.shape)}).", _SHAPES)
    if channels == "first" or (not channels and array.shape[1] in USUAL and array.shape[3] not in USUAL):
        notes.append(f"{name}: the channels stood before height and width and were moved behind them.")
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
            notes.append(f"{name}: rows of {count} numbers are taken for images of {shape}, one colour after the other.")
            return np.moveaxis(array.reshape(-1, colours, side, side), 1, -1)
        otherwise = " (otherwise: FILE::channels=first)" * (colours > 1)
        notes.append(f"{name}: rows of {count} numbers are taken for images of {shape}{otherwise}.")
        return array.reshape(-1, side, side, colours)
    raise DatasetError(f"{name} has rows of {count} numbers, which is no square image.", _SHAPES)


_SHAPES = "Expected number × height × width × channels (or without channels, when grey)."


def _values(array: Array, name: str, notes: list[str]) -> Images:
    if array.dtype.kind == "b":
        return array.astype(np.uint8) * np.uint8(255)
    if array.dtype.kind not in "iuf":
        raise DatasetError(f"{name} holds values of type {array.dtype}.", "Expected numbers: pixels from 0 to 255.")
    low, high = float(array.min()), float(array.max())
    if not (np.isfinite(low) and np.isfinite(high)):
        raise DatasetError(f"{name} has values that are not numbers (NaN or infinite).", "Expected pixels from 0 to 255.")
    if low < 0 or high > 65535 or (high > 255 and array.dtype.kind == "f"):
        raise DatasetError(
            f"{name} has values from {low:g} to {high:g}.",
            "Expected pixels from 0 to 255 (or from 0 to 1); scaling beyond that is for a layer.",
        )
    return _brought_to_255(array, high, name, notes)


def _brought_to_255(array: Array, high: float, name: str, notes: list[str]) -> Images:
    factor = 255.0 if 0 < high <= 1 else 1 / 257 if high > 255 else 1.0
    if factor != 1:
        notes.append(f"{name}: values from 0 to {1 if high <= 1 else 65535} were brought to 0 to 255.")
    if factor == 1 and array.dtype.kind in "iu":
        return np.ascontiguousarray(array, np.uint8)
    values = array.astype(np.float32)
    values *= np.float32(factor)
    whole = values.round()
    return whole.astype(np.uint8) if factor < 1 or np.allclose(values, whole, rtol=0, atol=1e-3) else values


# ---------------------------------------------------------------------- labels


def _numbers(array: Array, name: str) -> Array:
    """The number of each label as it is stored, int64; of a one-hot row its place."""
    if array.size == 0:
        raise DatasetError(f"{name} is empty.", "Each image needs one label.")
    if array.dtype.kind not in "biuf":
        raise DatasetError(f"{name} holds values of type {array.dtype}.", "Expected class numbers, or names of classes.")
    if array.ndim == 2 and array.shape[1] > 1:
        return _from_one_hot(array, name)
    if array.ndim not in (1, 2):
        raise DatasetError(f"{name} has {array.ndim} axes ({spell(array.shape)}).", "Expected one class number per image.")
    flat = array.reshape(-1)
    if flat.dtype.kind == "f" and (odd := flat[~np.isfinite(flat) | (flat != flat.round())]).size:
        raise DatasetError(f"{name} has values such as {odd[0]:g}.", "Expected whole class numbers.")
    if flat.dtype.kind in "uf" and abs(float(flat.max())) >= 2**63:
        raise DatasetError(f"{name} has the label {flat.max():g}; that can't be a class number.", _MOST)
    return flat.astype(np.int64)


def _numbered(
    numbers: Mapping[str, Array], values: Array, names: tuple[str, ...] | None, notes: list[str]
) -> tuple[dict[str, ClassNumbers], tuple[str, ...]]:
    """Labels by their places among the values in use."""
    classes = names or tuple(map(str, values.tolist()))
    shown = ", ".join(map(str, values[:6].tolist())) + (" …" if len(values) > 6 else "")
    taken = f" They stand for {classes[0]} to {classes[-1]}, in this order." if names else ""
    notes.append(f"The labels {shown} are taken for the names of {len(values):,} classes.{taken}")
    return {name: np.searchsorted(values, found).astype(np.int32) for name, found in numbers.items()}, classes


def _unnamed(values: Array, count: int, classes: str) -> DatasetError:
    """Numbers that are none of the classes that a dataset names, or that its rows have a column for."""
    return DatasetError(
        f"The labels go from {values[0]} to {values[-1]}, but only {count} {classes} (0 to {count - 1}).",
        "Name every class, or correct the labels.",
    )


_MOST = f"Expected at most {MOST_CLASSES:,} classes."


def _from_one_hot(array: Array, name: str) -> Array:
    one_hot = ((array == 0) | (array == 1)).all() and (array.sum(axis=1) == 1).all()
    if not one_hot:
        raise DatasetError(
            f"{name} has rows of {array.shape[1]} numbers that are not one-hot.",
            "Expected one class number per image, or rows with a single 1.",
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
        raise DatasetError(f"The label {unknown[0]!r} is none of the {len(classes)} classes.", "Name every class.")
    number = {name: place for place, name in enumerate(classes)}
    return {name: np.array([number[item] for item in text.tolist()], np.int32) for name, text in texts.items()}, classes
