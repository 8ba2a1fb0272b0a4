"""An unsaved design survives the death of the program."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from cnn.layers import Dense
from gui import recovery
from gui.document import Document
from gui.main_window import MainWindow
from gui.recovery import Recovery, lost_designs
from tests.gui.windows import answer

Maker = Callable[..., MainWindow]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recovery, "folder", lambda: tmp_path / "recovery")


def copies() -> list[Path]:
    return list(recovery.folder().glob("*.loom"))


def grow(document: Document) -> None:
    document.edit("Add Dense", lambda graph: graph.append(Dense(units=3)))


def test_a_copy_is_written_soon_and_goes_when_the_design_is_safe(document: Document, tmp_path: Path) -> None:
    keeper = Recovery(document)
    grow(document)
    assert keeper._clock.isActive()
    keeper._clock.timeout.emit()
    assert len(copies()) == 1
    document.save(tmp_path / "safe.loom")
    assert copies() == []
    assert lost_designs() == []


def test_a_design_without_changes_has_no_copy(document: Document) -> None:
    keeper = Recovery(document)
    grow(document)
    document.undo()
    keeper.keep()
    assert copies() == []


def test_a_copy_of_a_program_that_lives_is_nobody_elses(document: Document) -> None:
    keeper = Recovery(document)
    grow(document)
    keeper.keep()
    assert lost_designs() == []
    keeper.forget()


DIE = """
import sys, os, pathlib
from gui import recovery
recovery.folder = lambda: pathlib.Path(sys.argv[1])
from PySide6.QtCore import QCoreApplication
app = QCoreApplication([])
from cnn.layers import Dense
from cnn.presets import PRESETS
from cnn.project import Project
from gui.document import Document
document = Document(Project(graph=PRESETS["lenet5"].graph()))
keeper = recovery.Recovery(document)
document.edit("x", lambda graph: graph.append(Dense(units=3)))
keeper.keep()
os.kill(os.getpid(), 9)
"""


def kill_a_program() -> None:
    run = subprocess.run([sys.executable, "-c", DIE, str(recovery.folder())], cwd=Path.cwd(), timeout=60, check=False)
    assert run.returncode == -signal.SIGKILL


@pytest.mark.skipif(os.name == "nt", reason="kills with a signal")
def test_what_a_killed_program_left_is_offered_and_opened(make_window: Maker, qtbot: QtBot) -> None:
    kill_a_program()
    window = make_window()
    qtbot.waitUntil(window.notice.isVisible)
    assert "lenet5" in window.notice.text.text()
    button = next(item for item in window.notice.findChildren(QPushButton) if item.text() == "Open the copy")
    button.click()
    assert window.document.graph.named("dense_3").layer == Dense(units=3)
    assert window.document.dirty
    assert not window.notice.isVisible()
    assert lost_designs() == []


@pytest.mark.skipif(os.name == "nt", reason="kills with a signal")
def test_what_is_not_wanted_is_discarded_for_good(make_window: Maker, qtbot: QtBot) -> None:
    kill_a_program()
    window = make_window()
    qtbot.waitUntil(window.notice.isVisible)
    next(item for item in window.notice.findChildren(QPushButton) if item.text() == "Discard it").click()
    assert copies() == []
    assert not window.document.dirty


def test_a_copy_that_cannot_be_read_is_not_offered(document: Document) -> None:
    recovery.folder().mkdir()
    (recovery.folder() / "broken.loom").write_text("{")
    assert lost_designs() == []
    assert copies() == []


def test_without_a_place_for_it_there_is_no_copy_but_no_complaint(
    document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(recovery, "folder", lambda: tmp_path / "file" / "recovery")
    keeper = Recovery(document)
    grow(document)
    keeper.keep()
    assert lost_designs() == []


def test_closing_takes_the_copy_away(make_window: Maker) -> None:
    window = make_window()
    grow(window.document)
    window.recovery.keep()
    assert len(copies()) == 1
    window.document.undo_stack.setClean()
    window.close()
    assert copies() == []


def test_a_design_that_was_given_up_has_no_copy_after_the_program_quits(make_window: Maker) -> None:
    window = make_window()
    grow(window.document)
    answer(QMessageBox.StandardButton.Discard)
    assert window.close()
    assert window.document.dirty
    app = QCoreApplication.instance()
    assert app is not None
    app.aboutToQuit.emit()
    assert copies() == []


def test_a_program_that_is_told_to_quit_keeps_a_copy_of_what_nobody_gave_up(document: Document) -> None:
    keeper = Recovery(document)
    grow(document)
    app = QCoreApplication.instance()
    assert app is not None
    app.aboutToQuit.emit()
    assert len(copies()) == 1
    keeper.forget()
