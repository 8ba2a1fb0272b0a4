"""Images sorted into groups that can be counted and looked at: their classes, their labels, or ranges of their numbers."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.task import Learned, Task
from cnn.words.lists import COMMA

#: numbers are counted in so many ranges of equal width
RANGES = 10


@dataclass(frozen=True)
class Groups:
    """The groups of a dataset by their names. An image with several labels is in several groups, one without any in none."""

    names: tuple[str, ...]
    task: Task
    borders: NDArray[np.float64]  # of the ranges of the first number; empty for classes and labels

    def members(self, split: Split) -> list[NDArray[np.bool_]]:
        """For each group, which of a split's images are in it."""
        if self.task == "classes":
            return [split.labels == place for place in range(len(self.names))]
        if self.task == "labels":
            return [split.labels[:, place] > 0 for place in range(len(self.names))]
        places = np.clip(np.searchsorted(self.borders, split.labels[:, 0], side="right") - 1, 0, len(self.names) - 1)
        return [places == place for place in range(len(self.names))]


def groups_of(dataset: Dataset) -> Groups:
    """The groups of all splits of a dataset."""
    if dataset.task != "numbers":
        return Groups(dataset.classes, dataset.task, np.zeros(0))
    values = np.concatenate([split.labels[:, 0] for split in dataset.splits().values()]).astype(np.float64)
    least, most = float(values.min()), float(values.max())
    count = RANGES if least < most else 1
    borders = np.linspace(least, most, count + 1)
    names = tuple(f"{low:.3g} – {high:.3g}" for low, high in pairwise(borders.tolist()))
    return Groups(names if len(set(names)) == count else tuple(map(str, range(count))), "numbers", borders)


def counts(dataset: Dataset) -> dict[str, dict[str, int]]:
    """Images per split and group."""
    groups = groups_of(dataset)
    return {
        name: dict(zip(groups.names, (int(found.sum()) for found in groups.members(split)), strict=True))
        for name, split in dataset.splits().items()
    }


class Named(Protocol):
    """Who knows what labels mean: a dataset, or a run that was trained on one."""

    @property
    def classes(self) -> tuple[str, ...]:
        """What classes, labels or numbers are called."""

    @property
    def task(self) -> Task:
        """What is learned."""

    @property
    def target(self) -> str:
        """What is learned is called, where there are others; else empty."""


def captions(dataset: Dataset, split: Split, place: int) -> tuple[str, ...]:
    """What stands beside an image of a split: a caption for each of the things that are learned of it."""
    every = (split.labels, *split.others)
    return tuple(caption(told, labels[place]) for told, labels in zip(dataset.learned, every, strict=True))


def caption(dataset: Named | Learned, label: Any) -> str:
    """What stands beside an image, in a few words: its class, its labels, or its numbers in their order."""
    if dataset.task == "classes":
        return dataset.classes[int(label)]
    if dataset.task == "labels":
        return COMMA.join(name for name, there in zip(dataset.classes, label, strict=True) if there > 0) or "–"
    return COMMA.join(_short(float(value)) for value in label)


def _short(value: float) -> str:
    return f"{value:.4g}"
