"""What a hand does on the canvas, as objects: each moves, and in the end gives one edit or none, or is cancelled.

While a gesture runs only pictures move; the document changes when it finishes. Esc works everywhere, because whatever
a gesture has put on the screen it takes away in `cancel`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from cnn.analysis import Analysis
from cnn.edits.spots import Spot
from gui.canvas.commands import Commands, Edit
from gui.canvas.overlays.hint import Hint
from gui.canvas.overlays.totals import Totals
from gui.canvas.scene.paint_style import PaintStyle, hairline
from gui.canvas.scene.scene import Scene
from gui.canvas.view.view import View
from gui.document import Document
from gui.document.placement import Placement


class Pointer(NamedTuple):
    """Where the hand is, on the canvas and on the screen, whether it adds to what is selected, and whether it copies what it
    drags."""

    scene: QPointF
    view: QPointF
    adds: bool = False
    copies: bool = False


@dataclass
class Stage:
    """What gestures work with: the document, its picture and the view of it, the hint at the pointer, the totals, the edits."""

    document: Document
    scene: Scene
    view: View
    hint: Hint
    totals: Totals
    commands: Commands
    #: opens a search for what goes to a place, at a point of the viewport
    search: Callable[[Spot, QPoint], None] = lambda *_: None
    _trial: tuple[Analysis, Analysis] | None = None

    @property
    def scale(self) -> float:
        """How large the picture appears."""
        return self.view.zoom

    def pointer_at(self, position: QPointF, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Pointer:
        """The pointer at a point of the viewport, with the keys that are held."""
        adds = modifiers & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
        copies = modifiers & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier)
        return Pointer(self.view.scene_point(position), position, bool(adds), bool(copies))

    def show_document(self) -> None:
        """Puts the document's network back on the screen."""
        self.scene.show_graph(self.document.graph, self.document.shown)
        self.foresee(None)

    def foresee(self, analysis: Analysis | None, select: tuple[str, ...] | None = None) -> None:
        """Lets the totals tell what the network would amount to with `select` selected, as it will be; without anything,
        what it amounts to now, or would by what is tried elsewhere."""
        now = self.document.analysis
        tried = self._trial[0] if self._trial and self._trial[1] is now and analysis is None else None
        selection = self.document.selection if select is None or analysis is None else select
        shown = analysis or tried or now
        told = self.document.veiled(shown)
        self.totals.show_analysis(told, selection, foreseen=shown is not now, trial=tried is not None)

    def show_trial(self, analysis: Analysis | None) -> None:
        """Lets the totals tell what somebody tries without doing it, until they no longer do or the network is another."""
        self._trial = (analysis, self.document.analysis) if analysis is not None else None
        self.foresee(None)


class Gesture(QObject):
    """One movement of the mouse on the canvas, from press to release."""

    cursor: Qt.CursorShape | None = None
    #: whether the canvas scrolls on when the hand comes near its edge
    scrolls = True

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = stage

    def move(self, pointer: Pointer) -> None:
        """The pointer has moved."""

    def finish(self) -> Edit | Placement | None:
        """The button is released: the edit to be made, in one undo step, or none."""
        return None

    def cancel(self) -> None:
        """Ends without an edit, and takes away what it has shown."""

    def paint(self, painter: QPainter, style: PaintStyle) -> None:
        """What it shows above the picture."""


class Pan(Gesture):
    """Drags the whole canvas."""

    cursor = Qt.CursorShape.ClosedHandCursor
    scrolls = False

    def __init__(self, stage: Stage, start: Pointer) -> None:
        super().__init__(stage)
        self._last = start.view
        self._moved = QPointF()

    def move(self, pointer: Pointer) -> None:
        self._scroll(self._last - pointer.view)
        self._last = pointer.view

    def cancel(self) -> None:
        self._scroll(-self._moved)

    def _scroll(self, way: QPointF) -> None:
        self._moved += way
        self.stage.view.scroll_by(way.toPoint())


class RubberBand(Gesture):
    """Selects all nodes that a rectangle touches."""

    def __init__(self, stage: Stage, start: Pointer) -> None:
        super().__init__(stage)
        self._start = self._end = start.scene
        self._kept = stage.document.selection if start.adds else ()

    @property
    def _area(self) -> QRectF:
        return QRectF(self._start, self._end).normalized()

    def move(self, pointer: Pointer) -> None:
        self._end = pointer.scene
        self.stage.scene.select(self._found())
        self.stage.view.viewport().update()

    def finish(self) -> None:
        self.stage.document.select(self._found())
        self._clear()

    def cancel(self) -> None:
        self._clear()

    def paint(self, painter: QPainter, style: PaintStyle) -> None:
        fill = style.accent.toRgb()
        fill.setAlpha(28)
        painter.setPen(hairline(style.accent))
        painter.setBrush(fill)
        painter.drawRect(self._area)

    def _found(self) -> tuple[str, ...]:
        area = self._area
        folding = self.stage.scene.folding
        cards = [card for card in self.stage.scene.cards_in(area) if card.rect.intersects(area)]
        touched = [member for card in cards for member in folding.members(card.node.id)]
        return tuple(dict.fromkeys((*self._kept, *touched)))

    def _clear(self) -> None:
        self.stage.scene.select(self.stage.document.selection)
        self.stage.view.viewport().update()
