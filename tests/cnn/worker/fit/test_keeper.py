"""What a training leaves while it goes on: the best model, the last checkpoints, a history; and what a full disk does."""

import contextlib
import csv
import errno
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnn.errors import DiskFullError, FileError
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Logs
from cnn.runs.rewind import Position, read_history
from tests.cnn.worker.conversation import small_network
from tests.cnn.worker.fit.test_training import Listener
from tests.stages import mostly_thorough

pytestmark = pytest.mark.keras

keras: Any = pytest.importorskip("keras")


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    return RunFolder.create(Project(small_network(), Recipe(epochs=9)), tmp_path / "run")


def compiled(model: Any) -> Any:
    model.compile("adam", "sparse_categorical_crossentropy")
    model.optimizer.build(model.trainable_variables)
    return model


@pytest.fixture
def model() -> Any:
    from cnn.worker.model.builder import build

    return compiled(build(small_network(), seed=0))


@pytest.fixture
def again(run: RunFolder, model: Any) -> Callable[[], Any]:
    """Makes the keeper of a process that goes on with the run."""
    from cnn.worker.fit.keeper import Keeper

    recipe, portable = Recipe(epochs=9, checkpoint_seconds=0), keras.Model(model.input, model.output)

    def make() -> Keeper:
        return Keeper(run, Listener(), compiled(model), portable, recipe, validates=True)  # type: ignore[arg-type]

    return make


@pytest.fixture
def keeper(again: Callable[[], Any]) -> Any:
    return again()


def mark(model: Any, value: float) -> None:
    """Makes the weights recognizable."""
    model.set_weights([np.full_like(weight, value) for weight in model.get_weights()])


def epoch(number: int, accuracy: float | None, loss: float = 1.0) -> Any:
    from cnn.worker.fit.callback import EpochDone

    logs: Logs = {"loss": loss, "accuracy": 0.0, "val_loss": loss, "val_accuracy": accuracy}
    return EpochDone(number, 2.0, 100, logs)


def value_of(path: Path) -> float:
    return float(keras.saving.load_model(path).get_weights()[0].flat[0])


def test_the_best_epoch_is_kept_not_the_last(keeper: Any, model: Any, run: RunFolder) -> None:
    for number, accuracy in enumerate((0.2, 0.6, 0.4), start=1):
        mark(model, number)
        keeper.keep_epoch(epoch(number, accuracy))
    keeper.finish("finished")
    assert value_of(run.model) == 2
    record = run.record()
    assert (record.state, record.epochs, record.best_epoch) == ("finished", 3, 2)
    assert (record.best["val_accuracy"], record.final["val_accuracy"]) == (0.6, 0.4)
    assert (record.seconds, record.images_per_second) == (6.0, 50.0)
    assert record.ended is not None


def test_of_equals_the_smaller_loss_is_better_and_no_number_never_is(keeper: Any, model: Any, run: RunFolder) -> None:
    for number, (accuracy, loss) in enumerate([(0.6, 2.0), (0.6, 1.0), (0.6, 1.5), (float("nan"), 0.0)], start=1):
        mark(model, number)
        keeper.keep_epoch(epoch(number, accuracy, loss))
    keeper.finish("finished")
    assert value_of(run.model) == 2


def test_without_any_number_the_last_is_kept(keeper: Any, model: Any, run: RunFolder) -> None:
    mark(model, 3)
    keeper.keep_epoch(epoch(1, float("nan"), float("nan")))
    keeper.finish("finished")
    assert value_of(run.model) == 3
    assert "nan" in run.history.read_text()


def test_the_last_two_checkpoints_and_the_best_stay(keeper: Any, run: RunFolder) -> None:
    for number in range(1, 6):
        keeper.keep_epoch(epoch(number, 1 / number))
    names = sorted(path.name for path in run.checkpoints.iterdir())
    assert names == ["best-000001.npz", "epoch-000004.npz", "epoch-000005.npz"]


def test_checkpoints_hold_the_optimizer(keeper: Any, model: Any, run: RunFolder) -> None:
    model.optimizer.iterations.assign(77)
    keeper.keep_epoch(epoch(1, 0.5))
    model.optimizer.iterations.assign(0)
    from cnn.worker.fit.checkpoint import load_checkpoint

    note = load_checkpoint(model, run.checkpoints / "epoch-000001.npz")
    assert (note["done"], note["step"]) == (1, 0)
    assert int(model.optimizer.iterations.value) == 77


def test_the_record_is_not_written_for_every_short_epoch_but_at_the_end(keeper: Any, run: RunFolder) -> None:
    for number in (1, 2, 3):
        keeper.keep_epoch(epoch(number, 0.5))
    assert run.record().epochs == 1
    keeper.write_record(state="failed")
    assert (run.record().epochs, run.record().state) == (3, "failed")


def test_history_has_a_row_per_epoch(keeper: Any, run: RunFolder) -> None:
    for number in (1, 2):
        keeper.keep_epoch(epoch(number, 0.5))
    rows = list(csv.DictReader(run.history.read_text().splitlines()))
    assert list(rows[0]) == ["epoch", "seconds", "images_per_second", "loss", "accuracy", "val_loss", "val_accuracy"]
    assert [row["epoch"] for row in rows] == ["1", "2"]


@pytest.mark.parametrize("skipped", [(1,), (2,), (1, 2), (3,), (1, 3)])
def test_every_row_stands_under_its_own_names_whichever_validation_was_skipped(
    keeper: Any, run: RunFolder, skipped: tuple[int, ...]
) -> None:
    from cnn.worker.fit.callback import EpochDone

    expected = []
    for number in (1, 2, 3, 4):
        seen: Logs = {} if number in skipped else {"val_loss": 0.25, "val_accuracy": 0.5}
        logs = {"loss": 1.0, "accuracy": 0.125, **seen, "learning_rate": 0.0625}
        keeper.keep_epoch(EpochDone(number, 2.0, 100, logs))
        expected.append(logs)
    assert [row.logs for row in read_history(run.history)] == expected


def test_a_part_counts_when_it_is_better(keeper: Any, model: Any, run: RunFolder) -> None:
    mark(model, 1)
    keeper.keep_epoch(epoch(1, 0.5))
    mark(model, 2)
    keeper.keep_part(Position(1, 7), {"val_accuracy": 0.7, "val_loss": 1.0})
    keeper.finish("stopped")
    assert value_of(run.model) == 2
    assert (run.record().state, run.record().epochs, run.record().best_epoch) == ("stopped", 1, 2)


@pytest.mark.parametrize(("later", "stays"), [(0.6, True), (0.8, False)])
def test_a_run_that_goes_on_replaces_the_model_of_a_part_only_by_a_better_one(
    keeper: Any, again: Callable[[], Any], model: Any, run: RunFolder, later: float, stays: bool
) -> None:
    mark(model, 1)
    keeper.keep_epoch(epoch(1, 0.5))
    mark(model, 2)
    keeper.keep_step(Position(1, 7), 0.1, now=True)
    keeper.keep_part(Position(1, 7), {"val_accuracy": 0.7, "val_loss": 1.0})
    keeper.finish("stopped")
    for last in (False, True):  # goes on, is cut off before it learned anything more, and goes on again
        other = again()
        other.resume(lambda: None, lambda _: None)
        if last:
            mark(model, 3)
            other.keep_epoch(epoch(2, later))
        other.finish("finished")
        assert value_of(run.model) == (2 if stays or not last else 3)
        assert run.record().best["val_accuracy"] == (0.7 if stays or not last else later)


def test_a_part_that_is_worse_is_not_the_model(keeper: Any, model: Any, run: RunFolder) -> None:
    mark(model, 1)
    keeper.keep_epoch(epoch(1, 0.5))
    mark(model, 2)
    keeper.keep_part(Position(1, 7), {"val_accuracy": 0.3, "val_loss": 1.0})
    keeper.finish("stopped")
    assert value_of(run.model) == 1


def test_a_first_part_is_all_there_is(keeper: Any, model: Any, run: RunFolder) -> None:
    mark(model, 5)
    keeper.keep_part(Position(0, 3), {})
    keeper.finish("stopped")
    assert value_of(run.model) == 5


def test_the_model_is_renewed_while_training_when_that_is_cheap(
    keeper: Any, model: Any, run: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark(model, 1)
    keeper.keep_epoch(epoch(1, 0.5))
    assert not run.model.exists()  # the run is too young
    keeper._saved_at -= 3600
    mark(model, 2)
    keeper.keep_epoch(epoch(2, 0.6))
    assert value_of(run.model) == 2
    mark(model, 3)
    keeper.keep_epoch(epoch(3, 0.7))
    assert value_of(run.model) == 2  # not again so soon
    keeper.finish("finished")
    assert value_of(run.model) == 3


@pytest.mark.parametrize("full_for", [1, 99])
def test_a_full_disk(keeper: Any, run: RunFolder, monkeypatch: pytest.MonkeyPatch, full_for: int) -> None:
    from cnn.worker.fit.checkpoint_folder import save_checkpoint

    for number in (1, 2, 3):
        keeper.keep_epoch(epoch(number, 0.5 if number == 1 else 0.4))
    tried: list[Path] = []

    def full(model: Any, path: Path, *rest: Any) -> None:
        tried.append(path)
        if len(tried) <= full_for:
            raise FileError("no space", "free some")
        save_checkpoint(model, path, *rest)

    monkeypatch.setattr("cnn.worker.fit.checkpoint_folder.save_checkpoint", full)
    if full_for == 1:  # an older checkpoint made room
        keeper.keep_epoch(epoch(4, 0.3))
        names = ["best-000001.npz", "epoch-000003.npz", "epoch-000004.npz"]
    else:
        with pytest.raises(FileError, match="no space"):
            keeper.keep_epoch(epoch(4, 0.3))
        names = ["best-000001.npz", "epoch-000003.npz"]  # from here it can go on
    assert sorted(path.name for path in run.checkpoints.iterdir()) == names


@pytest.mark.parametrize(
    ("best", "averages", "room"),
    mostly_thorough(
        product((1, 2, 3), (False, True), (True, False)),
        but=[(1, False, True), (2, False, False), (3, True, False), (3, False, True)],
    ),
)
def test_a_full_disk_leaves_the_best_model(
    run: RunFolder, model: Any, monkeypatch: pytest.MonkeyPatch, best: int, averages: bool, room: bool
) -> None:
    """The third checkpoint finds no room; whether the model does before states to go on from are given up, or only then."""
    from cnn.worker.fit.keeper import Keeper, save_model

    monkeypatch.setattr("cnn.worker.fit.keeper.keeps_averages", lambda _: averages)
    recipe = Recipe(epochs=9, checkpoint_seconds=0)
    keeper = Keeper(run, Listener(), model, keras.Model(model.input, model.output), recipe, validates=True)  # type: ignore[arg-type]
    monkeypatch.setattr(Keeper, "_renew_model", lambda self: None)

    def full(*_: Any) -> None:
        raise DiskFullError("no space", "free some")

    for number in (1, 2, 3):
        mark(model, number)
        if number == 3:
            monkeypatch.setattr("cnn.worker.fit.checkpoint_folder.save_checkpoint", full)
        with contextlib.nullcontext() if number < 3 else pytest.raises(DiskFullError):
            keeper.keep_epoch(epoch(number, 0.9 if number == best else 0.5 - number / 10))
    tries: list[list[str]] = []

    def cramped(model: Any, path: Path) -> None:
        tries.append(sorted(item.name for item in run.checkpoints.iterdir()))
        if len(tries) == 1 and not room:
            raise DiskFullError("no space", "free some")
        save_model(model, path)

    monkeypatch.setattr("cnn.worker.fit.keeper.save_model", cramped)
    told = keeper.rescue()
    assert told == f"The best model so far, of epoch {best}, is kept in {run.model}."
    assert value_of(run.model) == best
    assert len(tries) == (1 if room else 2)
    assert any(name.startswith("epoch-") for name in tries[-1])  # and the run can go on


def test_what_could_not_be_kept_is_not_said_to_be(keeper: Any, run: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise DiskFullError("no space", "free some")

    assert keeper.rescue() == ""
    monkeypatch.setattr(type(keeper), "_renew_model", lambda self: None)
    keeper.keep_epoch(epoch(1, 0.5))
    monkeypatch.setattr("cnn.worker.fit.keeper.save_model", full)
    assert "are kept in" in keeper.rescue()
    assert next(run.checkpoints.glob("best-*")).name in keeper.rescue()
    for path in run.checkpoints.iterdir():
        path.unlink()
    assert keeper.rescue() == ""


def test_a_full_disk_in_words(model: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cnn.worker.model.saving import save_model

    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "model.keras").write_bytes(b"old")
    monkeypatch.setattr(type(model), "save", full)
    with pytest.raises(FileError, match="disk is full"):
        save_model(model, tmp_path / "model.keras")
    assert (tmp_path / "model.keras").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_model_that_reads_back_differently_is_not_kept(model: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cnn.worker.model import saving
    from cnn.worker.model.builder import build

    (tmp_path / "model.keras").write_bytes(b"old")
    monkeypatch.setattr(saving, "_reloaded", lambda path: build(small_network(), seed=99))
    with pytest.raises(FileError, match="differs"):
        saving.save_model(model, tmp_path / "model.keras")
    assert (tmp_path / "model.keras").read_bytes() == b"old"
