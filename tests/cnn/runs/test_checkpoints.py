"""What a run can be taken back to, as its folder tells."""

import json
import os
import zipfile
from pathlib import Path

import pytest

from cnn.errors import UsageError
from cnn.presets import PRESETS
from cnn.project import Project, load
from cnn.runs.checkpoints import Choice, Kept, checkpoint_of, held, kept_checkpoints
from cnn.runs.continuing import going_back
from cnn.runs.folder import RunFolder
from cnn.runs.rewind import Position


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    return RunFolder.create(Project(PRESETS["lenet5"].graph()), tmp_path / "run")


def put(run: RunFolder, name: str, *, full: bool = True, **note: object) -> Path:
    path = run.checkpoints / f"{name}.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("note.json", json.dumps({"final": {"loss": 0.5, "epoch": 1}, **note}))
        archive.writestr("optimizer/0.npy" if full else "weights/0.npy", b"")
    return path


def titles(run: RunFolder) -> list[str]:
    return [kept.title for kept in kept_checkpoints(run)]


def test_the_newest_comes_first_and_each_position_once(run: RunFolder) -> None:
    put(run, "epoch-000003")
    put(run, "epoch-000003-step-0000120", rate=1.0)
    put(run, "held-000003-step-0000120")
    put(run, "held-000002-step-0000020")
    put(run, "best-000001")
    found = kept_checkpoints(run)
    assert [(kept.position, kept.held, kept.rate) for kept in found] == [
        (Position(3), False, None),
        (Position(2, 120), False, 1.0),
        (Position(1, 20), True, None),
        (Position(1), False, None),
    ]
    assert titles(run) == ["epoch 3", "epoch 2 and 120 batches", "epoch 1 and 20 batches", "epoch 1"]
    assert found[0].figures["loss"] == 0.5


def test_what_is_no_checkpoint_is_passed_over(run: RunFolder) -> None:
    put(run, "best-000002", full=False)
    put(run, "epoch-1")
    put(run, "epoch-000004", final="nothing")
    (run.checkpoints / "epoch-000001.npz").write_bytes(b"torn")
    (run.checkpoints / "epoch-000002.npz").mkdir()
    (run.checkpoints / "notes.txt").write_text("mine")
    os.mkfifo(run.checkpoints / "epoch-000003.npz")
    assert kept_checkpoints(run) == ()
    assert kept_checkpoints(RunFolder(run.path / "gone", "gone")) == ()


def test_an_epoch_is_found_or_those_there_are_are_named(run: RunFolder) -> None:
    with pytest.raises(UsageError, match="keeps no checkpoint of epoch 4") as refused:
        checkpoint_of(run, 4)
    assert "anew" in refused.value.hint
    for name in ("epoch-000003-step-0000120", "epoch-000002", "best-000001"):
        put(run, name)
    assert checkpoint_of(run, 2).position == Position(2)
    with pytest.raises(UsageError) as refused:
        checkpoint_of(run, 4)
    assert "of 1, 2." in refused.value.hint


def test_one_that_is_held_has_another_name_and_the_same_content(run: RunFolder) -> None:
    path = put(run, "epoch-000003-step-0000120")
    (kept,) = kept_checkpoints(run)
    other = held(kept)
    assert other.path.name == "held-000003-step-0000120.npz"
    path.unlink()
    (left,) = kept_checkpoints(run)
    assert (left.path, left.position, left.held) == (other.path, kept.position, True)
    assert held(left) == left


def test_while_somebody_chooses_none_gives_way(run: RunFolder) -> None:
    paths = [put(run, name) for name in ("epoch-000001", "epoch-000002-step-0000120", "held-000003")]
    choice = Choice(run)
    assert choice.kept == kept_checkpoints(run)
    paths[0].unlink()
    first, second, third = choice.take(choice.kept[2]), choice.take(choice.kept[1]), choice.take(choice.kept[0])
    assert (first.path.name, first.position, first.path.is_file()) == ("held-000001.npz", Position(1), True)
    assert (second, third) == (choice.kept[1], choice.kept[0]), "they are still there"
    choice.end()
    assert {path.name for path in run.checkpoints.iterdir()} == {
        "held-000001.npz",
        "epoch-000002-step-0000120.npz",
        "held-000003.npz",
    }


def test_on_a_disk_without_links_it_is_as_before(run: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(run, "epoch-000001")

    def refuse(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    choice = Choice(run)
    assert choice.take(choice.kept[0]) == choice.kept[0]
    path.unlink()
    assert choice.take(choice.kept[0]) == choice.kept[0]
    choice.end()
    assert list(run.checkpoints.iterdir()) == []


def test_the_order_goes_back_and_only_where_something_is_left_to_do(run: RunFolder) -> None:
    put(run, "epoch-000010")
    (kept,) = kept_checkpoints(run)
    assert isinstance(kept, Kept)
    with pytest.raises(UsageError, match="10 are done") as refused:
        going_back(run, kept)
    assert "--epochs 20" in refused.value.hint
    order = going_back(run, kept, epochs=12)
    assert (order.resume, order.further, order.checkpoint) == (True, True, "epoch-000010.npz")
    assert load(run.project).recipe.epochs == 12
