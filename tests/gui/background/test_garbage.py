"""The collector runs when it is called, and never by itself: not on other threads, not while Qt objects are being destroyed."""

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gui.background import garbage

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


@pytest.mark.story
@pytest.mark.slow
def test_a_window_is_destroyed_without_a_collection_in_the_middle(tmp_path: Path) -> None:
    """Where one came, the process stood still for ever, holding a lock of Qt's and waiting for it."""
    environment = os.environ | {"LAYERLOOM_SETTINGS": str(tmp_path / "settings.json")}
    done = subprocess.run([sys.executable, "-c", OPENS_AND_ENDS], env=environment, timeout=60, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "over\n"), done.stderr
