"""What takes up the trainings of the queue: a small program of its own, without Keras, that starts `train` for each.

A training outlives it: each is a program in a session of its own, known by its number and the time it began. Who takes up the
queue after a kill, or after the computer was off, finds those that still run and waits for them, and goes on with those that
were cut off.
"""

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from cnn.errors import FileError
from cnn.files.locks import Lock
from cnn.files.tails import tail
from cnn.program import began, own_program
from cnn.runs.continuing import complete
from cnn.runs.folder import RunRecord, new_folder
from cnn.runs.orders import HERE
from cnn.runs.queued import queue as queued
from cnn.runs.queued.queue import MOST_TRIES, Entry, Queue, told_words
from cnn.words.language import tr

#: seconds between two looks at the queue
PAUSE = 0.5
#: seconds to wait for the lock: who only looks whether the queue is being trained has it for a moment
A_LOOK = 0.1
#: characters of what a program said at last that are kept
LONGEST = 400

Tell = Callable[[str], None]


class Runner:
    """Trains what waits, one at a time on each of the queue's computers, until nothing is left or the queue is paused."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._children: dict[int, subprocess.Popen[bytes]] = {}  # by their entries' numbers
        self._leaving = threading.Event()

    def leave(self) -> None:
        """Has what is being trained end after its batch, and then `run` return; for a handler of signals."""
        self._leaving.set()

    def run(self) -> bool:
        """Returns when nothing is left to do; False at once where another program does it. Raises `FileError`."""
        while True:
            with Lock(_made(queued.folder()) / ".runner.lock") as lock:
                if not lock.take(A_LOOK):
                    return False
                while self._step():
                    time.sleep(PAUSE)
            if self._leaving.is_set() or not self._has_work(queued.read()):  # it may have got some as this was leaving
                return True

    def _step(self) -> bool:
        """Looks at everything once; returns whether there is anything to come back for."""
        queue = queued.read()
        for entry in queue.entries:
            if entry.pid is not None and not self._lives(entry):
                self._judge(entry)
        queue = queued.read()
        for entry in queue.entries:
            if entry.pid is not None and not entry.asked and (self._leaving.is_set() or entry.wanted != "train"):
                self._end(entry)
        if not queue.paused and not self._leaving.is_set():
            for computer in queue.computers:
                self._begin_on(computer)
        queue = queued.read()
        return any(entry.pid is not None for entry in queue.entries) or (not self._leaving.is_set() and self._has_work(queue))

    def _has_work(self, queue: Queue) -> bool:
        return not queue.paused and any(queue.next_for(computer) is not None for computer in queue.computers)

    def _lives(self, entry: Entry) -> bool:
        child = self._children.get(entry.number)
        if child is not None:
            return child.poll() is None
        return entry.lives

    def _judge(self, entry: Entry) -> None:
        """Writes down what became of an entry whose program has ended."""
        self._children.pop(entry.number, None)
        record = entry.record()
        changes = judged(entry, record, _last_words(entry))
        if record is None and entry.run:
            with contextlib.suppress(OSError):
                Path(entry.run).rmdir()  # it was refused, and its folder is empty
        after = queued.change(lambda queue: queue.changed(entry.number, pid=None, asked=False, **changes))
        for now in after.entries:
            if now.number == entry.number:
                self._tell(f"{now.number}  {now.title}: {now.error or told_words()[now.told(record)]}")

    def _begin_on(self, computer: str) -> None:
        queue = queued.read()
        if any(entry.pid is not None and _place(entry) == computer for entry in queue.entries):
            return
        entry = queue.next_for(computer)
        if entry is None:
            return
        record = entry.record()
        if record is not None and record.state == "running" and not record.computer:
            return  # somebody else goes on with it at this moment
        if record is not None and complete(record):
            queued.change(lambda queue: queue.changed(entry.number, over=True))
            return
        words = ["--auto-batch"] if entry.auto_batch else []
        if record is not None:
            run, command = entry.run, ["train", "--resume", entry.run, "--events", *words]
        else:
            run = str(new_folder(entry.title))
            place = [] if computer == HERE else ["--on", computer]
            command = ["train", str(queued.project_of(entry.number)), "--out", run, "--events", *place, *words]
        queued.change(lambda queue: queue.changed(entry.number, run=run, computer=computer))  # before it begins: none twice
        child = self._started(entry, command)
        self._children[entry.number] = child
        since = began(child.pid) or 0.0
        queued.change(lambda queue: queue.changed(entry.number, pid=child.pid, began=since, asked=False))
        on = "" if computer == HERE else f" on {computer}"
        self._tell(f"{entry.number}  {entry.title}: {'goes on' if record is not None else 'begins'}{on}")

    def _started(self, entry: Entry, command: list[str]) -> subprocess.Popen[bytes]:
        with queued.log_of(entry.number).open("wb") as log:
            return subprocess.Popen(
                own_program(*command),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
                preexec_fn=_heeding if sys.platform != "win32" else None,
            )

    def _end(self, entry: Entry) -> None:
        """Asks a training to end after its batch; where a program can't be asked (Windows), its last checkpoint is where it goes
        on from."""
        queued.change(lambda queue: queue.changed(entry.number, asked=True))
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(entry.pid or 0, signal.SIGTERM if sys.platform == "win32" else signal.SIGINT)


def judged(entry: Entry, record: RunRecord | None, said: str) -> Mapping[str, object]:
    """What of an entry changes when its program has ended: whether it is over, and why it never was a run."""
    if record is not None and (record.state == "failed" or complete(record)):
        return {"over": True}
    if entry.wanted != "train" or entry.asked:
        return {}
    if record is None and said:
        return {"over": True, "run": "", "error": said}
    tries = entry.tries + 1  # killed, or stopped by who shuts the computer down: it goes on
    error = tr("It ended before it began.") if record is None and tries >= MOST_TRIES else ""
    return {"tries": tries, "over": tries >= MOST_TRIES, "error": error}


def start() -> None:
    """Ends a pause, and has a program of its own train what waits."""
    queued.go_on()
    begin_in_background()


def begin_in_background() -> None:
    """Starts a program that takes up the queue and needs neither this one nor its terminal; where one runs, it ends at once."""
    log = _made(queued.folder()) / "runner.log"
    with log.open("ab") as file:
        subprocess.Popen(own_program("queue", "run"), stdin=subprocess.DEVNULL, stdout=file, stderr=file, start_new_session=True)


def is_running() -> bool:
    """Whether a program takes up the queue at this moment."""
    where = queued.folder()
    if not where.is_dir():
        return False
    with Lock(where / ".runner.lock") as lock:
        return not lock.take(A_LOOK)


def _made(where: Path) -> Path:
    try:
        where.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(tr("{0} can't be made: {1}.", where, error.strerror or error), tr("Check its permissions.")) from error
    return where


def _place(entry: Entry) -> str:
    return entry.computer or HERE


def _heeding() -> None:
    """A program started in the background of a shell ignores Ctrl-C, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _last_words(entry: Entry) -> str:
    """The last line that a program said of itself, without its name."""
    lines = tail(queued.log_of(entry.number)).splitlines()
    own = [line for line in lines if line.startswith("layerloom:")]
    return re.sub(r"^layerloom:\s*", "", (own or lines or [""])[0])[:LONGEST]
