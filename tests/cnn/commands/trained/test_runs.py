"""`runs`: which there are, and what a person says of them."""

import json
import os
import time
from pathlib import Path

import pytest

from cnn.runs.folder import default_runs_folder
from cnn.runs.listed.notes import read_notes
from tests.cnn.commands.cli import Command
from tests.cnn.runs.listed.test_index import made


@pytest.mark.slow
def test_runs_are_found_sorted_and_told(command: Command) -> None:
    made(default_runs_folder(), "good", state="finished", best={"val_accuracy": 0.9}, created=1)
    made(default_runs_folder(), "better", state="finished", best={"val_accuracy": 0.95}, created=0)
    made(default_runs_folder(), "failed", state="failed", created=2, best={})
    assert [run["run"] for run in command("runs", "--json").document] == ["failed", "good", "better"]
    found = command("runs", "--filter", "val_accuracy>0.5", "--sort", "best", "--json").document
    assert [(run["run"], run["best"]["val_accuracy"], run["design"]) for run in found] == [
        ("better", 0.95, "c0ffee"),
        ("good", 0.9, "c0ffee"),
    ]
    out = command("runs", "--sort", "name", "--reverse").out.splitlines()
    assert [line.split()[0] for line in out[1:4]] == ["good", "failed", "better"]
    assert "No run fits." in command("runs", "--filter", "nothing").out
    assert command("runs", "--sort", "luck").code == 2


@pytest.mark.slow
def test_names_tags_notes_and_pins_are_said_and_taken_back(command: Command) -> None:
    for name in ("a", "b"):
        made(default_runs_folder(), name)
    (run,) = command("runs", "a", "--rename", "mine", "--tag", "x", "--tag", "y", "--note", "why", "--pin", "--json").document
    assert (run["name"], run["tags"], run["note"], run["pinned"]) == ("mine", ["x", "y"], "why", True)
    assert [run["run"] for run in command("runs", "--json").document] == ["a", "b"]
    assert command("runs", "mine", "--untag", "x", "--json").document[0]["tags"] == ["y"]
    command("runs", "--filter", "-tag:y", "--tag", "rest")
    assert read_notes(default_runs_folder() / "b").tags == ("rest",)
    (run,) = command("runs", "a", "--rename", "", "--note", "", "--unpin", "--json").document
    assert (run["name"], run["note"], run["pinned"], run["tags"]) == ("a", "", False, ["y"])


def test_words_that_no_run_knows_are_named_with_those_that_there_are(command: Command) -> None:
    made(default_runs_folder(), "a", state="finished", best={"val_accuracy": 0.9})
    assert command("runs", "--filter", "val_accuracy>0.95").out.strip() == "No run fits."
    told = command("runs", "--filter", "stat:finished epoch>2 -tag:x")
    assert told.complained("No run knows stat:, epoch>2.", "state:", "epochs")
    assert command("runs", "--filter", "stat:x", "--delete", "--json").complained("No run knows stat:")
    assert command("runs", "--filter", "tag:x", "--delete").out.strip() == "No run fits."


@pytest.mark.slow
def test_runs_go_to_the_trash_and_come_back(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for name in ("a", "b"):
        made(default_runs_folder(), name, state="finished")
    made(default_runs_folder(), "now", state="running", pid=os.getpid(), created=time.time())
    assert command("runs", "--delete").complained("Which runs are meant?")
    assert command("runs", "now", "a", "--delete").complained("now is being trained.")
    assert [run["run"] for run in command("runs", "a", "--delete", "--json").document] == ["a"]
    assert {run["run"] for run in command("runs", "--json").document} == {"b", "now"}
    assert {run["run"] for run in command("runs", "--restore", "a", "--json").document} == {"a", "b", "now"}
    assert command("runs", "--restore", "a").complained("There is no run 'a' in the trash.")


@pytest.mark.slow
def test_what_is_meant_is_asked_for(command: Command) -> None:
    for name in ("a", "b"):
        made(default_runs_folder(), name, network="twin")
    assert command("runs", "--tag", "x").complained("Which runs are meant?")
    assert command("runs", "nowhere").complained("There is no run 'nowhere'.")
    assert command("runs", "twin").complained("2 runs are called twin.", str(default_runs_folder() / "a"))
    assert command("runs", "a", "b", "--rename", "x").complained("can't have one name")
    assert command("runs", "a", "--tag", "x" * 61, "--json").document[0]["tags"] == ["x" * 60]
    assert command("runs", "b", "--rename", "x" * 201).complained("can't be that")
    assert not (default_runs_folder() / "b" / "notes.json").exists()


def test_other_folders_and_runs_that_lie_anywhere(command: Command, tmp_path: Path) -> None:
    run = made(tmp_path / "disk", "far").path
    assert [one["folder"] for one in command("runs", run, "--tag", "x", "--json").document] == [str(run)]
    assert command("runs", "--add-folder", tmp_path / "disk", "--json").document[0]["tags"] == ["x"]
    assert str(tmp_path / "disk") in command("runs").out
    assert command("runs", "--remove-folder", tmp_path / "disk", "--json").document == []


def test_damaged_runs_stop_no_table(command: Command) -> None:
    made(default_runs_folder(), "good", state="finished")
    (default_runs_folder() / "torn").mkdir()
    (default_runs_folder() / "torn" / "run.json").write_text("{")
    done = command("runs")
    assert done.code == 0
    assert "good" in done.out
    assert "run.json is damaged" in done.err
    found = {run["run"]: run for run in command("runs", "--json").document}
    assert found["torn"]["state"] == "damaged"
    assert "is damaged" in found["torn"]["message"]
    assert json.dumps(found)
