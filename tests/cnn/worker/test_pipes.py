"""Commands in their order, steering at once, and events that survive what is printed in between."""

import io
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from cnn.runs.messages import (
    Batch,
    Pause,
    Phase,
    Predict,
    RestoreLearningRate,
    Resume,
    SetLearningRate,
    Shutdown,
    SkipValidation,
    Stop,
    Train,
    read_event,
    write_line,
)
from cnn.worker import pipes
from cnn.worker.pipes import Inbox, Outbox, Wishes

PREDICT = Predict(request="1", project="p", weights="w", images=())
FIRST, SECOND = Train(run="1", folder="a"), Train(run="2", folder="b")


class Ended(BaseException):
    """Stands for the end of the process."""


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Inbox, IO[bytes]]]:
    """An inbox that listens, and the other end of its pipe."""
    monkeypatch.setattr(pipes, "GRACE", 0.0)
    ended = threading.Event()
    monkeypatch.setattr(pipes.os, "_exit", lambda code: ended.set())
    near, far = os.pipe()
    with os.fdopen(near, "rb") as reader, os.fdopen(far, "wb", buffering=0) as writer:
        inbox = Inbox(reader)
        inbox.start()
        yield inbox, writer
        writer.close()
        assert ended.wait(5)


def send(pipe: IO[bytes], *commands: object) -> None:
    for command in commands:
        pipe.write(write_line(command).encode())  # type: ignore[arg-type]


def test_commands_in_order(line: tuple[Inbox, IO[bytes]]) -> None:
    inbox, pipe = line
    send(pipe, FIRST, PREDICT, Shutdown())
    assert [inbox.next()[0] for _ in range(3)] == [FIRST, PREDICT, Shutdown()]


def test_garbage_is_passed_over(line: tuple[Inbox, IO[bytes]], capsys: pytest.CaptureFixture[str]) -> None:
    inbox, pipe = line
    pipe.write(b"rubbish\n\xff\xfe\n{}\n")
    send(pipe, PREDICT)
    assert inbox.next()[0] == PREDICT
    assert "rubbish" in capsys.readouterr().err


def test_steering_reaches_the_training_sent_last(line: tuple[Inbox, IO[bytes]]) -> None:
    inbox, pipe = line
    send(pipe, Stop(), FIRST, SetLearningRate(learning_rate=0.5), RestoreLearningRate(), SECOND, Stop(), PREDICT)
    (_, first), (_, second), _ = inbox.next(), inbox.next(), inbox.next()
    assert (first.stop.is_set(), first.take_learning_rates(), first.take_learning_rates()) == (False, [0.5, None], [])
    assert (second.stop.is_set(), second.take_learning_rates()) == (True, [])


def test_the_end_of_the_pipe_stops_every_training_and_the_worker(line: tuple[Inbox, IO[bytes]]) -> None:
    inbox, pipe = line
    send(pipe, FIRST, SECOND)
    (_, first), (_, second) = inbox.next(), inbox.next()
    pipe.close()
    assert inbox.next()[0] == Shutdown()
    assert first.stop.is_set()
    assert second.stop.is_set()


def test_pause_waits_until_resume_or_stop() -> None:
    for release in (Resume(), Stop()):
        wishes = Wishes()
        assert not wishes.paused
        wishes.hear(Pause())
        assert wishes.paused
        threading.Timer(0.05, wishes.hear, [release]).start()
        wishes.wait()
        assert not wishes.paused
        assert wishes.stop.is_set() == isinstance(release, Stop)


def test_what_does_not_steer_is_not_heard() -> None:
    assert not Wishes().hear(PREDICT)


def test_events_go_to_the_caller_and_to_the_runs_file(tmp_path: Path) -> None:
    pipe = io.BytesIO()
    outbox = Outbox(pipe)
    outbox.send(Phase, phase="before")
    outbox.open_run("r", tmp_path / "events.jsonl")
    outbox.send(Batch, epoch=1, step=1, steps=1, logs={"loss": float("nan")})
    outbox.close_run()
    outbox.send(Phase, phase="after")
    told = [read_event(item) for item in pipe.getvalue().splitlines()]
    assert [event.run for event in told] == ["", "r", "r"]
    assert [read_event(item) for item in (tmp_path / "events.jsonl").read_bytes().splitlines()] == told[1:2]


class Listener(io.BytesIO):
    """A caller that looks into the run's file as soon as it hears something."""

    def __init__(self, events: Path) -> None:
        super().__init__()
        self._events = events
        self.seen = b""

    def write(self, line: Any) -> int:
        self.seen = self._events.read_bytes()
        return super().write(line)


def test_what_a_caller_has_heard_stands_in_the_runs_file(tmp_path: Path) -> None:
    listener = Listener(tmp_path / "events.jsonl")
    outbox = Outbox(listener)
    outbox.open_run("r", tmp_path / "events.jsonl")
    for phase in ("data", "train"):
        outbox.send(Phase, phase=phase)
        assert listener.seen == listener.getvalue()
    outbox.close_run()


def test_a_caller_that_is_gone_is_no_error(tmp_path: Path) -> None:
    near, far = os.pipe()
    os.close(near)
    with os.fdopen(far, "wb", buffering=0) as pipe:
        outbox = Outbox(pipe)
        outbox.open_run("r", tmp_path / "events.jsonl")
        outbox.send(Phase, phase="data")
        outbox.close_run()
    assert (tmp_path / "events.jsonl").read_bytes().count(b"\n") == 1


PROGRAM = """
import os, sys
from pathlib import Path
from cnn.runs.messages import Phase
from cnn.worker import pipes
commands, events = pipes.take_over_pipes()
print("python before"); os.system("echo native before"); sys.stdout.flush()
pipes.print_to(Path(sys.argv[1]))
print("python after"); os.system("echo native after; echo native error >&2")
pipes.Outbox(events).send(Phase, phase=commands.readline().decode().strip())
print(repr(sys.stdin.readline()))
"""


@pytest.mark.slow
def test_native_noise_never_meets_the_events(tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(log)], input="hello\n", capture_output=True, text=True, cwd=Path(__file__).parents[3]
    )
    assert [read_event(item).phase for item in done.stdout.splitlines()] == ["hello"]
    assert sorted(done.stderr.splitlines()) == ["native before", "python before"]
    assert sorted(log.read_text().splitlines()) == ["''", "native after", "native error", "python after"]


def test_a_worker_with_nothing_to_say_gives_signs_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipes, "BEAT", 0.01)
    reading, writing = os.pipe()
    pipe = os.fdopen(writing, "wb", buffering=0)
    outbox = Outbox(pipe)
    outbox.beat()
    with pipe, os.fdopen(reading, "rb") as lines:
        assert [lines.readline() for _ in range(3)] == [b"\n"] * 3
        outbox.send(Phase, phase="train")
        assert any(line != b"\n" and read_event(line).event == "phase" for line in iter(lines.readline, b""))


def test_to_end_is_to_stop_without_validation() -> None:
    wishes = Wishes()
    assert wishes.hear(Stop())
    assert not wishes.skip.is_set()
    assert wishes.hear(SkipValidation())
    assert wishes.skip.is_set()
    left = Wishes()
    left.abandon()
    assert left.stop.is_set()
    assert left.skip.is_set()


@pytest.mark.slow
def test_what_was_printed_last_is_not_lost_with_the_process(tmp_path: Path) -> None:
    """A worker ends without Python's tidying up; both streams go to files, which keep what is not flushed."""
    program = (
        "import sys; from cnn.worker.process import leave\n"
        "print('out'); sys.stderr = open(sys.argv[1], 'w'); sys.stderr.write('err'); leave()"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "err")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[3])
    assert (done.returncode, done.stdout, (tmp_path / "err").read_text()) == (0, "out\n", "err")


def test_who_waits_can_do_something_meanwhile(line: tuple[Inbox, IO[bytes]], monkeypatch: pytest.MonkeyPatch) -> None:
    inbox, pipe = line
    monkeypatch.setattr(pipes, "CALM", 0.01)
    assert inbox.next(lambda: send(pipe, PREDICT))[0] == PREDICT  # nothing comes before that is done


def test_nobody_needs_an_answer_whose_caller_is_gone(line: tuple[Inbox, IO[bytes]], monkeypatch: pytest.MonkeyPatch) -> None:
    inbox, pipe = line
    woken = threading.Event()
    monkeypatch.setattr(pipes, "_wake", woken.set)
    send(pipe, PREDICT)
    inbox.next()
    assert not inbox.pointless
    pipe.close()
    assert woken.wait(5)
    assert inbox.pointless
    assert PREDICT.request in inbox.called_off  # should the main thread not look up


def test_what_a_training_learns_is_kept_though_its_caller_is_gone(
    line: tuple[Inbox, IO[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox, pipe = line
    woken = threading.Event()
    monkeypatch.setattr(pipes, "_wake", woken.set)
    send(pipe, FIRST)
    inbox.next()
    pipe.close()
    assert woken.wait(5)
    assert not inbox.pointless
