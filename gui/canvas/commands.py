"""What can be done to the selection without moving the mouse; each is one undo step."""

from PySide6.QtCore import QObject

from cnn.graph import Graph, Wire
from cnn.repairs import Repair
from cnn.selection import duplicate
from gui.canvas.foresight import Ware, place, title
from gui.canvas.scene import Scene
from gui.canvas.spots import EMPTY, Spot
from gui.document import Document


class Commands(QObject):
    """Edits of the selected nodes and wires."""

    def __init__(self, document: Document, scene: Scene, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._scene = document, scene

    def insert(self, thing: Ware, spot: Spot = EMPTY) -> None:
        """Puts a layer or a block into a place, by default behind the last one."""
        self._document.edit(self.tr("Add {0}").format(title(thing)), lambda graph: place(graph, thing, spot))

    def delete(self) -> None:
        """Takes the selected nodes away and heals the chain; without any, takes the selected wires away."""
        nodes, wires = self._document.selection, self._scene.selected_wires
        if nodes:
            text = self.tr("Delete {0}").format(self._name(nodes))
            self._document.edit(text, lambda graph: graph.remove(*nodes), select=self._heirs(nodes))
        elif wires:
            self.disconnect_wires(wires)

    def disconnect_wires(self, wires: frozenset[Wire]) -> None:
        """Takes wires away."""

        def change(graph: Graph) -> Graph:
            for wire in sorted(wires, key=lambda wire: wire.port, reverse=True):
                graph = graph.disconnect(wire)
            return graph

        self._document.edit(self.tr("Disconnect"), change)

    def duplicate(self) -> None:
        """Repeats a chain behind itself, anything else beside itself; selects the copies."""
        if nodes := self._document.selection:
            graph, copies = duplicate(self._document.graph, nodes)
            self._document.edit(self.tr("Duplicate {0}").format(self._name(nodes)), graph, select=copies)

    def set_trainable(self, trainable: bool) -> None:
        """Freezes or thaws the selected nodes."""
        if nodes := self._document.selection:
            text = self.tr("Thaw {0}") if trainable else self.tr("Freeze {0}")
            self._document.edit(text.format(self._name(nodes)), lambda graph: graph.set_trainable(nodes, trainable))

    def rename(self, node_id: str, name: str) -> None:
        """Gives a node another name."""
        if name != self._document.graph.node(node_id).name:
            self._document.edit(self.tr("Rename to {0}").format(name), lambda graph: graph.rename(node_id, name))

    def repair(self, repair: Repair) -> None:
        """Cures a problem."""
        self._document.edit(repair.title, repair.apply)

    def select_all(self) -> None:
        """Selects every node."""
        self._document.select(self._document.graph.nodes)

    def _name(self, nodes: tuple[str, ...]) -> str:
        if len(nodes) == 1:
            return self._document.graph.node(nodes[0]).name
        return self.tr("{0} layers").format(len(nodes))

    def _heirs(self, gone: tuple[str, ...]) -> tuple[str, ...]:
        """What is selected after a deletion: what the first of them read, so that one can go on from there."""
        graph = self._document.graph
        node_id: str | None = next(one for one in graph.order if one in gone)
        while node_id in gone:
            node_id = next(iter(graph.node(node_id or "").inputs), None)
        return (node_id,) if node_id else ()
