"""The line that says how far a run is."""

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.training.rewind_button import RewindButton
from gui.widgets.training.run_line import ProgressLine


class Beside(QWidget):
    """Stands in the same window, as the curves do, and counts how often it is painted."""

    painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted += 1


@pytest.mark.slow
def test_a_new_value_of_the_bar_is_painted_with_everything_else_and_not_before(dressed: QApplication, qtbot: QtBot) -> None:
    """Each message of a run changes the bar first: the curves would be painted there, and once more when they have changed."""
    window, beside = QWidget(), Beside()
    line = ProgressLine(RewindButton(lambda: None, window))
    column = QVBoxLayout(window)
    for part in (line, beside):
        column.addWidget(part)
    qtbot.addWidget(window)
    window.resize(600, 200)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: beside.painted > 0)
    QApplication.processEvents()
    before = beside.painted
    beside.update()
    line.bar.setValue(line.bar.maximum() // 2)
    assert beside.painted == before
    qtbot.waitUntil(lambda: beside.painted == before + 1)
    half = line.bar.grab().toImage()
    line.bar.setValue(line.bar.maximum())
    assert line.bar.grab().toImage() != half
