"""A column that scrolls: Tab goes where something can be done."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
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
