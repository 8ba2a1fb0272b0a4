"""In which order, and how often, an epoch sees its images: each once, or as many of every class."""

import numpy as np
from numpy.typing import NDArray

Order = NDArray[np.int32]


def permutation(seed: int, epoch: int, count: int) -> Order:
    """The order in which epoch number `epoch` (from 0) sees its images, each once."""
    return np.random.default_rng([seed, epoch]).permutation(count).astype(np.int32)


def balanced_order(seed: int, epoch: int, labels: NDArray[np.int32]) -> Order:
    """As many images as there are, the same number of every class that has any (or one more), in an order of the epoch's own.

    Each class goes through its images in rounds, in another order each time, and an epoch goes on where the one before ended:
    however rare or frequent a class is, its images are seen equally often in the long run. All of it follows from the seed and
    the number of the epoch.
    """
    classes = np.unique(labels)
    drawn = [
        _drawn(seed, np.flatnonzero(labels == label), place, _before(epoch, place, len(labels), len(classes)))
        for place, label in enumerate(classes)
    ]
    order: Order = np.concatenate(drawn)[permutation(seed, epoch, len(labels))].astype(np.int32)
    return order


def _before(epoch: int, place: int, images: int, classes: int) -> tuple[int, int]:
    """How many images of a class all epochs before have seen, and how many this one sees.

    Where images don't divide evenly, those that are left go to other classes each epoch.
    """
    share, left = divmod(images, classes)
    rounds, rest = divmod(epoch, classes)
    more = rounds * left + sum((place + earlier) % classes < left for earlier in range(rest))
    return share * epoch + more, share + ((place + epoch) % classes < left)


def _drawn(seed: int, members: NDArray[np.int64], place: int, span: tuple[int, int]) -> NDArray[np.int64]:
    """So many of a class's images, behind those that were drawn before."""
    before, wanted = span
    first, last = before // len(members), (before + wanted - 1) // len(members) if wanted else before // len(members)
    rounds = [np.random.default_rng([seed, 0xBA1, place, turn]).permutation(members) for turn in range(first, last + 1)]
    start = before - first * len(members)
    return np.concatenate(rounds)[start : start + wanted]
