"""Past runs are listed as far as they can be read."""

import os
from pathlib import Path

import psutil

from cnn.network import Network
from cnn.project import Project
from cnn.runs.folder import RunFolder
from cnn.runs.history import past_runs


def run(folder: Path, created: float, **record: object) -> RunFolder:
    found = RunFolder.create(Project(Network().graph), folder)
    found.update_record(created=created, **record)
    return found


def test_newest_first_and_damaged_ones_left_out(tmp_path: Path) -> None:
    for name, created in (("a", 1.0), ("c", 3.0), ("b", 2.0)):
        run(tmp_path / name, created, state="finished")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "run.json").write_text("{")
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("")
    assert [Path(record.folder).name for record in past_runs(tmp_path)] == ["c", "b", "a"]


def test_no_folder_yet(tmp_path: Path) -> None:
    assert past_runs(tmp_path / "nowhere") == []
    assert past_runs() == []


def test_the_default_folder() -> None:
    made = RunFolder.create(Project(Network().graph))
    assert [record.id for record in past_runs()] == [made.id]


def test_running_without_a_worker_is_interrupted(tmp_path: Path) -> None:
    now = psutil.Process().create_time()
    run(tmp_path / "alive", 4.0, state="running", pid=os.getpid(), started=now + 5)
    run(tmp_path / "reborn", 3.0, state="running", pid=os.getpid(), started=now - 100)  # the number was given away again
    run(tmp_path / "dead", 2.0, state="running", pid=2**22 + 1, started=now)
    run(tmp_path / "nameless", 1.0, state="running")
    assert [record.state for record in past_runs(tmp_path)] == ["running", "interrupted", "interrupted", "interrupted"]
