"""What weights, activations and gradients of each layer were like over the epochs of a run, as histograms in one NPZ file.

The file stays small whatever the network and however long the run: where there are too many records, every second one goes, so
that those that stay are evenly spread. A record says of each layer how many of its numbers lie in each of `BINS` parts of their
range, from the lowest to the highest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from cnn.errors import FileError
from cnn.words.language import tr
from cnn.words.place import at_place
from cnn.words.reasons import reason_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Kind = Literal["weights", "activations", "gradients"]
KINDS: tuple[Kind, ...] = ("weights", "activations", "gradients")
#: parts that a range is divided into
BINS = 30
#: records that are kept at most, and bytes that they take at most
MOST_RECORDS, MOST_BYTES = 200, 8 << 20
#: bytes of one layer in one record: counts, and the two ends of the range, of each kind
_LAYER_BYTES = len(KINDS) * (4 * BINS + 8)
#: a file that is larger was not written by us
LARGEST = 4 * MOST_BYTES


@dataclass(frozen=True)
class Histogram:
    """How numbers are spread: `counts` (int, `BINS` of them) from `low` to `high`."""

    low: float
    high: float
    counts: tuple[int, ...]


@dataclass
class Histograms:
    """The records of a run: `epochs` (0: before the first) with the histograms of each layer, by its name and what they are of.

    `counts` are records × layers × kinds × bins (uint32), `ranges` records × layers × kinds × 2 (float32; not a number where
    a layer has nothing of a kind).
    """

    layers: tuple[str, ...]
    epochs: list[int] = field(default_factory=list)
    counts: "list[NDArray[np.uint32]]" = field(default_factory=list)
    ranges: "list[NDArray[np.float32]]" = field(default_factory=list)

    @property
    def most(self) -> int:
        """How many records are kept."""
        return max(min(MOST_RECORDS, MOST_BYTES // (_LAYER_BYTES * max(len(self.layers), 1))), 2)

    def add(self, epoch: int, found: Mapping[str, Mapping[Kind, Histogram]]) -> None:
        """Takes a record; where there are too many, every second of those before it goes, and from then on of the new ones as
        well, but for the last."""
        import numpy as np

        counts = np.zeros((len(self.layers), len(KINDS), BINS), np.uint32)
        ranges = np.full((len(self.layers), len(KINDS), 2), np.nan, np.float32)
        for row, layer in enumerate(self.layers):
            for column, kind in enumerate(KINDS):
                if one := found.get(layer, {}).get(kind):
                    counts[row, column], ranges[row, column] = one.counts, (one.low, one.high)
        if len(self.epochs) > 1 and (self.epochs[-1] - self.epochs[0]) % (self.epochs[1] - self.epochs[0]):
            self._drop(slice(-1, None))
        if len(self.epochs) >= self.most:
            self._drop(slice(1, None, 2))
        self.epochs.append(epoch)
        self.counts.append(counts)
        self.ranges.append(ranges)

    def rewind(self, epoch: int) -> None:
        """Forgets what came behind an epoch."""
        kept = sum(one <= epoch for one in self.epochs)
        self._drop(slice(kept, None))

    def of(self, layer: str, kind: Kind) -> list[tuple[int, Histogram]]:
        """The histograms of a layer by their epochs; none where there are none of that kind."""
        if layer not in self.layers:
            return []
        row, column = self.layers.index(layer), KINDS.index(kind)
        found = []
        for epoch, counts, ranges in zip(self.epochs, self.counts, self.ranges, strict=True):
            low, high = (float(end) for end in ranges[row, column])
            if low <= high:  # else not a number: nothing was there
                found.append((epoch, Histogram(low, high, tuple(int(count) for count in counts[row, column]))))
        return found

    def _drop(self, which: slice) -> None:
        del self.epochs[which], self.counts[which], self.ranges[which]


def write(found: Histograms, path: Path) -> None:
    """Writes the records; the old file stays until the new one is complete. Raises `FileError`."""
    import numpy as np

    from cnn.files.files import replacing

    arrays: dict[str, Any] = {
        "layers": np.array(found.layers, dtype=np.str_),
        "epochs": np.array(found.epochs, np.int32),
        "counts": np.array(found.counts, np.uint32),
        "ranges": np.array(found.ranges, np.float32),
    }
    with replacing(path) as temporary, temporary.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)


def read(path: Path) -> Histograms:
    """The records of a run; raises `FileError` where there are none, or they can't be read."""
    import zipfile

    import numpy as np

    if not path.is_file():
        raise FileError(
            tr("The run has recorded no histograms."),
            at_place(
                terminal=tr("Train with histogram_freq 1: train --histograms 1."),
                window=tr("Train with Histograms (every … epochs) at 1."),
            ),
        )
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError(tr("it is too large"))
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            layers, epochs, counts, ranges = (kept[name] for name in ("layers", "epochs", "counts", "ranges"))
        shape = len(epochs), len(layers), len(KINDS)
        if counts.shape != (*shape, BINS) or ranges.shape != (*shape, 2):
            raise ValueError(tr("its parts don't fit"))
        counted, spans = counts.astype(np.uint32), ranges.astype(np.float32)
        return Histograms(tuple(map(str, layers.tolist())), [int(one) for one in epochs], list(counted), list(spans))
    except (OSError, ValueError, KeyError, EOFError, MemoryError, zipfile.BadZipFile) as error:
        raise FileError(
            tr("The histograms in {0} can't be read: {1}.", path.name, reason_of(error)), tr("The model may still be good.")
        ) from error


def spread_evenly(found: Sequence[tuple[int, Histogram]], bins: int) -> tuple[float, float, "NDArray[np.float64]"]:
    """Histograms of several epochs on one axis: its ends, and the share of all numbers in each part (epochs × `bins`).

    Within a part of a histogram its numbers are taken to lie evenly.
    """
    import numpy as np

    low, high = min(one.low for _, one in found), max(one.high for _, one in found)
    if low == high:
        low, high = low - 0.5, high + 0.5
    edges = np.linspace(low, high, bins + 1)
    rows = np.zeros((len(found), bins))
    for row, (_, one) in enumerate(found):
        total = max(sum(one.counts), 1)
        if one.low == one.high:
            rows[row, min(int((one.low - low) / (high - low) * bins), bins - 1)] = 1.0
            continue
        ends = np.linspace(one.low, one.high, len(one.counts) + 1)
        summed = np.concatenate([[0.0], np.cumsum(one.counts)]) / total
        rows[row] = np.diff(np.interp(edges, ends, summed))
    return low, high, rows
