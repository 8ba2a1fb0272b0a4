"""Where the weights of a training come from and which layers learn when, in lines. Knows no document."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from cnn.errors import LayerloomError
from cnn.graph import Graph
from cnn.plan.stages import stage_lines
from cnn.recipe import Recipe
from gui.background.task import Background
from gui.widgets.basic.typed import PAUSE


class StartReport(QWidget):
    """Looks into the file on a thread of its own, once its path is typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.weights, self.stages = QLabel(), QLabel()
        self._asked: Any = None
        self._reading: Background | None = None
        self._clock = QTimer(self, singleShot=True, interval=PAUSE)
        self._clock.timeout.connect(self._look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for name, label in (("startWeights", self.weights), ("startStages", self.stages)):
            label.setObjectName(name)
            label.setWordWrap(True)
            column.addWidget(label)

    def show_start(self, graph: Graph, recipe: Recipe) -> None:
        """Shows what these settings come down to."""
        _say(self.stages, lambda: stage_lines(graph, recipe))
        if not recipe.start_from:
            self._asked = None
            self._clock.stop()
            self.weights.clear()
            return
        names = tuple((node.name, node.layer) for node in graph.nodes.values())
        if self._asked is None or self._asked[:2] != (recipe.start_from, names):
            typed = self._asked is not None and self._asked[0] != recipe.start_from
            self._asked = (recipe.start_from, names, graph)
            self._clock.start(PAUSE if typed else 0)
            if typed:
                self.weights.clear()

    def _look(self) -> None:
        if self._reading is not None or self._asked is None:
            return
        asked = self._asked
        source, _, graph = asked
        self._reading = Background(lambda: _lines(graph, source), self)
        self._reading.done.connect(lambda lines: self._show(asked, lambda: lines))
        self._reading.refused.connect(lambda error: self._show(asked, lambda: _raise(error)))

    def _show(self, asked: Any, lines: Callable[[], list[str]]) -> None:
        self._reading = None
        if asked is self._asked:
            _say(self.weights, lines)
        else:
            self._look()


def _lines(graph: Graph, source: str) -> list[str]:
    from cnn.formats.keras.hdf5_process import layers_in_process
    from cnn.formats.keras.matching import matched
    from cnn.plan.stages import weights_file

    return matched(graph, layers_in_process(weights_file(source))).lines


def _raise(error: LayerloomError) -> list[str]:
    raise error


def _say(label: QLabel, lines: Callable[[], list[str]]) -> None:
    """Shows the lines, or in problem colours why there are none."""
    try:
        text, look = "\n".join(lines()), "secondary"
    except LayerloomError as error:
        text, look = str(error), "problem"
    label.setText(text)
    label.setProperty("look", look)
    label.style().polish(label)
