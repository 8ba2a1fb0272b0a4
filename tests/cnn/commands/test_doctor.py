"""`doctor`, and its line beside a training."""

import json
from pathlib import Path

import pytest

from cnn.commands.train.examining import Examining
from cnn.commands.train.progress import EventLines, Lines, Reporter
from cnn.commands.trained.doctor import doctor
from cnn.project import Project, save
from cnn.recipe import Recipe
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Event, write_line
from tests.cnn.doctor.patients import batch_normalised, dense
from tests.cnn.doctor.test_examine import epoch, layer, look

ILL: list[Event] = [event for number in (1, 2) for event in (look(number, layer("dense", dead=1.0)), epoch(number, 2.3))]


@pytest.fixture
def project() -> Project:
    return Project(dense(8, 8), Recipe(), "mnist-sample")


def test_a_run_that_is_ill_is_told_with_what_would_help(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = RunFolder.create(project, tmp_path / "run")
    folder.events.write_text("".join(map(write_line, ILL)))
    assert doctor(str(folder.path)) == 1
    assert capsys.readouterr().out.splitlines() == [
        '! Dead ReLUs: 100% of the units of "dense" give 0 for all images, and learn nothing any more.',
        '  → Use leaky ReLU in "dense"',
    ]
    assert doctor(str(folder.path), as_json=True) == 1
    told = json.loads(capsys.readouterr().out)
    (finding,) = told["findings"]
    assert (told["trained"], told["epochs"], finding["kind"], finding["layer"]) == (True, 2, "dead_relu", "dense")
    assert finding["evidence"]["bars"] == [{"name": "dense", "value": 1.0, "marked": True}]


def test_a_design_is_looked_at_before_it_is_trained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "small.loom"
    save(Project(batch_normalised(), Recipe(batch_size=2), "mnist-sample"), path)
    assert doctor(str(path)) == 1
    assert "Use a batch of 32" in capsys.readouterr().out
    assert doctor("lenet5") == 0
    assert capsys.readouterr().out == "Nothing is wrong.\n"


def test_a_training_says_each_kind_once(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    import sys

    reporter = Examining("r", project, Lines(project, sys.stdout))
    for event in (*ILL, *ILL):
        reporter.hear(event)
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("!")]
    assert lines == [
        '! Dead ReLUs: 100% of the units of "dense" give 0 for all images, and learn nothing any more. '
        '→ Use leaky ReLU in "dense".'
    ]


def test_a_program_that_reads_along_gets_it_as_an_event(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    reporter = Examining("r", project, EventLines(Reporter()))
    for event in ILL:
        reporter.hear(event)
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    found = next(event for event in events if event["event"] == "found")
    assert (found["run"], found["kind"], found["suggestion"]) == ("r", "dead_relu", 'Use leaky ReLU in "dense"')
