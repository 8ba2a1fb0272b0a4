"""Nodes that were placed by hand: they stand where they were put, and their wires find a way there.

Everything else stays where it was arranged, so that nothing jumps when one node is moved.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from cnn.graph import Graph, Wire
from cnn.layout.arrange import Arrangement, Point, spread
from cnn.layout.direction import DOWN, Direction


def placed(graph: Graph, arrangement: Arrangement, direction: Direction = DOWN) -> Arrangement:
    """The arrangement with each node that has a position standing there."""
    pinned = _pinned(graph, arrangement)
    if not pinned:
        return arrangement
    places = {**arrangement.places, **pinned}
    loose = [wire for wire in graph.wires if wire.source in pinned or wire.target in pinned]
    found = paths(loose, places, arrangement.paths, direction)
    return Arrangement(places, {**arrangement.paths, **found}, arrangement.lines)


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
    wires: Iterable[Wire],
    places: Mapping[str, Point],
    kept: Mapping[Wire, tuple[Point, ...]],
    direction: Direction = DOWN,
) -> dict[Wire, tuple[Point, ...]]:
    """Paths between places that nobody arranged; `kept` are the paths of all wires before, which keep their entries apart."""
    entering: dict[str, list[Wire]] = {}
    for wire in wires:
        entering.setdefault(wire.target, []).append(wire)
    before = Counter(wire.target for wire in kept)
    found: dict[Wire, tuple[Point, ...]] = {}
    for target, loose in entering.items():
        for wire, path in _into(target, loose, places, before[target], direction).items():
            found[wire] = tuple([direction.point(*corner) for corner in path])
    return found


#: a place in the flow: across it, along it
_Place = tuple[float, float]


def _into(
    target: str, loose: list[Wire], places: Mapping[str, Point], before: int, direction: Direction
) -> dict[Wire, tuple[_Place, ...]]:
    """The paths of those wires into one node that so many entered before; a single one enters in the middle, several where
    they come from."""
    across, along = direction.flow(places[target])
    centre = across + direction.across / 2
    ends = {wire: direction.flow(direction.output(places[wire.source])) for wire in loose}
    if len(loose) == 1 and before <= 1:
        return {loose[0]: path(ends[loose[0]], (centre, along), direction)}
    starts = sorted((ends[wire][0], wire) for wire in loose)
    entries = spread([x for x, _ in starts], centre, direction) if len(loose) > 1 else [_clamped(starts[0][0], centre, direction)]
    return {wire: path(ends[wire], (x, along), direction) for (_, wire), x in zip(starts, entries, strict=True)}


def _clamped(x: float, centre: float, direction: Direction) -> float:
    reach = direction.across / 2 - direction.corner
    return max(centre - reach, min(x, centre + reach))


def path(start: _Place, entry: _Place, direction: Direction) -> tuple[_Place, ...]:
    """Along, across and along; where the target stands too early for that, around both."""
    stub = direction.gap / 2  # how far a wire leaves straight before it turns, and arrives straight
    if start[0] == entry[0] and entry[1] > start[1]:
        return start, entry
    if entry[1] - start[1] >= 2 * stub:
        middle = (start[1] + entry[1]) / 2
        return start, (start[0], middle), (entry[0], middle), entry
    lane = _lane(start[0], entry[0], direction)
    out, over = start[1] + stub, entry[1] - stub
    return start, (start[0], out), (lane, out), (lane, over), (entry[0], over), entry


def _lane(start: float, end: float, direction: Direction) -> float:
    """Where a wire can run back: between the two nodes when there is room, else beside both."""
    if abs(start - end) > direction.across + direction.gap:
        return (start + end) / 2
    return max(start, end) + direction.across / 2 + direction.gap
