"""Splits keep every image once, give every class its share, and repeat for a seed."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.datasets import Dataset, Split
from cnn.datasets.division.dividing import divided, joined, stratified_split
from cnn.datasets.pages import Files, PagedPath

LABELS = st.lists(st.integers(0, 4), min_size=1, max_size=200).map(lambda labels: np.array(labels, np.int32))
SHARES = st.floats(0, 0.99)
SEEDS = st.integers(0, 2**31 - 1)


@pytest.mark.slow
@given(LABELS, SHARES, SEEDS)
def test_every_image_is_on_one_side(labels: np.ndarray, share: float, seed: int) -> None:
    train, validation = stratified_split(labels, share, seed)
    assert sorted([*train.tolist(), *validation.tolist()]) == list(range(len(labels)))
    assert train.tolist() == sorted(train.tolist())


@pytest.mark.slow
@given(LABELS, SHARES, SEEDS)
def test_every_class_gives_its_share_but_never_all(labels: np.ndarray, share: float, seed: int) -> None:
    _, validation = stratified_split(labels, share, seed)
    for label in set(labels.tolist()):
        size, held = int((labels == label).sum()), int((labels[validation] == label).sum())
        assert held < size
        assert share * size - 1 < held + (held == size - 1) + 1e-9
        assert held <= share * size + 1
    sizes = np.bincount(labels)
    assert len(validation) <= round(share * len(labels))
    if all(np.ceil(share * size) < size for size in sizes[sizes > 0].tolist()):
        assert len(validation) == round(share * len(labels))


@pytest.mark.slow
@given(LABELS, st.floats(0.1, 0.9), SEEDS)
def test_a_seed_repeats_its_split(labels: np.ndarray, share: float, seed: int) -> None:
    first, second = (stratified_split(labels, share, seed)[1].tolist() for _ in range(2))
    assert first == second


def test_another_seed_splits_differently() -> None:
    labels = np.repeat(np.arange(10, dtype=np.int32), 50)
    assert stratified_split(labels, 0.2, 0)[1].tolist() != stratified_split(labels, 0.2, 1)[1].tolist()


def _dataset(**splits: Split) -> Dataset:
    train = Split(np.array([0, 0, 0, 0, 1, 1, 1, 1], np.int32), np.zeros((8, 2, 2, 1), np.uint8))
    return Dataset("d", ("a", "b"), (2, 2, 1), train, **splits)


TEST = Split(np.array([1], np.int32), np.ones((1, 2, 2, 1), np.uint8))


def test_validation_comes_from_the_training_images_and_the_test_images_stay_apart() -> None:
    train, validation = divided(_dataset(test=TEST), 0.25, 0)
    assert validation is not None
    assert (train.counts(2), validation.counts(2)) == ((3, 3), (1, 1))
    assert not validation.images.any()


def test_without_a_share_nothing_is_validated_on_and_the_test_images_stay_apart() -> None:
    train, validation = divided(_dataset(test=TEST), 0, 0)
    assert (len(train), validation) == (8, None)


def test_validation_images_kept_apart_are_used_whole() -> None:
    train, validation = divided(_dataset(validation=TEST), 0.5, 0)
    assert (len(train), validation) == (8, TEST)


def test_taking_files() -> None:
    split = Split(np.array([5, 6, 7], np.int32), files=(Path("a"), Path("b"), Path("c"))).take(np.array([2, 0]))
    assert (split.files, split.labels.tolist(), split.images) == ((Path("c"), Path("a")), [7, 5], None)


def test_many_files_are_kept_by_their_names() -> None:
    paths = tuple(Path(f"d/{place}.png") for place in range(5))
    files = Files.of(map(str, paths))
    assert isinstance(files, Files)
    assert files == paths == files
    assert (files[1], files[-2:], list(files)) == (paths[1], paths[-2:], [*paths])
    split = Split(np.arange(5, dtype=np.int32), files=files)
    assert split.take(np.array([2, 0])).files == (paths[2], paths[0])
    assert joined([split, split.take(np.array([4]))]).files == (*paths, paths[4])
    paged = PagedPath.of(paths[0], 3)
    assert Files.of(["d/1.png", paged]) == (paths[1], paged)
    assert joined([Split(split.labels, files=(paged,) * 5), split]).files == (*(paged,) * 5, *paths)
    assert not Files.of(())


def test_counts() -> None:
    dataset = _dataset(test=TEST)
    assert dataset.info() == {"train": {"a": 4, "b": 4}, "test": {"a": 0, "b": 1}}
    assert dataset.size == 9
    assert dataset.renamed("e").name == "e"
    with pytest.raises(AttributeError):
        dataset.name = "f"  # type: ignore[misc]
