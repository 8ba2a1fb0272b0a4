"""A network in lines, as text stands on a page: what runs to the right goes on in the next line where one is full, what runs
downwards in the next column, which is a line here.

A line breaks between two rows of the layout, preferably where few wires cross; those lead back to the beginning of the next line,
between the two. Everything here lies in the flow: x across it, y along it.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from cnn.graph import Wire
from cnn.layout.direction import Direction, Page, Point

#: which numbers of lines are tried, as parts of the one that would fill the page if all lines were full
PARTS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.15, 1.3)
#: a line is not broken before so much of it is full, however few wires cross there
FULL = 0.5
#: what stands that large can be read as well as life-size: rather so than in more lines
LIFE_SIZE = 0.9

Path = tuple[Point, ...]


@dataclass(frozen=True)
class Lines:
    """Where everything stands, in which line, and how far it reaches across the flow."""

    places: Mapping[str, Point]
    paths: Mapping[Wire, Path]
    lines: Mapping[str, int]
    top: float
    bottom: float


def in_lines(
    places: Mapping[str, Point],
    paths: Mapping[Wire, Path],
    room: Mapping[str, float],
    direction: Direction,
    page: Page,
    first: int = 0,
    *,
    named: bool = False,
) -> Lines:
    """Breaks a connected part into lines that fill the page as large as can be; `first` is the number of the first line.

    `named`: names of groups stand beside the lines.
    """
    gap = direction.between + direction.names * named
    rows = _Rows(places, paths, room, direction, gap)
    breaks = _best(rows, direction.page(page))
    begins = [0, *breaks]
    cuts = [rows.starts[row] - direction.gap / 4 for row in breaks]  # behind the last turn before that row
    crossing = [[wire for wire, path in paths.items() if path[0].y < cut < path[-1].y] for cut in cuts]
    shifts: list[tuple[float, float]] = []
    lanes: list[float] = []
    bottom = 0.0
    for number, (row, end) in enumerate(zip(begins, [*breaks, len(rows.starts)], strict=True)):
        top = min(rows.tops[row:end])
        x = 0.0
        if number:
            lanes.append(bottom + direction.between / 2)
            x = bottom + gap + direction.lanes * (len(crossing[number - 1]) - 1) - top
        shifts.append((x, -rows.starts[row]))
        bottom = max(rows.bottoms[row:end]) + x
    line_of = {node_id: bisect_right(begins, rows.row[node_id]) - 1 for node_id in places}
    put = {node_id: _moved(at, shifts[line_of[node_id]]) for node_id, at in places.items()}
    track = [{wire: place for place, wire in enumerate(wires)} for wires in crossing]
    led = {wire: _led(wire, path, cuts, shifts, lanes, track, direction) for wire, path in paths.items()}
    top = min(at.x for path in ([*put.values()], *led.values()) for at in path)
    return Lines(put, led, {node_id: first + line for node_id, line in line_of.items()}, top, bottom)


class _Rows:
    """Which nodes stand side by side, what each row fills with the wires behind it, and what crosses before it."""

    def __init__(
        self,
        places: Mapping[str, Point],
        paths: Mapping[Wire, Path],
        room: Mapping[str, float],
        direction: Direction,
        gap: float,
    ) -> None:
        self.gap, self.between = gap, direction.between
        self.starts = sorted({at.y for at in places.values()})
        self.along = direction.along
        number = {start: place for place, start in enumerate(self.starts)}
        self.row = {node_id: number[at.y] for node_id, at in places.items()}
        self.tops, self.bottoms = [float("inf")] * len(number), [float("-inf")] * len(number)
        for node_id, at in places.items():
            beside = room.get(node_id, 0.0) if direction.turned else 0.0  # downwards it is asked for before the next row
            self._extend(self.row[node_id], at.x, at.x + direction.across + beside)
        spans: list[tuple[int, int]] = []
        last: dict[str, int] = {}
        for wire, path in paths.items():
            spans.append((self.row[wire.source], self.row[wire.target]))
            last[wire.source] = max(last.get(wire.source, 0), self.row[wire.target])
            for x, y in path[1:-1]:
                self._extend(bisect_right(self.starts, y) - 1, x, x)
        self.crossing = _covered(spans, len(number))
        self.sources = _covered(((self.row[source], end) for source, end in last.items()), len(number))

    def _extend(self, row: int, top: float, bottom: float) -> None:
        self.tops[row], self.bottoms[row] = min(self.tops[row], top), max(self.bottoms[row], bottom)

    def broken(self, length: float) -> list[int]:
        """The rows that begin another line, where none is longer than that; a row that is has one to itself."""
        breaks: list[int] = []
        begin = 0
        while True:
            end = max(bisect_right(self.starts, self.starts[begin] + length - self.along, begin), begin + 1)
            if end >= len(self.starts):
                return breaks
            least = begin + max(round(FULL * (end - begin)), 1)
            begin = min(range(least, end + 1), key=lambda row: (self.sources[row], self.crossing[row], -row))
            breaks.append(begin)

    def scale(self, breaks: Sequence[int], page: Page, lanes: float) -> float:
        """How large these lines stand on a page, at most life-size."""
        begins, ends = [0, *breaks], [*breaks, len(self.starts)]
        wide = high = 0.0
        for begin, end in zip(begins, ends, strict=True):
            wide = max(wide, self.starts[end - 1] + self.along - self.starts[begin] + (self.between if breaks else 0.0))
            high += max(self.bottoms[begin:end]) - min(self.tops[begin:end])
        high += sum(self.gap + lanes * (self.crossing[row] - 1) for row in breaks)
        scale = min(page.width / wide, page.height / high)
        return 1.0 if scale >= LIFE_SIZE else round(scale, 3)


def _covered(spans: Iterable[tuple[int, int]], length: int) -> list[int]:
    """How many of the spans reach over the beginning of each row."""
    change = [0] * (length + 1)
    for first, last in spans:
        change[first + 1] += 1
        change[last + 1] -= 1
    return list(accumulate(change))[:length]


def _best(rows: _Rows, page: Page) -> list[int]:
    """The breaks with which the lines stand largest on the page, at most life-size; of equal ones the fewest."""
    whole = rows.starts[-1] + rows.along - rows.starts[0]
    high = sum(bottom - top for top, bottom in zip(rows.tops, rows.bottoms, strict=True)) / len(rows.starts) + rows.gap
    guess = (whole * page.height / (high * page.width)) ** 0.5
    numbers = dict.fromkeys(max(round(guess * part), 1) for part in PARTS)
    fitting = page.width / LIFE_SIZE, page.width / LIFE_SIZE - rows.between  # one line, and each of several, as full as can be
    tried = [rows.broken(length) for length in (*fitting, *(whole / number for number in numbers))]
    return max(tried, key=lambda breaks: (rows.scale(breaks, page, 12.0), -len(breaks)))


def _moved(at: Point, shift: tuple[float, float]) -> Point:
    return Point(at.x + shift[0], at.y + shift[1])


def _led(
    wire: Wire,
    path: Path,
    cuts: Sequence[float],
    shifts: Sequence[tuple[float, float]],
    lanes: Sequence[float],
    track: Sequence[Mapping[Wire, int]],
    direction: Direction,
) -> Path:
    """The path of a wire, led back to the beginning of the next line wherever a line ends."""
    line = bisect_right(cuts, path[0].y)
    if line == bisect_right(cuts, path[-1].y):
        return tuple([_moved(at, shifts[line]) for at in path])
    led = [_moved(path[0], shifts[line])]
    for at in path[1:]:
        while line < len(cuts) and at.y > cuts[line]:
            place = track[line][wire]
            lane, stub = lanes[line] + place * direction.lanes, direction.gap / 4 + place * direction.lanes / 2
            leaves, enters = (_moved(Point(at.x, cuts[line]), shift) for shift in shifts[line : line + 2])
            out, over = leaves.y + stub, enters.y - stub
            led += [Point(leaves.x, out), Point(lane, out), Point(lane, over), Point(enters.x, over)]
            line += 1
        led.append(_moved(at, shifts[line]))
    return tuple(led)
