"""Draws curves with matplotlib: the ground once, the lines over it as often as they grow.

Loaded with the first curves only (`loading`). The figure's one axes cover the whole widget and count in its pixels, downwards
as Qt does, so that what is drawn lies where the mouse finds it. A frame of four curves with a million points each costs a few
milliseconds, because a curve is thinned to its extremes in each column of pixels and the ground is kept as a picture. On the
screen the texts are Qt's, as those around them: matplotlib needs 20 ms for as many, on each frame while somebody moves the axes.
"""

import io
from collections.abc import Iterator
from functools import lru_cache
from math import isfinite
from typing import Any, NamedTuple, cast

import matplotlib
import numpy as np
from matplotlib import font_manager
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from matplotlib.transforms import Bbox, TransformedBbox
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QImage, QPainter

from gui.style import theme as style
from gui.style.letters import CHINESE
from gui.widgets.plot.axes import Axes, bold, names
from gui.widgets.plot.data import Curve, Thinned
from gui.widgets.plot.frame import MARGINS, Ground, Trace, spell_along, spell_beside

#: dots an inch that stand for one pixel of a widget, and points of a pixel
DPI, POINT = 96.0, 72.0 / 96.0
#: pixels: radius of a dot on a curve, and of the one under the mouse
DOT, MEANT = 2.5, 3.5
#: how much of a faint curve is seen
FAINT = 0.4
#: and of what lies between two
FILLED = 0.18


class Wanted(NamedTuple):
    """What a picture is of: the ground, the room for its names, the widget's size and the screen's pixels for one of its."""

    ground: Ground
    room: float
    width: int
    height: int
    ratio: float = 1.0


class Drawing:
    """A figure for one plot."""

    def __init__(self) -> None:
        self._figure = Figure(dpi=DPI)
        self._agg: Any = FigureCanvasAgg(self._figure)
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._wanted: Wanted | None = None
        self._picture: Any = None  # the ground as it was drawn
        self._written: list[_Written] = []
        self._strokes: list[_Stroke] = []
        self._grid = LineCollection([], linewidths=POINT, zorder=0)
        self._axes.add_collection(self._grid, autolim=False)
        (self._cursor,) = self._axes.plot([], [], linewidth=POINT, animated=True, zorder=1)
        self._points = self._axes.scatter([], [], s=(2 * MEANT * POINT) ** 2, linewidths=POINT, animated=True, zorder=5)

    def paint(self, painter: QPainter, wanted: Wanted, meant: float | None) -> None:
        """All of it; `meant` is the x under the mouse."""
        if wanted == self._wanted and self._picture is not None:
            self._agg.restore_region(self._picture)
        else:
            self._dress(wanted)
            self._agg.draw()
            self._picture = self._agg.copy_from_bbox(self._figure.bbox)
        for artist in self._over(wanted, meant):
            self._axes.draw_artist(artist)
        pixels = self._agg.buffer_rgba()
        height, width = pixels.shape[:2]
        image = QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGBA8888)
        image.setDevicePixelRatio(wanted.ratio)
        painter.drawImage(QPointF(0, 0), image)
        for text in self._written:
            text.paint(painter)

    def saved(self, wanted: Wanted, form: str, fine: int) -> bytes:
        """The picture as png with `fine` dots a pixel, svg or pdf. Text stays text, and no date stands in it."""
        dates = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}
        file = io.BytesIO()
        self._dress(wanted)
        list(self._over(wanted, None))
        texts = [text.on(self._axes) for text in self._written]
        with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "layerloom", "pdf.fonttype": 42}):
            dots = fine * DPI if form == "png" else "figure"
            self._figure.savefig(file, format=form, dpi=dots, metadata=dates.get(form))
        for text in texts:
            text.remove()
        self._wanted = self._picture = None  # its canvas was another one meanwhile
        return file.getvalue()

    # ------------------------------------------------------------------ lines

    def _over(self, wanted: Wanted, meant: float | None) -> Iterator[Artist]:
        """What lies over the ground, as it is now, from below."""
        ground = wanted.ground
        axes = Axes(ground, wanted.width, wanted.height)
        self._cursor.set_visible(meant is not None)
        self._points.set_visible(meant is not None)
        if meant is not None:
            self._cursor.set_data([axes.across(meant)] * 2, [axes.box.top(), axes.box.bottom()])
            self._mark(ground, axes, meant)
            yield self._cursor
        for stroke in self._strokes:
            yield from stroke.filled(ground, axes)
        for stroke in self._strokes:
            yield from stroke.drawn(ground, axes)
        yield self._points

    def _mark(self, ground: Ground, axes: Axes, x: float) -> None:
        """The points nearest to an x."""
        found = [(trace, point) for trace in ground.traces if not trace.faint and (point := trace.curve.at(x)) is not None]
        found = [(trace, point) for trace, point in found if isfinite(point[1])]
        self._points.set_offsets([(axes.across(point[0]), axes.up(point[1])) for _, point in found] or np.empty((0, 2)))
        self._points.set_facecolor([trace.colour(ground.theme) for trace, _ in found] or "none")

    # ------------------------------------------------------------------ ground

    def _dress(self, wanted: Wanted) -> None:
        """Puts everything where it belongs that stands still while curves grow."""
        ground, width, height, figure = wanted.ground, wanted.width, wanted.height, self._figure
        figure.set_dpi(DPI * wanted.ratio)
        figure.set_size_inches(width / DPI, height / DPI)
        figure.set_facecolor(ground.theme.surface)
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(height, 0)
        axes = Axes(ground, width, height)
        box = axes.box
        # lines of one pixel lie on whole ones
        lines = [round(axes.up(tick)) + 0.5 for tick in ground.y.ticks]
        self._grid.set_segments([[(box.left(), line), (box.right(), line)] for line in lines])
        self._grid.set_color(ground.theme.border)
        self._written = list(_written(ground, axes, wanted.room))
        before = [stroke.trace for stroke in self._strokes], self._wanted.ground.theme if self._wanted else None
        if before != (list(ground.traces), ground.theme):
            for stroke in self._strokes:
                stroke.remove()
            self._strokes = [_Stroke(self._axes, trace, ground) for trace in ground.traces]
        clip = TransformedBbox(
            Bbox([[box.left() - DOT, box.bottom() + DOT], [box.right() + DOT, box.top() - DOT]]), self._axes.transData
        )
        for stroke in self._strokes:
            stroke.clip(clip)
        self._cursor.set_color(ground.theme.wire)
        self._points.set_edgecolor(ground.theme.surface)
        self._wanted, self._picture = wanted, None


class _Written(NamedTuple):
    """A text of the ground, and what of it lies at x and y."""

    text: str
    x: float
    y: float
    colour: str
    font: QFont
    across: str = "left"
    up: str = "baseline"

    def paint(self, painter: QPainter) -> None:
        """On the screen."""
        painter.setFont(self.font)
        painter.setPen(QColor(self.colour))
        metrics = QFontMetricsF(self.font)
        wide = metrics.horizontalAdvance(self.text)
        left = self.x - {"left": 0.0, "center": wide / 2, "right": wide}[self.across]
        down = {"baseline": 0.0, "center_baseline": metrics.capHeight() / 2, "top": metrics.ascent()}[self.up]
        painter.drawText(QPointF(left, self.y + down), self.text)

    def on(self, axes: Any) -> Text:
        """In a picture that is saved."""
        return cast(
            Text,
            axes.text(
                self.x,
                self.y,
                self.text,
                color=self.colour,
                fontproperties=_font(self.font),
                horizontalalignment=self.across,
                verticalalignment=self.up,
                clip_on=False,
            ),
        )


def _written(ground: Ground, axes: Axes, room: float) -> Iterator[_Written]:
    """Every text of the ground: the numbers beside both axes, the title and the names of the curves."""
    look, box, small = ground.theme, axes.box, style.small_font(ground.font)
    digits = style.number_font(small)
    metrics, end = QFontMetricsF(digits), 0.0
    for tick in ground.y.ticks:
        text = spell_beside(tick, lambda text: metrics.horizontalAdvance(text) <= box.left() - 8)
        yield _Written(text, box.left() - 8, axes.up(tick), look.secondary, digits, "right", "center_baseline")
    edge = box.right() + MARGINS[2]
    for tick in ground.x.ticks:  # without those that would touch the one before or leave the picture
        text = spell_along(tick, ground.axis)
        wide = metrics.horizontalAdvance(text)
        left = min(axes.across(tick) - wide / 2, edge - wide)
        if left >= end:
            yield _Written(text, left + wide / 2, box.bottom() + 7, look.secondary, digits, "center", "top")
            end = left + wide + 6
    strong = bold(small)
    sign = QFontMetricsF(small).horizontalAdvance("━ ")
    for name in names(ground, room):
        left = box.left() + name.left
        if name.trace is None:
            yield _Written(name.text, left, box.top() - 10, look.secondary, small if name.left else strong)
            continue
        yield _Written("●" if name.trace.dots else "━", left, box.top() - 10, name.trace.colour(look), small)
        yield _Written(name.text, left + sign, box.top() - 10, look.secondary, small)


class _Stroke:
    """One curve: a line through its points, or a band between the extremes of each column; and what is filled around it.

    A dense zigzag costs Agg 3.5 ms to stroke; the band that covers the same pixels 0.2 ms to fill.
    """

    def __init__(self, axes: Any, trace: Trace, ground: Ground) -> None:
        self.trace = trace
        self._width = 1.8 if trace.dots and not trace.faint else 1.5
        look: dict[str, Any] = {"color": trace.colour(ground.theme), "alpha": FAINT if trace.faint else 1.0, "animated": True}
        self._line = axes.plot(
            [],
            [],
            linewidth=self._width * POINT,
            marker="o" if trace.dots else "",
            markersize=2 * DOT * POINT,
            markeredgewidth=0,
            **look,
        )[0]
        self._alone = axes.plot([], [], linestyle="", marker="o", markersize=2 * DOT * POINT, markeredgewidth=0, **look)[0]
        self._dense = PolyCollection([], linewidth=0, antialiaseds=False, **look)
        self._between = PolyCollection([], linewidth=0, zorder=1, **{**look, "alpha": FILLED})
        for collection in (self._dense, self._between):
            axes.add_collection(collection, autolim=False)

    def filled(self, ground: Ground, axes: Axes) -> Iterator[Artist]:
        """What lies between two curves, lightly filled."""
        self._between.set_verts([])
        if self.trace.band is not None:
            low, high = (_thinned(curve, ground, axes) for curve in self.trace.band)
            below = np.column_stack([axes.all_across(low.x), axes.all_up(low.low)])
            above = np.column_stack([axes.all_across(high.x), axes.all_up(high.high)])
            corners = np.concatenate([below, above[::-1]])
            self._between.set_verts([corners[np.isfinite(corners[:, 1])]])
            yield self._between

    def drawn(self, ground: Ground, axes: Axes) -> Iterator[Artist]:
        """The curve itself."""
        thinned = _thinned(self.trace.curve, ground, axes)
        x = axes.all_across(thinned.x)
        low, high = axes.all_up(thinned.low), axes.all_up(thinned.high)
        if not thinned.whole:
            self._line.set_data([], [])
            self._alone.set_data([], [])
            self._dense.set_verts(_outlines(x, high, low, self._width / 2))
            yield self._dense
            return
        self._dense.set_verts([])
        self._line.set_data(x, low)
        yield self._line
        if not self.trace.dots:
            alone = _alone(low)
            self._alone.set_data(x[alone], low[alone])
            yield self._alone

    def clip(self, box: TransformedBbox) -> None:
        """Nothing of it is seen beyond."""
        for artist in (self._line, self._alone, self._dense, self._between):
            artist.set_clip_path(None)
            artist.set_clip_box(box)

    def remove(self) -> None:
        """Takes it off the axes."""
        for artist in (self._line, self._alone, self._dense, self._between):
            artist.remove()


def _thinned(curve: Curve, ground: Ground, axes: Axes) -> Thinned:
    return curve.thinned(ground.x.low, ground.x.high, max(int(axes.box.width()), 1))


def _alone(y: np.ndarray) -> np.ndarray:
    """Which points have no neighbour, so that no line goes through them."""
    found = np.isfinite(y)
    beside = np.zeros(len(y), bool)
    beside[1:] |= found[:-1]
    beside[:-1] |= found[1:]
    return np.asarray(found & ~beside)


def _outlines(x: np.ndarray, top: np.ndarray, bottom: np.ndarray, half: float) -> list[np.ndarray]:
    """The corners of what lies between the extremes of each column, half a line's width around them; where a value is no number
    the band is torn."""
    found = np.isfinite(top) & np.isfinite(bottom)
    ends = np.flatnonzero(np.diff(np.concatenate([[False], found, [False]]).astype(np.int8)))
    pieces = []
    for first, last in zip(ends[::2].tolist(), ends[1::2].tolist(), strict=True):
        part = slice(first, last)
        above = np.column_stack([x[part], top[part] - half])
        below = np.column_stack([x[part], bottom[part] + half])
        if last - first == 1:
            above, below = (np.concatenate([edge - np.array((half, 0)), edge + np.array((half, 0))]) for edge in (above, below))
        pieces.append(np.concatenate([above, below[::-1]]))
    return pieces


def _font(font: QFont) -> FontProperties:
    """Qt's font for matplotlib; DejaVu Sans stands in for what it can't find."""
    info = QFontInfo(font)
    return _properties(info.family(), info.pointSizeF(), "bold" if font.bold() else "normal")


@lru_cache(maxsize=32)
def _properties(family: str, size: float, weight: str) -> FontProperties:
    return FontProperties(family=_families(family), size=size, weight=weight)


def _families(family: str) -> list[str]:
    known = set(font_manager.get_font_names())
    return [name for name in (family, "DejaVu Sans", *CHINESE) if name in known]
