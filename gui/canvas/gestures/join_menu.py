"""Layers joined by a merging layer: those that are selected, or a skip connection onto a layer that reads just one."""

from collections.abc import Collection
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QMenu, QWidget, QWidgetAction

from cnn.analysis import Analysis, Problem, analyse
from cnn.analysis.repairs import Repair
from cnn.edits.joining import joined
from cnn.errors import LayerloomError
from cnn.graph import Graph, Node, Wire
from cnn.layers import Add, Concatenate, Layer
from cnn.words.language import filled
from gui.document import Document
from gui.style import icons
from gui.widgets.basic import numbers
from gui.widgets.basic.action_words import literal

#: how wide the lines are that say why layers do not fit
REASON = 420


class Join(NamedTuple):
    """One way to let a layer read two: what goes in between, the network with it, and what it would put out."""

    layer: Layer
    graph: Graph
    node: Node
    line: str
    wrong: bool


def joins(document: Document, source: str, target: str) -> tuple[Join, ...]:
    """How a node could read another one beside what it reads already; nothing where that can't be."""
    node = document.graph.node(target)
    if len(node.inputs) != 1 or node.inputs[0] == source:
        return ()
    try:
        return tuple(_join(document, source, Wire(node.inputs[0], target, 0), layer) for layer in (Add(), Concatenate()))
    except LayerloomError:
        return ()


def _join(document: Document, source: str, wire: Wire, layer: Layer) -> Join:
    grown, merge = document.graph.insert_on_wire(wire, layer)
    grown = grown.connect(source, merge.id)
    after = analyse(grown, document.analysis)
    wrong = [problem.message for problem in after.errors if problem.node == merge.id]
    line = _tr("does not fit") if wrong else numbers.shape(document.veiled(after).nodes[merge.id].output_shape)
    return Join(layer, grown, grown.node(merge.id), line, bool(wrong))


class _Ways(QMenu):
    """Ways to go on after what a key or a drag did: Enter takes the first."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if first := next((action for action in self.actions() if action.isEnabled() and not action.isSeparator()), None):
            self.setActiveAction(first)


class JoinMenu(_Ways):
    """The ways to join, each with the shape it gives; those that fit stand first."""

    def __init__(self, parent: QWidget, document: Document, ways: tuple[Join, ...]) -> None:
        super().__init__(parent)
        self.setObjectName("joinMenu")
        self.aboutToHide.connect(self.deleteLater)
        for way in sorted(ways, key=lambda way: way.wrong):
            name = way.layer.class_name
            text = filled(self.tr("Join with {0} · {1}"), name, way.line)
            edit = partial(document.edit, filled(self.tr("Join with {0}"), name), way.graph, select=(way.node.id,))
            self.addAction(icons.family_icon(way.layer.family), text, edit)


class Joined(NamedTuple):
    """The network with several layers joined: the node of what merges them, what follows, and what is wrong with it."""

    layer: Layer
    graph: Graph
    node: Node
    shown: Analysis
    problem: Problem | None

    @property
    def line(self) -> str:
        """What comes out, or that nothing does."""
        return _tr("does not fit") if self.problem else numbers.shape(self.shown.nodes[self.node.id].output_shape)

    @property
    def cures(self) -> tuple[Repair, ...]:
        """What would make them fit, and leaves them joined."""
        repairs = self.problem.repairs if self.problem else ()
        return tuple(repair for repair in repairs if self.node.id in repair.apply(self.graph))


def join(document: Document, ends: Collection[str], layer: Layer) -> Joined:
    """What would come of joining these nodes; raises `LayerloomError`."""
    grown, node = joined(document.graph, ends, layer)
    after = analyse(grown, document.analysis)
    problem = next((found for found in after.errors if found.node == node.id), None)
    return Joined(layer, grown, node, document.veiled(after), problem)


class MisfitMenu(_Ways):
    """Why layers can't be joined as they are, and the ways out: a repair with it, the other way to merge, or all the same."""

    def __init__(self, parent: QWidget, document: Document, way: Joined, ends: Collection[str]) -> None:
        super().__init__(parent)
        self.setObjectName("misfitMenu")
        self.aboutToHide.connect(self.deleteLater)
        self._document = document
        assert way.problem is not None
        self._say(document.without_untold(way.problem.message))
        self.addSeparator()
        for cure in way.cures:
            self.addAction(icons.icon("wrench"), literal(document.without_untold(cure.title)), partial(self._make, way, cure))
        for kind in (Add, Concatenate):
            if kind is not type(way.layer) and not (other := join(document, ends, kind())).problem:
                words = filled(self.tr("Join with {0} · {1}"), kind.__name__, other.line)
                self.addAction(icons.family_icon(other.layer.family), words, partial(self._make, other))
        words = filled(self.tr("Join with {0} all the same"), way.layer.class_name)
        self.addAction(icons.family_icon(way.layer.family), words, partial(self._make, way))

    def _say(self, reason: str) -> None:
        """Over the ways out, in lines as wide as the menu is at least."""
        label = QLabel(reason, self)
        label.setWordWrap(True)
        label.setFixedWidth(REASON)
        label.setContentsMargins(12, 8, 12, 8)
        told = QWidgetAction(self)
        told.setText(reason)
        told.setDefaultWidget(label)
        told.setEnabled(False)
        self.addAction(told)
        label.setEnabled(True)  # nothing to choose, but to be read

    def _make(self, way: Joined, cure: Repair | None = None) -> None:
        """One undo step, the repair included."""
        graph = cure.apply(way.graph) if cure else way.graph
        self._document.edit(filled(self.tr("Join with {0}"), way.layer.class_name), graph, select=(way.node.id,))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Joining", text)
