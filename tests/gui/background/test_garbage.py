"""The collector runs when it is called, and never by itself: not on other threads, not while Qt objects are being destroyed."""

import gc
import os
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gui.background import garbage
from gui.background.task import Background
from tests.gui.knot import Knot

#: a window that opens and ends as in the program; while it is destroyed, every allocation would begin a collection
OPENS_AND_ENDS = """
import gc
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import Shiboken
from gui.app import create_window
app = QApplication([])
window = create_window(())
window.show()
look = QTimer(interval=0)
look.timeout.connect(lambda: app.quit() if all(page.built for page in window.late_pages) else None)
look.start()
app.exec()
look.stop()
window.end()
gc.set_threshold(1, 1, 1)
gc.callbacks.append(lambda *_: print("a collection"))
Shiboken.delete(window)
gc.callbacks.clear()
print("over", flush=True)
"""


def test_by_hand_may_be_asked_for_twice() -> None:
    gc.enable()
    garbage.by_hand()
    garbage.by_hand()
    assert not gc.isenabled()


@pytest.fixture
def collector(qapp: object, qtbot: QtBot) -> None:
    """As at the start: nothing is young, nothing loads, no thread is at work, nothing was put off."""
    garbage.load(False)  # a test before may have ended while its window still fetched matplotlib
    qtbot.waitUntil(lambda: not garbage._at_work, timeout=20_000)
    gc.collect()
    garbage._state["put off"] = 0


def test_nothing_is_collected_while_a_thread_builds_something(collector: None, qtbot: QtBot) -> None:
    go_on, begun = Event(), Event()

    def work() -> None:
        begun.set()
        go_on.wait(30)
        raise ValueError("however it ends")

    with qtbot.capture_exceptions():  # which a defect in a thread is told as
        thread = Background(work)
        assert begun.wait(30)
        Knot()
        garbage.collect()
        assert Knot.alive == 1
        go_on.set()
        assert thread.wait(30_000)
        garbage.collect()
        assert Knot.alive == 0
        qtbot.waitUntil(lambda: not isValid(thread))


def turns_until_gone() -> int:
    """After how many turns of the collector a knot is gone; 0 where it stays."""
    Knot()
    for turn in range(1, 10 * garbage.PUT_OFF):
        garbage.collect()
        if not Knot.alive:
            return turn
    return 0


def test_a_thread_that_hangs_puts_no_collection_off_for_ever(collector: None) -> None:
    with garbage.spared("a disk that does not answer"):
        assert [turns_until_gone() for _ in range(3)] == [garbage.PUT_OFF + 1] * 3
    assert turns_until_gone() == 1


@pytest.mark.story
@pytest.mark.slow
def test_a_window_is_destroyed_without_a_collection_in_the_middle(tmp_path: Path) -> None:
    """Where one came, the process stood still for ever, holding a lock of Qt's and waiting for it."""
    environment = os.environ | {"LAYERLOOM_SETTINGS": str(tmp_path / "settings.json")}
    done = subprocess.run([sys.executable, "-c", OPENS_AND_ENDS], env=environment, timeout=60, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "over\n"), done.stderr
