"""Divisions of images: no image or group on both sides, every image validated on once in its fold, the same every time.

scikit-learn is the oracle for groups; of few groups, every division there is.
"""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.division.dividing import VALIDATED, as_divided, divided, grouped_parts, stratified_folds, told
from cnn.datasets.division.fold import Fold
from cnn.datasets.task import Learned
from cnn.errors import DatasetError
from tests.stages import examples

LABELS = st.lists(st.integers(0, 3), min_size=6, max_size=60)


def dataset(labels: list[int], groups: list[str] | None = None) -> Dataset:
    keys = tuple(f"{place}.png" for place in range(len(labels)))
    images = np.zeros((len(labels), 1, 1, 1), np.uint8)
    split = Split(np.array(labels, np.int32), images, keys=keys, groups=tuple(groups or ()))
    return Dataset("d", ("a", "b", "c", "d"), (1, 1, 1), split)


@st.composite
def with_groups(draw: st.DrawFn) -> Dataset:
    labels = draw(LABELS)
    count = draw(st.integers(5, 12))
    groups = [f"g{place % count if place < count else draw(st.integers(0, count - 1))}" for place in range(len(labels))]
    return dataset(labels, groups)


@pytest.mark.slow
@given(LABELS, st.integers(2, 6), st.integers(0, 5))
def test_every_image_is_validated_on_in_one_fold(labels: list[int], folds: int, seed: int) -> None:
    data = dataset(labels)
    judged = []
    for number in range(1, folds + 1):
        train, validation = divided(data, 0.2, seed, Fold(number, folds))
        assert validation is not None
        assert sorted(train.keys + validation.keys) == sorted(data.train.keys)
        assert not set(train.keys) & set(validation.keys)
        judged += validation.keys
    assert sorted(judged) == sorted(data.train.keys)


@pytest.mark.slow
@given(LABELS, st.integers(2, 6), st.integers(0, 5))
def test_folds_have_as_many_of_each_class_as_each_other(labels: list[int], folds: int, seed: int) -> None:
    numbers = np.array(labels, np.int32)
    fold = stratified_folds(numbers, folds, seed)
    for chosen in (numbers >= 0, *(numbers == label for label in range(4))):
        sizes = np.bincount(fold[chosen], minlength=folds)
        assert sizes.max() - sizes.min() <= 1


@pytest.mark.slow
@given(with_groups(), st.floats(0.05, 0.9), st.integers(0, 3))
def test_no_group_is_on_both_sides(data: Dataset, share: float, seed: int) -> None:
    if len(set(data.train.groups)) < 2:
        return
    train, validation = divided(data, share, seed)
    assert validation is not None
    assert not set(train.groups) & set(validation.groups)
    assert sorted(train.keys + validation.keys) == sorted(data.train.keys)
    again = divided(data, share, seed)[1]
    assert again is not None
    assert again.keys == validation.keys


@pytest.mark.slow
@given(with_groups(), st.integers(0, 3))
def test_every_group_is_validated_on_in_one_fold(data: Dataset, seed: int) -> None:
    count = len(set(data.train.groups))
    sides = [divided(data, 0.2, seed, Fold(number, count))[1] for number in range(1, count + 1)]
    groups = [group for side in sides if side is not None for group in sorted(set(side.groups))]
    assert sorted(groups) == sorted(set(data.train.groups))


def distance(labels: np.ndarray, parts: np.ndarray, shares: tuple[float, ...]) -> float:
    """How far parts are from their shares of each class, and of all."""
    whole = np.bincount(labels)
    found = 0.0
    for part, share in enumerate(shares):
        counts = np.bincount(labels[parts == part], minlength=len(whole))
        found += ((counts - share * whole) ** 2 / np.maximum(whole, 1)).sum() + (counts.sum() - share * len(labels)) ** 2 / len(
            labels
        )
    return found


def images_of(groups: int, images: int, seed: int) -> tuple[np.ndarray, list[str]]:
    """Class numbers, other ones in each group, and the groups."""
    random = np.random.default_rng(seed)
    of_image = np.concatenate([np.arange(groups), random.integers(0, groups, images - groups)])
    taste = random.dirichlet(np.full(3, 0.7), groups)
    labels = np.array([random.choice(3, p=taste[group]) for group in of_image], np.int32)
    return labels, [f"g{group:03}" for group in of_image]


@pytest.mark.parametrize("seed", range(8))
def test_a_share_of_few_groups_is_the_best_there_is(seed: int) -> None:
    labels, groups = images_of(3 + seed, 120, seed)
    names = np.array(groups)
    every = sorted(set(groups))
    best = min(
        distance(
            labels, np.isin(names, [name for place, name in enumerate(every) if choice >> place & 1]).astype(int), (0.8, 0.2)
        )
        for choice in range(1, 2 ** len(every) - 1)
    )
    assert distance(labels, grouped_parts(labels, groups, (0.8, 0.2), seed), (0.8, 0.2)) == pytest.approx(best)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_folds_of_groups_are_as_good_as_those_of_scikit_learn(seed: int) -> None:
    from sklearn.model_selection import StratifiedGroupKFold

    labels, groups = images_of(10 + 5 * seed, 400, seed)
    theirs = np.empty(len(labels), int)
    for number, (_, held) in enumerate(StratifiedGroupKFold(5).split(labels, labels, groups)):
        theirs[held] = number
    shares = (0.2,) * 5
    assert distance(labels, grouped_parts(labels, groups, shares, 0), shares) <= distance(labels, theirs, shares) + 1e-9


def test_folds_of_classes_are_as_even_as_those_of_scikit_learn() -> None:
    from sklearn.model_selection import StratifiedKFold

    labels = np.random.default_rng(0).integers(0, 3, 200).astype(np.int32)
    theirs = sorted(tuple(np.bincount(labels[held]).tolist()) for _, held in StratifiedKFold(5).split(labels, labels))
    fold = stratified_folds(labels, 5, 0)
    ours = sorted(tuple(np.bincount(labels[fold == number]).tolist()) for number in range(5))
    assert [sum(counts) for counts in ours] == [sum(counts) for counts in theirs] == [40] * 5
    assert {len(set(column)) <= 2 for column in zip(*ours, strict=True)} == {True}


@pytest.mark.slow
def test_many_groups_do_not_take_long_and_keep_the_share() -> None:
    random = np.random.default_rng(0)
    groups = [f"g{number}" for number in random.integers(0, 1500, 20_000)]
    parts = grouped_parts(random.integers(0, 100, 20_000).astype(np.int32), groups, (0.8, 0.2), 0)
    assert (parts == 1).mean() == pytest.approx(0.2, abs=0.002)


def test_fewer_groups_than_parts_are_refused() -> None:
    with pytest.raises(DatasetError, match="1 group can't be divided into 2 parts"):
        divided(dataset([0, 1, 0, 1], ["a"] * 4), 0.2, 0)
    with pytest.raises(DatasetError, match="3 images can't be divided into 4 folds"):
        divided(dataset([0, 1, 0]), 0.2, 0, Fold(1, 4))


def test_a_group_goes_with_those_of_it_that_a_person_put_somewhere() -> None:
    data = dataset([0, 1] * 6, ["a", "b", "c", "d", "e", "f"] * 2)
    pinned = np.zeros(12, np.int8)
    pinned[0] = VALIDATED
    data = replace(data, train=replace(data.train, pinned=pinned))
    for share in (0.05, 0.3, 0.6):
        train, validation = divided(data, share, 0)
        assert validation is not None
        assert "a" in validation.groups
        assert not set(train.groups) & set(validation.groups)


def test_folds_take_in_the_validation_images_of_a_source() -> None:
    data = dataset([0, 1] * 5)
    data = replace(data, validation=replace(data.train.take(np.arange(4)), keys=("v0", "v1", "v2", "v3")))
    folds = [divided(data, 0.2, 0, Fold(number, 2))[1] for number in (1, 2)]
    assert sorted(key for fold in folds if fold is not None for key in fold.keys) == sorted(
        [*data.train.keys, "v0", "v1", "v2", "v3"]
    )
    train, validation = divided(data, 0.2, 0)
    assert validation is data.validation
    assert train is data.train


def test_a_division_is_kept_when_images_come() -> None:
    data = dataset([0, 1] * 10)
    train, validation = divided(data, 0.3, 1)
    assert validation is not None
    written = dict.fromkeys(train.keys, "train") | dict.fromkeys(validation.keys, "validation")
    more = dataset([0, 1] * 14)
    learned, judged = divided(as_divided(more, written), 0.3, 1)
    assert judged is not None
    assert judged.keys == validation.keys
    assert len(learned) == 28 - len(judged)


@pytest.mark.slow
@given(st.integers(1, 50), st.integers(0, 9))
@settings(deadline=None, max_examples=examples(20))
def test_every_one_of_several_things_is_divided_evenly(times: int, seed: int) -> None:
    """A rare kind of the second thing, all of it among one class of the first, gives its share as well."""
    first, second = np.repeat([0, 1], 50 * times).astype(np.int32), np.zeros(100 * times, np.int32)
    second[: 5 * times] = 1
    images = np.zeros((len(first), 1, 1, 1), np.uint8)
    data = Dataset(
        "d",
        ("a", "b"),
        (1, 1, 1),
        Split(first, images, others=(second,)),
        target="one",
        others=(Learned("two", ("usual", "rare"), "classes"),),
    )
    train, judged = divided(data, 0.2, seed)
    assert judged is not None
    assert judged.others[0].sum() == times
    assert np.bincount(judged.labels).tolist() == [10 * times, 10 * times]
    assert len(train) + len(judged) == len(first)


def test_what_is_said_of_a_division() -> None:
    data = dataset([0, 1] * 5, [f"g{place % 5}" for place in range(10)])
    train, validation = divided(data, 0.2, 0)
    assert told(train, validation) == ("5 groups: 4 to train on (8 images), 1 to validate on (2, 20.0%).",)
    assert told(train, None) == ()


@pytest.mark.slow
@settings(max_examples=examples(20))
@given(st.integers(1, 9), st.integers(2, 9))
def test_a_fold_is_written_as_a_part_of_several(number: int, folds: int) -> None:
    assert Fold.of(str(Fold(number, folds))) == Fold(number, folds)
    assert Fold.of("") is None
