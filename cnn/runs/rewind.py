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

from cnn.files import write_bytes, write_text
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Epoch, Logs, write_line

#: columns of `history.csv` that are no figures of Keras's
OWN = ("epoch", "seconds", "images_per_second")


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
    text = io.StringIO()
    names = dict.fromkeys([*OWN, *(name for row in rows for name in row.logs)])
    writer = csv.DictWriter(text, list(names), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({"epoch": row.epoch, "seconds": row.seconds, "images_per_second": row.images_per_second, **row.logs})
    return text.getvalue()


def read_history(path: Path) -> list[Row]:
    """The rows of a `history.csv` from the first epoch on, as far as they are whole and follow each other."""
    rows: list[Row] = []
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for values in csv.DictReader(file):
                row = _row(values)
                if row is None or row.epoch != len(rows) + 1:
                    break
                rows.append(row)
    except (OSError, csv.Error, UnicodeDecodeError):
        pass  # what is left is all that is known
    return rows


def _row(values: dict[str, Any]) -> Row | None:
    try:
        numbers = {name: float(value) for name, value in values.items() if value != ""}
        own = {name: numbers.pop(name) for name in OWN}
        return Row(int(own["epoch"]), own["seconds"], own["images_per_second"], {**numbers})
    except (KeyError, TypeError, ValueError):
        return None  # torn


def _rewind_history(path: Path, done: int) -> list[Row]:
    rows = read_history(path)[:done]
    if path.exists():
        write_text(path, history_text(rows))
    return rows


def _rewind_events(folder: RunFolder, position: Position, rows: list[Row], epochs: int) -> None:
    try:
        lines = folder.events.read_bytes().splitlines(keepends=True)
    except FileNotFoundError:
        lines = []
    kept, told = [], set()
    for line in lines:
        event = _event(line)
        if event is not None and _stays(event, position):
            kept.append(line)
            if event["event"] == "epoch":
                told.add(event["epoch"])
    missing = [_epoch_line(folder.id, row, epochs) for row in rows if row.epoch not in told]
    write_bytes(folder.events, b"".join([*kept, *missing]))


def _event(line: bytes) -> dict[str, Any] | None:
    """What a line tells; `None` for one that was torn by the death of its writer."""
    if not line.endswith(b"\n"):
        return None
    try:
        event = json.loads(line)
    except ValueError:
        return None
    return event if isinstance(event, dict) and "event" in event else None


def _stays(event: dict[str, Any], position: Position) -> bool:
    match event["event"]:
        case "batch" | "checkpoint":
            done = event["epoch"] - (event["event"] == "batch" or event["step"] > 0)
            return Position(done, event["step"]) <= position
        case "epoch":
            return bool(event["epoch"] <= position.done)
        case "finished" | "failed":
            return False
    return True


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
