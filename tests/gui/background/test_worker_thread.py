"""The thread of a worker: it hands over lines as they came, and ends with the worker."""

import os
import signal
import sys
from collections.abc import Iterator

import psutil
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnn import client
from cnn.errors import WorkerError
from cnn.runs.messages import Failed, Ready, Stop
from gui.background.worker_thread import WorkerLine
from tests.gui.sessions import SCRIPT

pytestmark = [pytest.mark.worker, pytest.mark.skipif(os.name != "posix", reason="signals")]


@pytest.fixture
def line(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[WorkerLine]:
    monkeypatch.setattr(client, "_command_line", lambda: [sys.executable, str(SCRIPT)])
    line = WorkerLine(qapp)
    yield line
    line.abandon()
    line.wait()
    line.deleteLater()


def ready(qtbot: QtBot, line: WorkerLine) -> Ready:
    with qtbot.waitSignal(line.heard, timeout=10_000) as heard:
        pass
    return heard.args[0]


def test_lines_cross_the_thread_unread_and_become_events_here(qtbot: QtBot, line: WorkerLine) -> None:
    raw = []
    line._thread.line.connect(raw.append)
    event = ready(qtbot, line)
    assert isinstance(event, Ready)
    assert [type(item) for item in raw] == [bytes]
    assert b'"ready"' in raw[0]


def test_a_death_is_told_with_its_reason(qtbot: QtBot, line: WorkerLine) -> None:
    ready(qtbot, line)
    assert line.alive
    with qtbot.waitSignal(line.ended, timeout=10_000) as ended:
        os.kill(line.worker.pid, signal.SIGKILL)
    assert isinstance(ended.args[0], Failed)
    assert not line.alive
    with pytest.raises(WorkerError):
        line.send(Stop())


def test_a_retired_worker_is_not_heard_and_leaves_nothing(qtbot: QtBot, line: WorkerLine) -> None:
    ready(qtbot, line)
    told = []
    line.heard.connect(told.append)
    line.ended.connect(told.append)
    line.retire(timeout=5)
    assert not line.alive
    line.wait()
    assert line.over
    assert not psutil.pid_exists(line.worker.pid)
    qtbot.wait(50)
    assert told == []


def test_retiring_does_not_wait(qtbot: QtBot, line: WorkerLine) -> None:
    ready(qtbot, line)
    os.kill(line.worker.pid, signal.SIGSTOP)
    line.retire(timeout=0.5)
    assert not line.over
    os.kill(line.worker.pid, signal.SIGCONT)
    qtbot.waitUntil(lambda: line.over, timeout=10_000)
