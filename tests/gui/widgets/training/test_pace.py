"""Speed and time left, from events at given times."""

import pytest

from cnn.runs.messages import Batch, Epoch, Phase
from gui.widgets.training.pace import Pace, clock


def batch(time: float, epoch: int, step: int) -> Batch:
    return Batch(time=time, epoch=epoch, step=step, steps=10, logs={})


def phase(time: float, name: str) -> Phase:
    return Phase(time=time, phase=name)


def steady(pace: Pace, start: float = 0, steps: int = 5) -> None:
    pace.add_phase(phase(start, "train"))
    for step in range(1, steps + 1):
        pace.add_batch(batch(start + step, 1, step))


def test_a_steady_run() -> None:
    pace = Pace(epochs=2, batch_size=64)
    steady(pace)
    assert pace.share == 0.25
    assert pace.images_per_second == 64
    assert pace.seconds_left == 15


def test_nothing_is_claimed_before_something_is_known() -> None:
    pace = Pace(2, 64)
    assert pace.seconds_left is None
    assert pace.images_per_second is None
    pace.add_batch(batch(5, 1, 1))
    assert pace.seconds_left is None


def test_a_pause_does_not_count() -> None:
    pace = Pace(2, 64)
    steady(pace)
    pace.add_phase(phase(5, "paused"))
    pace.add_phase(phase(1005, "train"))
    pace.add_batch(batch(1006, 1, 6))
    assert pace.seconds_left == pytest.approx(6 / 6 * 14)
    assert pace.images_per_second == 64


def test_the_speed_of_an_epoch_is_the_workers_own() -> None:
    pace = Pace(2, 64)
    steady(pace, steps=10)
    pace.add_epoch(Epoch(time=12, epoch=1, epochs=2, seconds=1, images_per_second=640, logs={}))
    assert pace.images_per_second == 640
    assert pace.share == 0.5
    assert pace.seconds_left == 12


def test_a_new_epoch_does_not_make_the_speed_fall() -> None:
    pace = Pace(3, 64)
    steady(pace, steps=10)
    pace.add_batch(batch(11, 2, 1))
    pace.add_batch(batch(12, 2, 2))
    assert pace.epoch == 2
    assert pace.images_per_second == 64


def test_the_share_never_passes_one() -> None:
    pace = Pace(1, 64)
    steady(pace, steps=10)
    pace.add_epoch(Epoch(time=12, epoch=2, epochs=1, seconds=1, images_per_second=1, logs={}))
    assert pace.share == 1


def test_the_first_batch_with_its_tracing_says_nothing_about_the_time_left() -> None:
    pace = Pace(10, 64)
    pace.add_phase(phase(0, "train"))
    pace.add_batch(batch(20, 1, 1))
    assert pace.seconds_left is None
    for step in range(2, 11):
        pace.add_batch(batch(19 + step, 1, step))
    assert pace.seconds_left == pytest.approx(9 * 10)
    pace.add_phase(phase(29, "validate"))
    pace.add_epoch(Epoch(time=32, epoch=1, epochs=10, seconds=29, images_per_second=1, logs={}))
    assert pace.seconds_left == pytest.approx(9 * (10 + 3)), "each epoch has its validation"
    pace.add_phase(phase(32, "train"))
    pace.add_batch(batch(60, 2, 1))
    assert pace.seconds_left == pytest.approx(8.9 * 10 + 9 * 3), "another pace is traced anew"


def test_epochs_of_one_report_are_timed_as_a_whole() -> None:
    pace = Pace(4, 64)
    pace.add_phase(phase(0, "train"))
    for epoch in (1, 2):
        pace.add_batch(batch(epoch * 5 - 1, epoch, 10))
        pace.add_epoch(Epoch(time=epoch * 5, epoch=epoch, epochs=4, seconds=4, images_per_second=1, logs={}))
    assert pace.seconds_left == pytest.approx(10)


@pytest.mark.parametrize(("seconds", "text"), [(0, "0:00"), (21.4, "0:21"), (187, "3:07"), (3765, "1:02:45"), (-3, "0:00")])
def test_durations_as_people_read_them(seconds: float, text: str) -> None:
    assert clock(seconds) == text
