"""Nodes in the hand: put down anywhere, or into another wire; with Alt or Ctrl their copies."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from cnn.analysis import Analysis, analyse
from cnn.edits.selection import duplicate, duplicate_to_wire, move_to_wire
from cnn.edits.spots import EMPTY, OnWire
from cnn.errors import LayerloomError
from cnn.graph import Graph
from cnn.layout.arrange import NODE_HEIGHT, NODE_WIDTH
from cnn.layout.direction import COLUMNS
from cnn.words.language import filled
from cnn.words.quantities import number_of
from gui.canvas.commands import Edit
from gui.canvas.gestures.gesture import Gesture, Pointer, Stage
from gui.canvas.scene.hits import wire_at
from gui.canvas.scene.paint_style import PaintStyle, hairline, pen
from gui.widgets.basic import numbers

#: a node that comes so near to a line with another one snaps to it (pixels)
SNAP = 6.0


class MoveNodes(Gesture):
    """The selected cards follow the hand. Over a wire they would go into it; elsewhere they stay where they are let go."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, stage: Stage, start: Pointer, grabbed: str, *, copies: bool = False) -> None:
        super().__init__(stage)
        folding = stage.scene.folding
        self._nodes = stage.document.selection
        self._shown = tuple(dict.fromkeys(map(folding.shown, self._nodes)))
        self._start, self._grabbed, self._copies = start.scene, grabbed, copies
        self._way = (0.0, 0.0)
        self._guide: tuple[QPointF, QPointF] | None = None
        self._wire: OnWire | None = None
        self._copied: tuple[Analysis, tuple[str, ...]] | None = None
        self._moved: Graph | None = None
        self._new: tuple[str, ...] = ()
        stage.scene.finish_motion()
        if copies:
            grown, new = duplicate(stage.document.graph, self._nodes, beside=True)
            self._copied = analyse(grown, stage.document.analysis), new
            stage.foresee(*self._copied)

    def move(self, pointer: Pointer) -> None:
        scene = self.stage.scene
        wire = wire_at(scene, pointer.scene, self.stage.scale, () if self._copies else self._shown)
        if wire != self._wire:
            self._wire = wire
            self._try(pointer)
        elif wire is None:
            self.stage.hint.hide()
        self._way = self._snapped(pointer.scene - self._start)
        if not self._copies:
            scene.lift(self._shown, self._way)
        scene.hover(self._wire if self._wire and self._moved else EMPTY)
        if self._copies or self._guide:
            self.stage.view.viewport().update()

    def finish(self) -> Edit | None:
        graph, what = self.stage.document.graph, self._what()
        if self._moved is not None:
            moved, new = self._moved, self._new or self._nodes
            if self._copies:
                self.stage.commands.fold_copies_in(moved, self._nodes, self._new)
            self._clear()
            return Edit(filled((self.tr("Duplicate {0}") if self._copies else self.tr("Move {0}")), what), moved, select=new)
        places = self._places()
        self._clear(keep_shift=not self._copies)
        if self._copies:
            self.stage.commands.fold_copies(self._nodes)
            grown, copies = duplicate(graph, self._nodes, beside=True)
            if self.stage.scene.direction is COLUMNS:
                places.clear()  # they find theirs
            originals = [node_id for node_id in graph.order if node_id in set(self._nodes)]
            there = {copy: places[old] for old, copy in zip(originals, copies, strict=True) if old in places}
            return Edit(filled(self.tr("Duplicate {0}"), what), grown.place(there), select=copies)
        if abs(self._way[0]) + abs(self._way[1]) < SNAP or not self.stage.commands.may_place():
            self.stage.scene.lift(self._shown, (0.0, 0.0))
            return None
        return Edit(filled(self.tr("Move {0}"), what), graph.place(places))

    def cancel(self) -> None:
        self._clear()

    def paint(self, painter: QPainter, style: PaintStyle) -> None:
        if self._guide:
            painter.setPen(hairline(style.accent))
            painter.drawLine(*self._guide)
        if self._copies:
            painter.setPen(pen(style.accent, 1.2, Qt.PenStyle.DashLine))
            fill = style.soft_accent.toRgb()
            fill.setAlpha(160)
            painter.setBrush(fill)
            for shown_id in self._shown:
                painter.drawRoundedRect(self.stage.scene.cards[shown_id].rect.translated(*self._way), 8, 8)

    # ------------------------------------------------------------------ into a wire

    def _try(self, pointer: Pointer) -> None:
        """Finds out what would come of it if it were let go into the wire under the pointer."""
        self._moved, self._new = None, ()
        self.stage.foresee(*(self._copied or (None,)))
        if self._wire is None:
            self.stage.hint.hide()
            return
        document = self.stage.document
        wires = self.stage.scene.folding.wires(self._wire.wire)
        try:
            if self._copies:
                self._moved, self._new = duplicate_to_wire(document.graph, self._nodes, *wires)
            else:
                self._moved = move_to_wire(document.graph, self._nodes, *wires)
        except LayerloomError as error:
            self.stage.hint.say(document.without_untold(str(error)), pointer.view.toPoint(), problem=True)
            return
        self._foresee(analyse(self._moved, document.analysis), pointer)

    def _foresee(self, after: Analysis, pointer: Pointer) -> None:
        """What the network would amount to, or what would be wrong."""
        self.stage.foresee(after, self._new or self._nodes)
        before = {problem.message for problem in self.stage.document.analysis.problems}
        wrong = [problem.message for problem in after.errors if problem.message not in before]
        if wrong:
            self.stage.hint.say(self.stage.document.without_untold(wrong[0]), pointer.view.toPoint(), problem=True)
            return
        told = self.stage.document.veiled(after)
        params = numbers.total(told.total_params, told.known.params)
        line = filled(self.tr("{0} parameters · {1} MACs"), params, numbers.exact(told.macs))
        self.stage.hint.say(line, pointer.view.toPoint())

    # ------------------------------------------------------------------ anywhere

    def _places(self) -> dict[str, tuple[float, float] | None]:
        """Where the nodes would stand; all nodes of a folded group bear the place of its box."""
        scene, found = self.stage.scene, dict[str, tuple[float, float] | None]()
        for shown_id in self._shown:
            card = scene.cards[shown_id]
            place = (round(card.x + self._way[0], 1), round(card.y + self._way[1], 1))
            found |= dict.fromkeys(scene.folding.members(shown_id), place)
        return found

    def _snapped(self, way: QPointF) -> tuple[float, float]:
        """The way of the hand, drawn to a line with a card above or below, or beside."""
        card = self.stage.scene.cards[self._grabbed]
        reach = SNAP / self.stage.scale
        rect = card.rect.translated(way)
        area = rect.adjusted(-NODE_WIDTH, -400, NODE_WIDTH, 400) if self.stage.scale > 0.2 else QRectF()
        self._guide = None
        x, y = way.x(), way.y()
        others = [other for other in self.stage.scene.cards_in(area) if other.node.id not in self._shown]
        if column := _nearest((other.x - rect.x() for other in others), reach):
            x += column[0]
            middle = card.x + x + NODE_WIDTH / 2
            self._guide = (QPointF(middle, rect.y() - 200), QPointF(middle, rect.bottom() + 200))
        if row := _nearest((other.y - rect.y() for other in others), reach):
            y += row[0]
            if not column:
                middle = card.y + y + NODE_HEIGHT / 2
                self._guide = (QPointF(rect.x() - 300, middle), QPointF(rect.right() + 300, middle))
        return x, y

    def _what(self) -> str:
        if len(self._shown) == 1:
            return self.stage.scene.cards[self._shown[0]].words.name
        return number_of(self.tr("{0} layer|{0} layers"), len(self._nodes))

    def _clear(self, *, keep_shift: bool = False) -> None:
        scene = self.stage.scene
        self.stage.hint.hide()
        self.stage.foresee(None)
        scene.hover(EMPTY)
        if not keep_shift:
            scene.lift([one for one in self._shown if one in scene.cards], (0.0, 0.0))
        self.stage.view.viewport().update()


def _nearest(distances: Iterable[float], reach: float) -> tuple[float] | None:
    """The smallest of the distances that is within reach."""
    best = min(distances, key=abs, default=None)
    return (best,) if best is not None and abs(best) <= reach else None
