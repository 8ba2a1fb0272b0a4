"""Smoothing is TensorBoard's, whatever comes at once."""

from math import isnan, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.widgets.plot.data import Curve
from gui.widgets.plot.smoothing import Smoothed


def as_tensorboard(values: list[float], weight: float) -> list[float]:
    """The loop of TensorBoard's own front end (`vz_line_chart2/line-chart.ts`, `resmoothDataset`)."""
    last, seen, found = 0.0, 0, []
    for value in values:
        if not np.isfinite(value):
            found.append(value)
            continue
        last = last * weight + (1 - weight) * value
        seen += 1
        found.append(last / (1 - weight**seen))
    return found


PARTS = st.lists(st.lists(st.floats(-1e6, 1e6) | st.just(nan), max_size=120), max_size=4)


@given(PARTS, st.sampled_from([0.0, 0.3, 0.6, 0.9, 0.99]))
def test_it_is_tensorboards_while_it_grows(parts: list[list[float]], weight: float) -> None:
    curve = Curve()
    smoothed = Smoothed(curve, weight)
    for part in parts:
        for value in part:
            curve.append(len(curve), value)
        assert len(smoothed.y) == len(curve) == len(smoothed)
    expected = as_tensorboard([value for part in parts for value in part], weight)
    np.testing.assert_allclose(smoothed.y, expected, rtol=1e-9, atol=1e-6)


def test_a_constant_stays_itself_from_the_first_point_on() -> None:
    curve = Curve()
    curve.extend((x, 0.7) for x in range(1000))
    assert list(Smoothed(curve, 0.99).y) == pytest.approx([0.7] * 1000)


def test_values_that_are_no_numbers_stay_as_they_are() -> None:
    curve = Curve()
    curve.extend([(0, 1.0), (1, None), (2, 1.0)])
    assert [isnan(value) for value in Smoothed(curve, 0.5).y] == [False, True, False]
    assert Smoothed(curve, 0.5).at(2) == (2, 1.0)
