"""The training images of a run with their losses: in `image_losses.npz`, and those first whose label looks wrong."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnn.datasets.groups import Named, caption
from cnn.errors import FileError
from cnn.files.files import read_regular, write_bytes
from cnn.runs.folder import RunFolder

#: bytes that the file may have; of 1,300,000 images it has 30 million
LARGEST = 1 << 30
#: a loss so many times as high as the mean of all is far above it, as of images that stay wrong while others are learned
FAR = 3.0
#: why a run may not know them
NOT_NOTED = "Runs do so that were begun by this version, on one device, without MixUp and CutMix."
#: what divides the keys, of which none holds it
_BORDER = "\0"


@dataclass(frozen=True, eq=False)
class TrainedImages:
    """The N images that a run was trained on: the key of each, its label as it was then (N, or N × labels), the sum of its losses
    over the epochs, how often it was seen, and the class that the network saw in it the last time (-1: not known)."""

    keys: Sequence[str]
    labels: NDArray[Any]
    totals: NDArray[np.float32]
    seen: NDArray[np.float32]
    guesses: NDArray[np.int32]

    @property
    def losses(self) -> NDArray[np.float32]:
        """The mean loss of each image over the epochs; 0 where it was never seen."""
        means: NDArray[np.float32] = np.divide(self.totals, self.seen, out=np.zeros_like(self.totals), where=self.seen > 0)
        return np.nan_to_num(means)


class Suspect(NamedTuple):
    """A training image whose label looks wrong: its key, the label that it was trained with, the class that the network saw in it
    the last time ("": not known), its mean loss over the epochs, and what of several things the label tells: that of the first
    output, by whose loss images are judged."""

    key: str
    label: str
    guess: str
    loss: float
    target: str = ""


def suspects(images: TrainedImages, named: Named, most: int | None = None) -> tuple[Suspect, ...]:
    """The images that were hardest to learn, the hardest first; without `most` those whose loss is far above the others'.

    `named` is the record of the run, or its dataset, which say what labels are called.
    """
    losses = images.losses
    order = np.argsort(-losses, kind="stable")
    if most is None:
        most = int((losses > FAR * losses.mean()).sum())
    return tuple(
        Suspect(
            images.keys[place],
            caption(named, images.labels[place]),
            named.classes[images.guesses[place]] if 0 <= images.guesses[place] < len(named.classes) else "",
            float(losses[place]),
            named.target,
        )
        for place in order[:most].tolist()
    )


def suspects_of(folder: RunFolder) -> tuple[Suspect, ...] | None:
    """Of a run's training images those whose label looks wrong; `None` when it did not note their losses. Raises `FileError`."""
    images = read(folder)
    return None if images is None else suspects(images, folder.record())


def write(images: TrainedImages, folder: RunFolder) -> None:
    """Writes the file into a run's folder; raises `FileError`."""
    file = io.BytesIO()
    keys = np.frombuffer(_BORDER.join(images.keys).encode(), np.uint8)
    np.savez_compressed(file, keys=keys, labels=images.labels, totals=images.totals, seen=images.seen, guesses=images.guesses)
    write_bytes(folder.image_losses, file.getvalue())


def read(folder: RunFolder) -> TrainedImages | None:
    """What a run's folder has; `None` when it has nothing. Raises `FileError` for a file that can't be used."""
    path = folder.image_losses
    try:
        content = read_regular(path, LARGEST)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FileError(f"{path.name} can't be read: {error.strerror or error}.", "Check its permissions.") from error
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            keys = arrays["keys"].tobytes().decode().split(_BORDER)
            found = TrainedImages(keys, *(arrays[name] for name in ("labels", "totals", "seen", "guesses")))
        if {len(found.keys), *map(len, (found.labels, found.totals, found.seen, found.guesses))} != {len(found.keys)}:
            raise ValueError("its parts have different lengths")
    except Exception as error:  # NumPy and zipfile raise many kinds
        raise FileError(f"{path.name} is damaged: {error}.", "Train again.") from error
    return found
