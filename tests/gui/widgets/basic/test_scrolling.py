"""A column that scrolls: Tab goes where something can be done."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.basic.scrolling import ScrollingColumn


@pytest.mark.parametrize(("height", "field", "stops"), [(100, False, True), (900, False, False), (100, True, False)])
def test_tab_stops_where_only_keys_can_scroll(qtbot: QtBot, height: int, field: bool, stops: bool) -> None:
    window, content, before, after = QWidget(), QWidget(), QLineEdit(), QLineEdit()
    inner = QVBoxLayout(content)
    inner.addWidget(QLabel("\n".join(map(str, range(30)))))
    inside = QLineEdit()
    if field:
        inner.addWidget(inside)
    column = ScrollingColumn(content)
    outer = QVBoxLayout(window)
    for part in (before, column, after):
        outer.addWidget(part)
    qtbot.addWidget(window)
    window.resize(200, height)
    window.show()
    window.activateWindow()
    before.setFocus()
    qtbot.waitUntil(before.hasFocus)
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    expected = column if stops else inside if field else after
    assert window.focusWidget() is expected


class Painted(QWidget):
    """Counts how often it is painted."""

    times = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.times += 1


def test_what_stands_at_the_top_is_not_painted_anew_when_the_rest_grows(dressed: QApplication, qtbot: QtBot) -> None:
    """An explanation below the fold gets a line more at every other keystroke in the form above it."""
    content, top, grows = QWidget(), Painted(), QWidget()
    top.setFixedHeight(60)
    grows.setFixedHeight(400)
    inner = QVBoxLayout(content)
    inner.addWidget(top)
    inner.addWidget(grows)
    column = ScrollingColumn(content)
    qtbot.addWidget(column)
    column.resize(200, 150)
    column.show()
    qtbot.waitUntil(lambda: top.times > 0)
    QApplication.processEvents()
    before, height = top.times, content.height()
    grows.setFixedHeight(420)
    qtbot.waitUntil(lambda: content.height() == height + 20)
    QApplication.processEvents()
    assert top.times == before
    column.resize(180, 150)
    qtbot.waitUntil(lambda: top.times > before)
