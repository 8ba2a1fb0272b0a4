"""Pages that are built late, also within each other: Tab goes through them where they stand."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.basic.late_page import LatePage


def column(parent: QWidget | None, *widgets: QWidget) -> QWidget:
    page = QWidget(parent)
    layout = QVBoxLayout(page)
    for widget in widgets:
        layout.addWidget(widget)
    return page


def test_tab_goes_through_a_late_page_where_it_stands(qtbot: QtBot, dressed: QApplication) -> None:
    """And through those within it, whenever they are built; a box with a list, which is a window of its own, takes part."""
    made: list[LatePage] = []

    def outer(parent: QWidget) -> QWidget:
        stack = QStackedWidget()
        for number in (1, 2):
            made.append(LatePage(lambda page, number=number: column(page, QComboBox(objectName=f"inner {number}")), stack))
            stack.addWidget(made[-1])
        return column(parent, QLineEdit(objectName="field"), stack, QPushButton(objectName="below"))

    late = LatePage(outer)
    window = column(None, QPushButton(objectName="first"), late, QPushButton(objectName="last"))
    qtbot.addWidget(window)
    window.show()
    for number in (1, 2):
        made[0].parentWidget().setCurrentWidget(made[number - 1])  # type: ignore[attr-defined]
        qtbot.waitUntil(lambda: made[number - 1].built and made[number - 1].page.isVisible())  # noqa: B023 - it waits here
        first = window.findChild(QPushButton, "first")
        first.setFocus()
        names = []
        for _ in range(5):
            names.append(window.focusWidget().objectName())
            qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert names == ["first", "field", f"inner {number}", "below", "last"]
        assert window.focusWidget() is first
