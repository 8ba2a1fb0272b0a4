"""What a plot shows, apart from how it is drawn: growing curves, thinned so that many points look like few. No Qt."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil, inf, isfinite, nan
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from pydantic import ValidationError

from cnn.errors import FileError
from cnn.files.files import open_regular
from cnn.runs.messages import Batch, Epoch, read_event

if TYPE_CHECKING:
    import numpy as np

#: points per block of a curve's summary: a million points leave 15,625 blocks to look through
BLOCK = 64


class Curve:
    """Points whose x never falls, with the extremes of every block of them; a value may be NaN."""

    def __init__(self) -> None:
        self.x = array("d")
        self.y = array("d")
        self._lowest = array("d")
        self._highest = array("d")
        self._bottom, self._top = inf, -inf

    def __len__(self) -> int:
        return len(self.x)

    def append(self, x: float, y: float | None) -> None:
        """One more point; `None` stands for a value that is no number. An x that falls counts as the last one."""
        value = nan if y is None else y
        if not len(self.x) % BLOCK:
            self._lowest.append(inf)
            self._highest.append(-inf)
        self.x.append(max(x, self.x[-1]) if self.x else x)
        self.y.append(value)
        if isfinite(value):
            self._lowest[-1] = min(self._lowest[-1], value)
            self._highest[-1] = max(self._highest[-1], value)
            self._bottom, self._top = min(self._bottom, value), max(self._top, value)

    def extend(self, points: Iterable[tuple[float, float | None]]) -> None:
        """More points."""
        for x, y in points:
            self.append(x, y)

    @property
    def extremes(self) -> tuple[float, float] | None:
        """The lowest and the highest finite value; `None` when there is none."""
        return (self._bottom, self._top) if self._bottom <= self._top else None

    @property
    def end(self) -> float:
        """The last x; 0 for an empty curve."""
        return self.x[-1] if self.x else 0.0

    def at(self, x: float) -> tuple[float, float] | None:
        """The point nearest to `x`."""
        if not self.x:
            return None
        after = bisect_left(self.x, x)
        nearest = min((i for i in (after - 1, after) if 0 <= i < len(self.x)), key=lambda i: abs(self.x[i] - x))
        return self.x[nearest], self.y[nearest]

    def thinned(self, left: float, right: float, columns: int) -> "Thinned":
        """What to draw between `left` and `right`: the points themselves, or when there are more than columns of pixels
        the lowest and highest value of each column."""
        start = max(bisect_left(self.x, left) - 1, 0)
        stop = min(bisect_right(self.x, right) + 1, len(self.x))
        if stop - start <= columns:
            return self._points(start, stop)
        if stop - start < 4 * columns * BLOCK:
            return self._extremes(start, stop, columns)
        return self._block_extremes(start // BLOCK, ceil(stop / BLOCK), columns)

    def _points(self, start: int, stop: int) -> "Thinned":
        import numpy as np

        y = np.array(self.y[start:stop])
        return Thinned(np.array(self.x[start:stop]), y, y)

    def _extremes(self, start: int, stop: int, columns: int) -> "Thinned":
        import numpy as np

        y = np.frombuffer(self.y)[start:stop]
        return _columns(np.frombuffer(self.x)[start:stop], y, y, columns)

    def _block_extremes(self, start: int, stop: int, columns: int) -> "Thinned":
        import numpy as np

        x = np.frombuffer(self.x)[::BLOCK][start:stop]
        lowest = np.frombuffer(self._lowest)[start:stop]
        highest = np.frombuffer(self._highest)[start:stop]
        empty = lowest > highest
        if empty.any():
            lowest, highest = np.where(empty, nan, lowest), np.where(empty, nan, highest)
        return _columns(x, lowest, highest, columns)


class Thinned(NamedTuple):
    """A curve as few points: `low` is `high` where every point is there, else they are the extremes of a column."""

    x: "np.ndarray"
    low: "np.ndarray"
    high: "np.ndarray"

    @property
    def whole(self) -> bool:
        """Whether every point is there."""
        return self.low is self.high


def _columns(x: "np.ndarray", lowest: "np.ndarray", highest: "np.ndarray", columns: int) -> Thinned:
    import numpy as np

    starts = np.linspace(0, len(x), columns, endpoint=False).astype(np.intp)
    return Thinned(x[starts], np.fmin.reduceat(lowest, starts), np.fmax.reduceat(highest, starts))


@dataclass
class History:
    """The curves of one run by Keras's names ("loss", "val_loss", "accuracy" …), over epochs as x."""

    name: str = ""
    epochs: int = 1
    curves: dict[str, Curve] = field(default_factory=dict)
    _means: "dict[str, _Mean]" = field(default_factory=dict, repr=False)

    @classmethod
    def read(cls, events: Path, name: str = "") -> Self:
        """The curves of a past run from its `events.jsonl`; empty when the file can't be read, torn lines are left out."""
        history = cls(name)
        try:
            with open_regular(events) as lines:
                for line in lines:
                    history.add_line(line)
        except (OSError, FileError):
            pass
        return history

    def add_line(self, line: bytes) -> None:
        """What an event's line adds to the curves, if anything."""
        if b'"batch"' not in line and b'"epoch"' not in line:
            return
        try:
            event = read_event(line)
        except ValidationError:
            return
        if isinstance(event, Batch):
            self.add_batch(event)
        elif isinstance(event, Epoch):
            self.add_epoch(event)

    def add_batch(self, event: Batch) -> None:
        """What was measured since the last event of the epoch, placed where in the epoch that was."""
        for name, value in event.logs.items():
            self._add_running(name, event.epoch, event.step, event.steps, value)

    def add_epoch(self, event: Epoch) -> None:
        """The figures at the end of an epoch; those of training go on from the epoch's last batches."""
        self.epochs = max(self.epochs, event.epochs)
        for name, value in event.logs.items():
            mean = self._means.get(name)
            if mean is not None and mean.epoch == event.epoch:
                self._add_running(name, event.epoch, mean.steps, mean.steps, value)
            else:
                self.curve(name).append(float(event.epoch), value)

    def _add_running(self, name: str, epoch: int, step: int, steps: int, value: float | None) -> None:
        """Keras tells means of the epoch so far; taken apart, they show each stretch by itself and no step at an epoch's end."""
        before = self._means.get(name)
        if before is not None and (before.epoch, before.step) == (epoch, step):
            return
        self._means[name] = _Mean(epoch, step, steps, value)
        if before is not None and before.epoch == epoch and None not in (value, before.value) and _is_mean(name):
            value = (float(value or 0) * step - float(before.value or 0) * before.step) / (step - before.step)
        self.curve(name).append(epoch - 1 + step / max(steps, 1), value)

    def curve(self, name: str) -> Curve:
        """The curve of that name, empty when nothing has come yet."""
        return self.curves.setdefault(name, Curve())

    @property
    def end(self) -> float:
        """How many epochs are done, in parts."""
        return max((curve.end for curve in self.curves.values()), default=0.0)

    @property
    def score(self) -> str:
        """The name of the first figure beside the loss: usually "accuracy"; "" when there is none yet."""
        return next(iter(self.figures), "")

    @property
    def figures(self) -> tuple[str, ...]:
        """The names of all figures beside the loss, training and validation under one name."""
        told = [name for name, curve in self.curves.items() if len(curve) and not name.startswith("val_")]
        return tuple(name for name in told if name not in ("loss", "learning_rate"))

    def table(self, names: Iterable[str]) -> str:
        """The points of some curves as CSV text: run, curve, epoch, value."""
        rows = ["run,curve,epoch,value"]
        title = '"' + self.name.replace('"', '""') + '"'
        for name in names:
            curve = self.curves.get(name, Curve())
            rows += [f"{title},{name},{x:.10g},{y:.10g}" for x, y in zip(curve.x, curve.y, strict=True)]
        return "\n".join(rows) + "\n"


class _Mean(NamedTuple):
    """A running mean as Keras told it."""

    epoch: int
    step: int
    steps: int
    value: float | None


def _is_mean(name: str) -> bool:
    """Whether Keras averages this figure over the batches, so that the average can be taken apart."""
    return name in ("loss", "mae", "mean_squared_error", "mean_absolute_percentage_error") or "accuracy" in name
