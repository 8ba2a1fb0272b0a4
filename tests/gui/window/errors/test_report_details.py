"""What is copied for a report: enough to look for a fault, and nothing that tells who wrote it."""

import getpass
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit
from pytestqt.qtbot import QtBot

from cnn import __version__
from cnn.files.logs import WINDOW, WORKER, Log, log_file
from cnn.presets import PRESETS
from cnn.project import Project, save
from gui.background.training_session import TrainingSession
from gui.widgets.basic.message_bar import LogWindow
from gui.window.errors import error_report
from gui.window.errors.report_details import details
from gui.window.main_window import MainWindow
from tests.gui.sessions import pretending
from tests.gui.windows import action, notice


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of somebody, with a folder that is nobody's business."""
    folder = tmp_path / "homes" / "berta"
    (folder / "a secret client").mkdir(parents=True)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(getpass, "getuser", lambda: "berta77")
    return folder


@pytest.fixture
def log() -> Iterator[None]:
    """The log of a window is open."""
    with Log(WINDOW) as own:
        own.start(["net.loom"])
        yield


def press(window: MainWindow, menu: Qt.Key, entry: Qt.Key) -> None:
    """Chooses from the menus with the keyboard alone."""
    window.activateWindow()
    QTest.keyClick(window.menuBar(), menu, Qt.KeyboardModifier.AltModifier)
    opened = QApplication.activePopupWidget()
    assert isinstance(opened, QMenu)
    QTest.keyClick(opened, entry)


@pytest.mark.slow
def test_the_help_menu_copies_details_with_the_keyboard(window: MainWindow, log: None, home: Path) -> None:
    path = home / "a secret client" / "net.loom"
    save(Project(graph=PRESETS["lenet5"].graph()), path)
    assert window.files.open_path(path)
    window.files.open_path(home / "a secret client" / "nowhere.loom")
    QGuiApplication.clipboard().setText("before")
    press(window, Qt.Key.Key_H, Qt.Key.Key_C)
    text = QGuiApplication.clipboard().text()
    assert text.startswith(f"Layerloom {__version__}\nPython 3.")
    assert "Opened '~/…/net.loom': " in text
    assert "nowhere.loom" in text  # and so is what was refused
    assert "secret" not in text
    assert "berta" not in text
    assert str(home.parent) not in text
    assert "Copied: versions" in notice(window)


@pytest.mark.worker
def test_keras_and_the_device_are_told_as_a_worker_told_them(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pretending(qapp, monkeypatch, tmp_path) as session:
        before = details(session)
        assert "as installed; no worker has told yet" in before
        assert "Device: no worker has told yet" in before
        with qtbot.waitSignal(session.deviceChanged):
            session.workers.start_spare()
        told = details(session)
    assert "Keras 3.99.1, TensorFlow 2.99.2, as the worker says" in told
    assert "Device: CPU, " in told


def test_without_a_log_the_rest_is_copied(qapp: QApplication) -> None:
    session = TrainingSession()
    told = details(session)
    assert "Qt " in told
    assert "window.log: No such file" in told
    assert str(log_file(WINDOW).parent) not in told


def test_what_the_worker_logged_stands_among_it(window: MainWindow, log: None) -> None:
    with Log(WORKER, others=False) as own:
        own.start()
    assert "worker[" in details(window.session)
    shown = action(window, "actionLog")
    shown.trigger()
    dialog = next(widget for widget in window.findChildren(error_report.QDialog) if widget.objectName() == "log")
    assert "worker[" in dialog.text  # type: ignore[attr-defined]
    assert "window[" in dialog.text  # type: ignore[attr-defined]
    dialog.close()


def test_the_error_dialog_copies_no_folder_of_a_person(qtbot: QtBot, home: Path) -> None:
    try:
        open(home / "a secret client" / "net.loom")  # noqa: PTH123, SIM115
    except FileNotFoundError as error:
        text = f'  File "{home}/code/x.py", line 3\n{error}'
    dialog = error_report.ErrorDialog(text)
    qtbot.addWidget(dialog)
    copy = next(button for button in dialog.findChildren(error_report.QDialogButtonBox)[0].buttons() if button.text() == "Copy")
    copy.click()
    told = QGuiApplication.clipboard().text()
    assert "~/…/x.py" in told
    assert "net.loom" in told
    assert "secret" not in told
    assert "berta" not in told


def test_what_qt_warns_of_is_logged(log: None, qtbot: QtBot) -> None:
    with ToldByQt():
        qWarning("mind this")
    assert "WARNING window[" in log_file(WINDOW).read_text()
    assert "gui.window.errors.error_report: Qt: mind this" in log_file(WINDOW).read_text()


class ToldByQt:
    """While it is open Qt's messages go where the program sends them."""

    def __enter__(self) -> None:
        self.before = error_report.qInstallMessageHandler(None)
        error_report.log_qt()

    def __exit__(self, *_: object) -> None:
        error_report.qInstallMessageHandler(self.before)


def test_what_is_refused_is_logged_as_it_is_shown(window: MainWindow, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "gui")
    window.document.refused.emit("That can't be.")
    window.document.refused.emit("That can't be.")
    window.document.refused.emit("No answer for 1 s")
    window.document.refused.emit("No answer for 2 s")
    told = [record.getMessage() for record in caplog.records if record.name == "gui.widgets.basic.message_bar"]
    assert told == ["Shown: That can't be.", "Shown: No answer for 1 s"]


@pytest.mark.parametrize("where", [None, Path("window.log")])
def test_a_log_opens_at_its_end_and_other_texts_at_their_beginning(qtbot: QtBot, where: Path | None) -> None:
    shown = LogWindow("Log", "\n".join(f"{'a long line ' * 20}{number}" for number in range(300)), where=where)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    view = shown.findChild(QPlainTextEdit)
    assert view is not None
    bar = view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    if where is None:
        QApplication.processEvents()
        assert bar.value() == 0
    else:
        qtbot.waitUntil(lambda: bar.value() == bar.maximum())
