"""Whose run it is: shown, steered and remembered with the network that it trains, and with no other."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from cnn.presets import PRESETS
from cnn.project import LastRun, Project, save
from cnn.runs.folder import RunFolder
from gui.background.training_session import TrainingSession
from gui.document import Document
from gui.document.run_owner import RunOwner
from gui.document.trained_weights import TrainedWeights
from gui.panels.training import TrainingPanel
from tests.gui.training_panels import find, stop, train, write

pytestmark = pytest.mark.worker


def open_another(document: Document, how: str) -> None:
    if how == "New":
        document.new()
    else:
        document.open("alexnet")


@pytest.mark.parametrize("how", ["New", "preset"])
def test_another_network_is_not_said_to_have_the_last_run(
    qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession, how: str
) -> None:
    document.set_recipe(epochs=1)
    train(qtbot, panel, session)
    trained = document.project
    assert panel.result.isVisible()
    whose = find(panel, QLabel, "otherRun")
    assert not whose.isVisible()
    open_another(document, how)
    assert not panel.result.isVisible()
    assert panel.idle.isVisible()
    assert ("fc8" if how == "preset" else panel.obstacle or "?") in panel.idle.text.text(), "why it can not be trained"
    assert whose.isVisible()
    assert "lenet5" in whose.text()
    document.replace_project(trained)
    assert panel.result.isVisible(), "its own run is known again"
    assert not whose.isVisible()
    assert not panel.idle.isVisible()


def test_a_run_of_another_network_is_named_and_left_alone(
    qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    document.set_recipe(epochs=500, learning_rate=0.25)
    panel.train()
    qtbot.waitSignal(session.batchFinished, timeout=10_000).wait()
    sent: list[object] = []
    monkeypatch.setattr(session, "_tell", lambda command: sent.append(command) or True)
    document.replace_project(Project(PRESETS["alexnet"].graph()))  # with a learning rate of its own
    whose = find(panel, QLabel, "otherRun")
    assert "lenet5" in whose.text()
    assert whose.isVisible()
    assert panel.idle.isVisible()
    assert panel.progress.isVisible()
    assert find(panel, QSpinBox, "batchSize").isEnabled()
    write(qtbot, find(panel, QLineEdit, "learningRate"), "0.5", enter=True)
    write(qtbot, find(panel, QSpinBox, "epochs"), "7", enter=True)
    assert not panel._steering._counting.isActive()
    assert sent == []
    monkeypatch.undo()
    stop(qtbot, panel, session)
    assert panel.idle.isVisible()
    assert not panel.result.isVisible()


def test_a_network_that_is_opened_while_the_run_of_another_is_made_ready_has_no_part_in_it(
    qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[object] = []
    monkeypatch.setattr(session, "set_learning_rate", sent.append)
    document.set_recipe(epochs=500)
    assert session.start(document.project)
    alexnet = Project(PRESETS["alexnet"].graph())
    document.replace_project(Project(alexnet.graph, alexnet.recipe.changed(learning_rate=0.5)))
    qtbot.waitSignal(session.batchFinished, timeout=10_000).wait()
    assert find(panel, QLabel, "otherRun").isVisible()
    assert sent == [], "the learning rate is that of the run's own network"
    stop(qtbot, panel, session)


# ---------------------------------------------------------------------- whose weights they are


def go(qtbot: QtBot, session: TrainingSession, *, on: Path | None = None, project: Project | None = None) -> None:
    assert session.go_on(on, epochs=2) if on is not None else session.start(project)
    qtbot.waitUntil(lambda: not session.busy, timeout=10_000)


@pytest.fixture
def owner(document: Document, session: TrainingSession) -> RunOwner:
    return RunOwner(document, session, document)


@pytest.fixture
def trained(document: Document, session: TrainingSession, owner: RunOwner, qtbot: QtBot) -> RunFolder:
    """What became of the document's network; what it learned is remembered."""
    TrainedWeights(document, session, owner, document)
    document.set_recipe(epochs=1)
    go(qtbot, session, project=document.project)
    assert session.run is not None
    assert document.run == LastRun(session.run.id, str(session.run.path))
    return session.run


def test_a_run_that_can_not_begin_gives_no_weights_of_another_networks_run(
    trained: RunFolder,
    owner: RunOwner,
    document: Document,
    session: TrainingSession,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    document.replace_project(Project(PRESETS["alexnet"].graph()))
    (tmp_path / "no folder").touch()
    monkeypatch.setenv("LAYERLOOM_RUNS", str(tmp_path / "no folder"))
    with qtbot.waitSignal(session.failed, timeout=10_000):
        go(qtbot, session, project=document.project)
    assert document.run is None
    assert not owner.own, "the last run is the one before it again"


@pytest.mark.parametrize("same", [True, False])
def test_a_run_that_goes_on_is_remembered_by_the_network_it_trains(
    trained: RunFolder, document: Document, session: TrainingSession, qtbot: QtBot, same: bool
) -> None:
    document.replace_project(Project(document.graph if same else PRESETS["alexnet"].graph()))
    assert document.run is None
    go(qtbot, session, on=trained.path)
    assert document.run == (LastRun(trained.id, str(trained.path)) if same else None)


def test_a_question_that_fails_changes_nothing(
    trained: RunFolder,
    document: Document,
    session: TrainingSession,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    seen: list[object] = []
    monkeypatch.setattr(document, "remember_run", seen.append)
    with qtbot.waitSignal(session.failed, timeout=10_000):
        session.predict([tmp_path / "a.png"], tmp_path)
    assert seen == []


def test_weights_are_looked_for_whenever_a_file_is_opened(
    owner: RunOwner, document: Document, session: TrainingSession, tmp_path: Path, qtbot: QtBot
) -> None:
    """Also where they are said to be where those before were."""
    TrainedWeights(document, session, owner, document)
    save(Project(PRESETS["lenet5"].graph(), weights=str(tmp_path / "gone.keras")), tmp_path / "a.loom")
    for _ in range(2):
        assert document.open(tmp_path / "a.loom")
        assert not document.weights.sources.lost
        qtbot.waitUntil(lambda: bool(document.weights.sources.lost), timeout=10_000)
