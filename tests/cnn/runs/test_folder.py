"""A run's folder: unique, complete, readable again."""

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from cnn.blocks.functional import Network
from cnn.datasets.division.curation import Curation
from cnn.errors import FileError
from cnn.files.locks import Lock
from cnn.project import Project, load
from cnn.recipe import Recipe
from cnn.runs.folder import RECORD_LOCK, RunFolder, RunRecord, default_runs_folder, read_record


def project(name: str = "My Net!") -> Project:
    return Project(Network(name).graph, Recipe(seed=5, epochs=7), "mnist-sample")


def test_create(tmp_path: Path) -> None:
    run = RunFolder.create(project())
    assert run.path.parent == default_runs_folder() == tmp_path / "runs"
    assert run.path.name == run.id
    assert run.id.endswith("-my-net")
    assert load(run.project) == project()
    assert run.checkpoints.is_dir()
    record = run.record()
    assert (record.id, record.state, record.seed, record.planned_epochs, record.epochs) == (run.id, "created", 5, 7, 0)
    assert record.folder == str(run.path)


def test_a_run_keeps_what_was_decided_about_images(tmp_path: Path) -> None:
    curated = project().curated(Curation().exclude({"train[0]": "c0"}))
    run = RunFolder.create(curated, tmp_path / "run")
    assert load(run.project) == curated
    assert run.data.is_file()
    run.replan(epochs=9)
    assert load(run.project).curation.excluded == {"train[0]"}
    (tmp_path / "run" / ".project-12345678.data.json").write_text("half")
    run.sweep()
    run.remove()
    assert not (tmp_path / "run").exists()


def test_every_run_has_a_folder_of_its_own() -> None:
    runs = [RunFolder.create(project()) for _ in range(5)]
    assert len({run.path for run in runs}) == len({run.id for run in runs}) == 5


def test_a_name_of_signs_only() -> None:
    assert RunFolder.create(project("∑∑∑")).path.is_dir()


def test_exactly_there(tmp_path: Path) -> None:
    run = RunFolder.create(project(), tmp_path / "deep" / "run")
    assert run.path == tmp_path / "deep" / "run"
    assert RunFolder.open(run.path) == run


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert RunFolder.create(project(), tmp_path / "out").path == tmp_path / "out"


@pytest.mark.parametrize("name", ["run.json", "model.keras", "project.loom", "events.jsonl"])
def test_another_run_is_never_overwritten(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("precious")
    with pytest.raises(FileError, match="already holds a run"):
        RunFolder.create(project(), tmp_path)
    assert (tmp_path / name).read_text() == "precious"


def test_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(FileError, match="is a file"):
        RunFolder.create(project(), tmp_path / "out")
    with pytest.raises(FileError, match="can't be written"):
        RunFolder.create(project(), tmp_path / "out" / "run")


def test_a_record_changes_in_one_step(tmp_path: Path) -> None:
    run = RunFolder.create(project(), tmp_path / "run")
    run.update_record(state="running", best={"val_accuracy": 0.5, "val_loss": None})
    record = run.record()
    assert (record.state, record.best) == ("running", {"val_accuracy": 0.5, "val_loss": None})
    assert record.seed == 5
    assert [path.name for path in run.path.iterdir() if path.name.startswith(".")] == []


def test_others_may_read_what_is_written(tmp_path: Path) -> None:
    run = RunFolder.create(project(), tmp_path / "run")
    fresh = tmp_path / "fresh"
    fresh.touch()
    assert stat.S_IMODE((run.path / "run.json").stat().st_mode) == stat.S_IMODE(fresh.stat().st_mode)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"state": "running"}', '{"id": "a", "state": "nonsense"}', "\xff"])
def test_a_damaged_record(tmp_path: Path, text: str) -> None:
    (tmp_path / "run.json").write_text(text, encoding="latin-1")
    with pytest.raises(FileError, match="damaged"):
        read_record(tmp_path)


def test_no_record(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="holds no run"):
        RunFolder.open(tmp_path)


def test_fields_of_a_newer_version_are_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"id": "a", "state": "finished", "of_the_future": 1}')
    assert read_record(tmp_path).state == "finished"


def test_nobody_changes_a_record_between_its_reading_and_its_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = RunFolder.create(project(), tmp_path / "run")
    free: list[bool] = []
    read = RunFolder.record

    def record(self: RunFolder) -> RunRecord:
        with Lock(run.path / RECORD_LOCK) as other:
            free.append(other.take())
        return read(self)

    monkeypatch.setattr(RunFolder, "record", record)
    run.update_record(state="running")
    assert run.update_record_if(lambda found: found.state == "running", epochs=3)
    assert not run.update_record_if(lambda found: found.state == "created", epochs=4)
    assert free == [False] * 3
    assert read_record(run.path).epochs == 3
    assert not (run.path / RECORD_LOCK).exists()


def test_where_another_holds_the_record_only_a_worker_changes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cnn.runs.folder.RECORD_PATIENCE", 0)
    run = RunFolder.create(project(), tmp_path / "run")
    with Lock(run.path / RECORD_LOCK) as other:
        assert other.take()
        assert not run.update_record_if(lambda _: True, epochs=3)
        run.update_record(epochs=4)
    assert read_record(run.path).epochs == 4


def test_a_record_tells_the_fold(tmp_path: Path) -> None:
    plain = RunFolder.create(project(), tmp_path / "plain").record()
    assert plain.data == "mnist-sample"
    folded = replace(project(), recipe=Recipe(fold="2/5"))
    assert RunFolder.create(folded, tmp_path / "fold").record().data == "mnist-sample, fold 2/5"
