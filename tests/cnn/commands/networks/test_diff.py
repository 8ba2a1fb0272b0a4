"""`diff`: two designs beside each other at the terminal."""

import json
from pathlib import Path

import pytest

from cnn.layers import Dropout
from cnn.presets import PRESETS
from cnn.project import Project, save
from cnn.runs.folder import RunFolder, default_runs_folder
from tests.cnn.commands.cli import Command
from tests.cnn.runs.logs.test_logs import keras_log


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


# ---------------------------------------------------------------------- logs of other programs


@pytest.fixture
def run() -> RunFolder:
    """A run of ours with three epochs."""
    folder = RunFolder.create(Project(PRESETS["lenet5"].graph(), dataset="mnist-sample"), default_runs_folder() / "mine")
    folder.update_record(
        state="finished", monitor="val_accuracy", epochs=3, best_epoch=3, best={"val_accuracy": 0.75, "val_loss": 0.5}
    )
    rows = ("epoch,loss,val_loss,val_accuracy", "1,0.9,0.8,0.5", "2,0.7,0.6,0.625", "3,0.6,0.5,0.75")
    (folder.path / "history.csv").write_text("\n".join(rows) + "\n")
    return folder


def csv_log(path: Path, epochs: int) -> Path:
    """What Keras's CSVLogger writes: epochs from 0 on."""
    rows = [f"{epoch},{0.5 + epoch / 100},{1 - epoch / 100},{1 - epoch / 200}" for epoch in range(epochs)]
    path.write_text("\n".join(("epoch,val_accuracy,loss,val_loss", *rows)) + "\n")
    return path


def test_a_run_and_a_table_of_keras(command: Command, run: RunFolder, tmp_path: Path) -> None:
    outcome = command("diff", run.path, csv_log(tmp_path / "theirs.csv", 2))
    assert (outcome.code, outcome.err) == (0, "")
    lines = [line.split() for line in outcome.out.splitlines()]
    assert ["Validation", "accuracy", "0.7500", "0.5100", "\N{MINUS SIGN}0.2400", "worse"] in lines
    assert ["1", "0.8000", "1.0000", "0.5000", "0.5000"] in lines  # an epoch: both losses, both accuracies
    assert ["3", "0.5000", "0.7500"] in lines  # the other had ended


def test_two_logs_as_plain_values(command: Command, tmp_path: Path) -> None:
    found = command("diff", keras_log(tmp_path / "board"), csv_log(tmp_path / "theirs.csv", 40), "--json").document
    assert found["axis"] == ["epoch", "epoch"]
    assert found["complaints"] == []
    board, theirs = found["curves"]["val_accuracy"]
    assert theirs[:2] == [[1, 0.5], [2, 0.51]]
    assert len(theirs) == 40
    assert board == [[1, 0.25], [2, 0.5]]
    assert {result["name"] for result in found["results"]} >= {"val_accuracy", "epochs"}
    rows = command("diff", tmp_path / "theirs.csv", tmp_path / "theirs.csv").out.rpartition("\n\n")[2].splitlines()
    assert [rows[-1].split()[0], len(rows)] == ["40", 13]  # the heading, and twelve of forty epochs


@pytest.mark.parametrize(
    ("other", "more", "told"),
    [
        ("lenet5", (), "lenet5 is no run, and a log tells nothing of designs."),
        ("theirs.csv", ("--images",), "A log holds no model"),
    ],
)
def test_what_a_log_can_not_be_asked(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other: str, more: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    csv_log(tmp_path / "theirs.csv", 2)
    assert command("diff", "theirs.csv", other, *more).complained(told)
