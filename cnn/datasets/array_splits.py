"""What arrays beside the images tell of each of them: to what it belongs, such as its patient, and what it is for."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn.datasets.dataset import Dataset
from cnn.datasets.tables.labels import SPLIT_NAMES
from cnn.errors import DatasetError, brief
from cnn.shapes import spell
from cnn.words.language import marked, tr
from cnn.words.lists import both

Array = NDArray[Any]


def with_groups(dataset: Dataset, told: Mapping[str, Array], name: str) -> Dataset:
    """The dataset with the group of each image, by split, from an array that is called `name`; raises `DatasetError` where images
    have none. Those of a test may: nothing is learned from them."""
    splits = dataset.splits()
    if missing := [split for split in splits if split != "test" and split not in told]:
        raise DatasetError(
            tr("There is no array {0} for {1}.", name, missing[0]),
            tr("Expected {0}_{1}, a value for each image.", name, missing[0]),
        )
    found = {
        split: replace(part, groups=_words(told[split], name, len(part))) if split in told else part
        for split, part in splits.items()
    }
    return replace(dataset, train=found["train"], validation=found.get("validation"), test=found.get("test"))


def with_splits(dataset: Dataset, told: Array, name: str) -> Dataset:
    """The dataset, divided as an array called `name` says: a word for each image, train, validation or test, in the
    order of the images to train on. Raises `DatasetError`."""
    if others := [split for split in dataset.splits() if split != "train"]:
        raise DatasetError(tr("{0} has images of its own for {1}.", dataset.name, both(others)), tr("Leave ::split= out."))
    words = _words(told, name, len(dataset.train))
    if unknown := [word for word in dict.fromkeys(words) if word.strip().lower() not in SPLIT_NAMES]:
        raise DatasetError(tr("{0} has a split {1}.", name, brief(unknown[0])), tr(_EXPECTED))
    goes = np.array([SPLIT_NAMES[word.strip().lower()] for word in words])
    parts = {split: dataset.train.take(np.flatnonzero(goes == split)) for split in dict.fromkeys(goes.tolist())}
    if "train" not in parts:
        raise DatasetError(tr("{0} leaves no image to train on.", name), tr(_EXPECTED))
    return replace(dataset, train=parts["train"], validation=parts.get("validation"), test=parts.get("test"))


def _words(told: Array, name: str, count: int) -> tuple[str, ...]:
    """An array of one value an image as text."""
    flat = told.reshape(-1) if told.ndim == 2 and told.shape[1] == 1 else told
    if flat.ndim != 1 or len(flat) != count:
        raise DatasetError(
            tr("{0} is {1}, and there are {2:,} images.", name, spell(told.shape), count),
            tr("Expected one value for each image."),
        )
    if flat.dtype.kind not in "biufUS":
        raise DatasetError(tr("{0} holds values of type {1}.", name, flat.dtype), tr("Expected names or numbers."))
    return tuple(flat.astype(str).tolist())


_EXPECTED = marked("Expected train, validation or test for each image.")
