"""Only one program holds a lock, and a dead one holds none."""

import subprocess
import sys
from pathlib import Path

import pytest

from cnn.files.locks import Lock

HOLD = """
import sys, pathlib
from cnn.files.locks import Lock
lock = Lock(pathlib.Path(sys.argv[1]))
print(lock.take(), flush=True)
sys.stdin.read()
"""


def test_one_holds_it_and_then_the_other(tmp_path: Path) -> None:
    first, second = Lock(tmp_path / "a.lock"), Lock(tmp_path / "a.lock")
    assert first.take()
    assert first.take()
    assert not second.take()
    assert not second.take(0.05)
    first.release()
    assert not (tmp_path / "a.lock").exists()
    with second:
        assert second.take()
    assert not second.held
    assert list(tmp_path.iterdir()) == []


def test_a_killed_program_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    with subprocess.Popen([sys.executable, "-c", HOLD, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "True\n"
        assert not Lock(path).take()
        other.kill()
        other.wait()
        with Lock(path) as lock:
            assert lock.take()


def test_a_lock_that_was_removed_by_its_last_owner_is_no_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opened the file before it was removed would lock one that nobody else sees."""
    path, late = tmp_path / "a.lock", Lock(tmp_path / "a.lock")
    owner = Lock(path)
    assert owner.take()
    from cnn.files import locks

    honest = locks._locked

    def leave_meanwhile(handle: int) -> bool:
        monkeypatch.setattr(locks, "_locked", honest)
        owner.release()
        return honest(handle)

    monkeypatch.setattr(locks, "_locked", leave_meanwhile)
    assert not late.take()
    assert late.take()
    late.release()


def test_without_a_folder_there_is_an_error_and_no_hold(tmp_path: Path) -> None:
    lock = Lock(tmp_path / "nowhere" / "a.lock")
    with pytest.raises(FileNotFoundError):
        lock.take()
    assert not lock.held
