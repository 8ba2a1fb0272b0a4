"""The keeper of one run on the computer that trains it: it owns the worker, and outlives every connection.

It hears commands through a pipe with a name in a folder that only its person may enter, and writes down what doesn't stand in the
run's events: what the worker computes on (`ready.json`), and how it ended (`end.json`, whose room is taken beforehand, so that it
can be told on a full disk). While it lives it holds `lock`. Nothing listens on the network.
"""

import contextlib
import json
import os
import threading
import time
from pathlib import Path

from pydantic import ValidationError

from cnn.backends import TENSORFLOW
from cnn.client import Worker
from cnn.errors import LayerloomError
from cnn.files.files import write_text
from cnn.files.locks import Lock
from cnn.project import load
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Event, Failed, Finished, Ready, Train, read_command, write_line
from cnn.words.language import tr

LOCK, COMMANDS, READY, END, LOG = "lock", "commands", "ready.json", "end.json", "log.txt"
#: bytes kept free for the last word
ROOM = 256 << 10
#: seconds between two looks at a worker that says nothing
LOOK = 0.2


def main(arguments: list[str]) -> int:
    """`main.py keep-run FOLDER COMMAND`: trains what the command, a line as workers take it, says; returns the exit code."""
    folder, line = Path(arguments[0]), arguments[1]
    command = read_command(line)
    assert isinstance(command, Train)
    with Lock(folder / LOCK) as lock:
        if not lock.take(5.0):
            return 3  # somebody keeps it already
        return Keeper(folder, command).keep()


class Keeper:
    """Starts the worker, hands commands on, writes down how it ended."""

    def __init__(self, folder: Path, command: Train) -> None:
        self._folder = folder
        self._command = command
        self._heard: set[str] = set()

    def keep(self) -> int:
        """Returns when the run is over and written down."""
        end = self._folder / END
        with contextlib.suppress(OSError):
            end.write_bytes(b" " * ROOM)
        commands = self._folder / COMMANDS
        with contextlib.suppress(FileNotFoundError):
            commands.unlink()
        os.mkfifo(commands, 0o600)
        pipe = os.open(commands, os.O_RDWR)  # with a writing end of its own it never ends
        try:
            with Worker(log=self._folder / LOG, backend=self._backend()) as worker:
                worker.send(self._command)
                threading.Thread(target=self._hear, args=(pipe, worker), name="commands", daemon=True).start()
                last = self._listen(worker)
        finally:
            with contextlib.suppress(OSError):
                commands.unlink()
        self._write_end(end, last)
        return 0

    def _backend(self) -> str:
        """What the recipe asks for; a project that can't be read is refused by the worker."""
        try:
            return str(load(RunFolder.open(Path(self._command.folder)).project).recipe.backend)
        except LayerloomError:
            return TENSORFLOW

    def _listen(self, worker: Worker) -> Event:
        for event in worker.events():
            if isinstance(event, Ready):
                with contextlib.suppress(Exception):  # a full disk: what it computes on is not needed
                    write_text(self._folder / READY, write_line(event))
            elif isinstance(event, Finished) or (isinstance(event, Failed) and not event.request):
                return event
        message = tr("The training process ended before training did.")
        return Failed(run=self._command.run, time=time.time(), error="WorkerDied", message=message)

    def _write_end(self, path: Path, event: Event) -> None:
        """In the room that was taken; what is longer loses its log."""
        line = write_line(event).encode()
        if len(line) > ROOM:
            line = write_line(event.model_copy(update={"log": ""})).encode()
        with path.open("r+b" if path.exists() else "wb") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())

    def _hear(self, pipe: int, worker: Worker) -> None:
        with os.fdopen(pipe, "rb", buffering=0) as commands:
            waiting = b""
            while True:
                waiting += commands.read(4096) or b""
                *lines, waiting = waiting.split(b"\n")
                for line in lines:
                    self._pass_on(line, worker)

    def _pass_on(self, line: bytes, worker: Worker) -> None:
        with contextlib.suppress(ValueError, KeyError, TypeError, ValidationError):
            told = json.loads(line)
            if told["id"] not in self._heard:
                self._heard.add(told["id"])
                command = read_command(told["command"])
                with contextlib.suppress(Exception):  # it is just dying, which is told
                    worker.send(command)


def is_kept(folder: Path) -> bool:
    """Whether a keeper lives. Raises `OSError`."""
    lock = Lock(folder / LOCK)
    try:
        return folder.is_dir() and not lock.take()
    finally:
        lock.release()


def tell(folder: Path, number: str, command: str) -> bool:
    """Hands a command to a keeper; False where there is none."""
    line = json.dumps({"id": number, "command": command}).encode() + b"\n"
    if len(line) > 4000:
        return False  # what is longer than a pipe takes at once could be torn, and no command is
    try:
        pipe = os.open(folder / COMMANDS, os.O_WRONLY | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        os.write(pipe, line)
    except OSError:
        return False
    finally:
        os.close(pipe)
    return True


def noted(folder: Path, name: str) -> bytes:
    """What a keeper wrote down, as the line of an event; b"" where there is nothing."""
    try:
        text = (folder / name).read_bytes()[: ROOM + 1].strip()
    except OSError:
        return b""
    return text.split(b"\n")[0]
