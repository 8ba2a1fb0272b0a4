"""What is told of a training to who looks at something else."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.background.training_session import TrainingSession
from gui.settings import settings
from gui.window.desktop import run_state
from gui.window.desktop.run_state import RunState
from tests.gui.sessions import lenet

ROOT = Path(__file__).parents[4]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What the taskbar was told."""
    told: list[object] = []
    monkeypatch.setattr(run_state, "show_progress", told.append)
    return told


@pytest.mark.worker
def test_title_taskbar_and_desktop_tell_of_a_run(
    qtbot: QtBot, session: TrainingSession, told: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    state, said, notices = RunState(session, window), [], []
    monkeypatch.setattr(state.notification, "tell", lambda *words: notices.append(words))
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    state.changed.connect(lambda: said.append(state.words))
    session.start(lenet(epochs=3))
    qtbot.waitUntil(lambda: bool(notices), timeout=10_000)
    assert said[0] == "Starting"
    assert any(words.startswith("Training ") for words in said)
    assert state.words == "Finished"
    assert told[-1] is None
    assert max(share for share in told if share is not None) > 0.5
    ((title, text),) = notices
    assert title == "lenet5: training is over (finished)"
    assert "accuracy" in text
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    assert state.words == "", "who looks knows"
    settings.set_notify(False)
    session.start(lenet(epochs=1))
    qtbot.waitUntil(lambda: not session.busy and state.words == "Finished", timeout=10_000)
    assert len(notices) == 1, "it was switched off"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("dbus-run-session"), reason="needs D-Bus")
def test_launcher_and_portal_are_told_over_d_bus(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    code = (
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication([]); app.setDesktopFileName('layerloom')\n"
        "from gui.window.desktop.taskbar import show_progress\n"
        "from gui.window.desktop.notification import Notification\n"
        "notice = Notification(); notice._tell_service = lambda *_: app.quit()\n"
        "show_progress(0.25); notice.tell('lenet5: training is over', 'accuracy 0.95')\n"
        "app.exec()\n"
    )
    script = (
        f"dbus-monitor --session > {heard} & monitor=$!\n"
        f"until grep -q NameAcquired {heard}; do :; done\n"
        f'"{sys.executable}" -c "$CODE"\n'
        f"until grep -q AddNotification {heard}; do :; done\n"
        "kill $monitor"
    )

    environment = {**os.environ, "CODE": code, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", script], env=environment, check=False, timeout=60, capture_output=True, text=True
    )
    words = heard.read_text()
    assert "member=Update" in words, done.stderr
    assert 'string "application://layerloom.desktop"' in words
    assert "double 0.25" in words
    assert 'string "lenet5: training is over"' in words
