"""All runs of a folder of runs, fast: what was read of a run before is taken again while its files are the same.

The folders are the truth. What was read stands in a cache that may be missing, torn, old or of another version: what can't be
used of it is read anew, nobody waits for a lock, and nobody is told. Every line of it has a checksum of its own.
"""

import contextlib
import gc
import hashlib
import json
import os
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from cnn.errors import FileError, LayerloomError
from cnn.files.files import RUN_PROJECT, RUN_RECORD, read_regular, write_bytes
from cnn.graph.fingerprint import fingerprint
from cnn.project import load
from cnn.runs.folder import damaged_record, read_record
from cnn.runs.history import as_it_is
from cnn.runs.listed import notes as notes_
from cnn.runs.listed.notes import Notes, read_notes
from cnn.runs.listed.row import RunRow, row_of, row_of_log
from cnn.runs.logs.logs import logs_in
from cnn.words.language import current, tr
from cnn.words.lists import sentences

VERSION = 2
#: rows of one line of the cache: it is read in a few milliseconds, so that whoever else computes gets their turn
CHUNK = 500
#: bytes that a cache may have
LARGEST = 512 << 20
#: seconds for reading designs of runs that don't say themselves what they trained; the others wait for the next time
PATIENCE = 2.0
#: of a run whose design can't be read
UNKNOWN = "?"
#: any of these says that a folder was to be a run
TRACES = (RUN_PROJECT, "events.jsonl", "checkpoints")

Stamp = list[int]


class Kept(NamedTuple):
    """What was read of a folder, and what its files were like then."""

    stamp: Stamp
    row: RunRow


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Python's search for garbage goes through all rows again and again while they come: half of the time, for nothing."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@_uncollected()
def cached_rows(place: Path) -> list[RunRow]:
    """The rows as they were when they were read last; some may be gone or changed by now."""
    return [kept.row for kept in _read_cache(place).values()]


@_uncollected()
def listed_rows(place: Path, told: Callable[[int], object] = lambda _: None) -> list[RunRow]:
    """Every run of a folder of runs (or the run that it is itself), as it is now; `told` hears how many were read anew while that
    goes on.

    Logs of other programs in it are rows as well. A folder that holds nothing of a run is passed over; one that was to be a run
    and has no `run.json` is listed as damaged.
    """
    known = _read_cache(place)
    rows: dict[str, Kept] = {}
    read = 0
    deadline = time.monotonic() + PATIENCE
    itself = _stamp(str(place)) is not None
    start = os.path.join(place, "")  # noqa: PTH118 - 50,000 of them
    for name in [""] if itself else _names(place):
        path = f"{start}{name}" if name else str(place)
        stamp = _stamp(path)
        if stamp is None:
            continue
        kept = known.get(name)
        if kept is None or kept.stamp != stamp or kept.row.state == "running":
            kept = Kept(stamp, read_row(Path(path)))
            read += 1
            if not read % CHUNK:
                told(read)
        if not kept.row.design and kept.row.whole and time.monotonic() < deadline:
            kept = Kept(stamp, kept.row._replace(design=_design(Path(path))))
            read += 1
        rows[name] = kept
    for log in () if itself else logs_in(place, {*rows}):
        name = os.path.relpath(log.path, place)
        kept = known.get(name)
        if kept is None or kept.stamp != [log.stamp]:
            kept = Kept([log.stamp], row_of_log(log, place))
            read += 1
        rows[name if name != os.curdir else ""] = kept
    if read or len(rows) != len(known):
        _write_cache(place, rows)
    return [kept.row for kept in rows.values()]


def read_row(path: Path) -> RunRow:
    """The row of one run, whatever its folder is like."""
    try:
        record = as_it_is(read_record(path))
    except FileError as error:
        record = damaged_record(path, error if (path / RUN_RECORD).exists() else _half_there(path))
    try:
        return row_of(record, read_notes(path))
    except FileError as error:
        return row_of(record, Notes(), sentences(error.message, error.hint))


def _half_there(path: Path) -> FileError:
    return FileError(
        tr("{0} holds a part of a run only: its run.json is missing.", path),
        tr("It is being copied, or that was interrupted: copy the whole folder."),
    )


def _names(place: Path) -> list[str]:
    try:
        with os.scandir(place) as entries:
            return [entry.name for entry in entries if not entry.name.startswith(".")]
    except OSError:
        return []


def _stamp(path: str) -> Stamp | None:
    """What the files of a run are like; `None` where there is no run. Each is replaced when it is written, so that its number
    changes as well."""
    try:
        record = os.stat(f"{path}/{RUN_RECORD}")  # noqa: PTH116
        found = [record.st_mtime_ns, record.st_size, record.st_ino]
    except OSError:
        if not any(os.path.lexists(f"{path}/{name}") for name in TRACES):
            return None
        found = [0, 0, 0]
    try:
        notes = os.stat(f"{path}/{notes_.FILE}")  # noqa: PTH116
    except OSError:
        return [*found, 0, 0, 0]
    return [*found, notes.st_mtime_ns, notes.st_size, notes.st_ino]


def _design(path: Path) -> str:
    try:
        return fingerprint(load(path / RUN_PROJECT).graph)
    except (LayerloomError, OSError):
        return UNKNOWN


# ---------------------------------------------------------------------- the cache


def cache_file(place: Path) -> Path:
    """Where the cache of a folder of runs is kept: with the person's other caches, never among the runs; one for each
    language, as rows have words in it: which fold a run is of, what is wrong with a folder."""
    from platformdirs import user_cache_path

    name = hashlib.sha256(os.fsencode(place.absolute())).hexdigest()[:20]
    return user_cache_path("layerloom", appauthor=False) / "runs" / f"{name}-{current().language}.txt"


def _read_cache(place: Path) -> dict[str, Kept]:
    found: dict[str, Kept] = {}
    start = os.path.join(place, "")  # noqa: PTH118
    for line in _lines(cache_file(place)):
        with contextlib.suppress(ValueError, TypeError, RecursionError):
            sum_, _, body = line.partition(b" ")
            if int(sum_, 16) != zlib.crc32(body):
                continue
            for name, stamp, tags, values in json.loads(body):
                values[_FOLDER], values[_TAGS] = f"{start}{name}" if name else str(place), tuple(tags)
                found[name] = Kept(stamp, RunRow._make(values))
    return found


def _lines(path: Path) -> Iterator[bytes]:
    try:
        head, *lines = read_regular(path, LARGEST).split(b"\n")
    except (OSError, FileError, ValueError):
        return
    if head == _HEAD:
        yield from filter(None, lines)


_FOLDER, _TAGS = RunRow._fields.index("folder"), RunRow._fields.index("tags")
#: of other fields there is another cache
_HEAD = f"layerloom runs {VERSION} {zlib.crc32(' '.join(RunRow._fields).encode()):08x}".encode()


def _write_cache(place: Path, rows: dict[str, Kept]) -> None:
    entries = [[name, kept.stamp, kept.row.tags, _without(kept.row)] for name, kept in rows.items()]
    lines = [_HEAD, *(_line(entries[at : at + CHUNK]) for at in range(0, len(entries), CHUNK)), b""]
    with contextlib.suppress(OSError, FileError):  # then all is read again next time
        path = cache_file(place)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, b"\n".join(lines))


def _without(row: RunRow) -> list[Any]:
    values = list(row)
    values[_FOLDER] = values[_TAGS] = 0  # the one follows from where it lies
    return values


def _line(entries: list[Any]) -> bytes:
    body = json.dumps(entries, separators=(",", ":")).encode()
    return f"{zlib.crc32(body):08x} ".encode() + body
