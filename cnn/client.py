"""The caller's end of a worker: starts the process, sends commands, hands out what it tells, and says why it died.

Used by the window's background thread and by the command line. Imports nothing heavy.
"""

import contextlib
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from cnn.backends import AUTO, TENSORFLOW, settled
from cnn.cluster.group import Group
from cnn.errors import FileError, WorkerError
from cnn.files.logs import WORKER, log_file
from cnn.files.scratch import Scratch
from cnn.files.tails import LAST_LINES, end_of, last_lines, tail
from cnn.program import ASIDE, CALLER, KEEP_PRIORITY, began, own_program
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Command, Event, Failed, Ready, Shutdown, Train, read_event, write_line
from cnn.words.language import tr
from cnn.words.reasons import reason_of

logger = logging.getLogger(__name__)

#: seconds without a word after which a worker may hang: it says something every two seconds. While it imports TensorFlow it may
#: be silent for longer.
SILENT, SILENT_AT_FIRST = 8.0, 30.0
#: seconds without a word since it was told to stop after which a worker is ended: it never would by itself
HUNG = 30.0
#: seconds between two looks at a clock, beyond which the caller itself stood still
STOOD_STILL = 4.0
#: what the last words of a process look like that got no more memory
STARVED = ("bad_alloc", "out of memory", "oom when allocating", "resourceexhausted")


class Worker:
    """One worker process: send commands, read events. It starts at once; the first event is `ready`.

    `log` takes what the process prints before a run gives it another place; without it a file that has no name, so that none
    is left behind however this process ends.
    The process ends by itself when this one dies.

    With `backend` Keras computes with another one (`cnn.backends`); only trainings ask for that, weights are the same in all.
    With `group` it trains with other processes, which it meets before it says that it is ready.
    With `computer` it trains on another one of that name: the process here is then a relay, whose end is not the run's.
    With `aside`, or where `cnn.program.ASIDE` is set, it leaves the processors to whoever waits for them: a window above all;
    not where `cnn.program.KEEP_PRIORITY` is set.
    """

    def __init__(
        self,
        *,
        log: Path | None = None,
        environment: Mapping[str, str] | None = None,
        computer: str = "",
        backend: str = TENSORFLOW,
        group: Group | None = None,
        aside: bool = False,
    ) -> None:
        self.computer = computer
        self.backend = settled(backend)
        self._chosen = ""  # what `auto` came down to, once the worker has said so
        try:
            self._scratch = Scratch()  # TensorFlow leaves files in the temporary folder, and a killed one can't tidy up
            self._printed = _nameless_file() if log is None else log.open("ab+")
        except OSError as error:
            raise _unstartable(error, tr("Free some space for temporary files.")) from error
        self._sending = threading.Lock()
        self._run: Train | None = None
        self._closing = False
        self._given_up = False
        self._ready = False
        self.heard = time.monotonic()  # when it said something last
        aside = (aside or bool(os.environ.get(ASIDE))) and not os.environ.get(KEEP_PRIORITY)
        line = _relay_line(computer) if computer else [*_command_line(self.backend), *(("--aside",) if aside else ())]
        line = line if group is None else [*line, "--group", group.argument]
        self._process = _start(self._printed, environment, self._scratch, line)
        self.pid = self._process.pid
        self._told = False  # whether its end is in the log
        logger.info("Worker %s starts", self.pid)

    def send(self, command: Command) -> None:
        """Sends a command; may be called from any thread. Raises `WorkerError` when the worker is gone."""
        pipe = self._process.stdin
        assert pipe is not None
        with self._sending:
            try:
                pipe.write(write_line(command).encode())
                pipe.flush()
            except (OSError, ValueError) as error:
                raise WorkerError(tr("The training process is gone."), tr("Its log says why; start again.")) from error
            if isinstance(command, Train):
                self._run = command
                logger.info("Run %s begins in worker %s", command.run, self.pid)

    def lines(self) -> Iterator[bytes]:
        """Every event as the line it came in, blocking; ends when the worker ends. An empty line is a sign of life."""
        pipe = self._process.stdout
        assert pipe is not None
        for line in iter(pipe.readline, b""):
            self.heard = time.monotonic()
            if line != b"\n":
                if not self._ready:
                    self._hear_first(line)
                yield line

    def _hear_first(self, line: bytes) -> None:
        """What it computes with, where that was left to it."""
        self._ready = True
        if self.backend == AUTO:
            with contextlib.suppress(ValidationError):
                ready = read_event(line)
                self._chosen = ready.backend if isinstance(ready, Ready) else ""

    def serves(self, backend: str) -> bool:
        """Whether it computes with that backend, as far as that is known."""
        return settled(backend) == self.backend or (bool(self._chosen) and backend == self._chosen)

    @property
    def patience(self) -> float:
        """Seconds without a word that mean nothing."""
        return SILENT if self._ready else SILENT_AT_FIRST

    def events(self) -> Iterator[Event]:
        """Every event, blocking; when the worker dies out of turn, a last `failed` event says so."""
        for line in self.lines():
            try:
                yield read_event(line)
            except ValidationError:
                continue  # a line torn by the death of the worker
        death = self.obituary()
        if death is not None:
            yield death

    def obituary(self) -> Failed | None:
        """Why the worker died, after its last line; `None` when it ended in order. Also noted in the run's folder."""
        try:
            code = self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            return None
        self._scratch.remove()
        self._log_end(code)
        if self._closing or (code == 0 and not self._given_up):
            return None
        run = self._run.run if self._run else ""
        if self.computer:
            return _cut(code, run, self.computer, self.last_log_lines())
        death = _abandoned(run) if self._given_up else _death(code, run, self.last_log_lines())
        death = death.model_copy(update={"log_file": str(self._log_file)})
        logger.error("Worker %s died: %s\n%s", self.pid, death.message, death.log)
        self._note(death)
        return death

    def last_log_lines(self, count: int = LAST_LINES) -> str:
        """The end of what the worker printed."""
        of_run = tail(Path(self._run.folder) / "log.txt", count) if self._run and not self.computer else ""
        return of_run or last_lines(end_of(self._printed), count)

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def close(self, timeout: float = 5) -> None:
        """Ends the worker: asks it, then insists, then kills. Never leaves a process; may be called again.

        A worker that trains keeps what was learned when `timeout` (seconds) is enough for it.
        """
        self._closing = True
        if self.alive:
            self._ask_to_end()
            for insist, wait in ((self._process.terminate, timeout), (self._process.kill, 2.0)):
                try:
                    self._process.wait(timeout=wait)
                    break
                except subprocess.TimeoutExpired:
                    insist()
        self._log_end(self._process.wait())
        self._release()

    def give_up(self) -> None:
        """Ends a worker that doesn't answer, at once; its obituary says so, and its run can go on from its last checkpoint."""
        self._given_up = True
        self._process.kill()

    def kill(self) -> None:
        """Ends the worker at once: for one that has nothing to lose, and may still be importing for seconds."""
        self._closing = True
        self._process.kill()
        self.close()

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def _log_file(self) -> Path:
        """Where there is something to read of its end: what it printed in a run, else what it logged."""
        printed = Path(self._run.folder) / "log.txt" if self._run else None
        return log_file(WORKER) if printed is None or not tail(printed, 1) else printed

    def _log_end(self, code: int) -> None:
        if not self._told:
            self._told = True
            logger.info("Worker %s ends with exit code %s", self.pid, code)

    def end(self) -> None:
        """Asks the worker to end when it has done what it does; does not wait for it."""
        self._closing = True
        self._ask_to_end()

    def _ask_to_end(self) -> None:
        with contextlib.suppress(WorkerError):
            self.send(Shutdown())
        self._close_stdin()

    def _close_stdin(self) -> None:
        try:
            if self._process.stdin is not None:
                self._process.stdin.close()
        except OSError:
            pass  # it died before it read everything

    def _release(self) -> None:
        self._close_stdin()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._printed.close()
        self._scratch.remove()

    def _note(self, death: Failed) -> None:
        """Writes the death into the run's folder, whose only writer is gone."""
        if self._run is None:
            return
        try:
            folder = RunFolder.open(Path(self._run.folder))
            if folder.record().state in ("created", "running"):
                state = "interrupted" if self._given_up else "failed"
                folder.update_record(state=state, ended=death.time, error=death.error, message=death.message, hint=death.hint)
                with folder.events.open("a", encoding="utf-8") as file:
                    file.write(write_line(death))
        except (FileError, OSError):
            pass  # the folder is gone or full; the caller still gets the event


class Silence:
    """How long a worker has said nothing, as far as its caller can tell; asked about once a second.

    Time in which the caller itself stood still (a machine asleep, a program in the background) does not count.
    """

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._looked = self._since = time.monotonic()

    def look(self) -> float:
        """Seconds of silence when they are so many that it may hang, else 0."""
        now = time.monotonic()
        if now - self._looked > STOOD_STILL:
            self._since = now
        self._looked = now
        seconds = now - max(self._worker.heard, self._since)
        return seconds if seconds >= self._worker.patience else 0.0


def _nameless_file() -> IO[bytes]:
    return tempfile.TemporaryFile(prefix="layerloom-worker-")


def _command_line(backend: str) -> list[str]:
    return own_program("worker", "--backend", backend, *_verbosely())


def _relay_line(computer: str) -> list[str]:
    return own_program("relay", computer, *_verbosely())


def _verbosely() -> tuple[str, ...]:
    return ("--verbose",) if logger.isEnabledFor(logging.DEBUG) else ()


def _start(
    errors: IO[bytes], environment: Mapping[str, str] | None, scratch: Scratch, command_line: list[str]
) -> "subprocess.Popen[bytes]":
    place = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(scratch.path))
    try:
        return subprocess.Popen(
            command_line,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env={**os.environ, **place, **_caller(), **(environment or {})},
            pass_fds=(scratch.claim,) if os.name == "posix" else (),
            start_new_session=os.name == "posix",  # Ctrl-C in the terminal is for the caller
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
    except OSError as error:
        errors.close()
        scratch.remove()
        raise _unstartable(error, tr("Install Layerloom again.")) from error


def _caller() -> dict[str, str]:
    """Who this process is, for what watches its workers where that can't be seen otherwise; see `cnn.worker.guard`."""
    return {CALLER: f"{os.getpid()} {began(os.getpid())}"} if sys.platform == "win32" else {}


def _unstartable(error: OSError, hint: str) -> WorkerError:
    return WorkerError(tr("The training process can't be started: {0}.", reason_of(error)), hint)


def _death(code: int, run: str, log: str) -> Failed:
    message, hint = _by_signal(-code) if code < 0 else _by_exit(code)
    starved = code == -getattr(signal, "SIGKILL", 9) or any(words in log.lower() for words in STARVED)
    return Failed(run=run, time=time.time(), error="WorkerDied", message=message, hint=hint, log=log, out_of_memory=starved)


def _abandoned(run: str) -> Failed:
    message, hint = tr("The training process didn't answer and was ended."), tr("The run can go on from its last checkpoint.")
    return Failed(run=run, time=time.time(), error="WorkerDied", message=message, hint=hint)


def _cut(code: int, run: str, computer: str, log: str) -> Failed:
    """The relay to another computer is gone; what it was told to train goes on there."""
    message = tr("The connection to {0} was ended; the run goes on there.", computer)
    if code < 0:
        message = tr("The connection to {0} was ended by signal {1}; the run goes on there.", computer, -code)
    return Failed(
        run=run, time=time.time(), error="ComputerError", message=message, hint=tr("Continue reaches it again."), log=log
    )


def _by_signal(number: int) -> tuple[str, str]:
    try:
        name = signal.Signals(number).name
    except ValueError:
        name = tr("unknown")
    message = tr("The training process was ended by signal {0} ({1}).", number, name)
    if name == "SIGKILL":
        return message, tr("Most often memory ran out: go on with a smaller batch, or close other programs.")
    if name == "SIGTERM":
        return message, tr("Somebody or the system asked it to end; start again.")
    return message, tr("TensorFlow crashed; the log has its last words. Try again, or with a smaller batch.")


def _by_exit(code: int) -> tuple[str, str]:
    message = tr("The training process ended with exit code {0}.", code)
    return message, tr("The log has its last words. If it says that a module is missing, install Layerloom again.")
