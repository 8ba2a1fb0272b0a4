"""What the command line logs, and `--verbose` before or behind a command."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cnn.commands import catalogue, jobs
from cnn.commands.names import COMMANDS, without_verbose
from cnn.files.logs import TERMINAL, WORKER, log_file
from cnn.runs.messages import Failed
from tests.cnn.commands.cli import Command

ROOT = Path(__file__).parents[3]


def log() -> str:
    """What stands in the log of terminals."""
    return log_file(TERMINAL).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [["--verbose", "summary", "lenet5"], ["summary", "--verbose", "lenet5"], ["summary", "lenet5", "--json", "--Verbose"]],
)
def test_details_are_shown_wherever_the_switch_stands(command: Command, arguments: list[str]) -> None:
    outcome = command(*arguments)
    assert outcome.code == 0
    assert "INFO terminal[" in outcome.err
    assert "starts, Python" in outcome.err
    assert "61,706" in outcome.out or outcome.document["total_params"] == 61_706  # what goes to programs stays as it is
    assert outcome.err.splitlines() == log().splitlines()


def test_without_the_switch_nothing_of_it_is_shown(command: Command) -> None:
    assert command("summary", "lenet5").err == ""
    assert "Ends with exit code 0" in log()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_the_help_lists_it(command: Command, name: str) -> None:
    assert "--verbose" in command(*filter(None, (name, "--help"))).out


@pytest.mark.slow
def test_it_is_a_switch(command: Command) -> None:
    assert command("summary", "lenet5", "--verbose=2").complained("--verbose is a switch")
    assert command("summary", "lenet5", "--verbos").complained("Did you mean --verbose?")


def test_behind_two_dashes_there_are_only_names() -> None:
    assert without_verbose(["summary", "--", "--verbose"]) == (["summary", "--", "--verbose"], False)
    assert without_verbose(["--verbose", "summary", "--", "a"]) == (["summary", "--", "a"], True)


def test_refusals_are_logged(command: Command) -> None:
    assert command("summary", "lenet99").complained("lenet99")
    assert "WARNING terminal[" in log()
    assert "Refused: There is no preset or file 'lenet99'." in log()


def test_files_that_are_opened_and_written_are_logged(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "net.loom"
    command("convert", "lenet5", path)
    command("summary", path)
    assert f"Exported '{path}'" in log()
    assert f"Opened '{path}': 1" in log()


def test_an_error_that_nobody_foresaw_is_logged_and_told(
    command: Command, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(catalogue, "presets", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        command("presets")
    assert "ZeroDivisionError" in log()
    assert str(log_file(TERMINAL)) in capfd.readouterr().err


def test_the_end_is_logged_also_where_nobody_reads_any_more(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def presets() -> None:
        raise SystemExit(1)

    monkeypatch.setattr(catalogue, "presets", presets)
    assert command("presets").code == 0
    assert "Ends with exit code 0" in log()


@pytest.mark.story
@pytest.mark.slow
def test_a_full_disk_does_not_keep_a_command_from_its_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs a device that is always full")
    (tmp_path / "terminal.log").symlink_to("/dev/full")
    monkeypatch.setenv("LAYERLOOM_LOG", str(tmp_path / "window.log"))
    command = [sys.executable, ROOT / "main.py", "presets", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)


@pytest.mark.worker
def test_a_training_is_logged_from_its_workers_start_to_its_end(command: Command, pretending: None) -> None:
    run = command("train", "lenet5", "--data", "mnist-sample", "--json").document["run"]
    told = [line.split(": ", 1)[1] for line in log().splitlines()]
    (number,) = {word for line in told if line.startswith("Worker ") for word in line.split() if word.isdecimal()} - {"0"}
    assert told[1:] == [
        f"Worker {number} starts",
        f"Run {run} begins in worker {number}",
        f"Run {run} is finished",
        f"Worker {number} ends with exit code 0",
        "Ends with exit code 0",
    ]


@pytest.mark.worker
@pytest.mark.keras
@pytest.mark.thorough
def test_a_worker_logs_details_as_well(command: Command, tmp_path: Path) -> None:
    outcome = command("convert", "lenet5", tmp_path / "net.keras", "--verbose")
    assert outcome.code == 0
    worker = log_file(WORKER).read_text(encoding="utf-8")
    assert "starts, Python" in worker
    assert "DEBUG worker[" in worker
    assert "Command export" in worker
    assert "worker[" not in outcome.err


def test_what_only_the_log_can_explain_names_its_file() -> None:
    told = jobs.failure(Failed(time=1.0, error="WorkerDied", message="It died.", hint="Try again.", log_file="/runs/1/log.txt"))
    assert str(told) == "It died. Try again. Log: /runs/1/log.txt"
    known = jobs.failure(Failed(time=1.0, error="DatasetError", message="It is broken.", hint="Mend it.", log_file="/log.txt"))
    assert str(known) == "It is broken. Mend it."
