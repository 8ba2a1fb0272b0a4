"""Draws curves with matplotlib: the ground once, the lines over it as often as they grow.

Loaded with the first plot only. A frame of 4 curves with a million points each costs a few milliseconds, because a curve
is thinned to its extremes per pixel column and the ground is kept as a picture.
"""

import io
from math import inf, nan
from typing import Any

import matplotlib
import numpy as np
from matplotlib import font_manager
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QWidget

from cnn.pictures.colours import Theme
from gui.widgets.plot.data import Thinned
from gui.widgets.plot.frame import MARGINS, RUN_COLOURS, Ground, Trace, spell

#: fonts that were read on this thread; matplotlib keeps them
_read: set[FontProperties] = set()


class Drawing:
    """A figure on a canvas; `canvas` is the widget."""

    def __init__(self, dpi: float) -> None:
        self.figure = Figure(dpi=dpi)
        self._agg: Any = _canvas(self.figure)
        self.canvas: QWidget = self._agg
        self._axes = self.figure.add_subplot()
        self._ground: Ground | None = None
        self._picture: Any = None
        self._strokes: list[_Stroke] = []
        self._numbers: list[Any] = []
        self._title: list[Any] = []
        self.room = inf  # pixels that the title line may take
        self._grid = LineCollection([], linewidths=1, zorder=0)
        self._axes.add_collection(self._grid, autolim=False)
        self._cursor = self._axes.axvline(0, animated=True, visible=False, linewidth=1)
        self._points = self._axes.scatter([], [], s=30, animated=True, visible=False, zorder=5)
        self._agg.mpl_connect("draw_event", self._keep_ground)
        self._agg.mpl_connect("resize_event", lambda _event: self._place())

    def show(self, ground: Ground) -> None:
        """Draws what has grown; the axes only when something about them changed."""
        if self.stands_on(ground):
            self._draw_lines()
            self.canvas.update()
            return
        if ground != self._ground:
            self._ground = ground
            self._dress(ground)
            self._picture = None
        self._agg.draw_idle()

    def prepare(self, ground: Ground) -> bool:
        """Does one of the things that come before drawing, so that they need not happen at once: reads the fonts, which takes
        15 ms, then dresses the axes, which takes 10 (to draw them 20). False when there was nothing left to do."""
        fonts = tuple(_font(ground.font, -1, weight) for weight in ("normal", "bold"))
        if not _read.issuperset(fonts):
            for font in fonts:
                self._agg.get_renderer().get_text_width_height_descent("0", font, False)
            _read.update(fonts)
            return True
        if ground != self._ground:
            self._ground = ground
            self._dress(ground)
            self._picture = None
            return True
        return False

    def stands_on(self, ground: Ground) -> bool:
        """Whether these axes are drawn already, so that only lines are to be drawn."""
        return ground == self._ground and self._picture is not None

    def point_at(self, x: float | None) -> None:
        """Marks the points nearest to an x; `None` takes the marks away."""
        self._cursor.set_visible(x is not None)
        self._points.set_visible(x is not None)
        if x is not None and self._ground is not None:
            found = [(trace, trace.curve.at(x)) for trace in self._ground.traces if not trace.faint]
            self._cursor.set_xdata([x, x])
            self._points.set_offsets([point for _, point in found if point] or [(nan, nan)])
            self._points.set_facecolor([trace.colour(self._ground.theme) for trace, point in found if point] or "none")
        if self._picture is not None:
            self._draw_lines()
            self.canvas.update()

    def x_at(self, pixel: float) -> float | None:
        """The x under a pixel column of the widget; `None` beside the axes."""
        ratio = self._agg.device_pixel_ratio
        part = (pixel * ratio - self._axes.bbox.x0) / max(self._axes.bbox.width, 1)
        low, high = self._axes.get_xlim()
        return low + part * (high - low) if 0 <= part <= 1 else None

    def picture(self, form: str) -> bytes:
        """The picture as it is seen, but sharper: as png, svg or pdf. Text stays text, and no date stands in it."""
        dates = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}
        file = io.BytesIO()
        with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "layerloom", "pdf.fonttype": 42}):
            dots = 2 * self.figure.dpi if form == "png" else "figure"
            self.figure.savefig(file, format=form, dpi=dots, metadata=dates.get(form))
        return file.getvalue()

    # ------------------------------------------------------------------ lines

    def _keep_ground(self, _event: object) -> None:
        if id(self.figure.canvas) != id(self._agg):  # while saving, the figure is on another canvas
            return
        self._picture = self._agg.copy_from_bbox(self.figure.bbox)
        self._draw_lines()

    def _draw_lines(self) -> None:
        ground = self._ground
        if ground is None:
            return
        self._agg.restore_region(self._picture)
        self._axes.draw_artist(self._cursor)
        columns = max(int(self._axes.bbox.width), 1)
        for trace, stroke in zip(ground.traces, self._strokes, strict=True):
            stroke.follow(trace.curve.thinned(ground.x.low, ground.x.high, columns))
            self._axes.draw_artist(stroke.shown)
        self._axes.draw_artist(self._points)

    # ------------------------------------------------------------------ ground

    def _dress(self, ground: Ground) -> None:
        theme, axes = ground.theme, self._axes
        self.figure.set_facecolor(theme.surface)
        axes.set_yscale("log" if ground.logarithmic else "linear")
        axes.set_xlim(ground.x.low, ground.x.high)
        axes.set_ylim(ground.y.low, ground.y.high)
        axes.set_axis_off()
        self._grid.set_segments([[(ground.x.low, tick), (ground.x.high, tick)] for tick in ground.y.ticks])
        self._grid.set_color(theme.border)
        self._dress_texts(ground)
        self._dress_lines(ground)
        self._place()

    def _dress_lines(self, ground: Ground) -> None:
        for stroke in self._strokes:
            stroke.remove()
        self._strokes = [_Stroke(self._axes, trace, ground.theme) for trace in ground.traces]
        self._cursor.set_color(ground.theme.wire)
        self._points.set_edgecolor(ground.theme.surface)

    def _dress_texts(self, ground: Ground) -> None:
        """Numbers and title, as plain texts: matplotlib's own ticks cost twice as much to draw."""
        for text in (*self._numbers, *self._title):
            text.remove()
        colour, small = ground.theme.secondary, _font(ground.font, -1)
        self._numbers = [self._number((tick, 0), ("data", "axes fraction"), tick, colour, small) for tick in ground.x.ticks]
        self._numbers += [self._number((0, tick), ("axes fraction", "data"), tick, colour, small) for tick in ground.y.ticks]
        self._title = []
        self._write(ground.title, colour, _font(ground.font, -1, "bold"))
        room = self.room * self._agg.device_pixel_ratio
        named = sorted((trace for trace in ground.traces if trace.label), key=lambda trace: trace.colour_name in RUN_COLOURS)
        for trace in named:  # the present run first: of many others the last find no room
            written = len(self._title)
            self._write("●" if trace.dots else "━", trace.colour(ground.theme), small, gap=14)
            self._write(trace.label, colour, small, gap=5)
            if self._end_of_title() > room:
                for piece in self._title[written:]:
                    piece.remove()
                del self._title[written:]
                break

    def _number(self, place: tuple[float, float], units: tuple[str, str], value: float, colour: str, font: FontProperties) -> Any:
        """A number beside an axis: below the one along, left of the one upwards."""
        below, ratio = units[0] == "data", self._agg.device_pixel_ratio
        return self._axes.annotate(
            spell(value),
            place,
            xycoords=units,
            xytext=(0, -7 * ratio) if below else (-8 * ratio, 0),
            textcoords="offset pixels",
            horizontalalignment="center" if below else "right",
            verticalalignment="top" if below else "center_baseline",
            color=colour,
            fontproperties=font,
            annotation_clip=False,
        )

    def _write(self, text: str, colour: str, font: FontProperties, gap: float = 0) -> None:
        """One more piece of the title line, `gap` pixels behind the last one."""
        ratio = self._agg.device_pixel_ratio
        start = self._end_of_title() + gap * ratio
        self._title.append(
            self._axes.annotate(
                text,
                (0, 1),
                xycoords="axes fraction",
                xytext=(start, 10 * ratio),
                textcoords="offset pixels",
                color=colour,
                fontproperties=font,
                verticalalignment="baseline",
                annotation_clip=False,
            )
        )

    def _end_of_title(self) -> float:
        if not self._title:
            return 0
        last = self._title[-1]
        return float(last.xyann[0] + last.get_window_extent(self._agg.get_renderer()).width)

    def _place(self) -> None:
        """Puts the axes where the margins say, whatever the size of the widget."""
        left, top, right, bottom = MARGINS
        ratio = self._agg.device_pixel_ratio
        width, height = self.figure.bbox.width / ratio, self.figure.bbox.height / ratio
        box = (left / width, bottom / height, max(width - left - right, 1) / width, max(height - top - bottom, 1) / height)
        self._axes.set_position(box)
        self._picture = None


class _Stroke:
    """One curve on the axes: a line through its points, or a band between the extremes of each column.

    A dense zigzag costs Agg 3.5 ms to stroke; the band that covers the same pixels 0.2 ms to fill.
    """

    def __init__(self, axes: Axes, trace: Trace, theme: Theme) -> None:
        self._axes = axes
        self._width = 1.6 if trace.dots and not trace.faint else 1.2
        look: dict[str, Any] = {"color": trace.colour(theme), "alpha": 0.4 if trace.faint else 1.0, "animated": True}
        (self._line,) = axes.plot(
            [], [], linewidth=self._width, marker="o" if trace.dots else "", markersize=4.5, clip_on=not trace.dots, **look
        )
        self._band = PolyCollection([], linewidth=0, **look)
        axes.add_collection(self._band, autolim=False)
        self.shown: Artist = self._line

    def follow(self, thinned: Thinned) -> None:
        """Takes the shape of a curve."""
        self.shown = self._line if thinned.whole else self._band
        self._line.set_data((thinned.x, thinned.low) if thinned.whole else ([], []))
        self._band.set_verts([] if thinned.whole else [self._outline(thinned)])

    def remove(self) -> None:
        """Takes it off the axes."""
        self._line.remove()
        self._band.remove()

    def _outline(self, thinned: Thinned) -> np.ndarray:
        """The band's corners, half a line's width outside the values."""
        pixels = self._axes.transData
        half = self._width * self._axes.figure.dpi / 144
        found = ~np.isnan(thinned.low)
        x = thinned.x[found]
        low = pixels.transform(np.column_stack([x, thinned.low[found]])) - np.array((0, half))
        high = pixels.transform(np.column_stack([x, thinned.high[found]])) + np.array((0, half))
        return np.asarray(pixels.inverted().transform(np.concatenate([low, high[::-1]])))


#: fonts with Chinese letters, as Linux, Windows and macOS bring them; matplotlib looks for each letter in one after the other
_CHINESE = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",  # the first in a file that holds all of them
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "Microsoft YaHei",
    "SimHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "Arial Unicode MS",
)

_canvas: Any = FigureCanvasQTAgg  # matplotlib's Qt classes carry no types


def _font(font: QFont, step: float, weight: str = "normal") -> FontProperties:
    """Qt's font for matplotlib, some points larger or smaller; DejaVu Sans stands in for what it can't find."""
    info = QFontInfo(font)
    return FontProperties(family=_families(info.family()), size=info.pointSizeF() + step, weight=weight)


def _families(family: str) -> list[str]:
    known = set(font_manager.get_font_names())
    return [name for name in (family, "DejaVu Sans", *_CHINESE) if name in known]
