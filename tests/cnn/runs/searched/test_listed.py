"""Searches as files: which there are, which goes on, and what is refused."""

import os
import socket
import subprocess
from pathlib import Path
from typing import Any

import pytest

from cnn.errors import FileError, UsageError
from cnn.presets import PRESETS
from cnn.program import began
from cnn.project import Project, load
from cnn.runs.folder import RunRecord
from cnn.runs.searched import listed
from cnn.runs.searched.listed import (
    Search,
    Tried,
    all_searches,
    begin_in_background,
    complaint,
    go_on_in_background,
    output_of,
    project_of,
    project_of_trial,
    read_search,
    remove_search,
    searches_folder,
    write_search,
)

POPEN = subprocess.Popen


@pytest.fixture(autouse=True)
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Programs that would have been started."""
    monkeypatch.setenv("LAYERLOOM_RUNS", str(tmp_path / "runs"))
    commands: list[list[str]] = []

    class Pretended:
        pid = os.getpid()

        def __init__(self, command: list[str], **_: Any) -> None:
            commands.append(command)

    monkeypatch.setattr(listed.subprocess, "Popen", Pretended)
    return commands


def test_a_search_in_the_background_is_told_what_was_asked_for(begun: list[list[str]]) -> None:
    project = Project(PRESETS["lenet5"].graph(), dataset="mnist-sample")
    search = begin_in_background(project, "mine", ["width=1.0|2.0"], trials=5, prune=False, parallel=2)
    words = begun[0][begun[0].index("search") + 1 :]
    assert words[0] == str(project_of("mine"))
    assert words[1:] == ["--name", "mine", "--trials", "5", "--vary", "width=1.0|2.0", "--no-prune", "--parallel", "2"]
    assert load(project_of("mine")).graph == project.graph
    assert (search.going, read_search("mine")) == (True, search)
    with pytest.raises(UsageError, match="There is a search mine already"):
        begin_in_background(project, "mine", ["width=1.0|2.0"], trials=5)
    for doing in (lambda: remove_search("mine"), lambda: go_on_in_background(search, 3)):
        with pytest.raises(UsageError, match="The search mine goes on"):
            doing()
    write_search(search.changed(pid=None))
    assert go_on_in_background(read_search("mine"), 3).trials == 3
    write_search(search.changed(pid=None))
    remove_search("mine")
    assert all_searches() == []


def test_a_number_that_another_program_has_by_now_is_no_search_that_goes_on() -> None:
    search = Search(name="a", pid=os.getpid(), began=began(os.getpid()) or 0, host=socket.gethostname())
    assert search.going
    assert not search.changed(began=1.0).going
    assert not search.changed(host="elsewhere").going


def test_why_it_ended_is_told_but_not_that_somebody_ended_it() -> None:
    search = Search(name="a")
    write_search(search)
    for said, told in (("layerloom: No images. Choose others.", "No images. Choose others."), ("layerloom: Interrupted.", "")):
        output_of("a").write_text(f"Search a\n{said}\n")
        assert complaint(search) == told


def test_damaged_and_foreign_files_are_passed_over_and_stay() -> None:
    write_search(Search(name="good"))
    (searches_folder() / "bad.json").write_text("{")
    (searches_folder() / ".hidden.json").write_text("{}")
    assert [search.name for search in all_searches()] == ["good"]
    with pytest.raises(FileError, match="damaged"):
        read_search("bad")
    assert (searches_folder() / "bad.json").exists()


def test_the_lowest_loss_is_best_and_becomes_a_project() -> None:
    tried = [
        Tried(number=number, state="finished", value=value, figure="val_loss", chosen={"batch_size": size})
        for number, (value, size) in enumerate([(0.5, 16), (0.2, 32), (0.9, 64)])
    ]
    search = Search(name="a", tried=tuple(tried))
    assert search.best == tried[1]
    assert [one.number for one in search.ranked] == [1, 0, 2]
    assert project_of_trial(tried[1], Project(PRESETS["lenet5"].graph())).recipe.batch_size == 32


@pytest.mark.parametrize(
    ("state", "record", "going", "told"),
    [
        ("running", "running", True, "running"),
        ("running", "running", False, "running"),  # another program of the same storage trains it
        ("running", "stopped", True, "stopped"),  # it was killed while another one goes on
        ("running", "interrupted", True, "stopped"),
        ("running", "created", True, "running"),
        ("running", "created", False, "stopped"),
        ("running", "finished", True, "running"),  # it has yet to be told
        ("running", None, True, "running"),
        ("running", None, False, "stopped"),
        ("pruned", "stopped", True, "pruned"),
    ],
)
def test_a_trial_whose_program_was_killed_does_not_run(state: Any, record: Any, going: bool, told: str) -> None:
    search = Search(name="s", pid=os.getpid() if going else None, began=began(os.getpid()) or 0.0)
    found = None if record is None else RunRecord(id="r", state=record, network="n", dataset="d")
    assert search.state_of(Tried(number=0, state=state), found) == told


@pytest.mark.parametrize("record", [None, "created", "running"])
@pytest.mark.parametrize("leaves", [True, False])
def test_the_trial_of_another_program_on_this_computer_runs_as_long_as_that_does(record: Any, leaves: bool) -> None:
    """Several search at once; the file says of one of them whether it goes on."""
    search = Search(name="s", pid=None if leaves else os.getpid(), began=began(os.getpid()) or 0.0, storage="sqlite:///s.db")
    found = None if record is None else RunRecord(id="r", state=record, network="n", dataset="d")
    trial = Tried(number=0, host=socket.gethostname(), pid=os.getppid(), began=began(os.getppid()) or 0.0)
    assert search.state_of(trial, found) == "running"
    killed = trial.model_copy(update={"began": 1.0})  # another one has its number by now
    assert search.state_of(killed, found) == ("running" if record == "running" else "stopped")


def test_a_program_that_ends_without_a_trial_is_told() -> None:
    search = Search(name="mine", trials=5, pid=os.getpid(), began=1.0, host=socket.gethostname())  # another one had that number
    write_search(search)
    assert complaint(search) == "Its program ended at once."
    output_of("mine").write_text("Traceback\nNo module named heart\n")
    assert complaint(search) == "Its program ended at once. No module named heart"
    assert complaint(search.changed(pid=None)) == ""


def test_one_that_can_not_be_started_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listed.subprocess, "Popen", POPEN)
    monkeypatch.setattr(listed, "own_program", lambda *_: ["/nowhere/python"])
    with pytest.raises(FileError, match="can't be started"):
        begin_in_background(Project(PRESETS["lenet5"].graph()), "mine", ["width=1.0|2.0"], trials=5)
    assert [*listed.searches_folder().iterdir()] == []
