"""The network from far away: blocks in their families' colours, wires as straight lines, painted in few batches."""

from itertools import pairwise

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from gui.canvas.scene.paint_style import PaintStyle, hairline
from gui.canvas.scene.scene import Scene
from gui.canvas.view.wires import wire_width


class Overview:
    """Everything the far view draws, gathered once for each state of the scene."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._version: tuple[int, str, str, bool] = (-1, "", "", False)
        self._blocks: dict[int, list[QRectF]] = {}
        self._faulty: list[QRectF] = []
        self._lines: dict[int, list[QLineF]] = {}  # by their width in the scene

    def paint(self, painter: QPainter, style: PaintStyle) -> None:
        """Paints all of it at once."""
        if self._version != (self._scene.version, self._scene.heat_mode, style.look.name, self._scene.thick_wires):
            self._gather(style)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for width, lines in sorted(self._lines.items()):
            painter.setPen(hairline(style.wire, max(round(width * painter.worldTransform().m11()), 1)))
            painter.drawLines(lines)
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, blocks in self._blocks.items():
            painter.setBrush(QColor.fromRgba(colour))
            painter.drawRects(blocks)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for rim, rects in ((style.problem, self._faulty), (style.accent, self._selected())):
            if rects:
                painter.setPen(hairline(rim, 3))
                painter.drawRects(rects)

    def _gather(self, style: PaintStyle) -> None:
        scene, heat = self._scene, self._scene.heat
        self._version = scene.version, scene.heat_mode, style.look.name, scene.thick_wires
        self._blocks = {}
        for card in scene.cards.values():
            colour = heat.solid(card.node.id) if heat else style.family(card.node.own_layer.family)
            self._blocks.setdefault(colour.rgba(), []).append(card.rect)
        self._faulty = [card.rect for card in scene.cards.values() if card.problem and card.problem.severity == "error"]
        self._lines = {}
        for wire, curve in scene.curves.items():
            lines = self._lines.setdefault(round(wire_width(scene, wire.source)), [])
            lines.extend(QLineF(a.x, a.y, b.x, b.y) for a, b in pairwise(curve.corners))

    def _selected(self) -> list[QRectF]:
        cards = self._scene.cards
        return [cards[one].rect for one in (*self._scene.selected, *self._scene.ghosts) if one in cards]
