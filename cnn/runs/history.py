"""Past runs, as far as their folders can still be read."""

import os
import time
from collections.abc import Iterator
from heapq import nlargest
from pathlib import Path

from cnn.errors import FileError, WorkerError
from cnn.runs.folder import RunFolder, RunRecord, damaged_record, default_runs_folder, read_record
from cnn.words.language import tr

#: seconds that a worker without a caller may take to keep what it learned
PATIENCE = 30.0
#: how many runs are looked through for one that was cut off
LOOKED_AT = 50


def past_runs(folder: Path | None = None) -> list[RunRecord]:
    """Every run in a folder of runs (or the default one), newest first.

    A run that says "running" though its worker is gone is "interrupted"; one whose `run.json` can't be read is "damaged".
    """
    try:
        paths = [path.parent for path in (folder or default_runs_folder()).glob("*/run.json")]
    except OSError:
        return []
    records = [_record(path) for path in paths]
    return sorted(records, key=lambda record: record.created, reverse=True)


def interrupted_run() -> RunRecord | None:
    """The newest run that was cut off: its worker died, or whoever wanted it. Looks at the newest runs only."""
    return next((record for record in _newest() if record.state == "interrupted"), None)


def run_elsewhere() -> RunRecord | None:
    """The newest run that goes on on another computer, as far as is known here. Looks at the newest runs only."""
    return next((record for record in _newest() if record.state == "running" and record.computer), None)


def _newest() -> Iterator[RunRecord]:
    try:
        newest = nlargest(LOOKED_AT, default_runs_folder().glob("*/run.json"))  # their names begin with the date
    except OSError:
        return
    for path in newest:
        if (record := _readable(path.parent)) is not None:
            yield record


def still_interrupted(folder: RunFolder) -> bool:
    """Whether a run is cut off by now as well; not when somebody goes on with it, or it can't be read any more."""
    record = _readable(folder.path)
    return record is not None and record.state == "interrupted"


def leave_interrupted(folder: RunFolder) -> bool:
    """Says of a run that was cut off that it is to stay as it is, and returns True; False when it is not cut off any more:
    somebody goes on with it. Raises `FileError`."""
    return folder.update_record_if(lambda record: as_it_is(record).state == "interrupted", state="stopped")


def wait_until_free(folder: RunFolder, patience: float = PATIENCE) -> None:
    """Returns when no other process trains the run any more; raises `WorkerError` when it goes on and on."""
    deadline = time.monotonic() + patience
    while (record := folder.record()).state == "running" and record.pid != os.getpid() and _alive(record):
        if time.monotonic() > deadline:
            raise WorkerError(
                tr("The run {0} is still being trained, by process {1}.", folder.id, record.pid), tr("Wait for it, or stop it.")
            )
        time.sleep(0.1)


def _record(path: Path) -> RunRecord:
    try:
        return as_it_is(read_record(path))
    except FileError as error:
        return damaged_record(path, error)


def _readable(path: Path) -> RunRecord | None:
    record = _record(path)
    return None if record.state == "damaged" else record


def as_it_is(record: RunRecord) -> RunRecord:
    """The record of a run that says "running" though its worker is gone: it is "interrupted".

    Of one on another computer that can't be known from here: it goes on there, as far as anybody was told.
    """
    here = record.state == "running" and not record.computer
    return record.changed(state="interrupted") if here and not _alive(record) else record


def record_as_it_is(folder: str) -> RunRecord | None:
    """What the folder of a run says now; `None` where there is none to be read, as before it is made or after it is gone."""
    try:
        return as_it_is(read_record(Path(folder))) if folder else None
    except FileError:
        return None


def _alive(record: RunRecord) -> bool:
    """Whether the worker still lives: a process of that number that is not younger than the run."""
    import psutil

    try:
        started = psutil.Process(record.pid).create_time() if record.pid else None
    except (psutil.Error, OSError, OverflowError, ValueError):
        return False
    return started is not None and started <= (record.started or record.created) + 1
