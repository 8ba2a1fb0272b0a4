"""What is made beside its place comes whole or not at all; what killed processes leave goes, never what somebody keeps."""

import subprocess
import sys
from pathlib import Path

import pytest

from cnn.errors import FileError
from cnn.files import building as module
from cnn.files.building import building, discard_building, place

#: a process that is in the middle of it, and says so
MIDDLE = """
import sys, time
from pathlib import Path
from cnn.files.building import building
with building(Path(sys.argv[1]), "dead") as folder:
    (folder / "half").write_text("half")
    print("begun", flush=True)
    time.sleep(600)
"""


def begun(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", MIDDLE, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    return process


def killed(path: Path) -> None:
    process = begun(path)
    process.kill()
    process.communicate()


def test_a_file_comes_whole_and_the_folder_goes(tmp_path: Path) -> None:
    with building(tmp_path / "a.onnx", "key") as folder:
        (folder / "made").write_text("new")
        place(folder / "made", tmp_path / "a.onnx")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.onnx", "new")]


@pytest.mark.slow
def test_what_a_killed_process_left_goes_with_the_next(tmp_path: Path) -> None:
    killed(tmp_path / "a.onnx")
    assert len([*tmp_path.iterdir()]) == 1
    with building(tmp_path / "b.onnx", "other"):
        assert [path.name for path in tmp_path.iterdir()] == [".b-other.part"]
    assert [*tmp_path.iterdir()] == []


@pytest.mark.slow
def test_what_another_is_making_stays(tmp_path: Path) -> None:
    process = begun(tmp_path / "a.onnx")
    try:
        with building(tmp_path / "b.onnx", "other"):
            pass
        assert (tmp_path / ".a-dead.part" / "half").read_text() == "half"
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("name", ["mine.part", ".mine.part", ".mine-1.part", ".mine-toolongforakey.part"])
def test_folders_that_are_called_alike_and_files_stay(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "thesis").write_text("text")
    with building(tmp_path / "b.onnx", "other"):
        pass
    assert (tmp_path / name / "thesis").read_text() == "text"


@pytest.mark.slow
@pytest.mark.parametrize("by_its_caller", [True, False])
def test_an_older_folder_comes_back_where_the_new_one_never_took_its_place(tmp_path: Path, by_its_caller: bool) -> None:
    killed(tmp_path / "net")
    (tmp_path / ".net-dead.part" / module.ASIDE / "net").mkdir(parents=True)  # killed between two renames
    (tmp_path / ".net-dead.part" / module.ASIDE / "net" / "saved_model.pb").write_text("old")
    if by_its_caller:
        discard_building(tmp_path / "net", "dead")
    else:
        with building(tmp_path / "b.onnx", "other"):
            pass
    assert [path.name for path in tmp_path.iterdir()] == ["net"]
    assert (tmp_path / "net" / "saved_model.pb").read_text() == "old"


def test_a_folder_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    (tmp_path / "net").mkdir()
    (tmp_path / "net" / "old").write_text("old")
    with building(tmp_path / "net", "key") as folder:
        (folder / "made").mkdir()
        (folder / "made" / "new").write_text("new")
        place(folder / "made", tmp_path / "net")
    assert [path.name for path in tmp_path.rglob("*")] == ["net", "new"]


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="the folder does not exist"), building(tmp_path / "no" / "a.onnx", "key"):
        pass
