"""Datasets by name or path; a wrong name is told with what there is."""

import importlib
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from cnn.datasets import DatasetInfo, known, open_dataset, sources
from cnn.errors import DatasetError


def test_known_datasets_are_as_they_say() -> None:
    digits = next(info for info in known() if info.name == "mnist-sample")
    dataset = open_dataset("mnist-sample")
    assert (dataset.size, dataset.image_shape, dataset.classes) == (digits.images, digits.image_shape, digits.classes)


@pytest.mark.slow
def test_listing_reads_nothing() -> None:
    program = (
        "import sys, cnn.datasets as d; d.known(); print(*(name in sys.modules for name in ('numpy', 'PIL', 'http.client')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3]
    )
    assert done.stdout.split() == ["False", "False", "False"]


@pytest.mark.parametrize("name", ["mnist-smaple", "MNIST-sample", "mnistsample"])
def test_a_near_miss_is_guessed(name: str) -> None:
    with pytest.raises(DatasetError) as caught:
        open_dataset(name)
    assert name in caught.value.message
    assert "Did you mean mnist-sample?" in caught.value.hint


def test_a_name_from_nowhere_lists_what_there_is() -> None:
    with pytest.raises(DatasetError) as caught:
        open_dataset("zzz")
    assert all(info.name in caught.value.hint for info in known())
    assert "path" in caught.value.hint


def test_a_path_that_is_not_there() -> None:
    with pytest.raises(DatasetError, match="no file or folder") as caught:
        open_dataset("data/cats.npz")
    assert "data/cats.npz" in caught.value.message


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    path = tmp_path / "cats.txt"
    path.write_text("1,2")
    with pytest.raises(DatasetError, match=r"cats\.txt") as caught:
        open_dataset(str(path))
    assert ".csv" in caught.value.hint


def test_by_path(tmp_path: Path) -> None:
    np.savez(tmp_path / "dots.npz", x=np.zeros((2, 3, 3), np.uint8), y=np.array([0, 1]))
    assert open_dataset(str(tmp_path / "dots.npz")).name == "dots"


def test_a_path_that_no_system_takes() -> None:
    with pytest.raises(DatasetError, match="no file or folder"):
        open_dataset("a/\0.npz")


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("::grup={}_*", "::grup= means nothing behind a.csv. Did you mean group"),
        ("::split=gone.csv", "no table of splits gone.csv. Check the path behind ::split="),
        ("::gone.npy", "no file of labels gone.npy"),
        ("::group=a::group=b", "::group= stands twice"),
    ],
)
def test_what_is_said_wrongly_behind_a_path_is_named(tmp_path: Path, said: str, message: str) -> None:
    (tmp_path / "a.csv").touch()
    with pytest.raises(DatasetError) as refused:
        open_dataset(f"{tmp_path / 'a.csv'}{said}")
    assert message in str(refused.value)
    assert "mnist-sample" not in str(refused.value)  # a known name would be no answer


def test_nothing_is_said_behind_a_known_name() -> None:
    with pytest.raises(DatasetError, match=r"mnist-sample is one of the known datasets, behind which nothing is said\."):
        open_dataset("mnist-sample::group={}_*")


def test_how_sources_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b", "a::b", "t.csv"):
        (tmp_path / name).touch()
    assert sources.absolute("a::b") == str(tmp_path / "a::b")  # a file that is called so
    assert sources.absolute("a::a") == f"{tmp_path / 'a'}::{tmp_path / 'a'}"
    assert sources.absolute("t.csv::label=x") == f"{tmp_path / 't.csv'}::label=x"
    assert [sources.absolute(name) for name in ("", "mnist", "nowhere")] == ["", "mnist", "nowhere"]
    assert [sources.exists(name) for name in ("mnist", "a", "a::gone", "gone", "t.csv::label=x")] == [
        True,
        True,
        False,
        False,
        True,
    ]
    assert [sources.title(name) for name in ("mnist", "data/t.csv::label=x", "a::a")] == ["MNIST", "t.csv", "a"]


@pytest.mark.parametrize("info", known(), ids=lambda info: info.name)
def test_every_named_dataset_has_a_reader(info: DatasetInfo) -> None:
    reader = importlib.import_module(info.module).READER
    assert isinstance(reader.present(info.name), bool)
    assert callable(reader.read)
    assert callable(reader.unpack)
    assert len(info.image_shape) == 3
    assert info.classes
