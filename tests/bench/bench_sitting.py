"""Fifty runs in one sitting: how much the window's memory grows, and whether any process is left.

The workers only pretend: what the window keeps of a run does not depend on who told it.
"""

import json
import sys
from typing import Any

from tests.bench.aside import ROOT, measured_aside

RUNS = 50
#: before these the window is not warm: fonts, matplotlib, icons
WARM = 5
#: MB
TARGET = 20.0


def bench() -> dict[str, Any]:
    """`{"runs", "growth_mb", "processes_left", "target_mb"}`."""
    return measured_aside(__file__, timeout=900)


def measure() -> dict[str, Any]:
    """Trains again and again in one window."""
    import psutil
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    from cnn import client
    from gui.app import create_window

    pretended = ROOT / "tests" / "gui" / "pretend_worker.py"
    client._command_line = lambda *_: [sys.executable, str(pretended)]
    app = QApplication([])
    window = create_window([])
    window.show()
    window.document.set_recipe(epochs=2)
    sizes = []
    for _ in range(WARM + RUNS):
        loop = QEventLoop()
        window.session.finished.connect(loop.quit)
        QTimer.singleShot(60_000, loop.quit)
        window.training.train()
        loop.exec()
        pause = QEventLoop()
        QTimer.singleShot(1200, pause.quit)  # the window tidies up once a second
        pause.exec()
        sizes.append(psutil.Process().memory_info().rss / 2**20)
    window.document.undo_stack.setClean()
    window.close()
    app.processEvents()
    left = [child.pid for child in psutil.Process().children(recursive=True)]
    growth = round(sizes[-1] - sizes[WARM - 1], 1)
    return {"runs": RUNS, "growth_mb": growth, "processes_left": len(left), "target_mb": TARGET}


if __name__ == "__main__":
    print(json.dumps(measure()))
