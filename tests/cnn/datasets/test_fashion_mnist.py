"""Fashion-MNIST, from where Debian and Keras put it."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from cnn.datasets import fashion_mnist, known
from cnn.datasets.named import info_of
from cnn.errors import DatasetError
from tests.cnn.datasets.test_idx import idx

FASHION = info_of("fashion-mnist")


def fill(folder: Path, train: int = 4, test: int = 2) -> None:
    folder.mkdir()
    for (images, labels), count in zip(fashion_mnist.FILES.values(), (train, test), strict=True):
        pixels = np.arange(count * 784).reshape(count, 28, 28) % 256
        (folder / f"{images}.gz").write_bytes(gzip.compress(idx(pixels)))
        (folder / labels).write_bytes(idx(np.arange(count) % 10))


def test_reads_four_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path / "fashion")
    monkeypatch.setattr(fashion_mnist, "folders", lambda: (tmp_path / "nothing", tmp_path / "fashion"))
    dataset = FASHION.read()
    assert (len(dataset.train), len(dataset.test), dataset.image_shape) == (4, 2, (28, 28, 1))
    assert dataset.train.images[1, 0, :3, 0].tolist() == [784 % 256, 785 % 256, 786 % 256]
    assert dataset.classes == next(info for info in known() if info.name == "fashion-mnist").classes


def test_missing_says_where_it_looked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fashion_mnist, "folders", lambda: (tmp_path / "one", tmp_path / "two"))
    with pytest.raises(DatasetError) as caught:
        FASHION.read()
    assert str(tmp_path / "one") in caught.value.message
    assert str(tmp_path / "two") in caught.value.message


def test_labels_of_other_images(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path / "fashion")
    (tmp_path / "fashion" / fashion_mnist.FILES["test"][1]).write_bytes(idx(np.zeros(3)))
    monkeypatch.setattr(fashion_mnist, "folders", lambda: (tmp_path / "fashion",))
    with pytest.raises(DatasetError, match="don't belong together"):
        FASHION.read()


@pytest.mark.slow
@pytest.mark.skipif(not fashion_mnist.folders()[0].is_dir(), reason="dataset-fashion-mnist is not installed")
def test_the_real_one() -> None:
    dataset = FASHION.read()
    assert dataset.train.counts(10) == (6000,) * 10
    assert dataset.test is not None
    assert dataset.test.counts(10) == (1000,) * 10


def test_from_keras_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    (tmp_path / "datasets").mkdir()
    fill(tmp_path / "datasets" / "fashion-mnist")
    monkeypatch.setattr(fashion_mnist, "DEBIAN", tmp_path / "nothing")
    assert (FASHION.present, len(FASHION.read().train)) == (True, 4)
    (tmp_path / "datasets" / "fashion-mnist" / fashion_mnist.FILES["test"][1]).unlink()
    assert not FASHION.present
