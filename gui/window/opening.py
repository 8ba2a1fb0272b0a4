"""Opens a large file, and builds a large preset, while the window stays usable; it can be called off."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from cnn.analysis import Analysis, analyse
from cnn.errors import LayerloomError
from cnn.project import Project
from gui.background.task import Background, in_a_turn_of_its_own

if TYPE_CHECKING:
    from cnn.formats.report import ImportReport

#: milliseconds before it says that it is at work; most files are open by then
PATIENCE = 250


class Opening(QObject):
    """One file at a time; a new one, or `cancel`, lets the one before go."""

    waitBegan = Signal(object)  # Path: it takes a moment
    opened = Signal(object)  # ImportReport, not counted yet
    built = Signal(str, object)  # a preset's name, and its project with its analysis
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
        """Builds a preset: `built` with its project and analysis."""
        self.cancel()
        self._path, self._stop = Path(name), Event()
        self._clock.start()
        self._call(partial(_built, name), lambda found: self._on_built(name, found))

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

    def _on_opened(self, report: object) -> None:
        self._end()
        self.opened.emit(report)

    def _on_built(self, name: str, found: object) -> None:
        self._end()
        self.built.emit(name, found)

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


def _read(path: Path, stop: Event) -> "ImportReport":
    from cnn.formats.report import open_with_report

    report = open_with_report(path, count=False, stop=stop)
    if report.analysis is not None:
        _look_ahead(report.analysis)
    return report


def _built(name: str) -> tuple[Project, Analysis]:
    from cnn.opening import open_project

    project = open_project(name)
    analysis = analyse(project.graph)
    _look_ahead(analysis)
    return project, analysis


def _look_ahead(analysis: Analysis) -> None:
    """Looks for what will go wrong in training, which the window would ask at once on its own thread."""
    _ = analysis.problems
