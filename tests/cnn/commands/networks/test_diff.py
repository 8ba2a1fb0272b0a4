"""`diff`: two designs beside each other at the terminal."""

import json
from pathlib import Path

import pytest

from cnn.layers import Dropout
from cnn.presets import PRESETS
from cnn.project import Project, save
from cnn.runs.folder import RunFolder, default_runs_folder
from tests.cnn.commands.cli import Command


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """LeNet-5 with a Dropout before its last layer."""
    graph = PRESETS["lenet5"].graph()
    graph, _ = graph.insert_after(graph.named("dense_1").id, Dropout(rate=0.5))
    path = tmp_path / "mine.loom"
    save(Project(graph=graph, recipe=PRESETS["lenet5"].recipe), path)
    return path


@pytest.mark.slow
def test_layers_totals_and_recipes(command: Command, changed: Path) -> None:
    outcome = command("diff", "lenet5", changed)
    assert (outcome.code, outcome.err) == (0, "")
    lines = [line.split() for line in outcome.out.splitlines()]
    assert ["+", "dropout", "Dropout", "0.5"] in lines
    assert ["Layers", "10", "11", "+1"] in lines
    assert ["Parameters", "61,706", "61,706", "0"] in lines


@pytest.mark.slow
def test_json(command: Command, changed: Path) -> None:
    found = command("diff", changed, "lenet5", "--json").document
    assert found["same"] is False
    assert found["layers"] == [{"state": "removed", "before": "dropout", "after": None, "class_name": "Dropout", "changes": []}]
    assert json.dumps(found)
    assert {total["name"]: (total["before"], total["after"]) for total in found["totals"]}["Layers"] == (11, 10)


@pytest.mark.slow
def test_the_same(command: Command) -> None:
    assert command("diff", "lenet5", "lenet5").out == "The two are the same: 10 layers.\n"


def test_something_that_is_not_there(command: Command) -> None:
    outcome = command("diff", "lenet5", "nothing.loom")
    assert outcome.code == 2
    assert "nothing.loom" in outcome.err


def test_two_runs_say_what_came_out_of_them(command: Command) -> None:
    for name, accuracy in (("a", 0.5), ("b", 0.75)):
        run = RunFolder.create(Project(graph=PRESETS["lenet5"].graph()), default_runs_folder() / name)
        run.update_record(best={"epoch": 1, "val_accuracy": accuracy}, epochs=3)
    lines = [line.split() for line in command("diff", "a", "b").out.splitlines()]
    assert ["Validation", "accuracy", "0.5000", "0.7500", "+0.2500", "better"] in lines
    assert ["Epochs", "3", "3", "0"] in lines
    (accuracy, epochs, *_) = command("diff", "a", "b", "--json").document["results"]
    assert (accuracy["name"], accuracy["difference"], accuracy["better"]) == ("val_accuracy", 0.25, True)
    assert (epochs["after"], epochs["better"]) == (3, None)
    assert command("diff", "a", "lenet5", "--json").document["results"] == []
