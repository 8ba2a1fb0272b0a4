"""NumPy files (`.npy`): one array each, an image or many. Read without pickle, and never more than the file holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import prod
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from cnn.datasets.sizes import USUAL
from cnn.errors import FileError
from cnn.files.files import open_regular
from cnn.shapes import Shape, spell

Array = NDArray[Any]
#: what reading a damaged file may raise
FAULTS = (OSError, ValueError, EOFError, SyntaxError, TypeError, OverflowError, MemoryError)
#: no image has more channels
MOST_CHANNELS = 512


def is_array(path: Path) -> bool:
    """Whether a file is one by its first bytes; raises as `read`."""
    with open_regular(path) as stream:
        return stream.read(len(npy.MAGIC_PREFIX)) == npy.MAGIC_PREFIX


def axes(path: Path) -> int:
    """How many axes an array has; 0 for another file."""
    try:
        with _checked(path) as (_, shape, _kind):
            return len(shape)
    except (FileError, *FAULTS):
        return 0


def size_of(path: Path) -> int:
    """Bytes that an array takes, by its header; raises what is in `FAULTS`, and `FileError` for what is no file."""
    with _checked(path) as (_, shape, kind):
        return prod(side or 0 for side in shape) * kind.itemsize


def read(path: Path) -> Array:
    """The array in a file, with axes and type as stored; raises what is in `FAULTS`, and `FileError` for what is no file."""
    with _checked(path) as (stream, _, _kind):
        stream.seek(0)
        found: Array = npy.read_array(stream, allow_pickle=False)
        return found


def image_shape(path: Path) -> tuple[tuple[int, int, int], np.dtype[Any]]:
    """Height, width and channels of an image by its header, and the type of its values; raises as `read`."""
    with _checked(path) as (_, shape, kind):
        return _as_image(shape), kind


def read_image(path: Path) -> Array:
    """An image as height × width × channels with its values as they are stored, booleans as 0 and 255; raises as `read`.

    Taken are height × width, height × width × channels, and channels first where only the first axis is as short as channels are.
    """
    with _checked(path) as (_, shape, kind):
        _as_image(shape)  # before any of it is read
        if kind.kind not in "biuf":
            raise ValueError(f"it holds values of type {kind}, not numbers")
    found = read(path)
    if found.dtype.kind == "b":
        found = found.astype(np.uint8) * np.uint8(255)
    if found.dtype.kind == "f" and not np.isfinite(found).all():
        raise ValueError("it has values that are not numbers (NaN or infinite)")
    if found.ndim == 2:
        return found[..., np.newaxis]
    return np.moveaxis(found, 0, -1) if _is_channels_first(shape) else found


@contextmanager
def _checked(path: Path) -> Iterator[tuple[BinaryIO, Shape, np.dtype[Any]]]:
    """An open file, the axes of its array and the type of its values; raises ValueError where it can't hold so many."""
    with open_regular(path) as stream:
        version = npy.read_magic(stream)
        header = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
        shape, _, kind = header(stream)
        if kind.hasobject:
            raise ValueError("it holds Python objects, which may run code when they are read")
        start = stream.tell()
        if prod(shape) * kind.itemsize > stream.seek(0, 2) - start:
            raise ValueError(f"it is said to be {spell(shape)}, but the file ends before")
        yield stream, tuple(shape), kind


def _as_image(shape: Shape) -> tuple[int, int, int]:
    sizes = [side or 0 for side in shape]
    if len(sizes) == 2:
        sizes.append(1)
    elif _is_channels_first(shape):
        sizes = [*sizes[1:], sizes[0]]
    if len(sizes) != 3 or 0 in sizes or sizes[2] > MOST_CHANNELS:
        raise ValueError(f"its array is {spell(shape)}, and an image is height × width, or height × width × channels")
    return sizes[0], sizes[1], sizes[2]


def _is_channels_first(shape: Shape) -> bool:
    return len(shape) == 3 and shape[0] in USUAL and shape[2] not in USUAL
