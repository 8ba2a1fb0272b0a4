"""Lecture mode: every layer keeps its numbers to itself until a person has told them.

A layer is asked about when those before it are known. What has nothing to be calculated follows from them.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cnn.analysis import NodeAnalysis
from cnn.graph import Node
from cnn.layers import Layer
from cnn.words.language import tr
from gui.document.document import Document

if TYPE_CHECKING:
    from cnn.tours.tour import Reckoning

#: what a layer was when it was told: its arguments, and what it read
_Known = tuple[Layer, tuple[tuple[int | None, ...], ...]]


class Predicting(QObject):
    """Which numbers are still to be told, in any design."""

    changed = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.on = False
        self._told: dict[str, tuple[_Known, set[str]]] = {}
        self.last = ""  # what was said about the number that was told last
        document.analysisChanged.connect(self._on_analysis_changed)

    def set(self, on: bool) -> None:
        """Hides the numbers of the open design, and of those that are opened later, or shows all."""
        self.on = on
        self._told.clear()
        self.last = ""
        self._follow()

    def asked(self, node_id: str) -> "tuple[str, Reckoning] | None":
        """What is to be told of a layer next; `None` where nothing is, or those before it come first."""
        node = self._document.graph.nodes.get(node_id)
        if not self.on or node is None or self.before(node_id) is not None:
            return None
        from cnn.tours.reckoning import ASKED, reckoned  # no start waits for it

        quantity = next(iter(self._open(node)), "")
        found = reckoned(self._document.analysis, node, quantity) if quantity else None
        return (tr(ASKED[quantity]), found) if found is not None else None

    def before(self, node_id: str) -> str | None:
        """The name of a layer that has to be told first; `None` where there is none."""
        graph = self._document.graph
        ancestors = (graph.nodes[item] for item in graph.ancestors(node_id) if item != node_id)
        return next((node.name for node in ancestors if self._open(node)), None)

    def tell(self, node_id: str, text: str) -> str:
        """Takes a number; returns what is wrong with it, "" when it is right."""
        asked = self.asked(node_id)
        if asked is None:
            return ""
        from cnn.tours.reckoning import read_number, verdict

        number = read_number(text)
        if number is None:
            return tr("Type a number, or how you work it out, such as (3·3 + 1)·8.")
        wrong = verdict(number, asked[1])
        if not wrong:
            self._close(node_id, tr("{0} is right.", text.strip()))
        return wrong

    def show(self, node_id: str) -> None:
        """Shows the number that is asked for."""
        asked = self.asked(node_id)
        if asked is not None:
            self._close(node_id, tr("It is {0}.", f"{asked[1].number:,}"))

    # ------------------------------------------------------------------ inside

    def _close(self, node_id: str, words: str) -> None:
        asked = self.asked(node_id)
        node = self._document.graph.nodes[node_id]
        quantity = next(iter(self._open(node)))
        self._told.setdefault(node_id, (self._known(node), set()))[1].add(quantity)
        self.last = f"{words}\n{asked[1].arithmetic}".strip() if asked is not None else words
        self._follow()

    def _open(self, node: Node) -> tuple[str, ...]:
        """What is still to be told of a layer; everything once more when it was changed."""
        analysis = self._document.analysis
        known, told = self._told.get(node.id, (None, set()))
        done = told if known == self._known(node) else set()
        from cnn.tours.reckoning import asked_of

        return tuple(quantity for quantity in asked_of(analysis, node) if quantity not in done)

    def _known(self, node: Node) -> _Known:
        numbers: NodeAnalysis = self._document.analysis.nodes[node.id]
        return node.layer, numbers.inputs

    def _on_analysis_changed(self) -> None:
        if self.on:  # else nobody draws anything twice
            self._follow()

    def _follow(self) -> None:
        graph, analysis = self._document.graph, self._document.analysis
        for item in [item for item in self._told if item not in graph or self._told[item][0] != self._known(graph.nodes[item])]:
            del self._told[item]
        waiting = [node.id for node in graph.nodes.values() if self._open(node)] if self.on else []
        self._document.hide("lecture", waiting if analysis.graph is graph else ())
        self.changed.emit()
