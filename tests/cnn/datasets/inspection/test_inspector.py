"""Looking through a whole dataset: the same answer however it is divided, the worst first."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnn.datasets import open_dataset
from cnn.datasets.inspection import inspector as inspection
from cnn.datasets.inspection.inspector import Inspector, inspect
from cnn.datasets.inspection.small_pictures import SIDE, averaging, small_pictures
from tests.cnn.datasets.photographs import compressed, photographs


def folder(at: Path) -> Path:
    """Two classes in two splits, with copies of three kinds."""
    for place, image in enumerate(photographs()):
        name = at / ("test" if place % 4 == 0 else "train") / "ab"[place // 24]
        name.mkdir(parents=True, exist_ok=True)
        image.save(name / f"{place:02}.png")
    compressed(photographs()[1], 60).save(at / "train" / "a" / "again.jpg")  # within one split, one class
    compressed(photographs()[4], 60).save(at / "train" / "a" / "seen.jpg")  # also in test
    compressed(photographs()[8], 60).save(at / "train" / "b" / "wrong.jpg")  # also in test, where it is an a
    return at


@pytest.mark.slow
def test_the_worst_copies_come_first(tmp_path: Path) -> None:
    found = inspect(open_dataset(str(folder(tmp_path))))
    assert [copies.keys for copies in found.copies] == [
        ("train/b/wrong.jpg", "test/a/08.png"),
        ("train/a/seen.jpg", "test/a/04.png"),
        ("train/a/01.png", "train/a/again.jpg"),
    ]
    assert [(copies.across, copies.differing) for copies in found.copies] == [(True, True), (True, False), (False, False)]
    assert (found.copies[0].splits, found.copies[0].labels) == (("train", "test"), ("b", "a"))
    assert found.images == 51


@pytest.mark.slow
def test_it_can_be_called_off_between_portions_and_comes_to_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = open_dataset(str(folder(tmp_path)))
    expected = inspect(dataset)
    monkeypatch.setattr(inspection, "IN_FILES", 10)
    inspector, steps = Inspector(dataset), [0]
    while not inspector.step():
        steps.append(inspector.done)
    assert steps == [0, 10, 20, 30, 39, 49]
    assert inspector.result() == expected


@pytest.mark.slow
def test_twelve_bits_in_sixteen_are_looked_at_as_they_are_seen(tmp_path: Path) -> None:
    """In the range of their type all of them would be nearly black, and odd for that."""
    for place, image in enumerate(photographs()):
        for name, pixels in (
            ("deep", np.asarray(image.convert("L")).astype(np.uint16) * 16),
            ("flat", np.asarray(image.convert("L"))),
        ):
            where = tmp_path / name / "ab"[place // 24]
            where.mkdir(parents=True, exist_ok=True)
            Image.fromarray(pixels).save(where / f"{place:02}.tif")
    deep, flat = (inspect(open_dataset(str(tmp_path / name))) for name in ("deep", "flat"))
    assert [(odd.key, odd.kind) for odd in deep.odd] == [(odd.key, odd.kind) for odd in flat.odd]
    assert len(deep.copies) == len(flat.copies)


@pytest.mark.slow
def test_files_and_arrays_give_the_same_small_pictures(tmp_path: Path) -> None:
    dataset = open_dataset(str(folder(tmp_path)))
    pixels = np.stack([np.asarray(image) for image in photographs()])
    np.savez(tmp_path / "all.npz", x_train=pixels, y_train=np.arange(48) % 2)
    of_array = small_pictures(open_dataset(str(tmp_path / "all.npz")).train, range(48))
    place = next(place for place, path in enumerate(dataset.train.files) if path.name == "05.png")
    of_file = small_pictures(dataset.train, range(place, place + 1))
    assert np.abs(of_file.grey[0].astype(int) - of_array.grey[5]).mean() < 4  # Pillow's filter is a little wider
    assert of_file.sizes[0].tolist() == of_array.sizes[5].tolist() == [140, 160]


@pytest.mark.parametrize("stored", [7, 28, 32, 100])
def test_averaging_keeps_the_brightness(stored: int) -> None:
    matrix = averaging(stored, SIDE)
    assert np.allclose(matrix.sum(axis=1), 1, atol=1e-5)
    assert np.allclose(matrix.sum(axis=0), SIDE / stored, atol=1e-5)
