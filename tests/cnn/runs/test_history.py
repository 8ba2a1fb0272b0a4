"""Past runs are listed as far as they can be read."""

import os
from datetime import datetime
from pathlib import Path

import psutil
import pytest

from cnn.blocks.functional import Network
from cnn.project import Project
from cnn.runs.folder import RunFolder
from cnn.runs.history import past_runs
from tests.cnn.runs.odd import NO_FILES, ODD, put_no_file, run


def test_newest_first(tmp_path: Path) -> None:
    for name, created in (("a", 1.0), ("c", 3.0), ("b", 2.0)):
        run(tmp_path / name, created, state="finished")
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


@pytest.mark.parametrize("content", ODD.values(), ids=ODD)
def test_an_odd_record_is_a_damaged_row_and_no_more(tmp_path: Path, content: bytes) -> None:
    run(tmp_path / "whole", 3.0, state="finished")
    odd = tmp_path / "odd"
    odd.mkdir()
    (odd / "run.json").write_bytes(content)
    found = {Path(record.folder).name: record for record in past_runs(tmp_path)}
    assert (found["whole"].state, found["odd"].state) == ("finished", "damaged")
    assert "run.json" in found["odd"].message
    assert datetime.fromtimestamp(found["odd"].created).year > 2000
    assert (odd / "run.json").read_bytes() == content, "what can't be read stays"


@pytest.mark.skipif(os.name == "nt", reason="pipes and links")
@pytest.mark.parametrize("kind", NO_FILES)
def test_what_is_no_file_is_not_waited_for(tmp_path: Path, kind: str) -> None:
    put_no_file(tmp_path / "odd" / "run.json", kind)
    (found,) = past_runs(tmp_path)
    assert found.state == "damaged"


def test_a_process_that_cannot_be_is_gone(tmp_path: Path) -> None:
    run(tmp_path / "a", 1.0, state="running", pid=2**31 - 1, started=1.0)
    assert [record.state for record in past_runs(tmp_path)] == ["interrupted"]
