"""From node to node with the arrow keys: up and down along the wires, sideways along the row."""

from collections.abc import Iterable

from PySide6.QtCore import Qt

from cnn.layout.arrange import NODE_HEIGHT
from gui.canvas.scene.card import Card
from gui.canvas.scene.scene import Scene


def neighbour(scene: Scene, node_id: str, key: Qt.Key) -> str:
    """The node an arrow key leads to; the same where there is none, the first when none is given."""
    if node_id not in scene.cards:
        return next(iter(scene.graph.order), "")
    card, graph = scene.cards[node_id], scene.graph
    if key == Qt.Key.Key_Up:
        found = _nearest(card, (scene.cards[source] for source in card.node.inputs))
    elif key == Qt.Key.Key_Down:
        found = _nearest(card, (scene.cards[consumer] for consumer in graph.consumers[node_id]))
    else:
        right = key == Qt.Key.Key_Right
        found = _nearest(card, (other for other in _row(scene, card) if other.x != card.x and (other.x > card.x) == right))
    return found.node.id if found else node_id


def _row(scene: Scene, card: Card) -> list[Card]:
    """The cards beside one; when there are none, all others."""
    others = [other for other in scene.cards.values() if other is not card]
    return [other for other in others if abs(other.y - card.y) < NODE_HEIGHT] or others


def _nearest(card: Card, others: Iterable[Card]) -> Card | None:
    return min(others, key=lambda other: (abs(other.x - card.x) + abs(other.y - card.y), other.node.id), default=None)
