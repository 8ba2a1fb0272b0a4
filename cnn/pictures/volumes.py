"""A figure for a paper: each feature map a block drawn to scale, from left to right, as in the papers of LeNet and AlexNet.

Heights and depths stand for the sizes of images, widths for the number of feature maps; where they differ much, by a root. Dense
layers are bars. Blocks that repeat are told once; long skips run above. What is not one line of feature maps is refused, with the
styles that draw it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from cnn.analysis import Analysis
from cnn.errors import FileError
from cnn.graph import Graph
from cnn.layers import Layer
from cnn.layout.direction import Point
from cnn.pictures.colours import Theme
from cnn.pictures.drawing import Path, Picture, Shape, Text, arrow, mixed
from cnn.pictures.fonts.letters import width
from cnn.pictures.labels import kind, merge, stride, window
from cnn.pictures.moving import moved
from cnn.pictures.outline import Outline, Run, Step, outline
from cnn.words.language import marked, tr
from cnn.words.lists import listed
from cnn.words.quantities import UNKNOWN, digits

EDGE = 18.0
#: the largest and the smallest edge of an image, and of a stack of feature maps
TALL, LOW, THICK, THIN = 150.0, 5.0, 46.0, 3.0
#: of what goes back into the page, so much is seen to the right, and upwards
RIGHT, UP = 0.34, 0.34
#: sizes that differ by more than this are drawn by their root
LINEAR = 8.0
#: height and width of a dense layer's bar
BAR, BAR_WIDTH = 150.0, 9.0
#: between two blocks of one size, and between others
CLOSE, APART = 3.0, 26.0
SIZE, SMALL = 9.5, 8.0
#: between two ways over the blocks
LEVEL = 9.0
#: a figure of more blocks can't be read
MOST = 60


@dataclass
class Block:
    """One block of the figure: its sizes in pixels of the figure, and the words around it. `x` is its left front edge."""

    layer: Layer
    height: float
    depth: float
    thick: float
    flat: bool
    size: str  # of the image, told above
    count: str  # of feature maps or units, told below
    how: tuple[str, ...]  # what makes it, told at the bottom
    kernel: float  # the window in the image before, 0 for none
    x: float = 0.0

    @property
    def over(self) -> float:
        """How far it reaches to the right of its front."""
        return self.depth * RIGHT


def draw_volumes(graph: Graph, analysis: Analysis, theme: Theme) -> Picture:
    """The figure of a network; raises `FileError` for one that this style doesn't show."""
    seen = outline(graph, analysis)
    blocks, scale = _blocks(seen)
    _stand(blocks)
    names = [step.last for step in seen.line]
    skips = [(blocks[names.index(source)], blocks[names.index(target)]) for source, target in seen.skips]
    return moved(list(_shapes(blocks, skips, scale, theme)), theme.surface, EDGE, graph.name)


# ---------------------------------------------------------------------- blocks


def _blocks(seen: Outline) -> tuple[list[Block], str]:
    """The blocks, and what is to be said of their scale."""
    runs = seen.runs(plain=False)
    if sum(len(run.steps) for run in runs) > MOST // 2:
        runs = seen.runs()
    if not runs:
        runs = tuple(Run((step,)) for step in seen.line)
    if not runs:
        raise FileError(tr("Volumes show one line of feature maps, and this network is not one: {0}.", seen.why), tr(_OTHER))
    if sum(len(run.steps) for run in runs) > MOST:
        raise FileError(tr("Volumes of this network would be more than {0} blocks.", MOST), tr(_OTHER))
    steps = [(run, step) for run in runs for step in run.steps]
    unknown = next((step for _, step in steps if seen.parts[step.last].shape is None), None)
    if unknown is not None:
        raise FileError(
            tr('Volumes are drawn to scale, and what comes out of "{0}" is not known.', seen.parts[unknown.last].node.name),
            tr(_OTHER),
        )
    images = [shape for _, step in steps if (shape := seen.parts[step.last].shape) is not None and len(shape) > 1]
    edges = _Scale([max(_edge(shape, axis), 1) for shape in images for axis in (0, 1)], LOW, TALL)
    counts = _Scale([shape[-1] or 1 for shape in images], THIN, THICK)
    units = _Scale([_units(seen, step) for _, step in steps if _is_flat(seen, step)], 14.0, BAR)
    said = (("edges", edges), ("thickness", counts), ("bars", units))
    roots = [word for word, scale in said if scale.by_root]
    scale = tr("{0} by the square root of the size", listed(roots)) if roots else tr("to scale")
    return [_block(seen, run, step, edges, counts, units) for run, step in steps], scale


_OTHER = marked("The styles blocks and canvas draw it.")


class _Scale:
    """From sizes to pixels: in proportion, or where they differ much by the root."""

    def __init__(self, sizes: Sequence[int], least: float, most: float) -> None:
        self._least, self._most = least, most
        self._largest = max(sizes, default=1)
        self.by_root = self._largest > LINEAR * min(sizes, default=1)

    def __call__(self, size: float) -> float:
        """The pixels for a size."""
        share = min(size / self._largest, 1.0)
        return max(self._most * (share**0.5 if self.by_root else share), self._least)


def _edge(shape: Sequence[int | None], axis: int) -> int:
    return (shape[axis] if axis < len(shape) - 1 else 1) or 64  # an open size is drawn as one


def _units(seen: Outline, step: Step) -> int:
    shape = seen.parts[step.last].shape or ()
    return (shape[-1] if shape else 1) or 1


def _is_flat(seen: Outline, step: Step) -> bool:
    return len(seen.parts[step.last].shape or ()) < 2


def _block(seen: Outline, run: Run, step: Step, edges: _Scale, counts: _Scale, units: _Scale) -> Block:
    part = seen.parts[step.last]
    layer, shape = part.node.layer, part.shape or ()
    how = _how(seen, run, step)
    if _is_flat(seen, step):
        flat = _units(seen, step)
        return Block(layer, units(flat), BAR_WIDTH, BAR_WIDTH, True, "", digits(flat), how, 0.0)
    spatial = [UNKNOWN if size is None else digits(size) for size in shape[:-1]]
    count = shape[-1]
    kernel = window(layer)[0] if window(layer) and not step.branches and max(window(layer)) > 1 else 0
    return Block(
        layer,
        edges(_edge(shape, 0)),
        edges(_edge(shape, 1)),
        counts(count or 1),
        False,
        "×".join(spatial),
        UNKNOWN if count is None else digits(count),
        how,
        edges(kernel) if kernel else 0.0,
    )


def _how(seen: Outline, run: Run, step: Step) -> tuple[str, ...]:
    """The lines that say what makes it."""
    layer = seen.parts[step.last].node.layer
    times = f"× {run.times}" if run.times > 1 and step is run.steps[-1] else ""
    if step.branches or step.tangled:
        return (_block_name(seen, step), *filter(None, (times,)))
    if merge(layer):
        return (merge(layer),)
    if layer.class_name == "Input":
        return ("input",)
    what, _, size = kind(layer).replace("depthwise", "dw").replace("separable", "sep").partition(" ")
    moves = f"/{stride(layer)}" if stride(layer) > 1 and "Pooling" not in layer.class_name else ""
    return tuple(filter(None, (what, size, moves, times)))


def _block_name(seen: Outline, step: Step) -> str:
    """What kind of block it is."""
    if () in step.branches and merge(seen.parts[step.last].node.layer) == "+":
        return "residual"
    if () in step.branches and merge(seen.parts[step.last].node.layer) == "concat":
        return "dense block"
    word = {"+": "residual", "concat": "inception", "×": "gate"}.get(merge(seen.parts[step.last].node.layer), "block")
    return word if len(step.branches) != 2 or word != "inception" else "branches"


# ---------------------------------------------------------------------- where they stand


def _stand(blocks: list[Block]) -> None:
    """Puts the blocks side by side: close where they belong together, and so that all words around them have room."""
    x = 0.0
    for number, block in enumerate(blocks):
        before = blocks[number - 1] if number else None
        if before is not None:
            x = max(x + _gap(before, block), before.x + before.thick + CLOSE)
        block.x = x
        x += block.thick
    for row in (_sizes(blocks), _counts(blocks), _ways(blocks)):
        _make_room(blocks, row)


def _gap(before: Block, block: Block) -> float:
    if before.flat and block.flat:
        return APART
    if before.flat or block.flat:
        return before.over + APART
    if before.size == block.size:
        return CLOSE
    # the right side of the larger one stays in sight
    return (before.over + block.over) / 2 + (8.0 if "Pooling" in block.layer.class_name else APART)


Label = tuple[int, int, float]


def _sizes(blocks: Sequence[Block]) -> list[Label]:
    """The first and last block that each size of image is told for, and the room it takes."""
    return [(a, b, width(blocks[a].size, SMALL)) for a, b in _spans([block.size for block in blocks]) if blocks[a].size]


def _counts(blocks: Sequence[Block]) -> list[Label]:
    return [(number, number, width(block.count, SIZE, bold=True)) for number, block in enumerate(blocks)]


def _ways(blocks: Sequence[Block]) -> list[Label]:
    spans = _spans([(block.how, block.size if len(block.how) < 3 else number) for number, block in enumerate(blocks)])
    return [(a, b, max((width(line, SMALL) for line in blocks[a].how), default=0.0)) for a, b in spans]


def _spans(values: Sequence[object]) -> list[tuple[int, int]]:
    """The first and the last place of neighbours that are equal."""
    found, at = [], 0
    for _, group in groupby(values):
        count = len(list(group))
        found.append((at, at + count - 1))
        at += count
    return found


def _middle(blocks: Sequence[Block], first: int, last: int) -> float:
    return (blocks[first].x + blocks[last].x + blocks[last].thick) / 2


def _make_room(blocks: list[Block], labels: Sequence[Label]) -> None:
    """Moves blocks to the right until no two labels of a row touch."""
    end = float("-inf")
    for first, last, room in labels:
        lacking = end + 6 - (_middle(blocks, first, last) - room / 2)
        if lacking > 0:
            for block in blocks[first:]:
                block.x += lacking
        end = _middle(blocks, first, last) + room / 2


# ---------------------------------------------------------------------- drawing


def _shapes(blocks: Sequence[Block], skips: Sequence[tuple[Block, Block]], scale: str, theme: Theme) -> Iterator[Shape]:
    top = min(-(block.height + block.depth * UP) / 2 for block in blocks)
    low = max((block.height + block.depth * UP) / 2 for block in blocks)
    for number, block in enumerate(blocks):
        before = blocks[number - 1] if number else None
        if before is not None and _looks_through(before, block):
            yield from _window(before, block, theme)
        elif before is not None and block.x - before.x - before.thick > before.over + 8:
            yield from _onward(before, block, theme)
        yield from _solid(block, theme)
    yield from _skips(skips, top, theme)
    if skips:
        top -= 8 + LEVEL * len(skips)
    for first, last, _ in _sizes(blocks):
        yield Text(_middle(blocks, first, last), top - 10, blocks[first].size, SMALL, theme.secondary, "middle")
    for number, block in enumerate(blocks):
        yield Text(_middle(blocks, number, number), low + 14, block.count, SIZE, theme.text, "middle", bold=True)
    for first, last, _ in _ways(blocks):
        middle = _middle(blocks, first, last)
        if first != last:
            y = low + 19
            yield Path((Point(blocks[first].x, y), Point(blocks[last].x + blocks[last].thick, y)), theme.wire, 0.8)
        for row, line in enumerate(blocks[first].how):
            yield Text(middle, low + 29 + 11 * row, line, SMALL, theme.secondary, "middle")
    lines = max(len(block.how) for block in blocks)
    left = min(block.x - block.over / 2 for block in blocks)
    yield Text(left, low + 36 + 11 * lines, scale, SMALL - 1, theme.secondary)


def _skips(skips: Sequence[tuple[Block, Block]], top: float, theme: Theme) -> Iterator[Shape]:
    """What is handed over some blocks, above them all: the longest way highest."""
    for level, (source, target) in enumerate(sorted(skips, key=lambda pair: pair[1].x - pair[0].x)):
        y = top - 6 - LEVEL * (level + 1)
        start, end = (Point(block.x + block.thick / 2, -block.height / 2) for block in (source, target))
        yield Path((start, Point(start.x, y), Point(end.x, y), Point(end.x, end.y - 3)), theme.wire, 1.0, radius=5.0)
        yield arrow(end, Point(0.0, 1.0), theme.wire)


def _solid(block: Block, theme: Theme) -> Iterator[Shape]:
    """The three sides that are seen of a block, whose middle stands on the axis."""
    colour = theme.family(block.layer.family) if block.layer.family != "Merging" else theme.family("Blocks")
    rim = mixed(theme.surface, colour, 0.9)
    sides = [mixed(theme.surface, colour, share) for share in (0.34, 0.16, 0.5)]
    x, right = block.x - block.over / 2, block.x + block.thick - block.over / 2
    back, up = block.over, block.depth * UP
    low = (block.height + up) / 2
    high = low - block.height
    front = (Point(x, low), Point(x, high), Point(right, high), Point(right, low))
    top = (Point(x, high), Point(x + back, high - up), Point(right + back, high - up), Point(right, high))
    side = (Point(right, low), Point(right, high), Point(right + back, high - up), Point(right + back, low - up))
    for corners, fill in ((front, sides[0]), (top, sides[1]), (side, sides[2])):
        yield Path(corners, rim, 0.7, fill, closed=True)


def _looks_through(before: Block, block: Block) -> bool:
    """Whether there is room to show the window that a block looks through."""
    return block.kernel > 0 and not before.flat and not block.flat and block.x - before.x - before.thick > CLOSE + 4


def _window(before: Block, block: Block, theme: Theme) -> Iterator[Shape]:
    """The window on the side of one block, and lines from its corners to a point of the next."""
    size = min(block.kernel, before.height * 0.8, before.depth * 0.8)
    right = before.x + before.thick
    x, y = right, -before.height * 0.12
    half, back, up = size / 2, size * RIGHT / 2, size * UP / 2
    corners = (
        Point(x - back, y + half + up),
        Point(x - back, y - half + up),
        Point(x + back, y - half - up),
        Point(x + back, y + half - up),
    )
    tip = Point(block.x - block.over / 2, -block.height * 0.12)
    ink = theme.text
    yield Path(corners, ink, 0.8, mixed(theme.surface, ink, 0.12), closed=True)
    for corner in corners:
        yield Path((corner, tip), ink, 0.5, dash=(2.0, 2.0))


def _onward(before: Block, block: Block, theme: Theme) -> Iterator[Shape]:
    start = Point(before.x + before.thick + before.over / 2 + 2, 0.0)
    tip = Point(block.x - block.over / 2 - 2, 0.0)
    if tip.x - start.x > 6:
        yield Path((start, Point(tip.x - 3, 0.0)), theme.wire, 1.0)
        yield arrow(tip, Point(1.0, 0.0), theme.wire)
