"""A wire in the hand: drawn from port to port, or its end picked up and plugged in elsewhere."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPainter

from cnn.analysis import analyse
from cnn.edits.spots import OnInput, OnOutput, node_of
from cnn.errors import LayerloomError
from cnn.graph import Graph, Wire
from cnn.words.language import filled
from gui.canvas.commands import Edit
from gui.canvas.gestures.gesture import Gesture, Pointer, Stage
from gui.canvas.gestures.join_menu import Join, JoinMenu, joins
from gui.canvas.scene.hits import spot_at
from gui.canvas.scene.paint_style import PaintStyle, pen
from gui.canvas.scene.wire import loose
from gui.widgets.basic import numbers

#: so near a port that can take it the wire goes there, and so far from where it began it asks for what is to be added (pixels)
SNAP, AWAY = 32.0, 36.0
#: how large the end of a wire is that a port takes
PLUG = 4.5


def wire_from(stage: Stage, spot: OnOutput | OnInput) -> "DragWire | None":
    """What a drag that starts at a port does: a wire that is plugged in there comes along. Nothing where several run as one."""
    scene = stage.scene
    if isinstance(spot, OnOutput):
        return DragWire(stage, scene.folding.exit(spot.node))
    inputs = scene.graph.node(spot.node).inputs
    if spot.port >= len(inputs):
        return DragWire(stage, spot.node, forwards=False) if spot.node not in scene.folding.boxes else None
    picked = Wire(inputs[spot.port], spot.node, spot.port)
    wires = scene.folding.wires(picked)
    return DragWire(stage, wires[0].source, taken=wires[0], picked=picked) if len(wires) == 1 else None


class DragWire(Gesture):
    """One end stays at a node, the other is in the hand. `forwards`: it is the node's output that stays.

    The ports that can take the wire light up; one that comes near takes hold of it. The node under the pointer says what it
    would put out, or why it can't read this. Let go on empty ground, the wire asks for the layer that is to be there.
    """

    cursor = Qt.CursorShape.CrossCursor

    def __init__(
        self, stage: Stage, node: str, *, forwards: bool = True, taken: Wire | None = None, picked: Wire | None = None
    ) -> None:
        super().__init__(stage)
        self._node, self._forwards, self._taken, self._picked = node, forwards, taken, picked
        self._ports = self._compatible()
        self._start = self._end = stage.scene.card_of(node).output if forwards else stage.scene.input_ports(node)[-1]
        self._other, self._tried = "", False
        self._joined: Graph | None = None
        self._line, self._wrong = "", False
        self._joins: tuple[Join, ...] = ()
        self._ground: QPointF | None = None  # where it is over nothing, in the viewport
        self._at = stage.view.viewport().mapToGlobal(QPoint())
        stage.scene.light(self._ports, without=picked)

    @property
    def ports(self) -> dict[str, QPointF]:
        """Where the loose end can be plugged in, by node."""
        return self._ports

    @property
    def aimed(self) -> bool:
        """Whether the loose end is held over a node where letting go would do something."""
        return bool(self._other) and (self._joined is not None or bool(self._joins))

    def move(self, pointer: Pointer) -> None:
        spot = spot_at(self.stage.scene, pointer.scene, self.stage.scale)
        self._ground = pointer.view if not node_of(spot) and self._is_away(pointer) else None
        self.aim(node_of(spot) or self._near(pointer.scene), pointer.scene)

    def aim(self, other: str, at: QPointF) -> None:
        """Holds the loose end over a node of the picture, or over none, at a point of the scene; says what would come of it."""
        if other != self._other or not self._tried:
            self._other, self._tried = other, True
            self._try()
        self._end = self._ports[other] if other in self._ports and self._joined else at
        view = self.stage.view
        shown = view.viewportTransform().map(at).toPoint()
        self._at = view.viewport().mapToGlobal(shown)
        self.stage.hint.say(self._line, shown, problem=self._wrong)
        view.viewport().update()

    def finish(self) -> Edit | None:
        self.cancel()
        graph = self.stage.document.graph
        if self._joins:
            JoinMenu(self.stage.view, self.stage.document, self._joins).popup(self._at)
            return None
        if self._joined:
            source, target = self._ends(self._other)
            text = filled(self.tr("Wire {0} to {1}"), graph.node(source).name, graph.node(target).name)
            return Edit(text, self._joined)
        if self._taken and not self._other:
            return Edit(filled(self.tr("Disconnect {0}"), graph.node(self._taken.target).name), graph.disconnect(self._taken))
        if self._ground is not None and not self._other:
            self.stage.search(self._loose_spot(), self._ground.toPoint())
        return None

    def cancel(self) -> None:
        self.stage.hint.hide()
        self.stage.foresee(None)
        self.stage.scene.light({})
        self.stage.view.viewport().update()

    def paint(self, painter: QPainter, style: PaintStyle) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        dashes = Qt.PenStyle.SolidLine if self._joined else Qt.PenStyle.DashLine
        painter.setPen(pen(style.problem if self._wrong else style.accent, 2, dashes))
        ends = (self._start, self._end) if self._forwards else (self._end, self._start)
        painter.drawPath(loose(*ends, self.stage.scene.direction))
        if self._joined:
            painter.setBrush(style.problem if self._wrong else style.accent)
            painter.drawEllipse(self._end, PLUG, PLUG)

    # ------------------------------------------------------------------ where it may go

    def _is_away(self, pointer: Pointer) -> bool:
        """Whether it has left the port where it began: before that letting go means nothing."""
        return (pointer.scene - self._start).manhattanLength() * self.stage.scale >= AWAY

    def _near(self, point: QPointF) -> str:
        """The node of the nearest port that can take the wire, if it is within reach."""
        away = {node_id: (port - point).manhattanLength() * self.stage.scale for node_id, port in self._ports.items()}
        nearest = min(away, key=lambda node_id: away[node_id], default="")
        return nearest if nearest and away[nearest] <= SNAP else ""

    def _loose_spot(self) -> OnInput | OnOutput:
        """The place that what is added to the loose end is wired to."""
        scene = self.stage.scene
        if self._forwards:
            return OnOutput(scene.folding.shown(self._node))
        return OnInput(self._node, len(self.stage.document.graph.node(self._node).inputs))

    def _ends(self, other: str) -> tuple[str, str]:
        """Source and target of the wire, with its loose end at another node of the picture."""
        return (self._node, other) if self._forwards else (self.stage.scene.folding.exit(other), self._node)

    def _compatible(self) -> dict[str, QPointF]:
        """Where the loose end can be plugged in, by node."""
        graph, scene = self.stage.document.graph, self.stage.scene
        if not self._forwards:
            later = graph.descendants(self._node)
            exits = {node_id: scene.folding.exit(node_id) for node_id in scene.cards}
            return {node_id: card.output for node_id, card in scene.cards.items() if exits[node_id] not in later}
        earlier = graph.ancestors(self._node)
        shown = [node for node_id in scene.cards if (node := graph.nodes.get(node_id))]
        free = [node.id for node in shown if node.free_port and node.id not in earlier]
        ports = {node_id: scene.input_ports(node_id)[-1] for node_id in free}
        if self._picked:
            ports[self._picked.target] = scene.input_ports(self._picked.target)[self._picked.port]
        return ports

    def _try(self) -> None:
        """Finds out what the wire would do at the node under the pointer."""
        self._joined, self._line, self._wrong, self._joins = None, "", False, ()
        graph, analysis = self.stage.document.graph, self.stage.document.analysis
        loosened = analyse(graph.disconnect(self._taken), analysis) if self._taken and not self._other else None
        self.stage.foresee(loosened)
        at_home = self._other == (self._picked.target if self._picked else self.stage.scene.folding.shown(self._node))
        if not self._other or at_home:
            return
        if self._forwards and self._other in self.stage.scene.folding.boxes:
            self._line, self._wrong = self.tr("Unfold the group to choose the layer that shall read this."), True
            return
        try:
            freed = graph.disconnect(self._taken) if self._taken else graph
            self._joined = freed.connect(*self._ends(self._other))
        except LayerloomError as error:
            self._line, self._wrong = self.stage.document.without_untold(str(error)), True
            self._offer_joins()
            return
        self._foresee(self._joined, self._ends(self._other)[1])

    def _foresee(self, joined: Graph, reader: str) -> None:
        """What the node that reads would then put out, or what would be wrong with it."""
        after = analyse(joined, self.stage.document.analysis)
        self.stage.foresee(after)
        document = self.stage.document
        wrong = [problem.message for problem in after.errors if problem.node == reader]
        shape = numbers.shape(document.veiled(after).nodes[reader].output_shape)
        self._line, self._wrong = (
            (document.without_untold(wrong[0]), True) if wrong else (f"{joined.node(reader).name} · {shape}", False)
        )

    def _offer_joins(self) -> None:
        """A layer whose only port is taken can still read both, through a merging layer in between."""
        if self._forwards and self._taken is None:
            self._joins = joins(self.stage.document, *self._ends(self._other))
        if self._joins:
            target = self.stage.document.graph.node(self._other).name
            self._line, self._wrong = filled(self.tr("Let go to join both before {0}, with Add or Concatenate"), target), False
