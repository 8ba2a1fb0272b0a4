"""What a dataset holds, beyond counts: its pixels in figures, and what is likely to spoil a training."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.inspection.findings import Finding, Pixels, Survey
from cnn.datasets.pixels.images import MOST_BYTES, decode, header
from cnn.datasets.pixels.pixel_range import Range
from cnn.datasets.sizes import USUAL
from cnn.datasets.task import Task
from cnn.errors import DatasetError, FileError
from cnn.files.files import read_regular
from cnn.words.language import marked, tr
from cnn.words.lists import listed
from cnn.words.quantities import number_of

#: so many images of a split are looked at for its figures: in memory, and in files, which have to be decoded
IN_MEMORY, IN_FILES = 10_000, 1_000
#: image files of more pixels are looked at smaller
LARGE = 1 << 20
#: images in memory up to so many bytes in all are compared with each other
COMPARED_BYTES = 1 << 31
#: a class with fewer images to train on is tiny; one with so many times the images of another outweighs it
TINY, IMBALANCE = 10, 3.0

Array = NDArray[Any]


def survey(dataset: Dataset) -> Survey:
    """Looks at pixels and labels of every split. Takes seconds for large folders; of them only a part is looked at."""
    found = {name: pixels_of(split) for name, split in dataset.splits().items()}
    pixels = {name: figures for name, figures in found.items() if figures is not None}
    return Survey(pixels, (*_about_channels(dataset), *_about_pages(dataset), *_about_classes(dataset), *_about_copies(dataset)))


def pixels_of(split: Split) -> Pixels | None:
    """The figures of a split, pixels from 0 to 255; None when none of its images can be read."""
    most = IN_MEMORY if split.images is not None else IN_FILES
    places = np.unique(np.linspace(0, len(split) - 1, min(len(split), most)).astype(np.int64))
    if split.images is not None:
        return _figures(len(split), _portions(split.images, places))
    return _figures(len(split), _decoded(tuple(split.files[place] for place in places.tolist()), split.range))


# ---------------------------------------------------------------------- pixels


def _figures(images: int, portions: Iterable[Array]) -> Pixels | None:
    """Figures from portions of images (number × height × width × channels)."""
    count, looked_at = 0, 0
    sums = squares = low = high = np.zeros(0)
    sizes: list[tuple[int, int]] = []
    for portion in portions:
        values = portion.reshape(-1, portion.shape[-1]).astype(np.float64)
        if not sizes:
            sums = squares = np.zeros(values.shape[1])
            low, high = values[0], values[0]
        sums, squares = sums + values.sum(0), squares + np.square(values).sum(0)
        low, high = np.minimum(low, values.min(0)), np.maximum(high, values.max(0))
        count, looked_at = count + len(values), looked_at + len(portion)
        sizes.append((portion.shape[1], portion.shape[2]))
    if not sizes:
        return None
    mean = sums / count
    std = np.sqrt(np.maximum(squares / count - mean**2, 0))
    smallest = min(height for height, _ in sizes), min(width for _, width in sizes)
    largest = max(height for height, _ in sizes), max(width for _, width in sizes)
    return Pixels(images, looked_at, _plain(mean), _plain(std), _plain(low), _plain(high), smallest, largest)


def _plain(row: Array) -> tuple[float, ...]:
    return tuple(map(float, row))


def _portions(images: Array, places: Array, size: int = 256) -> Iterator[Array]:
    for start in range(0, len(places), size):
        yield images[places[start : start + size]]


def _decoded(files: tuple[Path, ...], known: Range | None) -> Iterator[Array]:
    """Each image file at its own size, all grey or all in colour; those that can't be read are left out."""
    shapes = {path: shape for path in files if (shape := _shape(path)) is not None}
    channels = max((shape[2] for shape in shapes.values()), default=1)
    for path, (height, width, _) in shapes.items():
        shrink = min(1.0, (LARGE / (height * width)) ** 0.5)
        try:
            image = decode(path, (max(int(height * shrink), 1), max(int(width * shrink), 1), channels), known=known)
        except DatasetError:
            continue
        yield image[np.newaxis]


def _shape(path: Path) -> tuple[int, int, int] | None:
    try:
        return header(path)
    except DatasetError:
        return None


# ---------------------------------------------------------------------- channels


def _about_channels(dataset: Dataset) -> Iterator[Finding]:
    """Arrays whose last axis has more places than images for people have channels."""
    if dataset.image_shape is None or dataset.train.images is None or dataset.image_shape[2] in USUAL:
        return
    height, width, channels = dataset.image_shape
    yield Finding(
        "channels",
        tr("The images have {0} channels at {1}×{2}; perhaps they have {1} channels at {2}×{0}.", channels, height, width),
        tr("If the channels stand first, say so: FILE.npz::channels=first."),
    )


def _about_pages(dataset: Dataset) -> Iterator[Finding]:
    """Files of several pictures, of which the first is taken."""
    if dataset.several:
        yield Finding(
            "pages",
            number_of(
                "{0} file holds several pictures, of which the first is taken.|"
                "{0} files hold several pictures, of which the first is taken.",
                dataset.several,
            ),
            tr("Perhaps they are channels of one image, or images of their own."),
        )


# ---------------------------------------------------------------------- classes


def _about_classes(dataset: Dataset) -> Iterator[Finding]:
    """What of the classes or labels is likely to spoil a training; of numbers, that one is always the same."""
    if dataset.task == "numbers":
        yield from _about_numbers(dataset)
        return
    counts = dict(zip(dataset.classes, dataset.train.counts(len(dataset.classes)), strict=True))
    full = {name: count for name, count in counts.items() if count}
    if unseen := about_unseen(dataset.train, dataset.classes, dataset.task):
        yield Finding("empty", unseen, tr("The network needs an output for it all the same."))
    if tiny := [name for name, count in full.items() if count < TINY]:
        yield Finding(
            "tiny",
            number_of(_TINY[dataset.task], len(tiny), _listed(tiny), TINY),
            tr("So few can hardly be learned: add images, or augmentation."),
        )
    if len(full) > 1 and dataset.task == "classes":
        most, least = max(full, key=lambda name: full[name]), min(full, key=lambda name: full[name])
        if full[most] >= IMBALANCE * full[least]:
            yield Finding(
                "imbalance",
                tr(
                    "{0} has {1:.3g} times as many images as {2}: {3:,} and {4:,}.",
                    most,
                    full[most] / full[least],
                    least,
                    full[most],
                    full[least],
                ),
                tr("Class weights let every class count the same; sampling shows as many images of every class."),
            )


def about_unseen(learn: Split, classes: tuple[str, ...], task: Task) -> str:
    """What is to be said of classes or labels that none of the images to train on has; "" where each is seen."""
    if task == "numbers":
        return ""
    empty = [name for name, count in zip(classes, learn.counts(len(classes)), strict=True) if not count]
    return number_of(_UNSEEN[task], len(empty), _listed(empty)) if empty else ""


def _about_numbers(dataset: Dataset) -> Iterator[Finding]:
    spans = np.ptp(dataset.train.labels, axis=0)
    for name in (name for name, span in zip(dataset.classes, spans, strict=True) if span == 0):
        words = tr('"{0}" is the same for all images to train on.', name)
        yield Finding("empty", words, tr("There is nothing to learn: leave it out."))


#: of how many ({0}) and of which ({1}) there are few images, fewer than {2}, or none
_TINY = {
    "classes": marked("Class {1} has fewer than {2} images to train on.|The classes {1} have fewer than {2} images to train on."),
    "labels": marked("Label {1} has fewer than {2} images to train on.|The labels {1} have fewer than {2} images to train on."),
}
_UNSEEN = {
    "classes": marked("Class {1} has no images to train on.|The classes {1} have no images to train on."),
    "labels": marked("Label {1} has no images to train on.|The labels {1} have no images to train on."),
}


def _listed(names: list[str]) -> str:
    return listed(names) if len(names) <= 4 else tr("{0} and {1} others", listed(names[:3]), len(names) - 3)


# ---------------------------------------------------------------------- copies


def _about_copies(dataset: Dataset) -> Iterator[Finding]:
    splits = dataset.splits()
    found = digests(splits)
    for first, second in (("train", "test"), ("train", "validation"), ("validation", "test")):
        if first in found and second in found:
            common = set(found[first]) & set(found[second]) - {b""}
            if copies := [place for place, digest in enumerate(found[second]) if digest in common]:
                split = splits[second]
                words = tr(_COPIES[first, second], len(copies), len(split))
                if split.files:
                    words = tr("{0} One of them is {1}.", words, split.files[copies[0]].name)
                hint = tr("Scores on images that were seen before are too good: take them out of one of the two.")
                yield Finding("duplicates", words, hint)
    repeated = sum(count - 1 for digest, count in Counter(found["train"]).items() if digest)
    if repeated:
        yield Finding(
            "repeated",
            tr("{0:,} of the {1:,} images for training repeat others of them.", repeated, len(dataset.train)),
            tr("Of those that are kept for validation some may have been seen in training."),
        )


#: images of the second split that are among those of the first: how many of how many
_COPIES = {
    ("train", "test"): marked("{0:,} of the {1:,} images for testing are also among those for training."),
    ("train", "validation"): marked("{0:,} of the {1:,} images for validation are also among those for training."),
    ("validation", "test"): marked("{0:,} of the {1:,} images for testing are also among those for validation."),
}


def digests(splits: dict[str, Split]) -> dict[str, list[bytes]]:
    """For each image of each split what tells it from others; "" for one that has no equal or could not be compared."""
    if all(split.images is not None for split in splits.values()):
        if sum(split.images.nbytes for split in splits.values() if split.images is not None) > COMPARED_BYTES:
            return {"train": []}
        kept = {name: split.images for name, split in splits.items() if split.images is not None}
        return {name: [_digest(image.tobytes()) for image in images] for name, images in kept.items()}
    return _of_files(splits)


def _of_files(splits: dict[str, Split]) -> dict[str, list[bytes]]:
    """Files are compared by their pixels when there are few, byte by byte otherwise; only those of equal size are read then."""
    few = all(len(split) <= IN_FILES for split in splits.values())
    if few:
        return {name: [_of_pixels(path) for path in split.files] for name, split in splits.items()}
    sizes = {path: _size(path) for split in splits.values() for path in split.files}
    common = {size for size, count in Counter(sizes.values()).items() if count > 1 and size}
    return {name: [_of_bytes(path) if sizes[path] in common else b"" for path in split.files] for name, split in splits.items()}


def _of_pixels(path: Path) -> bytes:
    shape = _shape(path)
    try:
        return b"" if shape is None or shape[0] * shape[1] > LARGE * 16 else _digest(decode(path, (*shape[:2], 3)).tobytes())
    except DatasetError:
        return b""


def _of_bytes(path: Path) -> bytes:
    try:
        return _digest(read_regular(path, MOST_BYTES))
    except (OSError, FileError):
        return b""


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
