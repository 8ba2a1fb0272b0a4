"""Moments of a training, kept for a film: all weights of the network after some of its steps, a small file each."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn.errors import FileError
from cnn.files.files import unwritable
from cnn.words.language import tr
from cnn.words.reasons import reason_of

_SUFFIX = ".npz"
#: what a moment is called while it is written
_DRAFT = "writing"


def planned(count: int, total: int, apart: int = 1) -> list[int]:
    """After which steps of a run of `total` steps moments are kept, at most `count` with the untrained network: the first ones
    close together, as most happens then, but never less than `apart` steps.

    >>> planned(5, 160), planned(5, 160, 20)
    ([0, 10, 40, 90, 160], [0, 20, 40, 80, 160])
    """
    places, stretches = [0], max(total // apart, 1)
    for number in range(1, count):
        place = max(round(stretches * (number / (count - 1)) ** 2), places[-1] + 1)
        if place >= stretches:
            break
        places.append(place)
    return [place * apart for place in places[:count]] + [total] * (count > 1)


def kept(folder: Path) -> list[int]:
    """The steps after which moments were kept, in their order; none where nothing was."""
    return sorted(int(path.stem) for path in folder.glob(f"*{_SUFFIX}") if path.stem.isdigit())


def write_moment(folder: Path, step: int, weights: Sequence[NDArray[Any]]) -> None:
    """Keeps the weights after a step; raises `FileError`."""

    file = io.BytesIO()
    arrays: dict[str, Any] = {str(place): weight for place, weight in enumerate(weights)}
    np.savez(file, **arrays)
    path = folder / f"{step:09}{_SUFFIX}"
    try:
        folder.mkdir(exist_ok=True)
        (folder / _DRAFT).write_bytes(file.getvalue())  # nobody waits for the disk: a moment may be lost with the power
        (folder / _DRAFT).replace(path)
    except OSError as error:
        raise unwritable(path, error) from error


def read_moment(folder: Path, step: int) -> list[NDArray[Any]]:
    """The weights after a step, as they were kept; raises `FileError`."""
    path = folder / f"{step:09}{_SUFFIX}"
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return [arrays[str(place)] for place in range(len(arrays.files))]
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise FileError(
            tr("The moment in {0} can't be read: {1}.", path, reason_of(error)),
            tr("Take the file away: the film goes on without it."),
        ) from error


def discard_behind(folder: Path, step: int) -> None:
    """Takes away moments behind a step, of a run that goes on from there."""
    for later in kept(folder):
        if later > step or not step:
            (folder / f"{later:09}{_SUFFIX}").unlink(missing_ok=True)
