"""Pixels as people store them, brought to 0 to 255."""

import numpy as np
import pytest

from cnn.datasets.arrays import pixels
from cnn.errors import DatasetError


def brought(values: list[int], kind: type = np.uint16) -> np.ndarray:
    """Two grey images of a pixel each value, as they are trained on."""
    array = np.array([values, values[::-1]], kind).reshape(2, 1, -1, 1)
    return pixels(array, "x", [])


def test_a_white_pixel_of_16_bits_is_white() -> None:
    """65535 is the largest that there is, and 255 the largest that comes out."""
    assert brought([0, 257, 65535]).reshape(2, -1)[0].tolist() == [0, 1, 255]
    with pytest.raises(DatasetError, match="65536"):
        brought([0, 65536], np.uint32)
