"""What reaches a run that goes on: its learning rate, forth and back, its length; and whose run it is."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from cnn.presets import PRESETS
from cnn.project import Project
from cnn.runs.messages import RestoreLearningRate, SetLearningRate
from gui.background.training_session import TrainingSession
from gui.document import Document
from gui.panels.training import TrainingPanel
from tests.gui.sessions import pretending
from tests.gui.training_panels import find, shown, train, write

pytestmark = pytest.mark.worker


@pytest.fixture
def session(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[TrainingSession]:
    with pretending(qapp, monkeypatch, tmp_path) as it:
        yield it


@pytest.fixture
def panel(qtbot: QtBot, document: Document, session: TrainingSession) -> TrainingPanel:
    return shown(qtbot, document, session)


@pytest.mark.parametrize("end", ["Enter", "elsewhere", "pause"])
def test_a_rate_typed_while_training_is_sent_once_and_whole_and_taken_back_with_one_click(
    qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    document.set_recipe(epochs=500)
    panel.train()
    qtbot.waitSignal(session.batchFinished, timeout=10_000).wait()
    sent: list[object] = []
    monkeypatch.setattr(session, "_tell", lambda command: sent.append(command) or True)
    line, back = find(panel, QLineEdit, "learningRate"), find(panel, QPushButton, "rateBefore")
    assert not back.isVisible()
    write(qtbot, line, "1e-4")
    assert sent == []
    assert document.recipe.learning_rate == 0.001
    if end == "Enter":
        qtbot.keyClick(line, Qt.Key.Key_Return)
    elif end == "elsewhere":
        find(panel, QSpinBox, "epochs").setFocus()
    qtbot.waitUntil(lambda: bool(sent), timeout=10_000)
    assert sent == [SetLearningRate(learning_rate=1e-4)]
    assert back.isVisible()
    assert back.text() == "Learning rate back to 0.001"
    write(qtbot, line, "1")  # on the way to something else, when the person thinks better of it
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert sent[1:] == [RestoreLearningRate()]
    assert (document.recipe.learning_rate, line.text()) == (0.001, "0.001")
    assert not back.isVisible()
    monkeypatch.undo()
    panel.stop()
    qtbot.waitUntil(lambda: not session.busy, timeout=10_000)


def test_every_rate_that_a_run_had_can_be_gone_back_to(
    qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    document.set_recipe(epochs=500)
    panel.train()
    qtbot.waitSignal(session.batchFinished, timeout=10_000).wait()
    sent: list[object] = []
    tell = session._tell
    monkeypatch.setattr(session, "_tell", lambda command: sent.append(command) or tell(command))
    line, back = find(panel, QLineEdit, "learningRate"), find(panel, QPushButton, "rateBefore")
    for rate in ("0.01", "0.1", "0.5"):
        write(qtbot, line, rate, enter=True)
    document.set_recipe(learning_rate=0.7)  # as a dialog does
    document.set_recipe(batch_size=32)  # between two changes of the rate: those are two steps
    document.set_recipe(learning_rate=0.9)
    document.undo()
    assert sent[-1] == RestoreLearningRate(), "a step that is taken back is taken back for the run as well"
    seen = []
    while back.isVisible() and len(seen) < 10:
        seen.append(back.text().rpartition(" ")[2])
        qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
        assert line.text() == seen[-1]
        assert sent[-1] == RestoreLearningRate()
    assert seen == ["0.5", "0.1", "0.01", "0.001"]
    assert len(sent) == 2 * 5
    panel.stop()
    qtbot.waitUntil(lambda: not session.busy, timeout=10_000)


def test_the_rates_of_a_run_that_goes_on_can_still_be_gone_back_to(
    qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    document.set_recipe(epochs=500)
    panel.train()
    qtbot.waitSignal(session.batchFinished, timeout=10_000).wait()
    panel.stop()
    qtbot.waitUntil(lambda: not session.busy, timeout=10_000)
    monkeypatch.setenv("PRETEND_RATES", "[0.001, 0.1, 0.5]")
    session._retire(session._spare)
    session._spare = None
    session.go_on(session.run.path)
    back = find(panel, QPushButton, "rateBefore")
    qtbot.waitUntil(back.isVisible, timeout=10_000)
    assert back.text() == "Learning rate back to 0.1"
    panel.stop()
    qtbot.waitUntil(lambda: not session.busy, timeout=10_000)


# ---------------------------------------------------------------------- whose run it is


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
    panel.stop()
    qtbot.waitUntil(lambda: not session.busy, timeout=10_000)
    assert panel.idle.isVisible()
    assert not panel.result.isVisible()


@pytest.mark.parametrize("while_it_trains", [True, False])
def test_a_run_is_taken_back_to_a_checkpoint(
    qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession, while_it_trains: bool
) -> None:
    document.set_recipe(epochs=500 if while_it_trains else 4)
    panel.train()
    qtbot.waitUntil(lambda: panel.progress.where.text().startswith("Epoch 3"), timeout=10_000)
    if not while_it_trains:
        qtbot.waitUntil(lambda: not session.busy, timeout=10_000)
    run = session.run
    checkpoint(run.checkpoints / "epoch-000001.npz", loss=0.25)
    button = next(item for item in panel.findChildren(QToolButton, "rewindButton") if item.isVisible())
    button.menu().aboutToShow.emit()
    (entry,) = button.menu().actions()
    assert entry.text() == "Rewind to the checkpoint of epoch 1\tloss 0.2500"
    document.set_recipe(learning_rate=1.0)
    seen: list[int] = []
    session.started.connect(lambda _: session.epochFinished.connect(lambda event: seen.append(event.epoch)))
    entry.trigger()
    assert document.recipe.learning_rate == 0.001, "what the run had there"
    qtbot.waitUntil(lambda: bool(seen), timeout=10_000)
    assert (seen[0], session.run.path, session.resumes) == (2, run.path, True)
    panel.stop()
    qtbot.waitUntil(lambda: not session.busy, timeout=10_000)


def test_a_checkpoint_that_gives_way_while_its_menu_is_open_can_still_be_chosen(
    qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession
) -> None:
    """Epochs of a small network last a second; reading a menu takes longer."""
    document.set_recipe(epochs=500)
    panel.train()
    qtbot.waitUntil(lambda: panel.progress.where.text().startswith("Epoch 3"), timeout=10_000)
    run = session.run
    path = run.checkpoints / "epoch-000001.npz"
    checkpoint(path, loss=0.25)
    button = next(item for item in panel.findChildren(QToolButton, "rewindButton") if item.isVisible())
    menu = button.menu()
    menu.aboutToShow.emit()
    path.unlink()
    seen: list[int] = []
    session.started.connect(lambda _: session.epochFinished.connect(lambda event: seen.append(event.epoch)))
    menu.aboutToHide.emit()
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: bool(seen), timeout=10_000)
    assert (seen[0], session.run.path) == (2, run.path)
    assert not list(run.checkpoints.glob(".*"))
    panel.stop()
    qtbot.waitUntil(lambda: not session.busy, timeout=10_000)


def checkpoint(path: Path, **figures: float) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("note.json", json.dumps({"final": figures}))
        archive.writestr("optimizer/0.npy", b"")


def test_a_number_of_epochs_typed_while_training_is_not_one_on_the_way(
    qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession
) -> None:
    document.set_recipe(epochs=500)
    panel.train()
    qtbot.waitSignal(session.batchFinished, timeout=10_000).wait()
    box = find(panel, QSpinBox, "epochs")
    write(qtbot, box, "9")
    assert document.recipe.epochs == 500
    qtbot.keyClicks(box, "00")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert document.recipe.epochs == 900
    panel.stop()
    qtbot.waitUntil(lambda: not session.busy, timeout=10_000)
