"""From starting the program to a painted window, and to the network in it, against an empty window of PySide6; off screen."""

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
        print("at", time.time(), flush=True)
        app.quit()

app = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""

#: the program as it is, but that its window tells when its frame is painted, and when all of it is, and starts no worker
OURS = """
import gc, sys, time
import main

gc.disable()  # as main.main does it before it imports the window
import gui.app
begin, finish = gui.app.begin, gui.app.finish

def told_begin():
    window = begin()
    window.framePainted.connect(lambda: print("at", time.time(), flush=True))
    return window

def told_finish(window, argv=()):
    from PySide6.QtWidgets import QApplication
    finish(window, argv)
    window.session.workers.start_spare = lambda: None
    window.painted.connect(lambda: (print("at", time.time(), flush=True), QApplication.quit()))
    return window

gui.app.begin, gui.app.finish = told_begin, told_finish
sys.exit(main.main([]))
"""

SUMMARY = "import sys, main; code = main.main(['summary', 'resnet152']); import time; print('at', time.time(), flush=True)"


def bench() -> dict[str, Any]:
    """Medians in milliseconds, and how many times the bare window ours takes: until the window is painted with its menus and its
    palette, and until the network is in it.
    """
    compile_sources()
    codes = {
        ("bare_window_ms",): BARE,
        ("layerloom_window_ms", "layerloom_network_ms"): OURS,
        ("summary_resnet152_ms",): SUMMARY,
    }
    times: dict[str, list[float]] = {name: [] for names in codes for name in names}
    with tempfile.TemporaryDirectory() as folder:
        for code in codes.values():
            start(code, folder)  # once to warm the disk's cache
        for _ in range(ROUNDS):
            for names, code in codes.items():
                for name, seconds in zip(names, start(code, folder), strict=True):
                    times[name].append(seconds)
    medians = {name: round(median(values) * 1000, 1) for name, values in times.items()}
    ratios = {
        f"{what}_ratio": round(medians[f"layerloom_{what}_ms"] / medians["bare_window_ms"], 2) for what in ("window", "network")
    }
    return {**medians, **ratios, "target_ratio": TARGET, "target_summary_ms": 600, "rounds": ROUNDS}


def compile_sources() -> None:
    """As the set-up leaves them."""
    subprocess.run([sys.executable, "-m", "compileall", "-q", "main.py", "cnn", "gui"], cwd=ROOT, check=True)


def start(code: str, folder: str) -> list[float]:
    """Seconds from starting a process to each of the times that it prints."""
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
    return [float(line.removeprefix("at ")) - before for line in done.stdout.splitlines() if line.startswith("at ")]
