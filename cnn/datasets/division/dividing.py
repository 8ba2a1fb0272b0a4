"""Which images are trained on and which are validated on: a share, or one of several folds, with classes and groups minded.

Everything follows from the images in their order, what is said of them, and a seed: the same comes out every time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.division.fold import Fold
from cnn.datasets.pages import Files
from cnn.datasets.pixels.arrays import digests_of
from cnn.datasets.task import Task
from cnn.errors import DatasetError
from cnn.words.language import tr
from cnn.words.quantities import number_of, spell_share

Places = NDArray[np.int64]
#: what `Split.pinned` says of an image that is always trained on, or always validated on
TRAINED, VALIDATED = 1, 2
#: rounds in which groups may change sides; most are done after three
_ROUNDS = 50
#: where so few numbers say how many images of each class each group has, it is tried from several starts
_FEW, _STARTS = 2000, 12
#: with more numbers than these, times groups, no two change places: it would take too long, and with many groups it gains nothing
_PAIRS = 20_000_000


def divided(dataset: Dataset, share: float, seed: int, fold: Fold | None = None) -> tuple[Split, Split | None]:
    """What is trained on, and what is validated on (None: nothing).

    Validation images the source keeps apart are used as they are; otherwise the share (0 to 1) is taken from the training
    images, of which those that a person put to one side or the other stay there. With a `fold` it is that part of all of them
    instead, those that the source keeps apart for validation among them. No group is on both sides. The test images stay apart
    from all of it. Raises `DatasetError` where that can't be.

    >>> from cnn.datasets import open_dataset
    >>> train, validation = divided(open_dataset("mnist-sample"), share=0.1, seed=0)
    >>> len(train), len(validation)
    (4500, 500)
    """
    split = dataset.train
    if dataset.validation is not None:
        if fold is None:
            return split, dataset.validation
        split = joined([split, dataset.validation])
    validation = _held_out(split, [told.task for told in dataset.learned], share, seed, fold)
    train = np.setdiff1d(np.arange(len(split)), validation, assume_unique=True)
    if not len(train):
        raise DatasetError(tr("No image is left to train on: all are to be validated on."), tr("Validate on fewer."))
    return split.take(train), split.take(validation) if len(validation) else None


def as_divided(dataset: Dataset, split: Mapping[str, str]) -> Dataset:
    """The same dataset, to be divided as it was before: images whose keys stand for "validation" are validated on, all others
    are trained on, also those that came since. Without a word of any, it stays as it is."""
    if not split:
        return dataset
    whole = joined([part for part in (dataset.train, dataset.validation) if part is not None])
    sides = [VALIDATED if split.get(key) == "validation" else TRAINED for key in whole.keys]
    return replace(dataset, train=replace(whole, pinned=np.array(sides, np.int8)), validation=None)


def joined(parts: Sequence[Split]) -> Split:
    """Several splits as one, in their order."""
    if len(parts) == 1:
        return parts[0]
    arrays: list[NDArray[Any]] = [part.images for part in parts if part.images is not None]
    pins = [np.zeros(len(part), np.int8) if part.pinned is None else part.pinned for part in parts]
    pinned = np.concatenate(pins)
    changed = any(part.digests for part in parts)  # then of all of them as they were stored
    return Split(
        np.concatenate([part.labels for part in parts]),
        np.concatenate(arrays) if arrays else None,
        Files.of(file for part in parts for file in (part.files.names if isinstance(part.files, Files) else part.files)),
        tuple(key for part in parts for key in part.keys),
        tuple(group for part in parts for group in part.groups),
        pinned if pinned.any() else None,
        tuple(shape for part in parts for shape in part.shapes),
        any(part.deep for part in parts),
        parts[0].range,
        tuple(digest for part in parts for digest in _digests(part)) if changed else (),
        tuple(np.concatenate(labels) for labels in zip(*(part.others for part in parts), strict=True)),
    )


def _digests(part: Split) -> tuple[str, ...]:
    return part.digests if part.digests or part.images is None else digests_of(part.images)


def in_words(train: Split, validation: Split | None) -> tuple[str, ...]:
    """What a division comes to, for somebody who chooses one."""
    if validation is None:
        return (
            number_of("{0} image to train on, none to validate on.|{0} images to train on, none to validate on.", len(train)),
        )
    share = spell_share(len(validation) / (len(train) + len(validation)), 1)
    images = number_of(
        "{0} image to train on, {1} to validate on ({2}).|{0} images to train on, {1} to validate on ({2}).",
        len(train),
        f"{len(validation):,}",
        share,
    )
    return told(train, validation) or (images,)


def told(train: Split, validation: Split | None) -> tuple[str, ...]:
    """What is to be said of a division: how many groups, and images, are on each side."""
    if validation is None or not train.groups:
        return ()
    both = len(train) + len(validation)
    learned, judged = len(set(train.groups)), len(set(validation.groups))
    share = spell_share(len(validation) / both, 1)
    return (
        tr(
            "{0} groups: {1:,} to train on ({2:,} images), {3:,} to validate on ({4:,}, {5}).",
            f"{learned + judged:,}",
            learned,
            len(train),
            judged,
            len(validation),
            share,
        ),
    )


# ---------------------------------------------------------------------- by classes


def stratified_split(labels: NDArray[np.int32], share: float, seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The places of images to train on and to validate on (int64); each class gives the same share to validation.

    `labels` are class numbers, one per image, `share` lies between 0 and 1. Class sizes are rounded by largest remainder, so
    that validation has round(share · n) images in all, or fewer where a class would lose its last image. The same seed gives
    the same split. Both results are in ascending order.

    >>> import numpy as np
    >>> train, validation = stratified_split(np.repeat([0, 1], 10), share=0.2, seed=0)
    >>> len(train), len(validation)
    (16, 4)
    """
    generator = np.random.default_rng([seed, 0x5B117])
    places = [np.flatnonzero(labels == label) for label in np.unique(labels)]
    wanted = _apportion([len(place) for place in places], share)
    held = [generator.permutation(place)[:number] for place, number in zip(places, wanted, strict=True)]
    validation = np.sort(np.concatenate(held)) if held else np.empty(0, np.int64)
    return np.setdiff1d(np.arange(len(labels)), validation, assume_unique=True), validation


def stratified_folds(labels: NDArray[np.int32], count: int, seed: int) -> Places:
    """For each image the fold (from 0) of `count` in which it is validated on; of each class as many in each as can be, ± 1.

    >>> np.bincount(stratified_folds(np.repeat([0, 1], 10), 5, seed=0)).tolist()
    [4, 4, 4, 4, 4]
    """
    generator = np.random.default_rng([seed, 0x5B117])
    by_class = [generator.permutation(np.flatnonzero(labels == label)) for label in np.unique(labels)]
    order = np.concatenate(by_class) if by_class else np.empty(0, np.int64)
    found = np.empty(len(labels), np.int64)
    found[order] = np.arange(len(order)) % count  # dealt out, one class after the other: no fold gets two more than another
    return found


def strata(labels: NDArray[Any], task: Task) -> NDArray[np.int32]:
    """For each image the group that gives the same share of its images to validation as every other.

    That is its class; the set of its labels, sets of few images taken together; or the tenth of all images, by the first of
    its numbers, in which it lies, so that small, middling and large numbers are learned and judged alike.
    """
    if task == "classes":
        return labels.astype(np.int32)
    if task == "labels":
        _, sets, counts = np.unique(labels > 0, axis=0, return_inverse=True, return_counts=True)
        sets = sets.reshape(-1)
        return np.where(counts[sets] < FEWEST_ALIKE, -1, sets).astype(np.int32)
    parts = max(1, min(PARTS, len(labels) // FEWEST_ALIKE))
    borders = np.quantile(labels[:, 0], np.arange(1, parts) / parts)
    return np.searchsorted(borders, labels[:, 0], side="right").astype(np.int32)


def joint(of_things: Sequence[NDArray[np.int32]]) -> NDArray[np.int32]:
    """The strata of several things at once, each an array of the same N images: those of the first, divided by the second, and so
    on. Parts of few images stay together, so that no class of the first is divided until nothing is left of it to judge by.

    >>> joint([np.repeat([0, 1], 10), np.tile([0, 0, 0, 1], 5)]).tolist()[:4], joint([np.array([3, 1, 3])]).tolist()
    ([0, 0, 0, 1], [3, 1, 3])
    """
    found = of_things[0]
    for more in of_things[1:]:
        pairs, places, counts = np.unique(np.stack([found, more]), axis=1, return_inverse=True, return_counts=True)
        rest = more.max(initial=0) + 1  # what small parts of the same class are called
        pairs[1][counts < FEWEST_ALIKE] = rest
        found = np.unique(pairs[:, places.reshape(-1)], axis=1, return_inverse=True)[1].reshape(-1).astype(np.int32)
    return found


#: numbers are divided into so many parts of equal size, and no group that is divided is smaller
PARTS, FEWEST_ALIKE = 10, 5


# ---------------------------------------------------------------------- by groups


def grouped_parts(labels: NDArray[np.int32], groups: Sequence[str], shares: Sequence[float], seed: int) -> Places:
    """For each image its part (from 0); each part has nearly its share (their sum is 1) of every class, and no group is in two.

    The groups that weigh most are given away first, each to where it is missed most, as scikit-learn's `StratifiedGroupKFold`
    does it for parts of equal size; then groups change places while that brings the parts nearer to their shares. Raises
    `DatasetError` for fewer groups than parts.
    """
    names, of_image = np.unique(np.asarray(groups, object).astype(str), return_inverse=True)
    if len(names) < len(shares):
        raise DatasetError(
            tr("{0} can't be divided into {1} parts.", number_of("{0} group|{0} groups", len(names)), len(shares)),
            tr("Take fewer parts, or other groups."),
        )
    _, of_class = np.unique(labels, return_inverse=True)
    counts = np.zeros((len(names), int(of_class.max()) + 1))
    np.add.at(counts, (of_image.reshape(-1), of_class.reshape(-1)), 1)
    counts = np.column_stack([counts, counts.sum(axis=1)])  # the whole counts as well as each class
    counts /= np.sqrt(counts.sum(axis=0))
    starts = _STARTS if counts.size <= _FEW else 1
    tries = [_Places(counts, np.asarray(shares), seed, start) for start in range(starts)]
    best = min(tries, key=lambda places: places.distance)
    return best.part[of_image.reshape(-1)]


class _Places:
    """Where each group is, while they are given away: `have` is what each part has, `wanted` what it should have."""

    def __init__(self, counts: NDArray[np.float64], shares: NDArray[np.float64], seed: int, start: int) -> None:
        self.counts = counts
        self.wanted = shares[:, None] * counts.sum(axis=0)
        self.have = np.zeros_like(self.wanted)
        self.part = np.full(len(counts), -1)
        self.order = np.random.default_rng([seed, 0x6B0, start]).permutation(len(counts))
        if start == 0:
            self.order = self.order[np.argsort(-(counts[self.order] ** 2).sum(axis=1), kind="stable")]
        for group in self.order.tolist():
            self._put(group, int(self._costs(group).argmin()))
        self._leave_none_empty()
        self._settle()

    @property
    def distance(self) -> float:
        """How far the parts are from what is wanted: 0 is exactly there."""
        return float(((self.have - self.wanted) ** 2).sum())

    def _costs(self, group: int) -> NDArray[np.float64]:
        """How much farther from what is wanted each part would be with that group, which is in none."""
        found: NDArray[np.float64] = (self.have - self.wanted) @ self.counts[group]
        return found

    def _put(self, group: int, part: int) -> None:
        self.part[group] = part
        self.have[part] += self.counts[group]

    def _take(self, group: int) -> int:
        part = int(self.part[group])
        self.have[part] -= self.counts[group]
        return part

    def _leave_none_empty(self) -> None:
        for part in range(len(self.have)):
            if not (self.part == part).any():
                sizes = np.bincount(self.part, minlength=len(self.have))
                spare = [group for group in self.order.tolist() if sizes[self.part[group]] > 1]
                group = min(spare, key=lambda group: self._moved(group, part))
                self._take(group)
                self._put(group, part)

    def _moved(self, group: int, part: int) -> float:
        before = self._take(group)
        costs = self._costs(group)
        self._put(group, before)
        return float(costs[part] - costs[before])

    def _settle(self) -> None:
        """Moves groups, or lets two change places, while the parts come nearer to what is wanted."""
        for _ in range(_ROUNDS):
            groups = self.order.tolist()
            few = self.counts.size * len(groups) <= _PAIRS
            if not sum(map(self._move, groups)) and not (few and sum(map(self._change_places, groups))):
                return

    def _move(self, group: int) -> bool:
        before = self._take(group)
        costs = self._costs(group)
        alone = (self.part == before).sum() == 1
        best = before if alone else int(costs.argmin())
        better = bool(costs[best] < costs[before] - 1e-9)
        self._put(group, best if better else before)
        return better

    def _change_places(self, group: int) -> bool:
        """With the group of another part that makes it best, if any does."""
        here = int(self.part[group])
        others = np.flatnonzero(self.part != here)
        steps = self.counts[others] - self.counts[group]  # what comes here instead, and leaves there
        lacks = self.have - self.wanted
        gains = steps @ lacks[here] - np.einsum("ij,ij->i", steps, lacks[self.part[others]]) + np.einsum("ij,ij->i", steps, steps)
        if not len(others) or gains.min() >= -1e-9:
            return False
        other = int(others[gains.argmin()])
        there = self._take(other)
        self._take(group)
        self._put(group, there)
        self._put(other, here)
        return True


# ---------------------------------------------------------------------- both


def _held_out(split: Split, tasks: Sequence[Task], share: float, seed: int, fold: Fold | None) -> Places:
    """The places of those to validate on, ascending: those that a person put there, and of the free ones what is wanted."""
    sides = _sides(split)
    free, held = np.flatnonzero(sides == 0), np.flatnonzero(sides == VALIDATED)
    missing = share * len(split) - len(held) if len(held) < len(split) else 0
    if not len(free) or (fold is None and missing <= 0):
        return held
    every = zip((split.labels, *split.others), tasks, strict=True)
    labels = joint([strata(labels[free], task) for labels, task in every])
    groups = [split.groups[place] for place in free] if split.groups else []
    if fold is not None:
        found = np.flatnonzero(_folds(labels, groups, fold.folds, seed) == fold.number - 1)
    elif groups:
        wanted = min(missing / len(free), 1)
        found = np.flatnonzero(grouped_parts(labels, groups, (1 - wanted, wanted), seed) == 1)
    else:
        _, found = stratified_split(labels, min(missing / len(free), 1), seed)
    return np.sort(np.concatenate([held, free[found]]))


def _folds(labels: NDArray[np.int32], groups: Sequence[str], folds: int, seed: int) -> Places:
    if groups:
        return grouped_parts(labels, groups, [1 / folds] * folds, seed)
    if len(labels) < folds:
        count = number_of("{0} image|{0} images", len(labels))
        raise DatasetError(tr("{0} can't be divided into {1} folds.", count, folds), tr("Take fewer folds."))
    return stratified_folds(labels, folds, seed)


def _sides(split: Split) -> NDArray[np.int8]:
    """For each image whether it is trained on, validated on, or free (0): its group goes with those that a person put somewhere,
    to the training images where they are on both sides."""
    if split.pinned is None:
        return np.zeros(len(split), np.int8)
    if not split.groups:
        return split.pinned
    of_group = {group: VALIDATED for group, pin in zip(split.groups, split.pinned.tolist(), strict=True) if pin == VALIDATED}
    of_group |= {group: TRAINED for group, pin in zip(split.groups, split.pinned.tolist(), strict=True) if pin == TRAINED}
    sides = [pin or of_group.get(group, 0) for group, pin in zip(split.groups, split.pinned.tolist(), strict=True)]
    return np.array(sides, np.int8)


def _apportion(sizes: list[int], share: float) -> list[int]:
    """How many of each class go to validation: ⌊share · size⌋, the rest by largest remainder, never a whole class."""
    most = [size - 1 for size in sizes]
    exact = [share * size for size in sizes]
    wanted = [min(int(number), top) for number, top in zip(exact, most, strict=True)]
    missing = round(share * sum(sizes)) - sum(wanted)
    by_remainder = sorted(range(len(sizes)), key=lambda item: wanted[item] - exact[item])
    for item in by_remainder:
        if missing > 0 and wanted[item] < most[item]:
            wanted[item] += 1
            missing -= 1
    return wanted
