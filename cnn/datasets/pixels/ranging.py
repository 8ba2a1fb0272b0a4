"""A dataset that was opened, brought into a range of values: images in memory at once, files when they are decoded."""

from dataclasses import replace
from pathlib import Path

from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.in_parts import in_parts
from cnn.datasets.pixels.arrays import digests_of, in_range, in_words, require_extent
from cnn.datasets.pixels.images import values
from cnn.datasets.pixels.pixel_range import TYPE, Range, range_of
from cnn.errors import DatasetError
from cnn.words.language import marked, tr

#: what is to be told of files of floats by the range of their type, which has none
ONE_BY_ONE = marked(
    "Images that hold floats are brought to 0 to 255 one by one: from 0 to 1, or as they are, or from 65535; "
    "the pixel range dataset treats them alike."
)


def ranged(dataset: Dataset, wanted: str) -> Dataset:
    """A dataset of images as they are stored, or of files, in a range that `pixels.pixel_range` says, with a note of it.

    For the range of the dataset every training image is decoded once, in parallel, and its values are looked at as they are
    stored. Raises `DatasetError`.
    """
    if wanted == TYPE:
        floats = dataset.depth is not None and dataset.depth.floats
        return replace(dataset, notes=(*dataset.notes, tr(ONE_BY_ONE))) if floats else dataset
    known = range_of(wanted) or _found(dataset.train)
    require_extent(known, tr("the training images"))

    def brought(split: Split | None) -> Split | None:
        if split is None:
            return None
        as_it_is = known == Range(0, 255) and not split.deep
        own = None if as_it_is else known
        if split.images is None:
            return replace(split, range=own)
        images = in_range(split.images, known)
        own_digests = () if images is split.images else digests_of(split.images)
        return replace(split, images=images, range=own, digests=own_digests)

    train = brought(dataset.train)
    assert train is not None
    test, validation = brought(dataset.test), brought(dataset.validation)
    notes = (*dataset.notes, in_words(known, wanted))
    return replace(dataset, train=train, test=test, validation=validation, notes=notes, range=known)


def looked_at(dataset: Dataset) -> Dataset:
    """A dataset as it is looked at by who wants to see something in it: images that use a small part of the range of their type,
    and would be nearly black, in the range of what was found in them."""
    depth = dataset.depth
    if dataset.range is not None or depth is None or not depth.uses_little:
        return dataset
    return ranged(dataset, str(depth.range))


def _found(split: Split) -> Range:
    """The lowest and the highest value of some images."""
    if split.images is not None:
        return Range(float(split.images.min()), float(split.images.max()))
    found = [extent for part in in_parts(split.files, _values, at_once=32) for extent in part if extent is not None]
    if not found:
        raise DatasetError(tr("None of the training images can be read."), tr("Check the dataset's files."))
    return Range(min(low for low, _ in found), max(high for _, high in found))


def _values(path: Path) -> tuple[float, float] | None:
    try:
        return values(path)
    except DatasetError:
        return None  # whoever needs its pixels will say so
