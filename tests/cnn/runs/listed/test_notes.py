"""What a person says of a run, in a file of its own."""

import json
from pathlib import Path

import pytest

from cnn.errors import FileError
from cnn.runs.listed.notes import Notes, as_tags, change_notes, read_notes


def test_nothing_is_said_where_there_is_no_file(tmp_path: Path) -> None:
    assert read_notes(tmp_path) == read_notes(tmp_path / "nowhere") == Notes()
    assert not list(tmp_path.iterdir())


def test_what_was_said_stays_beside_what_is_said_now(tmp_path: Path) -> None:
    change_notes(tmp_path, name="mine", tags=["a", "b"])
    assert change_notes(tmp_path, note="why") == read_notes(tmp_path) == Notes(name="mine", tags=("a", "b"), note="why")
    assert json.loads((tmp_path / "notes.json").read_text())["tags"] == ["a", "b"]


@pytest.mark.parametrize("content", ["", "[]", '{"tags": "a"}', '{"pinned": 1}', '{"name": 5}', '{"tags": [1]}', '"' * 2_000_000])
def test_a_damaged_file_is_told_and_not_overwritten(tmp_path: Path, content: str) -> None:
    (tmp_path / "notes.json").write_text(content)
    for ask in (lambda: read_notes(tmp_path), lambda: change_notes(tmp_path, name="x")):
        with pytest.raises(FileError):
            ask()
    assert (tmp_path / "notes.json").read_text() == content


@pytest.mark.parametrize("said", [{"name": "x" * 201}, {"note": "x" * 20_001}, {"tags": list(map(str, range(51)))}])
def test_what_is_too_long_is_refused_before_anything_is_written(tmp_path: Path, said: dict[str, object]) -> None:
    with pytest.raises(FileError, match="can't be that"):
        change_notes(tmp_path, **said)
    assert not list(tmp_path.iterdir())


def test_tags_are_words_without_what_separates_them() -> None:
    assert as_tags([" a ", "#b", "a,b", "", "#"]) == ("a", "b", "a b")
