"""Graph → places of its nodes and paths of its wires, top-down, in logical pixels; the same graph gives the same drawing.

Rows and the order within them come from fast-sugiyama (Sugiyama, Tagawa & Toda 1981); `cnn.columns` keeps trunks
straight. Wires run along their column and turn only in the gaps between rows, each source on a track of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from fast_sugiyama import from_edges

from cnn.columns import Layered, columns
from cnn.graph import Graph, Wire
from cnn.tracks import stack_turns

NODE_WIDTH = 260
NODE_HEIGHT = 46
#: between two rows that only straight wires join; each track of turning wires adds to it
GAP = 16
TRACK = 12
#: between two nodes in a row, between a node and a wire that passes it, between two wires
BESIDE, PASSING, LANES = 36, 22, 16
#: wires enter a node at least this far from its corners, and this far apart
CORNER, APART = 24, 18
#: rows that all wires together may pass before the longest are led around the outside
LONGEST = 20_000


class Point(NamedTuple):
    """A place on the canvas; y grows downwards."""

    x: float
    y: float


@dataclass(frozen=True)
class Arrangement:
    """The top left corner of every node and the corners of every wire's path, from output to input."""

    places: Mapping[str, Point] = field(default_factory=dict)
    paths: Mapping[Wire, tuple[Point, ...]] = field(default_factory=dict)


def arrange(graph: Graph, room: Mapping[str, float] | None = None) -> Arrangement:
    """Places every node; `room` asks for space under some (in pixels). The first node's centre stands at x = 0."""
    places: dict[str, Point] = {}
    paths: dict[Wire, tuple[Point, ...]] = {}
    if not graph.nodes:
        return Arrangement()
    left = 0.0
    parts, detours = _layers(graph)
    for part in parts:
        drawing = _Drawing(graph, part, room or {})
        shift = -drawing.anchor if not places else left - drawing.extent[0]
        places.update({key: Point(x + shift, y) for key, (x, y) in drawing.places.items()})
        paths.update({key: tuple(Point(x + shift, y) for x, y in path) for key, path in drawing.paths.items()})
        left = drawing.extent[1] + shift + 2 * BESIDE
    paths.update(_around(detours, places, left - BESIDE))
    return Arrangement(places, paths)


# ---------------------------------------------------------------------- rows


@dataclass(frozen=True)
class _Part:
    """One connected part: the nodes its first vertices stand for, its rows, and for each joined pair of nodes the
    vertices its wire passes."""

    ids: list[str]
    layered: Layered
    lanes: Mapping[tuple[int, int], tuple[int, ...]]


def _layers(graph: Graph) -> tuple[list[_Part], list[Wire]]:
    """The connected parts in the order of their first nodes, and the wires that must go around."""
    pairs, left_out = _short_enough(graph)
    joined: dict[str, list[tuple[str, str]]] = {}
    part_of = _connected(graph, pairs)
    for pair in pairs:
        joined.setdefault(part_of[pair[0]], []).append(pair)
    members: dict[str, list[str]] = {}
    for node_id in graph.order:
        members.setdefault(part_of[node_id], []).append(node_id)
    parts = [_part(ids, joined.get(first, [])) for first, ids in members.items()]
    return parts, [wire for wire in graph.wires if (wire.source, wire.target) in left_out]


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


def _part(ids: list[str], pairs: list[tuple[str, str]]) -> _Part:
    """The rows of one part. (fast-sugiyama 0.5 mixes up the vertices of parts that it is given together.)"""
    if not pairs:
        return _Part(ids, Layered(((0,),), (), 1), {})
    numbers = {node_id: number for number, node_id in enumerate(ids)}
    edges = [(numbers[source], numbers[target]) for source, target in pairs]
    ((positions, _, height, segments),) = from_edges(
        edges, vertex_spacing=1, dummy_vertices=True, dummy_size=0.2, ranking_type="minimize"
    )
    rows: list[list[tuple[float, int]]] = [[] for _ in range(round(height) + 1)]
    for vertex, (x, y) in positions:
        rows[round(height - y)].append((x, int(vertex)))
    drawn = tuple(sorted((int(upper), int(lower)) for upper, lower in segments or ()))
    sign = -1 if _mirrored({vertex: x for row in rows for x, vertex in row}, drawn) else 1
    ordered = tuple(tuple(vertex for _, vertex in sorted(row, key=lambda item: (item[0] * sign, item[1]))) for row in rows)
    return _Part(ids, Layered(ordered, drawn, len(ids)), _lanes(drawn, len(ids)))


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
    """The places and paths of one connected part, before it is moved beside the others."""

    def __init__(self, graph: Graph, part: _Part, room: Mapping[str, float]) -> None:
        self._part = part
        self._real = part.layered.real
        self._nodes = {number: graph.nodes[node_id] for number, node_id in enumerate(part.ids)}
        self._row = {vertex: place for place, row in enumerate(part.layered.rows) for vertex in row}
        self._x = columns(part.layered, self._distance)
        self._wires = self._route()
        self._tracks, used = self._assign_tracks()
        self._tops = self._row_tops(room, used)
        self.places = {
            node.id: Point(self._x[number] - NODE_WIDTH / 2, self._tops[self._row[number]][0])
            for number, node in self._nodes.items()
        }
        self.paths = {wire: self._path(turns) for wire, turns in self._wires.items()}

    @property
    def anchor(self) -> float:
        """Where the centre of the first node stands."""
        return self._x[0]

    @property
    def extent(self) -> tuple[float, float]:
        """The left and the right end."""
        ends = [(x - NODE_WIDTH / 2, x + NODE_WIDTH / 2) if v < self._real else (x, x) for v, x in self._x.items()]
        return min(end[0] for end in ends), max(end[1] for end in ends)

    def _distance(self, a: int, b: int) -> float:
        nodes = (a < self._real) + (b < self._real)
        return nodes * NODE_WIDTH / 2 + (LANES, PASSING, BESIDE)[nodes]

    def _route(self) -> dict[Wire, list[tuple[int, float]]]:
        """For each wire the row and the x of each place it passes, entries spread along the top of the target."""
        numbers = {node.id: number for number, node in self._nodes.items()}
        routes: dict[Wire, list[tuple[int, float]]] = {}
        for target, node in self._nodes.items():
            arriving: list[tuple[float, Wire]] = []
            for port, source in enumerate(node.inputs):
                start = numbers.get(source, -1)
                lane = self._part.lanes.get((start, target))
                if lane is None:
                    continue
                wire = Wire(source, node.id, port)
                vertices = (start, *lane)
                routes[wire] = [(self._row[vertex], self._x[vertex]) for vertex in vertices]
                arriving.append((routes[wire][-1][1], wire))
            arriving.sort()
            for (_, wire), x in zip(arriving, spread([x for x, _ in arriving], self._x[target]), strict=True):
                routes[wire].append((self._row[target], x))
        return routes

    def _assign_tracks(self) -> tuple[dict[tuple[int, float], int], list[int]]:
        """Which track of the gap under a row a turning wire takes, by (row, x it comes from); and tracks per gap."""
        turns: list[dict[float, set[float]]] = [{} for _ in self._part.layered.rows]
        for places in self._wires.values():
            for (row, x), (_, onward) in pairwise(places):
                if x != onward:
                    turns[row].setdefault(x, set()).add(onward)
        tracks: dict[tuple[int, float], int] = {}
        for row, gap in enumerate(turns):
            tracks.update({(row, x): track for x, track in stack_turns(gap).items()})
        return tracks, [max((tracks[row, x] + 1 for x in gap), default=0) for row, gap in enumerate(turns)]

    def _row_tops(self, room: Mapping[str, float], used: list[int]) -> list[tuple[float, float]]:
        """The top and the bottom of every row."""
        tops: list[tuple[float, float]] = []
        y = 0.0
        for row, tracks in zip(self._part.layered.rows, used, strict=True):
            extra = max((room.get(self._nodes[vertex].id, 0.0) for vertex in row if vertex < self._real), default=0.0)
            tops.append((y, y + NODE_HEIGHT + extra))
            y = tops[-1][1] + (GAP + TRACK * (tracks + 1) if tracks else GAP)
        return tops

    def _path(self, places: list[tuple[int, float]]) -> tuple[Point, ...]:
        """The corners: straight down every row, and over along the track where the next place lies elsewhere."""
        row, x = places[0]
        corners = [Point(x, self._tops[row][0] + NODE_HEIGHT)]
        for (row, x), (_, onward) in pairwise(places):
            if x != onward:
                y = self._tops[row][1] + GAP / 2 + TRACK * (self._tracks[row, x] + 1)
                corners += [Point(x, y), Point(onward, y)]
        row, x = places[-1]
        return (*corners, Point(x, self._tops[row][0]))


def spread(wanted: list[float], centre: float) -> list[float]:
    """Where sorted wires enter the top of a node: a single one in the middle, several as straight as they come, but
    inside the node and apart from each other."""
    if len(wanted) == 1:
        return [centre]
    reach = NODE_WIDTH / 2 - CORNER
    apart = min(APART, 2 * reach / max(len(wanted) - 1, 1))
    entries: list[float] = []
    for x in wanted:
        entries.append(max(centre - reach, min(x, centre + reach), entries[-1] + apart if entries else -float("inf")))
    limit = centre + reach
    for place in range(len(entries) - 1, -1, -1):
        entries[place] = min(entries[place], limit)
        limit = entries[place] - apart
    return entries


def _around(wires: list[Wire], places: Mapping[str, Point], right: float) -> dict[Wire, tuple[Point, ...]]:
    """Paths that run beside the whole drawing."""
    paths: dict[Wire, tuple[Point, ...]] = {}
    for number, wire in enumerate(wires):
        start, end = places[wire.source], places[wire.target]
        x, lane = start.x + NODE_WIDTH / 2, right + number * LANES
        out, over = start.y + NODE_HEIGHT + GAP / 2, end.y - GAP / 2
        entry = end.x + NODE_WIDTH - CORNER
        paths[wire] = (
            Point(x, start.y + NODE_HEIGHT), Point(x, out), Point(lane, out),
            Point(lane, over), Point(entry, over), Point(entry, end.y),
        )  # fmt: skip
    return paths
