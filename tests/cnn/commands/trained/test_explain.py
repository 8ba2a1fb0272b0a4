"""`explain` at the terminal, against a worker that pretends."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnn.words.saliency import METHODS
from tests.cnn.commands.cli import Command

pytestmark = [pytest.mark.worker, pytest.mark.usefixtures("pretending")]


@pytest.fixture
def run(command: Command, tmp_path: Path) -> Path:
    path = tmp_path / "run"
    assert command("train", "lenet5", "--data", "mnist-sample", "--epochs", 1, "--out", path).code == 0
    return path


@pytest.fixture
def image(tmp_path: Path) -> Path:
    path = tmp_path / "a.png"
    Image.new("L", (28, 28)).save(path)
    return path


def test_every_method_is_told_with_what_it_shows_and_what_not(command: Command, run: Path, image: Path) -> None:
    outcome = command("explain", run, image)
    assert outcome.code == 0
    assert "a 75.0%" in outcome.out
    for method in METHODS.values():
        assert method.shows in outcome.out
        assert method.hides in outcome.out
    assert outcome.out.count("row 2, column 4") == len(METHODS)


def test_the_document_says_where_maps_are_strongest(command: Command, run: Path) -> None:
    found = command(
        "explain", run, "validation:3", "--method", "Grad-CAM++", "--method", "edges", "--class", "b", "--json"
    ).document
    assert [told["method"] for told in found] == ["grad_cam_plus_plus", "edges"]
    assert {told["class"] for told in found} == {"b"}
    assert (found[0]["row"], found[0]["column"], found[0]["half"]) == (2, 4, 1 / 784)
    assert found[0]["layer"] == "conv2d_1"


def test_maps_are_written_as_a_picture_or_as_arrays(command: Command, run: Path, image: Path, tmp_path: Path) -> None:
    assert command("explain", run, image, "--out", tmp_path / "why.png").code == 0
    with Image.open(tmp_path / "why.png") as picture:
        assert picture.size[0] > 6 * 224
        assert len(picture.convert("RGB").getcolors(1 << 16) or ()) > 4
    assert command("explain", run, image, "--out", tmp_path / "why.npz", "--method", "occlusion").code == 0
    with np.load(tmp_path / "why.npz") as arrays:
        assert arrays["occlusion"][2, 4] == 1
        assert arrays["image"].shape == (28, 28, 1)


def test_what_can_not_be_meant_is_refused_in_a_line(command: Command, run: Path, image: Path, tmp_path: Path) -> None:
    assert command("explain", run, "none.png").complained("There is no image none.png")
    assert command("explain", run, image, "--method", "magic").complained("There is no method 'magic'")
    assert command("explain", run, image, "--baseline", "green").complained("Use black, white or mean")
    assert command("explain", run, image, "--out", tmp_path / "why.gif").complained("neither a .png nor a .npz")
    assert command("explain", run, image, "--out", tmp_path).complained("is a folder")
    assert command("explain", tmp_path / "nothing", image).complained("There is no run or file")
