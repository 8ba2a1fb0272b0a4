"""Many images and what a model says of them: found on disk, asked about in portions, and written as a table.

Nothing here waits for a disk on the GUI thread; what is said of every class stays in files until it is saved.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from cnn.datasets.pixels.image_files import ImageFile, Search, Watch
from cnn.errors import DatasetError, LayerloomError
from cnn.files.scratch import Scratch
from cnn.runs.messages import Answer, Failed
from cnn.runs.predictions import Seen, Tally, new_table, other_names, portions, value_names
from cnn.words.language import tr
from gui.background.task import Background

#: questions that a worker has before it; it never waits for the next one
AHEAD = 2
#: milliseconds between two looks at a folder that is watched
LOOK = 1000


class Row(NamedTuple):
    """An image and what was said of it."""

    image: ImageFile
    seen: Seen


class _Found(NamedTuple):
    images: list[ImageFile]
    left_out: int
    folder: Path | None  # where only one is looked through


class Asked(Protocol):
    """Who is asked: the training session, or anybody else who answers in its signals."""

    answerReceived: SignalInstance
    failed: SignalInstance
    started: SignalInstance

    def open_predictor(self, run: Path | None = None) -> str: ...

    def predict(self, images: Sequence[Path], run: Path | None = None, top: int = 5, path: str = "") -> str: ...


class Predictions(QObject):
    """Asks a model about many images, one job at a time."""

    found = Signal(int)  # how many images there are
    rowsAdded = Signal(object)  # list of Row
    ended = Signal(object)  # LayerloomError, or None when all of it was done or the person had enough
    watchingChanged = Signal(bool)

    def __init__(self, session: Asked, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._scratch: Scratch | None = None
        self._search: Background | None = None
        self.running = False
        self._watch: Watch | None = None
        self._looking: Background | None = None
        self._clock = QTimer(self, interval=LOOK)
        self._clock.timeout.connect(self._look)
        self._clear()
        session.answerReceived.connect(self._on_answer)
        session.failed.connect(self._on_failed)
        session.started.connect(lambda _: self._on_training())

    def _clear(self) -> None:
        self.rows: list[Row] = []
        self.total = self.left_out = 0
        self.tally = Tally()
        self.classes: Sequence[str] = ()
        self.others: Sequence[str] = ()  # outputs beside the first
        self.marks: dict[str, str] = {}  # what each mark means, in a line
        self.notes: Sequence[str] = ()
        self._rest: Iterator[tuple[ImageFile, ...]] = iter(())
        self._asked: dict[str, tuple[ImageFile, ...]] = {}
        self._opening = ""
        self._files: list[tuple[str, int]] = []  # what was said of every class, portion by portion, and of how many images
        self.folder: Path | None = None  # that can be watched
        self._sent = 0

    # ------------------------------------------------------------------ orders

    def start(self, places: Sequence[Path], run: Path | None) -> None:
        """Looks at these images, and those in these folders, however deep; what went on before is given up."""
        self.watch(on=False)
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
        self.watch(on=False)
        self._end(None)

    @property
    def watching(self) -> bool:
        """Whether images that come into the folder are looked at as well."""
        return self._watch is not None

    def watch(self, *, on: bool) -> None:
        """Looks at what comes into the folder from now on, too, once the images that are there are done."""
        on = on and self.folder is not None
        if on != self.watching:
            self._looking = None
            self._watch = Watch(self.folder, [row.image.name for row in self.rows]) if on and self.folder is not None else None
            self._clock.start() if on else self._clock.stop()
            self.watchingChanged.emit(on)

    def close(self) -> None:
        """Ends it, and gives up what is kept in files."""
        self.watch(on=False)
        self.running = False
        self._search = None
        self._asked.clear()
        if self._scratch is not None:
            self._scratch.remove()
        self._scratch = None

    def save(self, path: Path) -> Background:
        """Writes what there is as a table, away from the GUI thread; the work tells when it is done."""
        rows, classes, others, files = [*self.rows], self.classes, self.others, [*self._files]
        return Background(lambda: _write(path, rows, classes, others, files), self)

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
        self.left_out, self.folder = found.left_out, found.folder
        self._opening = self._session.open_predictor(self._run)
        self._ask_about(found.images)

    def _ask_about(self, images: list[ImageFile]) -> None:
        self.running = True
        self.total += len(images)
        self._rest = portions(images)
        self.found.emit(self.total)
        for _ in range(AHEAD):
            self._send_next()

    def _look(self) -> None:
        """Asks the disk what has come since, unless it is still busy with that, or the model with what came before."""
        watch = self._watch
        if watch is None or self.running or self._looking is not None:
            return
        looking = self._looking = Background(watch.look, self)
        looking.done.connect(lambda images: self._on_looked(looking, images))

    def _on_looked(self, looking: Background, images: list[ImageFile]) -> None:
        if looking is self._looking:
            self._looking = None
            if images:
                self._ask_about(images)

    def _on_training(self) -> None:
        self.watch(on=False)
        self._end(DatasetError(self.tr("A training began before all images were looked at.")))

    def _send_next(self) -> None:
        if (portion := next(self._rest, None)) is None or self._scratch is None:
            return
        path = self._scratch.path / f"{self._sent}.npy"
        self._sent += 1
        request = self._session.predict([image.path for image in portion], self._run, 1, str(path))
        self._asked[request] = portion
        self._files.append((str(path), len(portion)))

    def _on_answer(self, answer: Answer) -> None:
        if not self.running:
            return
        if answer.request == self._opening:
            self.classes, self.others = value_names(answer.result), other_names(answer.result)
            self.marks = answer.result.get("marks", {})
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
        if error is not None:
            self.watch(on=False)
        if self.running:
            self.running = False
            self._search = None
            self._asked.clear()
            self.ended.emit(error)


def _search(places: Sequence[Path]) -> _Found:
    search = Search()
    images = [*search.images([*places])]
    if not images and search.closed:
        raise DatasetError(tr("The folder {0} can't be read.", search.closed[0]), tr("Check its permissions."))
    return _Found(images, search.left_out, places[0] if len(places) == 1 and places[0].is_dir() else None)


def _write(
    path: Path, rows: Sequence[Row], classes: Sequence[str], others: Sequence[str], files: Sequence[tuple[str, int]]
) -> Path:
    """The table of these rows, whose values lie in the files; each has those of so many of them."""
    import numpy as np

    rest = iter(rows)
    with new_table(path, classes, others) as table:
        for name, count in files:
            if portion := [*islice(rest, count)]:
                for row, told in zip(portion, np.load(name, allow_pickle=False).tolist(), strict=True):
                    table.write(row.image.name, row.seen, told)
    return path
