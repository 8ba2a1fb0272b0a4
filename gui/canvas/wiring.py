"""A wire in the hand: drawn from port to port, or its end picked up and plugged in elsewhere."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from cnn.analysis import analyse
from cnn.errors import LayerloomError
from cnn.graph import Graph, Wire
from cnn.sizes import ancestors
from gui.canvas.gestures import Edit, Gesture, Pointer, Stage
from gui.canvas.hits import spot_at
from gui.canvas.ink import Ink, pen
from gui.canvas.spots import OnInput, OnOutput, node_of
from gui.canvas.wire import loose
from gui.widgets import numbers


def wire_from(stage: Stage, spot: OnOutput | OnInput) -> "DragWire":
    """What a drag that starts at a port does: a wire that is plugged in there comes along."""
    if isinstance(spot, OnOutput):
        return DragWire(stage, spot.node)
    inputs = stage.document.graph.node(spot.node).inputs
    if spot.port < len(inputs):
        return DragWire(stage, inputs[spot.port], taken=Wire(inputs[spot.port], spot.node, spot.port))
    return DragWire(stage, spot.node, forwards=False)


class DragWire(Gesture):
    """One end stays at a node, the other is in the hand. `forwards`: it is the node's output that stays.

    The ports that can take the wire light up; the node under the pointer takes it, or says why not.
    """

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, stage: Stage, node: str, *, forwards: bool = True, taken: Wire | None = None) -> None:
        super().__init__(stage)
        self._node, self._forwards, self._taken = node, forwards, taken
        self._ports = self._compatible()
        self._start = self._end = stage.scene.cards[node].output if forwards else stage.scene.input_ports(node)[-1]
        self._other = ""
        self._joined: Graph | None = None
        self._line, self._wrong = "", False
        stage.scene.light(self._ports, without=taken)

    def move(self, pointer: Pointer) -> None:
        other = node_of(spot_at(self.stage.scene, pointer.scene, self.stage.scale))
        if other != self._other:
            self._other = other
            self._try()
        self._end = self._ports[other] if self._joined and other in self._ports else pointer.scene
        self.stage.hint.say(self._line, pointer.view.toPoint(), problem=self._wrong)
        self.stage.view.viewport().update()

    def finish(self) -> Edit | None:
        self.cancel()
        graph = self.stage.document.graph
        if self._joined:
            source, target = self._ends(self._other)
            text = self.tr("Wire {0} to {1}").format(graph.node(source).name, graph.node(target).name)
            return Edit(text, self._joined)
        if self._taken and not self._other:
            return Edit(self.tr("Disconnect {0}").format(graph.node(self._taken.target).name), graph.disconnect(self._taken))
        return None

    def cancel(self) -> None:
        self.stage.hint.hide()
        self.stage.scene.light({})
        self.stage.view.viewport().update()

    def paint(self, painter: QPainter, ink: Ink) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        style = Qt.PenStyle.SolidLine if self._joined else Qt.PenStyle.DashLine
        painter.setPen(pen(ink.problem if self._wrong else ink.accent, 2, style))
        painter.drawPath(loose(self._start, self._end) if self._forwards else loose(self._end, self._start))

    def _ends(self, other: str) -> tuple[str, str]:
        """Source and target of the wire, with its loose end at another node."""
        return (self._node, other) if self._forwards else (other, self._node)

    def _compatible(self) -> dict[str, QPointF]:
        """Where the loose end can be plugged in, by node."""
        graph, scene = self.stage.document.graph, self.stage.scene
        if not self._forwards:
            later = graph.descendants(self._node)
            return {node_id: card.output for node_id, card in scene.cards.items() if node_id not in later}
        earlier = ancestors(graph, self._node)
        free = [node.id for node in graph.nodes.values() if node.free_port and node.id not in earlier]
        ports = {node_id: scene.input_ports(node_id)[-1] for node_id in free}
        if self._taken:
            ports[self._taken.target] = scene.input_ports(self._taken.target)[self._taken.port]
        return ports

    def _try(self) -> None:
        """Finds out what the wire would do at the node under the pointer."""
        self._joined, self._line, self._wrong = None, "", False
        at_home = self._other == (self._taken.target if self._taken else self._node)
        if not self._other or at_home:
            return
        graph = self.stage.document.graph
        try:
            freed = graph.disconnect(self._taken) if self._taken else graph
            self._joined = freed.connect(*self._ends(self._other))
        except LayerloomError as error:
            self._line, self._wrong = str(error), True
            return
        self._foresee(self._joined, self._ends(self._other)[1])

    def _foresee(self, joined: Graph, reader: str) -> None:
        """What the node that reads would then put out, or what would be wrong with it."""
        after = analyse(joined, self.stage.document.analysis)
        wrong = [problem.message for problem in after.problems if problem.node == reader and problem.severity == "error"]
        shape = numbers.shape(after.nodes[reader].output_shape)
        self._line, self._wrong = (wrong[0], True) if wrong else (f"{joined.node(reader).name} · {shape}", False)
