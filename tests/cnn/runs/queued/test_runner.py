"""What takes the queue's trainings up, with a program that pretends to train: each start of it leaves a line."""

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cnn.errors import FileError
from cnn.files import locks
from cnn.files.locks import Lock
from cnn.graph import Graph
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.runs.folder import RunRecord
from cnn.runs.queued import queue as queued
from cnn.runs.queued import runner as running
from cnn.runs.queued.queue import MOST_TRIES, Entry
from cnn.runs.queued.runner import Runner, judged

pytestmark = pytest.mark.slow

PRETENDED = Path(__file__).with_name("pretended.py")


@pytest.fixture(autouse=True)
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Runs in a folder of the test's own, and a program that only pretends."""
    monkeypatch.setenv("LAYERLOOM_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr(running, "own_program", lambda *words: [sys.executable, "-S", str(PRETENDED), *words])
    monkeypatch.setattr(running, "PAUSE", 0.01)
    return tmp_path / "runs"


def _graph(name: str) -> Graph:
    return replace(PRESETS["lenet5"].graph(), name=name)


def _add(*names: str, computer: str = "here") -> list[int]:
    entries = queued.add([(name, Project(_graph(name), dataset="mnist-sample")) for name in names], computer=computer)
    return [entry.number for entry in entries]


def _starts(runs: Path) -> list[list[str]]:
    return [json.loads(line) for line in (runs.parent / "starts").read_text().splitlines()]


def _told() -> list[str]:
    return [entry.told(entry.record()) for entry in queued.read().entries]


def _run() -> list[str]:
    lines: list[str] = []
    assert Runner(lines.append).run()
    return lines


def _until_running(number: int, runner: Runner) -> Entry:
    """Steps until a training's record says that it runs."""
    while True:
        runner._step()
        entry = queued.read().entry(number)
        record = entry.record()
        if record is not None and record.state == "running":
            return entry


def test_one_after_the_other_and_skipped_ones_not(runs: Path) -> None:
    _, second, _ = _add("one", "two", "three")
    queued.skip(second)
    assert _run() == ["1  one: begins", "1  one: finished", "3  three: begins", "3  three: finished"]
    assert _told() == ["finished", "skipped", "finished"]
    assert [words[0] for words in _starts(runs)] == ["train", "train"]
    assert sorted(path.name[16:] for path in runs.iterdir()) == ["one", "three"]


def test_what_was_refused_says_why_leaves_no_folder_and_keeps_nobody_waiting(runs: Path) -> None:
    _add("refused", "failing", "two")
    assert _run()[1] == "1  refused: The images are not there. Choose others."
    assert _told() == ["failed", "failed", "finished"]
    assert sorted(path.name[16:] for path in runs.iterdir()) == ["failing", "two"]


def test_a_training_that_dies_is_taken_up_again_but_not_for_ever(runs: Path) -> None:
    (number,) = _add("dying")
    _run()
    starts = _starts(runs)
    assert len(starts) == MOST_TRIES
    assert ["--resume" in words for words in starts] == [False, True, True]
    assert queued.read().entry(number).over
    queued.want(number)
    assert queued.read().entry(number).tries == 0


def test_who_comes_after_a_kill_waits_for_what_still_runs(runs: Path) -> None:
    first, _ = _add("endless", "two")
    killed = Runner(lambda _: None)
    entry = _until_running(first, killed)
    after = Runner(lambda _: None)
    after._step()
    assert queued.read().entry(first) == entry
    assert len(_starts(runs)) == 1
    os.kill(entry.pid or 0, signal.SIGINT)
    assert after.run()
    killed._children[first].wait()
    assert _told() == ["finished", "finished"]
    assert ["--resume" in words for words in _starts(runs)] == [False, True, False]


def test_another_process_of_the_same_number_is_not_taken_for_it(runs: Path) -> None:
    (number,) = _add("one")
    queued.change(lambda queue: queue.changed(number, pid=os.getpid(), began=1.0))
    _run()
    assert _told() == ["finished"]


def test_a_pause_now_and_going_on(runs: Path) -> None:
    (number,) = _add("endless")
    runner = Runner(lambda _: None)
    _until_running(number, runner)
    queued.pause(now=True)
    assert runner.run()
    assert _told() == ["paused"]
    queued.go_on()
    assert runner.run()
    assert _told() == ["finished"]
    assert ["--resume" in words for words in _starts(runs)] == [False, True]


def test_one_that_is_skipped_while_it_trains_ends_and_the_next_begins(runs: Path) -> None:
    first, _ = _add("endless", "two")
    runner = Runner(lambda _: None)
    _until_running(first, runner)
    queued.skip(first)
    assert runner.run()
    assert _told() == ["skipped", "finished"]


def test_leaving_ends_what_is_trained_and_the_next_time_it_goes_on(runs: Path) -> None:
    (number,) = _add("endless")
    runner = Runner(lambda _: None)
    _until_running(number, runner)
    runner.leave()
    assert runner.run()
    assert _told() == ["paused"]
    _run()
    assert _told() == ["finished"]


def test_only_one_takes_the_queue_up(runs: Path) -> None:
    (number,) = _add("endless")
    runner = Runner(lambda _: None)
    thread = threading.Thread(target=runner.run)
    thread.start()
    while queued.read().entry(number).pid is None:
        pass
    assert running.is_running()
    assert not Runner(lambda _: None).run()
    runner.leave()
    thread.join()
    assert not running.is_running()


@pytest.mark.parametrize("asked", [lambda: Runner(str).run(), lambda: not running.is_running()])
def test_who_only_looks_keeps_nobody_from_it(monkeypatch: pytest.MonkeyPatch, asked: Callable[[], bool]) -> None:
    queued.folder().mkdir(parents=True)
    look = Lock(queued.folder() / ".runner.lock")
    assert look.take()
    monkeypatch.setattr(locks.time, "sleep", lambda _seconds: look.release())  # as soon as anybody waits for it
    assert asked()


def test_each_computer_trains_one_at_a_time(runs: Path) -> None:
    here, there = *_add("endless"), *_add("endless", computer="lab")
    (either,) = _add("endless", computer="")
    queued.use(["here", "lab"])
    runner = Runner(lambda _: None)
    _until_running(here, runner)
    _until_running(there, runner)
    queued.skip(there)
    _until_running(either, runner)
    assert queued.read().entry(here).pid is not None
    runner.leave()
    assert runner.run()
    onto = [words[words.index("--on") + 1] if "--on" in words else "here" for words in _starts(runs)]
    assert onto == ["here", "lab", "lab"]


@pytest.mark.parametrize(
    ("entry", "record", "changes"),
    [
        ({}, None, {"over": True, "run": "", "error": "why"}),
        ({}, {"state": "finished"}, {"over": True}),
        ({}, {"state": "stopped", "epochs": 3, "planned_epochs": 3}, {"over": True}),
        ({}, {"state": "stopped", "epochs": 2, "planned_epochs": 3}, {"tries": 1, "over": False, "error": ""}),
        ({"tries": 2}, {"state": "interrupted"}, {"tries": 3, "over": True, "error": ""}),
        ({"tries": 2}, "", {"tries": 3, "over": True, "error": "It ended before it began."}),
        ({"wanted": "skip"}, {"state": "interrupted"}, {}),
        ({"asked": True}, None, {}),
        ({"asked": True}, {"state": "failed"}, {"over": True}),
    ],
)
def test_what_becomes_of_an_entry(entry: dict[str, Any], record: dict[str, Any] | str | None, changes: dict[str, Any]) -> None:
    found = RunRecord.model_validate({"id": "x", **record}) if isinstance(record, dict) else None
    assert judged(Entry.model_validate({"number": 1, **entry}), found, "" if record == "" else "why") == changes


@pytest.mark.parametrize("aside", [True, False])
def test_trainings_step_aside_where_a_window_began_the_queue(runs: Path, monkeypatch: pytest.MonkeyPatch, aside: bool) -> None:
    told = runs.parent / "told"
    program = [sys.executable, "-c", f"import os; open({str(told)!r}, 'w').write(os.environ.get('LAYERLOOM_ASIDE', 'no'))"]
    monkeypatch.setattr(running, "own_program", lambda *_: program)
    monkeypatch.setenv("LAYERLOOM_ASIDE", "1")  # who begins it decides, not who began that one
    begun = running.start(aside=aside)
    assert begun._process.wait(60) == 0
    assert begun.complaint() is None
    assert told.read_text() == ("1" if aside else "no")


def test_where_nothing_can_be_written_nothing_is_begun() -> None:
    queued.folder().parent.mkdir(parents=True, exist_ok=True)
    queued.folder().write_text("a file where the folder should be")
    with pytest.raises(FileError, match="queue"):
        running.start()


def test_a_program_that_dies_on_its_way_leaves_an_entry_as_it_was(runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (number,) = _add("a")
    queued.pause(now=True)
    monkeypatch.setattr(running, "own_program", lambda *_: [sys.executable, "-c", "raise SystemExit(3)"])
    begun = running.start()
    queued.change(lambda queue: queue.changed(number, run=str(runs / "never-made")))  # as the program does first
    assert begun._process.wait(60) == 3
    assert "exit code 3" in str(begun.complaint())
    assert queued.read().paused
    assert _told() == ["waiting"]
