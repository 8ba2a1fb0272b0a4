"""What a plot shows, apart from how it is drawn: growing curves, thinned so that many points look like few. No Qt."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from math import ceil, inf, isfinite, nan
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np

#: points per block of a curve's summary: a million points leave 15,625 blocks to look through
BLOCK = 64


class Values:
    """Numbers that become more, with the extremes of every block of them; some may be NaN."""

    def __init__(self) -> None:
        self.y = array("d")
        self.lowest = array("d")
        self.highest = array("d")
        self.bottom, self.top = inf, -inf

    def append(self, value: float) -> None:
        """One more."""
        if not len(self.y) % BLOCK:
            self.lowest.append(inf)
            self.highest.append(-inf)
        self.y.append(value)
        if isfinite(value):
            self.lowest[-1] = min(self.lowest[-1], value)
            self.highest[-1] = max(self.highest[-1], value)
            self.bottom, self.top = min(self.bottom, value), max(self.top, value)

    def extend(self, values: "np.ndarray") -> None:
        """Many more at once, as float64."""
        import numpy as np

        if not len(values):
            return
        first = len(self.y) // BLOCK
        self.y.frombytes(values.tobytes())
        del self.lowest[first:], self.highest[first:]
        tail = np.array(self.y[first * BLOCK :])
        finite, starts = np.isfinite(tail), np.arange(0, len(tail), BLOCK)
        lowest = np.minimum.reduceat(np.where(finite, tail, inf), starts)
        highest = np.maximum.reduceat(np.where(finite, tail, -inf), starts)
        self.lowest.frombytes(lowest.tobytes())
        self.highest.frombytes(highest.tobytes())
        self.bottom, self.top = min(self.bottom, float(lowest.min())), max(self.top, float(highest.max()))


class Curve:
    """Points whose x never falls; a value may be NaN. Two curves may have the same values along another x."""

    def __init__(self, values: Values | None = None) -> None:
        self.x = array("d")
        self._values = values or Values()

    def __len__(self) -> int:
        return len(self.x)

    @property
    def values(self) -> Values:
        """What stands over the x."""
        return self._values

    @property
    def y(self) -> "array[float]":
        """The values one after the other."""
        return self.values.y

    def append(self, x: float, y: float | None) -> None:
        """One more point; `None` stands for a value that is no number. An x that falls counts as the last one."""
        self._values.append(nan if y is None else y)
        self.append_x(x)

    def append_x(self, x: float) -> None:
        """Where one more of the values stands, which another curve has got."""
        self.x.append(max(x, self.x[-1]) if self.x else x)

    def extend(self, points: Iterable[tuple[float, float | None]]) -> None:
        """More points."""
        for x, y in points:
            self.append(x, y)

    @property
    def extremes(self) -> tuple[float, float] | None:
        """The lowest and the highest finite value; `None` when there is none."""
        values = self.values
        return (values.bottom, values.top) if values.bottom <= values.top else None

    def extremes_between(self, left: float, right: float) -> tuple[float, float] | None:
        """The lowest and the highest finite value that is drawn between two x; `None` when there is none."""
        import numpy as np

        thinned = self.thinned(left, right, 256)
        low, high = thinned.low[np.isfinite(thinned.low)], thinned.high[np.isfinite(thinned.high)]
        return (float(low.min()), float(high.max())) if len(low) and len(high) else None

    @property
    def end(self) -> float:
        """The last x; 0 for an empty curve."""
        return self.x[-1] if self.x else 0.0

    def at(self, x: float) -> tuple[float, float] | None:
        """The point nearest to `x`."""
        place = self.place_at(x)
        return None if place is None else (self.x[place], self.y[place])

    def place_at(self, x: float) -> int | None:
        """The number of the point nearest to `x`."""
        if not self.x:
            return None
        after = bisect_left(self.x, x)
        return min((i for i in (after - 1, after) if 0 <= i < len(self.x)), key=lambda i: abs(self.x[i] - x))

    def thinned(self, left: float, right: float, columns: int) -> "Thinned":
        """What to draw between `left` and `right`: the points themselves, or when there are more than columns of pixels
        the lowest and highest value of each column."""
        start = max(bisect_left(self.x, left) - 1, 0)
        stop = min(bisect_right(self.x, right) + 1, len(self.x))
        if stop - start <= columns:
            return self._points(start, stop)
        edges = (left, right, columns)
        if stop - start < 4 * columns * BLOCK:
            return self._extremes(start, stop, edges)
        return self._block_extremes(start // BLOCK, ceil(stop / BLOCK), edges)

    def _points(self, start: int, stop: int) -> "Thinned":
        import numpy as np

        y = np.array(self.y[start:stop])
        return Thinned(np.array(self.x[start:stop]), y, y)

    def _extremes(self, start: int, stop: int, edges: tuple[float, float, int]) -> "Thinned":
        import numpy as np

        y = np.frombuffer(self.y)[start:stop]
        return _columns(np.frombuffer(self.x)[start:stop], y, y, edges)

    def _block_extremes(self, start: int, stop: int, edges: tuple[float, float, int]) -> "Thinned":
        import numpy as np

        values = self.values
        x = np.frombuffer(self.x)[::BLOCK][start:stop]
        lowest, highest = np.frombuffer(values.lowest)[start:stop], np.frombuffer(values.highest)[start:stop]
        empty = lowest > highest
        if empty.any():
            lowest, highest = np.where(empty, nan, lowest), np.where(empty, nan, highest)
        return _columns(x, lowest, highest, edges)


class Thinned(NamedTuple):
    """A curve as few points: `low` is `high` where every point is there, else they are the extremes of a column."""

    x: "np.ndarray"
    low: "np.ndarray"
    high: "np.ndarray"

    @property
    def whole(self) -> bool:
        """Whether every point is there."""
        return self.low is self.high


def _columns(x: "np.ndarray", lowest: "np.ndarray", highest: "np.ndarray", edges: tuple[float, float, int]) -> Thinned:
    """The extremes of the points in each of so many columns of pixels; columns without a point are left out."""
    import numpy as np

    left, right, columns = edges
    starts = np.searchsorted(x, np.linspace(left, right, columns, endpoint=False))
    starts[0] = 0
    starts = np.unique(starts[starts < len(x)])
    return Thinned(x[starts], np.fmin.reduceat(lowest, starts), np.fmax.reduceat(highest, starts))


def spread_of(curves: Sequence[Curve]) -> tuple[Curve, Curve, Curve]:
    """The mean of several curves, and it less and plus their standard deviation (of a sample, n - 1), as far as all of them go.

    At each x of the first; the others are taken on a line between their points.
    """
    import numpy as np

    first, low = curves[0], max(curve.x[0] for curve in curves)
    end = min(curve.end for curve in curves)
    x = np.array(first.x)
    x = x[(x >= low) & (x <= end)]
    values = np.array([np.interp(x, np.array(curve.x), np.array(curve.y)) for curve in curves])
    mean = values.mean(axis=0)
    deviation = values.std(axis=0, ddof=1) if len(curves) > 1 else np.zeros_like(mean)
    found = (Curve(), Curve(), Curve())
    for curve, y in zip(found, (mean, mean - deviation, mean + deviation), strict=True):
        curve.extend(zip(x.tolist(), y.tolist(), strict=True))
    return found
