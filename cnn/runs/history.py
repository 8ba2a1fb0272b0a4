"""Past runs, as far as their folders can still be read."""

from pathlib import Path

from cnn.errors import FileError
from cnn.runs.folder import RunRecord, default_runs_folder, read_record


def past_runs(folder: Path | None = None) -> list[RunRecord]:
    """Every run in a folder of runs (or the default one), newest first; damaged ones are left out.

    A run that says "running" though its worker is gone is "interrupted".
    """
    try:
        paths = [path.parent for path in (folder or default_runs_folder()).glob("*/run.json")]
    except OSError:
        return []
    records = [record for path in paths if (record := _readable(path)) is not None]
    return sorted(records, key=lambda record: record.created, reverse=True)


def _readable(path: Path) -> RunRecord | None:
    try:
        record = read_record(path)
    except FileError:
        return None
    return record.changed(state="interrupted") if record.state == "running" and not _alive(record) else record


def _alive(record: RunRecord) -> bool:
    """Whether the worker still lives: a process of that number that is not younger than the run."""
    import psutil

    try:
        started = psutil.Process(record.pid).create_time() if record.pid else None
    except psutil.Error:
        return False
    return started is not None and started <= (record.started or record.created) + 1
