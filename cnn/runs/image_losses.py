"""The images of a run with their losses: in `image_losses.npz`, and those first whose label looks wrong.

Of images that were trained on these are the losses of the steps in which they were seen; of images that were validated on,
those of the validations behind the epochs. The latter are higher, for nothing was learned from them: both kinds are ranked by
how many times as high the loss of an image is as the mean of its own kind.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnn.datasets.groups import Named, caption
from cnn.datasets.task import Learned, Task
from cnn.errors import FileError
from cnn.files.files import read_regular, write_bytes
from cnn.runs.folder import RunFolder, RunRecord
from cnn.words.language import marked, tr
from cnn.words.reasons import reason_of

#: bytes that the file may have; of 1,300,000 images it has 30 million
LARGEST = 1 << 30
#: a loss so many times as high as the mean of all is far above it, as of images that stay wrong while others are learned
FAR = 3.0
#: why a run may not know them
NOT_NOTED = marked("Runs begun by this version do so, without MixUp and CutMix, and not with TensorFlow on several GPUs.")
#: the arrays of what was noted about images
_ARRAYS = ("labels", "totals", "seen", "guesses")
#: that of which images were only validated on; files of earlier versions lack it, and have none of those
_VALIDATED = "validated"
#: what divides the keys, of which none holds it
_BORDER = "\0"


@dataclass(frozen=True, eq=False)
class TrainedImages:
    """The N images that a run was trained on or judged by: the key of each, its label as it was then (N, or N × labels), the sum
    of its losses over the epochs, how often it was seen, the class that the network saw in it the last time (-1: not known), and
    whether it was only validated on (`None`: all were trained on).

    Where several things are learned of each image, these are about the first, and `others` have the same about the rest."""

    keys: Sequence[str]
    labels: NDArray[Any]
    totals: NDArray[np.float32]
    seen: NDArray[np.float32]
    guesses: NDArray[np.int32]
    validated: NDArray[np.bool_] | None = None
    others: "tuple[TrainedImages, ...]" = ()

    @property
    def losses(self) -> NDArray[np.float32]:
        """The mean loss of each image over the epochs; 0 where it was never seen."""
        means: NDArray[np.float32] = np.divide(self.totals, self.seen, out=np.zeros_like(self.totals), where=self.seen > 0)
        return np.nan_to_num(means)


def joined(parts: Iterable[TrainedImages]) -> TrainedImages:
    """Those of several splits, one behind the other."""
    every = list(parts)
    arrays = {name: np.concatenate([getattr(part, name) for part in every]) for name in (*_ARRAYS, _VALIDATED)}
    others = tuple(joined(about) for about in zip(*(part.others for part in every), strict=True))
    return TrainedImages([key for part in every for key in part.keys], others=others, **arrays)


class Suspect(NamedTuple):
    """An image whose label looks wrong: its key, the label that it was trained with, the class that the network saw in it
    the last time ("": not known), its mean loss over the epochs, what of several things the label tells, and the dataset that
    it was validated on in, where that is another than the one that was trained on ("": the same)."""

    key: str
    label: str
    guess: str
    loss: float
    target: str = ""
    held: str = ""


def suspects(images: TrainedImages, named: Named, most: int | None = None) -> tuple[Suspect, ...]:
    """The images that were hardest to learn, the hardest first; without `most` those whose loss is far above the others'.

    `named` is the record of the run, or its dataset, which say what labels are called; the record also which dataset it was
    judged by. Of several things to learn each is
    judged by its own loss, and comes the earlier the higher that is beside the mean of its own; an image may be doubted for
    more than one.
    """
    first, *rest = _things(named)
    held = str(getattr(named, "validation_data", ""))
    things = zip((images, *images.others), (first, *rest), strict=False)
    found = [each for one, name in things for each in _doubted(one, name, held)]
    if most is None:
        found = [(times, suspect) for times, suspect in found if times > FAR]
    found.sort(key=lambda item: -item[0])
    return tuple(suspect for _, suspect in found[:most])


class _Thing(NamedTuple):
    """What one output has learned, as `cnn.datasets.groups.Named`."""

    target: str
    classes: tuple[str, ...]
    task: Task


def _things(named: Named) -> list[_Thing]:
    others: Sequence[Learned] = getattr(named, "others", ())
    told = [_Thing(named.target, tuple(named.classes), named.task)]
    return told + [_Thing(learned.name, tuple(learned.classes), learned.task) for learned in others]


def _doubted(images: TrainedImages, named: _Thing, held: str) -> list[tuple[float, Suspect]]:
    """Every image with how many times as high its loss is as the mean of all, the hardest first; those that were only validated
    on are of the dataset `held`, if there is one."""
    losses, times, validated = images.losses, _times(images), _validated(images)
    return [
        (
            float(times[place]),
            Suspect(
                images.keys[place],
                caption(named, images.labels[place]),
                named.classes[images.guesses[place]] if 0 <= images.guesses[place] < len(named.classes) else "",
                float(losses[place]),
                named.target,
                held if validated[place] else "",
            ),
        )
        for place in np.argsort(-times, kind="stable").tolist()
    ]


def _times(images: TrainedImages) -> NDArray[np.float64]:
    """How many times as high the loss of each image is as the mean of its kind: trained on, or only validated on; of a class of
    which most are harder than that, because it is rare or like another, as the middle one of its class."""
    times, validated = images.losses.astype(np.float64), _validated(images)
    for part in (validated, ~validated):
        if part.any():
            times[part] /= times[part].mean() or 1.0
    if images.labels.ndim == 1:
        for label in np.unique(images.labels):
            own = images.labels == label
            times[own] /= max(1.0, float(np.quantile(times[own], 0.5, method="lower")))
    return times


def _validated(images: TrainedImages) -> NDArray[np.bool_]:
    """Of each image whether it was only validated on."""
    return np.zeros(len(images.keys), bool) if images.validated is None else images.validated.astype(bool)


def suspects_of(folder: RunFolder) -> tuple[Suspect, ...] | None:
    """Of a run's images those whose label looks wrong; `None` when it did not note their losses. Raises `FileError`."""
    images = read(folder)
    return None if images is None else suspects(images, folder.record())


def suspects_in(record: RunRecord, dataset: str) -> tuple[Suspect, ...] | None:
    """Of the images of a dataset that a run has trained on or was judged by, those whose label looks wrong; `None` where it has
    seen none of them, or did not note their losses. Raises `FileError`."""
    if not record.folder or dataset not in (record.dataset, record.validation_data):
        return None
    found = suspects_of(RunFolder(Path(record.folder), record.id))
    return None if found is None else tuple(suspect for suspect in found if (suspect.held or record.dataset) == dataset)


def write(images: TrainedImages, folder: RunFolder) -> None:
    """Writes the file into a run's folder; raises `FileError`."""
    file = io.BytesIO()
    keys = np.frombuffer(_BORDER.join(images.keys).encode(), np.uint8)
    parts = (images, *images.others)
    arrays = {f"{name}{_end(number)}": getattr(part, name) for number, part in enumerate(parts) for name in _ARRAYS}
    if images.validated is not None:
        arrays[_VALIDATED] = images.validated
    np.savez_compressed(file, keys=keys, **arrays)
    write_bytes(folder.image_losses, file.getvalue())


def read(folder: RunFolder) -> TrainedImages | None:
    """What a run's folder has; `None` when it has nothing. Raises `FileError` for a file that can't be used."""
    path = folder.image_losses
    try:
        content = read_regular(path, LARGEST)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FileError(tr("{0} can't be read: {1}.", path.name, reason_of(error)), tr("Check its permissions.")) from error
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            keys = arrays["keys"].tobytes().decode().split(_BORDER)
            count = sum(name.startswith("labels") for name in arrays.files)
            validated = arrays[_VALIDATED] if _VALIDATED in arrays.files else np.zeros(len(keys), bool)
            first, *others = (
                TrainedImages(keys, **{name: arrays[f"{name}{_end(number)}"] for name in _ARRAYS}, validated=validated)
                for number in range(count)
            )
        if {len(getattr(part, name)) for part in (first, *others) for name in (*_ARRAYS, _VALIDATED)} != {len(keys)}:
            raise ValueError(tr("its parts have different lengths"))
    except Exception as error:  # NumPy and zipfile raise many kinds
        raise FileError(tr("{0} is damaged: {1}.", path.name, reason_of(error)), tr("Train again.")) from error
    return replace(first, others=tuple(others))


def _end(number: int) -> str:
    """Behind the names of arrays that are about another thing than the first."""
    return f"_{number}" if number else ""
