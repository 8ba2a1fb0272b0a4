"""Folders of images: classes from sub-folders, splits, and files that are not what they seem."""

from pathlib import Path

import pytest
from PIL import Image

from cnn.datasets import scanning
from cnn.datasets.folders import read_folder
from cnn.errors import DatasetError


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


def test_numbers_in_their_order(tmp_path: Path) -> None:
    for name in ("10", "9", "1", "b", "a"):
        picture(tmp_path / name / "x.png")
    assert read_folder(tmp_path).classes == ("1", "9", "10", "a", "b")


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
