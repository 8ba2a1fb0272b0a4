"""Hooks come about ten times a second, and a change of pace must pay."""

from hypothesis import given
from hypothesis import strategies as st

from cnn.worker.data.pacing import INTERVAL, Pace, expected


def test_lenet_takes_several_steps_between_hooks_a_large_network_one() -> None:
    assert 4 <= expected(416_520, 64, 1000).steps <= 30
    assert expected(4_000_000_000, 32, 1000).steps == 1
    assert expected(None, 64, 1000).steps == 1


@given(st.integers(0, 10**10), st.integers(1, 4096), st.integers(1, 100_000))
def test_never_more_than_an_epoch(macs: int, batch_size: int, steps: int) -> None:
    assert 1 <= expected(macs, batch_size, steps).steps <= steps


@given(st.integers(1, 1000), st.floats(1e-6, 100), st.integers(1, 1000))
def test_hooks_that_come_too_seldom_are_always_mended(steps: int, seconds: float, epoch: int) -> None:
    found = Pace(min(steps, epoch)).measured(seconds, epoch, 0)
    assert 1 <= found.steps <= epoch
    assert found.steps == 1 or found.steps * seconds <= 4 * INTERVAL


def test_a_good_pace_is_kept() -> None:
    assert Pace(10).measured(INTERVAL / 20, 1000, 1e6) == Pace(10)


def test_a_slow_pace_is_mended_only_when_there_is_time_to_gain() -> None:
    assert Pace(1).measured(INTERVAL / 50, 1000, 1e6) == Pace(50)
    assert Pace(1).measured(INTERVAL / 50, 1000, 5) == Pace(1)
