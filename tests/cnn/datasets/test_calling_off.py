"""Reading is called off at once, whatever it waits for, and what goes on behind stops as soon as it can."""

import itertools
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from cnn.datasets import folders, open_dataset
from cnn.datasets.calling_off import left_behind, patiently
from cnn.datasets.in_parts import in_parts
from cnn.errors import CalledOffError, DatasetError

ROOT = Path(__file__).parents[3]


class _Enough(Exception):  # noqa: N818
    pass


@pytest.fixture
def answers() -> Iterator[threading.Event]:
    """A disk that answers once this is set, at the latest when the test is over."""
    event = threading.Event()
    yield event
    event.set()


def enough_once(event: threading.Event) -> object:
    def look() -> None:
        if event.is_set():
            raise _Enough

    return look


def test_it_gives_and_raises_what_reading_does() -> None:
    assert patiently(lambda: 3) == 3
    with pytest.raises(DatasetError, match="no such dataset"):
        patiently(lambda: open_dataset("no such dataset"))
    with pytest.raises(TimeoutError, match="own"):
        patiently(lambda: (_ for _ in ()).throw(TimeoutError("own")))


def test_a_share_that_hangs_is_left_behind(answers: threading.Event) -> None:
    asked = threading.Event()

    def hangs() -> None:
        asked.set()
        answers.wait()

    with pytest.raises(_Enough):
        patiently(hangs, enough_once(asked))  # type: ignore[arg-type]
    assert left_behind()


def test_no_other_file_is_begun(answers: threading.Event) -> None:
    """Neither in the thread that reads nor in those that help it; of 100,000 files each waits until somebody has had enough."""
    begun, underway = list[int](), threading.Event()

    def slow(number: int) -> int:
        begun.append(number)
        if number >= 256:  # behind the first part, by several threads
            underway.set()
            answers.wait()
        else:
            threading.Event().wait(0.0005)
        return number

    ended = threading.Event()

    def read() -> None:
        try:
            for _ in in_parts(range(100_000), slow):
                pass
        finally:
            ended.set()

    with pytest.raises(_Enough):
        patiently(read, enough_once(underway))  # type: ignore[arg-type]
    answers.set()
    assert ended.wait(60)
    assert len(begun) < 1000


@pytest.mark.slow
def test_a_folder_is_not_listed_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: threading.Event) -> None:
    (tmp_path / "a").mkdir()
    for number in range(600):
        (tmp_path / "a" / f"{number}.png").touch()
    asked, seen, ended = threading.Event(), list[str](), threading.Event()
    known = folders.is_image

    def is_image(name: str) -> bool:
        seen.append(name)
        if len(seen) == 10:
            asked.set()
            answers.wait()
        return known(name)

    def read() -> None:
        try:
            open_dataset(str(tmp_path))
        except CalledOffError:
            ended.set()

    monkeypatch.setattr(folders, "is_image", is_image)
    with pytest.raises(_Enough):
        patiently(read, enough_once(asked))  # type: ignore[arg-type]
    answers.set()
    assert ended.wait(60)
    assert len(seen) < 600


#: a disk that no signal gets through to
_DEAF = """
import ctypes, os, signal, sys
def scandir(path):
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    print("asked", flush=True)
    ctypes.CDLL(None).sleep(1000)
os.scandir = scandir
import main
sys.exit(main.main(sys.argv[1:]))
"""


@pytest.mark.slow
@pytest.mark.usefixtures("heeded")
@pytest.mark.skipif(sys.platform == "win32", reason="signals are another matter there")
@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["summary", "lenet5", "--data"], marks=pytest.mark.thorough),
        pytest.param(["inspect"]),
        pytest.param(["new"], marks=pytest.mark.thorough),
    ],
    ids=lambda words: words[0],
)
def test_ctrl_c_ends_a_command_that_waits_for_a_share(tmp_path: Path, command: list[str]) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    program = [sys.executable, "-c", _DEAF, *command, str(tmp_path)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "asked\n"
        process.send_signal(signal.SIGINT)
        try:
            _, said = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == 130
    assert "Interrupted." in said


def test_threads_share_what_has_to_be_waited_for_and_not_what_a_busy_computer_holds_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files on a share are asked together; where only the clock runs on, threads would hold each other up."""

    def thread(wait: float) -> str:
        threading.Event().wait(wait)
        return threading.current_thread().name

    names = {name for part in in_parts([0.002] * 40, thread, at_once=4) for name in part}
    assert threading.main_thread().name in names
    assert len(names) > 1
    if sys.platform == "linux":
        clock = itertools.count()
        monkeypatch.setattr("cnn.datasets.in_parts.time.monotonic", lambda: float(next(clock)))
        assert {name for part in in_parts([0.0] * 40, lambda _: threading.current_thread().name) for name in part} == {
            threading.main_thread().name
        }
