"""What is made for plots is made in turns of the event loop."""

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from gui.widgets.plot import loading


def test_each_piece_of_work_has_a_turn_of_its_own_and_is_done_once(qtbot: QtBot) -> None:
    done: list[str] = []
    owner, between = QObject(), QTimer(interval=0)
    between.timeout.connect(lambda: done.append("turn") if done[-1:] != ["turn"] else None)
    between.start()

    def first() -> None:
        done.append("first")

    for work in (first, lambda: done.append("second"), first, lambda: done.append("third")):
        loading.in_turn(owner, work)
    assert done == []
    qtbot.waitUntil(lambda: done[-1:] == ["third"] or done[-2:] == ["third", "turn"])
    assert [word for word in done if word != "turn"] == ["first", "second", "third"]
    assert done[done.index("first") : done.index("third")] == ["first", "turn", "second", "turn"]


def test_what_belongs_to_something_gone_is_left(qtbot: QtBot) -> None:
    done: list[str] = []
    gone, there = QObject(), QObject()
    loading.in_turn(gone, lambda: done.append("gone"))
    loading.in_turn(there, lambda: done.append("there"))
    delete(gone)
    qtbot.waitUntil(lambda: bool(done))
    assert done == ["there"]
