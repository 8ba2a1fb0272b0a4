"""Which of the parallel tracks between two rows a wire takes where it turns, so that few cross."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

#: wires on one track keep this far apart
APART = 8.0
#: gaps with more turns than this are stacked from left to right, whatever crosses
MOST = 24


class _Turn(NamedTuple):
    """Comes down at `start`, runs along its track from `low` to `high`, and goes on down at `ends`."""

    start: float
    ends: tuple[float, ...]
    low: float
    high: float

    def covers(self, x: float) -> bool:
        """Whether something that runs down there would cross it."""
        return self.low < x < self.high

    def meets(self, other: "_Turn") -> bool:
        """Whether both on one track would touch."""
        return self.low - APART < other.high and other.low - APART < self.high

    def crossings_above(self, other: "_Turn") -> int:
        """How often the two cross when this one's track is the upper one."""
        return self.covers(other.start) + sum(map(other.covers, self.ends))


def stack_turns(gap: Mapping[float, Collection[float]]) -> dict[float, int]:
    """The track of each turn, 0 being the uppermost; `gap` tells for each x where wires come down, where they go on."""
    turns = [_Turn(start, tuple(ends), min(start, *ends), max(start, *ends)) for start, ends in sorted(gap.items())]
    tracks: dict[float, int] = {}
    placed: list[_Turn] = []
    for turn in _ordered(turns) if len(turns) <= MOST else turns:
        tracks[turn.start] = max((tracks[other.start] + 1 for other in placed if other.meets(turn)), default=0)
        placed.append(turn)
    return tracks


def _ordered(turns: list[_Turn]) -> list[_Turn]:
    """From the uppermost to the lowest: always the one that crosses the remaining ones least when it is above them."""
    left, ordered = list(turns), []
    while left:
        best = min(left, key=lambda turn: sum(_cost(turn, other) for other in left if other is not turn))
        left.remove(best)
        ordered.append(best)
    return ordered


def _cost(upper: _Turn, lower: _Turn) -> int:
    """How many crossings it costs to have these two this way round rather than the other."""
    return upper.crossings_above(lower) - lower.crossings_above(upper)
