"""IDX files, the format MNIST came in: a header, then plain bytes; possibly gzipped.

LeCun, Cortes & Burges, "The MNIST database of handwritten digits", section "File formats".
"""

import gzip
import zlib
from math import prod
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cnn.errors import DatasetError

_UNSIGNED_BYTE = 8


def read_idx(path: Path) -> NDArray[np.uint8]:
    """The array in an IDX file of unsigned bytes; raises `DatasetError` when it is damaged or something else."""
    try:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except (OSError, EOFError, zlib.error) as error:
        raise DatasetError(f"{path} can't be read: {error}.", "Get the file again.") from error
    if len(data) < 4 or data[:2] != b"\0\0" or data[2] != _UNSIGNED_BYTE or len(data) < 4 + 4 * data[3]:
        raise DatasetError(f"{path.name} is not an IDX file of bytes.", "Expected a file as MNIST has them.")
    start = 4 + 4 * data[3]
    shape = tuple(np.frombuffer(data, ">u4", data[3], 4).tolist())
    if len(data) - start != prod(shape):
        raise DatasetError(f"{path.name} holds {len(data) - start:,} numbers instead of {prod(shape):,}.", "Get the file again.")
    return np.frombuffer(data, np.uint8, offset=start).reshape(shape)
