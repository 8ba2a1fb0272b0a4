"""What floats over the network, and the line below it: each in its place while the canvas changes its size."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAction

from gui.canvas.overlays.arranging_notice import ArrangingNotice
from gui.canvas.overlays.empty_state import EmptyState
from gui.canvas.overlays.finder import Finder
from gui.canvas.overlays.first_hint import SHOWN, FirstHint
from gui.canvas.overlays.image_bar import ImageBar
from gui.canvas.overlays.legend import Legend
from gui.canvas.overlays.minimap import Minimap
from gui.canvas.overlays.strip import HIGH, StatusStrip
from gui.canvas.scene.scene import Scene
from gui.canvas.view.room import clear_of
from gui.canvas.view.view import View
from gui.document import Document
from gui.settings import settings

#: room at the edges
EDGE = 12
#: a canvas that is lower has no room for the line below the picture
LOWEST = 180


class Overlays:
    """All that floats over the network; keeps each in its place while the canvas changes its size."""

    def __init__(self, canvas: View, scene: Scene, document: Document) -> None:
        self._canvas, self._scene = canvas, scene
        self.strip = StatusStrip(canvas)
        self.totals, self.breadcrumbs = self.strip.totals, self.strip.breadcrumbs
        self.empty = EmptyState(canvas)
        self.legend = Legend(canvas)
        self.image_bar = ImageBar(canvas)
        self.minimap = Minimap(canvas, scene)
        self.finder = Finder(canvas, document)
        self.arranging = ArrangingNotice(canvas, scene.layout_process)
        self._first: FirstHint | None = None
        self._waits: bool | None = None  # while places are given at the end: whether any was asked for
        self.totals.figuresChanged.connect(self.place)

    def show_first_hint(self, document: Document, gestures: Iterable[QAction] = ()) -> None:
        """Says what can be done here, unless that was said before."""
        if self._first is None and settings.shown(SHOWN) and not document.undo_stack.count():
            self._first = FirstHint(self._canvas, document)
            bars = self._canvas.horizontalScrollBar(), self._canvas.verticalScrollBar()
            for moved in (self._canvas.zoomChanged, self._scene.arrangementChanged, *(bar.valueChanged for bar in bars)):
                moved.connect(self._place_first)
            for made in (self._scene.selectionMarked, *(action.triggered for action in gestures)):
                made.connect(self._first.found)
            self.place()

    def refresh(self) -> None:
        """The network, or how it is coloured, is different."""
        self.legend.show_heat(self._scene.heat)
        self.minimap.follow()
        self.place()

    @contextmanager
    def placed_once(self) -> Iterator[None]:
        """Puts each in its place at the end, however often that is asked for on the way."""
        self._waits = False
        try:
            yield
        finally:
            asked, self._waits = self._waits, None
            if asked:
                self.place()

    def place(self) -> None:
        """Puts each in its place."""
        if self._waits is not None:
            self._waits = True
            return
        self._place_strip()
        wide, high = self._canvas.viewport().width(), self._canvas.viewport().height()
        self.empty.adjustSize()
        self.empty.move((wide - self.empty.width()) // 2, max((high - self.empty.height()) // 2 - 24, 0))
        self.finder.adjustSize()
        self.finder.move(wide - self.finder.width() - EDGE, EDGE)
        self.finder.move(clear_of(self.finder.geometry(), self._canvas.viewport().rect(), self._canvas.overlays(self.finder)))
        self.minimap.move(wide - self.minimap.width() - EDGE, high - self.minimap.height() - EDGE)
        self.image_bar.move(EDGE, EDGE)
        self.legend.adjustSize()
        self.legend.move(EDGE, high - self.legend.height() - EDGE)
        self._place_first()

    def _place_first(self) -> None:
        """The hint lies on no layer, in the first of its shapes that finds such a place; while there is none, it is not shown."""
        if self._waits is not None:
            self._waits = True
            return
        if self._first is None or not settings.shown(SHOWN):
            return
        canvas = self._canvas
        room = canvas.viewport().rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        seen = canvas.mapToScene(room).boundingRect()
        taken = [canvas.view_rect(card.place) for card in self._scene.cards_in(seen)] + canvas.overlays(self._first)
        for size in self._first.shapes():
            corner = QPoint(EDGE, room.bottom() + 1 - size.height())
            lying = QRect(clear_of(QRect(corner, size), room, taken), size)
            if room.contains(lying) and not any(map(lying.intersects, taken)):
                self._first.setFixedSize(size)
                self._first.move(lying.topLeft())
                self._first.show()
                return
        self._first.hide()

    def _place_strip(self) -> None:
        wide, high = self._canvas.width(), self._canvas.height()
        self.strip.fit_into(wide)
        line = HIGH if high >= LOWEST else 0
        self.strip.setVisible(line > 0)
        self.strip.setGeometry(0, high - line, wide, line)
        self._canvas.keep_below(line)
