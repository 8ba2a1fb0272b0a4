"""Nodes that were placed by hand: they stand where they were put, and their wires find a way there.

Everything else stays where it was arranged, so that nothing jumps when one node is moved.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from cnn.graph import Graph, Wire
from cnn.layout.arrange import CORNER, GAP, NODE_HEIGHT, NODE_WIDTH, Arrangement, Point, spread

#: how far a wire leaves straight down before it turns, and arrives straight from above
STUB = GAP / 2


def placed(graph: Graph, arrangement: Arrangement) -> Arrangement:
    """The arrangement with each node that has a position standing there."""
    pinned = _pinned(graph, arrangement)
    if not pinned:
        return arrangement
    places = {**arrangement.places, **pinned}
    loose = [wire for wire in graph.wires if wire.source in pinned or wire.target in pinned]
    return Arrangement(places, {**arrangement.paths, **paths(loose, places, arrangement.paths)})


def _pinned(graph: Graph, arrangement: Arrangement) -> dict[str, Point]:
    """The places given by hand. Nodes that all have the same were moved as one folded group: the first of them stands
    there, the others beside it as they were arranged."""
    piles: dict[tuple[float, float], list[str]] = {}
    for node in graph.nodes.values():
        if node.position is not None:
            piles.setdefault(node.position, []).append(node.id)
    found: dict[str, Point] = {}
    for position, pile in piles.items():
        first = arrangement.places[pile[0]]
        for node_id in pile:
            place = arrangement.places[node_id]
            found[node_id] = Point(position[0] + place.x - first.x, position[1] + place.y - first.y)
    return found


def paths(
    wires: Iterable[Wire], places: Mapping[str, Point], kept: Mapping[Wire, tuple[Point, ...]]
) -> dict[Wire, tuple[Point, ...]]:
    """Paths between places that nobody arranged; `kept` are the paths of all wires before, which keep their entries apart."""
    entering: dict[str, list[Wire]] = {}
    for wire in wires:
        entering.setdefault(wire.target, []).append(wire)
    before = Counter(wire.target for wire in kept)
    found: dict[Wire, tuple[Point, ...]] = {}
    for target, loose in entering.items():
        found.update(_into(target, loose, places, before[target]))
    return found


def _into(target: str, loose: list[Wire], places: Mapping[str, Point], before: int) -> dict[Wire, tuple[Point, ...]]:
    """The paths of those wires into one node that so many entered before; a single one enters in the middle, several where
    they come from."""
    place = places[target]
    centre = place.x + NODE_WIDTH / 2
    starts = sorted((places[wire.source].x + NODE_WIDTH / 2, wire) for wire in loose)
    if len(loose) == 1 and before <= 1:
        return {loose[0]: _path(places[loose[0].source], Point(centre, place.y))}
    entries = spread([x for x, _ in starts], centre) if len(loose) > 1 else [_clamped(starts[0][0], centre)]
    return {wire: _path(places[wire.source], Point(x, place.y)) for (_, wire), x in zip(starts, entries, strict=True)}


def _clamped(x: float, centre: float) -> float:
    reach = NODE_WIDTH / 2 - CORNER
    return max(centre - reach, min(x, centre + reach))


def _path(source: Point, entry: Point) -> tuple[Point, ...]:
    """Down, across and down; where the target stands too high for that, around both."""
    start = Point(source.x + NODE_WIDTH / 2, source.y + NODE_HEIGHT)
    if start.x == entry.x and entry.y > start.y:
        return start, entry
    if entry.y - start.y >= 2 * STUB:
        middle = (start.y + entry.y) / 2
        return start, Point(start.x, middle), Point(entry.x, middle), entry
    lane = _lane(start.x, entry.x)
    out, over = start.y + STUB, entry.y - STUB
    return start, Point(start.x, out), Point(lane, out), Point(lane, over), Point(entry.x, over), entry


def _lane(start: float, end: float) -> float:
    """Where a wire can run up again: between the two nodes when there is room, else beside both."""
    if abs(start - end) > NODE_WIDTH + 2 * STUB:
        return (start + end) / 2
    return max(start, end) + NODE_WIDTH / 2 + 2 * STUB
