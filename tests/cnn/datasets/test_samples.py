"""Samples are of each class in turn, and small."""

from pathlib import Path

import numpy as np
from PIL import Image

from cnn.datasets import Dataset, Split
from cnn.datasets.questions import Choice
from cnn.datasets.samples import samples_of


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
    assert samples_of(dots(4, channels=2), 4, 96) == []
    Image.new("RGB", (300, 100)).save(tmp_path / "0.png")
    split = Split(np.zeros(2, np.int32), files=(tmp_path / "0.png", tmp_path / "gone.png"))
    found = samples_of(Dataset("d", ("a",), None, split), 4, 96)
    assert [image.shape for image, _ in found] == [(32, 96, 3)]
