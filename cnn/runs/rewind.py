"""Brings what a run told back to where a checkpoint stands, so that a resumed run leaves one continuous story.

Only figures are taken back: what was said of epochs and batches behind the checkpoint, and that the run ended.
"""

import csv
import io
import json
import math
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cnn.errors import FileError
from cnn.files.files import open_regular, read_regular, write_bytes, write_text
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Batch, Checkpoint, Diagnostics, Epoch, Logs, read_event, write_line
from cnn.words.language import tr
from cnn.words.reasons import reason_of

#: columns of `history.csv` that are no figures of Keras's
OWN = ("epoch", "seconds", "images_per_second")
#: bytes that a history or the events may have; ten events a second for a month are less
LARGEST = 2 << 30


@dataclass(frozen=True, order=True)
class Position:
    """How far a training is: so many epochs are `done`, and so many batches (`step`) of the next one."""

    done: int = 0
    step: int = 0


@dataclass(frozen=True)
class Row:
    """One epoch in `history.csv`; a value that is no number is NaN."""

    epoch: int
    seconds: float
    images_per_second: float
    logs: Logs


def rewind(folder: RunFolder, position: Position, epochs: int) -> list[Row]:
    """Takes back what a run told beyond a position; returns its epochs up to there. Raises `FileError`.

    `epochs` is how many there will be.
    """
    rows = _rewind_history(folder.history, position.done)
    _rewind_events(folder, position, rows, epochs)
    return rows


def history_text(rows: list[Row]) -> str:
    """The rows as the text of `history.csv`, with their names above."""
    if not rows:
        return ""
    names = list(dict.fromkeys([*OWN, *(name for row in rows for name in row.logs)]))
    return _line(dict(zip(names, names, strict=True)), names) + "".join(_line(_cells(row), names) for row in rows)


def line_below(path: Path, row: Row) -> str | None:
    """The text that appends a row to a `history.csv`; `None` where the file has no column for one of its figures.

    An epoch whose validation was skipped has fewer figures than others. Raises `OSError`.
    """
    names = _names(path)
    if not names:
        return history_text([row])
    cells = _cells(row)
    return _line(cells, names) if cells.keys() <= set(names) else None


def _names(path: Path) -> list[str]:
    try:
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            return next(csv.reader(file), [])
    except (FileNotFoundError, csv.Error):
        return []


def _cells(row: Row) -> dict[str, Any]:
    return {"epoch": row.epoch, "seconds": row.seconds, "images_per_second": row.images_per_second, **row.logs}


def _line(cells: dict[str, Any], names: list[str]) -> str:
    text = io.StringIO()
    csv.DictWriter(text, names, lineterminator="\n").writerow(cells)
    return text.getvalue()


def read_history(path: Path, largest: int = LARGEST) -> list[Row]:
    """The rows of a `history.csv` from the first epoch on, as far as they are whole and follow each other; none of a file with
    more than `largest` bytes."""
    rows: list[Row] = []
    try:
        with open_regular(path, largest) as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as file:
            for values in csv.DictReader(file):
                row = _row(values)
                if row is None or row.epoch != len(rows) + 1:
                    break
                rows.append(row)
    except (OSError, FileError, csv.Error, UnicodeDecodeError):
        pass  # what is left is all that is known
    return rows


def _row(values: dict[str, Any]) -> Row | None:
    try:
        numbers = {name: float(value) for name, value in values.items() if value != ""}
        own = {name: numbers.pop(name) for name in OWN}
        return Row(int(own["epoch"]), own["seconds"], own["images_per_second"], {**numbers})
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError):
        return None  # torn


def _rewind_history(path: Path, done: int) -> list[Row]:
    rows = read_history(path)[:done]
    if path.is_file():
        write_text(path, history_text(rows))
    return rows


def _rewind_events(folder: RunFolder, position: Position, rows: list[Row], epochs: int) -> None:
    kept, told = [], set()
    for line in _event_lines(folder.events):
        event = _event(line)
        if event is not None and _stays(event, position):
            kept.append(line)
            if isinstance(event, Epoch):
                told.add(event.epoch)
    missing = [_epoch_line(folder.id, row, epochs) for row in rows if row.epoch not in told]
    write_bytes(folder.events, b"".join([*kept, *missing]))


def _event_lines(path: Path) -> list[bytes]:
    """The lines of `events.jsonl`; raises `FileError` for what is no file, or far too large for one."""
    try:
        return read_regular(path, LARGEST).splitlines(keepends=True)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise FileError(tr("{0} can't be read: {1}.", path, reason_of(error)), tr("Check its permissions.")) from error


def _event(line: bytes) -> Batch | Checkpoint | Diagnostics | Epoch | str | None:
    """What a line tells, of other events than those of progress just the name; `None` for one that is torn or damaged."""
    if not line.endswith(b"\n"):
        return None
    try:
        name = json.loads(line)["event"]
        event = read_event(line) if name in ("batch", "checkpoint", "diagnostics", "epoch") else name
    except (ValueError, TypeError, KeyError, RecursionError):  # pydantic's ValidationError is a ValueError
        return None
    return event if isinstance(event, Batch | Checkpoint | Diagnostics | Epoch | str) else None


def _stays(event: Batch | Checkpoint | Diagnostics | Epoch | str, position: Position) -> bool:
    if isinstance(event, Epoch | Diagnostics):
        return event.epoch <= position.done
    if isinstance(event, Batch | Checkpoint):
        done = event.epoch - (isinstance(event, Batch) or event.step > 0)
        return Position(done, event.step) <= position
    return event not in ("finished", "failed")


def _epoch_line(run: str, row: Row, epochs: int) -> bytes:
    """The event of an epoch that was written into the history but not told any more."""
    logs = {name: None if value is None or not math.isfinite(value) else value for name, value in row.logs.items()}
    event = Epoch(
        run=run,
        time=time.time(),
        epoch=row.epoch,
        epochs=epochs,
        seconds=row.seconds,
        images_per_second=row.images_per_second,
        logs=logs,
    )
    return write_line(event).encode()
