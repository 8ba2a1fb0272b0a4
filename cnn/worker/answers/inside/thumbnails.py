"""What a layer gives out, as small pictures: the mean over its channels, all of them as a mosaic, vectors as bars.

The values of a picture are bytes. Where a layer gives negative numbers too, 128 is zero and the rest lies evenly on both sides;
else they go from the lowest number to the highest. Who shows them chooses the colours.
"""

from dataclasses import dataclass, field
from math import ceil, sqrt
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Bytes = NDArray[np.uint8]
Kind = Literal["image", "map", "bars"]
State = Literal["", "zero", "constant", "not finite"]

#: the byte that stands for zero, and how far the others lie from it at most
ZERO, REACH = 128, 127
#: pixels between two tiles of a mosaic, where these are larger than so many
GAP, FEWEST_FOR_GAP = 1, 8


@dataclass(frozen=True)
class Thumbnail:
    """The pictures of one layer's output and what is told of them.

    `mean` is a picture of at most `side` pixels on each side; `mosaic` has every channel, row by row, `columns` in each. Of a
    vector `mean` is empty and `mosaic` one row of bars (float32, −1 to 1). `image` says that the bytes are colours already.
    `zero` of the `channels` give nothing but zeros.
    """

    kind: Kind
    shape: tuple[int, ...]
    low: float
    high: float
    average: float
    channels: int
    mean: Array = field(default_factory=lambda: np.zeros((0, 0), np.uint8))
    mosaic: Array = field(default_factory=lambda: np.zeros((0, 0), np.uint8))
    columns: int = 1
    zero: int = 0
    state: State = ""

    @property
    def told(self) -> dict[str, Any]:
        """All but the pictures, as plain JSON values."""
        return {
            "kind": self.kind,
            "shape": list(self.shape),
            "low": self.low,
            "high": self.high,
            "average": self.average,
            "channels": self.channels,
            "columns": self.columns,
            "zero": self.zero,
            "state": self.state,
        }


def thumbnail(value: Array, side: int, width: int, height: int, *, first: bool = False, image: bool = False) -> Thumbnail:
    """The pictures of one output (without a batch axis): a mean of at most `side` pixels, a mosaic of `width` × `height`.

    With `first` the channels stand in front. An `image` (0-255) keeps its own colours.
    """
    shape = tuple(value.shape)
    values = np.moveaxis(value, 0, -1) if first and value.ndim > 1 else value
    values = values.astype(np.float32)
    finite = bool(np.isfinite(values).all())
    values = values if finite else np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
    told = _told(values, shape, finite=finite)
    if values.ndim < 2:
        return Thumbnail("bars", **told, mosaic=bars(values.reshape(-1), width))
    planes = _planes(values)
    if image and planes.shape[-1] in (1, 3):
        colours = np.clip(np.rint(shrunk(planes, side)), 0, 255).astype(np.uint8)
        return Thumbnail("image", **told, mean=colours if planes.shape[-1] == 3 else colours[..., 0])
    average = shrunk(planes.mean(axis=-1, keepdims=True), side)[..., 0]
    tiles, columns = mosaic(planes, width, height) if planes.shape[-1] > 1 else (np.zeros((0, 0), np.uint8), 1)
    return Thumbnail("map", **told, mean=as_bytes(average), mosaic=tiles, columns=columns)


def differing(one: Array, other: Array, side: int, *, first: bool = False) -> tuple[dict[str, Array], dict[str, float]]:
    """Two outputs of the same shape and the distance between them as pictures of at most `side` pixels (bars of a vector), the
    first two of one range; and the largest distance of two numbers."""
    values = [np.moveaxis(value, 0, -1) if first and value.ndim > 1 else value for value in (one, other)]
    values = [np.nan_to_num(value.astype(np.float32), nan=0.0, posinf=0.0, neginf=0.0) for value in values]
    distance = np.abs(values[0] - values[1])
    told = {"difference": float(distance.max(initial=0.0))}
    if one.ndim < 2:
        scale = max(float(np.abs(value).max(initial=0.0)) for value in values) or 1.0
        rows = [bars(value.reshape(-1), side, scale) for value in (*values, distance)]
        return dict(zip(("mean", "other", "difference"), rows, strict=True)), told
    means = [shrunk(_planes(value).mean(axis=-1, keepdims=True), side)[..., 0] for value in values]
    low, high = min(float(mean.min()) for mean in means), max(float(mean.max()) for mean in means)
    apart = as_bytes(shrunk(_planes(distance).mean(axis=-1, keepdims=True), side)[..., 0], 0.0)
    return {"mean": as_bytes(means[0], low, high), "other": as_bytes(means[1], low, high), "difference": apart}, told


def _told(values: Array, shape: tuple[int, ...], *, finite: bool) -> dict[str, Any]:
    low, high = (float(values.min()), float(values.max())) if values.size else (0.0, 0.0)
    channels = values.shape[-1] if values.ndim else 1
    zero = int((~values.reshape(-1, channels).any(axis=0)).sum()) if values.ndim > 2 and channels else 0
    state: State = ""
    if not finite:
        state = "not finite"
    elif values.size > 1 and low == high:
        state = "zero" if low == 0 else "constant"
    average = float(values.mean()) if values.size else 0.0
    return {
        "shape": shape,
        "low": low,
        "high": high,
        "average": average,
        "channels": channels,
        "zero": zero,
        "state": state,
    }


def _planes(values: Array) -> Array:
    """Rows × columns × channels: a sequence of vectors is one plane; of a volume the mean over its depth."""
    if values.ndim == 2:
        return values[..., np.newaxis]
    while values.ndim > 3:
        values = values.mean(axis=0)
    return values


def side_by_side(volume: Array) -> Array:
    """A volume (depths × rows × columns × channels) as one plane, its depths as `tiles` in a row, and rows below each other."""
    depths, high, wide, channels = volume.shape
    columns = tiles(depths)
    rows = ceil(depths / columns)
    whole = np.zeros((rows * columns, high, wide, channels), volume.dtype)
    whole[:depths] = volume
    in_rows = whole.reshape(rows, columns, high, wide, channels).swapaxes(1, 2)
    found: Array = in_rows.reshape(rows * high, columns * wide, channels)
    return found


def tiles(depths: int) -> int:
    """How many depths of a volume stand in a row."""
    return ceil(sqrt(depths))


def as_bytes(values: Array, low: float | None = None, high: float | None = None) -> Bytes:
    """Numbers as bytes, see above; `low` and `high` are the range, where that is not their own."""
    low = float(values.min(initial=0.0 if not values.size else np.inf)) if low is None else low
    high = float(values.max(initial=0.0 if not values.size else -np.inf)) if high is None else high
    if low < 0:
        found = ZERO + values * (REACH / max(-low, high))
    else:
        found = (values - low) * (255 / (high - low) if high > low else 0.0)
    result: Bytes = np.clip(np.rint(found), 0, 255).astype(np.uint8)
    return result


def shrunk(planes: Array, most: int) -> Array:
    """Rows × columns × channels with no side longer than `most` pixels: each is the mean of those it stands for."""
    longest = max(planes.shape[:2])
    if longest <= most:
        return planes
    for axis in (0, 1):
        count = planes.shape[axis]
        starts = np.arange(wanted := max(round(count * most / longest), 1)) * count // wanted
        sums = np.add.reduceat(planes, starts, axis=axis)
        parts = np.diff(np.append(starts, count)).astype(np.float32)
        planes = sums / parts.reshape([-1 if place == axis else 1 for place in range(planes.ndim)])
    return planes


def mosaic(planes: Array, width: int, height: int) -> tuple[Bytes, int]:
    """All channels side by side as bytes of one range, as large as they fit into `width` × `height`; and how many stand in a
    row. What doesn't fit at a pixel each is left out."""
    count = planes.shape[-1]
    columns, tile = tiling(count, width, height)
    rows = max(height // tile, 1)
    planes = planes[..., : min(count, columns * rows)]
    low, high = float(planes.min(initial=np.inf)), float(planes.max(initial=-np.inf))
    small = shrunk(planes, tile - GAP if tile > FEWEST_FOR_GAP else tile)
    step_y, step_x = (side + (GAP if tile > FEWEST_FOR_GAP else 0) for side in small.shape[:2])
    count = small.shape[-1]
    found = np.full((ceil(count / columns) * step_y, columns * step_x), ZERO if low < 0 else 0, np.uint8)
    tiles = as_bytes(small, low, high)
    for channel in range(count):
        top, left = channel // columns * step_y, channel % columns * step_x
        found[top : top + small.shape[0], left : left + small.shape[1]] = tiles[..., channel]
    return found, columns


def tiling(count: int, width: int, height: int) -> tuple[int, int]:
    """How many squares stand in a row, and how large each is, so that so many are as large as they fit."""
    best = (max(width, 1), 1)
    for rows in range(1, max(height, 1) + 1):
        columns = ceil(count / rows)
        tile = min(width // columns, height // rows)
        if tile > best[1] or (rows == 1 and tile >= 1):
            best = columns, tile
    return best


def bars(values: Array, most: int, scale: float | None = None) -> NDArray[np.float32]:
    """A vector as at most so many numbers from −1 to 1; where it has more, the largest of neighbours stands for them. `scale` is
    what becomes 1, where it is not the largest of them."""
    values = values.astype(np.float32)
    if len(values) > most:
        starts = np.arange(most) * len(values) // most
        highest, lowest = np.maximum.reduceat(values, starts), np.minimum.reduceat(values, starts)
        values = np.where(highest >= -lowest, highest, lowest)
    scale = float(np.abs(values).max(initial=0.0)) if scale is None else scale
    return (values / scale if scale else values).astype(np.float32)
