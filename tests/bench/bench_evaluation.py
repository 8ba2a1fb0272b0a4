"""Figures of LeNet-5 on 10,000 test images: how long they take with a worker that waits, and the window's gaps while they come,
while images are looked through, a map of all of them is made, and page after page is opened. "busy" is what the window computed
within a gap, "own" the longest gap without the time in which others had the processor.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

from tests.bench.aside import ROOT, measured_aside
from tests.bench.bench_gaps import LARGEST, Probe, _quantile, _run_for

#: seconds, from the issue of the evaluation
TARGET = 3.0
IMAGES = 10_000


def bench() -> dict[str, Any]:
    """Seconds with a worker that has loaded nothing and with the model loaded, and per stage the gaps in ms."""
    return measured_aside(__file__, timeout=600)


def _data() -> str:
    """As many test images as the figures are about: digits, some of them several times."""
    import numpy as np

    from cnn.datasets import open_dataset

    digits = open_dataset("mnist-sample").train
    places = np.arange(IMAGES) % len(digits)
    path = Path.cwd() / "digits.npz"
    test = {"x_test": digits.images[places], "y_test": digits.labels[places]}
    np.savez(path, x_train=digits.images, y_train=digits.labels, **test)
    return str(path)


def measure() -> dict[str, Any]:
    """Trains an epoch in a real window, then looks at what came out."""
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    from cnn.runs.judged.choices import Choice
    from gui.app import create_window

    app = QApplication([])
    window = create_window([])
    window.show()

    def until(*signals: Any) -> None:
        loop = QEventLoop()
        for one in signals:
            one.connect(loop.quit)
        QTimer.singleShot(240_000, loop.quit)
        loop.exec()

    session, evaluations = window.session, window.evaluations
    window.document.set_dataset(_data())
    window.document.set_recipe(epochs=1)
    _run_for(app, 2000)
    window.training.train()
    until(session.finished, session.failed)
    window.show_panel(window.pages["runs"])
    session.workers.start_spare()
    while session.workers.spare is None or not session.devices:
        _run_for(app, 200)
    _run_for(app, 12_000)  # until the spare one has imported what it needs
    window.pages["evaluation"].build()
    probe, seconds = Probe(), {}
    for stage in ("first", "again"):
        probe.enter(stage)
        start = time.perf_counter()
        session.evaluate() if stage == "first" else evaluations.evaluate()
        until(evaluations.arrived, evaluations.refused)
        seconds[stage] = round(time.perf_counter() - start, 2)
        _run_for(app, 300)
    panel = window.pages["evaluation"].page
    probe.enter("images")
    page = panel.show_page("images")
    page.show_choice(Choice("all"))
    _run_for(app, 1500)
    bar = page.gallery.verticalScrollBar()
    for step in range(60):
        bar.setValue(bar.maximum() * step // 59)
        _run_for(app, 40)
    probe.enter("all selected")
    page.gallery.selectAll()
    page.menu().deleteLater()
    _run_for(app, 500)
    probe.enter("map")
    shown = panel.show_page("map")
    shown.most.setCurrentIndex(shown.most.count() - 1)
    shown._make()
    while shown.busy:
        _run_for(app, 100)
    _run_for(app, 1000)
    probe.enter("pictures")
    pictures = panel.show_page("scores").picture
    for kind in range(pictures.kind.count()):
        pictures.kind.setCurrentIndex(kind)
        _run_for(app, 300)
    for name in ("compare", "try", "why", "images", "scores"):
        probe.enter(f"page {name}")
        panel.show_page(name)
        _run_for(app, 1500)
    probe.enter("")
    result = {
        "images": evaluations.result.answer["images"] if evaluations.result is not None else 0,
        "seconds": seconds,
        "target_seconds": TARGET,
        "stages": {
            stage: {
                "p99": _quantile(gaps, 0.99),
                "max": round(max(gaps), 2),
                "own": round(probe.own[stage], 2),
                "busy": round(probe.busy[stage], 2),
            }
            for stage, gaps in probe.gaps.items()
        },
        "target_max": LARGEST,
    }
    window.document.undo_stack.setClean()
    window.close()
    return result


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    print(json.dumps(measure()))
