"""The images of tours: sums that another library works out as well, shapes that the program reads as a dataset."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from scipy.signal import correlate2d

from cnn.datasets import open_dataset
from cnn.errors import FileError
from cnn.tours import materials


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(materials.VARIABLE, str(tmp_path / "tours"))


def test_the_sums_are_those_of_another_library() -> None:
    with np.load(materials.convolved()) as kept:
        images, sums = kept["x_train"], kept["y_train"]
    assert images.shape == (materials.MANY, 3, 3, 1)
    assert sums[0].tolist() == [19, 25, 37, 43], "figure 6.2.1 of the book"
    for image, four in zip(images[:20, ..., 0].astype(int), sums, strict=False):
        assert correlate2d(image, np.array(materials.KERNEL), mode="valid").ravel().tolist() == four.tolist()


@pytest.mark.slow
def test_shapes_are_a_dataset_of_three_classes_made_once() -> None:
    path = Path(materials.shapes())
    before = (path / "circle" / "00.png").stat().st_mtime_ns
    dataset = open_dataset(materials.shapes())
    assert dataset.classes == materials.SHAPES
    assert dataset.image_shape == (32, 32, 3)
    assert len(dataset.train) == 3 * materials.OF_EACH
    assert (path / "circle" / "00.png").stat().st_mtime_ns == before


def test_a_place_that_can_not_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "tours").write_text("a file where the folder should be")
    with pytest.raises(FileError, match="can't be written"):
        materials.shapes()


@pytest.mark.slow
def test_several_at_once_make_them_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(materials, "OF_EACH", 4)
    monkeypatch.setattr(materials, "MANY", 16)
    with ThreadPoolExecutor(4) as pool:
        found = {*pool.map(lambda _: materials.convolved(), range(8)), *pool.map(lambda _: materials.shapes(), range(4))}
    assert len(found) == 2
    assert sorted(path.name for path in (tmp_path / "tours").iterdir()) == ["convolution.npz", "shapes"]
