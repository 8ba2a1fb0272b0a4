"""What reaches a run that goes on: its learning rate, forth and back, and its length."""

import json
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLineEdit,
    QPushButton,
    QSpinBox,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from cnn.runs.checkpoints import Kept
from cnn.runs.messages import RestoreLearningRate, SetLearningRate
from cnn.runs.rewind import Position
from gui.background.training_session import TrainingSession
from gui.document import Document
from gui.panels.training import TrainingPanel
from gui.widgets.training.rewind_button import RewindButton
from tests.gui.training_panels import begin, find, stop, write

pytestmark = pytest.mark.worker


@pytest.mark.story
@pytest.mark.parametrize("end", ["Enter", "elsewhere", "pause"])
def test_a_rate_typed_while_training_is_sent_once_and_whole_and_taken_back_with_one_click(
    qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    begin(qtbot, panel, document, session)
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
    stop(qtbot, panel, session)


def test_every_rate_that_a_run_had_can_be_gone_back_to(
    qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(qtbot, panel, document, session)
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
    stop(qtbot, panel, session)


def test_the_rates_of_a_run_that_goes_on_can_still_be_gone_back_to(
    qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(qtbot, panel, document, session)
    stop(qtbot, panel, session)
    monkeypatch.setenv("PRETEND_RATES", "[0.001, 0.1, 0.5]")
    session.workers.end_spare()
    session.go_on(session.run.path)
    back = find(panel, QPushButton, "rateBefore")
    qtbot.waitUntil(back.isVisible, timeout=10_000)
    assert back.text() == "Learning rate back to 0.1"
    stop(qtbot, panel, session)


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
    stop(qtbot, panel, session)


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
    stop(qtbot, panel, session)


def checkpoint(path: Path, **figures: float) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("note.json", json.dumps({"final": figures}))
        archive.writestr("optimizer/0.npy", b"")


def test_a_number_of_epochs_typed_while_training_is_not_one_on_the_way(
    qtbot: QtBot, panel: TrainingPanel, document: Document, session: TrainingSession
) -> None:
    begin(qtbot, panel, document, session)
    box = find(panel, QSpinBox, "epochs")
    write(qtbot, box, "9")
    assert document.recipe.epochs == 500
    qtbot.keyClicks(box, "00")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert document.recipe.epochs == 900
    stop(qtbot, panel, session)


@pytest.mark.parametrize(("own", "rate", "shown"), [(True, 0.02, 0.02), (True, None, 0.001), (False, 0.02, 0.3)])
def test_who_goes_back_to_a_checkpoint_finds_its_rate_in_the_settings(
    own: bool,
    rate: float | None,
    shown: float,
    qtbot: QtBot,
    panel: TrainingPanel,
    document: Document,
    session: TrainingSession,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begin(qtbot, panel, document, session)
    stop(qtbot, panel, session)
    document.set_recipe(learning_rate=0.3)
    monkeypatch.setattr(panel._owner, "own", own)
    gone: list[tuple[Path, Kept]] = []
    monkeypatch.setattr(session, "go_back", lambda run, checkpoint: gone.append((run, checkpoint)) or True)
    checkpoint = Kept(Path("epoch-1"), Position(1, 0), {}, rate, held=True)
    find(panel, RewindButton, "rewindButton").checkpointChosen.emit(checkpoint)
    assert gone == [(session.run.path, checkpoint)]
    assert document.recipe.learning_rate == shown
