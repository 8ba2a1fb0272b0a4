"""The export dialog: what it offers, what it tells, and that Cancel leaves nothing."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from cnn.formats.files import KINDS
from cnn.presets import PRESETS
from cnn.runs.exports import Expected, ExportReport, ModelInput, Proof
from cnn.runs.messages import Progress
from gui.background.training_session import State
from gui.settings import settings
from gui.window.main_window import MainWindow
from tests.gui.exporting import export_by_dialog

REPORT = ExportReport(
    file="out.tflite",
    kind="LiteRT",
    precision="int8",
    bytes=1000,
    sha256="",
    written="",
    network="lenet5",
    weights="5 of 5",
    fresh=(),
    expects=Expected(task="classes", classes=("a",), inputs=(ModelInput(name="input", shape=(2, 2, 1)),), outputs=("o",)),
    proof=Proof(runtime="ai-edge-litert 2", images=500, of="test images of digits", largest_difference=0.01, agreement=0.99),
    snippet="import sys\n",
)


@pytest.fixture
def asked(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What the session is asked to export; nothing is."""
    found: list[tuple[Any, ...]] = []

    def export(*arguments: Any) -> str:
        found.append(arguments)
        return "question"

    monkeypatch.setattr(window.session, "export", export)
    return found


def test_every_kind_says_what_it_is_for(window: MainWindow) -> None:
    window.files.export()
    dialog = window.files.dialog
    assert dialog is not None
    seen = {}
    for place in range(dialog.kind.count()):
        dialog.kind.setCurrentIndex(place)
        dialog.kind.activated.emit(place)
        seen[dialog.chosen.suffix] = dialog.purpose.text()
        assert dialog.target.name.endswith(dialog.chosen.suffix if not dialog.chosen.is_folder else "")
    assert set(seen) == {kind.suffix for kind in KINDS if kind.listed and not kind.picture}
    assert all(len(purpose) > 20 for purpose in seen.values())
    dialog.reject()


@pytest.mark.slow
def test_the_precision_goes_along_and_the_proof_is_shown(
    window: MainWindow, asked: list[tuple[Any, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window.files, "_choose_weights", lambda: None)
    window.files.export_as(".tflite")
    dialog = window.files.dialog
    assert dialog is not None
    assert [dialog.precision.itemData(place) for place in range(4)] == ["float32", "float16", "int8-dynamic", "int8"]
    dialog.precision.setCurrentIndex(3)
    dialog.path.setText(str(tmp_path / "out"))
    dialog.export_button.click()
    assert asked[0][0] == tmp_path / "out.tflite"
    assert asked[0][-2:] == (".tflite", "int8")
    assert not dialog.export_button.isEnabled()
    window.session.progressed.emit(Progress(time=0, request="question", stage="Writing LiteRT", number=1))
    assert "Writing LiteRT" in dialog.said.text()
    from cnn.runs.messages import Answer

    answer = {"weights": "5 of 5", "report": json.loads(REPORT.model_dump_json())}
    window.session.answerReceived.emit(Answer(time=0, request="question", result=answer))
    assert all(line in dialog.said.text() for line in REPORT.lines())
    assert dialog.snippet.toPlainText() == REPORT.snippet
    assert dialog.export_button.isEnabled()
    dialog.reject()


@pytest.mark.slow
def test_cancel_ends_the_process_and_leaves_nothing(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "a.onnx").write_bytes(b"old")
    request = window.session.export(folder / "a.onnx", window.document.kept)
    connection = window.session.workers.lent[request]
    part = folder / f".a-{request[:12]}.part"
    part.mkdir()
    (part / "a.onnx").write_bytes(b"half")
    window.session.call_off(request)
    connection.wait()
    assert not connection.worker.alive
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [("a.onnx", b"old")]


@pytest.mark.slow
def test_what_is_there_is_written_over_only_when_agreed(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.loom"
    path.write_text("old")
    monkeypatch.setattr(QMessageBox, "exec", lambda *_: QMessageBox.StandardButton.Cancel)
    export_by_dialog(window, path).reject()
    assert path.read_text() == "old"
    monkeypatch.setattr(QMessageBox, "exec", lambda *_: QMessageBox.StandardButton.Yes)
    export_by_dialog(window, path).reject()
    assert json.loads(path.read_text())


@pytest.mark.slow
def test_after_an_export_that_failed_the_keyboard_is_where_it_was(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(window.files, "_choose_weights", lambda: None)
    monkeypatch.setattr(window.session, "export", lambda *_: "question")
    window.files.export_as(".onnx")
    dialog = window.files.dialog
    assert dialog is not None
    dialog.path.setText(str(tmp_path / "out"))
    dialog.path.setFocus()
    qtbot.keyClick(dialog.path, Qt.Key.Key_Return)
    assert dialog.running
    assert dialog.focusWidget() is not dialog.path
    dialog.show_stopped("It can't be written.", problem=True)
    assert dialog.focusWidget() is dialog.path
    dialog.reject()


@pytest.mark.slow
def test_fresh_weights_of_a_network_that_is_being_trained(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def answer(box: QMessageBox) -> int:
        told.append(box.informativeText())
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    window.files._choose_weights()
    monkeypatch.setattr(window.session, "state", State.TRAINING)
    window.session.project = window.document.kept
    window.files._choose_weights()
    window.session.project = replace(window.document.kept, graph=PRESETS["resnet20"].graph())
    window.files._choose_weights()
    assert told == ["", "A training of it goes on: what it learns can be exported once it is over.", ""]


@pytest.mark.slow
def test_only_a_folder_that_took_an_export_is_suggested_next(window: MainWindow, tmp_path: Path) -> None:
    export_by_dialog(window, tmp_path / "a.loom").reject()
    export_by_dialog(window, tmp_path / "missing" / "b.loom").reject()
    assert settings.folder("networks") == str(tmp_path)


@pytest.mark.slow
def test_the_model_of_a_run_is_called_by_its_network(window: MainWindow, tmp_path: Path) -> None:
    window.training.exportWanted.emit(tmp_path / "20261130-090509-lenet5")
    dialog = window.files.dialog
    assert dialog is not None
    assert (dialog.target.name, dialog.chosen.suffix) == ("lenet5.keras", ".keras")
    dialog.kind.setCurrentIndex(dialog.kind.findData("/"))
    dialog.path.setText("~/lenet5")
    assert dialog.target == Path.home() / "lenet5"
    dialog.reject()
