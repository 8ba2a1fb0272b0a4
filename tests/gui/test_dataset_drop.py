"""Folders and files that are dropped onto the window."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from gui.main_window import MainWindow


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


def test_a_folder_and_files_become_the_dataset(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "pets").mkdir()
    np.savez(tmp_path / "pets.npz", x=np.zeros((2, 4, 4)), y=[0, 1])
    for path in (tmp_path / "pets", tmp_path / "pets.npz"):
        assert drop(window, path)
        assert window.document.dataset == str(path)
        assert window.tabs.currentWidget() is window.data
    window.document.undo()
    assert window.document.dataset == str(tmp_path / "pets")


def test_two_idx_files(window: MainWindow, tmp_path: Path) -> None:
    for name, axes in (("said-ubyte", 1), ("shown-ubyte", 3)):
        (tmp_path / name).write_bytes(bytes([0, 0, 8, axes]) + b"\0\0\0\1" * axes + b"\0")
    assert drop(window, tmp_path / "said-ubyte", tmp_path / "shown-ubyte")
    assert window.document.dataset == f"{tmp_path / 'shown-ubyte'}::{tmp_path / 'said-ubyte'}"


@pytest.mark.parametrize("names", [["a.txt"], ["a.npz", "b.npz", "c.npz"], []])
def test_other_things_are_not_taken(window: MainWindow, tmp_path: Path, names: list[str]) -> None:
    assert not drop(window, *(tmp_path / name for name in names))
    assert window.document.dataset == "mnist-sample"
