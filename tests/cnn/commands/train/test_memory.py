"""A batch that is too large for the memory that is free: told, or made smaller."""

import json
from pathlib import Path

import psutil
import pytest

from cnn.commands.train import checks as terminal
from cnn.commands.train import command as train_command
from cnn.plan import checks
from cnn.project import load
from tests.cnn.commands.cli import Command

pytestmark = [pytest.mark.worker, pytest.mark.usefixtures("pretending")]

GB = 1 << 30
TRAIN = ("train", "lenet5", "--data", "mnist-sample", "--batch-size", 65_536, "--epochs", 1)


@pytest.fixture
def little(monkeypatch: pytest.MonkeyPatch) -> None:
    """1.50 GB are free."""
    monkeypatch.setattr(checks, "free_memory", lambda: 3 * GB // 2)
    monkeypatch.setattr(terminal, "free_gpu_memory", lambda number=0: None)


@pytest.mark.usefixtures("little")
def test_it_is_told_with_a_batch_that_would_fit(command: Command, tmp_path: Path) -> None:
    outcome = command(*TRAIN, "--out", tmp_path / "run")
    assert outcome.code == 0
    assert "of memory; 1.50 GB are free. --batch-size 12288 would fit." in outcome.err
    assert load(tmp_path / "run" / "project.loom").recipe.batch_size == 65_536


@pytest.mark.usefixtures("little")
def test_it_is_made_smaller_when_that_was_asked_for(command: Command, tmp_path: Path) -> None:
    outcome = command(*TRAIN, "--out", tmp_path / "run", "--auto-batch")
    assert "Trains with a batch size of 12288 instead of 65536." in outcome.err
    assert load(tmp_path / "run" / "project.loom").recipe.batch_size == 12_288


@pytest.mark.usefixtures("little")
def test_programs_are_not_disturbed(command: Command, tmp_path: Path) -> None:
    outcome = command(*TRAIN, "--out", tmp_path / "run", "--json")
    assert outcome.err == ""
    found = json.loads(outcome.out)
    assert found["state"] == "finished"
    assert "--batch-size 12288 would fit." in found["notes"][0], "but they are told all the same"


@pytest.mark.usefixtures("little")
def test_who_reads_the_events_hears_what_was_said_before(command: Command, tmp_path: Path) -> None:
    outcome = command(*TRAIN, "--out", tmp_path / "run", "--events")
    first = json.loads(outcome.out.splitlines()[0])
    assert (first["event"], first["phase"]) == ("phase", "start")
    assert "--batch-size 12288 would fit." in first["notes"][0]
    assert json.loads((tmp_path / "run" / "events.jsonl").read_text().splitlines()[0]) == first


def test_a_gpu_counts_when_tensorflow_can_use_it(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "free_memory", lambda: 100 * GB)
    for module in (terminal, checks):
        monkeypatch.setattr(module, "free_gpu_memory", lambda number=0: GB // 2)
    monkeypatch.setenv("PRETEND_GPUS", "1")
    outcome = command(*TRAIN, "--out", tmp_path / "run")
    assert "512 MB are free. Not even a batch of one image may fit." in outcome.err
    outcome = command(*TRAIN, "--out", tmp_path / "other", "--device", "cpu")
    assert outcome.err == ""
    monkeypatch.delenv("PRETEND_GPUS")
    outcome = command(*TRAIN, "--out", tmp_path / "third")
    assert outcome.err == "", "the driver sees a GPU, TensorFlow doesn't"


def test_the_range_test_has_the_gpu_for_itself(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "free_gpu_memory", lambda number=0: GB)
    monkeypatch.setattr(checks, "free_gpu_memory", lambda number=0: 100 * GB)
    monkeypatch.setenv("PRETEND_GPUS", "1")
    workers: list[object] = []

    def look(*_: object) -> int:
        running = [child for child in psutil.Process().children() if child.status() != psutil.STATUS_ZOMBIE]
        workers.append(running)
        return 0

    monkeypatch.setattr(train_command, "find_rate", look)
    assert command(*TRAIN, "--find-learning-rate").code == 0
    assert workers == [[]]


def test_what_fits_is_not_mentioned(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "free_memory", lambda: 100 * GB)
    assert command(*TRAIN, "--out", tmp_path / "run").err == ""
