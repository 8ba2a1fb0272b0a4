"""Where files lie, as a report tells it: no path of the computer on which it was written."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from cnn.files.places import Places
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.reports.again import command_line, train_arguments
from cnn.reports.report import written
from tests.cnn.reports.runs import classes_answer, gathered, run_of


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of whoever trained."""
    monkeypatch.setenv("HOME", str(tmp_path / "anna"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "anna"))
    return tmp_path / "anna"


def test_a_place_is_named_from_the_run_or_from_home(home: Path, tmp_path: Path) -> None:
    run = home / "runs" / "one"
    run.mkdir(parents=True)
    (tmp_path / "link").symlink_to(home)
    for path, told in {
        run: "one",
        run / "project.loom": "one/project.loom",
        home / "runs" / "one-more": "~/runs/one-more",
        home / "cells": "~/cells",
        tmp_path / "annabel" / "cells": str(tmp_path / "annabel" / "cells"),
        tmp_path / "other": str(tmp_path / "other"),
    }.items():
        assert Places(run).told(f"There is no {path}.") == f"There is no {told}."
        assert Places(run).told(f"{path}::label=a") == f"{told}::label=a"
    assert Places(tmp_path / "link" / "runs" / "one").told(str(run / "model.keras")) == "one/model.keras"


@pytest.mark.skipif(os.name == "nt", reason="a shell of its own")
def test_a_shell_finds_what_lies_in_the_home(home: Path) -> None:
    line = Places(home / "run").command(["echo", str(home / "my cells" / "$(x) 'y'"), str(home), "a b"])
    said = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=True, env={"HOME": str(home)}).stdout
    assert said == f"{home}/my cells/$(x) 'y' {home} a b\n"


@pytest.mark.slow
@pytest.mark.parametrize("kind", [".html", ".md"])
def test_no_path_of_the_computer_stands_in_a_report(home: Path, kind: str) -> None:
    project = Project(PRESETS["lenet5"].graph(), Recipe(epochs=2), str(home / "my_cells"))
    run = run_of(home / "runs" / "one", project, dataset=project.dataset)
    run.model.write_bytes(b"model")
    text = written(gathered(run, classes_answer()), kind).decode()
    assert str(home) not in text
    assert "~/my_cells" in text
    assert kind == ".md" or "layerloom evaluate one" in text
    assert not re.search(r"/(home|root|tmp)/", text)


def test_of_an_edited_network_the_project_is_named_from_the_folder_of_runs(home: Path) -> None:
    graph = PRESETS["lenet5"].graph()
    dense = graph.named("dense")
    project = Project(graph.replace_layer(dense.id, dense.layer.replace(units=33)), Recipe(), "mnist-sample")
    run = run_of(home / "runs" / "one", project)
    assert command_line(train_arguments(project, run), Places(run.path)) == "layerloom train one/project.loom"
