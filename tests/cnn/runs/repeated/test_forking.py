"""A run that begins where another one stood."""

from pathlib import Path

import pytest

from cnn.errors import UsageError
from cnn.presets import PRESETS
from cnn.project import Project, load
from cnn.runs.checkpoints import Kept
from cnn.runs.folder import RunFolder
from cnn.runs.orders import forked_run
from cnn.runs.repeated.forking import optimizer_goes_on
from cnn.runs.rewind import Position


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    project = Project(PRESETS["lenet5"].graph())
    run = RunFolder.create(project, tmp_path / "first")
    run.update_record(state="finished", epochs=10, best={"val_accuracy": 0.9}, classes=("a", "b"), computer="", message="old")
    (run.checkpoints / "epoch-000005.npz").write_bytes(b"weights")
    run.history.write_text("epoch,seconds,images_per_second,loss\n1,1,1,0.5\n")
    run.model.write_bytes(b"model")
    return run


def kept(run: RunFolder) -> Kept:
    return Kept(run.checkpoints / "epoch-000005.npz", Position(5), {}, None, False)


def test_a_fork_has_what_was_told_until_then_and_other_settings(run: RunFolder, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in run.path.rglob("*") if path.is_file()}
    order = forked_run(run.path, kept(run), tmp_path / "second", epochs=20, batch_size=None, learning_rate=0.25)
    assert order.command.model_dump() == {
        "command": "train",
        "run": order.run.id,
        "folder": str(tmp_path / "second"),
        "resume": True,
        "further": True,
        "checkpoint": "epoch-000005.npz",
        "anew": True,
        "changed": ("epochs", "learning_rate"),
    }
    record, recipe = order.run.record(), load(order.run.project).recipe
    assert (recipe.epochs, recipe.learning_rate, recipe.batch_size) == (20, 0.25, load(run.project).recipe.batch_size)
    assert (record.state, record.epochs, record.planned_epochs, record.best, record.message) == ("stopped", 5, 20, {}, "")
    assert (record.classes, record.id) == (("a", "b"), order.run.id)
    assert record.forked_from == f"{run.id}, epoch 5"
    assert (order.run.checkpoints / "epoch-000005.npz").read_bytes() == b"weights"
    assert order.run.history.read_bytes() == run.history.read_bytes()
    assert not order.run.model.exists()
    assert {path.name: path.read_bytes() for path in run.path.rglob("*") if path.is_file()} == before


def test_the_rate_of_the_checkpoint_stays_where_none_is_named(run: RunFolder) -> None:
    assert not forked_run(run.path, kept(run), None, epochs=20).command.anew


def test_any_setting_but_those_of_the_images_may_be_another(run: RunFolder, tmp_path: Path) -> None:
    order = forked_run(run.path, kept(run), tmp_path / "second", epochs=20, optimizer="SGD", label_smoothing=0.1, clipnorm=1.0)
    assert (order.project.recipe.optimizer, order.command.anew) == ("SGD", True)
    assert set(order.command.changed) == {"epochs", "optimizer", "label_smoothing", "clipnorm"}
    with pytest.raises(UsageError, match="A fork keeps seed as the run had it"):
        forked_run(run.path, kept(run), tmp_path / "third", epochs=20, seed=7)
    assert not (tmp_path / "third").exists()


@pytest.mark.parametrize(
    ("changed", "goes_on"),
    [
        ((), True),
        (("learning_rate", "batch_size", "augmentation", "beta_1", "loss"), True),
        (("optimizer",), False),
        (("amsgrad",), False),
        (("use_ema", "learning_rate"), False),
        (("schedule",), False),
        (("freeze_until",), False),
        (("precision",), False),
    ],
)
def test_when_the_optimizer_goes_on(changed: tuple[str, ...], goes_on: bool) -> None:
    assert optimizer_goes_on(changed) == goes_on


def test_a_fork_with_nothing_left_to_train_is_refused(run: RunFolder, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="5 epochs are done"):
        forked_run(run.path, kept(run), tmp_path / "second", epochs=5)
    assert not (tmp_path / "second").exists()
