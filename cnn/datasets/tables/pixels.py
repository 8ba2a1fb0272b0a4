"""What tables of pixels have in common: the shape of their images, and numbers in as few bytes as hold them."""

from math import isqrt

import numpy as np
from numpy.typing import NDArray

from cnn.datasets.pixels.arrays import Brought, brought, stored
from cnn.datasets.tables.table import EXPECTED, Array, Table
from cnn.errors import DatasetError
from cnn.words.language import tr


def brought_of_table(
    table: Table, images: Array, pixel_range: str, notes: list[str], trained: NDArray[np.bool_] | None = None
) -> Brought:
    """Images of a table, images × height × width × channels, with their values brought to the range that was asked for."""
    name = table.path.name
    return brought({name: stored(images, name, notes)}, pixel_range, notes, trained)


def image_shape(table: Table, count: int, notes: list[str]) -> tuple[int, int, int]:
    """Height, width and channels of images of so many numbers; raises `DatasetError` for what is no square."""
    for channels in (1, 3):
        side = isqrt(count // channels)
        if side * side * channels == count:
            notes.append(tr("Rows of {0:,} numbers are taken for images of {1}.", count, f"{side}×{side}×{channels}"))
            return side, side, channels
    raise DatasetError(
        tr("{0} has rows of {1:,} numbers beside the label, which is no square image.", table.path.name, count), tr(EXPECTED)
    )


def in_small_numbers(numbers: Array) -> Array:
    """The same numbers, in as few bytes as they need."""
    low, high = numbers.min(initial=0), numbers.max(initial=0)
    for kind in (np.uint8, np.uint16):
        if low >= 0 and high <= np.iinfo(kind).max and (numbers == numbers.astype(kind)).all():
            return numbers.astype(kind)
    return numbers.astype(np.float32)
