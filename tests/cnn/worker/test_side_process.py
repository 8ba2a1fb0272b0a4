"""Both ends of a process beside a worker: words to it, its last word, and how its death is told."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cnn.worker import side_process
from cnn.worker.side_process import ALONE, GO, LESS, DiedError, SideProcess

Start = Callable[[str], SideProcess]

_BEGINNING = """
import os, sys
from pathlib import Path
from cnn.worker.side_process import Caller, leave
caller, folder = Caller(), Path(sys.argv[1])
"""


@pytest.fixture(name="started")
def _started(monkeypatch: pytest.MonkeyPatch) -> Start:
    def start(code: str) -> SideProcess:
        monkeypatch.setattr(side_process, "own_program", lambda _, folder: [sys.executable, "-c", _BEGINNING + code, folder])
        return SideProcess("do")

    return start


def test_it_hears_word_after_word_and_has_the_last(started: Start) -> None:
    with started("said = [caller.wait(), caller.wait()]; leave(folder, repr(said))") as process:
        process.say(GO)
        process.say(LESS)
        assert process.last_word() == repr([GO, LESS]).encode()
        assert [path.name for path in process.folder.iterdir()] == [side_process.TOLD]
    assert not process.folder.exists()


@pytest.mark.parametrize(
    ("code", "how"),
    [
        ("os._exit(7)", "exit code 7"),
        (f"os.kill(os.getpid(), {int(signal.SIGKILL)})", signal.strsignal(signal.SIGKILL).lower()),  # type: ignore[union-attr]
        ("pass", "exit code 0"),
    ],
)
def test_how_it_died_is_told(started: Start, code: str, how: str) -> None:
    with started(code) as process:
        process.say()
        with pytest.raises(DiedError, match=how):
            process.last_word()


def test_it_ends_when_nobody_wants_it_any_more(tmp_path: Path) -> None:
    line = [sys.executable, "-c", _BEGINNING + "print('here', flush=True); caller.wait(); caller.wait()", str(tmp_path)]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.readline()
        process.stdin.write(GO)
        process.stdin.close()
        assert process.wait() == ALONE


def test_nothing_of_it_stays_when_it_is_left(started: Start) -> None:
    with started("caller.wait()") as process:
        number = process._process.pid
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
