"""Small pictures of networks: as large as asked for, kept in the cache, drawn anew when the file is another."""

import io
from pathlib import Path

import pytest
from PIL import Image

from cnn.formats import small_pictures
from cnn.formats.small_pictures import HEIGHT, WIDTH, picture_of_file, picture_of_preset
from cnn.graph import Graph
from cnn.layers import Dense, Input
from cnn.pictures.picture import Look
from cnn.pictures.small import small_picture
from cnn.presets import PRESETS
from cnn.project import Project, save


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(small_pictures, "_folder", lambda: tmp_path / "pictures")


def opened(png: bytes | None) -> Image.Image:
    assert png is not None
    return Image.open(io.BytesIO(png))


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_picture_fills_its_place_and_wears_the_colours(look: Look) -> None:
    picture = opened(picture_of_preset("lenet5", look))
    assert picture.size == (2 * WIDTH, 2 * HEIGHT)
    ground = picture.convert("L").getpixel((1, 1))
    assert isinstance(ground, int)
    assert (ground > 128) == (look == "light")
    colours = picture.convert("RGB").getcolors(1 << 16)
    assert colours is not None
    assert len(colours) > 20, "an empty picture"


def test_another_network_has_another_picture() -> None:
    assert picture_of_preset("lenet5", "light") != picture_of_preset("vgg11", "light")


def test_a_picture_is_drawn_once_for_what_a_file_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Graph] = []
    monkeypatch.setattr(small_pictures, "small_picture", lambda graph, *rest: drawn.append(graph) or small_picture(graph, *rest))
    file = tmp_path / "mine.loom"
    save(Project(graph=PRESETS["lenet5"].graph()), file)
    first = picture_of_file(file, "light")
    assert first == picture_of_file(file, "light")
    assert len(drawn) == 1
    save(Project(graph=PRESETS["alexnet"].graph()), file)
    assert picture_of_file(file, "light") != first
    assert len(drawn) == 2


def test_what_can_not_be_drawn_has_none_and_is_not_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, gone, empty = tmp_path / "broken.loom", tmp_path / "gone.loom", tmp_path / "empty.loom"
    broken.write_text("{")
    save(Project(), empty)
    assert [picture_of_file(file, "light") for file in (broken, gone, empty, tmp_path)] == [None] * 4
    monkeypatch.setattr(small_pictures, "_drawn", lambda *_: pytest.fail("it was tried"))
    assert picture_of_file(broken, "light") is None


@pytest.mark.slow
def test_only_so_many_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(small_pictures, "KEPT", 3)
    for number in range(5):
        graph, _ = Graph().add(Input(shape=(4, 4, number + 1)))
        save(Project(graph=graph), tmp_path / f"{number}.loom")
        picture_of_file(tmp_path / f"{number}.loom", "light")
    assert len(list((tmp_path / "pictures").glob("*.png"))) == 3


def test_a_network_of_numbers_has_a_picture_or_none() -> None:
    graph, node = Graph().add(Input(shape=(7,)))
    graph, _ = graph.insert_after(node.id, Dense(units=3))
    assert opened(small_picture(graph, "light", 160, 72)).size == (320, 144)
