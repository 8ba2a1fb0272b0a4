"""Report of a run: written by a process of its own, given up at any moment, opened when it is there."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from cnn.runs.listed.title import run_title
from cnn.words import language
from gui.background import report_writer
from gui.dialogs.report import ReportDialog
from gui.widgets.basic import asking
from gui.window.main_window import MainWindow
from tests.cnn.reports.runs import run_of
from tests.gui.windows import action, notice


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What was opened in other programs."""
    found: list[Path] = []

    def take(url: QUrl) -> bool:
        found.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    return found


def dialog_of(qtbot: QtBot, run: Path) -> ReportDialog:
    dialog = ReportDialog(run)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.mark.slow
@pytest.mark.parametrize("kind", [".html", ".md"])
def test_a_report_is_written_and_opened(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path, opened: list[Path], monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    dialog = dialog_of(qtbot, run_of(tmp_path / "run").path)
    assert not dialog.evaluate.isVisible()  # there is no model to be asked
    dialog.kind.setCurrentIndex(dialog.kind.findData(kind))
    monkeypatch.setattr(asking, "for_new_file", lambda _parent, _title, name, *_: str(tmp_path / name))
    stages: list[str] = []
    dialog.writer.stageChanged.connect(stages.append)
    with qtbot.waitSignal(dialog.writer.written, timeout=60_000):
        qtbot.mouseClick(dialog.write_button, Qt.MouseButton.LeftButton)
        assert dialog.cancel_button.isVisible()
        assert dialog.progress.isVisible()
    path = tmp_path / f"run{kind}"
    assert opened == [path]
    assert "lenet5" in path.read_text(encoding="utf-8")
    assert stages[0] == "Reading the run …"
    assert stages[-1] == "Writing the report …"
    assert dialog.open_button.isVisible()
    assert str(path) in dialog.stage.text()


def pretend(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(report_writer, "own_program", lambda *_: [sys.executable, "-c", program])


@pytest.mark.slow
def test_cancel_ends_it_and_it_can_be_begun_again(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path, opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, 'import time; print(\'{"event": "progress", "stage": "Thinks …"}\', flush=True); time.sleep(600)')
    dialog = dialog_of(qtbot, run_of(tmp_path / "run").path)
    dialog.write_to(tmp_path / "r.html")
    qtbot.waitUntil(lambda: dialog.stage.text() == "Thinks …", timeout=30_000)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)  # twice on Write: the second is not meant for Cancel
    assert dialog.writer.working
    dialog.cancel_button.click()
    assert not dialog.writer.working
    assert dialog.write_button.isVisible()
    assert opened == []
    assert not (tmp_path / "r.html").exists()


@pytest.mark.slow
def test_what_comes_into_sight_does_not_press_the_rows_together(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path, opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, "import time; time.sleep(600)")
    run = run_of(tmp_path / "run").path
    (run / "model.keras").write_bytes(b"")
    dialog = dialog_of(qtbot, run)
    rows = [part.geometry() for part in (dialog.kind, dialog.evaluate)]
    dialog.write_to(tmp_path / "r.html")
    QApplication.processEvents()
    assert dialog.progress.isVisible()
    assert [part.geometry() for part in (dialog.kind, dialog.evaluate)] == rows
    dialog._on_written(tmp_path / ("a long way to " * 20 + "r.html"), [])
    QApplication.processEvents()
    assert [part.geometry() for part in (dialog.kind, dialog.evaluate)] == rows
    dialog.reject()


def test_the_same_report_with_or_without_asking_again(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path, opened: list[Path]
) -> None:
    run = run_of(tmp_path / "run").path
    (run / "model.keras").write_bytes(b"")
    dialog = dialog_of(qtbot, run)
    dialog._on_written(tmp_path / "r.html", [])
    assert not dialog.write_button.isVisible()
    qtbot.keyClick(dialog.evaluate, Qt.Key.Key_Space)
    assert dialog.write_button.isVisible()


def test_closing_the_dialog_ends_it_too(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path, opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, "import time; time.sleep(600)")
    dialog = dialog_of(qtbot, run_of(tmp_path / "run").path)
    dialog.write_to(tmp_path / "r.html")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert not dialog.writer.working


@pytest.mark.slow
def test_exports_that_lie_elsewhere_go_in(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path, opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(report_writer, "own_program", lambda *words: asked.append(words) or [sys.executable, "-c", ""])
    dialog = dialog_of(qtbot, run_of(tmp_path / "run").path)
    files = [str(tmp_path / "a.onnx.export.json"), str(tmp_path / "b.tflite")]
    monkeypatch.setattr(asking, "for_files", lambda *_: files)
    add, clear = (dialog.findChild(QPushButton, name) for name in ("reportAddExports", "reportDropExports"))
    for _ in range(2):  # the same again is one
        qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    assert "a.onnx, b.tflite" in dialog.named.text()
    with qtbot.waitSignal(dialog.writer.failed, timeout=30_000):
        dialog.write_to(tmp_path / "r.html")
    assert asked[-1][-4:] == ("--export", files[0], "--export", files[1])
    dialog.kind.setCurrentIndex(dialog.kind.findData(".md"))
    assert not add.isEnabled()  # a model card tells none
    with qtbot.waitSignal(dialog.writer.failed, timeout=30_000):
        dialog.write_to(tmp_path / "r.md")
    assert "--export" not in asked[-1]
    dialog.kind.setCurrentIndex(dialog.kind.findData(".pdf"))
    qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert not clear.isVisible()
    with qtbot.waitSignal(dialog.writer.failed, timeout=30_000):
        dialog.write_to(tmp_path / "r.pdf")
    assert "--export" not in asked[-1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("program", "words"),
    [
        ('print(\'{"event": "failed", "message": "No room.", "hint": "Make some."}\'); raise SystemExit(2)', "No room."),
        ("raise SystemExit(3)", "its process ended early"),
        ("print('torn {')", "its process ended early"),
    ],
)
def test_what_goes_wrong_is_said(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path, opened: list[Path], monkeypatch: pytest.MonkeyPatch,
    program: str, words: str,
) -> None:  # fmt: skip
    pretend(monkeypatch, program)
    dialog = dialog_of(qtbot, run_of(tmp_path / "run").path)
    with qtbot.waitSignal(dialog.writer.failed, timeout=30_000):
        dialog.write_to(tmp_path / "r.html")
    assert words in dialog.message.text.text()
    assert dialog.write_button.isVisible()
    assert opened == []


@pytest.mark.slow
def test_the_menu_asks_for_the_run_of_the_network_that_is_open(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    action(window, "actionReport").trigger()
    assert "no run yet" in notice(window)
    run = run_of(tmp_path / "mine")
    window.document.open(str(run.project))
    action(window, "actionReport").trigger()
    (dialog,) = window.findChildren(ReportDialog)
    assert dialog.isVisible()
    assert any(run_title(run.path) in label.text() for label in dialog.findChildren(QLabel))
    dialog.reject()


@pytest.mark.slow
def test_the_kinds_are_told_in_the_language_of_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    language.use("zh_CN")
    try:
        dialog = ReportDialog(run_of(tmp_path / "mine").path)
        qtbot.addWidget(dialog)
        assert not any(dialog.kind.itemText(place).isascii() for place in range(dialog.kind.count()))
    finally:
        language.use(language.ENGLISH)
