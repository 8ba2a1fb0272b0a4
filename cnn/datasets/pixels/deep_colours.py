"""Colours of 16 bits, of which Pillow keeps the upper 8: read twice, the second time with the bytes of each value swapped.

Its decoders undo filters and compression before they take one byte of each value, the first of two or, for the other order of
bytes, the second. Both together are the value. That holds for PNG and TIFF; what its other readers give is told as cut.
"""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

#: how values are stored, and the same with their bytes swapped; libtiff gives them in the order of this machine (N)
_OTHER = {";16B": ";16L", ";16L": ";16B", ";16N": ";16B" if sys.byteorder == "little" else ";16L"}


def swapped(image: Image.Image) -> list[Any] | None:
    """How an image that was opened is read to get the lower byte of each value; `None` where it isn't of 16 bits in colours, or
    not to be read so."""
    tiles = list(getattr(image, "tile", ()))
    found = [_swapped(tile) for tile in tiles]
    if image.format not in ("PNG", "TIFF") or image.mode not in ("RGB", "RGBA") or not found or None in found:
        return None
    return found


def colours(opened: Callable[[], AbstractContextManager[Image.Image]]) -> NDArray[np.uint16]:
    """The values of an image for which there is a `swapped`: height × width × 3 or 4, turned as its camera said."""
    with opened() as file:
        upper = np.asarray(ImageOps.exif_transpose(file), np.uint16)
    with opened() as file:
        tiles = swapped(file)
        assert tiles is not None
        file.tile = tiles  # type: ignore[attr-defined]
        lower = np.asarray(ImageOps.exif_transpose(file), np.uint16)
    return upper << np.uint16(8) | lower


def _swapped(tile: Any) -> Any:
    how = tile[3]
    mode = how if isinstance(how, str) else how[0] if isinstance(how, tuple) and how and isinstance(how[0], str) else ""
    name, place, order = mode.partition(";16")
    other = _OTHER.get(place + order)
    if name not in ("RGB", "RGBA") or other is None:
        return None
    return tile._replace(args=name + other if isinstance(how, str) else (name + other, *how[1:]))
