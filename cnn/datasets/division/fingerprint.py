"""What a dataset was when a run began, in a few letters, so that it is told when it is another one by now."""

import hashlib
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field

from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.task import Learned
from cnn.words.language import marked, tr
from cnn.words.quantities import number_of

if TYPE_CHECKING:
    from cnn.datasets.dataset import Labels


class Fingerprint(BaseModel):
    """How many images there are in all, and SHA-256 over each of them with its label and its split, in their order.

    Of an image in a file its bytes count, not the name of the file; of an array its pixels, in whatever range.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    images: Annotated[int, Field(ge=0, le=10**12)]
    sha256: Annotated[str, Field(max_length=64)]


def fingerprint(dataset: Dataset, told: Callable[[int, int], object] = lambda _done, _of: None) -> Fingerprint:
    """The fingerprint of a dataset, as it was opened; `told` hears how many files of how many were read.

    >>> from cnn.datasets import open_dataset
    >>> fingerprint(open_dataset("mnist-sample")).images
    5000
    """
    found, done = hashlib.sha256(), 0
    for name, split in dataset.splits().items():
        tasks = " ".join(told.task for told in sorted(dataset.learned, key=lambda told: told.name))
        found.update(f"{name} {tasks}\n".encode())
        contents = _contents(split, dataset, partial(_tell, told, done, dataset.size))
        learned = sorted(zip(dataset.learned, (split.labels, *split.others), strict=True), key=lambda item: item[0].name)
        labels = map("\0".join, zip(*(_labels(labels, told) for told, labels in learned), strict=True))
        for label, content in zip(labels, contents, strict=True):
            found.update(f"{label}\0{content}\n".encode("utf-8", "surrogatepass"))
        done += len(split)
    return Fingerprint(images=dataset.size, sha256=found.hexdigest())


def _tell(told: Callable[[int, int], object], before: int, whole: int, count: int) -> None:
    told(before + count, whole)


#: what may have changed
_DATASET, _HELD_OUT = marked("dataset"), marked("dataset for validation")


def change(before: Fingerprint | None, now: Fingerprint, what: str = _DATASET) -> str:
    """In a sentence, that a dataset is another one than when a run began; "" when it isn't, or when nobody wrote it down."""
    if before is None or before == now:
        return ""
    count = number_of("{0} image|{0} images", now.images)
    if before.images == now.images:
        return tr(
            "The {0} has changed since this run began: still {1}, but some, or their labels or their order, are others.",
            tr(what),
            count,
        )
    return tr("The {0} has changed since this run began: {1:,} → {2}.", tr(what), before.images, count)


def about_held_out(before: Fingerprint | None, now: Fingerprint | None) -> str:
    """As `change`, of the images for validation where these are a dataset of their own."""
    return "" if now is None else change(before, now, _HELD_OUT)


def _contents(split: Split, dataset: Dataset, told: Callable[[int], object]) -> Iterable[str]:
    from cnn.datasets.division.contents import digest
    from cnn.datasets.division.digests import digests

    if split.files and dataset.folder is not None:
        return digests(split.files, dataset.folder, told)
    return (digest(split, place) for place in range(len(split)))


def _labels(labels: "Labels", told: Learned) -> Iterable[str]:
    """Each label by its name, whatever number that has in a run."""
    rows = labels.tolist()
    if told.task == "classes":
        return (told.classes[label] for label in rows)
    if told.task == "labels":
        return (_named({name: there for name, there in zip(told.classes, row, strict=True) if there > 0}) for row in rows)
    return (_named(dict(zip(told.classes, row, strict=True))) for row in rows)


def _named(values: dict[str, float]) -> str:
    return ";".join(f"{name}={value!r}" for name, value in sorted(values.items()))
