"""Drawing under Try it: how long after a bit of a stroke the bars follow, and for how long the window can't react.

A hand draws 30 bits a second in a window with LeNet-5, once while the canvas shows what its layers make of the drawing, and once
while a training goes on beside it. The maps of Why of the same drawing are timed one by one.
"""

import json
import math
import statistics
import sys
import time
from typing import Any

from tests.bench.aside import measured_aside
from tests.bench.bench_gaps import Probe

#: milliseconds from a question that is sent to its answer, for LeNet-5
TARGET = 50.0
#: bits a second, and how many
RATE, BITS = 30, 150


def bench() -> dict[str, Any]:
    """In ms: `{stage: {"round_trip", "round_trip_p95", "stroke_to_bars", "answers_per_second", "gap_p99", "gap_max", "busy"},
    "maps": {method: ms}, "target"}`.

    `round_trip` and `stroke_to_bars` are medians, `busy` is the most that the window computed within a gap.
    """
    return measured_aside(__file__, timeout=600)


class Hand:
    """Draws in a circle, and notes when bars follow."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self.drawn: list[float] = []  # when each bit was
        self.trips: list[float] = []
        self.lags: list[float] = []
        shown = page._on_said

        def show(image: Any, said: Any) -> None:
            shown(image, said)
            now = time.perf_counter()
            self.trips.append(1000 * page._questions.worker.took)
            self.lags += [1000 * (now - min(self.drawn))] if self.drawn else []
            self.drawn.clear()

        page._on_said = show

    def draw(self, app: Any) -> None:
        """So many bits at that rate."""
        from PySide6.QtCore import QPointF

        self.trips.clear()
        self.lags.clear()
        paper = self._page.paper
        paper.clear()
        paper.begin(QPointF(168, 60))
        for bit in range(BITS):
            angle = 2 * math.pi * bit / 60
            self.drawn.append(time.perf_counter())
            paper.go_to(QPointF(168 + 90 * math.sin(angle), 168 - 108 * math.cos(angle)))
            _run_for(app, 1000 / RATE)
        paper.lift()
        _run_for(app, 500)


def measure() -> dict[str, Any]:
    """Opens the window, draws, trains and draws, explains."""
    from PySide6.QtWidgets import QApplication

    from cnn.words.saliency import METHODS
    from gui.app import create_window

    app = QApplication([])
    window = create_window([])
    window.show()
    _run_for(app, 2500)
    panel = window.pages["evaluation"]
    window.show_panel(panel)
    panel.build()
    page = panel.page.show_page("try")
    hand = Hand(page)
    _wait(app, lambda: page.sources.part.count() > 0)
    hand.draw(app)  # everything is loaded
    _run_for(app, 3000)
    found: dict[str, Any] = {}
    probe = Probe()
    for stage in ("drawing", "drawing while training"):
        if stage != "drawing":
            window.document.set_recipe(epochs=500)
            window.training.train()
            _wait(app, lambda: window.session.state == "training")
            window.show_panel(panel)
            _run_for(app, 1500)
        probe.enter(stage)
        hand.draw(app)
        found[stage] = {**_figures(hand, sorted(probe.gaps[stage])), "busy": round(probe.busy[stage], 1)}
        probe.enter("")
    window.session.stop()
    _wait(app, lambda: not window.session.busy)
    window.show_panel(panel)
    why = panel.page.show_page("why")
    _wait(app, lambda: why.save_button.isEnabled())
    found["maps"] = {}
    for name in METHODS:
        why.method.setCurrentIndex(0)
        why.method.setCurrentIndex(why.method.findData(name))
        why._explain()
        _wait(app, lambda: why.save_button.isEnabled())
        found["maps"][name] = round(1000 * page._questions.worker.took, 1)
    window.document.undo_stack.setClean()
    window.end()
    return {**found, "target": TARGET}


def _figures(hand: Hand, gaps: list[float]) -> dict[str, float]:
    ordered = sorted(hand.trips)
    if not ordered or not hand.lags:  # workers leave the processors to whatever else runs
        raise TimeoutError("no answer came while the hand drew: let the machine have nothing else to do")
    return {
        "round_trip": round(statistics.median(ordered), 1),
        "round_trip_p95": round(ordered[int(0.95 * len(ordered))], 1),
        "stroke_to_bars": round(statistics.median(hand.lags), 1),
        "answers_per_second": round(len(ordered) / (BITS / RATE), 1),
        "gap_p99": round(gaps[int(0.99 * len(gaps))], 1),
        "gap_max": round(gaps[-1], 1),
    }


def _wait(app: Any, ready: Any) -> None:
    end = time.monotonic() + 120
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError("it never came")
        _run_for(app, 20)


def _run_for(app: Any, milliseconds: float) -> None:
    end = time.perf_counter() + milliseconds / 1000
    while time.perf_counter() < end:
        app.processEvents()
        time.sleep(0.0005)


if __name__ == "__main__":
    json.dump(measure(), sys.stdout)
