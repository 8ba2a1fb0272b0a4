"""Imports matplotlib while the window stays alive.

On the GUI thread the import stops the window for 380 ms; on a thread of its own the longest gap was 15 ms (2 cores).
"""

import threading
from typing import Any

from gui import collection

_state: dict[str, threading.Thread | None] = {}


def ready() -> bool:
    """Whether matplotlib is there; the first call starts to fetch it, so ask again a little later."""
    if "thread" not in _state:
        collection.hold()
        started = _state["thread"] = threading.Thread(target=_import, name="matplotlib", daemon=True)
        started.start()
    thread = _state["thread"]
    if thread is not None and not thread.is_alive():
        _state["thread"] = None
        collection.release()
    return _state["thread"] is None


def wait() -> None:
    """Returns when matplotlib is there."""
    if not ready() and (thread := _state["thread"]):
        thread.join()
        ready()


def _import() -> None:
    """Draws once as well: the fonts are found and read at the first text."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure()
    figure.add_subplot().set_title("loss", fontweight="bold")
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
