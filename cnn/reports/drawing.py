"""Drawings of a report as plain values: curves over epochs, and what was said against what is true. y grows downwards."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cnn.words.language import tr

#: what a shape shows; whoever writes it has a colour for each
Role = Literal["grid", "axis", "training", "validation", "best", "text", "quiet", "points"]
Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]

WIDTH, HEIGHT = 460.0, 260.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 52.0, 14.0, 26.0, 30.0
#: how many lines of a grid there are at most
_MOST_TICKS = 6
#: so many points of a curve are drawn at most; of more the lowest and highest of each stretch
MOST_POINTS = 600
TEXT = 11.0
#: letters from here on are nearly twice as wide: Chinese, Japanese, Korean
WIDE = 0x2E80
#: how wide the name of a curve is, with a bit of it
_NAMED = 112.0


@dataclass(frozen=True)
class Line:
    """A line through points; `tone` is its place among lines of one role that are told apart by colour and dashes."""

    points: tuple[Point, ...]
    role: Role
    tone: int = 0


@dataclass(frozen=True)
class Dots:
    """Points of one size."""

    points: tuple[Point, ...]
    role: Role
    radius: float = 2.0


@dataclass(frozen=True)
class Label:
    """One line of text; `y` is its base line."""

    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    role: Role = "quiet"


Shape = Line | Dots | Label


@dataclass(frozen=True)
class Drawing:
    """Shapes from back to front; `spoken` says in words what is to be seen."""

    shapes: tuple[Shape, ...]
    spoken: str
    width: float = WIDTH
    height: float = HEIGHT


@dataclass(frozen=True)
class Curve:
    """A figure of each epoch, from the first on; what is no number leaves a gap."""

    name: str
    role: Role
    values: tuple[float, ...]


def curves(drawn: Sequence[Curve], best: int, spoken: str) -> Drawing:
    """Figures over epochs, with the best epoch (from 1; 0: none) marked."""
    values = [value for curve in drawn for value in curve.values if math.isfinite(value)]
    epochs = max((len(curve.values) for curve in drawn), default=1)
    scale = _Scale((0.5, epochs + 0.5) if epochs == 1 else (1, epochs), _range(values))
    shapes = [*scale.grid(_whole(1, epochs), tr("epoch"))]
    if 1 <= best <= epochs:
        shapes.append(Line((scale.at(best, scale.low), scale.at(best, scale.high)), "best"))
    for curve in drawn:
        shapes += scale.curve(curve)
        if 1 <= best <= len(curve.values) and math.isfinite(curve.values[best - 1]):
            shapes.append(Dots((scale.at(best, curve.values[best - 1]),), curve.role, 3.5))
    return Drawing((*shapes, *_legend(drawn, best)), spoken)


def scatter(true: Sequence[float], said: Sequence[float], spoken: str) -> Drawing:
    """What was said (upwards) against what is true (to the right); the diagonal is right."""
    pairs = [(x, y) for x, y in zip(true, said, strict=False) if math.isfinite(x) and math.isfinite(y)]
    both = _range([value for pair in pairs for value in pair])
    scale = _Scale(both, both)
    diagonal = Line((scale.at(both[0], both[0]), scale.at(both[1], both[1])), "best")
    dots = Dots(tuple(scale.at(*pair) for pair in pairs), "points", 1.8)
    return Drawing((*scale.grid(_ticks(*both), tr("true")), diagonal, dots, Label(_LEFT, 14, tr("predicted"))), spoken)


def plane(lines: Mapping[str, tuple[Point, ...]], across: str, up: str, *, diagonal: bool = False, dots: bool = False) -> Drawing:
    """Lines through points between 0 and 1, such as ROC curves, with what both axes are; `dots` marks the points."""
    scale = _Scale((0.0, 1.0), (0.0, 1.0))
    shapes = [*scale.grid(_ticks(0.0, 1.0), across), Label(_LEFT, 14, up)]
    if diagonal:
        shapes.append(Line((scale.at(0, 0), scale.at(1, 1)), "best"))
    for place, points in enumerate(lines.values()):
        shapes.append(Line(tuple(scale.at(*point) for point in points), "training", place))
        if dots:
            shapes.append(Dots(tuple(scale.at(*point) for point in points), "training", 3.0))
    if len(lines) > 1:
        shapes += _names([*lines])
    return Drawing(tuple(shapes), tr("{0} over {1}", up, across))


def _names(names: Sequence[str]) -> Iterable[Shape]:
    """Each name behind a bit of its line, in the lower right corner, where such curves have the most room; in two columns."""
    rows = -(-len(names) // 2)
    for place, name in enumerate(names):
        column, row = divmod(place, rows)
        x, y = WIDTH - _RIGHT - 8 - (2 - column) * _NAMED, HEIGHT - _BOTTOM - 8 - (rows - 1 - row) * 14
        yield Line(((x, y - 4), (x + 26, y - 4)), "training", place)
        yield Label(x + 32, y, name if len(name) <= 12 else f"{name[:11]}…")


# ---------------------------------------------------------------------- scales


class _Scale:
    """From values to places on the drawing."""

    def __init__(self, across: tuple[float, float], up: tuple[float, float]) -> None:
        self._left, self._right = across
        self.low, self.high = up

    def at(self, x: float, y: float) -> Point:
        """Where a point stands."""
        wide, tall = WIDTH - _LEFT - _RIGHT, HEIGHT - _TOP - _BOTTOM
        share = (x - self._left) / ((self._right - self._left) or 1)
        rise = (y - self.low) / ((self.high - self.low) or 1)
        return round(_LEFT + wide * share, 2), round(_TOP + tall * (1 - rise), 2)

    def grid(self, across: Iterable[float], title: str) -> list[Shape]:
        """Lines at round values, what they stand for, and what is counted to the right."""
        found: list[Shape] = []
        for value in _ticks(self.low, self.high):
            left, right = self.at(self._left, value), self.at(self._right, value)
            found += [Line((left, right), "grid"), Label(_LEFT - 7, left[1] + 3.6, _spelled(value), "end")]
        for value in across:
            x = self.at(value, self.low)[0]
            found.append(Label(x, HEIGHT - _BOTTOM + 15, _spelled(value), "middle"))
        found.append(Line((self.at(self._left, self.low), self.at(self._right, self.low)), "axis"))
        found.append(Label(WIDTH - _RIGHT, HEIGHT - 2, title, "end"))
        return found

    def curve(self, curve: Curve) -> list[Shape]:
        """A curve in pieces between its gaps; what stands alone is a dot."""
        pieces: list[list[Point]] = [[]]
        for epoch, value in _thinned(curve.values):
            if math.isfinite(value):
                pieces[-1].append(self.at(epoch, value))
            elif pieces[-1]:
                pieces.append([])
        whole = [tuple(piece) for piece in pieces if piece]
        return [Line(piece, curve.role) if len(piece) > 1 else Dots(piece, curve.role, 2.5) for piece in whole]


def _thinned(values: Sequence[float]) -> list[tuple[int, float]]:
    """Each epoch with its value; of very many the lowest and the highest of each stretch, so that no peak is lost."""
    points = [*enumerate(values, start=1)]
    step = math.ceil(2 * len(points) / MOST_POINTS)
    if step <= 2:
        return points
    kept: list[tuple[int, float]] = []
    for start in range(0, len(points), step):
        stretch = [point for point in points[start : start + step] if math.isfinite(point[1])]
        kept += (
            sorted({min(stretch, key=lambda point: point[1]), max(stretch, key=lambda point: point[1])})
            if stretch
            else [points[start]]
        )
    return kept


def _range(values: Sequence[float]) -> tuple[float, float]:
    """From the least to the greatest, with a little room on both sides."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    room = (high - low) * 0.04 or abs(low) * 0.05 or 0.5
    return (0.0 if 0 <= low < room * 4 else low - room), high + room


def _ticks(low: float, high: float) -> list[float]:
    """Round values between two, at most so many as can be read."""
    span = high - low
    if not math.isfinite(span) or span <= 0:
        return []
    raw = span / (_MOST_TICKS - 1)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= raw * 0.999)
    first = math.ceil(low / step - 1e-9)
    return [
        float(f"{number * step:.12g}")
        for number in range(first, first + _MOST_TICKS + 2)
        if number * step <= high * (1 + 1e-12 if high > 0 else 1)
    ]


def _whole(first: int, last: int) -> list[float]:
    """Whole numbers from the first to the last, as many as have room."""
    step = next(step for power in range(7) for step in (10**power, 2 * 10**power, 5 * 10**power) if (last - first) / step < 8)
    found = [float(number) for number in range(first, last + 1) if number == first or number % step == 0]
    return found if len(found) < 2 or found[1] - found[0] >= step / 2 else [found[0], *found[2:]]


def _spelled(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 and value == round(value) else f"{value:.4g}"


def _legend(drawn: Sequence[Curve], best: int) -> list[Shape]:
    """The names of curves, each behind a piece of its line."""
    found: list[Shape] = []
    x = _LEFT
    names = [(curve.name, curve.role) for curve in drawn]
    if best:
        names.append((tr("best: epoch {0}", best), "best"))
    for name, role in names:
        found += [Line(((x, 10.0), (x + 16, 10.0)), role), Label(x + 21, 13.6, name, role="text")]
        x += 21 + 6.1 * sum(1 + (ord(letter) >= WIDE) * 0.8 for letter in name) + 16
    return found
