"""What floats over the network: totals below, the way through the groups above, a word in the middle when nothing is there."""

from gui.canvas.arranging import Arranging
from gui.canvas.crumbs import Crumbs
from gui.canvas.empty import EmptyState
from gui.canvas.finder import Finder
from gui.canvas.heat import Legend
from gui.canvas.minimap import Minimap
from gui.canvas.scene import Scene
from gui.canvas.totals import Totals
from gui.canvas.view import View
from gui.document import Document

#: room at the edges, and for the totals below
EDGE, BELOW = 12, 40


class Overlays:
    """Keeps them where they belong while the canvas changes its size."""

    def __init__(self, canvas: View, scene: Scene, document: Document) -> None:
        self._canvas, self._scene = canvas, scene
        self.totals = Totals(canvas)
        self.empty = EmptyState(canvas)
        self.crumbs = Crumbs(canvas)
        self.legend = Legend(canvas)
        self.minimap = Minimap(canvas, scene)
        self.finder = Finder(canvas, document)
        self.arranging = Arranging(canvas, scene.planner)
        self.totals.changed.connect(self.place)

    def refresh(self) -> None:
        """The network, or how it is coloured, is different."""
        self.legend.show_heat(self._scene.heat)
        self.minimap.follow()
        self.place()

    def place(self) -> None:
        """Puts each in its place."""
        wide, high = self._canvas.width(), self._canvas.height()
        self.totals.fit_into(wide - 16)
        self.totals.move((wide - self.totals.width()) // 2, high - self.totals.height() - EDGE)
        self.empty.adjustSize()
        self.empty.move((wide - self.empty.width()) // 2, (high - self.empty.height()) // 2 - 24)
        self.crumbs.adjustSize()
        self.crumbs.move(EDGE, EDGE)
        self.finder.adjustSize()
        self.finder.move(wide - self.finder.width() - EDGE, EDGE)
        self.minimap.move(wide - self.minimap.width() - EDGE, high - self.minimap.height() - EDGE - BELOW)
        self.legend.adjustSize()
        self.legend.move(EDGE, high - self.legend.height() - EDGE - BELOW)
