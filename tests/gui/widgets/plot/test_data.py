"""Curves and histories: what thinning must never lose, and where events land on the axes."""

import csv
import io
from math import isclose, isnan, nan
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cnn.runs.messages import Batch, Checkpoint, Epoch, write_line
from gui.widgets.plot.data import BLOCK, Curve, History

VALUES = st.floats(-1e6, 1e6) | st.just(nan) | st.none()


def curve_of(values: list[float | None]) -> Curve:
    curve = Curve()
    curve.extend((float(i), value) for i, value in enumerate(values))
    return curve


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


@given(st.integers(1, 30 * BLOCK), st.integers(0, 2**32 - 1), st.integers(1, 6))
def test_long_curves_keep_the_extremes_of_every_column(length: int, seed: int, columns: int) -> None:
    values = np.random.default_rng(seed).normal(size=length)
    curve = curve_of(values.tolist())
    thinned = curve.thinned(0, length, columns)
    assert np.nanmin(thinned.low) == values.min()
    assert np.nanmax(thinned.high) == values.max()
    assert (np.diff(thinned.x) >= 0).all()
    assert (thinned.low <= thinned.high).all()


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


def batch(epoch: int, step: int, **logs: float | None) -> Batch:
    return Batch(time=0, epoch=epoch, step=step, steps=4, logs=logs)


def epoch(number: int, epochs: int = 3, **logs: float | None) -> Epoch:
    return Epoch(time=0, epoch=number, epochs=epochs, seconds=1, images_per_second=1, logs=logs)


def test_events_land_where_in_the_epochs_they_were_told() -> None:
    history = History()
    history.add_batch(batch(1, 2, loss=2.0))
    history.add_batch(batch(1, 4, loss=1.5))
    history.add_epoch(epoch(1, loss=1.5, val_loss=1.7))
    history.add_batch(batch(2, 1, loss=None))
    assert list(history.curves["loss"].x) == [0.5, 1, 1.25]
    assert list(history.curves["loss"].y)[:2] == [2.0, 1.0]
    assert isnan(history.curves["loss"].y[-1])
    assert list(history.curves["val_loss"].x) == [1]
    assert history.epochs == 3
    assert history.end == 1.25


def test_the_score_is_the_first_figure_beside_the_loss() -> None:
    history = History()
    assert history.score == ""
    history.add_epoch(epoch(1, loss=1, val_loss=1, learning_rate=0.1, mean_absolute_error=3, val_mean_absolute_error=4))
    assert history.score == "mean_absolute_error"


def test_a_past_run_is_read_from_its_events_and_torn_lines_are_left_out(tmp_path: Path) -> None:
    events = [batch(1, 2, loss=2.0), epoch(1, loss=1.0), Checkpoint(time=0, epoch=1, step=1, path="x"), epoch(2, loss=0.5)]
    path = tmp_path / "events.jsonl"
    path.write_text("".join(map(write_line, events)) + '{"event":"epoch","run":"","ti')
    history = History.read(path, "lenet5")
    assert history.name == "lenet5"
    assert list(history.curves["loss"].x) == [0.5, 1, 2]
    assert list(history.curves["loss"].y) == [2, 0, 0.5]


def test_a_past_run_without_events_is_empty(tmp_path: Path) -> None:
    assert History.read(tmp_path / "events.jsonl").curves == {}


def test_the_values_come_out_as_csv() -> None:
    history = History('a "good" run')
    history.add_epoch(epoch(1, loss=0.123456789012345, val_loss=None))
    rows = list(csv.DictReader(io.StringIO(history.table(("loss", "val_loss", "absent")))))
    assert [row["curve"] for row in rows] == ["loss", "val_loss"]
    assert {row["run"] for row in rows} == {'a "good" run'}
    assert isclose(float(rows[0]["value"]), 0.123456789012345, rel_tol=1e-9)
    assert rows[1]["value"] == "nan"


def test_running_means_are_taken_apart() -> None:
    history = History()
    history.add_batch(batch(1, 1, loss=4.0))
    history.add_batch(batch(1, 3, loss=2.0))  # so batches 2 and 3 had 1.0
    history.add_epoch(epoch(1, loss=2.5, val_loss=9.0))  # so batch 4 had 4.0
    history.add_batch(batch(2, 2, loss=0.5))
    assert list(history.curves["loss"].x) == [0.25, 0.75, 1, 1.5]
    assert list(history.curves["loss"].y) == [4, 1, 4, 0.5]
    assert list(history.curves["val_loss"].y) == [9]


def test_figures_that_are_no_means_stay_as_they_are() -> None:
    history = History()
    history.add_batch(batch(1, 1, auc=0.4))
    history.add_batch(batch(1, 2, auc=0.6))
    assert list(history.curves["auc"].y) == [0.4, 0.6]


def test_a_loss_that_is_lost_stays_lost_for_the_epoch() -> None:
    history = History()
    history.add_batch(batch(1, 1, loss=4.0))
    history.add_batch(batch(1, 2, loss=None))
    history.add_batch(batch(2, 1, loss=3.0))
    assert [isnan(value) for value in history.curves["loss"].y] == [False, True, False]
