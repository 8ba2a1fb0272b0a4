"""What a progress bar does not do: paint in the middle of what tells it how far something is."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import gui
from gui.widgets.watching.quiet_bar import QuietBar

#: Qt's own bar paints at once with each of them
CHANGES: dict[str, Callable[[QuietBar], None]] = {
    "value": lambda bar: bar.setValue(60),
    "busy": lambda bar: bar.setRange(0, 0),
    "range": lambda bar: bar.setRange(50, 90),
    "minimum": lambda bar: bar.setMinimum(40),
    "maximum": lambda bar: bar.setMaximum(20),
    "reset": QuietBar.reset,
}


class Beside(QWidget):
    """Counts how often it is painted."""

    painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted += 1


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_is_painted_by_the_loop(change: str, qapp: QApplication, qtbot: QtBot) -> None:
    window, beside, bar = QWidget(), Beside(), QuietBar()
    column = QVBoxLayout(window)
    for part in (bar, beside):
        column.addWidget(part)
    qtbot.addWidget(window)
    bar.setRange(0, 100)
    bar.setValue(30)
    window.resize(300, 120)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: beside.painted > 0)
    QApplication.processEvents()
    before, seen = beside.painted, bar.grab().toImage()
    beside.update()
    CHANGES[change](bar)
    assert beside.painted == before
    qtbot.waitUntil(lambda: beside.painted == before + 1)
    assert bar.grab().toImage() != seen


def test_limits_are_those_of_qt(qapp: QApplication) -> None:
    bar = QuietBar()
    bar.setMaximum(-5)
    assert (bar.minimum(), bar.maximum()) == (-5, -5)
    bar.setMinimum(7)
    assert (bar.minimum(), bar.maximum()) == (7, 7)


def test_every_bar_of_the_window_is_such_a_one_and_nothing_paints_at_once() -> None:
    folder = Path(gui.__file__).parent
    found = set()
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.ImportFrom) else []
            called = node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""
            if {"QProgressBar", "QProgressDialog"} & set(names) or called in ("repaint", "processEvents"):
                found.add(file.relative_to(folder).as_posix())
    assert found == {"widgets/watching/quiet_bar.py"}
