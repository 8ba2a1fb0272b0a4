"""Pixels as people store them, brought to 0 to 255; labels as people number them, brought to class numbers from 0."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnn.datasets import open_dataset
from cnn.datasets.arrays import pixels
from cnn.datasets.statistics import survey
from cnn.errors import DatasetError


def brought(values: list[int], kind: type = np.uint16) -> np.ndarray:
    """Two grey images of a pixel each value, as they are trained on."""
    array = np.array([values, values[::-1]], kind).reshape(2, 1, -1, 1)
    return pixels(array, "x", [])


def test_a_white_pixel_of_16_bits_is_white() -> None:
    """65535 is the largest that there is, and 255 the largest that comes out."""
    assert brought([0, 257, 65535]).reshape(2, -1)[0].tolist() == [0, 1, 255]
    with pytest.raises(DatasetError, match="65536"):
        brought([0, 65536], np.uint32)


# ---------------------------------------------------------------------- labels that don't run from 0 without gaps

IMAGES = np.random.default_rng(0).integers(1, 256, (12, 4, 4), np.uint8)
#: labels in use, and the names of their classes
GAPS = [
    ([1, 2, 3], ("1", "2", "3")),
    ([0, 10, 90], ("0", "10", "90")),
    ([-1, 1], ("-1", "1")),
    ([0, 1, 3], ("0", "1", "3")),
    ([1990, 2000], ("1990", "2000")),
]


def labels_of(used: list[int]) -> np.ndarray:
    return np.resize(used[::-1], 12)


def as_npz(folder: Path, labels: np.ndarray) -> str:
    np.savez(folder / "a.npz", x_train=IMAGES[:9], y_train=labels[:9], x_test=IMAGES[9:], y_test=labels[9:].reshape(-1, 1) * 1.0)
    return str(folder / "a.npz")


def as_csv(folder: Path, labels: np.ndarray) -> str:
    rows = [",".join(map(str, [label, *image.ravel()])) for label, image in zip(labels, IMAGES, strict=True)]
    (folder / "a.csv").write_text("\n".join(["label," + ",".join(f"p{n}" for n in range(16)), *rows]) + "\n")
    return str(folder / "a.csv")


def as_paths(folder: Path, labels: np.ndarray) -> str:
    for number, image in enumerate(IMAGES):
        Image.fromarray(image).save(folder / f"{number}.png")
    rows = [f"{number}.png,{label}" for number, label in enumerate(labels)]
    (folder / "b.csv").write_text("\n".join(["file,grade", *rows]) + "\n")
    return str(folder / "b.csv")


def as_idx(folder: Path, labels: np.ndarray) -> str:
    images, numbers = IMAGES.astype(">u1"), labels.astype(">i4")
    (folder / "train-images-idx3-ubyte").write_bytes(
        bytes([0, 0, 8, 3]) + np.array(images.shape, ">u4").tobytes() + images.tobytes()
    )
    (folder / "train-labels-idx1-ubyte").write_bytes(bytes([0, 0, 12, 1]) + np.array([12], ">u4").tobytes() + numbers.tobytes())
    return str(folder / "train-images-idx3-ubyte")


@pytest.mark.parametrize("form", [as_npz, as_csv, as_paths, as_idx])
@pytest.mark.parametrize(("used", "names"), GAPS)
def test_numbers_with_gaps_are_names(
    form: Callable[[Path, np.ndarray], str], used: list[int], names: tuple[str, ...], tmp_path: Path
) -> None:
    dataset = open_dataset(form(tmp_path, labels_of(used)))
    assert dataset.classes == names
    told = np.concatenate([split.labels for split in dataset.splits().values()])
    assert told.dtype == np.int32
    assert [int(names[place]) for place in told] == labels_of(used).tolist()
    assert any("taken for the names of" in note for note in dataset.notes)
    assert not [finding for finding in survey(dataset).findings if finding.kind == "empty"]


def test_numbers_without_gaps_and_named_classes_stay_as_they_are(tmp_path: Path) -> None:
    assert open_dataset(as_npz(tmp_path, labels_of([0, 1, 2]))).notes == ()
    labels = labels_of([0, 2])
    np.savez(tmp_path / "n.npz", x=IMAGES, y=labels, classes=np.array(["cat", "dog", "eel"]))
    named = open_dataset(str(tmp_path / "n.npz"))
    assert (named.classes, named.train.labels.tolist(), named.notes) == (("cat", "dog", "eel"), labels.tolist(), ())


def test_as_many_names_as_numbers_belong_to_them_in_order(tmp_path: Path) -> None:
    np.savez(tmp_path / "n.npz", x=IMAGES, y=labels_of([1, 2, 3]), classes=np.array(["cat", "dog", "eel"]))
    named = open_dataset(str(tmp_path / "n.npz"))
    assert named.train.labels.tolist() == (labels_of([1, 2, 3]) - 1).tolist()
    assert named.notes == ("The labels 1, 2, 3 are taken for the names of 3 classes. They stand for cat to eel, in this order.",)


def test_a_run_from_before_keeps_its_classes(tmp_path: Path) -> None:
    """It had an output for every number below the largest."""
    dataset = open_dataset(as_npz(tmp_path, labels_of([1, 2, 3])))
    old = dataset.in_order(("0", "1", "2", "3"))
    assert old.classes == ("0", "1", "2", "3")
    assert old.train.labels.tolist() == labels_of([1, 2, 3])[:9].tolist()
    assert dataset.in_order(("1", "2")) is dataset


@pytest.mark.parametrize("labels", [np.arange(12) % 3 + 1, np.arange(12) - 1])
def test_more_numbers_than_names_are_refused(labels: np.ndarray, tmp_path: Path) -> None:
    np.savez(tmp_path / "n.npz", x=IMAGES, y=labels, classes=np.array(["cat", "dog"]))
    with pytest.raises(DatasetError, match="only 2 classes are named"):
        open_dataset(str(tmp_path / "n.npz"))
