"""Histories: where events land on the axes."""

import csv
import io
from math import isclose, isnan
from pathlib import Path

import pytest

from cnn.runs.logs.logs import Logged, Place
from cnn.runs.messages import Batch, Checkpoint, Epoch, Phase, write_line
from gui.widgets.plot.history import AXES, History


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


def at(time: float, event: Batch | Epoch | Phase) -> Batch | Epoch | Phase:
    return event.model_copy(update={"time": time})


def test_curves_lie_along_steps_and_time_as_well_and_pauses_are_no_time() -> None:
    history = History(batch_size=10)
    history.add_phase(Phase(time=100, phase="train"))
    history.add_batch(at(101, batch(1, 2, loss=2.0)))
    history.add_phase(Phase(time=102, phase="paused"))
    history.add_phase(Phase(time=500, phase="train"))
    history.add_batch(at(503, batch(1, 4, loss=1.5)))
    history.add_epoch(at(504, epoch(1, loss=1.5, val_loss=1.7)))
    history.add_phase(Phase(time=9000, phase="resumed"))  # another day
    history.add_phase(Phase(time=9001, phase="train"))
    history.add_batch(at(9002, batch(2, 1, loss=1.0)))
    assert list(history.curve("loss", "step").x) == [2, 4, 5]
    assert list(history.curve("loss", "time").x) == [1, 5, 7]
    assert list(history.curve("loss", "time").y) == list(history.curve("loss").y)
    assert list(history.curve("val_loss", "time").x) == [6]
    assert history.span("step") == 12


def test_the_speed_is_a_curve() -> None:
    history = History(batch_size=32)
    history.add_phase(Phase(time=0, phase="train"))
    history.add_batch(at(1, batch(1, 1, loss=2.0)))
    history.add_batch(at(3, batch(1, 4, loss=2.0)))
    history.add_epoch(at(3, epoch(1, loss=2.0)))
    assert list(history.curve("images_per_second").y) == [48]
    unknown = History()
    unknown.add_epoch(epoch(1, loss=2.0))
    assert list(unknown.curve("images_per_second").y) == [1], "as the epoch told it"
    assert "images_per_second" not in history.figures


def test_values_come_out_along_all_axes() -> None:
    history = History("run")
    history.add_phase(Phase(time=10, phase="train"))
    history.add_batch(at(12.5, batch(1, 2, loss=2.0)))
    assert history.table(("loss",)).splitlines() == ["run,curve,epoch,step,seconds,value", '"run",loss,0.5,2,2.500,2']


@pytest.mark.parametrize("name", ["loss", "val_loss"])
def test_a_curve_that_is_asked_for_before_it_has_points_grows_along_every_axis(name: str) -> None:
    history = History()
    along = history.curve(name, "time")
    history.add_epoch(at(3, epoch(1, **{name: 1.0})))
    assert len(along) == 1


def test_a_log_is_shown_along_what_it_tells_and_along_nothing_else() -> None:
    loss = {"loss": [Place(100, 1.0, 0.5), Place(300, 3.0, 0.25)]}
    steps = History.of_log(Logged(dict(loss)), "steps")
    assert [len(steps.curve("loss", axis)) for axis in AXES] == [0, 2, 2]
    assert (steps.span("epoch"), steps.span("step"), steps.span("time")) == (0, 300, 3)
    assert steps.table(["loss"]).splitlines()[1:] == ['"steps",loss,,100,1.000,0.5', '"steps",loss,,300,3.000,0.25']
    both = History.of_log(Logged(dict(loss), per_step=1 / 100), "both")
    assert list(both.curve("loss").x) == [1, 3]
    assert list(both.curve("loss", "step").x) == [100, 300]
    epochs = History.of_log(Logged({"loss": [Place(1, 0.0, 0.5), Place(2, 0.0, 0.25)]}, by_epoch={"loss"}), "epochs")
    assert [len(epochs.curve("loss", axis)) for axis in AXES] == [2, 0, 0]
    assert (epochs.span("epoch"), epochs.span("step")) == (2, 0)
