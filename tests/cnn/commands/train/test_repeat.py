"""`repeat`: the same training several times, with a worker that pretends."""

from pathlib import Path

import pytest

from cnn.presets import PRESETS
from cnn.project import Project, save
from cnn.recipe import Recipe
from cnn.runs.folder import RunFolder
from tests.cnn.commands.cli import Command

pytestmark = [pytest.mark.worker, pytest.mark.usefixtures("pretending")]

DATA = ("--data", "mnist-sample", "--epochs", 1)


def test_two_networks_with_the_same_seeds(command: Command, tmp_path: Path) -> None:
    outcome = command(
        "repeat", "lenet5", "nin", *DATA, "--image", 32, 32, 1, "--classes", 10, "--seeds", 2, "--out", tmp_path, "--json"
    )
    assert outcome.code == 0, outcome.err
    found = outcome.document
    assert list(found["networks"]) == ["lenet5", "nin"]
    assert [run["repeat"] for run in found["networks"]["nin"]["runs"]] == ["seed 0", "seed 1"]
    assert found["figure"] == "val_accuracy"
    (comparison,) = found["comparisons"]
    assert (comparison["first"], comparison["second"], comparison["difference"], comparison["better"]) == (
        "lenet5",
        "nin",
        0,
        None,
    )
    folders = {path.name: RunFolder.open(path).record() for path in tmp_path.iterdir() if (path / "run.json").exists()}
    assert sorted(folders) == ["lenet5-seed-0", "lenet5-seed-1", "nin-seed-0", "nin-seed-1"]
    assert folders["nin-seed-1"].seed == 1


def test_folds_at_the_terminal(command: Command, tmp_path: Path) -> None:
    outcome = command("repeat", "lenet5", *DATA, "--folds", 2, "--out", tmp_path)
    assert outcome.code == 0, outcome.err
    lines = [line.split() for line in outcome.out.splitlines()]
    assert ["fold", "1/2", "0.9000"] in lines
    assert ["mean", "0.9000"] in lines


def test_what_is_done_is_told_though_a_later_run_can_not_begin(command: Command, tmp_path: Path) -> None:
    (tmp_path / "lenet5-seed-1").mkdir()
    (tmp_path / "lenet5-seed-1" / "run.json").write_text("{}")
    outcome = command("repeat", "lenet5", *DATA, "--seeds", 2, "--out", tmp_path, "--json")
    assert outcome.code != 0
    assert [run["repeat"] for run in outcome.document["networks"]["lenet5"]["runs"]] == ["seed 0"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("lenet5",), "What should be different from run to run?"),
        (("lenet5", "--seeds", 2, "--folds", 2), "What should be different from run to run?"),
        (("lenet5", "lenet5", "--seeds", 2), "lenet5 is named twice."),
        (("lenet5", "--folds", 2, "--validation-data", "mnist-sample"), "would be validated on the same images"),
        (("nothing", "--seeds", 2), "There is no preset or file 'nothing'"),
    ],
)
def test_refused(command: Command, words: tuple[object, ...], told: str) -> None:
    outcome = command("repeat", *words, *DATA)
    assert outcome.code == 2
    assert told in outcome.err


def test_networks_are_compared_with_the_same_seeds_whatever_their_files_have(command: Command, tmp_path: Path) -> None:
    for name, seed in (("a", 4), ("b", 9)):
        save(Project(PRESETS["lenet5"].graph(), Recipe(seed=seed), "mnist-sample"), tmp_path / f"{name}.loom")
    files = tmp_path / "a.loom", tmp_path / "b.loom"
    found = command("repeat", *files, *DATA, "--seeds", 2, "--out", tmp_path / "runs", "--json").document
    told = {name: [run["repeat"] for run in network["runs"]] for name, network in found["networks"].items()}
    assert told == {"a": ["seed 4", "seed 5"], "b": ["seed 4", "seed 5"]}
    assert RunFolder(tmp_path / "runs" / "b-seed-5", "").record().seed == 5
