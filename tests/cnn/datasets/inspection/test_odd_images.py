"""Odd images among real photographs, one of each kind."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnn.datasets import Split, open_dataset
from cnn.datasets.inspection.odd_images import FEWEST, odd_images
from cnn.datasets.inspection.small_pictures import SmallPictures, small_pictures
from tests.cnn.datasets.photographs import photographs


def pictures_of(images: list[Image.Image], folder: Path) -> SmallPictures:
    paths = [folder / f"{place}.png" for place in range(len(images))]
    for path, image in zip(paths, images, strict=True):
        image.save(path)
    return small_pictures(Split(np.zeros(len(paths), np.int32), files=tuple(paths)), range(len(paths)))


ODD = {
    "one-coloured": lambda image: Image.new("RGB", image.size, (12, 200, 80)),
    "proportions": lambda image: image.resize((image.width * 2, image.height // 2)),
    "size": lambda image: image.resize((image.width // 5, image.height // 5)),
    "colour": lambda image: image.convert("L"),
    "brightness": lambda image: image.point(lambda value: value + 100),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ODD)
def test_each_kind_of_odd_image_is_found_and_no_other(kind: str, tmp_path: Path) -> None:
    usual = [image.point(lambda value: 90 + value // 4) for image in [*photographs()[:20], *photographs()[21:]]]
    found = odd_images(pictures_of([*usual, ODD[kind](usual[9])], tmp_path))
    assert [(place, found) for place, found, _ in found] == [(47, kind)]


@pytest.mark.slow
def test_grey_images_with_some_in_colour(tmp_path: Path) -> None:
    grey = [image.convert("L").convert("RGB") for image in photographs()]
    assert [(place, kind) for place, kind, _ in odd_images(pictures_of([*grey, photographs()[3]], tmp_path))] == [(48, "colour")]


def test_a_file_that_can_not_be_read_is_odd_and_says_why(tmp_path: Path) -> None:
    pictures_of([*photographs()[:2]], tmp_path)
    (tmp_path / "1.png").write_bytes((tmp_path / "1.png").read_bytes()[:500])
    files = tmp_path / "0.png", tmp_path / "1.png"
    [(place, kind, message)] = odd_images(small_pictures(Split(np.zeros(2, np.int32), files=files), range(2)))
    assert (place, kind) == (1, "unreadable")
    assert message.startswith("The image 1.png can't be read:")


@pytest.mark.slow
def test_digits_have_no_odd_ones_but_a_blank_one_has() -> None:
    images = open_dataset("mnist-sample").train.images
    assert images is not None
    images = np.concatenate([images, np.zeros((1, 28, 28, 1), np.uint8)])
    found = odd_images(small_pictures(Split(np.zeros(len(images), np.int32), images), range(len(images))))
    assert [(place, kind) for place, kind, _ in found] == [(5000, "one-coloured")]


@pytest.mark.slow
def test_of_a_few_images_nobody_can_say_what_is_usual(tmp_path: Path) -> None:
    few = [*photographs()[: FEWEST - 2], photographs()[0].resize((600, 20))]
    assert odd_images(pictures_of(few, tmp_path)) == []


@pytest.mark.parametrize(("cells", "odd"), [(8, 0), (2, 2)])
def test_a_kind_of_images_is_not_odd_where_a_few_of_it_would_be(cells: int, odd: int, tmp_path: Path) -> None:
    """A fifth of the pictures of a plate show a cell, the others background."""
    usual = np.random.default_rng(0).integers(90, 110, (32, 16, 16), dtype=np.uint8)
    bright = usual[:cells].copy()
    bright[:, 3:10, 3:10] = 255
    images = [Image.fromarray(image) for image in (*usual, *bright)]
    assert [kind for _, kind, _ in odd_images(pictures_of(images, tmp_path))] == ["contrast"] * odd
