"""IDX files: one, two that belong together, and folders of them."""

import gzip
import struct
from pathlib import Path

import numpy as np
import pytest

from cnn.datasets import open_dataset, room
from cnn.datasets.idx import read_idx
from cnn.errors import DatasetError

CODES = {"u1": 0x08, "i1": 0x09, "i2": 0x0B, "i4": 0x0C, "f4": 0x0D, "f8": 0x0E}


def idx(array: np.ndarray, kind: str = "u1") -> bytes:
    """The bytes of an IDX file, by its definition."""
    head = struct.pack(f">HBB{array.ndim}I", 0, CODES[kind], array.ndim, *array.shape)
    return head + array.astype(f">{kind}").tobytes()


def pair(folder: Path, start: str, end: str = "-idx3-ubyte", *, count: int = 4, packed: bool = False, first: int = 0) -> Path:
    """Images and labels of a split; returns the file of the images."""
    folder.mkdir(exist_ok=True)
    shown = np.arange(count * 30).reshape(count, 6, 5)
    names = f"{start}images{end}", f"{start}labels{end.replace('3', '1')}"
    for name, array in zip(names, (shown, np.arange(count) % 3 + first), strict=True):
        (folder / (name + ".gz" * packed)).write_bytes(gzip.compress(idx(array)) if packed else idx(array))
    return folder / (names[0] + ".gz" * packed)


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("kind", CODES)
def test_every_type_of_number(tmp_path: Path, kind: str, packed: bool) -> None:
    array = np.random.default_rng(0).integers(0, 127, (3, 4, 5))
    path = tmp_path / ("a.gz" if packed else "a")
    path.write_bytes(gzip.compress(idx(array, kind)) if packed else idx(array, kind))
    found = read_idx(path)
    assert np.array_equal(found, array)
    assert found.dtype.newbyteorder("=") == np.dtype(kind)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not an IDX file"),
        (b"\0\0\x0f\x01" + bytes(8), "not an IDX file"),
        (b"\0\0\x08\x03\0\0", "not an IDX file"),
        (b"\0\0\x08\x00" + bytes(8), "not an IDX file"),
        (idx(np.zeros((2, 3)))[:-1], "5 numbers instead of 6"),
        (idx(np.zeros((2, 3))) + b"\0", "more numbers instead of 6"),
        (b"\0\0\x08\x04" + b"\xff" * 16, "of memory are free"),
    ],
)
def test_damaged(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(DatasetError, match=message):
        read_idx(tmp_path / "a")


def test_damaged_gzip(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(idx(np.zeros((20, 30))))[:-9])
    with pytest.raises(DatasetError, match="can't be read"):
        read_idx(tmp_path / "a.gz")


@pytest.mark.slow
def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "free_memory", lambda: 1_000_000)
    (tmp_path / "a.gz").write_bytes(gzip.compress(idx(np.zeros((2000, 50, 50)))))
    with pytest.raises(DatasetError, match=r"a\.gz holds"):
        read_idx(tmp_path / "a.gz")


@pytest.mark.parametrize(
    ("starts", "end"),
    [
        (("train-", "t10k-"), "-idx3-ubyte"),
        (("train-", "t10k-"), ".idx3-ubyte"),
        (("emnist-letters-train-", "emnist-letters-test-"), "-idx3-ubyte"),
        (("train_", "test_"), ""),
    ],
)
@pytest.mark.parametrize("packed", [True, False])
def test_a_folder_and_a_file_of_it_mean_the_same(tmp_path: Path, starts: tuple[str, str], end: str, packed: bool) -> None:
    first = pair(tmp_path / "d", starts[0], end, packed=packed)
    pair(tmp_path / "d", starts[1], end, count=2, packed=packed)
    for source in (tmp_path / "d", first):
        dataset = open_dataset(str(source))
        assert dataset.test is not None
        assert (len(dataset.train), len(dataset.test), dataset.image_shape) == (4, 2, (6, 5, 1))
        assert (dataset.train.labels.tolist(), dataset.classes) == ([0, 1, 2, 0], ("0", "1", "2"))
        assert dataset.train.images[1, 0, :2, 0].tolist() == [30, 31]


def test_two_files_that_are_named(tmp_path: Path) -> None:
    (tmp_path / "shown").write_bytes(idx(np.zeros((3, 4, 4))))
    (tmp_path / "said").write_bytes(idx(np.array([0, 1, 1]), "i4"))
    dataset = open_dataset(f"{tmp_path / 'shown'}::{tmp_path / 'said'}")
    assert (len(dataset.train), dataset.test, dataset.classes) == (3, None, ("0", "1"))


def test_files_of_several_datasets(tmp_path: Path) -> None:
    chosen = pair(tmp_path, "emnist-letters-train-", count=5, first=1)
    pair(tmp_path, "emnist-digits-train-")
    with pytest.raises(DatasetError, match="several datasets"):
        open_dataset(str(tmp_path))
    dataset = open_dataset(str(chosen))
    assert (len(dataset.train), dataset.train.labels.min(), len(dataset.classes)) == (5, 0, 3)


def test_labels_that_are_not_there_or_of_others(tmp_path: Path) -> None:
    images = pair(tmp_path, "train-")
    labels = images.with_name("train-labels-idx1-ubyte")
    labels.write_bytes(idx(np.zeros(7)))
    with pytest.raises(DatasetError, match="don't belong together"):
        open_dataset(str(images))
    labels.unlink()
    with pytest.raises(DatasetError, match="no labels beside"):
        open_dataset(str(images))


def test_splits_of_different_sizes(tmp_path: Path) -> None:
    images = pair(tmp_path, "train-")
    pair(tmp_path, "test-")
    (tmp_path / "test-images-idx3-ubyte").write_bytes(idx(np.zeros((4, 7, 7))))
    with pytest.raises(DatasetError, match="different sizes"):
        open_dataset(str(images))
