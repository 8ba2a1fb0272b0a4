"""A button with long words: what is set later stays, however wide it gets."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gui.widgets.basic.wrapping import WrappingButton


def test_words_that_are_set_later_stay_when_the_width_changes(qtbot: QtBot) -> None:
    button = WrappingButton("Open the design of the tour again")
    qtbot.addWidget(button)
    button.resize(120, 80)
    button.show()
    assert "\n" in QPushButton.text(button)
    button.setText("打开导览的设计")
    button.resize(QSize(300, 40))
    assert button.text() == QPushButton.text(button) == "打开导览的设计"
    assert button.accessibleName() == "打开导览的设计"


def test_a_broken_line_is_no_part_of_the_words(qtbot: QtBot) -> None:
    """They are looked up when the language changes."""
    words = "Open the design of the tour again"
    button = WrappingButton(words)
    qtbot.addWidget(button)
    button.resize(120, 80)
    button.show()
    assert button.text() == words
    assert QPushButton.text(button).replace("\n", " ") == words
