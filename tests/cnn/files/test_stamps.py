"""What became of a file since it was read."""

import os
from pathlib import Path

import pytest

from cnn.files.stamps import since, stamp, stamp_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.loom"
    path.write_bytes(b"one")
    return path


def test_a_file_that_nobody_touched_is_the_same(path: Path) -> None:
    before = stamp(path)
    assert before is not None
    assert before == stamp_of(path, b"one")
    assert since(path, before) == since(path, before, surely=True) == "same"


def test_a_file_that_was_touched_only_is_the_same(path: Path) -> None:
    before = stamp(path)
    os.utime(path, ns=(1, 1))
    assert since(path, before) == "same"


def test_a_file_of_other_content_is_changed_whatever_its_size_and_time_say(path: Path) -> None:
    before = stamp(path)
    assert before is not None
    path.write_bytes(b"longer")
    assert since(path, before) == "changed"
    path.write_bytes(b"two")
    os.utime(path, ns=(before.time, before.time))
    assert since(path, before, surely=True) == "changed"
    path.write_bytes(b"one")
    assert since(path, before, surely=True) == "same"


def test_a_file_that_is_no_file_any_more_is_gone(path: Path) -> None:
    before = stamp(path)
    path.unlink()
    assert since(path, before) == "gone"
    assert stamp(path) is stamp_of(path, b"") is None
    path.mkdir()
    assert since(path, before) == "gone"


def test_a_file_written_over_at_the_moment_it_was_saved_is_changed(path: Path) -> None:
    """Its size and time are the other program's already, its content is ours."""
    before = stamp_of(path, b"ours")
    assert since(path, before, surely=True) == "changed"
