"""A fingerprint is that of the contents: the same for the same, another one for every change; files are read once."""

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cnn.datasets import open_dataset
from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.division import digests as module
from cnn.datasets.division.contents import checks
from cnn.datasets.division.curation import Curation
from cnn.datasets.division.digests import digests
from cnn.datasets.division.fingerprint import Fingerprint, change, fingerprint


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("cats", "dogs"):
        (tmp_path / "pets" / name).mkdir(parents=True)
        for number in range(4):
            Image.new("L", (4, 4), 10 * number + len(name)).save(tmp_path / "pets" / name / f"{number}.png")
    return tmp_path / "pets"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files whose contents are read."""
    found: list[Path] = []
    read = module.digest_of

    def noting(path: Path) -> str:
        found.append(path)
        return read(path)

    monkeypatch.setattr(module, "digest_of", noting)
    return found


def age(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if some time had gone by since the files were written."""
    monkeypatch.setattr(module, "SETTLED", -60)


def of(source: Path | str, curation: Curation = Curation()) -> Fingerprint:  # noqa: B008
    return fingerprint(open_dataset(str(source), curation))


def test_it_counts_and_is_the_same_for_the_same(folder: Path) -> None:
    found = of(folder)
    assert found.images == 8
    assert of(folder) == found
    folder.rename(folder.parent / "animals")
    assert of(folder.parent / "animals") == found  # where it lies is no part of it


def rewrite(folder: Path) -> None:
    Image.new("L", (4, 4), 200).save(folder / "cats" / "0.png")


def relabel(folder: Path) -> None:
    (folder / "cats" / "0.png").rename(folder / "dogs" / "x.png")


def remove(folder: Path) -> None:
    (folder / "dogs" / "3.png").unlink()


def reorder(folder: Path) -> None:
    (folder / "cats" / "0.png").rename(folder / "cats" / "z.png")


@pytest.mark.parametrize("changed", [rewrite, relabel, remove, reorder])
def test_every_change_is_noticed(folder: Path, changed: object) -> None:
    before = of(folder)
    assert callable(changed)
    changed(folder)
    assert of(folder) != before


@given(st.integers(0, 3), st.integers(0, 255), st.integers(0, 1))
def test_every_pixel_and_label_of_an_array_counts(place: int, value: int, label: int) -> None:
    images, labels = np.zeros((4, 2, 2, 1), np.uint8), np.zeros(4, np.int32)
    dataset = Dataset("d", ("a", "b"), (2, 2, 1), Split(labels, images))
    others, other_labels = images.copy(), labels.copy()
    others[place, 1, 1, 0], other_labels[place] = value, label
    changed = fingerprint(replace(dataset, train=Split(other_labels, others)))
    assert (changed == fingerprint(dataset)) == (value == 0 and label == 0)


def test_the_numbers_of_classes_are_no_part_of_it(folder: Path) -> None:
    dataset = open_dataset(str(folder))
    turned = dataset.in_order(("dogs", "cats"))
    assert turned.train.labels.tolist() != dataset.train.labels.tolist()
    assert fingerprint(turned) == fingerprint(dataset)


def test_what_was_decided_about_images_counts(folder: Path) -> None:
    train = open_dataset(str(folder)).train
    assert of(folder, Curation().exclude(checks(train, [0]))).images == 7
    assert of(folder, Curation().relabel(checks(train, [0]), "dogs")) != of(folder)


def test_a_change_is_told_in_a_sentence() -> None:
    before = Fingerprint(images=5000, sha256="a")
    assert change(before, before) == change(None, before) == ""
    assert change(before, Fingerprint(images=4998, sha256="b")) == (
        "The dataset has changed since this run began: 5,000 → 4,998 images."
    )
    assert "still 5,000 images, but some" in change(before, Fingerprint(images=5000, sha256="b"))


# ---------------------------------------------------------------------- files that are known


def test_digests_are_sha256_of_the_files(folder: Path) -> None:
    files = sorted(folder.rglob("*.png"))
    assert digests(files, folder) == [hashlib.sha256(path.read_bytes()).hexdigest() for path in files]
    assert digests([folder / "missing.png", folder], folder) == ["", ""]


def test_files_that_did_not_change_are_read_once(folder: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    files = sorted(folder.rglob("*.png"))
    age(monkeypatch)
    first = digests(files, folder)
    assert len(reads) == 8
    reads.clear()
    assert digests(files, folder) == first
    assert reads == []


def test_a_file_that_was_just_written_is_read_again(folder: Path, reads: list[Path]) -> None:
    files = sorted(folder.rglob("*.png"))
    digests(files, folder)
    digests(files, folder)
    assert len(reads) == 16


def test_a_file_of_the_same_size_and_time_is_found_out(folder: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name == "nt":
        pytest.skip("the time of a file's entry is not kept there")
    files = sorted(folder.rglob("*.png"))
    age(monkeypatch)
    before = digests(files, folder)
    stat, content = files[0].stat(), bytearray(files[0].read_bytes())
    content[-1] ^= 1
    files[0].write_bytes(content)
    os.utime(files[0], ns=(stat.st_atime_ns, stat.st_mtime_ns))
    reads.clear()
    assert digests(files, folder)[0] != before[0]
    assert reads == [files[0]]


@pytest.mark.parametrize("content", ["", "{", '{"files": 3}', '{"files": {"a": [1]}}', '{"files": {"a": [1, 2, 3, "x", "y"]}}'])
def test_a_damaged_index_is_none(folder: Path, content: str, monkeypatch: pytest.MonkeyPatch) -> None:
    files = sorted(folder.rglob("*.png"))
    age(monkeypatch)
    expected = digests(files, folder)
    (index,) = (folder.parent / "cache").rglob("*.json")
    index.write_text(content)
    assert digests(files, folder) == expected


def test_where_nothing_can_be_remembered_files_are_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder.parent / "cache").write_text("in the way")
    files = sorted(folder.rglob("*.png"))
    assert digests(files, folder) == [hashlib.sha256(path.read_bytes()).hexdigest() for path in files]
