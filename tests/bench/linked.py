"""A number of sixteen linked blocks is changed in a whole window, taken back and done again: what that costs until all is shown.

What counts is what the window's thread computes, turn by turn of its loop: other programs may have the processors meanwhile.
"""

import gc
import json
import os
import sys
from collections.abc import Callable
from statistics import median
from time import thread_time
from typing import Any

from tests.bench.aside import ROOT, measured_aside

BLOCKS_LINKED, TIMES = 16, 20
#: milliseconds in which all that follows a change is shown, and below which a turn did nothing for it
SHOWN, NOTHING = 250, 0.4


def bench() -> dict[str, float]:
    """Milliseconds of a processor, medians, for a change and for a step back: until the canvas shows all sixteen, of all turns
    together (with inspector, explanation and what would be trained), and of the longest."""
    return measured_aside(__file__, timeout=300)


def measure(window: Any) -> dict[str, float]:
    """Opens a network of linked blocks in that window and counts."""
    from cnn.blocks import BLOCKS
    from cnn.edits.linked import link, of_kind
    from cnn.graph import Graph
    from cnn.layers import Dense, GlobalAveragePooling2D, Input
    from cnn.layout.folding import inside
    from cnn.project import Project
    from gui.document.placement import BlockEditing

    graph, _ = Graph().add(Input(shape=(32, 32, 3)))
    for _ in range(BLOCKS_LINKED):
        graph, _ = BLOCKS["residual"].insert(graph, None, BLOCKS["residual"].create({"filters": 16}))
    for layer in (GlobalAveragePooling2D(), Dense(units=10)):
        graph, _ = graph.append(layer)
    document = window.document
    document.replace_project(Project(graph=link(graph, of_kind(graph, "residual"))))
    path = list(document.graph.blocks)[BLOCKS_LINKED // 2]
    document.select(inside(document.graph, path))
    _run_for(1000)
    blocks, back = BlockEditing(document), (document.undo, document.redo)
    result = {
        **_counted("linked_change", lambda number: blocks.change(path, filters=17 + number)),
        **_counted("linked_undo", lambda number: back[number % 2]()),
    }
    document.undo_stack.setClean()
    return result


def _counted(name: str, act: Callable[[int], object]) -> dict[str, float]:
    painted, totals, longest = [], [], []
    for number in range(TIMES):
        turns, until_painted = _turns(lambda number=number: act(number))
        painted.append(until_painted)
        totals.append(sum(turn for turn in turns if turn > NOTHING))
        longest.append(max(turns))
    figures = {"painted": painted, "total": totals, "longest_turn": longest}
    return {f"{name}_{what}_ms": round(median(times), 2) for what, times in figures.items()}


def _turns(act: Callable[[], object]) -> tuple[list[float], float]:
    """Milliseconds that each turn of the loop computes from an act until everything is shown, and those until the canvas has been
    painted the first time.

    The act comes before the loop looks for anything, as the keys of a person do: the picture is asked for next, then timers. From
    the turn of a timer what waits for the next one would come before the picture.
    """
    from PySide6.QtCore import QTimer

    from gui.canvas.view import view

    found, last, began, painted = [], [thread_time()], [0.0], []
    honest = view.paint_network

    def paint_network(*about: Any) -> None:
        honest(*about)
        if began[0]:
            painted.append(1000 * (thread_time() - began[0]))

    def begin() -> None:
        began[0] = thread_time()
        act()

    def beat() -> None:
        found.append(1000 * (thread_time() - last[0]))
        last[0] = thread_time()

    gc.collect()
    view.paint_network = paint_network
    clock = QTimer(interval=0)
    clock.timeout.connect(beat)
    last[0] = thread_time()
    clock.start()
    begin()
    _run_for(SHOWN)
    clock.stop()
    view.paint_network = honest
    return found, painted[0]


def _run_for(milliseconds: int) -> None:
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _in_a_window() -> dict[str, float]:
    from PySide6.QtWidgets import QApplication

    from gui.app import create_window
    from gui.background.workers import Workers

    Workers.start_spare = lambda self: None  # type: ignore[method-assign]
    QApplication([])
    window = create_window([])
    window.show()
    _run_for(4000)
    result = measure(window)
    window.close()
    return result


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    print(json.dumps(_in_a_window()))
