"""Watches the file of the open design, and the one of decisions about its images: another program, or another window, may change
them or take them away."""

from pathlib import Path

from PySide6.QtCore import QEvent, QFileSystemWatcher, QObject, QTimer, Signal

from cnn.datasets.division.curation import file_beside
from cnn.edits.differences import differences
from cnn.errors import LayerloomError
from cnn.files.files import behind_links
from cnn.files.stamps import Stamp, State
from cnn.project import became_of_project, load, stamp_of_project
from gui.background.task import Newest
from gui.document import Document

#: milliseconds after the system's word; whoever writes a file does so in several steps
PAUSE = 150


class FileWatch(QObject):
    """Compares the file with what was read from it; `stateFound` tells when that has become another answer."""

    stateFound = Signal(str)  # "same", "changed" or "gone"

    def __init__(self, document: Document, window: QObject) -> None:
        super().__init__(window)
        self._document = document
        self.state: State = "same"
        self._watcher: QFileSystemWatcher | None = None  # not before there is a file
        self._clock = QTimer(self, singleShot=True, interval=PAUSE)
        self._clock.timeout.connect(self._look_aside)
        self._disk = Newest(self)
        self._again = False  # something was heard while the disk was still asked
        document.fileChanged.connect(self._on_file_changed)
        window.installEventFilter(self)  # a disk in the network may tell nothing

    def look(self, *, surely: bool = False) -> State:
        """What became of the file by now; read again, not only looked at, where that is to be known `surely`. Waits for the disk:
        for what a person does with the file just now."""
        self._disk.forget()
        path = self._document.path
        self._take(*_seen(path, self._document.stamp, surely=surely))
        return self.state

    def _look_aside(self) -> None:
        """Looks without waiting: a share may hang while the person goes on."""
        path, before = self._document.path, self._document.stamp
        if self._disk.waiting:
            self._again = True
            return

        def hear(seen: tuple[State, set[str]]) -> None:
            again = self._again or before != self._document.stamp
            if path == self._document.path and before == self._document.stamp:
                self._take(*seen)
            if again:
                self._look_aside()

        self._again = False
        self._disk.ask(lambda: _seen(path, before), hear)

    def _take(self, state: State, places: set[str]) -> None:
        self._follow(places)
        if state != self.state:
            self.state = state
            self._document.set_file_differs(state != "same")
            self.stateFound.emit(state)

    def keep_mine(self) -> None:
        """What the file holds now may be written over; until then the design counts as unsaved."""
        if self._document.path is not None:
            self._document.stamp = stamp_of_project(self._document.path)
        self.state = "same"
        self.stateFound.emit("same")

    def difference(self) -> tuple[str, ...]:
        """What the file has otherwise than the design, in words; why it can't be read, if it can't."""
        try:
            return differences(self._document.kept, load(self._document.path or Path()))
        except LayerloomError as error:
            return (str(error),)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever comes back from another program may have changed the file there."""
        if event.type() == QEvent.Type.WindowActivate and self._document.path is not None:
            self._clock.start()
        return super().eventFilter(watched, event)

    def _on_file_changed(self) -> None:
        before, self.state = self.state, "same"
        self._disk.forget()  # it was asked about another file
        if self._document.path is None:
            self._follow(set())
        else:
            self._look_aside()
        if before != "same":
            self.stateFound.emit("same")

    def _follow(self, wanted: set[str]) -> None:
        """Listens to the file and to its folder: a file that is replaced is another one for the system."""
        if self._watcher is None:
            if not wanted:
                return
            self._watcher = QFileSystemWatcher(self)
            self._watcher.fileChanged.connect(self._clock.start)
            self._watcher.directoryChanged.connect(self._clock.start)
        watched = {*self._watcher.files(), *self._watcher.directories()}
        if old := watched - wanted:
            self._watcher.removePaths(sorted(old))
        if new := wanted - watched:
            self._watcher.addPaths(sorted(new))


def _seen(path: Path | None, before: Stamp | None, *, surely: bool = False) -> tuple[State, set[str]]:
    """What became of a file, and where to listen for what becomes of it next."""
    if path is None:
        return "same", set()
    return became_of_project(path, before, surely=surely), {str(item) for item in _places(path) if item.exists()}


def _places(path: Path) -> set[Path]:
    try:
        target = behind_links(path)
    except OSError:
        target = path
    return {path.parent, target, target.parent, file_beside(path)}
