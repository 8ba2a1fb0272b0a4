"""Datasets by name or path; a wrong name is told with what there is."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from cnn.datasets import known, open_dataset
from cnn.errors import DatasetError


def test_known_datasets_are_as_they_say() -> None:
    digits = next(info for info in known() if info.name == "mnist-sample")
    dataset = open_dataset("mnist-sample")
    assert (dataset.size, dataset.image_shape, dataset.classes) == (digits.images, digits.image_shape, digits.classes)


def test_listing_reads_nothing() -> None:
    program = "import sys, cnn.datasets as d; d.known(); print('numpy' in sys.modules, 'PIL' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3]
    )
    assert done.stdout.split() == ["False", "False"]


@pytest.mark.parametrize("name", ["mnist-smaple", "MNIST-sample", "mnist"])
def test_a_near_miss_is_guessed(name: str) -> None:
    with pytest.raises(DatasetError) as caught:
        open_dataset(name)
    assert name in caught.value.message
    assert "Did you mean mnist-sample?" in caught.value.hint


def test_a_name_from_nowhere_lists_what_there_is() -> None:
    with pytest.raises(DatasetError) as caught:
        open_dataset("zzz")
    assert all(info.name in caught.value.hint for info in known())
    assert ".npz" in caught.value.hint


def test_a_path_that_is_not_there() -> None:
    with pytest.raises(DatasetError, match="no file or folder") as caught:
        open_dataset("data/cats.npz")
    assert "data/cats.npz" in caught.value.message


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    path = tmp_path / "cats.csv"
    path.write_text("1,2")
    with pytest.raises(DatasetError, match=r"cats\.csv"):
        open_dataset(str(path))


def test_by_path(tmp_path: Path) -> None:
    np.savez(tmp_path / "dots.npz", x=np.zeros((2, 3, 3), np.uint8), y=np.array([0, 1]))
    assert open_dataset(str(tmp_path / "dots.npz")).name == "dots"
