"""The frames around groups that are not folded: where they stand, and where their names do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from cnn.graph import Wire
from cnn.graph.node import common_group, enclosing_groups
from cnn.layout.arrange import NODE_HEIGHT, NODE_WIDTH, Point
from gui.canvas.scene.card import Card
from gui.canvas.scene.wire import Curve

#: how far a frame stands off its cards, and an outer frame off an inner one: sideways, up and down
BESIDE, ABOVE = (10.0, 6.0), (5.0, 2.0)
#: a name's line, left of the frame
LABEL, NAME_WIDTH, APART = 18.0, 150.0, 8.0


@dataclass(frozen=True)
class Frame:
    """One open group: its path, the rectangle around its cards, and the line that bears its name."""

    path: str
    rect: QRectF
    label: QRectF

    @property
    def name(self) -> str:
        """The group's own name."""
        return self.path.rpartition("/")[2]


Bounds = tuple[float, float, float, float]


def frames(cards: Mapping[str, Card], curves: Mapping[Wire, Curve]) -> tuple[Frame, ...]:
    """A frame for every group that some of the cards stand in, outer before inner; the wires inside a group included."""
    innermost: dict[str, Bounds] = {}
    for card in cards.values():
        if card.node.group:
            _extend(innermost, card.node.group, (card.x, card.y, card.x + NODE_WIDTH, card.y + NODE_HEIGHT))
    if not innermost:
        return ()
    for wire, curve in curves.items():
        group, other = cards[wire.source].node.group, cards[wire.target].node.group
        if group and other and (shared := group if group == other else common_group(group, other)):
            _extend(innermost, shared, _bounds(curve.corners))
    bounds: dict[str, Bounds] = {}
    for group, here in innermost.items():
        for path in enclosing_groups(group):
            _extend(bounds, path, here)
    found: list[Frame] = []
    taken: set[tuple[int, int]] = set()
    inner = _levels(bounds)
    for path in sorted(bounds, key=lambda path: path.count("/")):
        rect = _around(bounds[path], inner[path])
        found.append(Frame(path, rect, _label(rect, taken)))
    return tuple(found)


def _extend(bounds: dict[str, Bounds], group: str, here: Bounds) -> None:
    bounds[group] = _joined(bounds[group], here) if group in bounds else here


def _bounds(corners: Sequence[Point]) -> Bounds:
    """Where a wire belongs, wherever it is on its way there."""
    xs, ys = [corner.x for corner in corners], [corner.y for corner in corners]
    return min(xs), min(ys), max(xs), max(ys)


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


def _around(bounds: Bounds, levels: int) -> QRectF:
    beside, above = BESIDE[0] + BESIDE[1] * levels, ABOVE[0] + ABOVE[1] * levels
    left, top, right, bottom = bounds
    return QRectF(left - beside, top - above, right - left + 2 * beside, bottom - top + 2 * above)


def _label(rect: QRectF, taken: set[tuple[int, int]]) -> QRectF:
    """The line left of a frame's upper corner, below the names that stand there already."""
    column, row = round(rect.left() / NAME_WIDTH), round(rect.top() / LABEL)
    while {(column, row), (column - 1, row), (column + 1, row)} & taken:
        row += 1
    taken.add((column, row))
    y = max(rect.top(), row * LABEL)
    return QRectF(rect.left() - APART - NAME_WIDTH, y, NAME_WIDTH, LABEL)
