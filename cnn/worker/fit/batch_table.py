"""A table of every report within epochs, for spreadsheets and scripts: `epoch,step,time,…`, a column for each figure."""

import csv
import io
import time
from pathlib import Path

from cnn.files.files import write_text
from cnn.runs.messages import Logs
from cnn.runs.rewind import Position
from cnn.worker.fit.callback import EpochDone

_PLACE = ("epoch", "step", "time")


class BatchTable:
    """Appends to `path`; a run that goes on keeps what it told until there. `time` is in seconds since 1970."""

    def __init__(self, path: Path, position: Position) -> None:
        self._path = path
        self._names: list[str] = []
        self._works = True
        self._resume(position)

    def step(self, epoch: int, step: int, steps: int) -> None:
        """Nothing: only reports have figures."""

    def epoch(self, done: EpochDone) -> None:
        """Nothing: epochs stand in the history."""

    def batch(self, epoch: int, step: int, steps: int, logs: Logs) -> None:
        """One more row."""
        head = "" if self._names else self._begin([*logs])
        text = io.StringIO()
        figures = ("" if (value := logs.get(name)) is None else f"{value:.9g}" for name in self._names)
        csv.writer(text, lineterminator="\n").writerow((epoch, step, f"{time.time():.3f}", *figures))
        self._try(lambda: self._append(head + text.getvalue()))

    # ------------------------------------------------------------------ inside

    def _begin(self, names: list[str]) -> str:
        self._names = names
        return ",".join((*_PLACE, *names)) + "\n"

    def _append(self, text: str) -> None:
        with self._path.open("a", encoding="utf-8", newline="") as file:
            file.write(text)

    def _resume(self, position: Position) -> None:
        """Takes away what came behind a position; of a new run everything."""
        try:
            rows = [*csv.reader(io.StringIO(self._path.read_text(encoding="utf-8")))]
        except (OSError, ValueError, csv.Error):
            rows = []
        kept = [row for row in rows[1:] if len(row) == len(rows[0]) and _before(row, position)]
        if kept and rows[0][:3] == [*_PLACE]:
            self._names = rows[0][3:]
            text = io.StringIO()
            csv.writer(text, lineterminator="\n").writerows([rows[0], *kept])
            self._try(lambda: write_text(self._path, text.getvalue()))
        else:
            self._try(lambda: self._path.unlink(missing_ok=True))

    def _try(self, write: object) -> None:
        if self._works:
            try:
                write()  # type: ignore[operator]
            except Exception as error:
                self._works = False
                print(f"No more rows are written to {self._path.name}: {error}", flush=True)


def _before(row: list[str], position: Position) -> bool:
    """Whether a report came before training goes on."""
    try:
        return (int(row[0]) - 1, int(row[1])) <= (position.done, position.step) and (
            int(row[0]) <= position.done or position.step > 0
        )
    except ValueError:
        return False
