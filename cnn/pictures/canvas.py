"""A network as it stands on the canvas: cards with what they say, wires, folded groups and frames around open ones."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import acos, cos, sin

from cnn.analysis import Analysis
from cnn.graph import Graph, Node, Wire
from cnn.layout.arrange import NODE_HEIGHT, NODE_WIDTH, Arrangement, Point, arrange
from cnn.layout.direction import DOWN, USUAL_PAGE, Direction, Page
from cnn.layout.folding import Folding, fold
from cnn.layout.frames import Bounds, Frame, bounds_of, frames
from cnn.layout.pinned import placed
from cnn.pictures.cards import ICON, ICON_X, ICON_Y, INDENT, LINE, MARGIN, NAME_INDENT, Words, without_name, words
from cnn.pictures.colours import SIGNS, Mark, Theme
from cnn.pictures.drawing import Icon, Path, Picture, Rect, Shape, Text, mixed
from cnn.pictures.fonts.icons import glyph_of
from cnn.pictures.fonts.letters import cut, width, wrapped
from cnn.pictures.moving import extent, moved
from cnn.shapes import spell_spaced
from cnn.words.language import tr

#: around everything
EDGE = 24.0
CORNER, BAR = 8.0, 5.0
#: straight pieces of a rounded corner
ARC = 6
BOLD, SMALL = 11.5, 10.0
#: base lines of the two lines on a card
FIRST, SECOND = 19.0, 36.0
#: between two texts on one line
BETWEEN = 10.0
#: of what is wrong with a layer
MOST_LINES = 3


def draw_canvas(
    graph: Graph,
    analysis: Analysis,
    theme: Theme,
    folded: Collection[str],
    only: Collection[str] = (),
    direction: Direction = DOWN,
    page: Page = USUAL_PAGE,
) -> Picture:
    """The picture of a network with these groups folded; of the nodes `only`, if any, as they stand in the whole. Lines or
    columns fill the page."""
    return _drawn(graph, analysis, theme, folded, only, direction, {}, page)[0]


def draw_marked(
    graph: Graph,
    analysis: Analysis,
    theme: Theme,
    folded: Collection[str],
    marks: Mapping[str, Mark],
    direction: Direction = DOWN,
) -> tuple[Picture, dict[str, Point]]:
    """The picture of a network whose nodes wear their marks, and the middle of the card on which each node is seen."""
    return _drawn(graph, analysis, theme, folded, (), direction, marks)


def _drawn(
    graph: Graph,
    analysis: Analysis,
    theme: Theme,
    folded: Collection[str],
    only: Collection[str],
    direction: Direction,
    marks: Mapping[str, Mark],
    page: Page = USUAL_PAGE,
) -> tuple[Picture, dict[str, Point]]:
    folding = fold(graph, analysis, folded)
    problems = _told(folding)
    room = {node_id: LINE * len(lines) + 4.0 for node_id, lines in problems.items()}
    arrangement = placed(folding.graph, arrange(folding.graph, room, direction, page), direction)
    shown = {folding.shown(node_id) for node_id in only} or set(folding.graph.nodes)
    shapes = list(_shapes(folding, arrangement, problems, shown, theme, direction))
    for node_id, mark in _marks(folding, marks).items():
        shapes += _marked(arrangement.places[node_id], mark, theme)
    left, top, _, _ = extent(shapes)
    x, y = EDGE - left + NODE_WIDTH / 2, EDGE - top + NODE_HEIGHT / 2
    places = {node_id: arrangement.places[folding.shown(node_id)] for node_id in graph.nodes}
    middles = {node_id: Point(place.x + x, place.y + y) for node_id, place in places.items()}
    return moved(shapes, theme.canvas, EDGE, graph.name), middles


def _shapes(
    folding: Folding,
    arrangement: Arrangement,
    problems: dict[str, tuple[str, ...]],
    shown: set[str],
    theme: Theme,
    direction: Direction,
) -> Iterator[Shape]:
    nodes = folding.graph.nodes
    paths = {wire: path for wire, path in arrangement.paths.items() if wire.source in shown and wire.target in shown}
    lines = arrangement.lines
    cards = [(nodes[one].group, arrangement.places[one], lines.get(one, 0)) for one in nodes if one in shown]
    wires = [
        (nodes[wire.source].group, nodes[wire.target].group, path, lines.get(wire.source, 0))
        for wire, path in paths.items()
        if lines.get(wire.source) == lines.get(wire.target)
    ]
    around = frames(cards, wires, direction)
    for frame in around:
        yield _frame(frame, theme)
    for path in paths.values():
        yield Path(tuple(path), theme.wire, 1.6, radius=8.0)
    yield from _names(around, [place for _, place, _ in cards], paths.values(), theme, direction)
    said = {node_id: _said(folding, node) for node_id, node in nodes.items() if node_id in shown}
    brief = {one.kind for one in said.values() if _wants_brief(one)}
    for node_id, one in sorted(said.items(), key=lambda item: nodes[item[0]].position is not None):  # they cover the others
        told = one.briefly() if one.kind in brief else one
        yield from _card(folding, nodes[node_id], told, arrangement.places[node_id], problems.get(node_id, ()), theme)
    taken = [_box(arrangement.places[node_id], problems.get(node_id, ())) for node_id in nodes if node_id in shown]
    yield from _labels(folding.analysis, paths, taken, theme, direction)


def _marks(folding: Folding, marks: Mapping[str, Mark]) -> dict[str, Mark]:
    """The mark of each card: that of its layer, and of a folded group what all of it have in common."""
    found: dict[str, Mark] = {}
    for node_id in folding.graph.nodes:
        inside = {marks.get(one) for one in folding.members(node_id)}
        mark: Mark | None = inside.pop() if len(inside) == 1 else "changed"
        if mark is not None:
            found[node_id] = mark
    return found


def _marked(place: Point, mark: Mark, theme: Theme) -> Iterator[Shape]:
    """A rim in the mark's colour, and its sign."""
    colour = theme.mark(mark)
    yield Rect(place.x - 2, place.y - 2, NODE_WIDTH + 4, NODE_HEIGHT + 4, "", colour, 2.5, CORNER + 2)
    yield Rect(place.x + NODE_WIDTH - 9, place.y - 9, 18, 18, colour, theme.canvas, 1.5, 9)
    yield Text(place.x + NODE_WIDTH, place.y + 4.5, SIGNS[mark], 13, theme.canvas, "middle", bold=True)


def _box(place: Point, problem: Sequence[str]) -> Bounds:
    return place.x, place.y, place.x + NODE_WIDTH, place.y + NODE_HEIGHT + LINE * len(problem)


# ---------------------------------------------------------------------- cards


def _said(folding: Folding, node: Node) -> Words:
    frozen = "" if node.trainable else tr("frozen")
    return words(node, folding.analysis.nodes[node.id], frozen, folding.boxes.get(node.id))


def _card(folding: Folding, node: Node, said: Words, place: Point, problem: Sequence[str], theme: Theme) -> Iterator[Shape]:
    box = folding.boxes.get(node.id)
    x, y = place
    opacity = 0.5 if node.bypassed is not None else 1.0
    if box is not None:  # what tells a folded group from a layer: more sheets under the first
        for step in (2, 1):
            yield Rect(x + 6 * step, y + 3 * step, NODE_WIDTH - 12 * step, NODE_HEIGHT, theme.raised, theme.border, 1, CORNER)
    ground = theme.surface if node.trainable else mixed(theme.surface, theme.border, 0.45)
    yield Rect(x, y, NODE_WIDTH, NODE_HEIGHT, ground, "", 1, CORNER, opacity)
    family = node.own_layer.family
    colour = theme.family(family)
    yield _bar(place, colour, opacity)
    yield Icon(x + ICON_X, y + ICON_Y, ICON, glyph_of(family), colour, opacity)
    rim, line = (theme.problem, 1.5) if problem else (theme.border, 1.0)
    yield Rect(x, y, NODE_WIDTH, NODE_HEIGHT, "", rim, line, CORNER, opacity)
    yield from _words(said, place, theme, opacity)
    for number, told in enumerate(problem):
        y = place.y + NODE_HEIGHT + 2 + LINE * number
        yield Rect(x, y, NODE_WIDTH, LINE, theme.canvas)
        yield Text(x, y + 12, told, SMALL, theme.problem)


def _bar(place: Point, colour: str, opacity: float) -> Path:
    """The family's mark: the left edge of a card."""
    x, y = place
    angles = [step / ARC * acos(1 - BAR / CORNER) for step in range(ARC, -1, -1)]
    upper = [Point(x + CORNER * (1 - cos(angle)), y + CORNER * (1 - sin(angle))) for angle in angles]
    lower = [Point(corner.x, 2 * y + NODE_HEIGHT - corner.y) for corner in reversed(upper)]
    return Path((*upper, *lower), fill=colour, closed=True, opacity=opacity)


def _wants_brief(said: Words) -> bool:
    """Whether a class has no room in full: where one on a picture has none, all of its class are short."""
    _, shape = _numbers(said)
    return bool(said.kind) and width(said.settings, SMALL) > NODE_WIDTH - INDENT - MARGIN - _beside(shape, SMALL)


def _numbers(said: Words) -> tuple[str, str]:
    """What stands to the right on the first line and on the second: where nothing stands beside the name and the second line is
    full, the shape stands on the first."""
    room = NODE_WIDTH - INDENT - MARGIN
    if not said.params and width(said.settings, SMALL) + width(said.shape, SMALL) + BETWEEN > room:
        return said.shape, ""
    return said.params, said.shape


def _words(said: Words, place: Point, theme: Theme, opacity: float) -> Iterator[Text]:
    """Name and parameters on the first line, settings and shape on the second; numbers are never cut."""
    x, right, y = place.x + INDENT, place.x + NODE_WIDTH - MARGIN, place.y
    room = NODE_WIDTH - INDENT - MARGIN
    params, shape = _numbers(said)
    name = cut(said.name, room + INDENT - NAME_INDENT - _beside(params, BOLD), BOLD, bold=True, middle=True)
    beside = room - _beside(shape, SMALL)
    spelled = next((text for text in said.spellings if width(text, SMALL) <= beside), said.spellings[-1])
    settings = cut(spelled, beside, SMALL)
    yield Text(place.x + NAME_INDENT, y + FIRST, name, BOLD, theme.text, bold=True, opacity=opacity)
    if params:
        yield Text(right, y + FIRST, params, BOLD, theme.text, "end", opacity=opacity)
    if settings:
        yield Text(x, y + SECOND, settings, SMALL, theme.secondary, opacity=opacity)
    if shape:
        yield Text(right, y + SECOND, shape, SMALL, theme.secondary, "end", opacity=opacity)


def _beside(text: str, size: float) -> float:
    return width(text, size) + BETWEEN if text else 0.0


def _told(folding: Folding) -> dict[str, tuple[str, ...]]:
    """For each node that can't be built the lines that say why; what only may be regretted is no part of a picture."""
    found: dict[str, tuple[str, ...]] = {}
    for problem in folding.analysis.errors:
        node = folding.graph.nodes.get(problem.node or "")
        if node is not None:
            found.setdefault(node.id, wrapped(without_name(problem.message, node.name), NODE_WIDTH, SMALL, MOST_LINES))
    return found


# ---------------------------------------------------------------------- frames and what wires carry


def _frame(frame: Frame, theme: Theme) -> Rect:
    left, top, right, bottom = frame.bounds
    return Rect(left, top, right - left, bottom - top, _ground(theme), theme.border, 1, CORNER + 2)


def _ground(theme: Theme) -> str:
    """What a frame is filled with."""
    return mixed(theme.canvas, theme.surface, 0.6)


def _names(
    around: Sequence[Frame], cards: Sequence[Point], paths: Iterable[Sequence[Point]], theme: Theme, direction: Direction
) -> Iterator[Shape]:
    """The names of groups beside their frames, where nothing else stands; a wire that would strike one through is interrupted."""
    taken = [_box(place, ()) for place in cards]
    pieces = [bounds_of(piece) for path in paths for piece in pairwise(path)]
    for frame in around:
        left, top, right, _ = frame.label
        if left == right:
            continue  # it goes on from another line
        text = cut(frame.name, right - left, SMALL, middle=True)
        long = width(text, SMALL)
        box = (left, top, left + long, top + LINE) if direction.turned else (right - long, top, right, top + LINE)
        edges = [other.bounds for other in around if other is not frame]
        if any(_meet(box, other) for other in taken) or any(_meet(box, edge) and not _holds(edge, box) for edge in edges):
            continue
        taken.append(box)
        if any(_meet(box, piece) for piece in pieces):
            ground = _ground(theme) if any(_holds(edge, box) for edge in edges) else theme.canvas
            yield Rect(box[0] - 4, box[1], long + 8, LINE, ground)
        yield Text(box[2], top + 13, text, SMALL, theme.secondary, "end")


def _labels(
    analysis: Analysis, paths: dict[Wire, tuple[Point, ...]], taken: list[Bounds], theme: Theme, direction: Direction
) -> Iterator[Shape]:
    """The shape that a wire carries, on long wires where there is room; one label for all wires of a source."""
    told: set[str] = set()
    for wire, path in paths.items():
        shape = analysis.nodes[wire.source].output_shape
        long = max(_along(a, b, direction) for a, b in pairwise(path)) > direction.along
        if shape is None or wire.source in told or not long:
            continue
        text = spell_spaced(shape)
        room = width(text, SMALL) + 12
        for at in _resting_places(path, room, direction):
            box = (at.x - room / 2, at.y - 9, at.x + room / 2, at.y + 9)
            if not any(_meet(box, other) for other in taken):
                taken.append(box)
                told.add(wire.source)
                yield Rect(box[0], box[1], room, 18, theme.canvas, radius=9)
                yield Text(at.x, at.y + 4, text, SMALL, theme.secondary, "middle")
                break


def _along(a: Point, b: Point, direction: Direction) -> float:
    return abs(b.x - a.x) if direction.turned else b.y - a.y


def _resting_places(path: Sequence[Point], room: float, direction: Direction) -> Iterator[Point]:
    """Where a label may stand on a line: in the middle of its longest piece along the network, then on those that lie flat."""
    a, b = max(pairwise(path), key=lambda piece: _along(piece[0], piece[1], direction))
    yield Point((a.x + b.x) / 2, (a.y + b.y) / 2)
    for a, b in sorted(pairwise(path), key=lambda piece: -abs(piece[1].x - piece[0].x)):
        if abs(b.x - a.x) > room + 16:
            yield Point((a.x + b.x) / 2, a.y)


def _meet(a: Bounds, b: Bounds) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _holds(outer: Bounds, inner: Bounds) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]
