"""Where the numbers of a plot lie on its widget, and which names stand above them."""

from math import log10, nan
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from gui.style import theme as style
from gui.widgets.plot.frame import MARGINS, Ground, Trace, run_names_last

if TYPE_CHECKING:
    import numpy as np


class Axes:
    """Where the numbers of a ground lie on a widget of that size in pixels, and back."""

    def __init__(self, ground: Ground, width: float, height: float) -> None:
        left, top, right, bottom = MARGINS
        self.box = QRectF(left, top, max(width - left - right, 1), max(height - top - bottom, 1))
        self._x, self._y, self._log = ground.x, ground.y, ground.logarithmic

    def across(self, x: float) -> float:
        """The pixel of an x."""
        return self.box.left() + (x - self._x.low) / (self._x.high - self._x.low) * self.box.width()

    def up(self, y: float) -> float:
        """The pixel of a y; of a value that has no place on a logarithmic axis one below everything."""
        low, high = self._ends()
        value = y if not self._log else log10(y) if y > 0 else low - 9
        return self.box.bottom() - (value - low) / (high - low) * self.box.height()

    def all_across(self, x: "np.ndarray") -> "np.ndarray":
        """The pixels of many x."""
        return self.box.left() + (x - self._x.low) * (self.box.width() / (self._x.high - self._x.low))

    def all_up(self, y: "np.ndarray") -> "np.ndarray":
        """The pixels of many y, as `up`; of a value that is no number none."""
        import numpy as np

        low, high = self._ends()
        value = np.log10(np.where(y > 0, y, 10.0 ** (low - 9))) if self._log else y
        if self._log:
            value = np.where(np.isfinite(y), value, nan)
        return np.asarray(self.box.bottom() - (value - low) * (self.box.height() / (high - low)))

    def x_at(self, pixel: float) -> float | None:
        """The x under a pixel column; `None` beside the axes."""
        part = (pixel - self.box.left()) / self.box.width()
        return self._x.low + part * (self._x.high - self._x.low) if 0 <= part <= 1 else None

    def seen(self, x: tuple[float, float], y: tuple[float, float]) -> tuple[tuple[float, float], tuple[float, float]]:
        """The numbers between two pixels across and two upwards, as they are after a drag or a turn of the wheel."""
        wide, (low, high) = self._x.high - self._x.low, self._ends()
        across = tuple(self._x.low + (pixel - self.box.left()) / self.box.width() * wide for pixel in x)
        up = tuple(low + (self.box.bottom() - pixel) / self.box.height() * (high - low) for pixel in y)
        if self._log:
            up = tuple(10.0 ** min(max(value, -300.0), 300.0) for value in up)
        return (across[0], across[1]), (up[0], up[1])

    def _ends(self) -> tuple[float, float]:
        ends = self._y.low, self._y.high
        return (log10(ends[0]), log10(ends[1])) if self._log else ends


class Name(NamedTuple):
    """A piece of the title line."""

    trace: Trace | None
    text: str
    left: float


def names(ground: Ground, room: float) -> list[Name]:
    """The title and the names of the curves beside it, as many as `room` pixels hold; of many others the last find none."""
    small = style.small_font(ground.font)
    strong, plain = QFontMetricsF(bold(small)), QFontMetricsF(small)
    title = title_within(ground.title, ground.font, room)
    found, named = [Name(None, title, 0.0)], run_names_last(ground.traces)
    end = strong.horizontalAdvance(title)
    for place, trace in enumerate(named):
        wide = 14 + plain.horizontalAdvance("━ ") + plain.horizontalAdvance(trace.label)
        left = len(named) - place - 1
        if end + wide + (14 + plain.horizontalAdvance(f"+{left}") if left else 0) > room:
            if place:
                found.append(Name(None, f"+{left + 1}", end + 14))
            break
        found.append(Name(trace, trace.label, end + 14))
        end += wide
    return found


def title_within(title: str, font: QFont, room: float) -> str:
    """The title of a plot with that font, as much of it as `room` pixels hold before the buttons."""
    return QFontMetricsF(bold(style.small_font(font))).elidedText(title, Qt.TextElideMode.ElideRight, max(room, 0.0))


def bold(font: QFont) -> QFont:
    """The same font, bold."""
    found = QFont(font)
    found.setBold(True)
    return found
