"""What is disabled while it works gives the keys to nobody, and gets them back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.widgets.training.rate_range_test import RateRangeTest
from gui.window.keys.kept_keys import KeptKeys
from gui.window.main_window import MainWindow

pytestmark = pytest.mark.slow


class Row(QWidget):
    """A button, and the field that stands next."""

    around: QWidget | None = None

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.button, self.field = QPushButton("Evaluate"), QLineEdit("0.1")
        row = QHBoxLayout(self)
        row.addWidget(self.button)
        row.addWidget(self.field)


@pytest.fixture
def row(qtbot: QtBot) -> Row:
    """In a window with another field."""
    window = QMainWindow()
    qtbot.addWidget(window)
    middle = QWidget()
    column = QVBoxLayout(middle)
    row = Row(middle)
    row.around = window  # or nobody would keep it
    column.addWidget(row)
    column.addWidget(QLineEdit("other"))
    window.setCentralWidget(middle)
    KeptKeys(window)
    _show(qtbot, window)
    return row


def _show(qtbot: QtBot, window: QWidget) -> None:
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def _press(qtbot: QtBot, button: QWidget) -> None:
    """By its keys, as whoever works without a mouse."""
    button.setFocus()
    assert QApplication.focusWidget() is button
    qtbot.keyClick(button, Qt.Key.Key_Space)


def test_what_is_typed_while_a_button_works_goes_nowhere_and_the_button_has_the_keys_again(qtbot: QtBot, row: Row) -> None:
    row.button.clicked.connect(lambda: row.button.setEnabled(False))
    _press(qtbot, row.button)
    now = QApplication.focusWidget()
    assert now is not None
    qtbot.keyClicks(now, "12")
    assert row.field.text() == "0.1"
    row.button.setEnabled(True)
    assert row.button.hasFocus()


def test_whoever_goes_elsewhere_meanwhile_stays_there(qtbot: QtBot, row: Row) -> None:
    row.button.clicked.connect(lambda: row.button.setEnabled(False))
    _press(qtbot, row.button)
    now = QApplication.focusWidget()
    assert now is not None
    qtbot.keyClick(now, Qt.Key.Key_Tab)
    assert row.field.hasFocus()  # from beside the button to what stands next
    row.button.setEnabled(True)
    assert row.field.hasFocus()


def test_a_part_that_is_disabled_as_a_whole_gives_the_keys_back_too(qtbot: QtBot, row: Row) -> None:
    row.button.setFocus()
    row.setEnabled(False)
    now = QApplication.focusWidget()
    assert now is row.parentWidget()
    row.setEnabled(True)
    assert row.button.hasFocus()


def test_it_holds_in_a_dialog_and_behind_one(qtbot: QtBot, row: Row) -> None:
    """A question for a file is over when the work begins, but the window has not come to the front again."""
    row.button.setFocus()
    dialog = QDialog(row.window())
    own = Row(dialog)
    QVBoxLayout(dialog).addWidget(own)
    _show(qtbot, dialog)
    row.button.setEnabled(False)
    assert row.window().focusWidget() is row
    own.button.setFocus()
    own.button.setEnabled(False)
    assert QApplication.focusWidget() is own
    own.button.setEnabled(True)
    assert own.button.hasFocus()
    dialog.close()


def test_every_button_of_the_window_that_is_disabled_keeps_its_keys(
    qtbot: QtBot, make_window: Callable[..., MainWindow], all_panels: None
) -> None:
    """Whatever it is that works: the learning rate's test, an evaluation, a map, a film, a folder's prediction."""
    window = make_window()
    _show(qtbot, window)
    window.show_panel(window.pages["training"])
    more = window.findChild(QAbstractButton, "moreSettings")
    assert more is not None
    more.click()
    tried: set[str] = set()
    for name, page in window.pages.items():
        window.show_panel(page)
        tried |= _try_buttons(page, name)
    window.show_panel(window.pages["evaluation"])
    evaluation = window.pages["evaluation"].page
    for name in evaluation._table:
        page = evaluation.show_page(name)
        qtbot.waitUntil(page.isVisible)
        tried |= _try_buttons(page, name)
    assert {"evaluateButton", "keepMoments", "queueStart"} <= tried


def _try_buttons(page: QWidget, name: str) -> set[str]:
    """The names of those that can have the keys, with those that can't be pressed yet."""
    tried = set()
    for button in page.findChildren(QAbstractButton):
        if not button.isVisible() or not button.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        button.setEnabled(True)
        button.setFocus()
        if QApplication.focusWidget() is not button:
            continue  # within what is disabled itself
        button.setEnabled(False)
        now = QApplication.focusWidget()
        assert now is not None
        assert not isinstance(now, QLineEdit | QTextEdit | QAbstractSpinBox | QComboBox | QAbstractButton), (name, button, now)
        button.setEnabled(True)
        assert button.hasFocus(), (name, button)
        tried.add(button.objectName())
    return tried


def test_the_learning_rates_test_keeps_its_keys_while_it_works(qtbot: QtBot, make_window: Callable[..., MainWindow]) -> None:
    """In the sheet of settings it stands above the rate that it finds."""
    window = make_window()
    window.actions_table["actionRecipe"].trigger()
    dialog = next(one for one in window.findChildren(QDialog) if one.isVisible())
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    test = dialog.findChild(RateRangeTest)
    assert test is not None
    stack = dialog.findChild(QStackedWidget)
    assert stack is not None
    while not test.find_button.isVisible():
        stack.setCurrentIndex(stack.currentIndex() + 1)
    test.find_button.setFocus()
    assert test.find_button.hasFocus()
    test.show_waiting()
    now = QApplication.focusWidget()
    assert now is not None
    assert not isinstance(now, QLineEdit | QAbstractSpinBox | QComboBox | QAbstractButton)
    test.show_refusal("No.")
    assert test.find_button.hasFocus()
    dialog.close()
