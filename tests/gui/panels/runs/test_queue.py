"""The queue in the window: what is shown is what stands in its file, and each button changes that."""

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cnn.presets import PRESETS
from cnn.program import began
from cnn.project import Project
from cnn.runs.folder import RunFolder
from cnn.runs.queued import queue as queued
from cnn.runs.queued import runner
from gui.panels.runs import queue as panels
from gui.panels.runs.queue import QueuePanel


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Nothing is trained; how often that was wanted, and whether somebody does it."""
    wanted: list[str] = []
    begun = type("Begun", (), {"over": False, "complaint": lambda _: None})

    def begin(_before: queued.Queue, *, aside: bool) -> object:
        wanted.append("begin")
        assert aside, "the window is in front of it"
        return begun()

    monkeypatch.setattr(runner, "_begin_in_background", begin)
    monkeypatch.setattr(panels, "is_running", lambda: bool(wanted))
    return wanted


@pytest.fixture
def panel(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, started: list[str]) -> QueuePanel:
    monkeypatch.setenv("LAYERLOOM_RUNS", str(tmp_path / "runs"))
    panel = QueuePanel()
    qtbot.addWidget(panel)
    panel.resize(900, 260)
    panel.show()
    _settle(qtbot, panel)
    return panel


def _settle(qtbot: QtBot, panel: QueuePanel) -> None:
    qtbot.waitUntil(lambda: not panel._reading.waiting)


def _three(qtbot: QtBot, panel: QueuePanel) -> None:
    queued.add([(name, Project(PRESETS["lenet5"].graph(), dataset="mnist-sample")) for name in "abc"])
    panel.refresh()
    _settle(qtbot, panel)


def _press(qtbot: QtBot, panel: QueuePanel, button: str) -> None:
    qtbot.mouseClick(getattr(panel, f"{button}_button"), Qt.MouseButton.LeftButton)
    _settle(qtbot, panel)


def _column(panel: QueuePanel, column: int) -> list[str]:
    return [panel.table.item(row, column).text() for row in range(panel.table.rowCount())]


@pytest.mark.slow
def test_an_empty_queue_says_what_it_is_for(panel: QueuePanel) -> None:
    assert panel._pages.currentWidget() is panel._empty
    assert not panel.start_button.isEnabled()
    assert panel.add_button.isEnabled()


@pytest.mark.slow
def test_what_others_add_is_seen_and_moved_and_skipped(qtbot: QtBot, panel: QueuePanel) -> None:
    _three(qtbot, panel)
    assert _column(panel, 1) == ["a", "b", "c"]
    headings = [panel.table.horizontalHeaderItem(column).text() for column in range(panel.table.columnCount())]
    assert headings == ["", "Training", "Data", "Computer", "State", "Epochs", "Best"]
    assert set(_column(panel, 4)) == {"waiting"}
    panel.table.selectRow(2)
    _press(qtbot, panel, "up")
    assert [entry.title for entry in queued.read().entries] == ["a", "c", "b"] == _column(panel, 1)
    assert panel.chosen.title == "c", "what is selected stays so"
    _press(qtbot, panel, "skip")
    assert _column(panel, 4) == ["waiting", "left out", "waiting"]
    assert panel.skip_button.text() == "Train after all"
    _press(qtbot, panel, "skip")
    assert queued.read().entries[1].wanted == "train"


def test_start_and_pause(qtbot: QtBot, panel: QueuePanel, started: list[str]) -> None:
    _three(qtbot, panel)
    _press(qtbot, panel, "start")
    assert started == ["begin"]
    assert panel.start_button.text() == "Pause"
    assert "closed" in panel._state.text()
    _press(qtbot, panel, "start")
    assert queued.read().paused
    assert panel._state.text() == "Paused."
    _press(qtbot, panel, "start")
    assert not queued.read().paused


def test_runs_tell_how_far_they_are_and_what_is_over_goes(qtbot: QtBot, panel: QueuePanel) -> None:
    _three(qtbot, panel)
    run = RunFolder.create(Project(PRESETS["lenet5"].graph(), dataset="mnist-sample"))
    run.update_record(state="finished", epochs=3, planned_epochs=3, monitor="val_accuracy", best={"val_accuracy": 0.95})
    queued.change(lambda queue: queue.changed(1, run=str(run.path), over=True).changed(2, over=True, error="No images."))
    panel.refresh()
    _settle(qtbot, panel)
    assert _column(panel, 4) == ["finished", "failed: No images.", "waiting"]
    assert [_column(panel, column)[0] for column in (5, 6)] == ["3/3", "Validation accuracy 0.9500"]
    _press(qtbot, panel, "clear")
    assert _column(panel, 1) == ["c"]
    assert run.record().state == "finished", "the run stays"


def test_what_is_trained_is_not_removed(qtbot: QtBot, panel: QueuePanel) -> None:
    _three(qtbot, panel)
    queued.change(lambda queue: queue.changed(1, pid=os.getpid(), began=began(os.getpid())))
    panel.refresh()
    _settle(qtbot, panel)
    panel.table.selectRow(0)
    assert _column(panel, 4)[0] == "running"
    assert not panel.remove_button.isEnabled()
    panel.activateWindow()
    panel.table.setFocus()
    qtbot.waitUntil(panel.table.hasFocus)
    qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    panel.table.selectRow(1)
    qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    _settle(qtbot, panel)
    assert _column(panel, 1) == ["a", "c"]


def test_the_menu_and_a_double_click_open_what_is_trained(qtbot: QtBot, panel: QueuePanel) -> None:
    _three(qtbot, panel)
    panel.table.selectRow(1)
    with qtbot.waitSignal(panel.openWanted) as wanted:
        next(action for action in panel.menu().actions() if action.text() == "Open project").trigger()
    assert wanted.args == [queued.project_of(2)]


def test_a_damaged_queue_is_told_once(qtbot: QtBot, panel: QueuePanel) -> None:
    _three(qtbot, panel)
    (queued.folder() / "queue.json").write_text("[")
    with qtbot.waitSignal(panel.refused) as told:
        panel.refresh()
    assert "is damaged" in told.args[0]
    assert not panel._clock.isActive()


@pytest.mark.slow
def test_a_program_that_dies_at_once_says_why_and_the_queue_is_as_it_was(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAYERLOOM_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr(runner, "own_program", lambda *_: [sys.executable, "-c", "raise SystemExit('layerloom: No heart.')"])
    panel = QueuePanel()
    qtbot.addWidget(panel)
    _three(qtbot, panel)
    queued.pause()
    panel.show()
    _settle(qtbot, panel)
    with qtbot.waitSignal(panel.refused, timeout=30_000) as refused:
        qtbot.mouseClick(panel.start_button, Qt.MouseButton.LeftButton)
    assert refused.args[0] == "The program that trains what waits ended at once: No heart."
    assert queued.read().paused
    qtbot.waitUntil(lambda: panel.start_button.text() == "Start")
