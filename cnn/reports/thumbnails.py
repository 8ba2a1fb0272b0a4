"""Small pictures as PNG files, the same bytes for the same pixels."""

import io
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image


class Picture(NamedTuple):
    """A PNG file and what stands beside it."""

    png: bytes
    caption: str


def png(pixels: NDArray[Any]) -> bytes:
    """An image (height × width × 1, 3 or 4, uint8) as a PNG file."""
    plain = pixels[..., 0] if pixels.shape[-1] == 1 else pixels
    file = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(plain)).save(file, "PNG", optimize=True)
    return file.getvalue()
