"""A computer that means harm is refused in one line; nothing of what it sends leads out of the run's folder, nothing is run."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from cnn.computers.computer import Computer
from cnn.computers.connection import Connection
from cnn.computers.relay import RemoteRun, Steering
from cnn.computers.wheel import build
from cnn.errors import CalledOffError, ComputerError, LayerloomError
from cnn.project import Project
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Event, Finished, Stop, Train
from tests.cnn.small_networks import two_blocks
from tests.stages import mostly_thorough

HOSTILE = Path(__file__).with_name("hostile_far.py")

pytestmark = [
    pytest.mark.worker,
    pytest.mark.skipif(os.name != "posix", reason="a script stands in for ssh"),
    pytest.mark.skipif(shutil.which("ssh") is None, reason="OpenSSH's client is not installed"),
]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RunFolder:
    """A new run, and an `ssh` that is none."""
    program = tmp_path / "bin" / "ssh"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -S -E "{HOSTILE}"\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("BUILD", build())
    monkeypatch.setenv("OUTSIDE", str(tmp_path / "outside"))
    return RunFolder.create(Project(two_blocks()), tmp_path / "run")


def trained(run: RunFolder) -> tuple[Event | LayerloomError, list[Event]]:
    """How a training on that computer ended, and what was told before."""
    told: list[Event] = []
    command = Train(run=run.id, folder=str(run.path))
    remote = RemoteRun(Computer.of("evil", "evil"), run, command, Steering(), told.append)
    try:
        return remote.train(), told
    except LayerloomError as error:
        return error, told


MANNERS = [
    "garbage",
    "a line without end",
    "lines without end",
    "a message without end",
    "no hello",
    "a payload too large",
    "answers what nobody asked",
    "garbage events",
    "a line of an event without end",
    "events without end",
    "signs of life without end",
    "an end that is none",
    "a path that leads out",
    "an absolute path",
    "a checkpoint that leads out",
    "a file of another name",
    "no listing",
    "a listing of something else",
    "a recipe that can't be",
    "a file longer than it says",
    "a file that is another than it says",
]


TELLING = ["garbage", "a line without end", "events without end", "a path that leads out", "a file that is another than it says"]


@pytest.mark.parametrize("manner", mostly_thorough(MANNERS, but=TELLING))
def test_it_is_refused_in_one_line(manner: str, run: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MANNER", manner)
    before = set(run.path.parent.rglob("*"))
    error, _ = trained(run)
    assert isinstance(error, ComputerError), error
    assert "refused" in error.message
    assert len(error.message.splitlines()) == 1
    assert len(error.message) < 300
    new = {path.name for path in set(run.path.parent.rglob("*")) - before}
    assert new <= {"events.jsonl", "checkpoints"}, new


def test_one_that_only_closes_the_door_is_no_network(run: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MANNER", "nothing")
    with pytest.raises(ComputerError, match="can't be reached"):
        Connection(Computer.of("evil", "evil"))


def test_its_places_are_not_taken_over(run: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MANNER", "steers the terminal")
    monkeypatch.setattr("cnn.computers.mirror.Mirror._fetch", lambda *_: True)
    end, told = trained(run)
    assert isinstance(end, Finished), end
    assert end.model == str(run.model)
    (note,) = [note for event in told for note in getattr(event, "notes", ())]
    assert note == "\\x1b]0;owned\\x07 \\u202e hi"
    assert run.record().folder == str(run.path)
    assert run.record().id == run.id


def test_lost_while_it_is_sent_a_run_begins_when_the_network_is_back(run: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MANNER", "goes away once")
    monkeypatch.setattr("cnn.computers.mirror.Mirror._fetch", lambda *_: True)
    monkeypatch.setattr("cnn.computers.relay.FIRST_WAIT", 0.01)
    end, told = trained(run)
    assert isinstance(end, Finished), end
    lost = [event.detail for event in told if getattr(event, "phase", "") == "connection"]
    assert [bool(words) for words in lost] == [True, False]
    assert "before the run began" in lost[0]


def test_who_has_enough_of_waiting_for_the_network_is_heard(run: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MANNER", "goes away")
    steering = Steering()

    def tell(event: Event) -> None:
        if getattr(event, "phase", "") == "connection":
            steering.add(Stop())

    command = Train(run=run.id, folder=str(run.path))
    with pytest.raises(CalledOffError, match="Stopped before"):
        RemoteRun(Computer.of("evil", "evil"), run, command, steering, tell).train()
    assert run.record().state == "created"


@pytest.mark.parametrize("name", ["model.keras", "checkpoints"])
def test_links_in_the_run_are_not_written_through(
    name: str, run: RunFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MANNER", "a file that is another than it says")
    outside = tmp_path / "outside"
    outside.mkdir()
    if name == "checkpoints":
        (run.path / name).rmdir()
        monkeypatch.setattr("cnn.computers.run_files.COMING", ())
    (run.path / name).symlink_to(outside)
    error, _ = trained(run)
    assert isinstance(error, LayerloomError)
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("destination", ["-oProxyCommand=x", "a b", "a;b", "$(x)", "`x`", "a'b", "", "a\nb", "x" * 300])
def test_no_destination_is_an_option_or_a_command(destination: str) -> None:
    with pytest.raises(LayerloomError):
        Computer.of("lab", destination)


@pytest.mark.parametrize("path", ["-x", "/", "~", ".", "a/../../b", "a\nb"])
def test_no_folder_is_somebody_elses(path: str) -> None:
    with pytest.raises(LayerloomError):
        Computer.of("lab", "user@host", path)
