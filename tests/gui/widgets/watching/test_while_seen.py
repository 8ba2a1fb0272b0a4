"""A clock that runs while a widget is seen."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.watching.while_seen import WhileSeen


def test_it_looks_when_shown_and_again_until_hidden(qtbot: QtBot) -> None:
    widget, looks = QWidget(), []
    qtbot.addWidget(widget)
    clock = WhileSeen(widget, 1, lambda: looks.append(widget.isVisible()))
    assert not clock.isActive()
    widget.show()
    assert looks == [True]
    qtbot.waitUntil(lambda: len(looks) > 2)
    widget.hide()
    assert not clock.isActive()


def test_after_a_stop_it_looks_when_shown_again(qtbot: QtBot) -> None:
    widget, looks = QWidget(), []
    qtbot.addWidget(widget)
    clock = WhileSeen(widget, 60_000, lambda: looks.append(clock.isActive()))
    widget.show()
    clock.stop()
    widget.hide()
    widget.show()
    assert len(looks) == 2
    assert clock.isActive()
