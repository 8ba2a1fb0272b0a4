"""Draws a confusion matrix with matplotlib; loaded with the first one only."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from gui.theme import Theme
from gui.widgets.plot_drawing import make_canvas, mpl_font

#: with more classes than this, cells have no room for numbers
NUMBERED = 12
#: room for the names of classes and axes, in pixels: left, top, right, bottom
MARGINS = (64, 4, 8, 54)


class MatrixDrawing:
    """A figure on a canvas; `canvas` is the widget."""

    def __init__(self, dpi: float) -> None:
        self.figure = Figure(dpi=dpi)
        self._agg: Any = make_canvas(self.figure)
        self.canvas: QWidget = self._agg
        self._axes = self.figure.add_subplot()
        self._size = 0

    def show(self, counts: Sequence[Sequence[int]], classes: Sequence[str], theme: Theme, font: QFont) -> None:
        """Draws everything anew; each row is shaded by its share, so that rare classes are seen as well."""
        table = np.asarray(counts, dtype=float)
        self._size = len(table)
        shares = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
        self._axes.clear()
        self.figure.set_facecolor(theme.surface)
        shades = LinearSegmentedColormap.from_list("shades", [theme.surface, theme.accent])
        self._axes.imshow(shares, cmap=shades, vmin=0, vmax=1, aspect="auto", interpolation="nearest")
        self._dress(classes, theme, font)
        if self._size <= NUMBERED:
            self._write_numbers(table, shares, theme, font)
        self._place()
        self._agg.draw_idle()

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column under a pixel of the widget."""
        ratio = self._agg.device_pixel_ratio
        place = self._axes.transData.inverted().transform((x * ratio, self.figure.bbox.height - y * ratio))
        column, row = int(np.floor(place[0] + 0.5)), int(np.floor(place[1] + 0.5))
        return (row, column) if 0 <= row < self._size and 0 <= column < self._size else None

    def _dress(self, classes: Sequence[str], theme: Theme, font: QFont) -> None:
        axes, small = self._axes, mpl_font(font, -2)
        step = max(1, self._size // NUMBERED)
        places = list(range(0, self._size, step))
        names = [classes[place][:9] for place in places]
        axes.set_xticks(places, names, fontproperties=small, rotation=0 if max(map(len, names), default=0) < 4 else 30)
        axes.set_yticks(places, names, fontproperties=small)
        axes.tick_params(length=0, pad=4, labelcolor=theme.secondary)
        axes.set_xlabel("predicted", fontproperties=mpl_font(font, -1), color=theme.secondary, labelpad=3)
        axes.set_ylabel("true", fontproperties=mpl_font(font, -1), color=theme.secondary, labelpad=3)
        for spine in axes.spines.values():
            spine.set_color(theme.border)

    def _write_numbers(self, table: np.ndarray, shares: np.ndarray, theme: Theme, font: QFont) -> None:
        small = mpl_font(font, -2)
        for (row, column), count in np.ndenumerate(table):
            if count:
                colour = theme.on_accent if shares[row, column] > 0.5 else theme.text
                self._axes.text(column, row, f"{count:.0f}", ha="center", va="center", color=colour, fontproperties=small)

    def _place(self) -> None:
        left, top, right, bottom = MARGINS
        ratio = self._agg.device_pixel_ratio
        width, height = self.figure.bbox.width / ratio, self.figure.bbox.height / ratio
        box = (left / width, bottom / height, max(width - left - right, 1) / width, max(height - top - bottom, 1) / height)
        self._axes.set_position(box)
