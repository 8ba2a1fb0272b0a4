"""Ctrl-C that comes in the midst of something."""

import io
import os
import select
import signal
import subprocess
import sys
import threading
from typing import Any, cast

import pytest

from cnn import client
from cnn.client import Worker
from cnn.commands import jobs
from cnn.commands.train import interrupts as interrupts_module
from cnn.commands.train.interrupts import Interrupts
from cnn.errors import WorkerError
from cnn.runs.messages import Command, Failed, Phase, SkipValidation, Stop

pytestmark = pytest.mark.usefixtures("heeded")

#: seconds to wait for what comes at once
PATIENCE = 20.0
VALIDATION = Phase(run="r", time=0.0, phase="validate", detail="epoch 1, batch 3 of 12,000")


class Listening:
    """A worker that notes what it is told."""

    computer = ""

    def __init__(self, pid: int = 0) -> None:
        self.pid = pid
        self.told: list[type[Command]] = []
        self.given_up = 0

    def send(self, command: Command) -> None:
        self.told.append(type(command))

    def give_up(self) -> None:
        self.given_up += 1


class Interrupting(io.RawIOBase):
    """A terminal at which somebody presses Ctrl-C while these words are written."""

    def __init__(self, words: list[bytes]) -> None:
        self.words = words
        self.written = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.written += bytes(data)
        if self.words and self.words[0] in self.written:
            del self.words[0]
            signal.raise_signal(signal.SIGINT)
        return len(data)


def test_ctrl_c_while_stderr_is_written_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Interrupting([b"something", b"still to be finished"])
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(io.BufferedWriter(terminal), line_buffering=True))
    worker = Listening()
    with Interrupts(cast("Worker", worker)) as interrupts:
        print("something", file=sys.stderr)
        while not worker.told:
            pass
        interrupts.follow(VALIDATION)
    assert worker.told == [Stop, SkipValidation]
    assert terminal.written.decode().splitlines() == [
        "something",
        "Stops after this batch and keeps the model; once more ends it at once.",
        "The validation is still to be finished (batch 3 of 12,000); Ctrl-C skips it.",
        "Keeps the model without the validation; once more ends it at once.",
    ]


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="signals")
def test_what_another_thread_takes_is_heard_while_the_main_one_waits() -> None:
    """As where a signal comes just before a call that waits: nothing interrupts that call."""
    reading, writing = os.pipe()
    waits = threading.Event()

    class Answering(Listening):
        def send(self, command: Command) -> None:
            super().send(command)
            os.write(writing, b"x")

    def press() -> None:
        waits.wait()
        signal.pthread_kill(threading.get_ident(), signal.SIGINT)

    other = threading.Thread(target=press)
    other.start()
    with Interrupts(cast("Worker", Answering())):
        waits.set()
        heard, _, _ = select.select([reading], [], [], PATIENCE)
    other.join()
    os.close(reading)
    os.close(writing)
    assert heard


def test_nobody_reads_what_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    sys.stderr.close()
    worker = Listening()
    with Interrupts(cast("Worker", worker)):
        signal.raise_signal(signal.SIGINT)
    assert worker.told == [Stop]


def test_a_worker_that_is_gone_is_told_nothing() -> None:
    class Gone(Listening):
        def send(self, command: Command) -> None:
            raise WorkerError("The training process is gone.", "Start again.")

    with Interrupts(cast("Worker", Gone())) as interrupts:
        signal.raise_signal(signal.SIGINT)
    assert not interrupts.killed


@pytest.mark.worker
def test_the_second_kills_it() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        worker = Listening(process.pid)
        with Interrupts(cast("Worker", worker)) as interrupts:
            os.kill(os.getpid(), signal.SIGINT)
            os.kill(os.getpid(), signal.SIGINT)
        assert interrupts.killed
        assert process.wait() == -signal.SIGKILL


@pytest.fixture
def hung_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interrupts_module, "HUNG", 0.0)


def _interrupted(worker: Listening, interrupts: Interrupts) -> None:
    signal.raise_signal(signal.SIGINT)
    while not worker.told:
        pass
    interrupts.silent(40.0)


@pytest.mark.usefixtures("hung_at_once")
def test_one_that_stays_silent_after_it_was_told_to_stop_is_ended_once() -> None:
    worker = Listening()
    with Interrupts(cast("Worker", worker)) as interrupts:
        interrupts.silent(40.0)
        assert worker.given_up == 0  # nobody told it to stop
        _interrupted(worker, interrupts)
        interrupts.silent(41.0)
    assert worker.given_up == 1
    assert not interrupts.killed  # by a person


def test_silence_from_before_it_was_told_to_stop_does_not_count() -> None:
    worker = Listening()
    with Interrupts(cast("Worker", worker)) as interrupts:
        _interrupted(worker, interrupts)
    assert worker.given_up == 0


def test_one_that_speaks_again_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interrupts_module.time, "monotonic", iter([0.0, 100.0, 100.0]).__next__)
    worker = Listening()
    interrupts = Interrupts(cast("Worker", worker))
    interrupts._do(signal.SIGINT)
    interrupts.silent(0.0)
    assert worker.given_up == 0
    interrupts.silent(interrupts_module.HUNG)
    assert worker.given_up == 1
    os.close(interrupts._hears)
    os.close(interrupts._heard)


@pytest.mark.usefixtures("hung_at_once")
def test_a_silent_connection_to_another_computer_ends_nothing() -> None:
    worker = Listening()
    worker.computer = "far"
    with Interrupts(cast("Worker", worker)) as interrupts:
        _interrupted(worker, interrupts)
    assert worker.given_up == 0


@pytest.mark.worker
def test_a_stopped_worker_that_says_nothing_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interrupts_module, "HUNG", 0.3)
    monkeypatch.setattr(client, "SILENT", 0.2)
    monkeypatch.setattr(client, "SILENT_AT_FIRST", 0.2)
    monkeypatch.setattr(jobs, "LOOK", 0.05)
    monkeypatch.setattr(client, "own_program", lambda *_: [sys.executable, "-S", "-c", "import time; time.sleep(1000)"])
    with Worker() as worker, Interrupts(worker) as interrupts, jobs.SilenceTold(worker, look=interrupts.silent):
        signal.raise_signal(signal.SIGINT)
        (death,) = worker.events()
    assert isinstance(death, Failed)
    assert death.message == "The training process didn't answer and was ended."


def test_handlers_are_those_from_before() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Interrupts(cast("Worker", Listening())):
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before
