"""TIFF files of which Pillow knows no mode, or drops channels: two, or more than four of them in each pixel, one behind the other
or in planes; 64 bits; floats of 16; what it misreads: packed floats with their big end first. Read by tifffile.

Pillow reads all others, and faster. TIFF 6.0, https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf
"""

import logging
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from cnn.datasets.pixels.array_files import MOST_CHANNELS
from cnn.files.files import open_regular

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tifffile import TiffPage

#: what file names end with; a file that is called otherwise is left to Pillow
SUFFIXES = (".tif", ".tiff")
#: how a file begins: small or big end first, and the same with places of 64 bits
_STARTS = {b"II*\0": 8, b"MM\0*": 8, b"II+\0": 16, b"MM\0+": 16}

_WIDTH, _HEIGHT, _BITS, _COMPRESSION, _COLOURS, _SAMPLES, _PLANES, _EXTRA, _FORMAT = 256, 257, 258, 259, 262, 277, 284, 338, 339
#: of `_COLOURS`: grey whose 0 is black, and red, green and blue; what is on it otherwise (inks, palettes) is Pillow's
_MIN_IS_BLACK, _RGB = 1, 2
#: of `_EXTRA`: a channel that tells transparency
_ALPHA = (1, 2)
#: of `_FORMAT`, with NumPy's letter: whole numbers, those that may be below 0, floats
_KINDS = {1: "u", 2: "i", 3: "f"}
#: of `_COMPRESSION`: what is unpacked, which are none, LZW (by imagecodecs alone), Deflate under two numbers, and PackBits
_NONE, _LZW, _DEFLATE, _PACKBITS = 1, 5, (8, 32946), 32773


class Channels(NamedTuple):
    """Height, width and channels of each image in a file, and the type of its values."""

    shape: tuple[int, int, int]
    kind: np.dtype[Any]


def channels_of(path: Path, page: int = 0) -> Channels | None:
    """What the header of a file says, where it is one for this room; raises `FileError` for what is no file, `OSError`, and
    ValueError for values of a kind that no image has."""
    if path.suffix.lower() not in SUFFIXES:
        return None
    with open_regular(path) as stream:
        tags = _tags(stream, page)
    return None if tags is None or not _is_for_here(tags) else _channels(tags)


def read(path: Path, page: int = 0) -> NDArray[Any]:
    """An image for which there is a `channels_of`: height × width × channels, with its values as they are stored.

    Raises ValueError for a damaged file, and for one that is packed in a way that is not unpacked.
    """
    expected = channels_of(path, page)
    assert expected is not None, path
    with _page(path, page) as found:
        _require_known(found)
        _require_honest(found)
        values = found.asarray(maxworkers=1)
        planes = found.planarconfig == 2 and found.samplesperpixel > 1
    values = np.moveaxis(values, 0, -1) if planes else values.reshape(*values.shape[:2], -1)
    if values.shape != expected.shape:
        raise ValueError(f"its header says one size, and its values another: {expected.shape} and {values.shape}")
    if values.dtype.kind == "f" and not np.isfinite(values).all():
        raise ValueError("it has values that are not numbers (NaN or infinite)")
    return values.astype(values.dtype.newbyteorder("="), copy=False)


def pages(path: Path, most: int) -> int:
    """How many images a file has, at most so many; raises as `read`."""
    with open_regular(path) as stream:
        return sum(1 for _ in _every_page(stream, most))


# ---------------------------------------------------------------------- headers


def _tags(stream: BinaryIO, page: int) -> ImageFileDirectory_v2 | None:
    """What stands in the header of a page; None for another file, and for one that ends before."""
    found = None
    for number, tags in enumerate(_every_page(stream, page + 1)):
        found = tags if number == page else None
    return found


def _every_page(stream: BinaryIO, most: int) -> "Iterator[ImageFileDirectory_v2]":
    start = stream.read(8)
    length = _STARTS.get(start[:4])
    if length is None:
        return
    tags = ImageFileDirectory_v2(start + stream.read(length - 8))
    seen = set[int]()
    while tags.next and tags.next not in seen and len(seen) < most:
        seen.add(tags.next)
        stream.seek(tags.next)
        tags.reset()
        tags.load(stream)
        yield tags


def _is_for_here(tags: ImageFileDirectory_v2) -> bool:
    samples, colours = _number(tags, _SAMPLES, 1), _number(tags, _COLOURS, _MIN_IS_BLACK)
    bits, kind = _number(tags, _BITS, 1), _number(tags, _FORMAT, 1)
    if colours not in (_MIN_IS_BLACK, _RGB):
        return False
    if samples == 1:
        swapped = (
            tags.prefix == b"MM" and _number(tags, _COMPRESSION, _NONE) != _NONE
        )  # of which Pillow swaps bytes once too often
        return bits == 64 or (bits, kind) in ((16, 3), (32, 1)) or (swapped and bits >= 16 and kind != 1)
    if samples == 2:
        return _number(tags, _EXTRA, 0) not in _ALPHA
    if samples > 4 or colours == _MIN_IS_BLACK or bits > 16 or kind != 1:
        return True
    return bits == 16 and _number(tags, _PLANES, 1) == 2  # of which Pillow takes the wrong bytes


def _channels(tags: ImageFileDirectory_v2) -> Channels:
    height, width, samples = _number(tags, _HEIGHT, 0), _number(tags, _WIDTH, 0), _number(tags, _SAMPLES, 1)
    if not (height > 0 and width > 0 and 0 < samples <= MOST_CHANNELS):
        raise ValueError(f"it is said to be {height}×{width} with {samples} channels")
    every = tags.get(_BITS, 1)
    bits, kind = _number(tags, _BITS, 1), _KINDS.get(_number(tags, _FORMAT, 1), "")
    if bits not in (8, 16, 32, 64) or (isinstance(every, tuple) and len(set(every)) > 1) or not kind or (kind, bits) == ("f", 8):
        raise ValueError(f"its values have {bits} bits in a form that is not read")
    return Channels((height, width, samples), np.dtype(f"{kind}{bits // 8}"))


def _number(tags: ImageFileDirectory_v2, name: int, otherwise: int) -> int:
    """A value, the first of several."""
    value = tags.get(name, otherwise)
    value = value[0] if isinstance(value, tuple) and value else value
    return value if isinstance(value, int) else otherwise


# ---------------------------------------------------------------------- values


@contextmanager
def _page(path: Path, page: int) -> "Iterator[TiffPage]":
    """A page by tifffile, which looks at what makers of microscopes wrote only where it is asked for it. Whatever it falls over
    in a damaged file is a ValueError."""
    from tifffile import TiffFile  # takes a third of a second, and few need it

    logging.getLogger("tifffile").disabled = True  # who reads the file says what is wrong with it
    with open_regular(path) as stream:
        try:
            with TiffFile(stream, name=path.name) as file:
                yield file.pages[page].aspage()
        except (OSError, MemoryError):
            raise
        except Exception as error:
            raise ValueError(str(error) or type(error).__name__) from error


def _require_known(page: "TiffPage") -> None:
    """Raises ValueError for values that are packed otherwise: libraries for them were never tried on hostile files here."""
    packed = int(page.compression)
    if packed == _LZW and packed not in _decompressors():
        raise ValueError("it is packed by LZW, which takes the package imagecodecs")
    if packed not in (_NONE, _LZW, *_DEFLATE, _PACKBITS):
        raise ValueError(f"it is packed by {getattr(page.compression, 'name', packed)}; save it with Deflate, or unpacked")


def _decompressors() -> Any:
    from tifffile import TIFF

    return TIFF.DECOMPRESSORS


def _require_honest(page: "TiffPage") -> None:
    """Raises ValueError where a part would unpack to more than it is said to hold: it could fill the memory."""
    if int(page.compression) not in _DEFLATE:
        return
    most = int(np.prod(page.chunks)) * np.dtype(page.dtype).itemsize
    for start, count in zip(page.dataoffsets, page.databytecounts, strict=True):
        page.parent.filehandle.seek(start)
        unpacking = zlib.decompressobj()
        unpacking.decompress(page.parent.filehandle.read(count), most)
        if unpacking.unconsumed_tail and unpacking.decompress(unpacking.unconsumed_tail, 1):
            raise ValueError("a part of it unpacks to more than the image has")
