"""A map of numbers in colours, laid over the image that it is about."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]

#: from nothing to the most: dark violet, red, yellow; told apart without colour by their lightness (after matplotlib's inferno)
RISING = ((0, 0, 4), (87, 16, 110), (188, 55, 84), (249, 142, 9), (252, 255, 164))
#: what speaks against, and for: blue and orange (told apart by the colour-blind), bright enough for a black image
AGAINST, FOR = (70, 150, 255), (255, 125, 20)
#: what stands for nothing where a signed map is all there is to see
NEUTRAL = 128


def laid_over(image: NDArray[Any], values: NDArray[Any], opacity: float, *, signed: bool) -> Pixels:
    """A map (height × width) over an image (height × width × channels, 0-255), as height × width × 3.

    At an `opacity` of 0 there is the image alone, at 1 the map alone. A map from 0 to its largest value covers all of the image;
    of a `signed` one what is nothing is clear.
    """
    below = np.repeat(_in_grey(image)[..., None], 3, axis=-1)
    shares = values / (float(np.abs(values).max()) or 1.0)
    if signed:
        below = below + max(2 * opacity - 1, 0) * (NEUTRAL - below)
        above = np.where(shares[..., None] < 0, AGAINST, FOR).astype(np.float64)
        strength = (min(2 * opacity, 1) * np.sqrt(np.abs(shares)))[..., None]
    else:
        above, strength = _rising(np.clip(shares, 0, 1)), np.full((1, 1, 1), opacity)
    return np.clip((1 - strength) * below + strength * above, 0, 255).round().astype(np.uint8)


def _rising(shares: NDArray[Any]) -> NDArray[np.float64]:
    anchors = np.array(RISING, np.float64)
    places = np.linspace(0, 1, len(anchors))
    return np.stack([np.interp(shares, places, anchors[:, channel]) for channel in range(3)], axis=-1)


def seen(image: NDArray[Any]) -> Pixels:
    """What there is to see of an image (height × width × channels, 0-255), as height × width × 3."""
    shown = np.clip(image, 0, 255).round().astype(np.uint8)
    return shown[..., :3] if shown.shape[-1] > 2 else np.repeat(shown[..., :1], 3, axis=-1)


def enlarged(pixels: Pixels, side: int) -> Pixels:
    """An image whose longer side is `side`; small ones keep their pixels as squares."""
    height, width = pixels.shape[:2]
    scale = side / max(height, width)
    size = max(round(width * scale), 1), max(round(height * scale), 1)
    how = Image.Resampling.NEAREST if scale >= 2 else Image.Resampling.BILINEAR
    return np.asarray(Image.fromarray(pixels).resize(size, how))


class Spread(NamedTuple):
    """Where a map is strongest, counted from 0, and in which share of the image half of all of it lies."""

    row: int
    column: int
    half: float


def spread_of(values: Any) -> Spread:
    """That of a map (height × width); its sign is no matter."""
    strength = np.abs(values)
    row, column = np.unravel_index(int(strength.argmax()), strength.shape)
    ordered = np.sort(strength.ravel())[::-1].cumsum()
    count = int(np.searchsorted(ordered, ordered[-1] / 2)) + 1 if ordered[-1] > 0 else strength.size
    return Spread(int(row), int(column), count / strength.size)


def _in_grey(image: NDArray[Any]) -> NDArray[np.float64]:
    shown = seen(image).astype(np.float64)
    grey: NDArray[np.float64] = shown @ np.array((0.299, 0.587, 0.114))
    return grey
