"""The trash of the desktop, as its specification has it."""

import sys
from pathlib import Path

import pytest

from cnn.errors import FileError
from cnn.files.trash import bin_folder, binned, bring_back

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="another trash")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path


def _run(home: Path, name: str = "a run %") -> Path:
    folder = home / "runs" / name
    folder.mkdir(parents=True)
    (folder / "run.json").write_text(name)
    return folder


def test_a_folder_goes_there_with_its_note_and_comes_back(home: Path) -> None:
    folder = _run(home)
    one = bin_folder(folder)
    assert not folder.exists()
    assert one.now == home / "data" / "Trash" / "files" / "a run %"
    note = (home / "data" / "Trash" / "info" / "a run %.trashinfo").read_text()
    assert note.startswith(f"[Trash Info]\nPath={home}/runs/a%20run%20%25\nDeletionDate=")
    assert binned(home / "runs") == [one]
    assert binned(home / "data") == []
    bring_back(one)
    assert (folder / "run.json").read_text() == "a run %"
    assert binned(home / "runs") == []


def test_two_of_one_name_both_stay_and_the_newest_comes_first(home: Path) -> None:
    first, second = bin_folder(_run(home)), bin_folder(_run(home))
    assert first.now != second.now
    assert {one.now for one in binned(home / "runs")} == {first.now, second.now}
    bring_back(first)
    with pytest.raises(FileError, match="is there again"):
        bring_back(second)
    assert second.now.is_dir()


def test_what_can_not_go_there_stays_where_it_was(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = _run(home)

    def refuse(*_: object) -> None:
        raise PermissionError("no")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(FileError, match="can't go to the trash"):
        bin_folder(folder)
    assert folder.is_dir()
    assert list((home / "data" / "Trash" / "info").iterdir()) == []
