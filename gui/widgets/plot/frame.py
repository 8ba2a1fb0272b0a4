"""What is to be drawn, as one frozen value: worked out anew for every frame and compared with the last. No matplotlib."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

from PySide6.QtGui import QFont

from cnn.pictures.colours import Theme
from gui.widgets.plot.data import Curve

#: room around the axes for the title and the numbers, in pixels: left, top, right, bottom
MARGINS = (44, 28, 12, 26)
#: colours of further runs, in the order they are chosen; the legend tells them apart as well
RUN_COLOURS = ("Normalization", "Activation", "Core", "Merging", "Regularization")


#: a share computed in float32 may be a little more than 1, or less than 0
ROUNDED = 1e-3


@dataclass(frozen=True, eq=False)
class Trace:
    """A curve and how it is drawn: `colour_name` names a colour of the theme; without a label it is not in the legend."""

    curve: Curve
    label: str
    colour_name: str
    dots: bool = False
    faint: bool = False

    def colour(self, theme: Theme) -> str:
        """Its colour in a theme: one of the theme's own, or one of a layer family."""
        return str(getattr(theme, self.colour_name, "")) or theme.family(self.colour_name)


@dataclass(frozen=True)
class Scale:
    """One axis: where it begins and ends, and the values it names."""

    low: float
    high: float
    ticks: tuple[float, ...]


def linear_scale(low: float, high: float, ticks: int = 5) -> Scale:
    """An axis around these values whose steps are 1, 2, 2.5 or 5 times a power of ten, at most `ticks` of them."""
    span = high - low
    if not (isfinite(span) and span > 0):
        high, span = low + 1, 1
    step = _round_step(span / ticks)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return Scale(first * step, last * step, tuple(i * step for i in range(first, last + 1)))


def log_scale(low: float, high: float) -> Scale:
    """A logarithmic axis around these values from one power of ten to another."""
    first = floor(log10(low))
    last = max(ceil(log10(high)), first + 1)
    step = max(1, (last - first) // 5)
    return Scale(10.0**first, 10.0**last, tuple(10.0**i for i in range(first, last + 1, step)))


@dataclass(frozen=True)
class Ground:
    """Everything that stands still while curves grow; only a change of it draws the axes again."""

    title: str
    theme: Theme
    font: QFont
    x: Scale
    y: Scale
    logarithmic: bool
    traces: tuple[Trace, ...]


def ground_for(
    title: str,
    traces: Sequence[Trace],
    span: float,
    *,
    logarithmic: bool,
    theme: Theme,
    font: QFont,
    size: tuple[int, int],
    share: bool = False,
) -> Ground:
    """The axes for these curves over `span` epochs on a widget of that size in pixels; a `share` of a whole goes from 0 to 1."""
    width, height = size[0] - MARGINS[0] - MARGINS[2], size[1] - MARGINS[1] - MARGINS[3]
    low, high = _extremes(traces)
    if share and -ROUNDED < low <= high < 1 + ROUNDED:
        low, high = 0.0, 1.0
    logarithmic = logarithmic and low > 0
    y = log_scale(low, high) if logarithmic else linear_scale(min(low, 0), high, min(max(height // 24, 2), 5))
    return Ground(title, theme, font, _span(traces, span, max(width // 60, 2)), y, logarithmic, tuple(traces))


def spell(value: float) -> str:
    """A number on an axis, as short as it can be."""
    return f"{round(value, 10):g}"


def _span(traces: Sequence[Trace], span: float, ticks: int) -> Scale:
    """From 0 to the last epoch; whole epochs are named as long as there are several."""
    end = max([span, *(trace.curve.end for trace in traces)])
    step = _round_step(end / min(ticks, 10), (1, 2, 5, 10))
    step = max(step, 1.0) if end >= 2 else step
    return Scale(0, end, tuple(i * step for i in range(floor(end / step + 1e-9) + 1)))


def _extremes(traces: Sequence[Trace]) -> tuple[float, float]:
    found = [extremes for trace in traces if (extremes := trace.curve.extremes)]
    return min((low for low, _ in found), default=0.0), max((high for _, high in found), default=1.0)


def _round_step(rough: float, factors: Sequence[float] = (1, 2, 2.5, 5, 10)) -> float:
    power = 10.0 ** floor(log10(rough))
    return next(power * factor for factor in factors if power * factor >= rough * (1 - 1e-9))
