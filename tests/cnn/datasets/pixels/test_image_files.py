"""Which image files are found below folders, and when one that appears in a watched folder is whole."""

import os
from pathlib import Path

import pytest

from cnn.datasets.pixels.image_files import Search, Watch


def touched(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"?")


def names(search: Search, *places: Path) -> list[str]:
    return [image.name for image in search.images([*places])]


def test_a_folder_of_any_depth_in_the_order_of_names(tmp_path: Path) -> None:
    touched(*(tmp_path / name for name in ("b.png", "a.JPG", "z/1.tif", "c/d/e/2.png", "c/3.png")))
    assert names(Search(), tmp_path) == ["a.JPG", "b.png", "c/3.png", "c/d/e/2.png", "z/1.tif"]


def test_what_is_hidden_is_passed_over_and_what_is_no_image_is_counted(tmp_path: Path) -> None:
    touched(*(tmp_path / name for name in (".a.png", ".git/b.png", "__MACOSX/c.png", "notes.txt", "out.csv", "d.png")))
    search = Search()
    assert names(search, tmp_path) == ["d.png"]
    assert search.left_out == 2


def test_what_is_named_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    touched(tmp_path / "a", tmp_path / "f" / "b.png")
    assert names(Search(), tmp_path / "a", tmp_path / "f") == [str(tmp_path / "a"), str(tmp_path / "f" / "b.png")]


@pytest.mark.skipif(os.name != "posix", reason="links need rights there")
def test_links_are_followed_and_never_round_in_a_circle(tmp_path: Path) -> None:
    touched(tmp_path / "f" / "a.png", tmp_path / "elsewhere" / "b.png")
    (tmp_path / "f" / "up").symlink_to("..")
    (tmp_path / "f" / "self.png").symlink_to("self.png")
    assert sorted(names(Search(), tmp_path / "f")) == ["a.png", "self.png", "up/elsewhere/b.png"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_closed_folder_is_told(tmp_path: Path) -> None:
    touched(tmp_path / "a.png", tmp_path / "closed" / "b.png")
    (tmp_path / "closed").chmod(0)
    search = Search()
    try:
        assert names(search, tmp_path) == ["a.png"]
        assert search.closed == [tmp_path / "closed"]
    finally:
        (tmp_path / "closed").chmod(0o755)


def test_a_folder_that_is_gone_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    search = Search()
    monkeypatch.setattr(Path, "is_dir", lambda _: True)
    assert names(search, tmp_path / "gone") == []
    assert search.closed == [tmp_path / "gone"]


def test_an_image_is_told_once_it_rests(tmp_path: Path) -> None:
    watch, image = Watch(tmp_path), tmp_path / "a.png"
    assert watch.look() == []
    image.write_bytes(b"half")
    assert watch.look() == []
    image.write_bytes(b"half and more")
    assert watch.look() == []
    assert [found.name for found in watch.look()] == ["a.png"]
    assert watch.look() == []
    image.write_bytes(b"another picture of other length")
    assert watch.look() == []
    assert [found.name for found in watch.look()] == ["a.png"]


def test_an_empty_file_is_still_being_written(tmp_path: Path) -> None:
    watch = Watch(tmp_path)
    (tmp_path / "a.png").touch()
    assert [watch.look() for _ in range(3)] == [[], [], []]


def test_known_images_are_passed_over(tmp_path: Path) -> None:
    touched(tmp_path / "a.png", tmp_path / "b.png")
    watch = Watch(tmp_path, known=["a.png"])
    watch.look()
    assert [found.name for found in watch.look()] == ["b.png"]
