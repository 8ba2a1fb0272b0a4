"""Gaps in the window's event loop while a worker starts, trains, is asked, is killed: how long the window could not react.

A timer asks to be called every millisecond; the time between two calls is the gap. It runs in a process of its own, in a real
window, so that nothing but the window is measured.
"""

import contextlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from tests.bench import linked
from tests.bench.aside import ROOT, measured_aside

#: milliseconds, from DESIGN: "Numbers to reach"
P99, LARGEST = 16.0, 50.0
#: bytes of address space that a worker still gets: enough to build the model, for there TensorFlow waits for ever in place of
#: failing, and less than one layer's output of so many filters with so many images
LEFT, FILTERS, IMAGES = 1 << 30, 128, 4000
SCHEDULED = Path("/proc/thread-self/schedstat")


def bench() -> dict[str, Any]:
    """Gaps in ms per stage: `{"stages": {stage: {"p99", "max", "own", "busy", …}}, "p99", "max", "target_p99", "target_max"}`,
    and what a change of linked blocks and its undo compute (`linked`)."""
    return measured_aside(__file__, timeout=300)


class Probe:
    """Counts the gaps between two beats of a timer, stage by stage."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.gaps: dict[str, list[float]] = {}
        self.busy: dict[str, float] = {}  # the most this thread computed within a gap, whatever else ran on the machine
        self.own: dict[str, float] = {}  # the longest gap without the time in which others had the processor, where that is told
        self._spent = self._queued = 0.0
        self.stage = ""
        self._last = 0.0
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=1)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def enter(self, stage: str) -> None:
        """From now on gaps belong to this stage."""
        self.stage = stage
        self._last = 0.0

    def stop(self) -> None:
        """Counts no more."""
        self._timer.stop()

    def _beat(self) -> None:
        from time import perf_counter, thread_time

        now, spent, queued = perf_counter(), thread_time(), _queued()
        if self._last and self.stage:
            gap = 1000 * (now - self._last)
            self.gaps.setdefault(self.stage, []).append(gap)
            self.own[self.stage] = max(self.own.get(self.stage, 0.0), gap - (queued - self._queued))
            self.busy[self.stage] = max(self.busy.get(self.stage, 0.0), 1000 * (spent - self._spent))
        self._last, self._spent, self._queued = now, spent, queued


def _queued() -> float:
    """Milliseconds that this thread has waited for a processor since it began; Linux tells."""
    with contextlib.suppress(OSError):
        return int(SCHEDULED.read_bytes().split()[1]) / 1e6
    return 0.0


def measure() -> dict[str, Any]:
    """Runs the window through the life of two workers."""
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    from gui.app import create_window
    from gui.widgets.plot import loading

    app = QApplication([])
    window = create_window([])
    window.session.workers.start_spare = lambda: None
    window.show()
    _run_for(app, 1500)
    loading.prepare()  # as the program does by itself, a little later
    while not loading.ready():
        _run_for(app, 100)
    probe, session = Probe(), window.session
    del session.workers.start_spare

    def until(signal: Any, *failures: Any) -> None:
        loop = QEventLoop()
        for one in (signal, *failures):
            one.connect(loop.quit)
        QTimer.singleShot(120_000, loop.quit)
        loop.exec()

    window.document.set_recipe(epochs=5)
    _run_for(app, 300)
    probe.enter("idle")
    _run_for(app, 1500)
    probe.enter("import")
    session.workers.start_spare()
    until(session.deviceChanged)
    probe.enter("train")
    window.actions_table["actionTrain"].trigger()  # as the button does
    until(session.finished, session.failed)
    probe.enter("evaluate")
    session.evaluate()
    until(window.evaluations.arrived, window.evaluations.refused)
    _run_for(app, 500)
    probe.enter("go on")
    session.go_on(session.run.path, epochs=6)
    until(session.finished, session.failed)
    _run_for(app, 500)
    probe.enter("out of memory")
    _train_without_memory(window, until)
    _run_for(app, 500)
    probe.enter("killed")
    window.actions_table["actionTrain"].trigger()  # as the button does
    until(session.batchFinished)
    _kill(session.workers.serving.worker.pid)
    until(session.failed)
    _run_for(app, 1000)
    probe.stop()
    result = _result(probe) | {"linked": linked.measure(window)}
    window.document.undo_stack.setClean()
    window.close()
    return result


def _result(probe: Probe) -> dict[str, Any]:
    gaps = probe.gaps
    stages = {
        stage: {
            "p99": _quantile(values, 0.99),
            "max": round(max(values), 2),
            "own": round(probe.own[stage], 2),
            "busy": round(probe.busy[stage], 2),
            "beats": len(values),
        }
        for stage, values in gaps.items()
    }
    every = [gap for stage, values in gaps.items() if stage != "idle" for gap in values]
    return {
        "stages": stages,
        "p99": _quantile(every, 0.99),
        "max": round(max(every), 2),
        "target_p99": P99,
        "target_max": LARGEST,
    }


def _quantile(values: list[float], share: float) -> float:
    return round(sorted(values)[min(int(len(values) * share), len(values) - 1)], 2)


def _run_for(app: Any, milliseconds: int) -> None:
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _train_without_memory(window: Any, until: Callable[..., None]) -> None:
    """A run whose worker may have hardly more memory than it has now, and wants far more at its first batch."""
    import resource

    session, document = window.session, window.document
    conv = next(node for node in document.graph.nodes.values() if node.layer.class_name == "Conv2D")
    document.edit("Widen", lambda graph: graph.replace_layer(conv.id, conv.layer.replace(filters=FILTERS)))
    document.set_recipe(batch_size=IMAGES)
    window.actions_table["actionTrain"].trigger()  # as the button does
    until(session.phaseChanged, session.failed)
    most = psutil.Process(session.workers.serving.worker.pid).memory_info().vms + LEFT
    resource.prlimit(session.workers.serving.worker.pid, resource.RLIMIT_AS, (most, most))
    until(session.finished, session.failed)
    for _ in range(2):
        document.undo()


def _kill(pid: int) -> None:
    import signal

    os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    print(json.dumps(measure()))
