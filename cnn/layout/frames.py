"""The frames around groups that are not folded: where they stand, and where their names do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cnn.graph.node import common_group, enclosing_groups
from cnn.layout.arrange import NODE_HEIGHT, NODE_WIDTH, Point

#: how far a frame stands off its cards, and an outer frame off an inner one: sideways, up and down
BESIDE, ABOVE = (10.0, 6.0), (5.0, 2.0)
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


def frames(cards: Iterable[tuple[str, Point]], wires: Iterable[tuple[str, str, Sequence[Point]]]) -> tuple[Frame, ...]:
    """A frame for every group that some of the cards stand in, outer before inner; the wires inside a group included.

    A card is its group and its top left corner, a wire the groups of its two ends and its corners.
    """
    innermost: dict[str, Bounds] = {}
    for group, place in cards:
        if group:
            _extend(innermost, group, (place.x, place.y, place.x + NODE_WIDTH, place.y + NODE_HEIGHT))
    if not innermost:
        return ()
    for group, other, corners in wires:
        if group and other and (shared := group if group == other else common_group(group, other)):
            _extend(innermost, shared, bounds_of(corners))
    bounds: dict[str, Bounds] = {}
    for group, here in innermost.items():
        for path in enclosing_groups(group):
            _extend(bounds, path, here)
    found: list[Frame] = []
    taken: set[tuple[int, int]] = set()
    inner = _levels(bounds)
    for path in sorted(bounds, key=lambda path: path.count("/")):
        around = _around(bounds[path], inner[path])
        found.append(Frame(path, around, _label(around, taken)))
    return tuple(found)


def bounds_of(corners: Sequence[Point]) -> Bounds:
    """What a line fills."""
    xs, ys = [corner.x for corner in corners], [corner.y for corner in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _extend(bounds: dict[str, Bounds], group: str, here: Bounds) -> None:
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


def _around(bounds: Bounds, levels: int) -> Bounds:
    beside, above = BESIDE[0] + BESIDE[1] * levels, ABOVE[0] + ABOVE[1] * levels
    left, top, right, bottom = bounds
    return left - beside, top - above, right + beside, bottom + above


def _label(around: Bounds, taken: set[tuple[int, int]]) -> Bounds:
    """The line left of a frame's upper corner, below the names that stand there already."""
    left, top = around[:2]
    column, row = round(left / NAME_WIDTH), round(top / LABEL)
    while {(column, row), (column - 1, row), (column + 1, row)} & taken:
        row += 1
    taken.add((column, row))
    y = max(top, row * LABEL)
    return left - APART - NAME_WIDTH, y, left - APART, y + LABEL
