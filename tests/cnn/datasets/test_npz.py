"""NPZ files as people save them, and what is wrong with others."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnn.datasets import open_dataset, room
from cnn.datasets.inspection.statistics import survey
from cnn.datasets.npz import read_npz
from cnn.errors import DatasetError

Write = Callable[..., Path]
RANDOM = np.random.default_rng(0)
GREY = RANDOM.integers(0, 256, (6, 4, 5), np.uint8)
LABELS = np.array([0, 1, 2, 0, 1, 2])


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def _write(**arrays: Any) -> Path:
        np.savez(tmp_path / "data.npz", **arrays)
        return tmp_path / "data.npz"

    return _write


def test_train_and_test(write: Write) -> None:
    dataset = read_npz(write(x_train=GREY, y_train=LABELS, x_test=GREY[:2], y_test=LABELS[:2]))
    assert (dataset.name, dataset.classes, dataset.image_shape) == ("data", ("0", "1", "2"), (4, 5, 1))
    assert np.array_equal(dataset.train.images[..., 0], GREY)
    assert dataset.train.labels.tolist() == LABELS.tolist()
    assert dataset.test is not None
    assert dataset.test.labels.tolist() == [0, 1]
    assert (dataset.validation, dataset.notes) == (None, ())


def test_x_and_y_and_validation(write: Write) -> None:
    dataset = read_npz(write(x=GREY, y=LABELS, x_val=GREY[:1], y_val=LABELS[:1]))
    assert (len(dataset.train), len(dataset.validation), dataset.test) == (6, 1, None)


def test_compressed(tmp_path: Path) -> None:
    np.savez_compressed(tmp_path / "small.npz", x=GREY, y=LABELS)
    assert len(read_npz(tmp_path / "small.npz").train) == 6


@pytest.mark.parametrize(
    ("stored", "factor"),
    [
        (GREY.astype(np.int64), 1),
        (GREY.astype(np.float64), 1),
        (GREY / 255, 1),
        ((GREY / 255).astype(np.float32), 1),
        (GREY.astype(np.uint16) * 257, 1),
        (GREY > 127, None),
        ((GREY > 127).astype(np.uint8), None),
    ],
)
def test_values_become_0_to_255(write: Write, stored: np.ndarray, factor: int | None) -> None:
    images = read_npz(write(x=stored, y=LABELS)).train.images
    assert images.dtype == np.uint8
    assert np.array_equal(images[..., 0], GREY if factor else np.where(GREY > 127, 255, 0))


def test_values_between_keep_their_fraction(write: Write) -> None:
    values = RANDOM.uniform(0, 1, (6, 4, 5))
    dataset = read_npz(write(x=values, y=LABELS))
    assert dataset.train.images.dtype == np.float32
    assert np.allclose(dataset.train.images[..., 0], values * 255, atol=1e-4)
    assert "0 to 255" in dataset.notes[0]


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ((6, 16), (4, 4, 1)),
        ((6, 4, 5), (4, 5, 1)),
        ((6, 4, 5, 3), (4, 5, 3)),
        ((6, 3, 8, 9), (8, 9, 3)),
        ((6, 4, 5, 1), (4, 5, 1)),
    ],
)
def test_axes(write: Write, shape: tuple[int, ...], expected: tuple[int, ...]) -> None:
    stored = RANDOM.integers(0, 256, shape, np.uint8)
    dataset = read_npz(write(x=stored, y=LABELS))
    assert dataset.image_shape == expected
    assert sorted(dataset.train.images[2].ravel().tolist()) == sorted(stored[2].ravel().tolist())


def test_channels_first_are_moved(write: Write) -> None:
    stored = RANDOM.integers(0, 256, (6, 3, 8, 9), np.uint8)
    assert np.array_equal(read_npz(write(x=stored, y=LABELS)).train.images, stored.transpose(0, 2, 3, 1))


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_few_channels_before_a_large_image_are_moved(write: Write, channels: int) -> None:
    assert read_npz(write(x=np.zeros((6, channels, 8, 9), np.uint8), y=LABELS)).image_shape == (8, 9, channels)


def test_a_person_says_where_the_channels_stand(write: Write) -> None:
    stored = RANDOM.integers(0, 256, (6, 3, 8, 9), np.uint8)
    many = RANDOM.integers(0, 256, (6, 7, 8, 9), np.uint8)
    assert np.array_equal(open_dataset(f"{write(x=stored, y=LABELS)}::channels=last").train.images, stored)
    path = write(x=many, y=LABELS)
    (finding,) = [item for item in survey(read_npz(path)).findings if item.kind == "channels"]
    assert "9 channels at 7×8; perhaps they have 7 channels at 8×9" in finding.message
    assert "::channels=first" in finding.hint
    turned = open_dataset(f"{path}::channels=first")
    assert np.array_equal(turned.train.images, many.transpose(0, 2, 3, 1))
    assert "moved behind" in turned.notes[0]
    with pytest.raises(DatasetError, match="first or last, not 'middle'"):
        open_dataset(f"{path}::channels=middle")


def test_rows_of_three_colours(write: Write) -> None:
    images = RANDOM.integers(0, 256, (6, 4, 4, 3), np.uint8)
    path = write(x=images.reshape(6, 48), y=LABELS)
    assert np.array_equal(read_npz(path).train.images, images)
    assert "channels=first" in read_npz(path).notes[0]
    planes = write(x=images.transpose(0, 3, 1, 2).reshape(6, 48), y=LABELS)
    assert np.array_equal(read_npz(planes, "first").train.images, images)


@pytest.mark.parametrize(
    "labels",
    [
        LABELS,
        LABELS[:, None],
        LABELS.astype(np.float32),
        LABELS.astype(np.uint8),
        np.eye(3)[LABELS],
        np.eye(3, dtype=bool)[LABELS],
    ],
)
def test_labels(write: Write, labels: np.ndarray) -> None:
    dataset = read_npz(write(x=GREY, y=labels))
    assert dataset.train.labels.tolist() == LABELS.tolist()
    assert dataset.train.labels.dtype == np.int32
    assert len(dataset.classes) == 3


def test_one_hot_rows_know_classes_without_images(write: Write) -> None:
    assert len(read_npz(write(x=GREY, y=np.eye(7)[LABELS])).classes) == 7


def test_names_as_labels(write: Write) -> None:
    dataset = read_npz(write(x=GREY, y=np.array(["dog", "cat", "cow", "dog", "cat", "cow"])))
    assert dataset.classes == ("cat", "cow", "dog")
    assert dataset.train.labels.tolist() == [2, 0, 1, 2, 0, 1]


def test_named_classes(write: Write) -> None:
    assert read_npz(write(x=GREY, y=LABELS, classes=np.array(["a", "b", "c", "d"]))).classes == ("a", "b", "c", "d")


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        ({"pictures": GREY}, "has the arrays pictures"),
        ({"images": GREY}, "no array labels"),
        ({"x": GREY}, "no array y"),
        ({"x_train": GREY, "y": LABELS}, "no array y_train"),
        ({"x": GREY, "y": LABELS[:5]}, "6 images, but y has 5 labels"),
        ({"x": GREY[:0], "y": LABELS[:0]}, "empty"),
        ({"x": GREY, "y": np.array([0, 1, np.nan, 0, 0, 0])}, "nan"),
        ({"x": GREY, "y": LABELS.reshape(6, 1, 1)}, "3 axes"),
        ({"x": GREY, "y": LABELS, "classes": np.array(["a", "b"])}, "only 2 classes"),
        ({"x": GREY, "y": LABELS.astype(complex)}, "complex"),
        ({"x": GREY.astype(np.int16) - 1, "y": LABELS}, "values from −1"),
        ({"x": GREY * 1000.0, "y": LABELS}, "values from"),
        ({"x": GREY * np.nan, "y": LABELS}, "NaN"),
        ({"x": np.full((6, 4, 5), "a"), "y": LABELS}, "type <U1"),
        ({"x": GREY.reshape(6, 20), "y": LABELS}, "no square"),
        ({"x": GREY.reshape(6, 4, 5, 1, 1), "y": LABELS}, "5 axes"),
        ({"x_train": GREY, "y_train": LABELS, "x_test": GREY[:, :3], "y_test": LABELS}, "different sizes"),
    ],
)
def test_what_is_wrong_is_told(write: Write, arrays: dict[str, Any], message: str) -> None:
    with pytest.raises(DatasetError) as caught:
        read_npz(write(**arrays))
    assert message in caught.value.message
    assert caught.value.hint


def test_python_objects_are_never_read(write: Write, tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> tuple[Any, ...]:
            return (Path.touch, (tmp_path / "sprung",))

    with pytest.raises(DatasetError, match="Python objects"):
        read_npz(write(x=GREY, y=np.array([Trap()] * 6, dtype=object)))
    assert not (tmp_path / "sprung").exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip", b"something else"])
def test_files_that_are_not_npz(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "data.npz").write_bytes(content)
    with pytest.raises(DatasetError, match=r"data\.npz can't be read"):
        read_npz(tmp_path / "data.npz")


def test_a_single_array(tmp_path: Path) -> None:
    with (tmp_path / "data.npz").open("wb") as file:
        np.save(file, GREY)
    with pytest.raises(DatasetError, match="single array"):
        read_npz(tmp_path / "data.npz")


def test_a_file_cut_short(write: Write) -> None:
    path = write(x=GREY, y=LABELS)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(DatasetError, match="can't be read"):
        read_npz(path)


@pytest.mark.parametrize(
    "names",
    [
        ("X_train", "Y_train", "X_test", "Y_test"),
        ("train_images", "train_labels", "test_images", "test_labels"),
        ("images_train", "labels_train", "images_test", "labels_test"),
        ("training_data", "training_target", "test_data", "test_target"),
        ("xtrain", "ytrain", "xtest", "ytest"),
        ("X", "y", "X_test", "y_test"),
        ("images", "labels", "test_images", "test_labels"),
        ("arr_0", "arr_1", "arr_2", "arr_3"),
    ],
)
def test_what_people_call_their_arrays(write: Write, names: tuple[str, ...]) -> None:
    arrays = dict(zip(names, (GREY, LABELS, GREY[:2], LABELS[:2]), strict=True))
    dataset = read_npz(write(**arrays, unused=np.zeros(3)))
    assert np.array_equal(dataset.train.images[..., 0], GREY)
    assert dataset.test is not None
    assert dataset.test.labels.tolist() == LABELS[:2].tolist()


def test_validation_images_of_their_own(write: Write) -> None:
    arrays = {"train_images": GREY, "train_labels": LABELS, "val_images": GREY[:3], "val_labels": LABELS[:3]}
    dataset = read_npz(write(**arrays))
    assert (len(dataset.train), len(dataset.validation or ()), dataset.test) == (6, 3, None)


def forged(path: Path, name: str, header: str, content: bytes) -> None:
    """Adds an array with a header of our own."""
    text = header.encode().ljust(117) + b"\n"
    with zipfile.ZipFile(path, "a") as file:
        file.writestr(f"{name}.npy", b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text + content)


def test_headers_that_lie(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    np.savez(path, y=LABELS)
    forged(path, "x", "{'descr': '|u1', 'fortran_order': False, 'shape': (1000000, 1000000)}", bytes(100))
    with pytest.raises(DatasetError, match="the file ends before"):
        read_npz(path)


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    np.savez_compressed(tmp_path / "a.npz", x=np.zeros((1000, 50, 50), np.uint8), y=np.zeros(1000))
    monkeypatch.setattr(room, "free_memory", lambda: 1_000_000)
    with pytest.raises(DatasetError, match="of memory are free"):
        read_npz(tmp_path / "a.npz")


def test_a_compressed_array_that_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    np.savez_compressed(path, x=np.random.default_rng(0).integers(0, 256, (50, 9, 9), np.uint8), y=np.zeros(50))
    content = bytearray(path.read_bytes())
    for place in range(200, 1500, 50):
        content[place] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(DatasetError, match="can't be read as an NPZ file"):
        read_npz(path)
