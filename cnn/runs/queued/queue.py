"""The queue of trainings: a folder with a project for each, and a small file that says in which order.

`queue.json` is the whole state, changed under a lock and replaced in one step; `N.loom` is what entry N trains. Whoever adds,
moves or skips something needs no program that runs (`cnn.runs.queued.runner` takes entries up), and nothing is lost when one
is killed: how far an entry is stands in its run's own folder.
"""

import contextlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cnn.datasets.division.curation import file_beside
from cnn.errors import FileError, UsageError
from cnn.files.files import read_regular, unwritable, write_text
from cnn.files.json_models import bounded_text, to_json
from cnn.files.locks import Lock
from cnn.program import began
from cnn.project import Project, save
from cnn.runs.folder import ENVIRONMENT, Pid, RunRecord, Time, default_runs_folder
from cnn.runs.history import record_as_it_is
from cnn.runs.orders import HERE
from cnn.words.language import tr
from cnn.words.place import at_place
from cnn.words.reasons import reason_of

#: bytes that the file may have, and entries; nobody has that many
LARGEST, MOST = 8 << 20, 10_000
#: seconds to wait for another program that writes at this moment
PATIENCE = 5.0
#: how often a training whose process died is taken up again before it counts as failed
MOST_TRIES = 3

#: what a person wants of an entry; what became of it stands in its run's folder
Wanted = Literal["train", "skip", "pause"]
#: what is told of an entry
Told = Literal["waiting", "running", "paused", "skipped", "finished", "stopped", "failed", "gone"]
#: these can be wanted after all
AGAIN: tuple[Told, ...] = ("skipped", "stopped", "failed", "gone")

Name = Annotated[str, bounded_text(1000)]


class Entry(BaseModel):
    """One training of the queue. `run` is its run's folder, "" before it first began."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    number: int = Field(ge=1, le=10**9)
    title: Name = ""
    data: Name = ""
    computer: Name = HERE  # "" is any of the queue's computers
    auto_batch: bool = False
    wanted: Wanted = "train"
    run: Name = ""
    pid: Pid | None = None  # the process that trains it, see `Runner`
    began: Time = 0  # when that process did
    asked: bool = False  # whether that process was told to end after its batch
    tries: int = Field(0, ge=0, le=10**6)
    over: bool = False  # whether it is done with, whatever came of it
    error: Name = ""  # why it never became a run

    @property
    def lives(self) -> bool:
        """Whether the process that trains it is there."""
        return self.pid is not None and began(self.pid) == self.began

    def as_it_is(self) -> Self:
        """The same without a process that was killed: whoever takes up the queue next will notice that."""
        return self if self.pid is None or self.lives else self.model_copy(update={"pid": None, "asked": False})

    def record(self) -> RunRecord | None:
        """What its run's folder says now; `None` before there is one."""
        return record_as_it_is(self.run)

    def told(self, record: RunRecord | None) -> Told:
        """What is to be said of it, with its run's record."""
        if self.error:
            return "failed"
        if self.over and record is None:
            return "gone"  # its run was deleted
        if record is not None and (self.over or record.state == "running"):
            return _SPELLED.get(record.state, "stopped")
        if self.pid is not None:
            return "running"  # its program begins
        return "skipped" if self.wanted == "skip" else "paused" if self.run else "waiting"


_SPELLED: dict[str, Told] = {"running": "running", "finished": "finished", "failed": "failed", "damaged": "failed"}


def told_words() -> dict[Told, str]:
    """What is said of an entry in each state."""
    return {
        "waiting": tr("waiting"),
        "running": tr("running"),
        "paused": tr("paused"),
        "skipped": tr("left out"),
        "finished": tr("finished"),
        "stopped": tr("stopped"),
        "failed": tr("failed"),
        "gone": tr("its run was deleted"),
    }


class Queue(BaseModel):
    """All entries in their order, and whether any may begin."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    paused: bool = False
    computers: tuple[Name, ...] = (HERE,)  # each trains one entry at a time
    entries: tuple[Entry, ...] = ()
    last: int = Field(0, ge=0, le=10**9)  # the number that was given last; none is given twice

    def entry(self, number: int) -> Entry:
        """The entry of that number; raises `UsageError`."""
        for entry in self.entries:
            if entry.number == number:
                return entry
        raise UsageError(
            tr("There is no entry {0} in the queue.", number),
            at_place(terminal=tr("queue lists them, each with its number."), window=tr("It was removed meanwhile.")),
        )

    def changed(self, number: int, **changes: object) -> Self:
        """The same with some fields of an entry changed; of one that was removed meanwhile nothing is."""
        entries = tuple(entry.model_copy(update=changes) if entry.number == number else entry for entry in self.entries)
        return self.model_copy(update={"entries": entries})

    def next_for(self, computer: str) -> Entry | None:
        """The first that waits and may be trained on a computer."""
        mine = (entry for entry in self.entries if entry.computer in ("", computer))
        return next((entry for entry in mine if not entry.over and entry.pid is None and entry.wanted == "train"), None)


def folder() -> Path:
    """Where the queue is kept: beside the runs, which the environment variable `LAYERLOOM_RUNS` moves."""
    runs = default_runs_folder()
    return runs.with_name(f"{runs.name}-queue") if os.environ.get(ENVIRONMENT) else runs.with_name("queue")


def read() -> Queue:
    """The queue as it is; an empty one where there is none. Raises `FileError` where its file can't be read."""
    path = folder() / "queue.json"
    try:
        queue = Queue.model_validate(json.loads(read_regular(path, LARGEST)))
    except (FileNotFoundError, NotADirectoryError):
        return Queue()
    except OSError as error:
        raise FileError(tr("{0} can't be read: {1}.", path, reason_of(error)), tr("Check its permissions.")) from error
    except (ValueError, RecursionError, ValidationError):
        raise FileError(
            tr("{0} is damaged.", path),
            tr("Take it away, and add the trainings again: their projects lie beside it, 1.loom and so on."),
        ) from None
    return queue.model_copy(update={"entries": queue.entries[:MOST]})


def change(how: Callable[[Queue], Queue]) -> Queue:
    """Changes the queue while nobody else can, and returns it as it is then; raises what `how` raises, and `FileError`."""
    with _held():
        before = read()
        after = how(before)
        if after != before:
            write_text(folder() / "queue.json", to_json(after, indent=1) + "\n")
    return after


def add(projects: Sequence[tuple[str, Project]], *, computer: str = HERE, auto_batch: bool = False) -> list[Entry]:
    """Puts projects at the end, each with what it is to be called, all or none; raises `FileError`."""
    added: list[Entry] = []

    def with_them(queue: Queue) -> Queue:
        if len(queue.entries) + len(projects) > MOST:
            raise UsageError(
                tr("The queue takes {0} trainings.", MOST),
                at_place(terminal=tr("Remove those that are over: queue clear."), window=tr("Remove those that are over.")),
            )
        last = max(queue.last, *(int(path.stem) for path in folder().glob("*.loom") if path.stem.isdecimal()), 0)
        for number, (title, project) in enumerate(projects, last + 1):  # over no project of a queue whose file was taken away
            save(project, project_of(number))
            entry = Entry(number=number, title=title, data=project.dataset, computer=computer, auto_batch=auto_batch)
            added.append(entry)
        return queue.model_copy(update={"entries": (*queue.entries, *added), "last": last + len(projects)})

    change(with_them)
    return added


def remove(number: int) -> None:
    """Takes an entry out; its run stays. Raises `UsageError` for one that is being trained."""

    def without(queue: Queue) -> Queue:
        entry = queue.entry(number)
        _require_idle(entry)
        return queue.model_copy(update={"entries": tuple(other for other in queue.entries if other != entry)})

    change(without)
    _remove_files(number)


def clear() -> int:
    """Takes out all that are over; returns how many. Their runs stay."""
    gone: list[int] = []

    def without(queue: Queue) -> Queue:
        gone.extend(entry.number for entry in queue.entries if entry.over)
        return queue.model_copy(update={"entries": tuple(entry for entry in queue.entries if not entry.over)})

    change(without)
    for number in gone:
        _remove_files(number)
    return len(gone)


def move(number: int, place: int) -> None:
    """Puts an entry at a place among all, the first is 1; beyond the last it is the last. Raises `UsageError`."""

    def moved(queue: Queue) -> Queue:
        entry = queue.entry(number)
        others = [other for other in queue.entries if other != entry]
        others.insert(max(0, place - 1), entry)
        return queue.model_copy(update={"entries": tuple(others)})

    change(moved)


def skip(number: int) -> None:
    """Leaves an entry out until it is wanted again; one that is being trained ends after its batch and keeps what it learned."""
    change(lambda queue: queue.changed(_open(queue, number).number, wanted="skip"))


def want(number: int) -> None:
    """Has an entry trained after all: one that was skipped, that failed, or that was stopped, which goes on where it was."""

    def wanted(queue: Queue) -> Queue:
        entry = queue.entry(number)
        record = entry.record()
        if record is not None and record.state == "finished":
            raise UsageError(
                tr("{0} is finished.", entry.title),
                at_place(
                    terminal=tr("For more epochs: train --resume {0} --epochs N", entry.run),
                    window=tr("For more epochs: Continue in the panel Runs."),
                ),
            )
        run = "" if record is None else entry.run  # of a run that was deleted nothing can go on
        return queue.changed(number, wanted="train", over=False, error="", tries=0, run=run)

    change(wanted)


def pause(*, now: bool = False) -> None:
    """Lets nothing begin any more; with `now` what is being trained ends after its batch, to go on later to the same weights."""

    def paused(queue: Queue) -> Queue:
        queue = queue.model_copy(update={"paused": True})
        for entry in queue.entries if now else ():
            if entry.pid is not None and entry.wanted == "train":
                queue = queue.changed(entry.number, wanted="pause")
        return queue

    change(paused)


def go_on() -> None:
    """Ends a pause."""

    def unpaused(queue: Queue) -> Queue:
        queue = queue.model_copy(update={"paused": False})
        for entry in queue.entries:
            if entry.wanted == "pause":
                queue = queue.changed(entry.number, wanted="train")
        return queue

    change(unpaused)


def use(computers: Sequence[str]) -> None:
    """Says on which computers trainings may run, `HERE` is this one; each trains one at a time."""
    change(lambda queue: queue.model_copy(update={"computers": tuple(dict.fromkeys(computers))}))


def project_of(number: int) -> Path:
    """What an entry trains."""
    return folder() / f"{number}.loom"


def log_of(number: int) -> Path:
    """What the program that trains an entry said at last."""
    return folder() / f"{number}.log"


def _open(queue: Queue, number: int) -> Entry:
    entry = queue.entry(number)
    if entry.over:
        raise UsageError(
            tr("{0} is over.", entry.title or number),
            at_place(terminal=tr("queue remove {0} takes it out.", number), window=tr("Remove takes it out.")),
        )
    return entry


def _require_idle(entry: Entry) -> None:
    if entry.lives:
        raise UsageError(tr("{0} is being trained.", entry.title), tr("First end it: queue skip {0}", entry.number))


def _remove_files(number: int) -> None:
    project = project_of(number)
    for path in (project, file_beside(project), log_of(number)):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


@contextlib.contextmanager
def _held() -> Iterator[None]:
    where = folder()
    try:
        where.mkdir(parents=True, exist_ok=True)
        lock = Lock(where / ".queue.lock")
        if not lock.take(PATIENCE):
            raise FileError(tr("Another program writes {0}.", where / "queue.json"), tr("Try again."))
    except OSError as error:
        raise unwritable(where, error) from error
    with lock:
        yield
