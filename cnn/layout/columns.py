"""Where each vertex of a layered drawing stands from left to right, so that trunks and long wires run straight down.

After Brandes & Köpf (2001), "Fast and Simple Horizontal Coordinate Assignment": vertices of neighbouring rows are
aligned into blocks that share one x, then the blocks are pushed together. Unlike there, a block follows the longest
chain through splits and merges: the trunk of a residual network stays one straight line.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from typing import Literal

SWEEPS = 8
TOLERANCE = 1e-6

Side = Literal["left", "right"]


@dataclass(frozen=True)
class Layered:
    """A drawing in rows: vertices from left to right, and segments that each lead from one row to the next.

    Vertices are numbers from 0; those from `real` on only hold a place for a wire that passes.
    """

    rows: Sequence[Sequence[int]]
    segments: Sequence[tuple[int, int]]
    real: int

    @property
    def size(self) -> int:
        """How many vertices there are."""
        return sum(map(len, self.rows))


@dataclass
class _Block:
    """Vertices that stand exactly above each other, and how far its neighbours must keep away.

    A `lane` is nothing but a wire; it makes way for nodes.
    """

    members: list[int]
    lane: bool = False
    left: dict[int, float] = field(default_factory=dict)
    right: dict[int, float] = field(default_factory=dict)
    pulls: list[int] = field(default_factory=list)
    x: float = 0.0


def columns(drawing: Layered, distance: Callable[[int, int], float]) -> dict[int, float]:
    """The x of every vertex; `distance` is what two neighbours in a row need between their centres."""
    block_of, blocks = _blocks(drawing)
    order = _constrain(drawing, block_of, blocks, distance)
    _compact(blocks, order)
    _relax(blocks, order)
    return {vertex: blocks[block].x for vertex, block in block_of.items()}


# ---------------------------------------------------------------------- which vertices stand above each other


class _Alignment:
    """Pairs of neighbouring rows that share an x; no two pairs cross, none shares a vertex on one side."""

    def __init__(self, drawing: Layered) -> None:
        self.row = {vertex: number for number, row in enumerate(drawing.rows) for vertex in row}
        self.place = {vertex: place for row in drawing.rows for place, vertex in enumerate(row)}
        self.below: dict[int, int] = {}
        self.above: dict[int, int] = {}
        self._pairs: list[list[tuple[int, int]]] = [[] for _ in drawing.rows]

    def join(self, upper: int, lower: int) -> None:
        """Aligns the two, unless one is taken or the line would cross another."""
        if upper in self.below or lower in self.above:
            return
        pairs = self._pairs[self.row[upper]]
        pair = (self.place[upper], self.place[lower])
        at = bisect_left(pairs, pair)
        if (at and pairs[at - 1][1] > pair[1]) or (at < len(pairs) and pairs[at][1] < pair[1]):
            return
        pairs.insert(at, pair)
        self.below[upper] = lower
        self.above[lower] = upper

    def real_length(self, vertex: int, real: int) -> int:
        """How many real vertices stand on the line through this one."""
        top = vertex
        while top in self.above:
            top = self.above[top]
        count = 0
        current: int | None = top
        while current is not None:
            count += current < real
            current = self.below.get(current)
        return count


def _blocks(drawing: Layered) -> tuple[dict[int, int], list[_Block]]:
    alignment = _align(drawing)
    block_of: dict[int, int] = {}
    blocks: list[_Block] = []
    for row in drawing.rows:
        for vertex in row:
            if vertex in alignment.above:
                block_of[vertex] = block_of[alignment.above[vertex]]
                blocks[block_of[vertex]].members.append(vertex)
            else:
                block_of[vertex] = len(blocks)
                blocks.append(_Block([vertex]))
    for block in blocks:
        block.lane = min(block.members) >= drawing.real
    for upper, lower in drawing.segments:
        if block_of[upper] != block_of[lower]:
            blocks[block_of[upper]].pulls.append(block_of[lower])
            blocks[block_of[lower]].pulls.append(block_of[upper])
    for block in blocks:
        block.pulls = [other for other in block.pulls if not blocks[other].lane] or block.pulls
    return block_of, blocks


def _align(drawing: Layered) -> _Alignment:
    """Long wires first, then chains, then the longest chain through each merge and split."""
    below: dict[int, list[int]] = {}
    above: dict[int, list[int]] = {}
    for upper, lower in drawing.segments:
        below.setdefault(upper, []).append(lower)
        above.setdefault(lower, []).append(upper)
    alignment = _Alignment(drawing)
    for upper, lower in drawing.segments:
        if upper >= drawing.real and lower >= drawing.real:
            alignment.join(upper, lower)
    for upper, lower in drawing.segments:
        if len(below[upper]) == len(above[lower]) == 1:
            alignment.join(upper, lower)
    lengths = {vertex: alignment.real_length(vertex, drawing.real) for vertex in _beside_forks(below, above)}
    rows_above, rows_below = _reach(drawing.rows, above), _reach(drawing.rows[::-1], below)
    for row in drawing.rows:
        for vertex in row:
            if (partner := _heir(above.get(vertex, ()), rows_above, lengths, alignment)) is not None:
                alignment.join(partner, vertex)
            if (partner := _heir(below.get(vertex, ()), rows_below, lengths, alignment)) is not None:
                alignment.join(vertex, partner)
    return alignment


def _reach(rows: Sequence[Sequence[int]], onward: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """How many rows the longest path from each vertex goes on, when rows are walked from its far end."""
    reach: dict[int, int] = {}
    for row in rows:
        for vertex in row:
            reach[vertex] = 1 + max((reach[other] for other in onward.get(vertex, ())), default=0)
    return reach


def _beside_forks(*neighbours: dict[int, list[int]]) -> set[int]:
    return {vertex for side in neighbours for group in side.values() if len(group) > 1 for vertex in group}


def _heir(group: Sequence[int], reach: Mapping[int, int], lengths: Mapping[int, int], alignment: _Alignment) -> int | None:
    """Who continues the line at a fork: the longest chain, else the one in the middle, else nobody.

    A side branch that soon ends doesn't count.
    """
    if len(group) < 2:
        return None
    furthest = max(reach[vertex] for vertex in group)
    group = [vertex for vertex in group if 2 * reach[vertex] >= furthest]
    best = max(lengths[vertex] for vertex in group)
    longest = [vertex for vertex in group if lengths[vertex] == best]
    if len(longest) == 1:
        return longest[0]
    return sorted(group, key=alignment.place.__getitem__)[len(group) // 2] if len(group) % 2 else None


# ---------------------------------------------------------------------- where the blocks stand


def _constrain(
    drawing: Layered, block_of: dict[int, int], blocks: list[_Block], distance: Callable[[int, int], float]
) -> list[int]:
    """Notes who keeps away from whom; returns the blocks from left to right."""
    for row in drawing.rows:
        for a, b in pairwise(row):
            left, right, apart = block_of[a], block_of[b], distance(a, b)
            blocks[right].left[left] = max(apart, blocks[right].left.get(left, 0.0))
            blocks[left].right[right] = blocks[right].left[left]
    waiting = [len(block.left) for block in blocks]
    ready = [number for number, open_ in enumerate(waiting) if not open_]
    order: list[int] = []
    while ready:
        order.append(current := ready.pop())
        for right in blocks[current].right:
            waiting[right] -= 1
            if not waiting[right]:
                ready.append(right)
    return order


def _compact(blocks: list[_Block], order: list[int]) -> None:
    """Every block midway between as far left and as far right as it can stand."""
    leftmost = [0.0] * len(blocks)
    for number in order:
        leftmost[number] = max((leftmost[other] + apart for other, apart in blocks[number].left.items()), default=0.0)
    width = max(leftmost, default=0.0)
    rightmost = [width] * len(blocks)
    for number in reversed(order):
        rightmost[number] = min((rightmost[other] - apart for other, apart in blocks[number].right.items()), default=width)
    for block, low, high in zip(blocks, leftmost, rightmost, strict=True):
        block.x = (low + high) / 2


def _relax(blocks: list[_Block], order: list[int]) -> None:
    """Moves every block towards what it is wired to, as far as its neighbours let it; lanes are pushed aside."""
    for sweep in range(SWEEPS):
        for number in reversed(order) if sweep % 2 else order:
            block = blocks[number]
            if not block.pulls:
                continue
            wanted = sum(blocks[other].x for other in block.pulls) / len(block.pulls)
            side: Side = "left" if wanted < block.x else "right"
            _push(blocks, number, _nearest(blocks, number, wanted, side, {}), side)


def _nearest(blocks: list[_Block], number: int, wanted: float, side: Side, known: dict[int, float]) -> float:
    """How far towards `wanted` a block can go when the lanes on that side give way."""
    sign = -1.0 if side == "left" else 1.0
    limit = wanted * sign
    for other, apart in getattr(blocks[number], side).items():
        if other not in known:
            lane = blocks[other].lane
            known[other] = _nearest(blocks, other, sign * inf, side, known) if lane else blocks[other].x
        limit = min(limit, known[other] * sign - apart)
    return limit * sign


def _push(blocks: list[_Block], number: int, x: float, side: Side) -> None:
    """Moves a block, and whatever lanes it would come too near to."""
    blocks[number].x = x
    sign = -1.0 if side == "left" else 1.0
    for other, apart in getattr(blocks[number], side).items():
        if blocks[other].x * sign < x * sign + apart - TOLERANCE:
            _push(blocks, other, x + sign * apart, side)
