"""A design and the run that trained it: remembered, said at the network, and asked about before fresh weights are written."""

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from cnn import client
from cnn.project import LastRun, Project
from cnn.runs.origins import Sources, sources_of
from gui.document import trained_weights
from gui.window.main_window import MainWindow
from tests.gui.exporting import export_by_dialog
from tests.gui.sessions import SCRIPT
from tests.gui.windows import Maker, notice, settle, widen

pytestmark = pytest.mark.worker


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where runs are kept; their workers pretend."""
    monkeypatch.setattr(client, "_command_line", lambda *_: [sys.executable, str(SCRIPT)])
    monkeypatch.setenv("LAYERLOOM_RUNS", str(tmp_path / "runs"))
    return tmp_path / "runs"


@pytest.fixture
def trained(make_window: Maker, runs: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """A window whose LeNet-5 was saved, and trained after that."""
    window = make_window()
    window.document.set_recipe(epochs=1)
    assert window.document.save(tmp_path / "mine.loom")
    train(window, qtbot)
    yield window
    window.session.close(timeout=1)


def train(window: MainWindow, qtbot: QtBot) -> None:
    window.training.train()
    qtbot.waitUntil(lambda: not window.session.busy, timeout=10_000)


def weights(window: MainWindow) -> str:
    """What the totals say of the weights."""
    texts = [label.text() for label in window.canvas.findChildren(QLabel)]
    return next(text for text in texts if text.startswith("weights"))


def settled(window: MainWindow, qtbot: QtBot, said: str) -> None:
    qtbot.waitUntil(lambda: weights(window) == said, timeout=10_000)


def exported(window: MainWindow, path: Path, press: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Exports and answers the question that comes up, if one does; returns what it said."""
    seen: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            seen.append(box.text())
            next(button for button in box.buttons() if press in button.text().replace("&", "")).click()

    QTimer.singleShot(0, window, answer)
    export_by_dialog(window, path)
    if press != "Cancel":
        qtbot.waitUntil(lambda: str(path) in notice(window), timeout=10_000)
    return seen


def test_training_is_remembered_in_the_file_without_a_question(trained: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    run = trained.session.run
    assert run is not None
    assert trained.document.run == LastRun(run.id, str(run.path))
    assert json.loads((tmp_path / "mine.loom").read_text())["run"]["id"] == run.id
    assert not trained.document.dirty
    settled(trained, qtbot, "weights, trained")


def test_a_design_that_was_edited_meanwhile_stays_to_be_saved(trained: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    before = (tmp_path / "mine.loom").read_text()
    widen(trained)
    train(trained, qtbot)
    assert (tmp_path / "mine.loom").read_text() == before
    assert trained.document.dirty
    trained.document.undo()
    assert trained.document.dirty, "the file names another run"


def test_reopened_it_is_still_trained(
    trained: MainWindow, make_window: Maker, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window(str(tmp_path / "mine.loom"))
    settled(window, qtbot, "weights, trained")
    assert exported(window, tmp_path / "out.keras", "", qtbot, monkeypatch) == []
    assert "Written and checked: 5 of 5 layers trained." in notice(window)
    assert (tmp_path / "out.keras").read_text() == "weights"
    window.session.close(timeout=1)


@pytest.mark.story
def test_after_an_edit_the_export_says_which_layers_are_fresh(
    trained: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    widen(trained)
    settled(trained, qtbot, "weights, 3 of 5 layers trained")
    seen = exported(trained, tmp_path / "out.keras", "Export as it is", qtbot, monkeypatch)
    assert seen == ["2 of 5 layers have fresh, random weights: conv2d, conv2d_1."]
    assert "Written and checked: 3 of 5 layers trained, 2 fresh (conv2d, conv2d_1)." in notice(trained)
    exported(trained, tmp_path / "other.keras", "Export the trained network", qtbot, monkeypatch)
    assert "Written and checked: 5 of 5 layers trained." in notice(trained)
    exported(trained, tmp_path / "none.keras", "Cancel", qtbot, monkeypatch)
    assert not (tmp_path / "none.keras").exists()


def test_each_layer_says_whether_it_is_trained(trained: MainWindow, qtbot: QtBot) -> None:
    settled(trained, qtbot, "weights, trained")
    widen(trained)
    for name, said in (("conv2d", "fresh weights"), ("dense", "trained"), ("flatten", "")):
        trained.document.select((trained.document.graph.named(name).id,))
        line = trained.inspector.findChild(QLabel, "facts")
        assert line is not None
        assert line.text().endswith(said or line.text().rpartition(" · ")[2])
        assert ("trained" in line.text()) == (said == "trained")
    trained.document.undo()
    settled(trained, qtbot, "weights, trained")


def test_a_lost_run_is_told(
    trained: MainWindow, make_window: Maker, runs: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(trained, qtbot, "weights, trained")
    shutil.rmtree(runs)
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "setInformativeText", lambda _box, text: told.append(text))
    seen = exported(trained, tmp_path / "out.keras", "Cancel", qtbot, monkeypatch)
    assert seen == ["All weights of this network are fresh, random numbers: those that it had are not there."]
    assert "is not in" in told[0]
    assert weights(trained) == "weights, fresh"


def test_an_answer_from_before_does_not_speak_against_what_was_seen_since(
    trained: MainWindow, runs: Path, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(trained, qtbot, "weights, trained")
    looked, told = Event(), Event()

    def slow(kept: Project) -> Sources:
        found = sources_of(kept)
        looked.set()
        told.wait(10)
        return found

    monkeypatch.setattr(trained_weights, "sources_of", slow)
    trained.document.opened.emit()
    assert looked.wait(10)
    monkeypatch.setattr(trained_weights, "sources_of", sources_of)
    shutil.rmtree(runs)
    trained.trained.look_at_once()
    told.set()
    running = qapp.findChildren(QThread, "background")
    assert running
    qtbot.waitUntil(lambda: all(not isValid(thread) or thread.isFinished() for thread in running), timeout=10_000)
    settle()
    assert weights(trained) == "weights, fresh"


def test_another_design_has_no_part_in_the_run(trained: MainWindow, qtbot: QtBot) -> None:
    assert trained.files.open_preset("lenet5")
    assert trained.document.run is None
    assert weights(trained) == "weights, fresh"


def test_a_design_opened_while_another_trains_is_not_called_trained(make_window: Maker, runs: Path, qtbot: QtBot) -> None:
    window = make_window()
    window.document.set_recipe(epochs=500)
    window.training.train()
    qtbot.waitSignal(window.session.batchFinished, timeout=10_000).wait()
    window.document.undo_stack.setClean()
    assert window.files.open_preset("lenet5")
    window.session.stop()
    qtbot.waitUntil(lambda: not window.session.busy, timeout=10_000)
    assert window.document.run is None
    window.session.close(timeout=1)


def test_kinds_without_weights_say_so(trained: MainWindow, tmp_path: Path) -> None:
    trained.files.export_to(tmp_path / "out.loom")
    assert "no weights" in notice(trained)


@pytest.mark.slow
def test_a_file_that_is_opened_is_looked_at_once(
    make_window: Maker, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    honest = trained_weights.sources_of
    monkeypatch.setattr(trained_weights, "sources_of", lambda kept: (looked.append(kept.weights), honest(kept))[1])
    window = make_window()
    path = tmp_path / "model.h5"
    window.document.replace_project(Project(window.document.graph, weights=str(path)))
    qtbot.waitUntil(lambda: bool(window.document.weights.sources.lost), timeout=10_000)
    assert looked == [str(path)]
