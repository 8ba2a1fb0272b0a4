"""Runs of other programs: where they lie and what they tell."""

from pathlib import Path

import pytest

from cnn.runs.listed.index import cached_rows, listed_rows
from cnn.runs.logs.logs import log_at, logs_in, named, read_log
from tests.cnn.runs.listed.test_index import made
from tests.cnn.runs.logs.test_event_files import event, written

CSV = "epoch,accuracy,loss,val_accuracy,val_loss\n0,0.5,1.5,0.4,1.6\n1,0.75,1.0,0.7,1.2\n2,0.8,NA,0.6,1.3\n3,0.9"


def keras_log(folder: Path) -> Path:
    for part, values in (("train", (0.5, 0.75)), ("validation", (0.25, 0.5))):
        events = [event(epoch, {"epoch_accuracy": value}, 100.0 + epoch) for epoch, value in enumerate(values)]
        written(folder / part / "events.out.tfevents.1", *events)
    return folder


def test_keras_s_folder_of_training_and_validation_is_one_run(tmp_path: Path) -> None:
    (log,) = logs_in(keras_log(tmp_path / "fit" / "monday").parent.parent)
    assert log.path == tmp_path / "fit" / "monday"
    told = read_log(log)
    assert told.curves == {"accuracy": [(1, 0, 0.5), (2, 1, 0.75)], "val_accuracy": [(1, 0, 0.25), (2, 1, 0.5)]}
    assert (told.began, told.seconds, told.epochs, told.complaint) == (100.0, 1.0, 2, "")
    assert told.best() == ("val_accuracy", {"accuracy": 0.75, "val_accuracy": 0.5})


def test_what_keras_tells_by_batches_does_not_stretch_the_epochs(tmp_path: Path) -> None:
    events = [event(epoch, {"epoch_loss": 0.5}) for epoch in range(3)]
    events += [event(60 * epoch, {"evaluation_loss_vs_iterations": 0.25}) for epoch in (1, 2, 3)]
    log = log_at(written(tmp_path / "a" / "tfevents", *events).parent)
    assert log is not None
    assert set(read_log(log).curves) == {"loss"}
    log = log_at(written(tmp_path / "b" / "tfevents", event(500, {"loss": 0.5})).parent)
    assert log is not None
    assert read_log(log).curves["loss"][0].x == 500  # where nothing is told by epochs, steps are all there is


def test_a_table_of_csv_logger(tmp_path: Path) -> None:
    path = tmp_path / "training.log"
    for separator in (",", ";", "\t"):
        path.write_text(CSV.replace(",", separator))
        log = log_at(path)
        assert log is not None
        told = read_log(log)
        assert [place.x for place in told.curves["val_accuracy"]] == [1, 2, 3]  # the last row is half written
        assert [place.value for place in told.curves["loss"]] == [1.5, 1.0]
        assert told.best() == ("val_accuracy", {"accuracy": 0.75, "loss": 1.0, "val_accuracy": 0.7, "val_loss": 1.2})


def test_logs_are_rows_beside_runs_and_change_as_they_grow(tmp_path: Path) -> None:
    made(tmp_path, "own", state="finished").path.joinpath("history.csv").write_text(CSV)
    keras_log(tmp_path / "own" / "tensorboard")
    keras_log(tmp_path / "theirs")
    (tmp_path / "data.csv").write_text("image,label\n0,1\n")
    table = tmp_path / "log.csv"
    table.write_text(CSV)
    rows = {row.title: row for row in listed_rows(tmp_path)}
    assert {title: row.state for title, row in rows.items()} == {"own": "finished", "theirs": "log", "log.csv": "log"}
    assert (rows["theirs"].best, rows["theirs"].epochs, rows["theirs"].created) == (0.5, 2, 100.0)
    assert sorted(cached_rows(tmp_path)) == sorted(rows.values())
    table.write_text(CSV + ",1,0.95,1\n")
    assert next(row for row in listed_rows(tmp_path) if row.title == "log.csv").best == 0.95


def test_a_damaged_log_is_listed_and_says_so(tmp_path: Path) -> None:
    path = written(tmp_path / "run" / "events.out.tfevents.1", event(1, {"loss": 0.5}), event(2, {"loss": 0.25}))
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "tfevents").touch()
    rows = {row.title: row for row in listed_rows(tmp_path)}
    assert "1 of its records" in rows["run"].message
    assert (rows["run"].best, rows["empty"].best) == (0.5, None)


def test_what_is_no_log_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x,y\n1,2\n")
    (tmp_path / "b.csv").write_bytes(b"\xff\xfe")
    (tmp_path / "c.csv").write_text("epoch,loss\n")
    (tmp_path / "round").symlink_to(tmp_path)
    assert list(logs_in(tmp_path)) == []
    assert [log_at(tmp_path / name) for name in ("a.csv", "b.csv", "nowhere", ".")] == [None] * 4


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("epoch_loss", "loss"),
        ("Loss/train", "loss"),
        ("Loss/val", "val_loss"),
        ("train/acc", "accuracy"),
        ("validation/accuracy", "val_accuracy"),
        ("val_loss", "val_loss"),
        ("train_loss", "loss"),
        ("lr", "learning_rate"),
        ("test", "test"),
        ("train", "train"),
    ],
)
def test_tags_become_the_names_that_keras_has(tag: str, name: str) -> None:
    assert named(tag)[0] == name


def test_steps_are_no_epochs_unless_somebody_says_how_many_make_one(tmp_path: Path) -> None:
    """PyTorch Lightning tells the epoch, counted from 0, beside figures that stand at steps."""
    plain = [event(step, {"Loss/train": 0.5}, 100.0 + step) for step in (100, 200)]
    log = log_at(written(tmp_path / "a" / "tfevents", *plain).parent)
    assert log is not None
    told = read_log(log)
    assert (told.by_steps, told.per_step, told.epochs) == (True, None, 0)
    lightning = [event(step, {"epoch": float(step // 50)}) for step in (0, 25, 50, 75, 100)]
    log = log_at(written(tmp_path / "b" / "tfevents", *plain, *lightning).parent)
    assert log is not None
    told = read_log(log)
    assert (set(told.curves), told.per_step, told.epochs) == ({"loss"}, 1 / 50, 4)
