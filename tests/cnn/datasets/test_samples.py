"""Samples are of each class in turn, and small."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnn.datasets import Dataset, Split, open_dataset
from cnn.datasets.pixels.images import decode
from cnn.datasets.questions import Choice
from cnn.datasets.samples import resized_samples, samples_of


def dots(count: int, classes: tuple[str, ...] = ("a", "b"), channels: int = 1) -> Dataset:
    images = np.arange(count, dtype=np.uint8)[:, None, None, None] * np.ones((1, 4, 4, channels), np.uint8)
    return Dataset("dots", classes, (4, 4, channels), Split((np.arange(count) % len(classes)).astype(np.int32), images))


def test_samples_are_of_each_class_in_turn_and_shuffled_alike() -> None:
    assert [label for _, label in samples_of(dots(10), 5, 96)] == ["a", "b", "a", "b", "a"]
    first, second = (samples_of(dots(40), 40, 96, Choice(shuffle=turn)) for turn in (1, 2))
    values = [[int(image[0, 0, 0]) for image, _ in found] for found in (first, second)]
    assert sorted(values[0]) == sorted(values[1]) == list(range(40))
    assert values[0] != values[1]


def test_images_that_can_not_be_shown_are_left_out(tmp_path: Path) -> None:
    assert samples_of(dots(4, channels=2), 1, 96)[0][0].shape[2] == 1
    assert samples_of(dots(4, channels=7), 1, 96)[0][0].shape[2] == 3
    Image.new("RGB", (300, 100)).save(tmp_path / "0.png")
    split = Split(np.zeros(2, np.int32), files=(tmp_path / "0.png", tmp_path / "gone.png"))
    found = samples_of(Dataset("d", ("a",), None, split), 4, 96)
    assert [image.shape for image, _ in found] == [(32, 96, 3)]


@pytest.mark.parametrize("kind", ["files", "arrays"])
def test_each_way_of_bringing_samples_to_size_is_that_of_training(tmp_path: Path, kind: str) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (4, 12, 30, 3)).astype(np.uint8)
    np.savez(tmp_path / "wide.npz", x=pixels, y=np.arange(4) % 2)
    for number, image in enumerate(pixels):
        (tmp_path / "wide" / "ab"[number % 2]).mkdir(parents=True, exist_ok=True)
        Image.fromarray(image).save(tmp_path / "wide" / "ab"[number % 2] / f"{number}.png")
    stored, found = resized_samples(open_dataset(str(tmp_path / ("wide" if kind == "files" else "wide.npz"))), 3, 96, (8, 8, 1))
    assert [image.shape for image, _ in stored] == [(12, 30, 3)] * 3
    for way, images in found.items():
        for number, (image, _) in enumerate(images):
            path = tmp_path / "wide" / "ab"[number % 2] / f"{number}.png"
            assert np.array_equal(image, decode(path, (8, 8, 1), way)), (kind, way)
