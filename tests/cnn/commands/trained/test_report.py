"""`report`: a page or a model card of a run, whole or not at all, with or without asking the model."""

import json
from pathlib import Path

import pytest

from tests.cnn.commands.cli import Command
from tests.cnn.reports.pages import Page
from tests.cnn.reports.runs import run_of


@pytest.mark.slow
def test_a_run_without_a_model_yields_a_report_that_says_so(command: Command, tmp_path: Path) -> None:
    run = run_of(tmp_path / "run", epochs=0, state="failed", message="Something broke.")
    outcome = command("report", run.path, tmp_path / "r.html")
    assert outcome.code == 0, outcome.err
    text = Page((tmp_path / "r.html").read_text(encoding="utf-8")).text
    assert "Something broke." in text
    assert "it failed before its first epoch" in text


@pytest.mark.slow
def test_json_and_events(command: Command, tmp_path: Path) -> None:
    run = run_of(tmp_path / "run")
    document = command("report", run.path, tmp_path / "r.md", "--json").document
    assert (document["report"], document["state"]) == (str(tmp_path / "r.md"), "finished")
    told = [json.loads(line) for line in command("report", run.path, tmp_path / "r.md", "--events").out.splitlines()]
    assert [event["event"] for event in told] == ["progress"] * 3 + ["written"]
    failed = command("report", run.path, tmp_path / "gone" / "r.md", "--events")
    assert json.loads(failed.out)["event"] == "failed"


@pytest.mark.parametrize(
    ("out", "words"),
    [("r.docx", "A report is no .docx"), ("r", "without a suffix"), ("gone/r.html", "does not exist"), (".", "suffix")],
)
def test_what_can_be_known_to_be_wrong_is_said_first(command: Command, tmp_path: Path, out: str, words: str) -> None:
    run = run_of(tmp_path / "run")
    assert command("report", run.path, tmp_path / out).complained(words)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run"]


def test_a_folder_that_is_no_run(command: Command, tmp_path: Path) -> None:
    assert command("report", tmp_path, tmp_path / "r.html").complained("is no run")


def test_a_record_of_a_stranger_is_read_as_data(command: Command, tmp_path: Path) -> None:
    run = run_of(tmp_path / "run")
    (run.path / "run.json").write_text('{"id": "x", "params": 1e999}')
    assert command("report", run.path, tmp_path / "r.html").complained("damaged")
    (run.path / "run.json").unlink()
    (run.path / "run.json").mkdir()
    assert command("report", run.path, tmp_path / "r.html").complained("run.json")


@pytest.mark.slow
def test_the_old_file_stays_where_the_new_one_can_not_be_written(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = run_of(tmp_path / "run")
    (tmp_path / "r.html").write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert command("report", run.path, tmp_path / "r.html").complained("the disk is full", code=1)
    assert (tmp_path / "r.html").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".html") == ["r.html"]
