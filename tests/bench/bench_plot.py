"""A frame of the plot with curves of a million points: while they grow, moved, zoomed in, and smoothed.

The processor time of the window's thread counts, so that what else runs on the machine doesn't.
"""

import json
from typing import Any

from tests.bench.aside import measured_aside

POINTS, CURVES, FRAMES = 1_000_000, 4, 30
#: milliseconds a frame
TARGET = 16.0


def bench() -> dict[str, Any]:
    """Milliseconds a frame, median and largest: `{"one": {"whole": [m, l], "moved": …, "zoomed": …, "smoothed": …}, "four": …}`,
    `target`, and `smoothing`, the milliseconds that it takes to smooth a million points."""
    return measured_aside(__file__, timeout=300)


def measure() -> dict[str, Any]:
    """Draws noisy curves in a plot of the window's size."""
    from time import thread_time

    import numpy as np
    from PySide6.QtWidgets import QApplication

    from gui.style import theme
    from gui.widgets.plot import loading
    from gui.widgets.plot.data import Curve
    from gui.widgets.plot.frame import Trace, View, run_colour
    from gui.widgets.plot.plot import Plot
    from gui.widgets.plot.smoothing import Smoothed

    app = QApplication([])
    theme.apply(app)
    loading.wait()
    plot = Plot("LOSS", "", logarithmic=True)
    plot.resize(620, 220)
    plot.show()
    app.processEvents()
    noise = np.random.default_rng(0)
    traces = []
    for number in range(CURVES):
        curve = Curve()
        values = np.exp(-np.arange(POINTS) / 3e5) + noise.normal(size=POINTS) / 20 + 1
        curve.extend(zip((np.arange(POINTS) / 1000).tolist(), values.tolist(), strict=True))
        traces.append(Trace(curve, f"run {number}", run_colour(number)))

    def frames(prepare: Any) -> list[float]:
        taken = []
        for number in range(FRAMES):
            start = thread_time()
            prepare(number)
            plot.repaint()
            taken.append(1000 * (thread_time() - start))
        return [round(float(np.median(taken)), 1), round(max(taken), 1)]

    def measured(shown: list[Trace]) -> dict[str, list[float]]:
        plot.set_traces(shown, 1000)
        found = {"whole": frames(lambda _: plot.show_view(View()))}
        found["moved"] = frames(lambda number: plot.show_view(View((100.0 + number, 500.0 + number))))
        found["zoomed"] = frames(lambda number: plot.show_view(View((100.0 + number, 103.0 + number))))
        return found

    start = thread_time()
    smoothed = [Trace(Smoothed(trace.curve, 0.9), trace.label, trace.colour_name, measured=trace.curve) for trace in traces]
    first = smoothed[0].curve.extremes
    smoothing = 1000 * (thread_time() - start)
    assert first is not None
    return {
        "one": measured(traces[:1]),
        "four": measured(traces),
        "one smoothed": measured(smoothed[:1]),
        "smoothing": round(smoothing),
        "target": TARGET,
    }


if __name__ == "__main__":
    print(json.dumps(measure()))
