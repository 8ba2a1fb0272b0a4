"""What was seen of many files is remembered, and only of files that are still the same."""

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnn.datasets import looks, open_dataset, scanning
from cnn.datasets.pixels import images
from cnn.datasets.reading_progress import watched
from cnn.errors import DatasetError


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A cache of its own; files that were made a minute ago."""
    monkeypatch.setattr(looks, "FEWEST", 1)
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path / "cache")
    monkeypatch.setattr(looks, "now", lambda began=looks.now: began() + 60)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of files that are opened from now on."""
    names: list[str] = []

    def look(path: str, *, whole: bool = False, regular: bool = False) -> images.Look:
        names.append(Path(path).name)
        return images.look(path, whole=whole, regular=regular)

    monkeypatch.setattr(scanning, "look", look)
    return names


def folder(at: Path) -> Path:
    for place in range(12):
        name = at / "data" / "ab"[place % 2] / f"{place:02}.png"
        name.parent.mkdir(parents=True, exist_ok=True)
        mode = ("L", "RGB", "RGBA")[place % 3]
        Image.new(mode, (10 + place, 8)).save(name)
    return at / "data"


def seen(path: Path) -> list[object]:
    dataset = open_dataset(str(path))
    return [dataset.train.files, dataset.train.labels.tolist(), dataset.train.shapes, dataset.notes, dataset.sizes]


def test_what_is_unchanged_is_not_opened_again_and_comes_to_the_same(tmp_path: Path, opened: list[str]) -> None:
    path = folder(tmp_path)
    first = seen(path)
    assert len(opened) == 12
    opened.clear()
    assert seen(path) == first
    assert opened == []


def test_what_changed_came_or_went_is(tmp_path: Path, opened: list[str]) -> None:
    path = folder(tmp_path)
    seen(path)
    opened.clear()
    Image.new("RGB", (99, 77)).save(path / "a" / "04.png")
    Image.new("L", (5, 5)).save(path / "b" / "new.png")
    (path / "a" / "00.png").unlink()
    found = open_dataset(str(path)).train
    assert sorted(opened) == ["04.png", "new.png"]
    shapes = dict(zip((file.name for file in found.files), found.shapes, strict=True))
    assert (shapes["04.png"], shapes["new.png"], len(shapes)) == ((77, 99, 3), (5, 5, 1), 12)
    opened.clear()
    seen(path)
    assert opened == []


def test_the_same_size_and_time_are_not_enough(tmp_path: Path, opened: list[str]) -> None:
    """As after a restored backup: the entry's own time tells."""
    path = folder(tmp_path)
    seen(path)
    opened.clear()
    file = path / "a" / "02.png"
    stat, content = file.stat(), bytearray(file.read_bytes())
    content[20] ^= 1
    file.write_bytes(content)
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    seen(path)
    assert opened == ["02.png"]


def test_files_that_were_just_written_are_looked_at_again(
    tmp_path: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(looks, "FEWEST", 1)
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path / "cache")
    path = folder(tmp_path)
    seen(path)
    assert not looks.kept(path, whole=True).paths


def test_what_can_not_be_read_is_tried_every_time(tmp_path: Path, opened: list[str]) -> None:
    path = folder(tmp_path)
    (path / "a" / "bad.png").write_bytes(b"no image")
    first = seen(path)
    opened.clear()
    assert seen(path) == first
    assert opened == ["bad.png"]


def test_a_damaged_index_is_none(tmp_path: Path, opened: list[str]) -> None:
    path = folder(tmp_path)
    first = seen(path)
    [index] = (tmp_path / "cache" / "looks").iterdir()
    for damage in (b"", b"PK\x03\x04", index.read_bytes()[:200]):
        index.write_bytes(damage)
        opened.clear()
        assert seen(path) == first
        assert len(opened) == 12


def test_the_values_of_deep_images_are_remembered_with_them(tmp_path: Path, opened: list[str]) -> None:
    path = folder(tmp_path)
    Image.fromarray(np.array([[90, 4000], [7, 8]], np.uint16)).save(path / "a" / "deep.png")
    Image.fromarray(np.array([[0.25, 0.5]], np.float32)).save(path / "b" / "floats.tif")
    first = open_dataset(str(path))
    assert {"deep.png", "floats.tif"} < set(opened)
    opened.clear()
    second = open_dataset(str(path))
    assert opened == []
    assert second.depth == first.depth is not None
    assert second.notes == first.notes
    assert (second.depth.low, second.depth.high, second.depth.floats) == (0.25, 4000, True)


def test_one_folder_more_or_less_is_no_other_folder() -> None:
    assert looks.common_folder(["/a/bc/1.png", "/a/b/2.png", "/a/bd/3.png"]) == Path("/a")
    assert looks.common_folder(["/a/b/1.png"]) == Path("/a/b")
    assert looks.common_folder(["/a/1.png", "/b/1.png"]) == Path("/")


def test_progress_is_told_and_reading_can_be_called_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cnn.datasets.reading_progress.INTERVAL", 0.0)
    path, told = folder(tmp_path), list[tuple[int, int]]()
    with watched(lambda done, total: told.append((done, total))):
        seen(path)
    assert told == [(6, 12), (12, 12)]

    def call_off(done: int, total: int) -> None:
        raise DatasetError("called off")

    with watched(call_off), pytest.raises(DatasetError, match="called off"):
        seen(path)
    told.clear()
    seen(path)
    assert told == [], "nobody listens any more"
