"""Folders and files that are dropped onto the window."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.panels.evaluation.panel import EvaluationPanel
from gui.window.main_window import MainWindow
from tests.gui.windows import notice


def drop(window: MainWindow, *paths: Path) -> bool:
    """Drags files in and lets go; whether the window took them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
    return True


@pytest.mark.slow
def test_a_folder_and_files_become_the_dataset(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "pets").mkdir()
    np.savez(tmp_path / "pets.npz", x=np.zeros((2, 4, 4)), y=[0, 1])
    for path in (tmp_path / "pets", tmp_path / "pets.npz"):
        assert drop(window, path)
        qtbot.waitUntil(lambda path=path: window.document.dataset == str(path))
        assert window.tabs.currentWidget() is window.pages["data"]
    window.document.undo()
    assert window.document.dataset == str(tmp_path / "pets")


@pytest.mark.slow
def test_two_idx_files(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    for name, axes in (("said-ubyte", 1), ("shown-ubyte", 3)):
        (tmp_path / name).write_bytes(bytes([0, 0, 8, axes]) + b"\0\0\0\1" * axes + b"\0")
    assert drop(window, tmp_path / "said-ubyte", tmp_path / "shown-ubyte")
    qtbot.waitUntil(lambda: window.document.dataset == f"{tmp_path / 'shown-ubyte'}::{tmp_path / 'said-ubyte'}")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("names", "said"),
    [(["gone"], "is not there"), (["notes.unheard"], "no images"), (["pets", "said-ubyte"], "pets is a folder")],
)
def test_what_turns_out_to_be_none_is_refused_in_words(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, names: list[str], said: str
) -> None:
    (tmp_path / "pets").mkdir()
    (tmp_path / "said-ubyte").write_bytes(bytes([0, 0, 8, 1, 0, 0, 0, 1, 0]))
    (tmp_path / "notes.unheard").write_text("milk")
    assert drop(window, *(tmp_path / name for name in names))
    qtbot.waitUntil(lambda: said in notice(window))
    assert window.document.dataset == "mnist-sample"


@pytest.mark.slow
@pytest.mark.parametrize("offered", [Qt.DropAction.MoveAction, Qt.DropAction.MoveAction | Qt.DropAction.CopyAction])
@pytest.mark.parametrize("page", [None, "evaluation"])
def test_nothing_is_taken_away_from_where_it_lies(
    monkeypatch: pytest.MonkeyPatch, window: MainWindow, tmp_path: Path, offered: Qt.DropAction, page: str | None
) -> None:
    (tmp_path / "pets").mkdir()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "pets"))])
    target: QWidget = window
    if page is not None:
        panel = window.pages[page]
        panel.build()
        target = panel.findChild(EvaluationPanel)
        monkeypatch.setattr(target.page("try"), "try_files", lambda _: None)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), offered, data, buttons, keys)
    enter.ignore()
    QApplication.sendEvent(target, enter)
    let_go = QDropEvent(QPointF(5, 5), offered, data, buttons, keys)
    let_go.ignore()
    QApplication.sendEvent(target, let_go)
    taken = bool(offered & Qt.DropAction.CopyAction)
    for event in (enter, let_go):
        assert event.isAccepted() is taken
        assert not taken or event.dropAction() == Qt.DropAction.CopyAction


@pytest.mark.parametrize("names", [["a.txt"], ["a.npz", "b.npz", "c.npz"], []])
def test_other_things_are_not_taken(window: MainWindow, tmp_path: Path, names: list[str]) -> None:
    assert not drop(window, *(tmp_path / name for name in names))
    assert window.document.dataset == "mnist-sample"
