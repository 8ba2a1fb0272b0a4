"""Return on a button that has the keys presses it: everywhere in the window, and in dialogs before the default one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QPushButton, QToolButton, QVBoxLayout
from pytestqt.qtbot import QtBot

from gui.widgets.form.enter import never_default
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
