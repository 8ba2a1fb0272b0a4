"""The caller's end: nothing is left behind, and a death is told. Most workers here are small scripts that misbehave."""

import logging
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from cnn import client
from cnn.client import Silence, Worker
from cnn.errors import WorkerError
from cnn.files.logs import WORKER, log_file
from cnn.files.scratch import sweep
from cnn.project import Project
from cnn.recipe import Recipe
from cnn.runs.folder import RunFolder
from cnn.runs.history import past_runs
from cnn.runs.messages import Batch, Failed, Finished, Phase, Ready, Stop, Train
from tests.cnn.worker.conversation import small_network

Script = Callable[[str], None]


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Script:
    """Makes the next worker run this Python text instead of Layerloom's."""

    def use(text: str) -> None:
        path = tmp_path / "script.py"
        path.write_text("import os, signal, sys, time\n" + textwrap.dedent(text))
        monkeypatch.setattr(client, "_command_line", lambda *_: [sys.executable, "-S", str(path)])

    return use


PAUSED = '{"event": "phase", "run": "r", "time": 1.0, "phase": "paused", "detail": ""}'


def test_events_until_an_orderly_end(script: Script) -> None:
    script(f"print('{PAUSED}', flush=True)")
    with Worker() as worker:
        assert list(worker.events()) == [Phase(run="r", time=1.0, phase="paused")]
        assert worker.obituary() is None


def test_only_one_that_is_to_step_aside_is_told_so(script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LAYERLOOM_KEEP_PRIORITY")
    for aside in (False, True):
        script("print(sys.argv[1:], flush=True)")
        with Worker(aside=aside) as worker:
            assert list(worker.lines()) == [b"['--aside']\n" if aside else b"[]\n"]


def test_what_a_window_has_begun_steps_aside_whoever_starts_it(script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LAYERLOOM_KEEP_PRIORITY")
    monkeypatch.setenv("LAYERLOOM_ASIDE", "1")
    script("print(sys.argv[1:], flush=True)")
    with Worker() as worker:
        assert list(worker.lines()) == [b"['--aside']\n"]


@pytest.mark.parametrize("aside", [True, False])
def test_none_steps_aside_where_all_are_to_keep_their_priority(
    aside: bool, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAYERLOOM_KEEP_PRIORITY", "1")
    monkeypatch.setenv("LAYERLOOM_ASIDE", "1")
    script("print(sys.argv[1:], flush=True)")
    with Worker(aside=aside) as worker:
        assert list(worker.lines()) == [b"[]\n"]


def test_lines_are_handed_on_as_they_came(script: Script) -> None:
    script("sys.stdout.buffer.write(b'{\"a\": 1}\\n\\xff\\n'); sys.stdout.flush()")
    with Worker() as worker:
        assert list(worker.lines()) == [b'{"a": 1}\n', b"\xff\n"]


@pytest.mark.parametrize("name", ["SIGKILL", "SIGSEGV", "SIGABRT"])
@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_signal_is_named_with_the_last_words_and_a_hint(script: Script, name: str) -> None:
    script(f"print('the last words', file=sys.stderr, flush=True); os.kill(os.getpid(), signal.{name})")
    with Worker() as worker:
        (death,) = worker.events()
    assert isinstance(death, Failed)
    assert death.error == "WorkerDied"
    assert name in death.message
    assert str(int(getattr(signal, name))) in death.message
    assert "the last words" in death.log
    assert death.hint
    assert ("emory" in death.hint) == (name == "SIGKILL")


def test_an_exit_code_is_named(script: Script) -> None:
    script("print('No module named tensorflow', file=sys.stderr); sys.exit(7)")
    with Worker() as worker:
        (death,) = worker.events()
    assert isinstance(death, Failed)
    assert "7" in death.message
    assert "tensorflow" in death.log
    assert death.log_file == str(log_file(WORKER))


def test_its_end_is_logged_once_with_exit_code_and_last_words(script: Script, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "cnn")
    script("print('the last words', file=sys.stderr); sys.exit(7)")
    with Worker() as worker:
        list(worker.events())
    told = [record.getMessage() for record in caplog.records]
    assert told[:2] == [f"Worker {worker.pid} starts", f"Worker {worker.pid} ends with exit code 7"]
    assert told[2].startswith(f"Worker {worker.pid} died: ")
    assert "the last words" in told[2]
    assert len(told) == 3


def test_a_worker_logs_details_where_its_caller_does(caplog: pytest.LogCaptureFixture) -> None:
    for level in (logging.INFO, logging.DEBUG):
        caplog.set_level(level, "cnn")
        assert ("--verbose" in client._command_line("tensorflow")) == (level == logging.DEBUG)


def test_a_torn_last_line_is_not_an_event(script: Script) -> None:
    script(f"sys.stdout.write('{PAUSED}\\n' + '{PAUSED}'[:20]); sys.stdout.flush(); os._exit(1)")
    with Worker() as worker:
        events = list(worker.events())
    assert [event.event for event in events] == ["phase", "failed"]


def test_death_is_noted_in_the_run(script: Script) -> None:
    script("sys.stdin.readline(); os._exit(9)")
    run = RunFolder.create(Project(small_network()))
    with Worker() as worker:
        worker.send(Train(run=run.id, folder=str(run.path)))
        (death,) = worker.events()
    assert death.run == run.id
    record = run.record()
    assert (record.state, record.message) == ("failed", death.message)
    assert run.events.read_text().splitlines() == [death.model_dump_json()]


def test_sending_to_the_dead_is_an_error_that_helps(script: Script) -> None:
    script("pass")
    with Worker() as worker:
        assert list(worker.lines()) == []
        worker.obituary()
        with pytest.raises(WorkerError, match="gone"):
            worker.send(Stop())


def test_close_ends_a_worker_that_will_not(script: Script) -> None:
    script(
        f"""
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        print('{PAUSED}', flush=True)
        time.sleep(1000)
        """
    )
    worker = Worker()
    next(worker.events())
    worker.close(timeout=0.1)
    assert not psutil.pid_exists(worker.pid)
    assert not worker.alive
    worker.close()
    assert worker.obituary() is None


def test_the_log_stays_when_it_was_asked_for(script: Script, tmp_path: Path) -> None:
    script("print('words', file=sys.stderr)")
    log = tmp_path / "log.txt"
    with Worker(log=log) as worker:
        worker.obituary()
    assert log.read_text() == "words\n"


def test_otherwise_no_file_bears_the_log(script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client.tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    script("print('words', file=sys.stderr)")
    with Worker() as worker:
        worker.obituary()
        assert worker.last_log_lines() == "words"
        assert not list((tmp_path / "temporary").iterdir())


def test_a_worker_that_can_not_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_command_line", lambda *_: ["/nowhere/python"])
    with pytest.raises(WorkerError, match="can't be started"):
        Worker()


@pytest.mark.worker
def test_without_tensorflow_the_worker_says_so(tmp_path: Path) -> None:
    (tmp_path / "tensorflow.py").write_text("raise ModuleNotFoundError(\"No module named 'tensorflow'\")")
    with Worker(environment={"PYTHONPATH": str(tmp_path)}) as worker:
        (death,) = worker.events()
    assert isinstance(death, Failed)
    assert "exit code 1" in death.message
    assert "No module named 'tensorflow'" in death.log


@pytest.mark.story
@pytest.mark.worker
@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_kill_9_in_the_middle_of_training() -> None:
    run = RunFolder.create(Project(small_network(), Recipe(epochs=100, batch_size=2), "mnist-sample"))
    events = []
    with Worker() as worker:
        worker.send(Train(run=run.id, folder=str(run.path)))
        for event in worker.events():
            events.append(event)
            if isinstance(event, Batch) and worker.alive:
                os.kill(worker.pid, signal.SIGKILL)
    assert isinstance(events[0], Ready)
    death = events[-1]
    assert isinstance(death, Failed)
    assert (death.run, death.error) == (run.id, "WorkerDied")
    assert "SIGKILL" in death.message
    assert Path(death.log_file).read_text().strip(), "a log that says nothing is no help"
    assert past_runs()[0].state == "failed"
    assert not psutil.pid_exists(worker.pid)


@pytest.mark.worker
def test_a_worker_whose_parent_dies_keeps_what_was_learned() -> None:
    run = RunFolder.create(Project(small_network(), Recipe(epochs=10_000, batch_size=20), "mnist-sample"))
    command = [sys.executable, "-c", _PARENT, run.id, str(run.path)]
    parent = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    try:
        assert parent.stdout.readline() == "an epoch\n"
        parent.kill()
    finally:
        parent.communicate()
    _wait_until(lambda: not psutil.pid_exists(pid))
    record = run.record()
    assert record.state == "interrupted"  # nobody asked it to stop: it waits to be continued
    assert record.epochs >= 1
    assert run.model.exists()
    assert Finished.model_validate_json(run.events.read_bytes().splitlines()[-1]).state == "stopped"


_PARENT = """
import sys
from cnn.client import Silence, Worker
from cnn.runs.messages import Train, Epoch
worker = Worker()
print(worker.pid, flush=True)
worker.send(Train(run=sys.argv[1], folder=sys.argv[2]))
for event in worker.events():
    if isinstance(event, Epoch):
        print("an epoch", flush=True)
"""


def _wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


# ---------------------------------------------------------------------- what it leaves in the temporary folder


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty temporary folder."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


LITTER = """
import tempfile
with open(os.path.join(tempfile.gettempdir(), "__autograph_generated_file.py"), "w") as file:
    file.write("x")
os.mkdir(os.path.join(tempfile.gettempdir(), "a folder"))
"""


@pytest.mark.parametrize("end", ["sys.exit(0)", "sys.exit(3)", "os._exit(0)", "os.kill(os.getpid(), 9)", "time.sleep(60)"])
def test_whatever_a_worker_leaves_in_the_temporary_folder_goes_with_it(script: Script, temporary: Path, end: str) -> None:
    script(f"{LITTER}\nprint('{PAUSED}', flush=True)\n{end}")
    with Worker() as worker:
        next(worker.lines())
        (place,) = temporary.iterdir()
        assert {"__autograph_generated_file.py", "a folder"} < {path.name for path in place.iterdir()}
        if "sleep" in end:
            worker.kill()
    assert list(temporary.iterdir()) == []


def test_it_goes_when_the_death_is_heard_of(script: Script, temporary: Path) -> None:
    """The window hears of it, and may keep what is left of the worker for its last words."""
    script(f"{LITTER}\nos.kill(os.getpid(), 9)")
    worker = Worker()
    assert isinstance(list(worker.events())[-1], Failed)
    assert list(temporary.iterdir()) == []
    worker.close()


CALL = """
import sys, tempfile
tempfile.tempdir = sys.argv[1]
from cnn import client
client._command_line = lambda *_: [sys.executable, "-S", sys.argv[2]]
worker = client.Worker()
print(worker.pid, flush=True)
next(worker.lines())
print("heard", flush=True)
sys.stdin.read()
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="an open lock is inherited")
def test_a_killed_caller_leaves_its_folder_to_the_next_and_only_when_its_worker_is_dead(tmp_path: Path, temporary: Path) -> None:
    text = tmp_path / "worker.py"
    text.write_text(f"import os, sys, time\n{LITTER}\nprint('x', flush=True)\nsys.stdin.read()\ntime.sleep(60)")
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", CALL, temporary, text], stdin=pipe, stdout=pipe, text=True) as caller:
        assert caller.stdout is not None
        orphan = psutil.Process(int(caller.stdout.readline()))
        assert caller.stdout.readline() == "heard\n"
        caller.kill()
    (place,) = temporary.iterdir()
    sweep(temporary)
    assert place.exists()  # the worker still saves what was learned
    orphan.kill()
    psutil.wait_procs([orphan], 10)
    sweep(temporary)
    assert not place.exists()


def test_no_room_for_temporary_files_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(WorkerError, match="can't be started"):
        Worker()


# ---------------------------------------------------------------------- silence


class Clock:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        monkeypatch.setattr(client.time, "monotonic", lambda: self.now)


class Talker:
    """A worker that said something last at a moment."""

    def __init__(self, heard: float, patience: float = client.SILENT) -> None:
        self.heard, self.patience = heard, patience


def looks(clock: Clock, silence: Silence, seconds: int) -> list[float]:
    found = []
    for _ in range(seconds):
        clock.now += 1
        found.append(silence.look())
    return found


def test_a_worker_that_says_nothing_is_silent_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    talker = Talker(clock.now)
    silence = Silence(talker)  # type: ignore[arg-type]
    assert looks(clock, silence, 10) == [0] * 7 + [8, 9, 10]
    talker.heard = clock.now
    assert looks(clock, silence, 3) == [0, 0, 0]


def test_while_the_caller_stands_still_nobody_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    silence = Silence(Talker(clock.now))  # type: ignore[arg-type]
    clock.now += 3600  # the machine slept
    assert looks(clock, silence, 8) == [0] * 8
    assert looks(clock, silence, 2) == [8, 9]


def test_signs_of_life_are_heard_but_are_no_events(script: Script) -> None:
    script(f"print('\\n\\n{PAUSED}\\n', flush=True)")
    with Worker() as worker:
        first, patience = worker.heard, worker.patience
        assert [event.event for event in worker.events()] == ["phase"]
        assert worker.heard > first
        assert patience > worker.patience == client.SILENT


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_stopped_worker_is_given_up_and_its_run_can_go_on(script: Script) -> None:
    script(f"print('{PAUSED}', flush=True); sys.stdin.readline(); os.kill(os.getpid(), signal.SIGSTOP)")
    run = RunFolder.create(Project(small_network()))
    with Worker() as worker:
        events = worker.events()
        next(events)
        worker.send(Train(run=run.id, folder=str(run.path)))
        while psutil.Process(worker.pid).status() != psutil.STATUS_STOPPED:
            time.sleep(0.01)
        worker.give_up()
        (death,) = events
    assert isinstance(death, Failed)
    assert death.error == "WorkerDied"
    assert "answer" in death.message
    assert run.record().state == "interrupted"
