"""A compact block diagram, as narrow as a column of a paper: layers and blocks from top to bottom, what repeats told once.

A network that is not one line of steps (several inputs, halves joined by skips) is drawn as a graph of the layers that one sees.
"""

from collections.abc import Iterator

from cnn.analysis import Analysis
from cnn.errors import FileError
from cnn.graph import Graph, Node
from cnn.layers import Identity
from cnn.layout.arrange import NODE_HEIGHT, NODE_WIDTH, Point, arrange
from cnn.pictures.colours import Theme
from cnn.pictures.drawing import Path, Picture, Rect, Shape, Text, arrow, mixed
from cnn.pictures.fonts.letters import cut, width
from cnn.pictures.labels import kind, long, merge, short
from cnn.pictures.moving import moved, scaled
from cnn.pictures.outline import MOST_NAMED, Outline, Run, Step, outline
from cnn.shapes import spell_spaced
from cnn.words.language import tr
from cnn.words.place import at_place
from cnn.words.quantities import digits, number_of

#: around everything, and between one box and the next
EDGE, GAP = 14.0, 14.0
#: half the width of a box for one layer, and of one in which branches stand side by side
HALF, WIDE = 78.0, 138.0
ROW, TIGHT = 22.0, 4.0
SIZE, SMALL = 10.0, 8.5
#: from the side of a box to a skip, and the radius of the sign where it ends
AWAY, SIGN = 15.0, 7.0
#: how much smaller than on the canvas a graph is drawn
SMALLER = 0.62
#: a graph of more parts is no figure
MOST = 150


def draw_blocks(graph: Graph, analysis: Analysis, theme: Theme) -> Picture:
    """The diagram of a network; raises `FileError` for one that is too large for it."""
    seen = outline(graph, analysis)
    shapes = list(_Column(seen, theme).draw()) if seen.steps else [scaled(shape, SMALLER) for shape in _graph(seen, theme)]
    return moved(shapes, theme.surface, EDGE, graph.name)


class _Column:
    """Draws steps from top to bottom; `y` is how far it has come."""

    def __init__(self, seen: Outline, theme: Theme) -> None:
        self._parts, self._runs, self._theme = seen.parts, seen.runs(), theme
        self._y = 0.0
        self._shown = ""
        steps = [step for run in self._runs for step in run.steps]
        self._columns = any(_columns(step) > 1 for step in steps)
        #: where the shapes stand
        self._right = (WIDE if self._columns else HALF + AWAY * any(step.branches for step in steps)) + 12

    def draw(self) -> Iterator[Shape]:
        """All shapes, wires before boxes."""
        for number, run in enumerate(self._runs):
            if number:
                yield from self._wire()
            top = self._y
            for place, step in enumerate(run.steps):
                if place:
                    yield from self._wire()
                yield from self._step(step, strides=run.times == 1)
            if run.times > 1:
                yield from self._times(top, run)

    def _wire(self) -> Iterator[Shape]:
        tip = Point(0.0, self._y + GAP)
        yield Path((Point(0.0, self._y), Point(0.0, tip.y - 3)), self._theme.wire, 1.2)
        yield arrow(tip, Point(0.0, 1.0), self._theme.wire)
        self._y += GAP

    def _times(self, top: float, run: Run) -> Iterator[Shape]:
        """A bracket on the left, and how often what stands beside it comes."""
        left = -(WIDE if any(_columns(step) > 1 for step in run.steps) else HALF) - 10
        corners = (Point(left, top), Point(left - 5, top), Point(left - 5, self._y), Point(left, self._y))
        yield Path(corners, self._theme.secondary, 1.0)
        yield Text(left - 11, (top + self._y) / 2 + 4, f"× {run.times}", SIZE + 1, self._theme.text, "end", bold=True)

    def _step(self, step: Step, *, strides: bool) -> Iterator[Shape]:
        top = self._y
        if step.tangled:
            yield from self._tangled(step)
        elif _columns(step) > 1:
            yield from self._side_by_side(step)
        elif step.branches:
            yield from self._skipped(step, strides=strides)
        else:
            yield from self._layer(step.last, strides=strides)
        yield from self._shape(step, top)
        yield from self._heads(step)

    # ------------------------------------------------------------------ one layer

    def _layer(self, part: str, *, strides: bool) -> Iterator[Shape]:
        node = self._parts[part].node
        text = node.name if node.layer.class_name == "Input" else long(node.layer, strides=strides)
        yield from self._box(-HALF, self._y, 2 * HALF, node, text, SIZE)
        self._y += ROW

    def _box(self, x: float, y: float, room: float, node: Node, text: str, size: float) -> Iterator[Shape]:
        colour = self._theme.family(node.layer.family)
        yield Rect(x, y, room, ROW, mixed(self._theme.surface, colour, 0.16), mixed(self._theme.surface, colour, 0.75), 1.0, 3.0)
        fitting = cut(text, room - 6, size)
        yield Text(x + room / 2, y + ROW / 2 + 0.36 * size, fitting, size, self._theme.text, "middle")

    def _shape(self, step: Step, top: float) -> Iterator[Shape]:
        """What comes out, on the right, where it is another than before."""
        shape = self._parts[step.last].shape
        said = "" if shape is None else spell_spaced(shape).replace(" ", "\u2009")
        if said and said != self._shown:
            self._shown = said
            y = self._y - SIGN - 16 if step.heads else max(top + 15, self._y - 7)
            yield Text(self._right, y, said, SMALL, self._theme.secondary)

    # ------------------------------------------------------------------ blocks

    def _skipped(self, step: Step, *, strides: bool) -> Iterator[Shape]:
        """A chain, and a way past it."""
        main = max(step.branches, key=len)
        past = next((branch for branch in step.branches if branch is not main), ())
        begin = Point(0.0, self._y)
        self._y += 8
        yield Path((begin, Point(0.0, self._y)), self._theme.wire, 1.2)
        for number, part in enumerate(main):
            if number:
                yield Path((Point(0.0, self._y), Point(0.0, self._y + TIGHT)), self._theme.wire, 1.2)
                self._y += TIGHT
            yield from self._layer(part, strides=strides)
        sign = Point(0.0, self._y + 8 + SIGN)
        yield Path((Point(0.0, self._y), Point(0.0, sign.y - SIGN)), self._theme.wire, 1.2)
        side = HALF + AWAY
        lane = (begin, Point(side, begin.y), Point(side, sign.y), Point(SIGN + 3, sign.y))
        yield Path(lane, self._theme.wire, 1.2, radius=6.0)
        yield arrow(Point(SIGN, sign.y), Point(-1.0, 0.0), self._theme.wire)
        if past:
            text = " ".join(short(self._parts[part].node.layer) for part in past)
            room = width(text, SMALL) + 8
            middle = (begin.y + sign.y) / 2
            yield Rect(side - 7, middle - room / 2, 14, room, self._theme.surface)
            yield Text(side + 6, middle + 3, text, SMALL, self._theme.secondary)
        yield from self._sign(sign, step)
        self._y = sign.y + SIGN

    def _sign(self, at: Point, step: Step) -> Iterator[Shape]:
        """Where ways come together: a sign in a circle, or a word."""
        layer = self._parts[step.last].node.layer
        colour, word = self._theme.family(layer.family), merge(layer)
        fill, rim = mixed(self._theme.surface, colour, 0.16), mixed(self._theme.surface, colour, 0.75)
        half = max(SIGN, width(word, SMALL) / 2 + 5) if len(word) > 1 else SIGN
        yield Rect(at.x - half, at.y - SIGN, 2 * half, 2 * SIGN, fill, rim, 1.0, SIGN)
        size = SMALL if len(word) > 1 else SIZE + 1
        yield Text(at.x, at.y + 0.36 * size, word, size, self._theme.text, "middle")

    def _side_by_side(self, step: Step) -> Iterator[Shape]:
        """Branches as columns, from one line and into one sign."""
        branches = step.branches
        room = (2 * WIDE - 6 * (len(branches) - 1)) / len(branches)
        rows = max(map(len, branches))
        begin, top = Point(0.0, self._y), self._y + 12
        sign = Point(0.0, top + rows * (ROW + TIGHT) - TIGHT + 12 + SIGN)
        low = sign.y - SIGN - 6
        for number, branch in enumerate(branches):
            x = -WIDE + number * (room + 6)
            middle = x + room / 2
            yield Path((begin, Point(0.0, top - 6), Point(middle, top - 6), Point(middle, top)), self._theme.wire, 1.2)
            yield Path((Point(middle, top), Point(middle, low), Point(0.0, low), Point(0.0, sign.y)), self._theme.wire, 1.2)
            for row, part in enumerate(branch):
                node = self._parts[part].node
                yield from self._box(
                    x, top + row * (ROW + TIGHT), room, node, short(node.layer), SMALL - 0.5 * (len(branches) > 4)
                )
        yield from self._sign(sign, step)
        self._y = sign.y + SIGN

    def _tangled(self, step: Step) -> Iterator[Shape]:
        """A block whose inner ways are too many for a figure: what it is made of."""
        counts: dict[str, int] = {}
        for part in step.members:
            name = kind(self._parts[part].node.layer)
            counts[name] = counts.get(name, 0) + 1
        group = self._parts[step.last].node.group.rpartition("/")[2]
        title = group or number_of("{0} layer|{0} layers", len(step.members))
        told = [f"{count} × {name}" if count > 1 else name for name, count in counts.items()]
        named = told[:MOST_NAMED]
        height = 20 + 13 * len(named)
        colour = self._theme.family("Blocks")
        fill, rim = mixed(self._theme.surface, colour, 0.1), mixed(self._theme.surface, colour, 0.75)
        yield Rect(-HALF, self._y, 2 * HALF, height, fill, rim, 1.0, 3.0)
        yield Text(0.0, self._y + 14, cut(title, 2 * HALF - 8, SIZE, bold=True), SIZE, self._theme.text, "middle", bold=True)
        for number, line in enumerate(named):
            yield Text(0.0, self._y + 27 + 13 * number, cut(line, 2 * HALF - 8, SMALL), SMALL, self._theme.secondary, "middle")
        self._y += height

    def _heads(self, step: Step) -> Iterator[Shape]:
        """Outputs that leave here for themselves."""
        for number, part in enumerate(step.heads):
            y = self._y - SIGN - 14 * number
            start = SIGN if step.branches else HALF
            if len(step.branches) and merge(self._parts[step.last].node.layer) == "concat":
                start = width("concat", SMALL) / 2 + 5
            tip = Point(self._right - 4, y)
            yield Path((Point(start, y), Point(tip.x - 3, y)), self._theme.wire, 1.2)
            yield arrow(tip, Point(1.0, 0.0), self._theme.wire)
            node = self._parts[part].node
            units = getattr(node.layer, "units", None)
            said = cut(node.group or node.name, 70, SMALL) + (f", {digits(units)}" if isinstance(units, int) else "")
            yield Text(tip.x + 4, y + 3, said, SMALL, self._theme.text)


def _columns(step: Step) -> int:
    """How many branches stand side by side: none where one only passes by."""
    others = [branch for branch in step.branches if branch]
    is_skip = len(step.branches) == 2 and (len(others) < 2 or min(map(len, others)) == 1 < max(map(len, others)))
    return 0 if is_skip else len(step.branches)


# ---------------------------------------------------------------------- graphs


def _graph(seen: Outline, theme: Theme) -> Iterator[Shape]:
    """The layers that one sees as boxes, arranged as on the canvas."""
    parts = seen.parts
    if len(parts) > MOST:
        raise FileError(
            tr("A block diagram of this network would have {0} boxes: {1}.", len(parts), seen.why),
            at_place(terminal=tr("Draw it as on the canvas: --style canvas."), window=tr("Draw it as on the canvas.")),
        )
    plain = Graph({part: Node(part, part, Identity(), found.inputs) for part, found in parts.items()})
    arrangement = arrange(plain)
    for path in arrangement.paths.values():
        yield Path(tuple(path), theme.wire, 1.8, radius=8.0)
        yield arrow(path[-1], Point(0.0, 1.0), theme.wire, 7.0)
    for part, place in arrangement.places.items():
        node, shape = parts[part].node, parts[part].shape
        colour = theme.family(node.layer.family)
        fill, rim = mixed(theme.surface, colour, 0.16), mixed(theme.surface, colour, 0.75)
        yield Rect(place.x, place.y, NODE_WIDTH, NODE_HEIGHT, fill, rim, 1.4, 5.0)
        text = node.name if node.layer.class_name == "Input" else long(node.layer)
        middle = place.x + NODE_WIDTH / 2
        yield Text(middle, place.y + 20, cut(text, NODE_WIDTH - 16, 14), 14, theme.text, "middle")
        if shape is not None:
            yield Text(middle, place.y + 37, cut(spell_spaced(shape), NODE_WIDTH - 16, 11.5), 11.5, theme.secondary, "middle")
