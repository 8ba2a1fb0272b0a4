"""The folders in which runs are looked for."""

from pathlib import Path

import pytest

from cnn.errors import UsageError
from cnn.runs.folder import default_runs_folder
from cnn.runs.listed.notes import change_notes
from cnn.runs.listed.places import (
    add_place,
    added_places,
    all_rows,
    file,
    known_rows,
    newest_records,
    place_of,
    places,
    remove_place,
)
from tests.cnn.runs.listed.test_index import made


def test_runs_of_all_folders_are_one_list_each_once(tmp_path: Path) -> None:
    made(default_runs_folder(), "old", created=1)
    made(tmp_path / "disk", "new", created=2)
    assert [row.id for row in all_rows()] == ["old"]
    add_place(tmp_path / "disk")
    add_place(tmp_path / "disk")
    add_place(default_runs_folder())
    assert [row.id for row in all_rows()] == [row.id for row in known_rows()] == ["new", "old"]
    assert places() == (default_runs_folder(), tmp_path / "disk")
    remove_place(tmp_path / "disk")
    assert [row.id for row in all_rows()] == ["old"]
    assert (tmp_path / "disk" / "new" / "run.json").is_file()


def test_a_run_itself_can_be_added(tmp_path: Path) -> None:
    add_place(made(tmp_path, "one").path)
    assert [row.id for row in all_rows()] == ["one"]


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no folder"):
        add_place(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="none of the folders"):
        remove_place(tmp_path)


@pytest.mark.parametrize("content", ["", "{}", '{"folders": 5}', "[" * 100_000, '{"folders": [5, ""]}'])
def test_a_damaged_list_is_none(tmp_path: Path, content: str) -> None:
    file().parent.mkdir(parents=True, exist_ok=True)
    file().write_text(content)
    assert added_places() == ()


def test_the_newest_runs_that_can_be_read(tmp_path: Path) -> None:
    for number, name in enumerate("abcd"):
        place = default_runs_folder() if number % 2 else tmp_path / "disk"
        made(place, name, created=number, state="running" if name == "d" else "failed")
    add_place(tmp_path / "disk")
    (default_runs_folder() / "torn").mkdir()
    (default_runs_folder() / "torn" / "run.json").write_text("{")
    change_notes(default_runs_folder() / "b", name="best so far")
    assert [record.called for record in newest_records(3)][2] == "best so far"
    assert [(record.id, record.state) for record in newest_records(3)] == [("d", "interrupted"), ("c", "failed"), ("b", "failed")]


def test_a_run_is_named_wherever_it_lies(tmp_path: Path) -> None:
    assert place_of("far") == default_runs_folder() / "far"
    made(tmp_path / "disk", "far")
    add_place(tmp_path / "disk")
    assert place_of("far") == tmp_path / "disk" / "far"
