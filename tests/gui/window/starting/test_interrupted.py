"""A run that was cut off is offered again when the window opens."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cnn import client
from cnn.runs.folder import RunFolder
from gui.window.main_window import MainWindow
from gui.window.starting.leftovers import Leftovers
from tests.gui.sessions import SCRIPT, lenet
from tests.gui.windows import Maker

pytestmark = pytest.mark.worker

Opened = Callable[[], MainWindow]


def cut_off(**changes: object) -> RunFolder:
    run = RunFolder.create(lenet(epochs=3))
    run.update_record(state="interrupted", epochs=1, **changes)
    return run


@pytest.fixture
def opened(qtbot: QtBot, make_window: Maker, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Opens windows that have looked for what was left, and have told of it or not."""
    looked: list[Leftovers] = []
    offer = Leftovers.offer
    monkeypatch.setattr(Leftovers, "offer", lambda leftovers: (offer(leftovers), looked.append(leftovers)))

    def open_window() -> MainWindow:
        window = make_window()
        qtbot.waitUntil(lambda: window.leftovers in looked)
        return window

    return open_window


def press(notice: QWidget, text: str) -> None:
    next(button for button in notice.findChildren(QPushButton) if button.text() == text).click()


def test_it_goes_on_from_the_notice_in_the_design_it_trains(
    qtbot: QtBot, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_command_line", lambda *_: [sys.executable, str(SCRIPT)])
    run = cut_off()
    window = opened()
    assert "lenet5 was cut off" in window.notice.text.text()
    assert window.notice.property("look") == "infoCard"  # an offer is no fault
    assert "1 of 3 epochs" in window.notice.text.text()
    press(window.notice, "Continue")
    qtbot.waitUntil(lambda: window.session.has_model, timeout=10_000)
    assert window.session.run.path == run.path
    assert run.record().state == "finished"
    assert window.document.recipe.epochs == 3


def test_it_can_be_left_as_it_is(opened: Opened) -> None:
    run = cut_off()
    press(opened().notice, "Leave it")
    assert run.record().state == "stopped"
    assert not opened().notice.isVisible()


@pytest.mark.parametrize("answer", ["Leave it", "Continue"])
def test_what_another_window_went_on_with_is_left_alone(opened: Opened, answer: str) -> None:
    run = cut_off()
    window = opened()
    graph = window.document.graph
    run.update_record(state="running", pid=os.getpid(), started=time.time())  # by another window, which takes its time
    press(window.notice, answer)
    assert run.record().state == "running"
    assert "no longer cut off" in window.notice.text.text()
    assert not window.session.busy
    assert window.document.graph is graph


def test_a_run_that_ended_in_order_is_not_offered(opened: Opened, tmp_path: Path) -> None:
    RunFolder.create(lenet(), tmp_path / "runs" / "99990101-later").update_record(state="stopped")
    assert not opened().notice.isVisible()


def test_it_is_offered_also_when_a_newer_run_ended_in_order(opened: Opened, tmp_path: Path) -> None:
    older, newer = cut_off(), cut_off(network="the newer one")
    RunFolder.create(lenet(), tmp_path / "runs" / "99990101-later").update_record(state="finished")
    window = opened()
    assert "the newer one was cut off" in window.notice.text.text()
    press(window.notice, "Leave it")
    assert (older.record().state, newer.record().state) == ("interrupted", "stopped")
    assert "lenet5 was cut off" in opened().notice.text.text()


def test_a_run_on_another_computer_can_be_followed_again(
    qtbot: QtBot, opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = tmp_path / "asked"
    relay = f"import sys; open({str(asked)!r}, 'w').write(sys.argv[1] + sys.stdin.readline())"
    monkeypatch.setattr(client, "_command_line", lambda *_: [sys.executable, str(SCRIPT)])
    monkeypatch.setattr(client, "_relay_line", lambda name: [sys.executable, "-S", "-c", relay, name])
    run = cut_off()
    run.update_record(state="running", computer="lab", pid=None)
    window = opened()
    assert "lenet5 is being trained on lab" in window.notice.text.text()
    assert window.notice.property("look") == "infoCard"
    press(window.notice, "Follow it")
    qtbot.waitUntil(lambda: asked.is_file() and not window.session.busy)
    assert asked.read_text().startswith('lab{"command":"train"')
    assert run.record().state == "running"
