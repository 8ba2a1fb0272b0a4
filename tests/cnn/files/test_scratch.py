"""Temporary folders go, also those of dead programs, and nobody else's."""

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cnn.files.locks import Lock
from cnn.files.scratch import LOCK, Scratch, sweep


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def fill(folder: Path) -> None:
    (folder / "a").write_text("x")
    (folder / "b").mkdir()
    (folder / "b" / "c").write_text("x")


def test_it_goes_with_all_that_is_in_it(place: Path) -> None:
    with Scratch() as scratch:
        fill(scratch.path)
        assert scratch.path.parent == place
    scratch.remove()
    assert list(place.iterdir()) == []


def test_it_goes_with_whoever_forgot_it(place: Path) -> None:
    scratch = Scratch()
    fill(scratch.path)
    del scratch
    gc.collect()
    assert list(place.iterdir()) == []


def test_what_a_link_in_it_points_to_stays(place: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    fill(tmp_path / "mine")
    with Scratch() as scratch:
        (scratch.path / "link").symlink_to(tmp_path / "mine")
        (scratch.path / "file").symlink_to(tmp_path / "mine" / "a")
    assert (tmp_path / "mine" / "a").read_text() == (tmp_path / "mine" / "b" / "c").read_text() == "x"


DIE = """
import sys, tempfile, os
tempfile.tempdir = sys.argv[1]
from cnn.files.scratch import Scratch
scratch = Scratch()
(scratch.path / "a").write_text("x")
print(scratch.path, flush=True)
os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(os.name == "nt", reason="kills with a signal")
def test_a_killed_program_s_folder_goes_at_a_later_start(place: Path) -> None:
    died = subprocess.run([sys.executable, "-c", DIE, place], capture_output=True, text=True, check=False)
    left = Path(died.stdout.strip())
    assert (left / "a").exists()
    sweep(place)
    assert list(place.iterdir()) == []


def test_only_our_own_of_dead_programs_are_swept(place: Path, tmp_path: Path) -> None:
    with Scratch() as living:
        fill(living.path)
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "elsewhere" / LOCK).touch()
        foreign = [place / "layerloom-tests-x", place / "other-tool"]
        for folder in foreign:
            folder.mkdir()
            fill(folder)
        (place / "other-tool" / LOCK).touch()
        (place / "layerloom-link").symlink_to(tmp_path / "elsewhere")
        (place / "layerloom-file").write_text("x")
        dead = place / "layerloom-dead"
        dead.mkdir()
        fill(dead)
        (dead / LOCK).touch()
        sweep(place)
        assert not dead.exists()
        assert (living.path / "b" / "c").exists()
        assert all((folder / "b" / "c").exists() for folder in foreign)
        assert (tmp_path / "elsewhere" / LOCK).exists()
        assert (place / "layerloom-file").exists()


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="knows no owners")
def test_another_person_s_folder_stays(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "layerloom-theirs").mkdir()
    (place / "layerloom-theirs" / LOCK).touch()
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    sweep(place)
    assert (place / "layerloom-theirs" / LOCK).exists()


def test_a_folder_that_was_swept_before_it_was_locked_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    honest, tries = Lock.take, []

    def take(lock: Lock, patience: float = 0.0) -> bool:
        tries.append(lock.path)
        if len(tries) == 1:
            lock.path.parent.rmdir()
        return honest(lock, patience)

    monkeypatch.setattr(Lock, "take", take)
    with Scratch() as scratch:
        assert scratch.path.exists()
        assert scratch.path != tries[0].parent
