"""Imports matplotlib while the window stays alive.

On the GUI thread the import stops the window for 380 ms; on a thread of its own the longest gap was 15 ms (2 cores).
"""

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from gui.background import garbage

#: milliseconds between two looks whether it is there
POLL = 100

_state: dict[str, threading.Thread | None] = {}
_waiting: list[tuple[QObject, Callable[[], object]]] = []


def ready() -> bool:
    """Whether matplotlib is there; the first call starts to fetch it, so ask again a little later."""
    if "thread" not in _state:
        garbage.by_hand()
        garbage.load(True)
        started = _state["thread"] = threading.Thread(target=_import, name="matplotlib", daemon=True)
        started.start()
    thread = _state["thread"]
    if thread is not None and not thread.is_alive():
        _state["thread"] = None
        garbage.load(False)
        garbage.keep()
    return _state["thread"] is None


def there() -> bool:
    """Whether matplotlib is there, without a word that it is wanted."""
    return "thread" in _state and ready()


def prepare() -> None:
    """Fetches matplotlib while nobody waits for it, so that the first curves find it there."""
    if not ready():
        QTimer.singleShot(POLL, prepare)


def in_turn(owner: QObject, work: Callable[[], object]) -> None:
    """Does that soon, in a turn of the event loop of its own: what several ask for at once doesn't add up to one long turn.

    What is asked for again before it was done is done once; what belongs to an `owner` that is gone is left.
    """
    if any(one is owner and asked == work for one, asked in _waiting):
        return
    _waiting.append((owner, work))
    if len(_waiting) == 1:
        QTimer.singleShot(1, _next)  # with 0 all would come in the same turn


def _next() -> None:
    owner, work = _waiting.pop(0)
    if _waiting:
        QTimer.singleShot(1, _next)
    if isValid(owner):
        work()


def wait() -> None:
    """Returns when matplotlib is there."""
    if not ready() and (thread := _state["thread"]):
        thread.join()
        ready()


def _import() -> None:
    """Draws once as well: the fonts are found and read at the first text."""
    import matplotlib.collections  # noqa: F401
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure()
    axes = figure.add_subplot()
    axes.set_title("loss ●━", fontweight="bold", family=["DejaVu Sans"])
    axes.scatter([0], [0])
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    import gui.widgets.plot.drawing  # noqa: F401 (which needs it)
