"""A worker that hangs with Python's lock, or is stopped, is ended when its caller is killed; one that works is let alone."""

import io
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from cnn.worker import guard

ROOT = Path(__file__).parents[3]

#: a caller with a worker in another process; both print their numbers
CALLER = """
import os, subprocess, sys
from cnn.program import began
caller = {"LAYERLOOM_CALLER": f"{os.getpid()} {began(os.getpid())}"}
command = [sys.executable, "-c", os.environ["WORKER"], *sys.argv[1:]]
worker = subprocess.Popen(command, stdin=subprocess.PIPE, env={**os.environ, **caller}, start_new_session=True)
print(worker.pid, flush=True)
worker.wait()
"""

WORKER = """
import ctypes, os, sys, time
from cnn.worker import guard
guard.PATIENCE, guard.BEAT = 1.0, 0.1
commands = os.dup(0)
guard.begin(commands, fork=sys.argv[1] == "fork")
print("ready", flush=True)
if sys.argv[2] == "hangs":
    ctypes.PyDLL(None).pause()  # with Python's lock, for ever
if sys.argv[2] == "works":
    os.read(commands, 1)  # until its caller is gone
    deadline = time.monotonic() + 4
    while time.monotonic() < deadline:  # far longer than a silent one has
        sum(range(10_000))
    open(sys.argv[3], "w").write("saved")
time.sleep(1000 if sys.argv[2] == "sleeps" else 0)
"""


def begun(*words: str) -> tuple["subprocess.Popen[str]", psutil.Process]:
    """A caller and its worker, which is ready."""
    environment = {**os.environ, "WORKER": WORKER, "PYTHONPATH": str(ROOT)}
    caller = subprocess.Popen([sys.executable, "-c", CALLER, *words], stdout=subprocess.PIPE, text=True, env=environment)
    assert caller.stdout is not None
    said = sorted((caller.stdout.readline().strip(), caller.stdout.readline().strip()))
    assert said[1] == "ready"
    return caller, psutil.Process(int(said[0]))


@pytest.fixture(params=["fork", pytest.param("spawn", marks=pytest.mark.story)])
def way(request: pytest.FixtureRequest) -> str:
    """How the watching process begins: where there is a fork, and where there is none."""
    if request.param == "fork" and not hasattr(os, "fork"):
        pytest.skip("no fork")
    return str(request.param)


@pytest.mark.story
@pytest.mark.skipif(sys.platform == "win32", reason="needs pause() and signals")
@pytest.mark.parametrize("kind", ["hangs", "stopped"])
def test_one_that_hangs_ends_with_its_caller_and_not_before(way: str, kind: str) -> None:
    caller, worker = begun(way, "hangs" if kind == "hangs" else "sleeps")
    if kind == "stopped":
        worker.send_signal(signal.SIGSTOP)
    watching = psutil.Process(worker.pid).children()
    with pytest.raises(psutil.TimeoutExpired):
        worker.wait(3)  # while its caller lives it is the caller's affair
    caller.kill()
    caller.communicate()
    assert psutil.wait_procs([worker, *watching], timeout=30)[1] == []


@pytest.mark.story
@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_one_that_works_has_its_time_when_its_caller_is_killed(way: str, tmp_path: Path) -> None:
    caller, worker = begun(way, "works", str(tmp_path / "saved"))
    watching = psutil.Process(worker.pid).children()
    caller.kill()
    caller.communicate()
    assert psutil.wait_procs([worker, *watching], timeout=60)[1] == []
    assert (tmp_path / "saved").read_text() == "saved"


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
def test_who_watches_holds_no_pipe_of_the_worker_and_ends_with_it() -> None:
    caller, worker = begun("fork", "sleeps")
    (watching,) = worker.children()
    assert not {Path(f"/proc/{watching.pid}/fd/{one}").resolve() for one in (0, 1, 2)} - {Path(os.devnull)}
    worker.kill()
    assert psutil.wait_procs([worker, watching], timeout=30)[1] == []
    caller.communicate(timeout=30)  # its output ends, which nobody else holds open


# ---------------------------------------------------------------------- how long it waits


class Beats(io.RawIOBase):
    """Signs of life that come as long as they are let, then none, then an end."""

    def __init__(self) -> None:
        super().__init__()
        self.coming, self.over = True, threading.Event()

    def read(self, _size: int = -1) -> bytes:
        while not self.over.wait(0.005):
            if self.coming:
                return b"."
        return b""


@pytest.fixture
def beats(monkeypatch: pytest.MonkeyPatch) -> Beats:
    """Signs of life, of which many come in a moment."""
    monkeypatch.setattr(guard, "BEAT", 0.01)
    return Beats()


def watched(beats: Beats, alone: Callable[[], bool], lives: Callable[[], bool] = lambda: True) -> bool:
    """Whether it was killed in the end."""
    killed: list[bool] = []

    def kill() -> None:
        killed.append(True)
        beats.over.set()

    guard.watch(beats, alone=alone, lives=lives, kill=kill, patience=0.03)
    beats.over.set()
    return bool(killed)


def test_a_silent_one_without_a_caller_is_killed(beats: Beats) -> None:
    beats.coming = False
    assert watched(beats, lambda: True)


def test_a_silent_one_with_a_caller_is_not(beats: Beats) -> None:
    beats.coming = False
    looks = iter(range(50))
    assert not watched(beats, lambda: False, lives=lambda: next(looks) < 40)


def test_one_that_says_something_is_not(beats: Beats) -> None:
    looks = iter(range(50))
    assert not watched(beats, lambda: True, lives=lambda: next(looks) < 40)


def test_when_the_worker_ends_so_does_who_watches(beats: Beats) -> None:
    beats.over.set()
    assert not watched(beats, lambda: True)


def test_time_in_which_nobody_ran_does_not_count(beats: Beats, monkeypatch: pytest.MonkeyPatch) -> None:
    beats.coming = False
    clock = iter([0.0, 0.0, 0.0, 0.01, 1000.0, 1000.01, 1000.02])
    monkeypatch.setattr(guard, "time", type("time", (), {"monotonic": staticmethod(lambda: next(clock))}))
    looks = iter(range(50))
    assert not watched(beats, lambda: True, lives=lambda: next(looks) < 5)
