"""A skip connection onto a layer that reads just one: a merging layer goes in between."""

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from cnn.analysis import analyse
from cnn.errors import LayerloomError
from cnn.graph import Graph, Node, Wire
from cnn.layers import Add, Concatenate, Layer
from gui.document import Document
from gui.style import icons
from gui.widgets.basic import numbers


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
    line = _tr("does not fit") if wrong else numbers.shape(after.nodes[merge.id].output_shape)
    return Join(layer, grown, grown.node(merge.id), line, bool(wrong))


class JoinMenu(QMenu):
    """The ways to join, each with the shape it gives; those that fit stand first."""

    def __init__(self, parent: QWidget, document: Document, ways: tuple[Join, ...]) -> None:
        super().__init__(parent)
        self.setObjectName("joinMenu")
        self.aboutToHide.connect(self.deleteLater)
        for way in sorted(ways, key=lambda way: way.wrong):
            name = way.layer.class_name
            text = self.tr("Join with {0} · {1}").format(name, way.line)
            edit = partial(document.edit, self.tr("Join with {0}").format(name), way.graph, select=(way.node.id,))
            self.addAction(icons.family_icon(way.layer.family), text, edit)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Joining", text)
