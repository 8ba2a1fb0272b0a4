"""A file that a person cares about is there whole, or as it was before."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from cnn.errors import DiskFullError, FileError
from cnn.files.files import first_bytes, open_regular, read_regular, replacing, require_room, unwritable, write_bytes, write_text


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_written_whole(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "ü")
    write_bytes(tmp_path / "b.bin", b"\0\xff")
    assert (tmp_path / "a.txt").read_bytes() == "ü".encode()
    assert (tmp_path / "b.bin").read_bytes() == b"\0\xff"
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("name", ["a.weights.h5", "a.keras", "a"])
def test_the_temporary_file_ends_like_the_real_one(tmp_path: Path, name: str) -> None:
    with replacing(tmp_path / name) as temporary:
        assert temporary.parent == tmp_path
        assert temporary.name.endswith(name[1:])
        temporary.write_text("new")
    assert (tmp_path / name).read_text() == "new"


def test_an_error_on_the_way_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError), replacing(path) as temporary:
        temporary.write_text("half" * (1 // 0))
    assert path.read_text() == "old"
    assert leftovers(tmp_path) == []


def test_a_check_may_refuse(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")

    def refuse(temporary: Path) -> None:
        assert temporary.read_text() == "new"
        raise FileError("wrong")

    with pytest.raises(FileError, match="wrong"), replacing(path, refuse) as temporary:
        temporary.write_text("new")
    assert path.read_text() == "old"


def test_a_full_disk_in_words(tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught, replacing(tmp_path / "a.txt"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert isinstance(caught.value, DiskFullError)
    assert caught.value.message == "a.txt can't be written: the disk is full."
    assert "unchanged" in caught.value.hint


@pytest.mark.skipif(os.name != "posix", reason="an open file can't be removed")
def test_what_was_given_up_gives_its_space_back_at_once(tmp_path: Path) -> None:
    held: list[BinaryIO] = []

    def fail(temporary: Path) -> None:
        held.append(temporary.open("wb"))  # a library that fails and forgets to close
        held[0].write(b"x" * 100_000)
        held[0].flush()
        raise KeyError

    with pytest.raises(KeyError), replacing(tmp_path / "a.txt") as temporary:
        fail(temporary)
    assert os.fstat(held[0].fileno()).st_size == 0
    held[0].close()


def test_others_may_read_what_they_could_read_before(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    fresh = tmp_path / "fresh"
    fresh.touch()
    write_text(path, "new")
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(fresh.stat().st_mode)
    path.chmod(0o640)
    write_text(path, "newer")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.EACCES, "may not be written"), (errno.EROFS, "read-only"), (errno.ENOENT, "does not exist"), (errno.EIO, "error")],
)
def test_reasons(number: int, words: str) -> None:
    error = unwritable(Path("nowhere/a.txt"), OSError(number, os.strerror(number)))
    assert words in error.message
    assert error.hint


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="there is no folder here that takes no files from anybody")
def test_a_folder_that_takes_no_files_is_known_before_there_is_something_to_write() -> None:
    with pytest.raises(FileError, match="folder takes no files"):
        require_room(Path("/proc/a.onnx"))
    with pytest.raises(FileError, match="folder takes no files"):
        require_room(Path("/proc/saved"), is_folder=True)


def test_a_folder_is_room_for_a_folder_and_not_for_a_file(tmp_path: Path) -> None:
    require_room(tmp_path, is_folder=True)
    with pytest.raises(FileError, match="there is a folder of that name"):
        require_room(tmp_path)


# ---------------------------------------------------------------------- links

needs_links = pytest.mark.skipif(os.name == "nt", reason="only some people may make links there")


@needs_links
@pytest.mark.parametrize("steps", [1, 3])
def test_what_a_link_points_to_is_written_and_the_link_stays(tmp_path: Path, steps: int) -> None:
    (tmp_path / "far" / "away").mkdir(parents=True)
    target = tmp_path / "far" / "away" / "real.txt"
    target.write_text("old")
    target.chmod(0o640)
    links = [tmp_path / f"link{step}.txt" for step in range(steps)]
    for link, goal in zip(links, [*links[1:], target], strict=True):
        link.symlink_to(os.path.relpath(goal, tmp_path))
    write_text(links[0], "new")
    assert all(link.is_symlink() for link in links)
    assert target.read_text() == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert leftovers(tmp_path) == leftovers(target.parent) == []


@needs_links
def test_a_link_to_nothing_yet_makes_the_file_it_names(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "there" / "new.txt")
    write_text(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "there" / "new.txt").read_text() == "new"


@needs_links
@pytest.mark.parametrize(
    ("goal", "words"),
    [("link", "lead round in a circle"), ("no/where/at.all", "folder does not exist"), ("folder", "folder of that name")],
)
def test_a_link_that_leads_nowhere_good_stays_as_it_was(tmp_path: Path, goal: str, words: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(goal)
    with pytest.raises(FileError, match=words):
        write_text(tmp_path / "link", "new")
    assert (tmp_path / "link").readlink() == Path(goal)
    assert leftovers(tmp_path) == []


@needs_links
@pytest.mark.parametrize("through_link", [False, True])
def test_what_is_no_file_is_not_replaced_by_one(tmp_path: Path, through_link: bool) -> None:
    """A device's name would be a file from then on, for every program."""
    os.mkfifo(tmp_path / "pipe")
    path = tmp_path / "pipe"
    if through_link:
        path = tmp_path / "link"
        path.symlink_to("pipe")
    with pytest.raises(FileError, match="is a pipe, not a file"):
        write_text(path, "new")
    assert (tmp_path / "pipe").is_fifo()
    assert leftovers(tmp_path) == []


def test_a_name_that_is_too_long_in_words(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="name is too long"):
        write_text(tmp_path / ("x" * 300), "new")


# ---------------------------------------------------------------------- reading


def test_a_regular_file_is_read_up_to_its_bound(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert read_regular(tmp_path / "a", 5) == b"12345"
    with open_regular(tmp_path / "a") as file:
        assert file.read(2) == b"12"
    with pytest.raises(FileError, match="too large: more than 4 bytes"):
        read_regular(tmp_path / "a", 4)
    with pytest.raises(FileNotFoundError):
        read_regular(tmp_path / "b", 4)


@needs_links
def test_what_is_no_file_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    places = [
        (tmp_path, "a folder"),
        (tmp_path / "pipe", "a pipe"),
        (tmp_path / "link", "a pipe"),
        (Path("/dev/zero"), "a device"),
    ]
    for path, kind in places:
        with pytest.raises(FileError, match=f"is {kind}, not a file"):
            open_regular(path)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux has them")
@pytest.mark.parametrize(
    "read",
    [lambda path: read_regular(path, 1 << 20), lambda path: first_bytes(path, 10), lambda path: open_regular(path).close()],
)
def test_a_look_into_the_running_system_is_no_file(tmp_path: Path, read: Callable[[Path], object]) -> None:
    """One of them, the kernel's log, has root wait for ever."""
    (tmp_path / "link").symlink_to("/proc/self/status")
    for path in (Path("/proc/self/status"), tmp_path / "link"):
        with pytest.raises(FileError, match="is a look into the running system, not a file"):
            read(path)
    (tmp_path / "empty").touch()
    read(tmp_path / "empty")
