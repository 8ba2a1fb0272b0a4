"""The rows of runs: what stands in the folders, whatever the cache says."""

import json
import random
import time
from pathlib import Path

import pytest

from cnn.graph.fingerprint import fingerprint
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.runs.folder import RunFolder, RunRecord
from cnn.runs.listed.index import VERSION, cache_file, cached_rows, listed_rows
from cnn.runs.listed.notes import change_notes
from cnn.runs.listed.row import RunRow
from cnn.words.language import speaking
from tests.stages import examples


def made(place: Path, name: str, **changes: object) -> RunFolder:
    folder = RunFolder(place / name, name)
    folder.path.mkdir(parents=True)
    about = {"network": name, "design": "c0ffee", "best": {"epoch": 2, "val_accuracy": 0.75, "loss": None}, **changes}
    folder.write_record(RunRecord(id=name, **about))  # type: ignore[arg-type]
    return folder


def by_name(place: Path) -> dict[str, RunRow]:
    return {row.path.name: row for row in listed_rows(place)}


def test_rows_speak_the_language_of_who_reads_them_whoever_read_them_before(tmp_path: Path) -> None:
    made(tmp_path, "a", dataset="/data/mnist.npz", split={"fold": "2/5"})
    (tmp_path / "half").mkdir()
    RunFolder(tmp_path / "half", "half").project.touch()
    with speaking("zh_CN"):
        chinese = by_name(tmp_path)
        assert cached_rows(tmp_path) == list(chinese.values())
    english = by_name(tmp_path)
    assert "fold 2/5" in english["a"].dataset
    assert "fold" not in chinese["a"].dataset
    assert english["half"].message != chinese["half"].message
    with speaking("zh_CN"):
        assert by_name(tmp_path) == chinese


def test_a_row_says_what_the_record_and_the_person_say(tmp_path: Path) -> None:
    run = made(tmp_path, "a", dataset="/data/mnist.npz", split={"fold": "2/5"}, monitor="val_accuracy", params=7, seconds=3)
    change_notes(run.path, name="mine", tags=["x", "#y"], note="why", pinned=True)
    (row,) = listed_rows(tmp_path)
    assert (row.title, row.tags, row.note, row.pinned) == ("mine", ("x", "y"), "why", True)
    assert (row.network, row.dataset, row.figure, row.best, row.params) == ("a", "mnist.npz, fold 2/5", "val_accuracy", 0.75, 7)
    assert row.figures == {"val_accuracy": 0.75}
    assert cached_rows(tmp_path) == [row]


def test_what_has_changed_since_is_read_again(tmp_path: Path) -> None:
    run = made(tmp_path, "a", state="stopped")
    made(tmp_path, "b")
    assert set(by_name(tmp_path)) == {"a", "b"}
    run.write_record(run.record().changed(state="failed"))
    change_notes(tmp_path / "b", name="other")
    assert by_name(tmp_path)["a"].state == "failed"
    assert by_name(tmp_path)["b"].title == "other"
    (tmp_path / "b" / "run.json").unlink()
    made(tmp_path, "c")
    assert set(by_name(tmp_path)) == {"a", "c"}
    assert {row.path.name for row in cached_rows(tmp_path)} == {"a", "c"}


def test_a_folder_that_is_copied_elsewhere_is_the_same_run_there(tmp_path: Path) -> None:
    made(tmp_path / "here", "a")
    (row,) = listed_rows(tmp_path / "here")
    (tmp_path / "here").rename(tmp_path / "there")
    assert listed_rows(tmp_path / "there") == [row._replace(folder=str(tmp_path / "there" / "a"))]
    assert listed_rows(tmp_path / "here") == []


def test_odd_folders_are_listed_as_what_they_are(tmp_path: Path) -> None:
    made(tmp_path, "whole", state="finished")
    made(tmp_path, "older").path.joinpath("run.json").write_text('{"id": "older", "state": "finished"}')
    (tmp_path / "torn").mkdir()
    (tmp_path / "torn" / "run.json").write_text('{"id": "to')
    (tmp_path / "half" / "checkpoints").mkdir(parents=True)
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").touch()
    (tmp_path / "file.txt").touch()
    words = made(tmp_path, "said", state="finished").path / "notes.json"
    words.write_text("{")
    (tmp_path / "loop").symlink_to("loop")
    for _ in range(2):
        rows = by_name(tmp_path)
        assert {name: row.state for name, row in rows.items()} == {
            "whole": "finished",
            "older": "finished",
            "torn": "damaged",
            "half": "damaged",
            "said": "finished",
        }
        assert "run.json is missing" in rows["half"].message
        assert "notes.json is damaged" in rows["said"].message
    assert words.read_text() == "{"


def test_a_run_whose_worker_is_gone_is_interrupted_from_the_cache_as_well(tmp_path: Path) -> None:
    run = made(tmp_path, "a", state="running", pid=2**22 + 1, started=time.time())
    assert [row.state for row in listed_rows(tmp_path)] == ["interrupted"]
    assert [row.state for row in listed_rows(tmp_path)] == ["interrupted"]
    import os

    run.write_record(run.record().changed(pid=os.getpid()))
    assert [row.state for row in listed_rows(tmp_path)] == ["running"]


def test_the_design_of_an_older_run_is_read_from_its_project(tmp_path: Path) -> None:
    project = Project(PRESETS["lenet5"].graph())
    run = RunFolder.create(project, tmp_path / "a")
    assert run.record().design == fingerprint(project.graph)
    run.update_record(design="")
    made(tmp_path, "b", design="")
    assert {row.path.name: row.design for row in listed_rows(tmp_path)} == {"a": fingerprint(project.graph), "b": "?"}


@pytest.mark.parametrize("damage", ["empty", "other version", "torn", "folder", "flipped"])
def test_a_cache_that_is_rotten_is_no_worse_than_none(tmp_path: Path, damage: str) -> None:
    for name in "abc":
        made(tmp_path, name)
    rows = listed_rows(tmp_path)
    cache = cache_file(tmp_path)
    content = cache.read_bytes()
    chance = random.Random(damage)
    for _ in range(examples(20) if damage in ("torn", "flipped") else 1):
        if damage == "folder":
            cache.unlink()
            cache.mkdir()
        else:
            at = chance.randrange(len(content))
            flipped = content[:at] + bytes([content[at] ^ (1 << chance.randrange(8))]) + content[at + 1 :]
            spoiled = {"empty": b"", "other version": content.replace(b"runs %d" % VERSION, b"runs 0", 1), "torn": content[:at]}
            cache.write_bytes(spoiled.get(damage, flipped))
        assert sorted(listed_rows(tmp_path)) == sorted(rows)
    if damage == "folder":
        cache.rmdir()


def test_no_cache_holds_what_can_be_run(tmp_path: Path) -> None:
    made(tmp_path, "a")
    listed_rows(tmp_path)
    head, line, _ = cache_file(tmp_path).read_bytes().split(b"\n")
    assert head.startswith(b"layerloom runs ")
    json.loads(line.partition(b" ")[2])
