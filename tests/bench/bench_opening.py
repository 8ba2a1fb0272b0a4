"""Opening large networks in the window: how long from the click to the complete picture, and for how long the window can't react
meanwhile and in the seconds after, in which panels and counts follow.

The files are made by Keras, with random weights. Between two of them the window shows LeNet-5, so that each is opened from the
same state. Once is not counted: fonts and modules are loaded then.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.aside import ROOT, measured_aside
from tests.bench.bench_gaps import LARGEST, Probe, _quantile, _run_for

JSON, WITH_WEIGHTS = ("NASNetLarge", "EfficientNetV2L"), "NASNetLarge"
#: built in the background, as are all presets for large images
PRESETS = ("resnet152", "densenet201", "efficientnet_b4")
ROUNDS = 5
#: of the window
SIZE = (1280, 800)
#: milliseconds after the picture in which gaps still count
AFTERWARDS = 1500
#: seconds
LONGEST = 60

MAKE = f"""
import sys
from pathlib import Path
import keras
folder = Path(sys.argv[1])
for name in {JSON!r}:
    model = getattr(keras.applications, name)(weights=None)
    (folder / (name + ".json")).write_text(model.to_json(), encoding="utf-8")
    if name == {WITH_WEIGHTS!r}:
        model.save(folder / (name + ".keras"))
"""


def bench() -> dict[str, Any]:
    """For each network `{"seconds", "p99", "max", "own", "busy"}`: the median until the picture is complete, and gaps in ms;
    "busy" is what the window computed within one at most, "own" the longest without the time in which others had the processor.
    """
    return measured_aside(__file__, timeout=900)


def write_files(folder: Path) -> list[Path]:
    """The Keras files that are opened, made by Keras in a process of its own: two networks, then one with its weights."""
    subprocess.run([sys.executable, "-c", MAKE, str(folder)], check=True, capture_output=True)
    return [*(folder / f"{name}.json" for name in JSON), folder / f"{WITH_WEIGHTS}.keras"]


class Opener:
    """A window in which one network after the other is opened."""

    def __init__(self) -> None:
        from PySide6.QtWidgets import QApplication

        from gui.app import create_window
        from gui.background.workers import Workers
        from gui.canvas.view import view
        from gui.widgets.plot import loading

        Workers.start_spare = lambda self: None  # type: ignore[method-assign]
        self._app = QApplication([])
        self._window = create_window([])
        self._window.resize(*SIZE)
        self._window.show()
        _run_for(self._app, 1500)
        loading.prepare()  # as the program does by itself, a little later
        while not loading.ready():
            _run_for(self._app, 100)
        _run_for(self._app, 2000)
        self._window.document.opened.connect(self._on_opened)
        self._opened = False
        self._tell: Callable[[], None] | None = None
        honest = view.paint_network

        def paint_network(painter: Any, area: Any, scene: Any, *parts: Any) -> None:
            honest(painter, area, scene, *parts)
            if self._opened and self._tell and not scene.layout_process.working:
                self._tell()

        view.paint_network = paint_network

    def _on_opened(self) -> None:
        self._opened = True

    def open(self, source: Path | str) -> float:
        """Seconds from the click to the complete picture: what a very large network shows before it is arranged doesn't count."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop, times = QEventLoop(), []

        def click() -> None:
            times.append(time.perf_counter())
            files = self._window.files
            files.open_path(source) if isinstance(source, Path) else files.open_preset(source)

        def complete() -> None:
            self._tell = None
            times.append(time.perf_counter())
            loop.quit()

        self._opened, self._tell = False, complete
        QTimer.singleShot(0, click)
        QTimer.singleShot(1000 * LONGEST, loop.quit)
        loop.exec()
        if len(times) < 2:
            raise TimeoutError(f"{source} was not opened")
        return times[1] - times[0]

    def rest(self, milliseconds: int) -> None:
        """Lets the window go on."""
        _run_for(self._app, milliseconds)

    def close(self) -> None:
        """Ends the window."""
        self._window.close()


def measure() -> dict[str, Any]:
    """Opens everything so many times, by turns."""
    with tempfile.TemporaryDirectory() as folder:
        sources: list[Path | str] = [*write_files(Path(folder)), *PRESETS]
        opener, seconds = Opener(), {}
        for source in sources:
            opener.open(source)
        probe = Probe()
        for _ in range(ROUNDS):
            for source in sources:
                opener.open("lenet5")
                opener.rest(AFTERWARDS)
                name = source.name if isinstance(source, Path) else source
                probe.enter(name)
                seconds.setdefault(name, []).append(opener.open(source))
                opener.rest(AFTERWARDS)
                probe.enter("")
        probe.stop()
        opener.close()
    found = {
        name: {
            "seconds": round(median(times), 3),
            "p99": _quantile(probe.gaps[name], 0.99),
            "max": round(max(probe.gaps[name]), 2),
            "own": round(probe.own[name], 2),
            "busy": round(probe.busy[name], 2),
        }
        for name, times in seconds.items()
    }
    return {**found, "rounds": ROUNDS, "target_max": LARGEST}


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    print(json.dumps(measure()))
