"""As many images of every class: counts, fairness over epochs, and that seed and epoch say it all."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.plan.sampling import balanced_order, permutation


@given(st.lists(st.integers(0, 5), min_size=1, max_size=60), st.integers(0, 40), st.integers(0, 3))
def test_every_class_is_seen_equally_often(labels: list[int], epoch: int, seed: int) -> None:
    numbers = np.array(labels, np.int32)
    order = balanced_order(seed, epoch, numbers)
    assert len(order) == len(labels)
    counts = np.bincount(numbers[order])[np.unique(numbers)]
    assert counts.max() - counts.min() <= 1
    assert np.array_equal(order, balanced_order(seed, epoch, numbers))


def test_every_image_of_a_class_is_seen_equally_often_over_the_epochs() -> None:
    """40 to 1, as in a screening for something rare."""
    labels = np.array([0] * 400 + [1] * 10 + [2] * 30, np.int32)
    epochs = [balanced_order(7, epoch, labels) for epoch in range(30)]
    seen = np.bincount(np.concatenate(epochs), minlength=len(labels))
    for label in range(3):
        of_class = seen[labels == label]
        assert of_class.max() - of_class.min() <= 1
    totals = [seen[labels == label].sum() for label in range(3)]
    assert max(totals) - min(totals) <= 1
    assert not np.array_equal(epochs[0], epochs[1])


def test_classes_of_one_size_are_seen_once_each_in_other_orders() -> None:
    labels = np.repeat(np.arange(4), 5).astype(np.int32)
    assert sorted(balanced_order(0, 3, labels)) == list(range(20))
    assert not np.array_equal(balanced_order(0, 3, labels), permutation(0, 3, 20))


@pytest.mark.parametrize("seed", [0, 1])
def test_seeds_differ(seed: int) -> None:
    labels = np.array([0] * 40 + [1] * 4, np.int32)
    assert not np.array_equal(balanced_order(seed, 0, labels), balanced_order(seed + 1, 0, labels))


def test_orders_stay_what_they_are() -> None:
    """A run that was cut off goes on under another version as if nothing had happened."""
    labels = np.array([0, 0, 0, 1, 1, 2], np.int32)
    assert balanced_order(3, 1, labels).tolist() == [2, 3, 0, 5, 5, 4]
    assert permutation(3, 1, 6).tolist() == [1, 2, 0, 4, 5, 3]
