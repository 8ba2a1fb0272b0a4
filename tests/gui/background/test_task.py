"""Functions away from the GUI thread: results, refusals, defects."""

import gc
import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from cnn.errors import DatasetError
from gui.background.task import Background


def test_the_result_comes_on_the_gui_thread(qtbot: QtBot) -> None:
    where = []

    def work() -> int:
        where.append(threading.current_thread())
        return 42

    job = Background(work)
    job.done.connect(lambda result: where.append((result, threading.current_thread())))
    qtbot.waitUntil(lambda: len(where) == 2)
    assert where[0] is not threading.main_thread()
    assert where[1] == (42, threading.main_thread())


def test_what_a_person_can_act_on_is_told(qtbot: QtBot) -> None:
    def work() -> None:
        raise DatasetError("gone", "look elsewhere")

    job = Background(work)
    with qtbot.waitSignal(job.refused) as told:
        pass
    assert told.args[0].hint == "look elsewhere"


def test_a_defect_is_raised_on_the_gui_thread(qtbot: QtBot) -> None:
    def work() -> None:
        raise ZeroDivisionError

    with capture_exceptions() as exceptions:
        job = Background(work)
        job.done.connect(lambda _: pytest.fail("there is no result"))
        qtbot.waitUntil(lambda: bool(exceptions))
    assert exceptions[0][0] is ZeroDivisionError


def test_nothing_is_collected_by_itself_while_it_works_or_later(qtbot: QtBot) -> None:
    gc.enable()
    seen = []
    job = Background(lambda: seen.append(gc.isenabled()))
    with qtbot.waitSignal(job.done):
        pass
    assert seen == [False]
    assert not gc.isenabled()


def test_who_asked_may_be_gone_before_the_answer(qtbot: QtBot) -> None:
    gone = threading.Event()
    asker = QObject()
    job = Background(lambda: gone.wait(10), asker)
    told: list[object] = []
    job.done.connect(told.append)
    with qtbot.waitSignal(asker.destroyed):
        asker.deleteLater()
    with qtbot.waitSignal(job.destroyed):
        gone.set()
    assert told == []
