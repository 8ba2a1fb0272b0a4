"""Colours of 16 bits, of which Pillow keeps the upper 8: read twice, the second time with the bytes of each value swapped.

Its decoders undo filters and compression before they take one byte of each value, the first of two or, for the other order of
bytes, the second. Both together are the value. That holds for PNG and TIFF. A PPM is not packed: Pillow reads its header, and its
values stand behind, https://netpbm.sourceforge.net/doc/ppm.html. What other files give is told as cut.
"""

import re
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

#: the highest value of 16 bits
_MOST = 65535
#: how values are stored, and the same with their bytes swapped; libtiff gives them in the order of this machine (N)
_OTHER = {";16B": ";16L", ";16L": ";16B", ";16N": ";16B" if sys.byteorder == "little" else ";16L"}


#: what is left out between the values of a PPM that is written as text, and how long one may be, as Pillow has it
_REMARK, _LONGEST = re.compile(rb"#[^\r\n]*"), 10


def are_deep(image: Image.Image) -> bool:
    """Whether an image that was opened has colours of more than 8 bits which `colours` reads."""
    return _top_of_pixmap(image) is not None or swapped(image) is not None


def swapped(image: Image.Image) -> list[Any] | None:
    """How an image that was opened is read to get the lower byte of each value; `None` where it isn't of 16 bits in colours, or
    not to be read so."""
    tiles = list(getattr(image, "tile", ()))
    found = [_swapped(tile) for tile in tiles]
    if image.format not in ("PNG", "TIFF") or image.mode not in ("RGB", "RGBA") or not found or None in found:
        return None
    return found


def colours(opened: Callable[[], AbstractContextManager[Image.Image]]) -> NDArray[np.uint16]:
    """The values of an image that `are_deep`: height × width × 3 or 4, turned as its camera said; raises ValueError.

    Those of a PPM, whose white may be any number, are brought to 16 bits, as Pillow brings grey ones.
    """
    with opened() as file:
        if (top := _top_of_pixmap(file)) is not None:
            return _pixmap(file, top)
        upper = np.asarray(ImageOps.exif_transpose(file), np.uint16)
    with opened() as file:
        tiles = swapped(file)
        assert tiles is not None
        file.tile = tiles  # type: ignore[attr-defined]
        lower = np.asarray(ImageOps.exif_transpose(file), np.uint16)
    return upper << np.uint16(8) | lower


def _top_of_pixmap(image: Image.Image) -> int | None:
    """The value that is white in a PPM of more than 8 bits; None for any other image."""
    tiles = getattr(image, "tile", ())
    if image.format != "PPM" or image.mode != "RGB" or not tiles:
        return None
    told = tiles[0][3]
    return told[-1] if isinstance(told, tuple) and isinstance(told[-1], int) and told[-1] > 255 else None


def _pixmap(image: Image.Image, top: int) -> NDArray[np.uint16]:
    kind, _, place, _ = image.tile[0]  # type: ignore[attr-defined]
    stream: BinaryIO = image.fp  # type: ignore[attr-defined]
    stream.seek(place)
    count = 3 * image.width * image.height
    found = _written_out(stream.read(), count) if kind == "ppm_plain" else np.frombuffer(stream.read(2 * count), ">u2")
    if len(found) < count:
        raise ValueError(f"it ends after {len(found):,} of {count:,} values")
    values = np.rint(np.minimum(found, top) * (_MOST / top)).astype(np.uint16)
    return values.reshape(image.height, image.width, 3)


def _written_out(text: bytes, count: int) -> NDArray[np.int64]:
    """The first numbers of a text; raises ValueError for other words."""
    words = _REMARK.sub(b"", text).split(maxsplit=count)[:count]
    if long := [word for word in words if len(word) > _LONGEST or not word.isdigit()]:
        raise ValueError(f"{long[0][:20]!r} is no value")
    return np.array([int(word) for word in words], np.int64)


def _swapped(tile: Any) -> Any:
    how = tile[3]
    mode = how if isinstance(how, str) else how[0] if isinstance(how, tuple) and how and isinstance(how[0], str) else ""
    name, place, order = mode.partition(";16")
    other = _OTHER.get(place + order)
    if name not in ("RGB", "RGBA", "RGBX") or other is None:
        return None
    return tile._replace(args=name + other if isinstance(how, str) else (name + other, *how[1:]))
