"""What floats over the network: totals below, the way through the groups above, a word in the middle when nothing is there."""

from PySide6.QtWidgets import QWidget

from gui.canvas.crumbs import Crumbs
from gui.canvas.empty import EmptyState
from gui.canvas.totals import Totals

EDGE = 12


class Overlays:
    """Keeps them where they belong while the canvas changes its size."""

    def __init__(self, canvas: QWidget) -> None:
        self._canvas = canvas
        self.totals = Totals(canvas)
        self.empty = EmptyState(canvas)
        self.crumbs = Crumbs(canvas)
        self.totals.changed.connect(self.place)

    def place(self) -> None:
        """Puts each in its place."""
        wide, high = self._canvas.width(), self._canvas.height()
        self.totals.fit_into(wide - 16)
        self.totals.move((wide - self.totals.width()) // 2, high - self.totals.height() - EDGE)
        self.empty.adjustSize()
        self.empty.move((wide - self.empty.width()) // 2, (high - self.empty.height()) // 2 - 24)
        self.crumbs.adjustSize()
        self.crumbs.move(EDGE, EDGE)
