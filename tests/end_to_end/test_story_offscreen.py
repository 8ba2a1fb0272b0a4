"""The whole way: build a network by hand, train it on real digits, take it away as a file that plain Keras runs."""

import json
import os
import signal
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, SignalInstance
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMessageBox, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from cnn.datasets import open_dataset
from cnn.project import load
from gui.background.training_session import State
from gui.panels.evaluation.panel import EvaluationPanel
from gui.widgets.basic.asking import FileDialog
from gui.widgets.plot.plot import Plot
from gui.window.main_window import MainWindow
from tests.gui.exporting import export_by_dialog

pytestmark = [pytest.mark.keras, pytest.mark.worker, pytest.mark.slow]
LEFT = Qt.MouseButton.LeftButton
SOON = 120_000


def find(window: QWidget, kind: type, name: str) -> QWidget:
    found = window.findChild(kind, name)
    assert found is not None, name
    return found


def click(qtbot: QtBot, window: MainWindow, name: str) -> None:
    button = find(window, QWidget, name)
    assert button.isEnabled(), name
    qtbot.mouseClick(button, LEFT)


def append(qtbot: QtBot, window: MainWindow, layer: str) -> None:
    """Types a layer's name into the search field and presses Enter."""
    search = find(window, QLineEdit, "paletteSearch")
    search.setFocus()
    search.selectAll()
    qtbot.keyClicks(search, layer)
    qtbot.keyClick(search, Qt.Key.Key_Return)


def write(qtbot: QtBot, window: MainWindow, name: str, text: str) -> None:
    field = find(window, QWidget, name)
    if window.training.isAncestorOf(field):
        window.show_panel(window.training)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


def drop_on_wire(window: MainWindow, layer: str, source: str, target: str) -> None:
    """Drags a layer from anywhere onto the wire between two layers, by the events a drag is made of."""
    graph = window.document.graph
    point = window.canvas.drop_point_on_wire(graph.named(source).id, graph.named(target).id)
    data = QMimeData()
    data.setData("application/x-layerloom-layer", layer.encode())
    place = (window.canvas.viewport(), point, Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(place[0], QDragEnterEvent(point, *place[2:]))
    QApplication.sendEvent(place[0], QDropEvent(QPointF(point), *place[2:]))


def names(window: MainWindow) -> list[str]:
    graph = window.document.graph
    return [graph.nodes[item].name for item in graph.order]


def train_until(qtbot: QtBot, window: MainWindow, signal: SignalInstance) -> None:
    """Presses Train and waits for a signal of the session; a failure is told at once."""
    heard: list[object] = []
    failures: list[object] = []
    signal.connect(heard.append)
    window.session.failed.connect(failures.append)
    click(qtbot, window, "trainButton")
    qtbot.waitUntil(lambda: bool(heard or failures), timeout=SOON)
    assert not failures


def until_idle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.session.busy, timeout=SOON)


def leftovers(folder: Path) -> list[str]:
    """Files that somebody began to write and did not finish."""
    return [str(path) for path in folder.rglob("*") if path.name.startswith(".") or path.suffix == ".tmp"]


@pytest.mark.thorough
def test_the_whole_way(
    qtbot: QtBot,
    window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    plain_keras: Callable[[Path], str],
) -> None:
    # build
    window.actions_table["actionNew"].trigger()
    assert len(window.document.graph) == 0
    assert not find(window, QPushButton, "trainButton").isEnabled()
    for layer in ("Input", "Rescaling", "Conv2D", "MaxPooling2D", "Flatten", "Dense"):
        append(qtbot, window, layer)
    assert names(window) == ["input", "rescaling", "conv2d", "max_pooling2d", "flatten", "dense"]
    assert window.document.selection == (window.document.graph.named("dense").id,)
    write(qtbot, window, "units", "7")
    drop_on_wire(window, "Dropout", "flatten", "dense")
    assert names(window)[-2:] == ["dropout", "dense"]

    # seven outputs are too few for ten digits: said before a worker is asked, and cured by a click
    click(qtbot, window, "trainButton")
    assert window.session.state == State.IDLE
    repairs = [button for button in window.training.message.findChildren(QPushButton) if "10" in button.text()]
    qtbot.mouseClick(repairs[0], LEFT)
    assert window.document.analysis.named("dense").output_shape == (10,)
    assert window.document.analysis.buildable

    # train one epoch, then stop
    write(qtbot, window, "epochs", "200")
    find(window, QComboBox, "optimizer").setCurrentText("Nadam")
    train_until(qtbot, window, window.session.epochFinished)
    click(qtbot, window, "stopButton")
    until_idle(qtbot, window)
    run = window.session.run
    assert run.record().state == "stopped"
    assert run.record().epochs < 200
    assert "stopped" in window.training.result.figures.text().lower()
    loss, validation = window.findChild(Plot, "lossPlot")._traces
    assert len(loss.curve) > 3
    assert len(validation.curve) >= 1

    # undo and redo everything since the cure
    trained = window.document.project
    window.actions_table["actionUndo"].trigger()
    window.actions_table["actionUndo"].trigger()
    assert find(window, QSpinBox, "epochs").value() == 10
    window.actions_table["actionRedo"].trigger()
    window.actions_table["actionRedo"].trigger()
    assert window.document.project == trained
    append(qtbot, window, "Activation")
    window.actions_table["actionUndo"].trigger()
    assert window.document.graph == trained.graph

    # save, new, reopen
    path = tmp_path / "mine.loom"
    monkeypatch.setattr(FileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
    window.actions_table["actionSave"].trigger()
    assert not window.document.dirty
    assert load(path) == window.document.project
    window.actions_table["actionNew"].trigger()
    monkeypatch.setattr(FileDialog, "getOpenFileName", lambda *_, **__: (str(path), ""))
    window.actions_table["actionOpen"].trigger()
    assert window.document.project == trained

    # take it away
    away = tmp_path / "mine.keras"
    with qtbot.waitSignal(window.session.answerReceived, timeout=SOON):
        export_by_dialog(window, away)
    assert window.files.dialog is not None
    window.files.dialog.reject()
    found = json.loads(plain_keras(away))
    assert found["params"] == window.document.analysis.total_params
    assert {"conv2d", "max_pooling2d", "dropout", "dense"} <= set(found["layers"])
    assert found["accuracy"] > 0.8, "an untrained network would know one digit of ten"
    assert leftovers(tmp_path) == []


@pytest.mark.thorough
def test_the_model_is_evaluated_and_asked_about_an_image(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    write(qtbot, window, "epochs", "1")
    click(qtbot, window, "trainButton")
    until_idle(qtbot, window)
    shown = {button.text(): button for button in window.training.result.findChildren(QPushButton)}
    with qtbot.waitSignal(window.evaluations.arrived, timeout=SOON):
        qtbot.mouseClick(shown["Evaluate"], LEFT)
    panel = find(window, QWidget, "scores")
    assert panel.isVisible()
    assert sum(map(sum, panel.matrix.counts)) == 1000
    assert float(panel.score.text().removesuffix("%")) > 50
    image = tmp_path / "digit.png"
    Image.fromarray(open_dataset("mnist-sample").train.images[0, :, :, 0]).save(image)
    trying = find(window, EvaluationPanel, "evaluation").show_page("try")
    trying.try_files([image])
    qtbot.waitUntil(lambda: len(trying.said.bars.bars) > 1, timeout=SOON)
    assert sum(bar.share for bar in trying.said.bars.bars) <= 1.001


@pytest.mark.thorough
def test_closing_during_training_keeps_the_model_and_leaves_nothing_behind(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(qtbot, window, "epochs", "500")
    train_until(qtbot, window, window.session.epochFinished)
    run = window.session.run
    workers = psutil.Process().children(recursive=True)
    assert workers
    monkeypatch.setattr(QMessageBox, "exec", lambda _: QMessageBox.StandardButton.Discard)
    assert window.close()
    assert not any(worker.is_running() and worker.status() != psutil.STATUS_ZOMBIE for worker in workers)
    assert not [thread.name for thread in threading.enumerate() if thread.name == "end of a worker"]
    assert run.record().state == "stopped"
    with zipfile.ZipFile(run.model) as model:
        assert model.testzip() is None
    assert leftovers(tmp_path) == []


@pytest.mark.thorough
def test_a_killed_worker_is_told_and_the_next_training_works(qtbot: QtBot, window: MainWindow) -> None:
    before = window.document.project
    write(qtbot, window, "epochs", "500")
    train_until(qtbot, window, window.session.batchFinished)
    os.kill(window.session.workers.serving.worker.pid, signal.SIGKILL)
    until_idle(qtbot, window)
    assert window.training.message.isVisible()
    assert "SIGKILL" in window.training.message.text.text()
    assert window.session.run.record().state == "failed"
    assert window.isVisible()
    assert window.document.graph == before.graph
    write(qtbot, window, "epochs", "1")
    click(qtbot, window, "trainButton")
    until_idle(qtbot, window)
    assert not window.training.message.isVisible()
    assert window.session.run.record().state == "finished"
