"""The frames around groups that are not folded, as rectangles of the scene."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from cnn.graph import Wire
from cnn.layout import frames as layout
from cnn.layout.direction import Direction, Point
from gui.canvas.scene.card import Card
from gui.canvas.scene.wire import Curve


@dataclass(frozen=True)
class Frame:
    """One open group: its path, the rectangle around its cards, and the line that bears its name."""

    path: str
    rect: QRectF
    label: QRectF
    above: bool = False  # the name stands above the frame, not left of it

    @property
    def name(self) -> str:
        """The group's own name."""
        return self.path.rpartition("/")[2]


def frames(
    cards: Mapping[str, Card], curves: Mapping[Wire, Curve], lines: Mapping[str, int], direction: Direction
) -> tuple[Frame, ...]:
    """A frame for every group that some of the cards stand in, outer before inner; the wires inside a group included.

    In `lines` there is one for every line that a group goes over.
    """
    places = [(card.node.group, Point(card.x, card.y), lines.get(node_id, 0)) for node_id, card in cards.items()]
    wires = [
        (cards[wire.source].node.group, cards[wire.target].node.group, curve.corners, lines.get(wire.source, 0))
        for wire, curve in curves.items()
        if lines.get(wire.source) == lines.get(wire.target)
    ]
    found = layout.frames(places, wires, direction)
    return tuple(Frame(frame.path, _rect(frame.bounds), _rect(frame.label), direction.turned) for frame in found)


def _rect(bounds: layout.Bounds) -> QRectF:
    left, top, right, bottom = bounds
    return QRectF(QPointF(left, top), QPointF(right, bottom))
