"""The bar that says what went wrong; what is only worth knowing wears other colours."""

from pytestqt.qtbot import QtBot

from gui.widgets.basic.message_bar import MessageBar


def test_a_note_is_no_alarm(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    looks = []
    for is_note in (False, True, False):
        bar.show_message("The optimizer begins anew.", is_note=is_note)
        looks.append(bar.property("look"))
    assert looks == ["problemCard", "infoCard", "problemCard"]
