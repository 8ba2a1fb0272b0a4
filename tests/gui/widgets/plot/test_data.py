"""Curves: what thinning must never lose."""

import statistics
from math import isnan, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.widgets.plot.data import BLOCK, Curve, Values, spread_of

VALUES = st.floats(-1e6, 1e6) | st.just(nan) | st.none()


def curve_of(values: list[float | None]) -> Curve:
    curve = Curve()
    curve.extend((float(i), value) for i, value in enumerate(values))
    return curve


@pytest.mark.slow
@given(st.lists(VALUES, max_size=400), st.integers(1, 40))
def test_thinning_keeps_the_extremes_and_few_points(values: list[float | None], columns: int) -> None:
    curve = curve_of(values)
    thinned = curve.thinned(0, len(values), columns)
    assert len(thinned.x) <= columns
    finite = [value for value in values if value is not None and not isnan(value)]
    if finite:
        assert np.nanmin(thinned.low) == min(finite)
        assert np.nanmax(thinned.high) == max(finite)
        assert curve.extremes == (min(finite), max(finite))
    else:
        assert curve.extremes is None


@pytest.mark.slow
@given(st.integers(1, 30 * BLOCK), st.integers(0, 2**32 - 1), st.integers(1, 6))
def test_long_curves_keep_the_extremes_of_every_column(length: int, seed: int, columns: int) -> None:
    values = np.random.default_rng(seed).normal(size=length)
    curve = curve_of(values.tolist())
    thinned = curve.thinned(0, length, columns)
    assert np.nanmin(thinned.low) == values.min()
    assert np.nanmax(thinned.high) == values.max()
    assert (np.diff(thinned.x) >= 0).all()
    assert (thinned.low <= thinned.high).all()


@pytest.mark.slow
def test_a_spike_in_a_million_points_is_drawn() -> None:
    curve = curve_of([0.5] * 300_000)
    curve.append(300_000, 9.0)
    curve.extend((300_001.0 + i, 0.5) for i in range(100_000))
    thinned = curve.thinned(0, 400_001, 500)
    assert len(thinned.x) == 500
    assert thinned.high.max() == 9
    (column,) = np.flatnonzero(thinned.high == 9)
    assert abs(thinned.x[column] - 300_000) <= 2 * 400_001 / 500


def test_few_points_are_drawn_as_they_are() -> None:
    thinned = curve_of([3.0, 1.0, 2.0]).thinned(0, 10, 100)
    assert thinned.whole
    assert thinned.x.tolist() == [0, 1, 2]
    assert thinned.low.tolist() == [3, 1, 2]


def test_only_what_is_in_sight_is_drawn_with_one_neighbour_on_each_side() -> None:
    thinned = curve_of([float(i) for i in range(100)]).thinned(10, 20, 50)
    assert thinned.x[0] == 9
    assert thinned.x[-1] == 21


def test_the_nearest_point_is_read_out() -> None:
    curve = curve_of([5.0, 6.0, 7.0])
    assert curve.at(1.4) == (1, 6)
    assert curve.at(1.6) == (2, 7)
    assert curve.at(-9) == (0, 5)
    assert curve.at(99) == (2, 7)
    assert Curve().at(1) is None


def test_x_never_falls() -> None:
    curve = Curve()
    curve.extend([(2.0, 1.0), (1.0, 5.0)])
    assert list(curve.x) == [2, 2]


@pytest.mark.slow
@given(st.lists(st.lists(VALUES.map(lambda value: nan if value is None else value), max_size=200), max_size=4))
def test_many_values_at_once_are_what_they_are_one_by_one(parts: list[list[float]]) -> None:
    at_once, one_by_one = Values(), Values()
    for part in parts:
        at_once.extend(np.array(part, float))
        for value in part:
            one_by_one.append(value)
    for name in ("y", "lowest", "highest", "bottom", "top"):
        np.testing.assert_array_equal(getattr(at_once, name), getattr(one_by_one, name))


def test_points_that_lie_unevenly_stay_in_their_columns() -> None:
    curve = Curve()
    curve.extend((x, x) for x in [*np.linspace(0, 1, 5000), *np.linspace(9, 10, 50)])
    thinned = curve.thinned(0, 10, 100)
    assert (thinned.high - thinned.low).max() <= 0.1 + 1e-9, "no column holds what is seen in another"


def test_mean_and_spread_of_several_curves_as_far_as_all_go() -> None:
    curves = [Curve() for _ in range(3)]
    for curve, values in zip(curves, ((1.0, 2.0, 3.0), (2.0, 4.0), (6.0, 3.0, 9.0)), strict=True):
        curve.extend(enumerate(values))
    mean, low, high = spread_of(curves)
    assert list(mean.x) == [0, 1]
    for at, values in enumerate(((1, 2, 6), (2, 4, 3))):
        assert mean.y[at] == pytest.approx(statistics.fmean(values))
        assert high.y[at] - low.y[at] == pytest.approx(2 * statistics.stdev(values))


def test_other_points_are_taken_between_those_that_there_are() -> None:
    first, second = Curve(), Curve()
    first.extend([(1, 1.0), (2, 1.0), (5, 1.0)])
    second.extend([(0, 0.0), (4, 4.0)])
    mean, *_ = spread_of([first, second])
    assert list(zip(mean.x, mean.y, strict=True)) == [(1, 1.0), (2, 1.5)]
