"""Graph → places of its nodes and paths of its wires, in logical pixels; the same graph gives the same drawing.

It runs downwards or to the right (`cnn.layout.direction`). All that is worked out here lies in the flow: x is across it, y along
it; only what leaves this module is turned to the screen.

Rows and the order within them come from fast-sugiyama (Sugiyama, Tagawa & Toda 1981); `cnn.layout.columns` keeps trunks
straight. Wires run along their column and turn only in the gaps between rows, each source on a track of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from fast_sugiyama import from_edges

from cnn.graph import Graph, Wire
from cnn.layout.columns import Layered, columns
from cnn.layout.direction import DOWN, NODE_HEIGHT, NODE_WIDTH, USUAL_PAGE, Direction, Page, Point
from cnn.layout.lines import in_lines
from cnn.layout.wire_tracks import stack_turns

__all__ = ["NODE_HEIGHT", "NODE_WIDTH", "Arrangement", "Point", "arrange", "effort", "spread"]

#: rows that all wires together may pass before the longest are led around the outside
LONGEST = 20_000


@dataclass(frozen=True)
class Arrangement:
    """The top left corner of every node and the corners of every wire's path, from output to input."""

    places: Mapping[str, Point] = field(default_factory=dict)
    paths: Mapping[Wire, tuple[Point, ...]] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)  # where it runs in lines: in which one each node stands


def arrange(
    graph: Graph, room: Mapping[str, float] | None = None, direction: Direction = DOWN, page: Page = USUAL_PAGE
) -> Arrangement:
    """Places every node; `room` asks for space under some (in pixels). The middle of the first node stands at 0 across the flow.

    Where it runs in lines or columns, these fill a `page` as large as can be.
    """
    places: dict[str, Point] = {}
    paths: dict[Wire, tuple[Point, ...]] = {}
    lines: dict[str, int] = {}
    if not graph.nodes:
        return Arrangement()
    left = 0.0
    room = room or {}
    named = direction.lined and any(node.group for node in graph.nodes.values())
    pairs, left_out = _short_enough(graph)
    for ids in _parts(graph, pairs):
        pieces = _pieces(graph, ids, left_out, room, direction)
        if not direction.lined:
            start = 0.0 if not places else left - min(piece.left for piece in pieces)
            for piece in pieces:
                piece.put(start, places, paths)
            left = max(piece.right for piece in pieces) + start + 2 * direction.beside
            continue
        there: dict[str, Point] = {}
        led: dict[Wire, tuple[Point, ...]] = {}
        for piece in pieces:
            piece.put(0.0, there, led)
        put = in_lines(there, led, room, direction, page, max(lines.values(), default=-1) + 1, named=named)
        start = 0.0 if not places else left - put.top
        places |= {node_id: Point(x + start, y) for node_id, (x, y) in put.places.items()}
        paths |= {wire: tuple([Point(x + start, y) for x, y in path]) for wire, path in put.paths.items()}
        lines |= put.lines
        left = put.bottom + start + 2 * direction.beside
    detours = [wire for wire in graph.wires if (wire.source, wire.target) in left_out]
    paths.update(_around(detours, places, left - direction.beside, direction))
    if direction.turned:
        places = {node_id: Point(y, x) for node_id, (x, y) in places.items()}
        paths = {wire: tuple([Point(y, x) for x, y in path]) for wire, path in paths.items()}
    return Arrangement(places, paths, lines)


def effort(graph: Graph) -> int:
    """How hard a network is to arrange: the nodes, and the rows that wires pass, of its largest stretch."""
    number = {node_id: place for place, node_id in enumerate(graph.order)}
    depth: dict[str, int] = {}
    hardest = current = reach = 0
    for place, node_id in enumerate(graph.order):
        above = [depth[source] for source in graph.nodes[node_id].inputs]
        row = depth[node_id] = max(above, default=-1) + 1
        current += 1 + sum(row - other - 1 for other in above)
        if reach <= place:  # one node wide: what comes is another stretch
            hardest, current = max(hardest, current), 0
        reach = max([reach, *(number[reader] for reader in graph.consumers[node_id])])
    return max(hardest, current)


# ---------------------------------------------------------------------- pieces


@dataclass(frozen=True)
class _Piece:
    """A stretch of the network, drawn: its nodes, and where its sketch stands (first node's centre, top)."""

    ids: tuple[str, ...]
    sketch: "_Sketch"
    x: float
    y: float

    @property
    def left(self) -> float:
        """Its left end."""
        return self.x + self.sketch.left

    @property
    def right(self) -> float:
        """Its right end."""
        return self.x + self.sketch.right

    def put(self, start: float, places: dict[str, Point], paths: dict[Wire, tuple[Point, ...]]) -> None:
        """Adds its places and paths, moved to the right by `start`."""
        left, top, ids = self.x + start, self.y, self.ids
        for node_id, (x, y) in zip(ids, self.sketch.places, strict=True):
            places[node_id] = Point(x + left, y + top)
        for (source, target, port), path in self.sketch.paths:
            paths[Wire(ids[source], ids[target], port)] = tuple([Point(x + left, y + top) for x, y in path])


def _pieces(
    graph: Graph, ids: list[str], left_out: set[tuple[str, str]], room: Mapping[str, float], direction: Direction
) -> list[_Piece]:
    """One connected part, cut where it is one node wide and stacked again: a stretch that was drawn before is not drawn
    anew, and an edit moves what lies below it without changing it."""
    found: list[_Piece] = []
    x = y = 0.0
    for first, last in pairwise(_waists(graph, ids)):
        stretch = ids[first : last + 1]
        piece = _Piece(tuple(stretch), _sketch(*_structure(graph, stretch, left_out, room), direction), x, y)
        if not piece.sketch.stacks:
            found = []
            break
        found.append(piece)
        end = piece.sketch.places[-1]
        x, y = x + end[0] + direction.across / 2, y + end[1]
    return found or [_Piece(tuple(ids), _sketch(*_structure(graph, ids, left_out, room), direction), 0.0, 0.0)]


def _waists(graph: Graph, ids: list[str]) -> list[int]:
    """The places in the order where all that comes before is read through one node; the first and the last among them."""
    number = {node_id: place for place, node_id in enumerate(ids)}
    reach, found = 0, [0]
    for place, node_id in enumerate(ids):
        if place and reach <= place:
            found.append(place)
        reach = max([reach, *(number[reader] for reader in graph.consumers[node_id] if reader in number)])
    return found if found[-1] == len(ids) - 1 else [*found, len(ids) - 1]


def _structure(
    graph: Graph, ids: list[str], left_out: set[tuple[str, str]], room: Mapping[str, float]
) -> tuple[tuple[tuple[int, ...], ...], tuple[float, ...]]:
    """What each node reads, by place in the stretch (-1: nothing in it); and the room that is asked for."""
    number = {node_id: place for place, node_id in enumerate(ids)}
    reads = tuple(
        tuple([-1 if (source, node_id) in left_out else number.get(source, -1) for source in graph.nodes[node_id].inputs])
        if place
        else ()
        for place, node_id in enumerate(ids)
    )
    return reads, tuple([room.get(node_id, 0.0) for node_id in ids]) if room else ()


@dataclass(frozen=True)
class _Sketch:
    """A drawn stretch, relative to its first node's centre and top. `stacks`: it begins and ends one node wide."""

    places: tuple[tuple[float, float], ...]
    paths: tuple[tuple[tuple[int, int, int], tuple[tuple[float, float], ...]], ...]
    left: float
    right: float
    stacks: bool


@lru_cache(maxsize=1024)
def _sketch(reads: tuple[tuple[int, ...], ...], room: tuple[float, ...], direction: Direction) -> _Sketch:
    drawing = _Drawing(reads, _rows(reads), room, direction)
    x, y = drawing.anchor
    return _Sketch(
        tuple((place.x - x, place.y - y) for place in drawing.places),
        tuple((wire, tuple((at.x - x, at.y - y) for at in path)) for wire, path in drawing.paths.items()),
        drawing.extent[0] - x,
        drawing.extent[1] - x,
        drawing.stacks,
    )


# ---------------------------------------------------------------------- rows


@dataclass(frozen=True)
class _Rows:
    """The rows of a stretch, and for each joined pair of nodes the vertices its wire passes."""

    layered: Layered
    lanes: Mapping[tuple[int, int], tuple[int, ...]]


def _parts(graph: Graph, pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The connected parts, in the order of their first nodes."""
    part_of = _connected(graph, pairs)
    members: dict[str, list[str]] = {}
    for node_id in graph.order:
        members.setdefault(part_of[node_id], []).append(node_id)
    return list(members.values())


def _connected(graph: Graph, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For every node, one that stands for the connected part it belongs to."""
    head = {node_id: node_id for node_id in graph.nodes}

    def find(node_id: str) -> str:
        while head[node_id] != node_id:
            head[node_id] = node_id = head[head[node_id]]
        return node_id

    for a, b in pairs:
        head[find(b)] = find(a)
    return {node_id: find(node_id) for node_id in graph.nodes}


def _short_enough(graph: Graph) -> tuple[list[tuple[str, str]], set[tuple[str, str]]]:
    """Every joined pair of nodes, without the longest ones when all together would pass too many rows; and those."""
    depth: dict[str, int] = {}
    for node_id in graph.order:
        depth[node_id] = max((depth[source] + 1 for source in graph.nodes[node_id].inputs), default=0)
    passed = {(wire.source, wire.target): depth[wire.target] - depth[wire.source] - 1 for wire in graph.wires}
    total = sum(passed.values())
    left_out: set[tuple[str, str]] = set()
    for pair in sorted(passed, key=passed.__getitem__, reverse=True):
        if total <= LONGEST:
            break
        total -= passed[pair]
        left_out.add(pair)
    return [pair for pair in passed if pair not in left_out], left_out


def _rows(reads: tuple[tuple[int, ...], ...]) -> _Rows:
    """The rows of a stretch. (fast-sugiyama 0.5 mixes up the vertices of parts that it is given together.)"""
    edges = list(dict.fromkeys((source, target) for target, sources in enumerate(reads) for source in sources if source >= 0))
    if not edges:
        return _Rows(Layered(((0,),), (), 1), {})
    ((positions, _, height, segments),) = from_edges(
        edges, vertex_spacing=1, dummy_vertices=True, dummy_size=0.2, ranking_type="minimize"
    )
    rows: list[list[tuple[float, int]]] = [[] for _ in range(round(height) + 1)]
    for vertex, (x, y) in positions:
        rows[round(height - y)].append((x, int(vertex)))
    drawn = tuple(sorted((int(upper), int(lower)) for upper, lower in segments or ()))
    sign = -1 if _mirrored({vertex: x for row in rows for x, vertex in row}, drawn) else 1
    ordered = tuple(tuple(vertex for _, vertex in sorted(row, key=lambda item: (item[0] * sign, item[1]))) for row in rows)
    return _Rows(Layered(ordered, drawn, len(reads)), _lanes(drawn, len(reads)))


def _mirrored(x: Mapping[int, float], segments: Iterable[tuple[int, int]]) -> bool:
    """Whether branches rather stand from right to left than in the order in which they were added."""
    branches: dict[int, list[int]] = {}
    for upper, lower in segments:
        branches.setdefault(upper, []).append(lower)
    balance = sum((x[a] < x[b]) - (x[a] > x[b]) for below in branches.values() for a, b in pairwise(sorted(below)))
    return balance < 0


def _lanes(segments: Iterable[tuple[int, int]], real: int) -> dict[tuple[int, int], tuple[int, ...]]:
    """For each joined pair of nodes, the place holders between them, from top to bottom."""
    below: dict[int, int] = {upper: lower for upper, lower in segments if upper >= real}
    lanes: dict[tuple[int, int], tuple[int, ...]] = {}
    for source, vertex in segments:
        if source >= real:
            continue
        passed = []
        while vertex >= real:
            passed.append(vertex)
            vertex = below[vertex]
        lanes[source, vertex] = tuple(passed)
    return lanes


# ---------------------------------------------------------------------- one part


class _Drawing:
    """The places and paths of one stretch, before it is moved to where it belongs."""

    def __init__(self, reads: tuple[tuple[int, ...], ...], rows: _Rows, room: tuple[float, ...], direction: Direction) -> None:
        self._reads, self._lanes, self._direction = reads, rows.lanes, direction
        self._room = room if direction.turned else ()  # what is asked for under a node lies across the flow
        self._rows = rows.layered.rows
        self._real = rows.layered.real
        self._row = {vertex: place for place, row in enumerate(self._rows) for vertex in row}
        # on a grid of eighths every sum is exact: a wire that starts in the middle of a node stays there when both are moved
        self._x = {vertex: round(x * 8) / 8 for vertex, x in columns(rows.layered, self._distance).items()}
        self._wires = self._route()
        self._tracks, used = self._assign_tracks()
        self._tops = self._row_tops(() if direction.turned else room, used)
        half = direction.across / 2
        self.places = [Point(self._x[number] - half, self._tops[self._row[number]][0]) for number in range(len(reads))]
        self.paths = {wire: self._path(turns) for wire, turns in self._wires.items()}

    @property
    def anchor(self) -> tuple[float, float]:
        """The centre and the top of the first node."""
        return self._x[0], self._tops[self._row[0]][0]

    @property
    def stacks(self) -> bool:
        """Whether nothing stands beside the first and the last node."""
        return len(self._rows) > 1 and self._rows[0] == (0,) and self._rows[-1] == (len(self._reads) - 1,)

    @property
    def extent(self) -> tuple[float, float]:
        """The left and the right end."""
        half = self._direction.across / 2
        ends = [(x - half, x + half + self._below(v)) if v < self._real else (x, x) for v, x in self._x.items()]
        return min(end[0] for end in ends), max(end[1] for end in ends)

    def _below(self, vertex: int) -> float:
        """What is asked for under a node, where that lies across the flow."""
        return self._room[vertex] if self._room and vertex < self._real else 0.0

    def _distance(self, a: int, b: int) -> float:
        nodes, way = (a < self._real) + (b < self._real), self._direction
        return nodes * way.across / 2 + (way.lanes, way.passing, way.beside)[nodes] + self._below(a)

    def _route(self) -> dict[tuple[int, int, int], list[tuple[int, float]]]:
        """For each wire (source, target, port) the row and the x of each place it passes, entries spread along the top of
        the target."""
        routes: dict[tuple[int, int, int], list[tuple[int, float]]] = {}
        for target, sources in enumerate(self._reads):
            arriving: list[tuple[float, tuple[int, int, int]]] = []
            for port, start in enumerate(sources):
                lane = self._lanes.get((start, target))
                if lane is None:
                    continue
                wire = (start, target, port)
                routes[wire] = [(self._row[vertex], self._x[vertex]) for vertex in (start, *lane)]
                arriving.append((routes[wire][-1][1], wire))
            arriving.sort()
            for (_, wire), x in zip(arriving, spread([x for x, _ in arriving], self._x[target], self._direction), strict=True):
                routes[wire].append((self._row[target], x))
        return routes

    def _assign_tracks(self) -> tuple[dict[tuple[int, float], int], list[int]]:
        """Which track of the gap under a row a turning wire takes, by (row, x it comes from); and tracks per gap."""
        turns: list[dict[float, set[float]]] = [{} for _ in self._rows]
        for places in self._wires.values():
            for (row, x), (_, onward) in pairwise(places):
                if x != onward:
                    turns[row].setdefault(x, set()).add(onward)
        tracks: dict[tuple[int, float], int] = {}
        for row, gap in enumerate(turns):
            tracks.update({(row, x): track for x, track in stack_turns(gap).items()})
        return tracks, [max((tracks[row, x] + 1 for x in gap), default=0) for row, gap in enumerate(turns)]

    def _row_tops(self, room: tuple[float, ...], used: list[int]) -> list[tuple[float, float]]:
        """The top and the bottom of every row."""
        tops: list[tuple[float, float]] = []
        y, way = 0.0, self._direction
        for row, tracks in zip(self._rows, used, strict=True):
            extra = max((room[vertex] for vertex in row if vertex < self._real), default=0.0) if room else 0.0
            tops.append((y, y + way.along + extra))
            y = tops[-1][1] + (way.gap + way.track * (tracks + 1) if tracks else way.gap)
        return tops

    def _path(self, places: list[tuple[int, float]]) -> tuple[Point, ...]:
        """The corners: straight down every row, and over along the track where the next place lies elsewhere."""
        row, x = places[0]
        way = self._direction
        corners = [Point(x, self._tops[row][0] + way.along)]
        for (row, x), (_, onward) in pairwise(places):
            if x != onward:
                y = self._tops[row][1] + way.gap / 2 + way.track * (self._tracks[row, x] + 1)
                corners += [Point(x, y), Point(onward, y)]
        row, x = places[-1]
        return (*corners, Point(x, self._tops[row][0]))


def spread(wanted: list[float], centre: float, direction: Direction = DOWN) -> list[float]:
    """Where sorted wires enter the top of a node: a single one in the middle, several as straight as they come, but
    inside the node and apart from each other."""
    if len(wanted) == 1:
        return [centre]
    reach = direction.across / 2 - direction.corner
    apart = min(direction.apart, 2 * reach / max(len(wanted) - 1, 1))
    entries: list[float] = []
    for x in wanted:
        entries.append(max(centre - reach, min(x, centre + reach), entries[-1] + apart if entries else -float("inf")))
    limit = centre + reach
    for place in range(len(entries) - 1, -1, -1):
        entries[place] = min(entries[place], limit)
        limit = entries[place] - apart
    return entries


def _around(wires: list[Wire], places: Mapping[str, Point], right: float, direction: Direction) -> dict[Wire, tuple[Point, ...]]:
    """Paths that run beside the whole drawing."""
    paths: dict[Wire, tuple[Point, ...]] = {}
    for number, wire in enumerate(wires):
        start, end = places[wire.source], places[wire.target]
        x, lane = start.x + direction.across / 2, right + number * direction.lanes
        leaves = start.y + direction.along
        out, over = leaves + direction.gap / 2, end.y - direction.gap / 2
        entry = end.x + direction.across - direction.corner
        paths[wire] = (
            Point(x, leaves), Point(x, out), Point(lane, out),
            Point(lane, over), Point(entry, over), Point(entry, end.y),
        )  # fmt: skip
    return paths
