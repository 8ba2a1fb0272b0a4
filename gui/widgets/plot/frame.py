"""What is to be drawn, as one frozen value, worked out anew for every frame."""

import colorsys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

from PySide6.QtGui import QFont

from cnn.pictures.colours import Theme
from gui.widgets.plot.data import Curve
from gui.widgets.plot.history import Axis

#: room around the axes for the title and the numbers, in pixels: left, top, right, bottom
MARGINS = (44, 28, 12, 26)
#: colours of further runs, in the order they are chosen; the legend tells them apart as well
RUN_COLOURS = ("Normalization", "Activation", "Core", "Merging", "Regularization")
#: what the colours of further runs begin with; a number follows
FURTHER = "run "
#: of the colour circle from one of them to the next, so that neighbours differ most (the golden ratio)
TURN = 0.618034
#: seconds between two numbers on an axis of time
TIMES = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400)


def run_colour(number: int) -> str:
    """The name of the colour of the run that was chosen as the `number`th, from 0, for `Trace`."""
    return RUN_COLOURS[number] if number < len(RUN_COLOURS) else f"{FURTHER}{number - len(RUN_COLOURS)}"


#: a share computed in float32 may be a little more than 1, or less than 0
ROUNDED = 1e-3


@dataclass(frozen=True, eq=False)
class Trace:
    """A curve and how it is drawn: `colour_name` names a colour of the theme; without a label it is not in the legend.

    `measured` is what a smoothed curve was made of; `band` are two curves, of one x, between which it is filled.
    """

    curve: Curve
    label: str
    colour_name: str
    dots: bool = False
    faint: bool = False
    measured: Curve | None = None
    band: tuple[Curve, Curve] | None = None

    def colour(self, theme: Theme) -> str:
        """Its colour in a theme: one of the theme's own, one of a layer family, or one of many runs."""
        if self.colour_name.startswith(FURTHER):
            hue = int(self.colour_name.removeprefix(FURTHER)) * TURN % 1
            parts = colorsys.hls_to_rgb(hue, 0.66 if theme.dark else 0.42, 0.55)
            return "#{:02X}{:02X}{:02X}".format(*(round(255 * part) for part in parts))
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
    if not isfinite(span):
        high, span = low + 1, 1
    elif not span > 0:  # a level line lies in the middle, whatever its size; one of nothing at the bottom
        half = abs(low) / 2
        low, high = (low - half, low + half) if half else (low, low + 1)
        span = high - low
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
class View:
    """What part of the curves somebody wants to see; `None` stands for all there is."""

    x: tuple[float, float] | None = None
    y: tuple[float, float] | None = None

    @property
    def whole(self) -> bool:
        """Whether it is all there is."""
        return self.x is None and self.y is None


@dataclass(frozen=True)
class Ground:
    """Everything that stands still while curves grow."""

    title: str
    theme: Theme
    font: QFont
    x: Scale
    y: Scale
    logarithmic: bool
    traces: tuple[Trace, ...]
    axis: Axis = "epoch"


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
    axis: Axis = "epoch",
    view: View = View(),
) -> Ground:
    """The axes for these curves over `span` epochs (steps, seconds) on a widget of that size in pixels; a `share` of a whole goes
    from 0 to 1. Where a part along x is looked at, the other axis fits what is seen of the curves."""
    width, height = size[0] - MARGINS[0] - MARGINS[2], size[1] - MARGINS[1] - MARGINS[3]
    across, up = max(width // 60, 2), min(max(height // 24, 2), 5)
    x = _span(traces, span, across, axis) if view.x is None else _between(*view.x, across, axis)
    low, high = _extremes(traces) if view.x is None else _extremes_between(traces, *view.x)
    if view.x is None and share and -ROUNDED < low <= high < 1 + ROUNDED:
        low, high = 0.0, 1.0
    logarithmic = logarithmic and (low if view.y is None else view.y[0]) > 0
    if view.y is not None:
        y = _log_between(*view.y, up + 1) if logarithmic else _within(*view.y, up)
    elif logarithmic:
        y = log_scale(low, high) if view.x is None else _log_between(low / 1.05, high * 1.05, up + 1)
    else:
        y = linear_scale(min(low, 0) if view.x is None else low, high, up)
    return Ground(title, theme, font, x, y, logarithmic, tuple(traces), axis)


def spell(value: float) -> str:
    """A number on an axis, as short as it can be."""
    return f"{round(value, 10):g}"


def spell_beside(value: float, fits: Callable[[str], bool]) -> str:
    """A number beside the y axis: as it is, or 2.5e-4 where that does not fit."""
    text = spell(value)
    if not value or fits(text):
        return text
    mantissa, power = f"{value:.4e}".split("e")
    return f"{mantissa.rstrip('0').rstrip('.')}e{int(power)}"


def spell_along(value: float, axis: Axis) -> str:
    """A number along the x axis: 1.5 (epochs), 12,000 (steps), 1:02:45 (time)."""
    if axis == "time":
        seconds = round(value)
        hours, rest = divmod(seconds, 3600)
        if abs(value - seconds) > 1e-6 and value < 60:
            return f"{value:.3g} s"
        return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"
    return f"{value:,.0f}" if axis == "step" and value == round(value) else spell(value)


def _span(traces: Sequence[Trace], span: float, ticks: int, axis: Axis) -> Scale:
    """From 0 to the last epoch, step or second; whole epochs are named as long as there are several."""
    end = max([span, *(trace.curve.end for trace in traces)])
    return _between(0.0, end if end > 0 else 1.0, ticks, axis)


def _between(low: float, high: float, ticks: int, axis: Axis) -> Scale:
    """An axis along x with exactly these ends."""
    step = _round_step((high - low) / min(ticks, 10), (1, 2, 5, 10))
    if axis == "time" and high - low >= ticks:
        step = next((float(time) for time in TIMES if time >= (high - low) / min(ticks, 10)), step)
    elif high - low >= 2:
        step = max(step, 1.0)
    return Scale(low, high, _ticks(low, high, step))


def _within(low: float, high: float, ticks: int) -> Scale:
    """An axis upwards with exactly these ends."""
    return Scale(low, high, _ticks(low, high, _round_step((high - low) / ticks)))


def _ticks(low: float, high: float, step: float) -> tuple[float, ...]:
    return tuple(i * step for i in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1))


def _log_between(low: float, high: float, few: int) -> Scale:
    """A logarithmic axis with exactly these ends; powers of ten are named, within one of them 1, 2 and 5, and of a small part of
    one `few` even steps."""
    first, last = floor(log10(low)), ceil(log10(high))
    factors = (1,) if last - first > 2 else (1, 2, 5) if high / low > 3 else (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9)
    step = max(1, (last - first) // 5)
    named = (factor * 10.0**power for power in range(first, last + 1, step) for factor in factors)
    ticks = tuple(value for value in named if low <= value <= high)
    return Scale(low, high, ticks) if len(ticks) > 2 else _within(low, high, few)


def _curves(traces: Sequence[Trace]) -> list[Curve]:
    """All that is drawn, bands as well."""
    return [curve for trace in traces for curve in (trace.curve, *(trace.band or ()))]


def _extremes(traces: Sequence[Trace]) -> tuple[float, float]:
    found = [extremes for curve in _curves(traces) if (extremes := curve.extremes)]
    return min((low for low, _ in found), default=0.0), max((high for _, high in found), default=1.0)


def _extremes_between(traces: Sequence[Trace], left: float, right: float) -> tuple[float, float]:
    """Of what is seen of the curves, with a little room; those that are only the ground of a smoothed one do not count."""
    drawn = [trace for trace in traces if not trace.faint] or traces
    found = [extremes for curve in _curves(drawn) if len(curve) and (extremes := curve.extremes_between(left, right))]
    return min((low for low, _ in found), default=0.0), max((high for _, high in found), default=1.0)


def _round_step(rough: float, factors: Sequence[float] = (1, 2, 2.5, 5, 10)) -> float:
    power = 10.0 ** floor(log10(rough))
    return next(power * factor for factor in factors if power * factor >= rough * (1 - 1e-9))


def run_names_last(traces: Sequence[Trace]) -> list[Trace]:
    """Those that have a name, the present run's first: of many others the last find no room."""
    return sorted(
        (trace for trace in traces if trace.label),
        key=lambda trace: trace.colour_name in RUN_COLOURS or trace.colour_name.startswith(FURTHER),
    )
