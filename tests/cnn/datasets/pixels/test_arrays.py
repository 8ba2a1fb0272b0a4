"""Pixels as people store them, brought to 0 to 255; labels as people number them, brought to class numbers from 0."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnn.datasets import open_dataset
from cnn.datasets.inspection.statistics import survey
from cnn.datasets.pixels.arrays import MOST_CLASSES, class_numbers, pixels
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
    assert named.notes == (
        "The labels 1, 2, 3 are taken for the names of 3 classes.",
        "They stand for cat to eel, in this order.",
    )


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


# ---------------------------------------------------------------------- at the bounds of what is taken


@pytest.mark.parametrize("largest", [255.0, 1.0])
def test_floats_are_taken_up_to_255_and_no_further(largest: float) -> None:
    assert pixels(np.full((1, 2, 2, 1), largest), "x", []).max() == 255
    with pytest.raises(DatasetError, match=r"values from 0 to 255\.5"):
        pixels(np.array([0, 255.5]).reshape(1, 2, 1, 1), "x", [])


@pytest.mark.parametrize("odd", [np.nan, np.inf, -np.inf])
def test_one_value_that_is_no_number_is_enough_to_be_refused(odd: float) -> None:
    with pytest.raises(DatasetError, match="not numbers"):
        pixels(np.array([0.5, odd]).reshape(1, 2, 1, 1), "x", [])


def test_a_single_pixel_is_an_image_and_none_is_not() -> None:
    assert pixels(np.full((1, 1, 1, 1), 7, np.uint8), "x", []).tolist() == [[[[7]]]]
    with pytest.raises(DatasetError, match="is empty"):
        pixels(np.zeros((0, 2, 2, 1), np.uint8), "x", [])


@pytest.mark.parametrize(
    ("numbers", "channels", "shape", "told"),
    [
        (4, "", (2, 2, 1), "images of 2×2."),
        (4, "first", (2, 2, 1), "images of 2×2."),
        (12, "", (2, 2, 3), "images of 2×2×3 (otherwise: FILE::channels=first)."),
        (12, "first", (2, 2, 3), "images of 2×2×3, one colour after the other."),
    ],
)
def test_rows_of_numbers_say_what_they_are_taken_for(numbers: int, channels: str, shape: tuple[int, ...], told: str) -> None:
    notes: list[str] = []
    row = np.arange(numbers, dtype=np.uint8)
    found = pixels(np.array([row, row]), "x", notes, channels)
    assert found.shape == (2, *shape)
    assert notes == [f"x: rows of {numbers} numbers are taken for {told}"]
    planes = row.reshape(shape[2], 2, 2).transpose(1, 2, 0) if told.endswith("other.") else row.reshape(shape)
    assert (found[1] == planes).all()


def test_the_widest_rows_say_how_many_classes_there_are() -> None:
    numbers, classes = class_numbers({"train": np.eye(4)[:3], "test": np.array([0, 1])}, None, [])
    assert classes == ("0", "1", "2", "3")
    assert [numbers[name].tolist() for name in ("train", "test")] == [[0, 1, 2], [0, 1]]


def test_names_in_one_split_make_the_numbers_in_another_names_too() -> None:
    numbers, classes = class_numbers({"train": np.array(["7", "cat"]), "test": np.array([7])}, None, [])
    assert classes == ("7", "cat")
    assert numbers["test"].tolist() == [0]


@pytest.mark.slow
def test_there_may_be_a_hundred_thousand_classes_and_no_more() -> None:
    _, classes = class_numbers({"train": np.arange(MOST_CLASSES)}, None, [])
    assert len(classes) == MOST_CLASSES
    with pytest.raises(DatasetError, match="100,001 different numbers"):
        class_numbers({"train": np.arange(MOST_CLASSES + 1)}, None, [])


@pytest.mark.parametrize(
    ("values", "kind", "pixel", "told"),
    [
        ([0, 0], np.float32, 0, False),  # a black image has no range
        ([0, 1], np.uint8, 255, True),
        ([0, 2], np.uint8, 2, False),
        ([0, 255], np.uint16, 255, False),
        ([0, 256], np.uint16, 256 / 257, True),  # nothing is rounded
    ],
)
def test_the_largest_value_says_what_white_is(values: list[float], kind: type, pixel: int, told: bool) -> None:
    notes: list[str] = []
    found = pixels(np.array(values, kind).reshape(1, 2, 1, 1), "x", notes)
    assert (found.dtype, found.ravel()[1]) == (np.float32 if pixel % 1 else np.uint8, np.float32(pixel))
    assert bool(notes) == told


def test_pixels_between_whole_numbers_keep_their_fractions() -> None:
    found = pixels(np.array([1.5, 254.25]).reshape(1, 2, 1, 1), "x", [])
    assert (found.dtype, found.ravel().tolist()) == (np.float32, [1.5, 254.25])


@pytest.mark.parametrize(("label", "told"), [(np.inf, "inf"), (-np.inf, "−inf"), (np.nan, "nan"), (1.5, "1.5")])
def test_a_label_that_is_no_whole_number_is_named(label: float, told: str) -> None:
    with pytest.raises(DatasetError, match=f"y has values such as {told}\\."):
        class_numbers({"y": np.array([0, 1, label])}, None, [])


@pytest.mark.parametrize(
    "labels", [np.array([0.0, 2.0**63]), np.array([0, 2**63], np.uint64), np.array([0, 2**64 - 1], np.uint64)]
)
def test_a_label_that_no_integer_holds_is_refused(labels: np.ndarray) -> None:
    with pytest.raises(DatasetError, match="that can't be a class number"):
        class_numbers({"y": labels}, None, [])


@pytest.mark.parametrize("rows", [[[1, 1], [0, 1]], [[0.5, 0.5], [0, 1]], [[0, 0], [0, 1]], [[2, -1], [0, 1]]])
def test_rows_are_one_hot_or_refused(rows: list[list[float]]) -> None:
    with pytest.raises(DatasetError, match="not one-hot"):
        class_numbers({"y": np.array(rows)}, None, [])
    numbers, classes = class_numbers({"y": np.array([[0, 1], [0, 1]])}, None, [])
    assert (numbers["y"].tolist(), classes) == ([1, 1], ("0", "1"))


@pytest.mark.parametrize(
    ("count", "told"), [(6, "2, 4, 6, 8, 10, 12 are"), (7, "2, 4, 6, 8, 10, 12 … are"), (8, "2, 4, 6, 8, 10, 12 … are")]
)
def test_of_many_labels_the_first_six_are_told(count: int, told: str) -> None:
    notes: list[str] = []
    class_numbers({"y": np.arange(1, count + 1) * 2}, None, notes)
    assert told in notes[0]


def test_a_single_label_is_enough_and_none_is_not() -> None:
    assert class_numbers({"y": np.array([0])}, None, [])[1] == ("0",)
    with pytest.raises(DatasetError, match="Each image needs one label"):
        class_numbers({"y": np.array([], int)}, None, [])
