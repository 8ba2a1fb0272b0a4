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
    """Milliseconds of a processor, medians: of all turns together, and of the longest; for a change, and for a step back."""
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
    totals, longest = [], []
    for number in range(TIMES):
        turns = [turn for turn in _turns(lambda number=number: act(number)) if turn > NOTHING]
        totals.append(sum(turns))
        longest.append(max(turns))
    return {f"{name}_total_ms": round(median(totals), 2), f"{name}_longest_turn_ms": round(median(longest), 2)}


def _turns(act: Callable[[], object]) -> list[float]:
    """Milliseconds that each turn of the loop computes from an act until everything is shown."""
    from PySide6.QtCore import QTimer

    found, last = [], [thread_time()]

    def beat() -> None:
        found.append(1000 * (thread_time() - last[0]))
        last[0] = thread_time()

    gc.collect()
    clock = QTimer(interval=0)
    clock.timeout.connect(beat)
    QTimer.singleShot(0, act)
    last[0] = thread_time()
    clock.start()
    _run_for(SHOWN)
    clock.stop()
    return found


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
