"""The worker's pipes: commands come in on a thread, events go out on the real stdout, and everything else that is printed
goes to a log.
"""

import _thread
import contextlib
import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, TypeVar

from pydantic import BaseModel, ValidationError

from cnn.runs.messages import (
    CallOff,
    Command,
    Pause,
    RestoreLearningRate,
    Resume,
    SetEpochs,
    SetLearningRate,
    Shutdown,
    SkipValidation,
    Stop,
    Train,
    read_command,
    write_line,
)

#: seconds an orphaned worker gets to save what was learned
GRACE = 120.0
#: seconds without a command after which there is time for something else
CALM = 2.0
#: seconds between two signs of life, when there is nothing else to say
BEAT = 2.0

E = TypeVar("E", bound=BaseModel)


class Wishes:
    """What the caller wants of the training that runs; training looks here at every hook."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        self.skip = threading.Event()  # with `stop`: without any more validation
        self._go = threading.Event()
        self._go.set()
        self._lock = threading.Lock()
        self._rates: list[float | None] = []  # `None`: the one before
        self._epochs: int | None = None
        self.abandoned = False  # whether nobody asked to stop, but there is nobody left

    @property
    def paused(self) -> bool:
        """Whether training is to halt."""
        return not self._go.is_set() and not self.stop.is_set()

    def wait(self) -> None:
        """Returns when training is to go on, or to stop."""
        self._go.wait()

    def agree(self, seconds: float) -> float:
        """Where several processes train together they come here at each hook, so that all do the same; see
        `cnn.worker.together.wishes`. Returns the seconds that count."""
        return seconds

    def take_learning_rates(self) -> list[float | None]:
        """The changes of the learning rate, each once and in their order; `None` takes the one before back."""
        with self._lock:
            rates, self._rates = self._rates, []
        return rates

    def take_epochs(self) -> int | None:
        """A new number of epochs, once."""
        with self._lock:
            epochs, self._epochs = self._epochs, None
        return epochs

    def abandon(self) -> None:
        """Whoever started the training is gone: it ends, to be continued."""
        self.abandoned = not self.stop.is_set()
        self.hear(Stop())
        self.hear(SkipValidation())

    def hear(self, command: Command) -> bool:
        """Takes a command that steers a running training; False for any other."""
        match command:
            case Stop():
                self.stop.set()
                self._go.set()
            case SkipValidation():
                self.skip.set()
            case Pause():
                self._go.clear()
            case Resume():
                self._go.set()
            case SetLearningRate(learning_rate=rate):
                with self._lock:
                    self._rates.append(rate)
            case RestoreLearningRate():
                with self._lock:
                    self._rates.append(None)
            case SetEpochs(epochs=epochs):
                with self._lock:
                    self._epochs = epochs
            case _:
                return False
        return True


class Inbox:
    """Commands in the order they came. Those that steer a training take effect at once, on the training sent last."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._commands: queue.SimpleQueue[tuple[Command, Wishes]] = queue.SimpleQueue()
        self._trainings = [Wishes()]
        self.called_off: set[str] = set()  # questions whose answer nobody wants
        self._doing: Command | None = None
        self._alone = False
        self._thread = threading.Thread(target=self._read, name="commands", daemon=True)

    @property
    def stopped(self) -> bool:
        """Whether the training that was sent last is to stop; it may not have begun."""
        return self._trainings[-1].stop.is_set()

    def start(self) -> None:
        """Begins to listen."""
        self._thread.start()

    def next(self, meanwhile: Callable[[], object] | None = None) -> tuple[Command, Wishes]:
        """Waits for the next command, and what steers it; where none comes for `CALM` seconds, `meanwhile` is done first."""
        self._doing = None
        try:
            command, wishes = self._commands.get(timeout=None if meanwhile is None else CALM)
        except queue.Empty:
            assert meanwhile is not None
            meanwhile()
            command, wishes = self._commands.get()
        self._doing = command
        return command, wishes

    @property
    def pointless(self) -> bool:
        """Whether there is nobody left for the answer to what is done now. What a training learns is kept all the same."""
        return self._alone and self._doing is not None and not isinstance(self._doing, Train)

    def end(self) -> None:
        """Stops every training, without validation, and ends the worker after what it does now."""
        for wishes in self._trainings:
            wishes.hear(Stop())
            wishes.hear(SkipValidation())
        self._commands.put((Shutdown(), self._trainings[-1]))

    def _read(self) -> None:
        for line in iter(self._pipe.readline, b""):
            self._take(line)
        for wishes in self._trainings:
            wishes.abandon()
        self._alone = True
        self.called_off.add(getattr(self._doing, "request", ""))  # what ends the main thread may be lost in a library's code
        self.end()
        _wake()
        time.sleep(GRACE)
        os._exit(3)  # nobody is left who could wait for it

    def _take(self, line: bytes) -> None:
        try:
            command = read_command(line)
        except ValidationError as error:
            print(f"not a command: {line[:200]!r}: {error}", file=sys.stderr)
            return
        if isinstance(command, Shutdown):
            self.end()
            return
        if isinstance(command, CallOff):
            self.called_off.add(command.request)
            return
        if isinstance(command, Train):
            self._trainings.append(Wishes())
        wishes = self._trainings[-1]
        if not wishes.hear(command):
            self._commands.put((command, wishes))


def _wake() -> None:
    """Lets the main thread look up from what it does, also where it waits for another process; see `cnn.worker.process`."""
    if not callable(signal.getsignal(signal.SIGTERM)):
        return
    if sys.platform == "win32":
        _thread.interrupt_main(signal.SIGTERM)
    else:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)


class Outbox:
    """Sends events to the caller, and to a run's `events.jsonl` while there is one; an empty line says that it lives."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._sending = threading.Lock()
        self._said_at = time.monotonic()
        self._file: IO[bytes] | None = None
        self.run = ""

    def send(self, kind: type[E], **values: Any) -> E:
        """Sends an event, stamped with run and time; a caller that is gone is no reason to fail.

        What the caller has heard stands in the run's file.
        """
        event = kind(run=self.run, time=time.time(), **values)
        line = write_line(event).encode()
        for place in (self._file, self._pipe):
            if place is not None:
                self._write(place, line)
        return event

    def beat(self) -> None:
        """From now on an empty line goes to the caller whenever nothing was said for a while, from a thread of its own.

        What Keras does may take long without a word; a process that is stopped, or hangs with Python's lock, says nothing at all.
        """
        threading.Thread(target=self._beat, name="heartbeat", daemon=True).start()

    def _beat(self) -> None:
        heard = True
        while heard:
            time.sleep(BEAT / 4)
            if time.monotonic() - self._said_at >= BEAT:
                heard = self._write(self._pipe, b"\n")

    def _write(self, place: IO[bytes], line: bytes) -> bool:
        """Whether it could be written; not when whoever listened is gone, or the disk is full."""
        try:
            with self._sending:
                place.write(line)
                place.flush()
        except (OSError, ValueError):
            return False
        if place is self._pipe:
            self._said_at = time.monotonic()
        return True

    def open_run(self, run: str, events: Path) -> None:
        """From now on events belong to this run and are kept in its file."""
        self.close_run()
        self.run = run
        self._file = events.open("ab")

    def close_run(self) -> None:
        """The run's file is complete; later events still carry its id."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.close()
            self._file = None


def take_over_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Keeps stdin and stdout for commands and events; whatever else reads or prints gets nothing, and stderr.

    Native code writes to the descriptors, not to Python's `sys.stdout`, so the descriptors themselves are moved.
    """
    commands, events = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return os.fdopen(commands, "rb"), os.fdopen(events, "wb")


def print_to(log: Path) -> None:
    """Everything that is printed from now on, by Python or by native code, goes to the end of this file."""
    sys.stdout.flush()
    sys.stderr.flush()
    global _callers
    if _callers is None:
        _callers = os.dup(2)
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    os.close(handle)


#: where what is printed went before the first run had a file for it
_callers: int | None = None


def print_back() -> None:
    """What is printed from now on goes where it went before `print_to`: the file of a run is not held open any more."""
    if _callers is not None:
        sys.stdout.flush()
        sys.stderr.flush()
        os.dup2(_callers, 1)
        os.dup2(_callers, 2)
