"""Fashion-MNIST and the IDX files it comes in."""

import gzip
import struct
from pathlib import Path

import numpy as np
import pytest

from cnn.datasets import fashion_mnist, known
from cnn.datasets.idx import read_idx
from cnn.errors import DatasetError


def idx(array: np.ndarray) -> bytes:
    """The bytes of an IDX file, by its definition."""
    return struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape) + array.astype(np.uint8).tobytes()


def fill(folder: Path, train: int = 4, test: int = 2) -> None:
    folder.mkdir()
    for (images, labels), count in zip(fashion_mnist.FILES.values(), (train, test), strict=True):
        pixels = np.arange(count * 784).reshape(count, 28, 28) % 256
        (folder / f"{images}.gz").write_bytes(gzip.compress(idx(pixels)))
        (folder / labels).write_bytes(idx(np.arange(count) % 10))


@pytest.mark.parametrize("packed", [True, False])
def test_idx(tmp_path: Path, packed: bool) -> None:
    array = np.random.default_rng(0).integers(0, 256, (3, 4, 5), np.uint8)
    path = tmp_path / ("a.gz" if packed else "a")
    path.write_bytes(gzip.compress(idx(array)) if packed else idx(array))
    assert np.array_equal(read_idx(path), array)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not an IDX file"),
        (b"\0\0\x0d\x01" + bytes(8), "not an IDX file"),
        (b"\0\0\x08\x03\0\0", "not an IDX file"),
        (idx(np.zeros((2, 3)))[:-1], "5 numbers instead of 6"),
        (idx(np.zeros((2, 3))) + b"\0", "7 numbers instead of 6"),
    ],
)
def test_damaged_idx(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(DatasetError, match=message):
        read_idx(tmp_path / "a")


def test_damaged_gzip(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(idx(np.zeros((20, 30))))[:-9])
    with pytest.raises(DatasetError, match="can't be read"):
        read_idx(tmp_path / "a.gz")


def test_reads_four_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path / "fashion")
    monkeypatch.setattr(fashion_mnist, "folders", lambda: (tmp_path / "nothing", tmp_path / "fashion"))
    dataset = fashion_mnist.read()
    assert (len(dataset.train), len(dataset.test), dataset.image_shape) == (4, 2, (28, 28, 1))
    assert dataset.train.images[1, 0, :3, 0].tolist() == [784 % 256, 785 % 256, 786 % 256]
    assert dataset.classes == next(info for info in known() if info.name == "fashion-mnist").classes


def test_missing_says_where_it_looked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fashion_mnist, "folders", lambda: (tmp_path / "one", tmp_path / "two"))
    with pytest.raises(DatasetError) as caught:
        fashion_mnist.read()
    assert str(tmp_path / "one") in caught.value.message
    assert str(tmp_path / "two") in caught.value.message


def test_labels_of_other_images(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path / "fashion")
    (tmp_path / "fashion" / fashion_mnist.FILES["test"][1]).write_bytes(idx(np.zeros(3)))
    monkeypatch.setattr(fashion_mnist, "folders", lambda: (tmp_path / "fashion",))
    with pytest.raises(DatasetError, match="don't belong together"):
        fashion_mnist.read()


@pytest.mark.skipif(not fashion_mnist.folders()[0].is_dir(), reason="dataset-fashion-mnist is not installed")
def test_the_real_one() -> None:
    dataset = fashion_mnist.read()
    assert dataset.train.counts(10) == (6000,) * 10
    assert dataset.test is not None
    assert dataset.test.counts(10) == (1000,) * 10
