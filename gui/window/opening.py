"""Opens a large file, and builds a large preset, while the window stays usable; it can be called off."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from cnn.analysis import Analysis, analyse
from cnn.errors import LayerloomError
from cnn.layout.folding import Folding, fold, folded_at_first
from cnn.project import Project
from gui.background.task import Background, in_a_turn_of_its_own

if TYPE_CHECKING:
    from cnn.formats.report import ImportReport

#: milliseconds before it says that it is at work; most files are open by then
PATIENCE = 250


class Opening(QObject):
    """One file at a time; a new one, or `cancel`, lets the one before go."""

    waitBegan = Signal(object)  # Path: it takes a moment
    opened = Signal(object, object)  # ImportReport, not counted yet, and its network folded as it is at first, a Folding
    built = Signal(str, object, object)  # a preset's name, its project, and its network folded
    weightsCounted = Signal(object)  # ImportReport
    refused = Signal(object)  # LayerloomError
    waitEnded = Signal()  # what was slow is over, one way or the other

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._path = Path()
        self._stop: Event | None = None
        self._clock = QTimer(self, singleShot=True, interval=PATIENCE)
        self._clock.timeout.connect(self._on_slow)
        self._slow = False

    @property
    def active(self) -> bool:
        """Whether a file is being opened."""
        return self._stop is not None

    def begin(self, path: Path) -> None:
        """Opens a file: `opened` with the network, or `refused`; `weightsCounted` when its weights are counted as well."""
        self.cancel()
        self._path, self._stop = path, Event()
        self._clock.start()
        self._call(partial(_read, path, self._stop), self._on_opened)

    def build(self, name: str) -> None:
        """Builds a preset: `built` with its project and all that follows from it."""
        self.cancel()
        self._path, self._stop = Path(name), Event()
        self._clock.start()
        self._call(partial(_built, name, self._stop), lambda found: self._on_built(name, found))

    def count(self, report: "ImportReport") -> None:
        """Counts the weights that an opened file keeps."""
        from cnn.formats.report import counted

        self.cancel()
        self._stop = Event()
        self._call(partial(counted, report, self._stop), self._on_counted)

    def cancel(self) -> None:
        """Lets the file go; nothing more is heard of it."""
        if self._stop is None:
            return
        self._stop.set()
        self._end()

    def _call(self, work: Callable[[], Any], tell: Callable[[Any], None]) -> None:
        stop = self._stop
        thread = Background(work, self)
        taken_over = partial(self._take_over, tell, stop)
        thread.done.connect(lambda found: in_a_turn_of_its_own(self, partial(taken_over, found)))
        thread.refused.connect(lambda error: self._on_refused(error) if stop is self._stop else None)

    def _take_over(self, tell: Callable[[Any], None], stop: Event | None, found: object) -> None:
        if stop is self._stop:
            tell(found)

    def _on_opened(self, found: "tuple[ImportReport, Folding]") -> None:
        self._end()
        self.opened.emit(*found)

    def _on_built(self, name: str, found: tuple[Project, Folding]) -> None:
        self._end()
        self.built.emit(name, *found)

    def _on_counted(self, report: object) -> None:
        self._end()
        self.weightsCounted.emit(report)

    def _on_refused(self, error: LayerloomError) -> None:
        self._end()
        self.refused.emit(error)

    def _on_slow(self) -> None:
        self._slow = True
        self.waitBegan.emit(self._path)

    def _end(self) -> None:
        self._stop = None
        self._clock.stop()
        if self._slow:
            self._slow = False
            self.waitEnded.emit()


def _read(path: Path, stop: Event) -> "tuple[ImportReport, Folding]":
    from cnn.formats.report import open_with_report

    report = open_with_report(path, count=False, stop=stop)
    return report, _ahead(report.project, report.analysis, path, stop)


def _built(name: str, stop: Event) -> tuple[Project, Folding]:
    from cnn.opening import open_project

    project = open_project(name)
    return project, _ahead(project, None, Path(name), stop)


def _ahead(project: Project, known: Analysis | None, path: Path, stop: Event) -> Folding:
    """What the window would work out at once on its own thread: all that follows from a network, what will go wrong in training,
    and how it looks with its groups folded. Raises `FileError` once `stop` is set."""
    from cnn.formats.keras.hdf5_process import require_wanted

    require_wanted(path, stop)
    analysis = analyse(project.graph) if known is None else known
    require_wanted(path, stop)
    _ = analysis.problems  # which are looked for when they are first asked for
    return fold(project.graph, analysis, folded_at_first(project.graph, project.folded))
