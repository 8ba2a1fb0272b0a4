"""A layer or a block from the palette in the hand: the place that would take it opens and shows what it would be there."""

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect

from cnn.edits.insert import Insertable, insertable, preview_at, title
from cnn.edits.own_blocks import BlockLibrary
from cnn.edits.preview import Preview
from cnn.edits.spots import EMPTY, Beside, OnInput, OnWire, Spot
from cnn.errors import LayerloomError
from cnn.words.language import filled
from cnn.words.quantities import number_of
from gui.canvas.commands import Edit
from gui.canvas.gestures.gesture import Gesture, Pointer, Stage
from gui.canvas.scene.hits import place_at
from gui.canvas.scene.invitation import Invitation
from gui.canvas.scene.paint_style import Detail, detail
from gui.document.placement import Placement
from gui.widgets.basic import numbers
from gui.widgets.network.layer_tree import CARD_BELOW, CARD_HEIGHT, CARD_WIDTH

LAYER_MIME = "application/x-layerloom-layer"
#: pixels the pointer has to move before another place is chosen
STICKY = 12
#: how much lower a word stands than usual: the card that hangs on the pointer is in the way
LOWER = CARD_BELOW + CARD_HEIGHT - 16


def _hand(at: QPoint) -> QRect:
    """What the pointer and the card that hangs on it cover."""
    return QRect(at.x() - 4, at.y() - 4, 14 + CARD_WIDTH, CARD_BELOW + CARD_HEIGHT + 4)


def dragged(mime: QMimeData, blocks: BlockLibrary) -> Insertable:
    """What is being dragged; raises `LayerloomError` when there is nothing of that name."""
    return insertable(bytes(mime.data(LAYER_MIME).data()).decode("utf-8", "replace"), blocks)


class DropLayer(Gesture):
    """Carries something over the canvas and puts it where it is let go."""

    def __init__(self, stage: Stage, thing: Insertable | LayerloomError) -> None:
        super().__init__(stage)
        self._thing = thing
        self._seen: Preview | None = None
        self._spot: Spot = EMPTY
        self._chosen_at = QPointF()
        self._folding = stage.scene.folding

    @property
    def possible(self) -> bool:
        """Whether it could be let go here."""
        return self._seen is not None and self._seen.graph is not None

    def move(self, pointer: Pointer) -> None:
        if isinstance(self._thing, LayerloomError):
            self._say(str(self._thing), pointer.view.toPoint(), problem=True)
            return
        if self._seen is None or not self._stays(pointer):
            self._chosen_at = pointer.scene
            self._choose(self._thing, pointer)
        self._tell(pointer)

    def finish(self) -> Edit | Placement | None:
        seen, thing = self._seen, self._thing
        self.stage.hint.hide()
        if seen is None or seen.graph is None or isinstance(thing, LayerloomError):
            self.cancel()
            return None
        return self.stage.commands.insertion(thing, self._spot, self._folding, seen)

    def cancel(self) -> None:
        self.stage.hint.hide()
        self._seen = None
        self.stage.show_document()

    def _stays(self, pointer: Pointer) -> bool:
        """Whether the place stays what it is: over the ghost itself, and after a movement too small to be meant.

        The picture moves under the pointer when a place opens; without this it could flicker between two.
        """
        if (pointer.scene - self._chosen_at).manhattanLength() * self.stage.scale < STICKY:
            return True
        scene = self.stage.scene
        return any(scene.cards[ghost].rect.contains(pointer.scene) for ghost in scene.ghosts)

    def _choose(self, thing: Insertable, pointer: Pointer) -> None:
        """Finds the place under the pointer in the network as it is, not as it would be: there every wire is where it was."""
        stage, scene = self.stage, self.stage.scene
        if scene.ghosts:
            scene.show_graph(stage.document.graph, stage.document.shown)
        with scene.at_rest():
            spot = place_at(scene, pointer.scene, stage.scale)
        if self._seen is None or spot != self._spot:
            self._seen, self._spot = preview_at(stage.document.analysis, thing, spot, self._folding), spot
        self._show(self._seen, spot)

    def _show(self, seen: Preview, spot: Spot) -> None:
        """Shows the network as it would be."""
        if seen.graph is None or seen.analysis is None:
            self.stage.show_document()
            return
        self.stage.scene.invitation = self._invitation(spot, seen)
        if self.stage.document.shows_all:
            self.stage.scene.invitation = self.stage.scene.invitation._replace(change=self._change(seen))
        shown = self.stage.document.veiled(seen.analysis, seen.new)
        self.stage.scene.show_graph(seen.graph, shown, ghosts=seen.new, as_group=seen.group)
        self.stage.foresee(seen.analysis, seen.selection)

    def _tell(self, pointer: Pointer) -> None:
        """At the pointer: why it can't go here, what would be wrong, or what can't be seen because it is elsewhere."""
        seen, at = self._seen, pointer.view.toPoint()
        if seen is None:
            return
        if seen.refusal:
            self._say(self.stage.document.without_untold(seen.refusal), at, problem=True)
        elif seen.problem:
            self._say(self.stage.document.without_untold(seen.problem.message), at, problem=True)
        elif self._ghost_says_all(at):
            self.stage.hint.hide()
        else:
            self._say(self._summary(seen, self._invitation(self._spot, seen).words), at)

    def _say(self, text: str, at: QPoint, *, problem: bool = False) -> None:
        self.stage.hint.say(text, at, problem=problem, lower=LOWER)

    def _ghost_says_all(self, at: QPoint) -> bool:
        """Whether what would be added can be read off the picture: one card, large enough, in sight, not under the hand."""
        scene, view = self.stage.scene, self.stage.view
        if len(scene.ghosts) != 1 or detail(self.stage.scale) != Detail.ALL:
            return False
        (place,) = (view.view_rect(scene.cards[ghost].place) for ghost in scene.ghosts)
        seen = place.adjusted(8, 8, -8, -8)  # without its ports and its shadow
        return view.viewport().rect().contains(seen) and not seen.intersects(_hand(at))

    def _summary(self, seen: Preview, words: str) -> str:
        """What letting go does, in `words`, and what all that would be added amounts to."""
        assert not isinstance(self._thing, LayerloomError)
        amount, parts = seen.amount, [title(self._thing), words]
        if amount.output_shape is not None and self.stage.document.shows_all:
            parts += [
                numbers.shape(amount.output_shape),
                self.tr("+ ? parameters")
                if amount.params is None
                else number_of(self.tr("+ {0} parameter|+ {0} parameters"), amount.params),
            ]
            parts += [filled(self.tr("{0} MACs"), numbers.short(amount.macs))] if amount.macs else []
            parts += [self._change(seen)] if (seen.added_params, seen.added_macs) != (amount.params, amount.macs) else []
        return " · ".join(parts)

    def _invitation(self, spot: Spot, seen: Preview) -> Invitation:
        """What letting go does there."""
        joined = sum(source not in seen.new for source in seen.node.inputs) if seen.node else 0  # not what a block joins inside
        if joined > 1 and not isinstance(spot, OnWire | Beside | OnInput):
            words = self.tr("drop to join both") if joined == 2 else self.tr("drop to join all")
            return Invitation(words, self.tr("join"), "git-merge")
        if spot == EMPTY:
            return Invitation(self.tr("drop to append"), self.tr("append"), "arrow-down")
        if isinstance(spot, Beside):
            return Invitation(self.tr("drop to branch off"), self.tr("branch"), "git-branch")
        if isinstance(spot, OnInput):
            return Invitation(self.tr("drop to wire in"), self.tr("wire in"), "flow-arrow")
        return Invitation(self.tr("drop to insert here"), self.tr("insert"), "arrows-in-line-vertical")

    def _change(self, seen: Preview) -> str:
        """How the totals would change."""
        params, macs = numbers.change(seen.added_params), numbers.short_change(seen.added_macs)
        return filled(self.tr("in all {0} parameters, {1} MACs"), params, macs)
