"""Arranging very large networks in a process of its own, which can be stopped; meanwhile a rough arrangement serves.

The layout library computes for seconds without letting go of Python's lock, so a thread would make the window stand still.
`main.py arrange` runs `main`: it reads the wiring as JSON and writes where everything stands.
"""

import json
import sys
from collections.abc import Mapping

from cnn.graph import Graph, Node, Wire
from cnn.layers import Identity
from cnn.layout.arrange import Arrangement, Point, arrange
from cnn.layout.direction import DOWN, USUAL_PAGE, Direction, Page, direction_of
from cnn.layout.pinned import paths
from cnn.program import own_program

#: from here on a network is arranged apart: nodes and rows that wires pass in its largest stretch; about 0.3 s of work
HUGE = 4_000
#: between two rows of the rough arrangement, in gaps: room for the turns of its wires
ROUGH_GAPS = 3

_IDENTITY = Identity()


def program() -> list[str]:
    """The process and its arguments; it takes a `question` on stdin and gives an answer to be `read` on stdout."""
    return own_program("arrange")


def question(graph: Graph, room: Mapping[str, float], direction: Direction = DOWN, page: Page = USUAL_PAGE) -> bytes:
    """What the process needs to know: who reads whom, the room that is asked for, which way it runs, and what it is to fill."""
    return json.dumps(
        [[[node.id, node.inputs, node.group] for node in graph.nodes.values()], dict(room), direction.name, page]
    ).encode()


def read(answer: bytes) -> Arrangement:
    """The arrangement that the process wrote; raises ValueError for anything else."""
    places, wires, lines = json.loads(answer)
    return Arrangement(
        {node_id: Point(x, y) for node_id, (x, y) in places.items()},
        {Wire(source, target, port): tuple(Point(x, y) for x, y in path) for source, target, port, path in wires},
        lines,
    )


def main() -> int:
    """The process itself."""
    nodes, room, direction, page = json.loads(sys.stdin.buffer.read())
    graph = Graph({node_id: Node(node_id, node_id, _IDENTITY, tuple(inputs), group=group) for node_id, inputs, group in nodes})
    found = arrange(graph, room, direction_of(direction), Page(*page))
    json.dump([dict(found.places), [[*wire, path] for wire, path in found.paths.items()], dict(found.lines)], sys.stdout)
    return 0


def rough(graph: Graph, kept: Mapping[str, Point], direction: Direction = DOWN) -> Arrangement:
    """An arrangement at once: nodes of `kept` stand there, new ones beside what they read; without any, all stand in rows."""
    places: dict[str, Point] = {}
    filled: dict[int, int] = {}
    depth: dict[str, int] = {}
    beside, behind = direction.across + direction.beside, direction.along + ROUGH_GAPS * direction.gap
    for node_id in graph.order:
        inputs = graph.nodes[node_id].inputs
        row = depth[node_id] = max((depth[source] + 1 for source in inputs), default=0)
        if node_id in kept:
            places[node_id] = kept[node_id]
        elif kept and inputs:
            across, along = direction.flow(places[inputs[0]])
            places[node_id] = direction.point(across + beside, along)
        else:
            column = filled[row] = filled.get(row, -1) + 1
            places[node_id] = direction.point(column * beside - direction.across / 2, row * behind)
    return Arrangement(places, paths(graph.wires, places, {}, direction))
