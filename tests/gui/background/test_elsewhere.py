"""A session whose runs are trained on another computer: its worker is a relay, and the run is not this window's to end."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from cnn import client
from cnn.computers import known
from cnn.computers.computer import Computer, Found
from cnn.runs.folder import RunFolder
from gui.background.training_session import State, TrainingSession
from gui.document import Document
from tests.gui.sessions import lenet, pretending
from tests.gui.training_panels import shown

pytestmark = pytest.mark.slow

#: a relay that notes what it hears, and tells that training goes on
RELAY = """
import json, sys, time
def tell(event, **values):
    print(json.dumps({"event": event, "time": time.time(), **values}), flush=True)
heard = open(sys.argv[1], "a")
for line in sys.stdin:
    heard.write(line); heard.flush()
    command = json.loads(line)
    if command["command"] == "train":
        run = command["run"]
        tell("ready", device={"kind": "GPU", "name": "A100 on lab"}, versions={"keras": "0"})
        if command["resume"]:
            tell("phase", run=run, phase="resumed", detail="after 3 epochs", learning_rates=[0.001])
        tell("phase", run=run, phase="paused" if command["resume"] else "train")
        if not command["resume"]:
            tell("phase", run=run, phase="connection", detail="lost")
    elif command["command"] == "stop":
        tell("finished", run=run, state="stopped", best={})
    elif command["command"] == "shutdown":
        break
"""


@pytest.fixture
def heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a relay was told."""
    script, heard = tmp_path / "relay.py", tmp_path / "heard"
    script.write_text(RELAY)
    monkeypatch.setattr(client, "_relay_line", lambda name: [sys.executable, "-S", str(script), str(heard), name])
    known.add(Computer.of("lab", "lab").model_copy(update={"found": Found(processors=8)}))
    return heard


@pytest.fixture
def session(qapp: QCoreApplication, heard: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TrainingSession]:
    with pretending(qapp, monkeypatch, tmp_path / "runs") as session:
        session.choose_computer("lab")
        yield session


def commands(heard: Path) -> list[str]:
    return [json.loads(line)["command"] for line in heard.read_text().splitlines()]


@pytest.mark.slow
def test_a_run_there_is_steered_from_here(session: TrainingSession, heard: Path, qtbot: QtBot) -> None:
    session.start(lenet())
    qtbot.waitUntil(lambda: session.state == State.TRAINING)
    assert session.remote == "lab"
    assert session.device is not None
    assert session.device.name == "A100 on lab"
    assert session.versions == {}  # those of this computer are not known yet
    session.pause()
    session.stop()
    qtbot.waitUntil(lambda: not session.busy)
    assert commands(heard) == ["train", "pause", "stop"]
    assert session.remote == ""


def test_a_window_that_closes_leaves_it_alone(session: TrainingSession, heard: Path, qtbot: QtBot) -> None:
    session.start(lenet())
    qtbot.waitUntil(lambda: session.state == State.TRAINING)
    session.close()
    assert "stop" not in commands(heard)


def test_a_relay_that_is_killed_ends_no_run(session: TrainingSession, qtbot: QtBot) -> None:
    session.start(lenet())
    qtbot.waitUntil(lambda: session.state == State.TRAINING)
    run = session.run
    assert run is not None
    before = run.record()
    with qtbot.waitSignal(session.failed) as failed:
        session.end_now()
    assert "the run goes on there" in failed.args[0].message
    assert run.record() == before


@pytest.mark.slow
def test_questions_are_answered_here(session: TrainingSession, heard: Path, qtbot: QtBot) -> None:
    session.start(lenet())
    qtbot.waitUntil(lambda: session.state == State.TRAINING)
    session.stop()
    qtbot.waitUntil(lambda: not session.busy)
    assert session.run is not None
    session.run.model.write_text("weights")
    with qtbot.waitSignal(session.answerReceived):
        session.find_rate(lenet())
    assert "find_rate" not in commands(heard)


def test_a_run_goes_on_where_it_was(session: TrainingSession, heard: Path, tmp_path: Path, qtbot: QtBot) -> None:
    session.choose_computer("")
    run = RunFolder.create(lenet(), tmp_path / "past")
    run.update_record(state="running", computer="lab")
    panel = shown(qtbot, Document(lenet()), session)
    assert panel.form.computer.currentText() == "This computer"
    session.go_on(run.path)
    qtbot.waitUntil(lambda: session.state == State.PAUSED)  # as it was left
    assert json.loads(heard.read_text().splitlines()[0])["resume"] is True
    assert panel.form.computer.currentText() == "lab · CPU 8 cores"
    assert panel.progress.gauges.isHidden()
    assert panel.progress.where.text() == "Paused"
    session.stop()
    qtbot.waitUntil(lambda: not session.busy)
    assert panel.form.computer.currentText() == "This computer"
