"""Return on a button that has the keys presses it: everywhere in the window, and in dialogs before the default one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLineEdit,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
)
from pytestqt.qtbot import QtBot

from gui.widgets.form.enter import never_default, show_at_work, unhurried
from gui.window.main_window import MainWindow


@pytest.mark.slow
def test_return_presses_every_button_of_the_window(window: MainWindow, qtbot: QtBot) -> None:
    window.document.open("lenet5")
    kinds = (*window.findChildren(QPushButton), *window.findChildren(QToolButton))
    buttons = [
        button
        for button in kinds
        if button.isVisible()
        and button.isEnabled()
        and button.focusPolicy() & Qt.FocusPolicy.TabFocus
        and button.window() is window
    ]
    pressed: list[QAbstractButton] = []
    asked = 0
    for button in buttons:
        button.setFocus()
        if QApplication.focusWidget() is not button:  # it was disabled meanwhile
            continue
        asked += 1
        button.click = lambda button=button: pressed.append(button)  # type: ignore[method-assign]
        qtbot.keyClick(button, Qt.Key.Key_Return)
        qtbot.keyClick(button, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
        qtbot.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)  # not a press
        del button.click
        assert pressed[2 * asked - 2 :] == [button, button], button.text() or button.objectName()
    assert asked > 5


def test_in_a_dialog_return_presses_what_has_the_keys_and_in_a_field_the_default(qtbot: QtBot, dressed: QApplication) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    field, other, default = QLineEdit(), QPushButton("Other"), QPushButton("Default", default=True)
    never_default(other)
    layout = QVBoxLayout(dialog)
    pressed: list[str] = []
    for widget in (field, other, default):
        layout.addWidget(widget)
    for button in (other, default):
        button.clicked.connect(lambda _=False, button=button: pressed.append(button.text()))
    dialog.show()
    for widget, wanted in ((other, "Other"), (field, "Default"), (default, "Default")):
        widget.setFocus()
        qtbot.keyClick(widget, Qt.Key.Key_Return)
        assert pressed[-1] == wanted
    assert len(pressed) == 3


@pytest.mark.parametrize("by", ["keys", "mouse"])
def test_a_job_that_is_begun_by_two_presses_goes_on(qtbot: QtBot, dressed: QApplication, by: str) -> None:
    page = QDialog()
    qtbot.addWidget(page)
    start, progress, cancel = QPushButton("Start"), QProgressBar(), QPushButton("Cancel")
    layout = QVBoxLayout(page)
    for widget in (start, progress, cancel):
        layout.addWidget(widget)
    called: list[str] = []

    def show(going: bool, said: str) -> None:
        called.append(said)
        show_at_work(going=going, start=start, cancel=cancel, progress=progress)

    start.clicked.connect(lambda: show(True, "begun"))
    cancel.clicked.connect(lambda: show(False, "ended"))
    show(False, "")
    page.show()
    start.setFocus()
    if by == "keys":
        for _ in range(2):
            qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return)
        assert called[1:] == ["begun"]
        cancel.setFocus()  # who goes there means it
        qtbot.keyClick(cancel, Qt.Key.Key_Return)
        assert page.focusWidget() is start
    else:
        qtbot.mouseClick(start, Qt.MouseButton.LeftButton)
        qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
        qtbot.mouseDClick(cancel, Qt.MouseButton.LeftButton)
        assert called[1:] == ["begun"]
        cancel.click()
    assert called[1:] == ["begun", "ended"]


def test_a_question_is_not_answered_by_the_press_that_it_came_up_with(qtbot: QtBot, dressed: QApplication) -> None:
    box = QMessageBox(QMessageBox.Icon.NoIcon, "Export", "Write over it?", QMessageBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    unhurried(box)
    interval = QApplication.doubleClickInterval()
    try:
        QApplication.setDoubleClickInterval(60_000)
        box.show()
        button = box.button(QMessageBox.StandardButton.Cancel)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            qtbot.keyClick(button, key)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert box.isVisible()
        QApplication.setDoubleClickInterval(1)
        qtbot.waitUntil(lambda: qtbot.keyClick(button, Qt.Key.Key_Return) or not box.isVisible())
    finally:
        QApplication.setDoubleClickInterval(interval)
