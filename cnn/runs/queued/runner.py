"""What takes up the trainings of the queue: a small program of its own, without Keras, that starts `train` for each.

A training outlives it: each is a program in a session of its own, known by its number and the time it began. Who takes up the
queue after a kill, or after the computer was off, finds those that still run and waits for them, and goes on with those that
were cut off.
"""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from cnn.errors import FileError, LayerloomError, WorkerError
from cnn.files.files import unwritable
from cnn.files.locks import Lock
from cnn.files.tails import LAST_LINES, tail
from cnn.program import ASIDE, began, own_program
from cnn.runs.continuing import complete
from cnn.runs.folder import RunRecord, new_folder
from cnn.runs.orders import HERE
from cnn.runs.queued import queue as queued
from cnn.runs.queued.queue import MOST_TRIES, Entry, Queue, told_words
from cnn.words.language import tr
from cnn.words.reasons import reason_of

#: seconds between two looks at the queue
PAUSE = 0.5
#: seconds to wait for the lock: who only looks whether the queue is being trained has it for a moment
A_LOOK = 0.1
#: characters of what a program said at last that are kept
LONGEST = 400

#: bytes that a line in a log takes
_A_LINE = 4096

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
        try:
            child = self._started(entry, command)
        except OSError as error:
            said = tr("The training can't be started: {0}.", reason_of(error))
            queued.change(lambda queue: queue.changed(entry.number, run=entry.run, over=True, error=said))
            self._tell(f"{entry.number}  {entry.title}: {said}")
            return
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


class Begun:
    """A program that was begun to take up the queue, and what it found: should it die at once, the queue is as it was."""

    def __init__(self, process: "subprocess.Popen[bytes]", before: Queue, said: int) -> None:
        self._process, self._before = process, before
        self._said = said  # bytes that others had said in its log

    @property
    def over(self) -> bool:
        """Whether it has ended, in whatever way."""
        return self._process.poll() is not None

    def complaint(self) -> LayerloomError | None:
        """Why it ended when nobody wanted it to; `None` while it runs, when its work was done, and where another one does it."""
        code = self._process.poll()
        if not code or is_running():
            return None
        with contextlib.suppress(FileError):
            _leave_as_it_was(self._before)
        reason = self._last_words() or _no_room() or _spelled(code)
        return WorkerError(tr("The program that trains what waits ended at once: {0}", reason), _log_hint())

    def _last_words(self) -> str:
        try:
            with _log().open("rb") as log:
                log.seek(self._said)
                return _own_line(log.read().decode(errors="replace").splitlines()[-LAST_LINES:])
        except OSError:
            return ""


def start(*, aside: bool = False) -> Begun:
    """Ends a pause, and has a program of its own train what waits; `aside` leaves the processors to a window.

    Raises `FileError`, `WorkerError`; then the queue is as it was."""
    before = queued.read()
    queued.go_on()
    try:
        return _begin_in_background(before, aside=aside)
    except LayerloomError:
        with contextlib.suppress(FileError):
            _leave_as_it_was(before)
        raise


def start_and_see() -> None:
    """As `start`, and returns when something is being trained or nothing is to do; raises why it could not."""
    begun = start()
    while not begun.over and not any(entry.lives for entry in queued.read().entries):
        time.sleep(PAUSE / 5)
    if (error := begun.complaint()) is not None:
        raise error


def _begin_in_background(before: Queue, *, aside: bool) -> Begun:
    """Starts a program that takes up the queue and needs neither this one nor its terminal; where one runs, it ends at once."""
    _made(queued.folder())
    environment = {name: value for name, value in os.environ.items() if name != ASIDE} | ({ASIDE: "1"} if aside else {})
    try:
        with _log().open("ab") as file:
            said = file.tell()
            try:
                child = subprocess.Popen(
                    own_program("queue", "run"),
                    stdin=subprocess.DEVNULL,
                    stdout=file,
                    stderr=file,
                    env=environment,
                    start_new_session=True,
                )
            except OSError as error:
                why = tr("The program that trains what waits can't be started: {0}.", reason_of(error))
                raise WorkerError(why, tr("Install Layerloom again.")) from error
    except OSError as error:
        raise unwritable(_log(), error) from error
    return Begun(child, before, said)


def _leave_as_it_was(before: Queue) -> None:
    """Takes back what `queued.go_on` did, unless something is being trained."""

    def paused(queue: Queue) -> Queue:
        if any(entry.lives for entry in queue.entries):
            return queue
        for entry in before.entries:
            if entry.wanted == "pause":
                queue = queue.changed(entry.number, wanted="pause")
            if entry.record() is None:  # a run that was named and never made
                queue = queue.changed(entry.number, run=entry.run)
        return queue.model_copy(update={"paused": before.paused})

    queued.change(paused)


def _log() -> Path:
    return queued.folder() / "runner.log"


def _log_hint() -> str:
    return tr("The queue is as it was. What the program said stands in {0}.", _log())


def _no_room() -> str:
    """That a disk is full, where it is: then nothing could be said in the log either."""
    with contextlib.suppress(OSError):
        if shutil.disk_usage(queued.folder()).free < _A_LINE:
            return tr("no space is left in {0}", queued.folder())
    return ""


def _spelled(code: int) -> str:
    if code > 0:
        return tr("exit code {0}", code)
    try:
        return tr("signal {0} ({1})", -code, signal.Signals(-code).name)
    except ValueError:
        return tr("signal {0}", -code)


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
        raise FileError(tr("{0} can't be made: {1}.", where, reason_of(error)), tr("Check its permissions.")) from error
    return where


def _place(entry: Entry) -> str:
    return entry.computer or HERE


def _heeding() -> None:
    """A program started in the background of a shell ignores Ctrl-C, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _last_words(entry: Entry) -> str:
    """The last line that a program said of itself, without its name."""
    return _own_line(tail(queued.log_of(entry.number)).splitlines())


def _own_line(lines: Sequence[str]) -> str:
    """Of what a program said its own complaint, else the last line."""
    own = [line for line in lines if line.startswith("layerloom:")]
    return re.sub(r"^layerloom:\s*", "", own[0] if own else lines[-1] if lines else "")[:LONGEST]
