"""From starting the program to a painted window, against a window of PySide6 with nothing in it; in turns, off screen."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[2]
ROUNDS = 9
TARGET = 3.0  # times the bare window, from DESIGN: "Numbers to reach"

BARE = """
import sys, time
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        print(time.time(), flush=True)
        app.quit()

app = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""

#: the program as it is, but that its window tells when it is painted, and starts no worker
OURS = """
import gc, sys, time
import main

def told(create):
    def create_window(argv):
        from PySide6.QtWidgets import QApplication
        window = create(argv)
        window.session.workers.start_spare = lambda: None
        window.painted.connect(lambda: (print(time.time(), flush=True), QApplication.quit()))
        return window
    return create_window

gc.disable()  # as main.main does it before it imports the window
import gui.app
gui.app.create_window = told(gui.app.create_window)
sys.exit(main.main([]))
"""

SUMMARY = "import sys, main; code = main.main(['summary', 'resnet152']); import time; print(time.time(), flush=True)"


def bench() -> dict[str, Any]:
    """Medians in milliseconds, and how many times the bare window ours takes."""
    compile_sources()
    codes = {"bare_window_ms": BARE, "layerloom_window_ms": OURS, "summary_resnet152_ms": SUMMARY}
    with tempfile.TemporaryDirectory() as folder:
        for code in codes.values():
            start(code, folder)  # once to warm the disk's cache
        times: dict[str, list[float]] = {name: [] for name in codes}
        for _ in range(ROUNDS):
            for name, code in codes.items():
                times[name].append(start(code, folder))
    medians = {name: round(median(values) * 1000, 1) for name, values in times.items()}
    ratio = medians["layerloom_window_ms"] / medians["bare_window_ms"]
    return {**medians, "ratio": round(ratio, 2), "target_ratio": TARGET, "target_summary_ms": 600, "rounds": ROUNDS}


def compile_sources() -> None:
    """As the set-up leaves them."""
    subprocess.run([sys.executable, "-m", "compileall", "-q", "main.py", "cnn", "gui"], cwd=ROOT, check=True)


def start(code: str, folder: str) -> float:
    """Seconds from starting a process to the time it prints."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "LAYERLOOM_SETTINGS": f"{folder}/settings.json",
        "LAYERLOOM_RUNS": f"{folder}/runs",
    }
    before = time.time()
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    return float(done.stdout.splitlines()[-1]) - before
