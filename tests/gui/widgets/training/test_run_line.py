"""The line that says how far a run is."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.training.rewind_button import RewindButton
from gui.widgets.training.run_line import IdleLine, ProgressLine


class Beside(QWidget):
    """Stands in the same window, as the curves do, and counts how often it is painted."""

    painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted += 1


def shown(qtbot: QtBot, window: QWidget, line: QWidget) -> Beside:
    """Shows a window with a line above something else, and waits until it has been painted."""
    beside, column = Beside(), QVBoxLayout(window)
    column.addWidget(line)
    column.addWidget(beside, 1)
    qtbot.addWidget(window)
    window.resize(600, 200)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: beside.painted > 0)
    QApplication.processEvents()
    return beside


@pytest.mark.slow
def test_a_new_value_of_the_bar_is_painted_with_everything_else_and_not_before(dressed: QApplication, qtbot: QtBot) -> None:
    """Each message of a run changes the bar first: the curves would be painted there, and once more when they have changed."""
    window = QWidget()
    line = ProgressLine(RewindButton(lambda: None, window))
    beside = shown(qtbot, window, line)
    before = beside.painted
    beside.update()
    line.bar.setValue(line.bar.maximum() // 2)
    assert beside.painted == before
    qtbot.waitUntil(lambda: beside.painted == before + 1)
    half = line.bar.grab().toImage()
    line.bar.setValue(line.bar.maximum())
    assert line.bar.grab().toImage() != half


def test_a_sentence_before_there_is_a_run_asks_nobody_for_room(dressed: QApplication, qtbot: QtBot) -> None:
    """It is another one at each keystroke: what stands around it, up to the window, would be laid out and painted anew."""
    window, line = QWidget(), IdleLine()
    shown(qtbot, window, line)
    asked = []

    class Listener(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            asked.append(event.type())
            return False

    listener = Listener()
    window.installEventFilter(listener)
    line.show_text("Ready: 61,706 trainable parameters")
    for _ in range(4):  # it goes up a level in each turn
        QApplication.processEvents()
    assert QEvent.Type.LayoutRequest not in asked
    assert line.height() >= line.text.fontMetrics().height()
    assert line.text.width() == line.width() == window.contentsRect().width() - 2 * line.x()
    line.show_text("Ready: " + "61,706 trainable parameters, " * 20)
    line.grab()
    assert line.text.toolTip() == line.text.text(), "what is cut can be read"
    window.resize(300, 200)
    qtbot.waitUntil(lambda: line.text.width() == line.width() < 300)
