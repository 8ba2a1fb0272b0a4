"""What the callback makes of Keras's figures, and how often it speaks."""

import math
from typing import Any

import pytest

pytestmark = pytest.mark.keras

pytest.importorskip("keras")


def test_loss_and_accuracy_come_first() -> None:
    from cnn.worker.fit.callback import tidy

    found = tidy({"val_loss": 1.0, "accuracy": 0.5, "loss": 2.0, "val_accuracy": 0.25}, ["dense"])
    assert list(found) == ["loss", "accuracy", "val_loss", "val_accuracy"]


def test_of_several_outputs_the_first_counts() -> None:
    from cnn.worker.fit.callback import tidy

    found = tidy({"side_accuracy": 0.1, "main_accuracy": 0.9, "loss": 2.0, "val_main_accuracy": 0.8}, ["main", "side"])
    assert (found["accuracy"], found["val_accuracy"], found["side_accuracy"]) == (0.9, 0.8, 0.1)


class Quiet:
    steps, count = 100, 6400

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []

    def send(self, kind: type, **values: Any) -> None:
        self.sent.append(values)

    def keep_step(self, position: Any, seconds: float, *, now: bool = False) -> None:
        pass

    def shuffle(self, seed: int, epoch: int) -> None:
        pass


def progress(listener: Quiet) -> Any:
    import keras

    from cnn.recipe import Recipe
    from cnn.worker.fit.callback import Progress
    from cnn.worker.pipes import Wishes

    made = Progress(listener, Wishes(), listener, listener, Recipe())  # type: ignore[arg-type]
    made.set_model(type("Model", (), {"output_names": ["dense"], "optimizer": keras.optimizers.SGD()})())
    made.on_epoch_begin(0)
    return made


def test_ten_batch_events_a_second_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    from cnn.worker.fit import callback

    clock = iter(1000 + number * 0.03 for number in range(1000))
    monkeypatch.setattr(callback.time, "monotonic", lambda: next(clock))
    listener = Quiet()
    made = progress(listener)
    for step in range(100):
        made.on_train_batch_end(step, {"loss": 1.0, "accuracy": 0.5})
    steps = [values["step"] for values in listener.sent]
    assert steps[:3] == [1, 5, 9]  # every fourth of 30 ms
    assert steps[-1] == 100  # the last is always told


def test_a_step_is_timed_without_what_came_before_the_first_hook(monkeypatch: pytest.MonkeyPatch) -> None:
    from cnn.worker.fit import callback

    moments = iter([0.0, 60.0, 61.0, 62.0])  # a minute of tracing
    monkeypatch.setattr(callback.time, "perf_counter", lambda: next(moments))
    made = progress(Quiet())
    made.on_train_batch_end(9, {})
    assert made.seconds_per_step == pytest.approx(6)
    made.on_train_batch_end(19, {})
    made.on_train_batch_end(29, {})
    assert made.seconds_per_step == pytest.approx(0.1)


def test_an_epoch_of_no_time_has_no_speed() -> None:
    from cnn.worker.fit.callback import EpochDone

    assert EpochDone(1, 0.0, 100, {}).images_per_second == 0
    assert math.isclose(EpochDone(1, 2.0, 100, {}).images_per_second, 50)


@pytest.mark.parametrize("chosen", [True, False])
def test_an_epoch_counts_without_validation_only_where_somebody_chose_that(chosen: bool) -> None:
    import keras

    from cnn.recipe import Recipe
    from cnn.runs.messages import SkipValidation, Stop
    from cnn.worker.fit.callback import Progress, Stopped
    from cnn.worker.pipes import Wishes

    kept: list[Any] = []
    listener, wishes = Quiet(), Wishes()
    listener.keep_epoch = kept.append  # type: ignore[attr-defined]
    made = Progress(listener, wishes, listener, listener, Recipe(), test_steps=5)  # type: ignore[arg-type]
    made.set_model(type("Model", (), {"output_names": ["dense"], "optimizer": keras.optimizers.SGD()})())
    made.on_epoch_begin(0)
    made.on_train_batch_end(99, {"loss": 1.0})
    made.on_test_begin()
    if chosen:
        wishes.hear(Stop())
        wishes.hear(SkipValidation())
    else:
        wishes.abandon()
    made.on_test_batch_end(1)
    with pytest.raises(Stopped):
        made.on_epoch_end(0, {"loss": 1.0, "val_loss": 2.0})
    assert [list(done.logs) for done in kept] == [["loss", "learning_rate"]] * chosen
