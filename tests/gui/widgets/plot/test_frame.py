"""Axes: round steps, everything inside, and equal views compare equal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFont

from cnn.pictures.colours import DARK, LIGHT
from gui.widgets.plot.data import Curve
from gui.widgets.plot.frame import Ground, Trace, View, ground_for, linear_scale, log_scale, spell, spell_beside

WHOLE = View()
FINITE = st.floats(-1e9, 1e9, allow_subnormal=False)


@given(FINITE, st.floats(1e-6, 1e9), st.integers(2, 10))
def test_an_axis_holds_its_values_in_few_round_steps(low: float, span: float, ticks: int) -> None:
    scale = linear_scale(low, low + span, ticks)
    slack = 1e-6 * max(span, abs(low))
    assert scale.low <= low + slack
    assert scale.high >= low + span - slack
    assert 2 <= len(scale.ticks) <= ticks + 2


def test_steps_are_the_ones_people_count_in() -> None:
    assert linear_scale(0, 1, 5).ticks == (0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0)
    assert [spell(tick) for tick in linear_scale(0, 1, 5).ticks] == ["0", "0.2", "0.4", "0.6", "0.8", "1"]
    assert linear_scale(0, 1, 4).ticks == (0, 0.25, 0.5, 0.75, 1)
    assert linear_scale(0, 10, 5).ticks == (0, 2, 4, 6, 8, 10)


def test_an_axis_without_a_span_still_has_one() -> None:
    assert linear_scale(3, 3).high > linear_scale(3, 3).low
    assert linear_scale(0, float("nan")).ticks


@pytest.mark.parametrize("value", [0.001, 3e-7, -2.0, 4000.0])
def test_a_level_line_lies_well_within_its_axis_whatever_its_size(value: float) -> None:
    scale = linear_scale(value, value)
    share = (value - scale.low) / (scale.high - scale.low)
    assert 0.2 < share < 0.8


@pytest.mark.parametrize("ends", [(0.37, 0.47), (0.095, 0.105), (3.0, 7.0), (0.2, 40.0)])
def test_a_logarithmic_axis_that_is_zoomed_into_names_several_values(ends: tuple[float, float]) -> None:
    found = ground(trace(*ends), logarithmic=True, view=View(x=(0, 0.25)))
    assert found.logarithmic
    assert len(found.y.ticks) > 2
    assert all(found.y.low <= tick <= found.y.high for tick in found.y.ticks)


def test_a_number_that_does_not_fit_beside_the_axis_is_written_shorter() -> None:
    numbers = (0.0, 0.0008, 0.00025, 0.5, 250000.0, -0.00125)
    assert [spell_beside(number, lambda text: len(text) < 6) for number in numbers] == [
        "0",
        "8e-4",
        "2.5e-4",
        "0.5",
        "2.5e5",
        "-1.25e-3",
    ]


@given(st.floats(1e-9, 1e3), st.floats(1, 1e9))
def test_a_logarithmic_axis_holds_its_values(low: float, factor: float) -> None:
    scale = log_scale(low, low * factor)
    assert scale.low <= low * (1 + 1e-9)
    assert scale.high >= low * factor * (1 - 1e-9)
    assert scale.high > scale.low
    assert len(scale.ticks) <= 12


def trace(*values: float) -> Trace:
    curve = Curve()
    curve.extend((i / 4, value) for i, value in enumerate(values))
    return Trace(curve, "training", "accent")


def ground(*traces: Trace, span: float = 10, logarithmic: bool = False, view: View = WHOLE) -> Ground:
    return ground_for("LOSS", traces, span, logarithmic=logarithmic, theme=LIGHT, font=QFont(), size=(600, 200), view=view)


def test_the_axis_begins_at_zero_and_ends_with_the_epochs() -> None:
    found = ground(trace(2.2, 1.1), span=7)
    assert (found.y.low, found.y.high) == (0, 2.5)
    assert (found.x.low, found.x.high) == (0, 7)
    assert max(found.x.ticks) <= 7


def test_epochs_are_named_as_whole_numbers() -> None:
    for epochs in (2, 3, 7, 12, 25, 33, 100, 5000):
        ticks = ground(trace(2.2), span=epochs).x.ticks
        assert all(tick == int(tick) for tick in ticks)
        assert 2 <= len(ticks) <= 11
    assert len(ground(trace(2.2), span=1).x.ticks) > 3


def test_a_run_longer_than_planned_is_shown_to_its_end() -> None:
    assert ground(trace(*[1.0] * 41), span=3).x.high == 10


def test_growing_within_the_axes_changes_nothing_that_must_be_drawn_again() -> None:
    loss = trace(2.2, 1.1)
    before = ground(loss)
    loss.curve.append(1, 0.7)
    assert ground(loss) == before
    loss.curve.append(2, 30)
    assert ground(loss) != before


def test_a_logarithmic_axis_needs_values_above_zero() -> None:
    assert ground(trace(2.0, 0.01), logarithmic=True).logarithmic
    assert not ground(trace(2.0, 0.0), logarithmic=True).logarithmic


def test_ink_follows_the_theme() -> None:
    assert trace().colour(LIGHT) == LIGHT.accent
    assert trace().colour(DARK) == DARK.accent
    assert Trace(Curve(), "", "Pooling").colour(DARK) == DARK.families["Pooling"]


@pytest.mark.parametrize("values", [(0.1, 0.3), (0.5, 1.0), (0.5, 1.0000001192), (-1.5e-7, 0.9)])
def test_the_axis_of_a_share_goes_from_nothing_to_all(values: tuple[float, ...]) -> None:
    found = ground_for(
        "ACCURACY", [trace(*values)], 10, logarithmic=False, theme=LIGHT, font=QFont(), size=(600, 200), share=True
    )
    assert (found.y.low, found.y.high, found.y.ticks[-1]) == (0, 1, 1)
