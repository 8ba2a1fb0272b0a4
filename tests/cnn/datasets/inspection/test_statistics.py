"""Figures against NumPy's own, and what is found in datasets that are made to have it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnn.datasets import Dataset, Split, open_dataset
from cnn.datasets.inspection import statistics
from cnn.datasets.inspection.statistics import pixels_of, survey

IMAGES = np.random.default_rng(0).integers(0, 256, (60, 5, 4, 3), np.uint8)


def dataset(labels: list[int], classes: tuple[str, ...] = ("a", "b", "c"), **splits: Split) -> Dataset:
    return Dataset("d", classes, (5, 4, 3), Split(np.array(labels, np.int32), IMAGES[: len(labels)]), **splits)


def kinds(data: Dataset) -> list[str]:
    return [finding.kind for finding in survey(data).findings]


@pytest.mark.parametrize("images", [IMAGES, IMAGES.astype(np.float32) / 2, IMAGES[..., :1]])
def test_figures(images: np.ndarray) -> None:
    found = pixels_of(Split(np.zeros(60, np.int32), images))
    assert found is not None
    assert np.allclose(found.mean, images.mean((0, 1, 2), np.float64))
    assert np.allclose(found.std, images.std((0, 1, 2), np.float64))
    assert np.allclose(found.low, images.min((0, 1, 2)))
    assert np.allclose(found.high, images.max((0, 1, 2)))
    assert (found.images, found.looked_at, found.smallest, found.largest) == (60, 60, (5, 4), (5, 4))


def test_of_many_images_some_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statistics, "IN_MEMORY", 7)
    found = pixels_of(Split(np.zeros(60, np.int32), IMAGES))
    assert found is not None
    assert (found.images, found.looked_at) == (60, 7)


def test_figures_of_files(tmp_path: Path) -> None:
    for number, image in enumerate(IMAGES[:8]):
        (tmp_path / "ab"[number % 2]).mkdir(exist_ok=True)
        Image.fromarray(image[: number + 1 if number < 4 else 5]).save(tmp_path / "ab"[number % 2] / f"{number}.png")
    (tmp_path / "a" / "broken.png").write_text("no image")
    train = open_dataset(str(tmp_path)).train
    found = pixels_of(train)
    pixels = np.concatenate([np.asarray(Image.open(path)).reshape(-1, 3) for path in train.files])
    assert found is not None
    assert np.allclose(found.mean, pixels.mean(0))
    assert np.allclose(found.std, pixels.std(0))
    assert (found.smallest, found.largest) == ((1, 4), (5, 4))
    assert pixels_of(Split(np.zeros(1, np.int32), files=(tmp_path / "gone.png",))) is None


def test_nothing_to_complain_of() -> None:
    assert kinds(dataset([0, 1, 2] * 20)) == []
    assert survey(open_dataset("mnist-sample")).findings == ()


def test_classes_that_are_large_small_or_empty() -> None:
    assert kinds(dataset([0] * 45 + [1] * 15, ("a", "b"))) == ["imbalance"]
    found = survey(dataset([0] * 45 + [1] * 15, ("a", "b"))).findings[0]
    assert found.message == "a has 3 times as many images as b: 45 and 15."
    assert kinds(dataset([0] * 44 + [1] * 16, ("a", "b"))) == []
    assert kinds(dataset([0] * 9 + [1] * 10, ("a", "b"))) == ["tiny"]
    assert kinds(dataset([0] * 30 + [1] * 30)) == ["empty"]
    many = survey(dataset([0] * 60, tuple("abcdefgh"))).findings[0]
    assert many.message == "The classes b, c, d and 4 others have no images to train on."


def test_images_that_are_in_two_splits() -> None:
    test = Split(np.zeros(3, np.int32), np.concatenate([IMAGES[5:7], IMAGES[50:51]]))
    found = survey(dataset([0, 1] * 20, ("a", "b"), test=test)).findings
    assert [finding.kind for finding in found] == ["duplicates"]
    assert found[0].message == "2 of the 3 images for testing are also among those for training."
    assert kinds(dataset([0, 1] * 20, ("a", "b"), validation=test, test=test)) == ["duplicates"] * 3


def test_images_that_are_there_twice() -> None:
    data = dataset([0, 1] * 20, ("a", "b"))
    doubled = replace(data, train=data.train.take(np.array([*range(40), 3, 3])))
    assert survey(doubled).findings[0].message == "2 of the 42 images for training repeat others of them."


def test_too_many_to_compare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statistics, "COMPARED_BYTES", 10)
    assert kinds(dataset([0, 1] * 20, ("a", "b"), test=Split(np.zeros(2, np.int32), IMAGES[:2]))) == []


@pytest.mark.parametrize("few", [True, False])
def test_files_that_are_in_two_splits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: bool) -> None:
    for split, numbers in (("train", range(24)), ("test", range(20, 30))):
        for number in numbers:
            folder = tmp_path / split / "ab"[number % 2]
            folder.mkdir(parents=True, exist_ok=True)
            Image.fromarray(IMAGES[number]).save(folder / f"{number}.{'bmp' if number == 20 and split == 'test' else 'png'}")
    monkeypatch.setattr(statistics, "IN_FILES", 1000 if few else 5)
    found = survey(open_dataset(str(tmp_path))).findings
    same = 4 if few else 3  # the same pixels in another format are seen where pixels are compared
    assert [finding.message.partition(" ")[0] for finding in found] == [str(same)]
    assert ".png" in found[0].message or ".bmp" in found[0].message


def test_labels_and_numbers() -> None:
    """Labels have no weights, and numbers no counts."""
    rows = np.zeros((60, 3), np.float32)
    rows[:50, 0], rows[:12, 1] = 1, 1
    several = replace(dataset([0] * 60), task="labels", classes=("a", "b", "c"), train=Split(rows, IMAGES[:60]))
    assert [finding.message for finding in survey(several).findings] == ["Label c has no images to train on."]
    values = np.stack([np.arange(60), np.full(60, 3)], 1).astype(np.float32)
    numbers = replace(several, task="numbers", classes=("x", "y"), train=Split(values, IMAGES[:60]))
    assert [finding.message for finding in survey(numbers).findings] == ['"y" is the same for all images to train on.']
