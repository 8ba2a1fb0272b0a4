"""`--fit-data`, and what is said where it would help."""

import json
from pathlib import Path

import pytest
from PIL import Image

from cnn.project import load
from tests.cnn.commands.cli import Command

pytestmark = pytest.mark.slow


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    for label in ("ant", "bee"):
        (tmp_path / "photos" / label).mkdir(parents=True)
        for number, size in enumerate(((61, 100), (110, 110), (197, 120))):
            Image.new("RGB", size, (200, 40 * number, 0)).save(tmp_path / "photos" / label / f"{number}.png")
    return tmp_path / "photos"


def test_a_summary_beside_a_dataset(command: Command, photos: Path) -> None:
    told = command("summary", "lenet5", "--data", photos)
    assert told.code == 0
    assert "! Colour images of 61–197 pixels are made 28×28 grey: detail and colours are lost." in told.out
    assert "→ Input 96×96×3, last layer 2 units (61.7 k →" in told.out
    assert ": --fit-data" in told.out
    found = command("summary", "lenet5", "--data", photos, "--json").document["data"]
    assert [misfit["kind"] for misfit in found["misfits"]] == ["classes", "size"]
    assert found["fittings"][0]["options"] == "--image 96x96x3 --classes 2"
    fitted = command("summary", "lenet5", "--data", photos, "--fit-data", "--json")
    assert fitted.document["data"] == {"notes": [], "misfits": [], "fittings": []}
    assert fitted.document["total_params"] == found["fittings"][0]["after"]["total_params"]
    same = command("summary", "lenet5", "--image", 96, 96, 3, "--classes", 2, "--json")
    assert same.document["total_params"] == fitted.document["total_params"]


def test_a_known_dataset_is_not_read_for_it(command: Command) -> None:
    assert "28×28 grey: colours are lost" in command("summary", "lenet5", "--data", "cifar-10").out


def test_wrong_use(command: Command, photos: Path) -> None:
    assert command("summary", "lenet5", "--fit-data").complained("--data")
    assert command("summary", "lenet5", "vgg16", "--data", photos).complained("single")
    assert command("train", "lenet5", "--data", photos, "--fit-data", "--image", 32, 32, 3).complained("--image", "--fit-data")
    assert command("train", "--resume", photos, "--fit-data").complained("--fit-data", "--resume")
    assert command("summary", "lenet5", "--data", photos / "gone").complained("no file or folder")


def test_a_mistake_leaves_no_run_behind(command: Command, photos: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    assert command("train", "lenet5", "--data", photos, "--out", run).complained("2 classes", "--classes 2", "--fit-data")
    (photos / "ant").rename(tmp_path / "ant")
    (photos / "bee").rename(tmp_path / "bee")
    assert command("train", "lenet5", "--data", photos, "--out", run).complained("no images")
    assert not run.exists()


@pytest.mark.worker
@pytest.mark.usefixtures("pretending")
def test_the_fitted_network_is_trained_and_kept(command: Command, photos: Path, tmp_path: Path) -> None:
    outcome = command("train", "lenet5", "--data", photos, "--fit-data", "--epochs", 1, "--out", tmp_path / "run", "--json")
    assert outcome.code == 0
    assert outcome.document["notes"][0].startswith("Fitted to the data: Input 96×96×3, last layer 2 units (61.7 k →")
    graph = load(tmp_path / "run" / "project.loom").graph
    assert graph.nodes[graph.inputs[0]].layer.output_shape() == (96, 96, 3)
    first = json.loads((tmp_path / "run" / "events.jsonl").read_text().splitlines()[0])
    assert first["notes"] == outcome.document["notes"][:1]


@pytest.mark.worker
@pytest.mark.usefixtures("pretending")
def test_what_does_not_fit_is_told_and_trained_all_the_same(command: Command, photos: Path, tmp_path: Path) -> None:
    words = ("train", "lenet5", "--data", photos, "--classes", 2, "--epochs", 1)
    outcome = command(*words, "--out", tmp_path / "a")
    assert outcome.code == 0
    assert "layerloom: Colour images of 61–197 pixels are made 28×28 grey" in outcome.err
    assert "--fit-data makes it: Input 96×96×3 (" in outcome.err
    quiet = command(*words, "--json", "--out", tmp_path / "b")
    assert quiet.err == ""
    assert quiet.document["notes"][0].startswith("Colour images of 61–197 pixels")
    assert (
        command(
            "train", "lenet5", "--data", "mnist-sample", "--epochs", 1, "--fit-data", "--json", "--out", tmp_path / "c"
        ).document["notes"][0]
        == "The network suits the data as it is."
    )
