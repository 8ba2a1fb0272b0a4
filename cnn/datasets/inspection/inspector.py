"""Looks at every image of a dataset, in portions, for copies inside and across its splits and for odd ones."""

from collections.abc import Iterator
from typing import NamedTuple

from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.groups import caption
from cnn.datasets.inspection.findings import HELD, Copies, Inspection, Odd
from cnn.datasets.inspection.near_duplicates import near_duplicates
from cnn.datasets.inspection.odd_images import odd_images
from cnn.datasets.inspection.small_pictures import SmallPictures, portions, small_pictures
from cnn.datasets.pixels.ranging import looked_at

#: images that are looked at before somebody may call it off: those in memory take microseconds, files milliseconds
IN_MEMORY, IN_FILES = 4096, 128
#: which splits must not have an image in common, the worst first
_WORST = tuple(
    map(frozenset, (("train", "test"), ("train", "validation"), ("train", HELD), ("validation", "test"), ("test", HELD)))
)


class _Image(NamedTuple):
    split: str
    key: str
    label: str


class Inspector:
    """Goes through a dataset; `step` until there is nothing left to do, then `result`."""

    def __init__(self, dataset: Dataset, held: Dataset | None = None) -> None:
        """`held` is another dataset that a training is validated on: what both have in common is found as well."""
        dataset = looked_at(dataset)
        self._splits = [(name, split, dataset) for name, split in dataset.splits().items()]
        if held is not None:
            held = looked_at(held)
            self._splits.append((HELD, held.held, held))
        self._found: list[SmallPictures] = []
        self._left: Iterator[tuple[Split, range]] = iter(
            [(split, places) for _, split, _ in self._splits for places in portions(len(split), _portion(split))]
        )
        #: how many images there are, and how many were looked at
        self.total, self.done = sum(len(split) for _, split, _ in self._splits), 0

    def step(self) -> bool:
        """Looks at some more images; returns whether that were the last ones."""
        for split, places in self._left:
            self._found.append(small_pictures(split, places))
            self.done += len(places)
            break
        return self.done >= self.total

    def result(self) -> Inspection:
        """What was found; of 60,000 images that takes ten seconds more."""
        pictures = SmallPictures.joined(self._found)
        images = [
            _Image(name, key, caption(dataset, label))
            for name, split, dataset in self._splits
            for key, label in zip(split.keys, split.labels, strict=True)
        ]
        copies = [_copies([images[place] for place in group.tolist()]) for group in near_duplicates(pictures)]
        odd = (
            Odd(images[place].key, images[place].split, images[place].label, kind, why)
            for place, kind, why in odd_images(pictures)
        )
        return Inspection(self.total, tuple(sorted(copies, key=_harm)), tuple(odd))


def inspect(dataset: Dataset) -> Inspection:
    """Looks at all of it at once."""
    inspector = Inspector(dataset)
    while not inspector.step():
        pass
    return inspector.result()


def _portion(split: Split) -> int:
    return IN_FILES if split.images is None else IN_MEMORY


def _copies(images: list[_Image]) -> Copies:
    splits, keys, labels = zip(*images, strict=True)
    return Copies(keys, splits, labels)


def _harm(copies: Copies) -> tuple[int, int]:
    """Copies in training and test come first, then those between other splits, then others; in each those whose labels differ."""
    held = set(copies.splits)
    between = next((place for place, pair in enumerate(_WORST) if pair <= held), len(_WORST))
    return between, 0 if copies.differing else 1
