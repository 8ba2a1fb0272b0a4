"""The network from far away: blocks in their families' colours, wires as straight lines, painted in few batches."""

from itertools import pairwise

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter

from gui.canvas.ink import Ink, hairline
from gui.canvas.scene import Scene


class Overview:
    """Everything the far view draws, gathered once for each state of the scene."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._version = -1
        self._blocks: dict[str, list[QRectF]] = {}
        self._faulty: list[QRectF] = []
        self._lines: list[QLineF] = []

    def paint(self, painter: QPainter, ink: Ink) -> None:
        """Paints all of it at once."""
        if self._version != self._scene.version:
            self._gather()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(hairline(ink.wire))
        painter.drawLines(self._lines)
        painter.setPen(Qt.PenStyle.NoPen)
        for family, blocks in self._blocks.items():
            painter.setBrush(ink.family(family))
            painter.drawRects(blocks)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, rects in ((ink.problem, self._faulty), (ink.accent, self._selected())):
            if rects:
                painter.setPen(hairline(colour, 3))
                painter.drawRects(rects)

    def _gather(self) -> None:
        scene = self._scene
        self._version = scene.version
        self._blocks = {}
        for card in scene.cards.values():
            self._blocks.setdefault(card.node.layer.family, []).append(card.rect)
        self._faulty = [card.rect for card in scene.cards.values() if card.problem and card.problem.severity == "error"]
        self._lines = [QLineF(a.x, a.y, b.x, b.y) for curve in scene.curves.values() for a, b in pairwise(curve.corners)]

    def _selected(self) -> list[QRectF]:
        cards = self._scene.cards
        return [cards[one].rect for one in (*self._scene.selected, *self._scene.ghosts) if one in cards]
