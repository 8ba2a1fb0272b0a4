"""Arrays that tell to what each image belongs, and what it is for."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cnn.datasets import open_dataset
from cnn.datasets.division.dividing import divided
from cnn.datasets.sources import Source, absolute
from cnn.errors import DatasetError

IMAGES = np.arange(12 * 16, dtype=np.uint8).reshape(12, 4, 4)
LABELS = np.arange(12) % 2
PATIENTS = np.repeat(["ann", "bob", "cec"], 4)
GOES = np.array(["train"] * 6 + ["val"] * 3 + ["test"] * 3)


def stored(path: Path, **arrays: Any) -> str:
    np.savez(path / "a.npz", x=IMAGES, y=LABELS, **arrays)
    return str(path / "a.npz")


@pytest.mark.parametrize("values", [PATIENTS, np.repeat([7, 8, 9], 4), PATIENTS[:, np.newaxis]])
def test_an_array_says_what_belongs_together(tmp_path: Path, values: Any) -> None:
    dataset = open_dataset(f"{stored(tmp_path, patient=values)}::group=patient")
    assert dataset.train.groups == tuple(map(str, values.reshape(-1).tolist()))
    assert dataset.notes[-1].startswith("3 groups of 4 images each, such as ")
    train, validation = divided(dataset, share=0.3, seed=0)
    assert validation is not None
    assert not set(train.groups) & set(validation.groups)


def test_each_split_has_an_array_of_its_own_and_a_test_may_have_none(tmp_path: Path) -> None:
    parts = {"x_train": IMAGES, "y_train": LABELS, "x_val": IMAGES[:4], "y_val": LABELS[:4], "x_test": IMAGES, "y_test": LABELS}
    whole = {**parts, "patient_train": PATIENTS, "patient_val": PATIENTS[:4]}
    np.savez(tmp_path / "a.npz", **whole)
    dataset = open_dataset(f"{tmp_path / 'a.npz'}::group=patient")
    assert dataset.validation is not None
    assert dataset.test is not None
    assert (dataset.validation.groups, dataset.test.groups) == (("ann",) * 4, ())
    np.savez(tmp_path / "a.npz", **parts, patient_train=PATIENTS)
    with pytest.raises(DatasetError, match="no array patient for validation"):
        open_dataset(f"{tmp_path / 'a.npz'}::group=patient")


def test_an_array_says_what_each_image_is_for(tmp_path: Path) -> None:
    dataset = open_dataset(f"{stored(tmp_path, goes=GOES, patient=PATIENTS)}::group=patient::split=goes")
    assert {name: len(split) for name, split in dataset.splits().items()} == {"train": 6, "validation": 3, "test": 3}
    assert dataset.test is not None
    assert dataset.test.keys == ("train[9]", "train[10]", "train[11]"), "an image keeps its name, whatever it is for"
    assert dataset.test.images is not None
    assert (dataset.test.images[..., 0] == IMAGES[9:]).all()
    assert set(dataset.test.groups) == {"cec"}


def test_files_beside_each_other_tell_it_as_well(tmp_path: Path) -> None:
    for name, array in (("X", IMAGES), ("y", LABELS), ("patient", PATIENTS), ("goes", GOES)):
        np.save(tmp_path / f"{name}.npy", array)
    dataset = open_dataset(f"{tmp_path / 'X.npy'}::group=patient::split=goes")
    assert (len(dataset.train), set(dataset.train.groups)) == (6, {"ann", "bob"})
    assert set(open_dataset(f"{tmp_path}::group=patient").train.groups) == set(PATIENTS), "the folder is read as the file is"
    whole = open_dataset(f"{tmp_path}::group=patient::split=goes")
    assert (whole.train.keys, whole.train.groups) == (dataset.train.keys, dataset.train.groups)
    assert {name: len(split) for name, split in whole.splits().items()} == {"train": 6, "validation": 3, "test": 3}
    with pytest.raises(DatasetError, match="no array gone, nor is there a table"):
        open_dataset(f"{tmp_path}::split=gone")


@pytest.fixture
def images(tmp_path: Path) -> Path:
    """Twelve images in two folders of classes."""
    for place, pixels in enumerate(IMAGES):
        file = tmp_path / "images" / "ab"[place % 2] / f"{place:02}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(pixels).save(file)
    return tmp_path / "images"


def test_an_array_says_what_the_images_of_a_folder_are_for(images: Path, tmp_path: Path) -> None:
    """In their order, which is that of their sorted paths; or by their paths."""
    paths = sorted(path.relative_to(images).as_posix() for path in images.glob("*/*.png"))
    np.save(tmp_path / "goes.npy", GOES)
    expected = {
        name: [paths[place] for place in np.flatnonzero(word == GOES)] for word, name in (("val", "validation"), ("test",) * 2)
    }
    found = open_dataset(f"{images}::split={tmp_path / 'goes.npy'}").splits()
    assert {name: list(split.keys) for name, split in found.items() if name != "train"} == expected
    np.save(tmp_path / "pairs.npy", np.array([[path, "val"] for path in paths[:2]]))
    dataset = open_dataset(f"{images}::split={tmp_path / 'pairs.npy'}")
    assert dataset.validation is not None
    assert list(dataset.validation.keys) == paths[:2]
    assert "10 images are not in pairs.npy and trained on" in dataset.notes[-1]
    for file, array, words in (
        ("short", GOES[:5], "short.npy is 5, and there are 12 images"),
        ("odd", np.arange(12), "odd.npy has a split '0'"),
        ("objects", GOES.astype(object), "objects.npy can't be read"),
    ):
        np.save(tmp_path / f"{file}.npy", array, allow_pickle=True)
        with pytest.raises(DatasetError, match=words):
            open_dataset(f"{images}::split={tmp_path / file}.npy")
    np.save(images / "stray.npy", GOES)
    with pytest.raises(DatasetError, match="There is no table of splits stray"):
        open_dataset(f"{images}::split=stray")


def test_a_table_of_that_name_comes_first(tmp_path: Path) -> None:
    source = stored(tmp_path, goes=GOES)
    table = tmp_path / "goes"
    table.write_text("path,split\ntrain[0],test\n", encoding="utf-8")
    dataset = open_dataset(f"{source}::split={table}")
    assert dataset.test is not None
    assert dataset.test.keys == ("train[0]",)


def test_a_source_keeps_the_name_of_an_array_when_it_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stored(tmp_path, goes=GOES)
    monkeypatch.chdir(tmp_path)
    told = Source.of(absolute("a.npz::group=patient::split=goes"))
    assert (told.path, told.group, told.split, told.split_file) == (tmp_path / "a.npz", "patient", "goes", None)


@pytest.mark.parametrize(
    ("said", "arrays", "words"),
    [
        ("::group=patient", {}, "a.npz has no array patient. There are arrays x, y."),
        ("::split=goes.csv", {}, "a.npz has no array goes.csv, nor is there a table of that name"),
        ("::group=patient", {"patient": PATIENTS[:5]}, "patient is 5, and there are 12 images"),
        ("::group=patient", {"patient": np.zeros((12, 2))}, "patient is 12×2, and there are 12 images"),
        ("::split=goes", {"goes": np.arange(12)}, "goes has a split '0'. Expected train, validation or test"),
        ("::split=goes", {"goes": np.repeat("test", 12)}, "goes leaves no image to train on"),
        ("::split=goes", {"goes": GOES, "x_test": IMAGES, "y_test": LABELS}, "a has images of its own for test"),
    ],
)
def test_what_does_not_fit_is_said(tmp_path: Path, said: str, arrays: dict[str, Any], words: str) -> None:
    with pytest.raises(DatasetError) as error:
        open_dataset(stored(tmp_path, **arrays) + said)
    assert words in str(error.value)
