"""The frames around groups that are not folded: where they stand, and where their names do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor

from cnn.graph.node import common_group, enclosing_groups
from cnn.layout.direction import DOWN, NODE_HEIGHT, NODE_WIDTH, Direction, Point

#: how far a frame stands off its cards, and an outer frame off an inner one: sideways, up and down
BESIDE, ABOVE = (10.0, 6.0), (5.0, 2.0)
#: the same where the network runs to the right, and cards stand closer side by side
BESIDE_TURNED, ABOVE_TURNED = (4.0, 2.0), (5.0, 3.0)
#: a name's line, left of the frame
LABEL, NAME_WIDTH, APART = 18.0, 150.0, 8.0

#: left, top, right, bottom
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class Frame:
    """One open group: its path, the bounds of the frame around its cards, and those of the line that bears its name."""

    path: str
    bounds: Bounds
    label: Bounds

    @property
    def name(self) -> str:
        """The group's own name."""
        return self.path.rpartition("/")[2]


def frames(
    cards: Iterable[tuple[str, Point, int]],
    wires: Iterable[tuple[str, str, Sequence[Point], int]],
    direction: Direction = DOWN,
) -> tuple[Frame, ...]:
    """A frame for every group that some of the cards stand in, outer before inner; the wires inside a group included.

    A card is its group, its top left corner and the line it stands in, a wire the groups of its two ends, its corners and its
    line. A group that goes over several lines has a frame in each, with its name at the first.
    """
    innermost: dict[tuple[str, int], Bounds] = {}
    for group, place, line in cards:
        if group:
            _extend(innermost, (group, line), (place.x, place.y, place.x + NODE_WIDTH, place.y + NODE_HEIGHT))
    if not innermost:
        return ()
    for group, other, corners, line in wires:
        if group and other and (shared := group if group == other else common_group(group, other)):
            _extend(innermost, (shared, line), bounds_of(corners))
    bounds: dict[tuple[str, int], Bounds] = {}
    for (group, line), here in innermost.items():
        for path in enclosing_groups(group):
            _extend(bounds, (path, line), here)
    taken: dict[tuple[int, int], float] = {}
    inner = _levels(path for path, _ in bounds)
    first: dict[str, int] = {}
    for path, line in bounds:
        first[path] = min(first.get(path, line), line)
    order = sorted(bounds, key=lambda item: (item[0].count("/"), item[1]))
    arounds = {(path, line): _around(bounds[path, line], inner[path], direction) for path, line in order}
    labels: dict[tuple[str, int], Bounds] = {}
    for path, line in order[::-1] if direction.turned else order:  # names above a frame begin with the one next to it
        if line == first[path]:
            around = arounds[path, line]
            labels[path, line] = _label_above(around, taken) if direction.turned else _label(around, taken, direction)
    return tuple(Frame(group[0], at, labels.get(group, (*at[:2], *at[:2]))) for group, at in arounds.items())


def bounds_of(corners: Sequence[Point]) -> Bounds:
    """What a line fills."""
    xs, ys = [corner.x for corner in corners], [corner.y for corner in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _extend(bounds: dict[tuple[str, int], Bounds], group: tuple[str, int], here: Bounds) -> None:
    bounds[group] = _joined(bounds[group], here) if group in bounds else here


def _joined(a: Bounds, b: Bounds) -> Bounds:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def _levels(paths: Iterable[str]) -> dict[str, int]:
    """How many levels of groups lie inside each."""
    found = dict.fromkeys(paths, 0)
    for path in found:
        outer = list(enclosing_groups(path))
        for place, one in enumerate(outer):
            found[one] = max(found.get(one, 0), len(outer) - 1 - place)
    return found


def _around(bounds: Bounds, levels: int, direction: Direction) -> Bounds:
    sideways, upright = (BESIDE_TURNED, ABOVE_TURNED) if direction.turned else (BESIDE, ABOVE)
    beside, above = sideways[0] + sideways[1] * levels, upright[0] + upright[1] * levels
    left, top, right, bottom = bounds
    return left - beside, top - above, right + beside, bottom + above


def _label(around: Bounds, taken: dict[tuple[int, int], float], direction: Direction) -> Bounds:
    """The line left of a frame's upper corner, below the names that stand there already."""
    left, top = around[:2]
    y = _free(left, top, taken, LABEL)
    return left - APART - (direction.names if direction.lined else NAME_WIDTH), y, left - APART, y + LABEL


def _label_above(around: Bounds, taken: dict[tuple[int, int], float]) -> Bounds:
    """The line above a frame's upper corner, over the names that stand there already."""
    left, top = around[:2]
    y = _free(left, top - LABEL, taken, -LABEL)
    return left + APART / 2, y, left + APART / 2 + NAME_WIDTH, y + LABEL


def _free(left: float, y: float, taken: dict[tuple[int, int], float], step: float) -> float:
    """Where a line can begin that would begin at `y`, one step or more behind those it would lie on; it is taken then.

    `taken` tells where lines begin, by columns as wide as a name and rows as high as a line.
    """
    column = round(left / NAME_WIDTH)
    columns = (column - 1, column, column + 1)
    while True:
        row = floor(y / LABEL)
        near = (taken.get((x, other)) for x in columns for other in (row - 1, row, row + 1))
        met = [begin for begin in near if begin is not None and abs(begin - y) < LABEL]
        if not met:
            taken[column, row] = y
            return y
        y = (max if step > 0 else min)(met) + step
