"""Every image of a dataset as a small grey picture, with its size, brightness and colours: what it is compared by."""

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnn.datasets.dataset import Split
from cnn.datasets.pixels.images import decode, for_people, header, shown
from cnn.datasets.pixels.pixel_range import Range
from cnn.errors import DatasetError

#: pixels of a small picture in both directions; every image is stretched to that square
SIDE = 32
#: how much each of red, green and blue adds to grey (ITU-R 601-2, as in Pillow)
_LUMA = np.array((0.299, 0.587, 0.114), np.float32)

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class SmallPictures:
    """Of N images: `grey` (N × 32 × 32, uint8), `sizes` (N × 2, height and width; 0 where an image can't be read), and for each
    image (float32, 0-255) its mean brightness, its contrast (standard deviation) and its colour (mean spread of the channels).

    `faults` say by place why an image can't be read.
    """

    grey: NDArray[np.uint8]
    sizes: NDArray[np.int64]
    brightness: NDArray[np.float32]
    contrast: NDArray[np.float32]
    colour: NDArray[np.float32]
    faults: dict[int, str]

    def __len__(self) -> int:
        return len(self.grey)

    @classmethod
    def joined(cls, portions: Sequence["SmallPictures"]) -> "SmallPictures":
        """One after the other."""
        starts = np.cumsum([0, *map(len, portions)]).tolist()
        faults = {start + place: why for start, one in zip(starts, portions, strict=False) for place, why in one.faults.items()}
        arrays = zip(*((one.grey, one.sizes, one.brightness, one.contrast, one.colour) for one in portions), strict=True)
        grey, sizes, brightness, contrast, colour = map(np.concatenate, arrays)
        return cls(grey, sizes, brightness, contrast, colour, faults)


def small_pictures(split: Split, places: range) -> SmallPictures:
    """The images of a split at these places; files are decoded by several threads."""
    if split.images is not None:
        return _of_memory(split.images[places.start : places.stop])
    return _of_files(split.files[places.start : places.stop], split.range)


class _Small(NamedTuple):
    """One image file: height and width, and 32 × 32 × 3 pixels; or why it can't be read."""

    size: tuple[int, int] = (0, 0)
    pixels: NDArray[np.uint8] | None = None
    fault: str = ""


def _of_files(files: Sequence[Path], known: Range | None) -> SmallPictures:
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # Pillow decodes without holding the interpreter
        found = list(pool.map(partial(_small, known=known), files))
    nothing = np.zeros((SIDE, SIDE, 3), np.uint8)
    pixels = np.stack([nothing if one.pixels is None else one.pixels for one in found]) if found else nothing[:0]
    faults = {place: one.fault for place, one in enumerate(found) if one.fault}
    return _measured(pixels.reshape(-1, SIDE, SIDE, 3).astype(np.float32), [one.size for one in found], faults)


def _small(path: Path, known: Range | None) -> _Small:
    try:
        height, width, channels = header(path)
        pixels = for_people(shown(decode(path, (SIDE, SIDE, 3 if channels in (1, 3) else channels), known=known)))
        return _Small((height, width), np.broadcast_to(pixels, (SIDE, SIDE, 3)))
    except DatasetError as error:
        return _Small(fault=error.message)


def _of_memory(images: Array) -> SmallPictures:
    height, width, channels = images.shape[1:]
    colours = images if channels == 3 else images[..., :3] if channels == 4 else images.mean(-1, keepdims=True, dtype=np.float32)
    down, across = averaging(height, SIDE), averaging(width, SIDE)
    small = [_resized(colours[start : start + 1024], down, across) for start in range(0, len(colours), 1024)]
    pixels = np.concatenate(small) if small else np.zeros((0, SIDE, SIDE, 3), np.float32)
    return _measured(pixels, [(height, width)] * len(images), {})


def _resized(images: Array, down: Array, across: Array) -> Array:
    values = np.clip(np.nan_to_num(images.astype(np.float32)), 0, 255).transpose(0, 3, 1, 2)
    return (down @ values @ across.T).transpose(0, 2, 3, 1)


def averaging(stored: int, wanted: int, start: float = 0.0, share: float = 1.0) -> NDArray[np.float32]:
    """The matrix (wanted × stored) that brings a row of pixels to another length: each new one is the mean of what it covers.

    Of the row only a `share` of its length is taken, from `start` on (both from 0 to 1).

    >>> averaging(4, 2).tolist()
    [[0.5, 0.5, 0.0, 0.0], [0.0, 0.0, 0.5, 0.5]]
    """
    length = stored * share / wanted
    starts = stored * start + np.arange(wanted)[:, np.newaxis] * length
    pixels = np.arange(stored)
    covered = np.minimum(starts + length, pixels + 1) - np.maximum(starts, pixels)
    shares: NDArray[np.float32] = (np.maximum(covered, 0) / length).astype(np.float32)
    return shares


def _measured(pixels: Array, sizes: Iterable[tuple[int, int]], faults: dict[int, str]) -> SmallPictures:
    """Of N × 32 × 32 × 1 or 3 pixels (float32)."""
    grey = pixels[..., 0] if pixels.shape[-1] == 1 else pixels @ _LUMA
    colour = np.ptp(pixels, axis=-1).mean(axis=(1, 2))
    return SmallPictures(
        np.rint(grey).astype(np.uint8),
        np.array(list(sizes), np.int64).reshape(-1, 2),
        grey.mean(axis=(1, 2)).astype(np.float32),
        grey.std(axis=(1, 2)).astype(np.float32),
        colour.astype(np.float32),
        faults,
    )


def portions(count: int, size: int) -> Iterator[range]:
    """The places of so many images, in portions."""
    return (range(start, min(start + size, count)) for start in range(0, count, size))
