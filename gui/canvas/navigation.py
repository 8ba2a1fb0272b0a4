"""From node to node with the arrow keys: along the wires the way the network runs, sideways along the row."""

from collections.abc import Iterable

from PySide6.QtCore import Qt

from cnn.graph import Wire
from gui.canvas.scene.card import Card
from gui.canvas.scene.scene import Scene

#: the keys that go back and forth along the wires, and onward in the row
_DOWN = Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Right
_TURNED = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Down


def neighbour(scene: Scene, node_id: str, key: Qt.Key) -> str:
    """The node an arrow key leads to; the same where there is none, the first when none is given."""
    if node_id not in scene.cards:
        return next(iter(scene.graph.order), "")
    card, graph, way = scene.cards[node_id], scene.graph, scene.direction
    back, forth, onward = _TURNED if way.turned else _DOWN
    if key == back:
        found = _nearest(card, (scene.cards[source] for source in card.node.inputs))
    elif key == forth:
        found = _nearest(card, (scene.cards[consumer] for consumer in graph.consumers[node_id]))
    else:
        here = _across(card)
        found = _nearest(
            card, (other for other in _row(scene, card) if _across(other) != here and (_across(other) > here) == (key == onward))
        )
    return found.node.id if found else node_id


def end_of(scene: Scene, wire: Wire, key: Qt.Key) -> str:
    """The node at the end of a wire to which an arrow key leads: back to where it comes from, or on to where it goes."""
    back = (_TURNED if scene.direction.turned else _DOWN)[0]
    return wire.source if key == back else wire.target


def wires_of(scene: Scene, node_id: str = "") -> list[Wire]:
    """The wires of a node in the picture, those that come in first, each in the order of its ports; without a node, all."""
    wires = [wire for wire in scene.curves if not node_id or node_id in (wire.source, wire.target)]
    place = {item: number for number, item in enumerate(scene.graph.order)}
    return sorted(
        wires, key=lambda wire: (wire.source == node_id, place.get(wire.target, 0), wire.port, place.get(wire.source, 0))
    )


def _row(scene: Scene, card: Card) -> list[Card]:
    """The cards beside one; when there are none, all others."""
    others = [other for other in scene.cards.values() if other is not card]
    here, size = card.direction.flow((card.x, card.y))[1], card.direction.along
    return [other for other in others if abs(card.direction.flow((other.x, other.y))[1] - here) < size] or others


def _across(card: Card) -> float:
    return card.direction.flow((card.x, card.y))[0]


def _nearest(card: Card, others: Iterable[Card]) -> Card | None:
    return min(others, key=lambda other: (abs(other.x - card.x) + abs(other.y - card.y), other.node.id), default=None)
