"""`summary`: every layer, the totals, and what is wrong."""

from pathlib import Path

import pytest
from PIL import Image

from cnn.datasets import open_dataset
from cnn.datasets.division.contents import checks as checks_of
from cnn.datasets.division.curation import Curation, write
from cnn.formats.keras.writer import write_json
from cnn.layers import Conv2D
from cnn.plan import checks
from cnn.plan.memory_need import ACTIVATIONS
from cnn.presets import PRESETS
from cnn.project import Project, save
from cnn.words.quantities import spell_bytes
from tests.cnn.commands.cli import Command


def test_lenet_as_json(command: Command) -> None:
    outcome = command("summary", "lenet5", "--json")
    found = outcome.document
    assert outcome.code == 0
    assert set(found) == {
        "source",
        "name",
        "total_params",
        "trainable_params",
        "non_trainable_params",
        "macs",
        "training_memory_bytes",
        "layers",
        "problems",
        "warnings",
        "remarks",
    }
    assert (found["source"], found["name"], found["total_params"], found["macs"]) == ("lenet5", "lenet5", 61_706, 416_520)
    assert found["problems"] == []
    assert found["layers"][4] == {
        "name": "conv2d_1",
        "class_name": "Conv2D",
        "group": "",
        "inputs": ["average_pooling2d"],
        "output_shape": [None, 10, 10, 16],
        "params": 2416,
        "trainable_params": 2416,
        "macs": 240_000,
        "receptive_field": [14, 14],
    }


def test_lenet_as_a_table(command: Command) -> None:
    lines = command("summary", "lenet5").out.splitlines()
    assert lines[0].split() == ["Layer", "Class", "Output", "Parameters", "MACs", "Sees"]
    assert lines[5].split() == ["conv2d_1", "Conv2D", "10×10×16", "2,416", "240,000", "14×14"]
    assert "61,706 parameters (61,706 trainable, 0 not)" in lines[-1]


def test_branches_and_groups_have_columns(command: Command) -> None:
    heading, *lines = command("summary", "resnet18").out.splitlines()
    assert heading.split()[-2:] == ["Reads", "Group"]
    joining = [line.split() for line in lines if " Add " in line]
    assert len(joining) == 8
    assert all(len([cell for cell in cells if cell.endswith(",")]) == 1 for cells in joining), "each Add reads two layers"
    assert joining[0][-1].startswith("conv2/")


def test_memory_follows_the_batch(command: Command) -> None:
    small, large = (
        command("summary", "lenet5", "--json", "--batch-size", size).document["training_memory_bytes"] for size in (1, 100)
    )
    activations = 4 * sum((28 * 28 * 2, 28 * 28 * 6, 14 * 14 * 6, 1600, 400, 400, 120, 84, 10))
    assert (large - small) / 99 == pytest.approx(ACTIVATIONS * activations, rel=0.01)


@pytest.mark.slow
@pytest.mark.usefixtures("pretending")
def test_memory_is_the_figure_that_train_judges_by(command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = command("summary", "lenet5", "--json").document
    told = spell_bytes(found["training_memory_bytes"])
    assert f"about {told} to train 64 images" in command("summary", "lenet5").out
    monkeypatch.setattr(checks, "free_memory", lambda: 1 << 20)
    outcome = command("train", "lenet5", "--data", "mnist-sample", "--out", tmp_path / "run", "--device", "cpu", "--epochs", 1)
    assert f"Training needs about {told} of memory; " in outcome.err


def test_rebuilt_for_other_images(command: Command) -> None:
    found = command("summary", "lenet5", "--json", "--image", 32, 32, 3, "--classes", 7).document
    assert found["layers"][0]["output_shape"] == [None, 32, 32, 3]
    assert found["layers"][-1]["output_shape"] == [None, 7]


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A network whose second convolution doesn't fit."""
    graph = PRESETS["lenet5"].graph()
    conv = graph.named("conv2d_1")
    path = tmp_path / "broken.loom"
    save(Project(graph.replace_layer(conv.id, Conv2D(filters=16, kernel_size=(50, 50)))), path)
    return path


def test_problems_are_printed_and_exit_with_1(command: Command, broken: Path) -> None:
    outcome = command("summary", broken, "--json")
    found = outcome.document
    assert outcome.code == 1
    assert found["problems"][0]["layer"] == "conv2d_1"
    assert "50×50" in found["problems"][0]["message"]
    assert 'Use padding "same" in "conv2d_1"' in found["problems"][0]["repairs"]
    assert (found["total_params"], found["macs"], found["training_memory_bytes"]) == (None, None, None)
    assert found["layers"][4]["output_shape"] is None
    assert found["layers"][2]["params"] == 156


def test_a_total_that_cannot_be_known_is_a_part_and_says_so(command: Command, broken: Path) -> None:
    outcome = command("summary", broken)
    known = sum(layer["params"] or 0 for layer in command("summary", broken, "--json").document["layers"])
    assert f"at least {known:,} parameters" in outcome.out
    assert "? MACs" in outcome.out


def test_problems_in_the_table(command: Command, broken: Path) -> None:
    outcome = command("summary", broken)
    assert outcome.code == 1
    assert '✗ Conv2D "conv2d_1"' in outcome.out
    assert '→ Use padding "same"' in outcome.out


def test_a_warning_is_no_problem(command: Command, tmp_path: Path) -> None:
    graph = PRESETS["lenet5"].graph()
    path = tmp_path / "raw.json"
    path.write_text(write_json(graph.remove(graph.named("rescaling").id)), encoding="utf-8")
    outcome = command("summary", path, "--json")
    assert outcome.code == 0
    assert outcome.document["problems"] == []
    assert "0 to 255" in outcome.document["warnings"][0]["message"]


def test_several(command: Command, broken: Path) -> None:
    outcome = command("summary", "lenet5", "nope", broken, "--json")
    good, missing, bad = outcome.document
    assert outcome.code == 2
    assert good["total_params"] == 61_706
    assert set(missing) == {"source", "error"}
    assert missing["source"] == "nope"
    assert bad["problems"]
    assert len(outcome.err.splitlines()) == 1


def test_several_as_tables(command: Command, broken: Path) -> None:
    outcome = command("summary", "lenet5", broken)
    assert outcome.code == 1
    assert outcome.out.index("── lenet5") < outcome.out.index(f"── {broken}")


@pytest.mark.slow
def test_decisions_about_images_need_their_dataset(command: Command, tmp_path: Path) -> None:
    outcome = command("summary", "lenet5", "--curation", tmp_path / "x.data.json")
    assert (outcome.code, "none is named" in outcome.err) == (2, True)
    write((Curation().relabel(checks_of(open_dataset("mnist-sample").train, [5]), "blot"),), tmp_path / "x.data.json")
    said = command("summary", "lenet5", "--data", "mnist-sample", "--curation", tmp_path / "x.data.json")
    assert "11" in said.out


@pytest.mark.slow
def test_what_there_is_to_say_of_the_images_is_said(command: Command, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        Image.new("L", (28, 28)).save(tmp_path / name / "1.png")
    (tmp_path / "a" / "torn.png").write_bytes(b"torn")
    notes = command("new", str(tmp_path), "--no-baselines", "--json").document["notes"]
    assert notes[0] == "1 of 3 images can't be read and are skipped."
    assert command("summary", "lenet5", "--data", str(tmp_path), "--json").document["data"]["notes"] == notes
    told = command("summary", "lenet5", "--data", str(tmp_path)).out.splitlines()
    assert [line.strip() for line in told if "read" in line] == notes[:2]


def test_a_file_of_decisions_that_is_none_says_what_fits(command: Command, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text("nothing", encoding="utf-8")
    outcome = command("summary", "lenet5", "--data", "mnist-sample", "--curation", str(wrong))
    assert outcome.complained("wrong.json is damaged", "Expected a file that Layerloom wrote beside a project: NAME.data.json")
