"""Finds what lies under a point of the canvas: the repair of a problem, a port, a card, a wire, the space beside a card."""

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRectF

from cnn.edits.spots import EMPTY, Beside, OnGroup, OnInput, OnNode, OnOutput, OnRepair, OnWire, Spot
from cnn.layout.arrange import NODE_HEIGHT, NODE_WIDTH
from cnn.layout.direction import Direction
from gui.canvas.scene.card import Card
from gui.canvas.scene.scene import Scene

#: how far from a port, or from a wire, the pointer may be to mean it, in pixels of the screen
PORT_REACH, WIRE_REACH = 10.0, 7.0
#: how far beside a card a branch can be started
BESIDE_REACH = 72.0
#: the same where another column follows; and above and below, where another line does, and its wire before it
COLUMN_REACH, LINE_REACH = 32.0, 10.0
#: ports are too small to be meant below this zoom
PORTS_FROM = 0.45


def spot_at(scene: Scene, point: QPointF, scale: float) -> Spot:
    """What lies under a point."""
    near = list(scene.cards_in(around(point, max(PORT_REACH, PORT_REACH / scale))))
    return (
        _repair(scene, near, point)
        or (_port(scene, near, point, PORT_REACH / max(scale, 1)) if scale >= PORTS_FROM else None)
        or _card(scene, near, point)
        or _picture(near, point)
        or _wire(scene, point, WIRE_REACH / scale)
        or _group(scene, point, scale)
        or EMPTY
    )


def clicked_at(scene: Scene, point: QPointF, scale: float, spot: Spot) -> Spot:
    """What a click means where a drag would mean `spot`: on the ground between two cards, where the ports of both meet, the wire
    there; a port can only be dragged."""
    if not isinstance(spot, OnOutput | OnInput) or scene.cards[spot.node].rect.contains(point):
        return spot
    return _wire(scene, point, WIRE_REACH / scale) or spot


def wire_at(scene: Scene, point: QPointF, scale: float, without: Collection[str]) -> OnWire | None:
    """The wire under a point that would take what is dragged there; those of the nodes `without` don't count."""
    reach = 16 / min(scale, 1)
    curves = (
        curve for curve in scene.curves_in(around(point, reach)) if not {curve.wire.source, curve.wire.target} & set(without)
    )
    distance, wire = min(((curve.distance(point), curve.wire) for curve in curves), default=(reach, None))
    return OnWire(wire) if wire is not None and distance < reach else None


def place_at(scene: Scene, point: QPointF, scale: float) -> Spot:
    """What would take a layer that is held over a point: as `spot_at`, but more generous, and the space beside a card."""
    near = list(scene.cards_in(around(point, BESIDE_REACH)))
    return (
        _merge(scene, near, point)
        or _card(scene, near, point)
        or (_beside(near, point, LINE_REACH) if scene.direction.turned else None)  # a wire runs between the lines
        or _wire(scene, point, 12 / min(scale, 1))
        or _gap(scene, point)
        or _beside(near, point, _reach_beside(scene.direction))
        or EMPTY
    )


def around(point: QPointF, reach: float) -> QRectF:
    """The square around a point."""
    return QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach)


def _repair(scene: Scene, near: list[Card], point: QPointF) -> Spot | None:
    for card in near:
        if card.problem_line.contains(point):
            return OnNode(card.node.id)
        if card.problem and card.repair_button(scene.paint_style).contains(point):
            return OnRepair(card.node.id)
    return None


def _port(scene: Scene, near: list[Card], point: QPointF, reach: float) -> Spot | None:
    for card in near:
        if _close(card.output, point, reach):
            return OnOutput(card.node.id)
        for port, place in enumerate(scene.input_ports(card.node.id)):
            if _close(place, point, reach):
                return OnInput(card.node.id, port)
    return None


def _card(scene: Scene, near: list[Card], point: QPointF) -> Spot | None:
    """The one that covers the others there."""
    touched = [card for card in reversed(near) if card.rect.contains(point)]
    return OnNode(max(touched, key=scene.layer_of).node.id) if touched else None


def _picture(near: list[Card], point: QPointF) -> Spot | None:
    """The picture under a card belongs to it."""
    return next((OnNode(card.node.id) for card in near if card.picture and card.picture_rect.contains(point)), None)


def _group(scene: Scene, point: QPointF, scale: float) -> Spot | None:
    """The name of an open group; its line is too small to be meant from far away."""
    if scale < PORTS_FROM:
        return None
    return next((OnGroup(frame.path) for frame in scene.frames if frame.label.contains(point)), None)


def _wire(scene: Scene, point: QPointF, reach: float) -> Spot | None:
    found = [(curve.distance(point), curve.wire) for curve in scene.curves_in(around(point, reach))]
    distance, wire = min(found, default=(reach, None))
    return OnWire(wire) if wire is not None and distance < reach else None


def _gap(scene: Scene, point: QPointF) -> Spot | None:
    """The wire that joins the cards right above and below a point, however far from its line that is: nothing else is meant."""
    found = [
        (curve.distance(point), curve.wire)
        for curve in scene.curves_in(around(point, NODE_WIDTH))
        if not curve.long and _between(scene.cards[curve.wire.source], scene.cards[curve.wire.target], point)
    ]
    return OnWire(min(found)[1]) if found else None


def _between(above: Card, below: Card, point: QPointF) -> bool:
    """Whether a point lies on the ground between two cards, under the one and over the other."""
    way = above.direction
    first, last, (across, along) = way.flow((above.x, above.y)), way.flow((below.x, below.y)), way.flow(point.toTuple())
    under = first[1] + way.along <= along <= last[1]
    return under and max(first[0], last[0]) <= across <= min(first[0], last[0]) + way.across


def _merge(scene: Scene, near: list[Card], point: QPointF) -> Spot | None:
    """The free port of a layer that reads several: the strip along the side that wires enter at."""
    for card in near:
        several = card.node.layer.variadic or len(card.node.layer.ports) > 1
        strip = (
            card.rect.adjusted(-8, 0, 28 - NODE_WIDTH, 0)
            if card.direction.turned
            else card.rect.adjusted(0, -8, 0, 14 - NODE_HEIGHT)
        )
        if several and card.node.free_port and strip.contains(point):
            return OnInput(card.node.id, len(scene.input_ports(card.node.id)) - 1)
    return None


def _reach_beside(way: Direction) -> float:
    """How far beside a card a branch can be started."""
    if way.turned:
        return 2 * LINE_REACH
    return COLUMN_REACH if way.lined else BESIDE_REACH


def _beside(near: list[Card], point: QPointF, reach: float) -> Spot | None:
    """The space beside a card: left and right of it, where the network runs to the right above and below it."""
    for card in near:
        way = card.direction
        (start, begin), (across, along) = way.flow((card.x, card.y)), way.flow(point.toTuple())
        if begin - 8 <= along <= begin + way.along + 8:
            if start + way.across <= across <= start + way.across + reach:
                return Beside(card.node.id, "right")
            if start - reach <= across <= start:
                return Beside(card.node.id, "left")
    return None


def _close(place: QPointF, point: QPointF, reach: float) -> bool:
    return abs(place.x() - point.x()) <= reach and abs(place.y() - point.y()) <= reach
