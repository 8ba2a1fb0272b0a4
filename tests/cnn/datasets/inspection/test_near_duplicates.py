"""Near duplicates: what was passed on is found, what is different is not."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnn.datasets import Split, open_dataset
from cnn.datasets.inspection.near_duplicates import MANY, near_duplicates
from cnn.datasets.inspection.small_pictures import SmallPictures, small_pictures
from tests.cnn.datasets.photographs import PASSED_ON, compressed, photographs
from tests.stages import mostly_thorough


def pictures_of(images: Sequence[Image.Image], folder: Path) -> SmallPictures:
    """Of files, as a dataset has them."""
    paths = [folder / f"{place}.png" for place in range(len(images))]
    for path, image in zip(paths, images, strict=True):
        image.save(path)
    return small_pictures(Split(np.zeros(len(paths), np.int32), files=tuple(paths)), range(len(paths)))


def of_memory(images: np.ndarray) -> SmallPictures:
    return small_pictures(Split(np.zeros(len(images), np.int32), images), range(len(images)))


def groups(pictures: SmallPictures) -> list[list[int]]:
    return [group.tolist() for group in near_duplicates(pictures)]


@pytest.mark.slow
@pytest.mark.parametrize("name", mostly_thorough(PASSED_ON, but=[*PASSED_ON][::3]))
def test_photographs_that_were_passed_on_are_found(name: str, tmp_path: Path) -> None:
    """Measured: 87 to 100 % of them (what is missing shows an empty sky); never two different ones together."""
    change: Callable[[Image.Image], Image.Image] = PASSED_ON[name]
    count = len(photographs())
    found = groups(pictures_of([*photographs(), *map(change, photographs())], tmp_path))
    assert all({place % count for place in group} == {group[0] % count} for group in found)
    assert len(found) >= 0.85 * count


@pytest.mark.story
@pytest.mark.slow
def test_no_two_of_5000_different_digits_are_taken_for_copies() -> None:
    images = open_dataset("mnist-sample").train.images
    assert images is not None
    assert groups(of_memory(images)) == []


def test_digits_that_were_compressed_or_made_darker_are_found() -> None:
    images = open_dataset("mnist-sample").train.images
    assert images is not None
    few = images[::50]
    as_jpeg = [np.asarray(compressed(Image.fromarray(image[..., 0]), 50))[..., np.newaxis] for image in few]
    dark = (few * 0.6).astype(np.uint8)
    found = groups(of_memory(np.concatenate([few, as_jpeg, dark])))
    assert found == [[place, place + 100, place + 200] for place in range(100)]


@pytest.mark.slow
def test_blank_and_smooth_images_are_no_copies_of_each_other(tmp_path: Path) -> None:
    """The hashes of blank ones coincide; slow changes of brightness correlate, whatever is in front of them."""
    generator = np.random.default_rng(0)
    blank = [Image.new("L", (90, 90), level) for level in range(0, 250, 10)]
    noise = [Image.fromarray((120 + generator.normal(0, 1, (90, 90))).astype(np.uint8)) for _ in range(25)]
    slope = np.linspace(40, 200, 90)[:, np.newaxis] + np.zeros(90)
    smooth = [Image.fromarray((slope + generator.normal(0, 8, (90, 90))).clip(0, 255).astype(np.uint8)) for _ in range(25)]
    assert groups(pictures_of([*blank, *noise, *smooth], tmp_path)) == []


@pytest.mark.slow
def test_equal_images_make_one_group_however_many_they_are() -> None:
    generator = np.random.default_rng(0)
    one, other = generator.integers(0, 256, (2, 8, 8, 1), np.uint8)
    images = np.stack([one, *[other] * 3000, one])
    assert groups(of_memory(images)) == [[0, 3001], [*range(1, 3001)]]


@pytest.mark.slow
def test_copies_are_found_among_many(tmp_path: Path) -> None:
    """Where hashes are looked up in bands instead of being compared one with the other."""
    generator = np.random.default_rng(0)
    images = generator.integers(0, 256, (MANY + 1000, 8, 8, 1), np.uint8).repeat(4, axis=1).repeat(4, axis=2)
    noise = generator.normal(0, 1, images[:50].shape)
    images[-50:] = (images[:50] + noise).clip(0, 255).astype(np.uint8)
    last = len(images) - 50
    assert groups(of_memory(images)) == [[place, last + place] for place in range(50)]


def test_a_dataset_without_any_image_that_can_be_read_has_no_copies(tmp_path: Path) -> None:
    files = tmp_path / "a.png", tmp_path / "b.png"
    for file in files:
        file.write_bytes(b"no image")
    assert groups(small_pictures(Split(np.zeros(2, np.int32), files=files), range(2))) == []
