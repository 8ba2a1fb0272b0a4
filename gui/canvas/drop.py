"""A layer from the palette in the hand: the place that would take it opens and shows what it would be there."""

from PySide6.QtCore import QMimeData

from cnn.errors import LayerloomError
from cnn.layers import Layer, create
from gui.canvas.foresight import Foresight, foresee, place
from gui.canvas.gestures import Edit, Gesture, Pointer, Stage
from gui.canvas.hits import place_at
from gui.canvas.spots import EMPTY, Beside, OnInput, OnWire, Spot
from gui.widgets import numbers

LAYER_MIME = "application/x-layerloom-layer"


def dragged_layer(mime: QMimeData) -> Layer:
    """The layer that is being dragged; raises `LayerloomError` when there is none of that name."""
    return create(bytes(mime.data(LAYER_MIME).data()).decode("utf-8", "replace"))


class DropLayer(Gesture):
    """Carries a layer over the canvas and puts it where it is let go."""

    def __init__(self, stage: Stage, layer: Layer | LayerloomError) -> None:
        super().__init__(stage)
        self._layer = layer
        self._foreseen: Foresight | None = None

    @property
    def possible(self) -> bool:
        """Whether it could be let go here."""
        return self._foreseen is not None and self._foreseen.graph is not None

    def move(self, pointer: Pointer) -> None:
        if isinstance(self._layer, LayerloomError):
            self.stage.hint.say(str(self._layer), pointer.view.toPoint(), problem=True)
            return
        spot = place_at(self.stage.scene, pointer.scene, self.stage.scale)
        if self._foreseen is None or (spot != self._foreseen.spot and not self._of_ghost(spot)):
            self._look(self._layer, spot)
        self._tell(pointer)

    def finish(self) -> Edit | None:
        foreseen, layer = self._foreseen, self._layer
        self.stage.hint.hide()
        if foreseen is None or foreseen.graph is None or isinstance(layer, LayerloomError):
            self.cancel()
            return None
        text = self.tr("Add {0}").format(layer.class_name)
        return Edit(text, lambda graph: place(graph, layer, foreseen.spot))

    def cancel(self) -> None:
        self.stage.hint.hide()
        self._foreseen = None
        self.stage.show_document()

    def _of_ghost(self, spot: Spot) -> bool:
        """Whether a spot belongs to the ghost itself: then the place stays what it is."""
        ghost = self.stage.scene.ghost
        if isinstance(spot, OnWire):
            return ghost in spot.wire[:2]
        return bool(ghost) and getattr(spot, "node", None) == ghost

    def _look(self, layer: Layer, spot: Spot) -> None:
        """Shows the network as it would be."""
        self._foreseen = foresee(self.stage.document.analysis, layer, spot)
        if self._foreseen.graph is None or self._foreseen.analysis is None or self._foreseen.node is None:
            self.stage.show_document()
            return
        self.stage.scene.ghost_says = self._invitation(spot)
        self.stage.scene.show_graph(self._foreseen.graph, self._foreseen.analysis, ghost=self._foreseen.node.id)

    def _tell(self, pointer: Pointer) -> None:
        """At the pointer: why it can't go here, what would be wrong, or what can't be seen because it is elsewhere."""
        foreseen, at = self._foreseen, pointer.view.toPoint()
        if foreseen is None:
            return
        if foreseen.refusal:
            self.stage.hint.say(foreseen.refusal, at, problem=True)
        elif foreseen.problem and not self._reads_nothing_yet():
            self.stage.hint.say(foreseen.problem.message, at, problem=True)
        elif self._ghost_in_sight():
            self.stage.hint.hide()
        else:
            self.stage.hint.say(self._summary(foreseen), at)

    def _reads_nothing_yet(self) -> bool:
        """Whether the only thing wrong is that more wires have to follow."""
        node = self._foreseen.node if self._foreseen else None
        return node is not None and len(node.inputs) < max(node.layer.min_inputs, len(node.layer.ports))

    def _ghost_in_sight(self) -> bool:
        card = self.stage.scene.cards.get(self.stage.scene.ghost)
        seen = self.stage.view.mapToScene(self.stage.view.viewport().rect()).boundingRect()
        return card is not None and seen.intersects(card.rect)

    def _summary(self, foreseen: Foresight) -> str:
        assert foreseen.node is not None
        result, name = foreseen.of_node, foreseen.node.layer.class_name
        if result.output_shape is None:
            return name
        return f"{name} · {numbers.shape(result.output_shape)} · + {numbers.exact(result.params)}"

    def _invitation(self, spot: Spot) -> str:
        """What letting go does there."""
        if spot == EMPTY:
            return self.tr("drop to append")
        if isinstance(spot, Beside):
            return self.tr("drop to start a branch")
        if isinstance(spot, OnInput):
            return self.tr("drop to wire in")
        return self.tr("drop to insert here")
