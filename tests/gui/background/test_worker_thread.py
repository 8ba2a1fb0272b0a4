"""The thread of a worker: it hands over lines as they came, and ends with the worker."""

import os
import signal
import sys
import threading
from collections.abc import Iterator

import psutil
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnn import client
from cnn.errors import WorkerError
from cnn.runs.messages import Failed, Ready, Stop
from gui.background.worker_thread import WorkerConnection
from tests.gui.sessions import SCRIPT

pytestmark = [pytest.mark.worker, pytest.mark.skipif(os.name != "posix", reason="signals")]


@pytest.fixture
def connection(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[WorkerConnection]:
    monkeypatch.setattr(client, "_command_line", lambda *_: [sys.executable, str(SCRIPT)])
    connection = WorkerConnection(qapp)
    yield connection
    connection.abandon()
    connection.wait()
    connection.deleteLater()


def ready(qtbot: QtBot, connection: WorkerConnection) -> Ready:
    with qtbot.waitSignal(connection.eventReceived, timeout=10_000) as heard:
        pass
    return heard.args[0]


def test_lines_cross_the_thread_unread_and_become_events_here(qtbot: QtBot, request: pytest.FixtureRequest) -> None:
    raw: list[object] = []
    read = WorkerConnection._read

    def heard(connection: WorkerConnection, line: bytes) -> None:
        raw.append((line, threading.current_thread() is threading.main_thread()))
        read(connection, line)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WorkerConnection, "_read", heard)  # before there is a worker that may speak
        connection = request.getfixturevalue("connection")
    assert isinstance(ready(qtbot, connection), Ready)
    ((line, here),) = raw
    assert isinstance(line, bytes)
    assert b'"ready"' in line
    assert here


@pytest.fixture
def without_priority(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where nobody asks for it."""
    monkeypatch.delenv("LAYERLOOM_KEEP_PRIORITY")


def test_what_a_window_starts_leaves_the_processor_to_it(
    qtbot: QtBot, without_priority: None, connection: WorkerConnection
) -> None:
    ready(qtbot, connection)
    assert psutil.Process(connection.worker.pid).cmdline()[-1] == "--aside"


def test_a_death_is_told_with_its_reason(qtbot: QtBot, connection: WorkerConnection) -> None:
    ready(qtbot, connection)
    assert connection.alive
    with qtbot.waitSignal(connection.ended, timeout=10_000) as ended:
        os.kill(connection.worker.pid, signal.SIGKILL)
    assert isinstance(ended.args[0], Failed)
    assert not connection.alive
    with pytest.raises(WorkerError):
        connection.send(Stop())


def test_a_retired_worker_is_not_heard_and_leaves_nothing(qtbot: QtBot, connection: WorkerConnection) -> None:
    ready(qtbot, connection)
    told = []
    connection.eventReceived.connect(told.append)
    connection.ended.connect(told.append)
    connection.retire(timeout=5)
    assert not connection.alive
    connection.wait()
    assert connection.over
    assert not psutil.pid_exists(connection.worker.pid)
    QApplication.sendPostedEvents()  # its last words, and that its thread has ended
    assert told == []


def test_retiring_does_not_wait(qtbot: QtBot, connection: WorkerConnection) -> None:
    ready(qtbot, connection)
    os.kill(connection.worker.pid, signal.SIGSTOP)
    connection.retire(timeout=0.5)
    assert not connection.over
    os.kill(connection.worker.pid, signal.SIGCONT)
    qtbot.waitUntil(lambda: connection.over, timeout=10_000)
