"""Many images and what a model says of them: found on disk, asked about in portions, and written as a table.

Nothing here waits for a disk on the GUI thread; what is said of every class stays in files until it is saved.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from cnn.datasets.image_files import ImageFile, Search
from cnn.errors import DatasetError, LayerloomError
from cnn.files.scratch import Scratch
from cnn.runs.messages import Answer, Failed
from cnn.runs.predictions import PORTION, Seen, Tally, new_table, portions
from gui.background.task import Background
from gui.background.training_session import TrainingSession

#: questions that a worker has before it; it never waits for the next one
AHEAD = 2


class Row(NamedTuple):
    """An image and what was said of it."""

    image: ImageFile
    seen: Seen


class _Found(NamedTuple):
    images: list[ImageFile]
    left_out: int


class Predictions(QObject):
    """Asks a run's model about many images, one job at a time."""

    found = Signal(int)  # how many images there are
    rowsAdded = Signal(object)  # list of Row
    ended = Signal(object)  # LayerloomError, or None when all of it was done or the person had enough

    def __init__(self, session: TrainingSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._scratch: Scratch | None = None
        self._search: Background | None = None
        self.running = False
        self._clear()
        session.answerReceived.connect(self._on_answer)
        session.failed.connect(self._on_failed)
        session.started.connect(lambda _: self._end(DatasetError(self.tr("A training began before all images were looked at."))))

    def _clear(self) -> None:
        self.rows: list[Row] = []
        self.total = self.left_out = 0
        self.tally = Tally()
        self.classes: Sequence[str] = ()
        self.marks: dict[str, str] = {}  # what each mark means, in a line
        self.notes: Sequence[str] = ()
        self._rest: Iterator[tuple[ImageFile, ...]] = iter(())
        self._asked: dict[str, tuple[ImageFile, ...]] = {}
        self._opening = ""
        self._files: list[str] = []  # of the portions that were answered, what was said of every class
        self._sent = 0

    # ------------------------------------------------------------------ orders

    def start(self, places: Sequence[Path], run: Path | None) -> None:
        """Looks at these images, and those in these folders, however deep; what went on before is given up."""
        self._clear()
        self._run = run
        if self._scratch is not None:
            self._scratch.remove()
        self._scratch = None
        self.running = True
        asked = self._search = Background(lambda: _search(places), self)
        asked.done.connect(lambda found: self._begin(found) if asked is self._search else None)
        asked.refused.connect(lambda error: self._end(error) if asked is self._search else None)

    def cancel(self) -> None:
        """Ends it; what was answered stays."""
        self._end(None)

    def close(self) -> None:
        """Ends it, and gives up what is kept in files."""
        self.running = False
        self._search = None
        self._asked.clear()
        if self._scratch is not None:
            self._scratch.remove()
        self._scratch = None

    def save(self, path: Path) -> Background:
        """Writes what there is as a table, away from the GUI thread; the work tells when it is done."""
        rows, classes, files = [*self.rows], self.classes, [*self._files]
        return Background(lambda: _write(path, rows, classes, files), self)

    # ------------------------------------------------------------------ hearing

    def _begin(self, found: _Found) -> None:
        self._search = None
        if not self.running:
            return
        if not found.images:
            self._end(
                DatasetError(self.tr("There are no images in there."), self.tr("Choose images, or a folder with some in it."))
            )
            return
        self._scratch = Scratch()
        self.total, self.left_out = len(found.images), found.left_out
        self._rest = portions(found.images)
        self.found.emit(self.total)
        self._opening = self._session.open_predictor(self._run)
        for _ in range(AHEAD):
            self._send_next()

    def _send_next(self) -> None:
        if (portion := next(self._rest, None)) is None or self._scratch is None:
            return
        path = self._scratch.path / f"{self._sent}.npy"
        self._sent += 1
        request = self._session.predict([image.path for image in portion], self._run, 1, str(path))
        self._asked[request] = portion
        self._files.append(str(path))

    def _on_answer(self, answer: Answer) -> None:
        if not self.running:
            return
        if answer.request == self._opening:
            self.classes, self.marks = answer.result.get("classes", ()), answer.result.get("marks", {})
            self.notes = answer.result.get("notes", ())
        elif (portion := self._asked.pop(answer.request, None)) is not None:
            rows = [Row(image, Seen.of(item)) for image, item in zip(portion, answer.result, strict=True)]
            for row in rows:
                self.tally.count(row.seen)
            self.rows += rows
            self._send_next()
            self.rowsAdded.emit(rows)
            if not self._asked:
                self._end(None)

    def _on_failed(self, failure: Failed) -> None:
        if self.running and failure.request and failure.request in (self._opening, *self._asked):
            self._end(LayerloomError(failure.message, failure.hint))

    def _end(self, error: LayerloomError | None) -> None:
        if self.running:
            self.running = False
            self._search = None
            self._asked.clear()
            self.ended.emit(error)


def _search(places: Sequence[Path]) -> _Found:
    search = Search()
    images = [*search.images([*places])]
    if not images and search.closed:
        raise DatasetError(f"The folder {search.closed[0]} can't be read.", "Check its permissions.")
    return _Found(images, search.left_out)


def _write(path: Path, rows: Sequence[Row], classes: Sequence[str], files: Sequence[str]) -> Path:
    """The table of these rows, whose values lie in the files, a portion in each."""
    import numpy as np

    with new_table(path, classes) as table:
        for number, portion in enumerate(portions(rows, PORTION)):
            values = np.load(files[number], allow_pickle=False).tolist()
            for row, told in zip(portion, values, strict=True):
                table.write(row.image.name, row.seen, told)
    return path
