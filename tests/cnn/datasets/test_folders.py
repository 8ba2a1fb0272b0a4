"""Folders of images: classes from sub-folders, splits, and files that are not what they seem."""

from pathlib import Path

import pytest
from PIL import Image

from cnn.datasets import scanning
from cnn.datasets.folders import read_folder
from cnn.datasets.pixels.images import decode
from cnn.errors import DatasetError
from cnn.words.language import speaking


def picture(path: Path, size: tuple[int, int] = (6, 4), mode: str = "L", colour: int = 7) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new(mode, size, colour).save(path)


def test_one_folder_per_class(tmp_path: Path) -> None:
    for name in ("cat/2.png", "cat/1.png", "dog/1.jpg", "dog/more/2.bmp"):
        picture(tmp_path / "pets" / name)
    (tmp_path / "pets" / "cat" / "notes.txt").write_text("no image")
    (tmp_path / "pets" / ".hidden").mkdir()
    dataset = read_folder(tmp_path / "pets")
    assert (dataset.name, dataset.classes, dataset.image_shape) == ("pets", ("cat", "dog"), (4, 6, 1))
    files = [str(path.relative_to(tmp_path / "pets")) for path in dataset.train.files]
    assert files == ["cat/1.png", "cat/2.png", "dog/1.jpg", "dog/more/2.bmp"]
    assert dataset.train.labels.tolist() == [0, 0, 1, 1]
    assert (dataset.train.images, dataset.notes) == (None, ())


def test_classes_are_in_the_order_of_text_as_in_keras(tmp_path: Path) -> None:
    for name in ("10", "9", "1"):
        picture(tmp_path / "numbers" / name / "x.png")
        picture(tmp_path / "words" / f"class {name}" / "x.png")
    numbers = read_folder(tmp_path / "numbers")
    assert numbers.classes == ("1", "10", "9")
    assert "sorted as text, as in Keras: 1, 10, 9" in numbers.notes[0]
    words = read_folder(tmp_path / "words")
    assert (words.classes, words.notes) == (("class 1", "class 10", "class 9"), ())


@pytest.mark.keras
@pytest.mark.parametrize("names", [[str(number) for number in range(12)], ["b", "B", "a", "_c", "ä", "10", "9"]])
def test_labels_are_those_of_keras(tmp_path: Path, names: list[str]) -> None:
    from keras.utils import image_dataset_from_directory

    for value, name in enumerate(names):
        picture(tmp_path / name / "x.png", colour=value)
    loaded = image_dataset_from_directory(
        tmp_path, color_mode="grayscale", image_size=(4, 6), batch_size=None, shuffle=False, verbose=False
    )
    dataset = read_folder(tmp_path)
    assert list(dataset.classes) == loaded.class_names
    expected = {int(image[0, 0, 0]): int(label) for image, label in loaded}
    found = {
        int(decode(path, (4, 6, 1))[0, 0, 0]): int(label)
        for path, label in zip(dataset.train.files, dataset.train.labels, strict=True)
    }
    assert found == expected


def test_the_order_of_a_run_can_be_kept(tmp_path: Path) -> None:
    for name in ("0", "2", "10"):
        picture(tmp_path / name / "x.png")
    dataset = read_folder(tmp_path)
    old = dataset.in_order(("0", "2", "10"))
    assert old.classes == ("0", "2", "10")
    for data in (dataset, old):
        assert [data.classes[label] for label in data.train.labels] == [path.parent.name for path in data.train.files]
    for others in ((), ("0", "2"), ("0", "2", "3"), ("0", "0", "2", "10")):
        assert dataset.in_order(others) is dataset


def test_different_sizes_have_no_common_shape(tmp_path: Path) -> None:
    picture(tmp_path / "a" / "1.png")
    picture(tmp_path / "b" / "1.png", size=(9, 9))
    assert read_folder(tmp_path).image_shape is None


def test_colour(tmp_path: Path) -> None:
    picture(tmp_path / "a" / "1.png", mode="RGB")
    assert read_folder(tmp_path).image_shape == (4, 6, 3)


@pytest.mark.parametrize("names", [("train", "val", "test"), ("Training", "valid", "Testing")])
def test_split_folders(tmp_path: Path, names: tuple[str, str, str]) -> None:
    for count, split in zip((3, 2, 1), names, strict=True):
        for number in range(count):
            for name in ("a", "b"):
                picture(tmp_path / split / name / f"{number}.png")
    dataset = read_folder(tmp_path)
    assert dataset.classes == ("a", "b")
    assert {split: sum(counts.values()) for split, counts in dataset.info().items()} == {"train": 6, "validation": 4, "test": 2}


@pytest.mark.parametrize("splits", [("train", "test"), ("train", "val", "test"), ("train",)])
def test_what_lies_beside_the_splits_is_no_class(tmp_path: Path, splits: tuple[str, ...]) -> None:
    for split in splits:
        for name in ("a", "b"):
            picture(tmp_path / split / name / "1.png")
    (tmp_path / "annotations" / "xml").mkdir(parents=True)
    (tmp_path / "annotations" / "list.txt").write_text("1.png a")
    (tmp_path / "__MACOSX" / "train").mkdir(parents=True)
    picture(tmp_path / "__MACOSX" / "train" / "._1.png")
    dataset = read_folder(tmp_path)
    assert dataset.classes == ("a", "b")
    assert [len(split) for split in dataset.splits().values()] == [2] * len(splits)


def test_other_images_beside_the_splits_are_left_out_in_words(tmp_path: Path) -> None:
    for path in ("train/a/1.png", "train/b/1.png", "test/a/1.png", "extra/1.png", "test/loose.png", "test/other.png"):
        picture(tmp_path / path)
    dataset = read_folder(tmp_path)
    assert dataset.classes == ("a", "b")
    assert (len(dataset.train), dataset.test is not None and len(dataset.test)) == (2, 1)
    assert "The folder extra is left out" in dataset.notes[0]
    assert dataset.notes[1] == "2 images in test are left out: they are in no folder of a class."
    (tmp_path / "test" / "other.png").unlink()
    assert read_folder(tmp_path).notes[1] == "1 image in test is left out: it is in no folder of a class."


def test_test_images_without_classes_are_told(tmp_path: Path) -> None:
    for path in ("train/a/1.png", "train/b/1.png", "test/1.png", "test/2.png"):
        picture(tmp_path / path)
    dataset = read_folder(tmp_path)
    assert (dataset.classes, dataset.test) == (("a", "b"), None)
    assert dataset.notes == ("2 images in test are left out: they are in no folder of a class.",)


def test_a_class_called_train_among_others(tmp_path: Path) -> None:
    for path in ("train/old/1.png", "train/new/1.png", "car/1.png", "plane/1.png"):
        picture(tmp_path / path)
    assert read_folder(tmp_path).classes == ("car", "plane", "train")


@pytest.mark.parametrize("around", ["dataset", "dataset/dataset", "images"])
@pytest.mark.parametrize("splits", [[""], ["train", "test"]])
def test_a_folder_around_the_classes_is_looked_through(tmp_path: Path, around: str, splits: list[str]) -> None:
    for split in splits:
        for name in ("a", "b"):
            picture(tmp_path / "pets" / around / split / name / "1.png")
    (tmp_path / "pets" / "annotations").mkdir()
    dataset = read_folder(tmp_path / "pets")
    assert (dataset.name, dataset.classes) == ("pets", ("a", "b"))
    assert len(dataset.splits()) == len(splits)
    assert f"found in {around}." in dataset.notes[-1]


def test_a_single_class_is_not_looked_through(tmp_path: Path) -> None:
    picture(tmp_path / "a" / "more" / "1.png")
    assert read_folder(tmp_path).classes == ("a",)


def test_classes_that_are_called_train_and_test(tmp_path: Path) -> None:
    for name in ("train", "test"):
        picture(tmp_path / name / "1.png")
    assert read_folder(tmp_path).classes == ("test", "train")


def test_a_class_without_images_is_none(tmp_path: Path) -> None:
    picture(tmp_path / "a" / "1.png")
    picture(tmp_path / "c" / "1.png")
    (tmp_path / "b").mkdir()
    dataset = read_folder(tmp_path)
    assert (dataset.classes, dataset.train.labels.tolist()) == (("a", "c"), [0, 1])
    assert "b has no images" in dataset.notes[0]


def test_unreadable_images_are_skipped_and_listed(tmp_path: Path) -> None:
    picture(tmp_path / "a" / "good.png", size=(60, 60))
    whole = (tmp_path / "a" / "good.png").read_bytes()
    (tmp_path / "a" / "cut.png").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "empty.png").touch()
    (tmp_path / "b" / "text.jpg").write_text("no image")
    picture(tmp_path / "b" / "good.png")
    dataset = read_folder(tmp_path)
    assert [path.name for path in dataset.train.files] == ["good.png", "good.png"]
    assert dataset.notes[0].startswith("3 of 5 images")
    assert sorted(note.split(":")[0] for note in dataset.notes[1:]) == ["a/cut.png", "b/empty.png", "b/text.jpg"]


def test_large_folders_are_only_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture(tmp_path / "a" / "good.png", size=(60, 60))
    whole = (tmp_path / "a" / "good.png").read_bytes()
    (tmp_path / "a" / "cut.png").write_bytes(whole[: len(whole) // 2])
    monkeypatch.setattr(scanning, "CHECKED_BYTES", 10)
    assert len(read_folder(tmp_path).train) == 2


def test_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "data" / "a").mkdir(parents=True)
    with pytest.raises(DatasetError, match="no images in") as caught:
        read_folder(tmp_path / "data")
    assert "one sub-folder per class" in caught.value.hint


def test_images_without_classes(tmp_path: Path) -> None:
    picture(tmp_path / "1.png")
    with pytest.raises(DatasetError, match="not sorted into classes"):
        read_folder(tmp_path)


def test_nothing_but_broken_images(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "1.png").write_text("no image")
    with pytest.raises(DatasetError, match="None of the 1 images"):
        read_folder(tmp_path)


@pytest.mark.parametrize(
    ("folders", "classes"),
    [
        (("train/train/a", "train/train/b", "test/test/a", "test/test/b"), ("a", "b")),  # as archives inside an archive unpack
        (("Train/train/a", "Train/train/b", "test/a", "test/b"), ("a", "b")),
        (("train/images/a", "train/images/b", "valid/images/a", "valid/images/b"), ("a", "b")),
        (("train/data/train/a", "train/data/train/b", "test/data/test/a", "test/data/test/b"), ("a", "b")),
        (("train/a", "train/b", "test/a/x", "test/a/y"), ("a", "b")),  # a class of which all test images are is no wrapper
        (("train/train", "train/test", "test/train", "test/test"), ("test", "train")),  # what trains are called
    ],
)
def test_a_folder_around_the_classes_of_a_split_is_looked_through(
    tmp_path: Path, folders: tuple[str, ...], classes: tuple[str, ...]
) -> None:
    for folder in folders:
        picture(tmp_path / folder / "x.png")
    dataset = read_folder(tmp_path)
    assert dataset.classes == classes
    assert len(dataset.splits()) == 2
    assert len(dataset.train) == 2


def test_a_folder_within_a_split_that_is_looked_through_is_told(tmp_path: Path) -> None:
    for name in ("train/train/a/x", "train/train/b/x", "test/a/x", "test/b/x"):
        picture(tmp_path / f"{name}.png")
    assert read_folder(tmp_path).notes == ("The classes were found in train/train.",)


@pytest.mark.parametrize("names", [("images", "masks"), ("JPEGImages", "SegmentationClass"), ("train/images", "train/labels")])
def test_images_beside_their_masks_are_taken_for_classes_with_a_warning(tmp_path: Path, names: tuple[str, str]) -> None:
    for name in names:
        picture(tmp_path / name / "1.png")
    notes = " ".join(read_folder(tmp_path).notes)
    assert "look like images with their masks" in notes


@pytest.mark.parametrize("names", [("cat", "images"), ("labels", "stamps")])
def test_classes_with_such_names_among_others_are_no_warning(tmp_path: Path, names: tuple[str, str]) -> None:
    for name in names:
        picture(tmp_path / name / "1.png")
    assert read_folder(tmp_path).notes == ()


@pytest.mark.parametrize(("name", "more"), [("images", True), ("cats", False)])
def test_a_single_class_is_nothing_to_learn(tmp_path: Path, name: str, more: bool) -> None:
    picture(tmp_path / name / "1.png")
    picture(tmp_path / name / "2.png")
    note, *others = read_folder(tmp_path).notes
    assert f"one class, {name}" in note
    assert ["not read" in other for other in others] == [True] * more


def test_an_image_that_cannot_be_read_is_named_with_the_marks_of_the_language(tmp_path: Path) -> None:
    for name, content in (("a/broken.png", b"x"), ("b/broken.png", b"x")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
        Image.new("L", (8, 8)).save((tmp_path / name).with_name("whole.png"))
    with speaking("zh_CN"):
        words = read_folder(tmp_path).notes
    assert any(note.startswith("a/broken.png：") for note in words), words
