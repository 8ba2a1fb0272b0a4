"""A session whose runs several processes of this computer train: it starts them all, and leaves none behind."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from cnn import members
from cnn.project import load
from cnn.runs import orders
from cnn.runs.folder import RunFolder
from gui.background.training_session import State, TrainingSession
from tests.gui.sessions import children, lenet, pretending

pytestmark = [pytest.mark.worker, pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="signals")]


@pytest.fixture
def session(qapp: QCoreApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TrainingSession]:
    for name in ("installed", "require_installed"):
        monkeypatch.setattr(orders, name, lambda _: True)
    with pretending(qapp, monkeypatch, tmp_path / "runs") as session:
        session.choose_processes(2)
        yield session


def test_two_processes_train_a_run_together(session: TrainingSession, qtbot: QtBot) -> None:
    session.start(lenet(epochs=500))
    qtbot.waitUntil(lambda: session.state == State.TRAINING)
    assert session.run is not None
    assert load(session.run.project).recipe.backend == "jax"
    assert len(children()) == 2
    session.pause()
    qtbot.waitUntil(lambda: session.state == State.PAUSED)
    session.resume()
    session.stop()
    qtbot.waitUntil(lambda: not session.busy)


def test_a_member_that_can_not_begin_is_told_and_leaves_no_run(
    session: TrainingSession, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = members.Worker

    def start(**given: object) -> members.Worker:
        monkeypatch.setenv("PRETEND", "no member")
        worker = begun(**given)
        monkeypatch.setenv("PRETEND", "")
        return worker

    monkeypatch.setattr(members, "Worker", start)
    with qtbot.waitSignal(session.failed) as failed:
        session.start(lenet(epochs=500))
    assert failed.args[0].message == "There is no JAX here."
    assert session.run is None
    assert list((tmp_path / "runs").iterdir()) == []


def test_another_backend_is_refused_before_anything_begins(session: TrainingSession, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.failed) as failed:
        session.start(lenet(backend="tensorflow"))
    assert "on JAX, not on TensorFlow" in failed.args[0].message
    assert children() == []


def test_a_run_goes_on_by_as_many_processes_as_before(session: TrainingSession, tmp_path: Path, qtbot: QtBot) -> None:
    session.choose_computer("")
    run = RunFolder.create(lenet(epochs=500), tmp_path / "past")
    run.update_record(state="stopped", arithmetic={"processes": "2"})
    session.go_on(run.path)
    qtbot.waitUntil(lambda: session.state == State.TRAINING)
    assert len(children()) == 2
    assert load(run.project).recipe.backend == "jax"
