"""`new`: what is proposed, written and refused."""

from pathlib import Path

import pytest
from PIL import Image

from cnn.project import load
from tests.cnn.commands.cli import Command


@pytest.mark.story
@pytest.mark.slow
def test_proposals_as_json(command: Command) -> None:
    found = command("new", "mnist-sample", "--json").document
    assert [item["name"] for item in found["proposals"]] == ["small", "lenet5", "residual"]
    lenet = found["proposals"][1]
    assert (lenet["total_params"], lenet["macs"], lenet["image"]) == (61_706, 416_520, [28, 28, 1])
    assert lenet["seconds"] > 0
    assert [item["name"] for item in found["baselines"]] == ["largest_class", "nearest_mean", "logistic_regression"]
    assert (found["written"], found["images"], found["task"]) == (None, {"train": 5000}, "classes")


@pytest.mark.story
@pytest.mark.slow
def test_proposals_as_tables(command: Command) -> None:
    outcome = command("new", "mnist-sample")
    assert (outcome.code, outcome.err) == (0, "")
    for words in ("Small convolutional network", "61,706", "logistic regression", "--out FILE.loom", "epochs"):
        assert words in outcome.out


@pytest.mark.slow
def test_the_chosen_network_is_written_and_can_be_summarized(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "my digits.loom"
    outcome = command("new", "mnist-sample", "--network", "lenet5", "--out", str(file), "--no-baselines")
    assert outcome.code == 0
    assert "To beat" not in outcome.out
    assert f"train '{file}'" in outcome.out  # a path with a space can be copied as it stands
    project = load(file)
    assert (project.dataset, project.graph.name, project.recipe.early_stopping) == ("mnist-sample", "lenet5", True)
    assert command("summary", str(file), "--json").document["total_params"] == 61_706


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("mnist-sample", "--network", "lenet"), ("lenet", "lenet5")),
        (("mnist-sample", "--out", "net.keras"), ("net.keras", ".loom")),
        (("no-such-dataset",), ("no-such-dataset",)),
        (("./nothing/here",), ("nothing",)),
    ],
)
def test_what_is_refused(command: Command, arguments: tuple[str, ...], words: tuple[str, ...]) -> None:
    assert command("new", *arguments).complained(*words)


@pytest.mark.slow
def test_a_base_with_imagenet_weights_gets_a_new_head(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "digits.loom"
    found = command("new", "mnist-sample", "--from", "MobileNetV2", "--out", str(file), "--json").document
    assert (found["weights"], found["image"], found["written"]) == ("imagenet:mobilenet_v2", [64, 64, 3], str(file))
    assert found["phases"][0] == "Epochs 1-5: 12,810 of 2,270,794 parameters learn, at 0.001."
    project = load(file)
    assert (project.weights, project.recipe.fine_tune_after) == ("imagenet:mobilenet_v2", 5)
    assert (
        "MobileNetV2 with ImageNet weights, for images of 64×64×3" in command("new", "mnist-sample", "--from", "mobilenet_v2").out
    )
    assert command("new", "mnist-sample", "--from", "lenet5").complained("lenet5 has no ImageNet weights", "mobilenet_v2")
    assert command("new", "mnist-sample", "--from", "vgg16", "--network", "small").complained("Choose one.")


@pytest.mark.slow
def test_one_unit_for_two_classes(command: Command, tmp_path: Path) -> None:
    for number in range(8):
        picture = tmp_path / "data" / "ab"[number % 2] / f"{number}.png"
        picture.parent.mkdir(parents=True, exist_ok=True)
        Image.new("L", (28, 28), number * 30).save(picture)
    data, file = str(tmp_path / "data"), str(tmp_path / "one.loom")
    assert command("new", data, "--classes", "1", "--network", "lenet5", "--out", file, "--no-baselines").code == 0
    assert command("summary", file, "--json").document["total_params"] == 61_706 - 9 * 85  # of ten units of 84 + 1 numbers, one
    assert command("new", data, "--from", "mobilenet_v2", "--classes", "1", "--out", file).code == 0
    assert command("summary", file, "--json").document["layers"][-1]["output_shape"] == [None, 1]
    assert command("new", data, "--classes", "3").complained("2 classes", "with 1")
    assert command("new", "mnist-sample", "--classes", "1").complained("10 classes", "Leave --classes 1 out.")


def test_one_class_is_told_as_what_is_wrong(command: Command, tmp_path: Path) -> None:
    """Not a network that is missing, whatever the size of the images."""
    for number in range(3):
        picture = tmp_path / "a" / f"{number}.png"
        picture.parent.mkdir(exist_ok=True)
        Image.new("L", (64, 64), number * 40).save(picture)
    assert command("new", str(tmp_path)).complained("All images are of one class", "Lay images of another class beside them.")
