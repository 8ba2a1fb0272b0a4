"""A copy of the unsaved design, in case the program dies: written soon after a change, gone once the design is safe.

A copy belongs to the program that holds the lock beside it; one that nobody holds was left behind.
"""

import contextlib
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QCoreApplication, QLockFile, QObject, QTimer

from cnn.errors import LayerloomError
from cnn.project import Project, dumps, load
from gui.document import Document

#: milliseconds from a change to its copy; much less than anybody minds losing
DELAY = 3000


def folder() -> Path:
    """Where the copies are."""
    from platformdirs import user_data_path

    return user_data_path("layerloom", appauthor=False) / "recovery"


class Recovery(QObject):
    """Keeps the copy of one document."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._path: Path | None = None
        self._lock: QLockFile | None = None
        self._clock = QTimer(self, singleShot=True, interval=DELAY)
        self._clock.timeout.connect(self.keep)
        self._over = False
        for signal in (document.graphChanged, document.recipeChanged, document.datasetChanged):
            signal.connect(self._on_changed)
        document.dirtyChanged.connect(self._on_dirty_changed)
        if (app := QCoreApplication.instance()) is not None:
            app.aboutToQuit.connect(self.keep)

    def keep(self) -> None:
        """Writes the copy; where that can't be done, there is none."""
        if self._over or not self._document.dirty:
            return
        with contextlib.suppress(OSError):
            path = self._place()
            draft = path.with_suffix(".new")
            draft.write_text(dumps(self._document.kept), encoding="utf-8")
            draft.replace(path)

    def forget(self) -> None:
        """The design is safe, or given up: its copy goes."""
        self._clock.stop()
        if self._path is not None:
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)
        if self._lock is not None:
            self._lock.unlock()
        self._path = self._lock = None

    def end(self) -> None:
        """The person closed the window, and said what is to become of the design: its copy goes, and none comes after it.

        The application quits after its window was closed, and what is given up is still dirty then.
        """
        self.forget()
        self._over = True

    def _on_changed(self) -> None:
        if not self._clock.isActive():
            self._clock.start()

    def _on_dirty_changed(self, dirty: bool) -> None:
        if not dirty:
            self.forget()

    def _place(self) -> Path:
        if self._path is None:
            folder().mkdir(parents=True, exist_ok=True)
            self._path = folder() / f"{uuid4().hex}.loom"
            self._lock = QLockFile(str(self._path.with_suffix(".lock")))
            self._lock.setStaleLockTime(0)  # however long the program runs
            self._lock.tryLock(0)
        return self._path


class LostDesign:
    """An unsaved design whose program died."""

    def __init__(self, path: Path, lock: QLockFile, project: Project) -> None:
        self._path, self._lock = path, lock
        self.project = project

    def discard(self) -> None:
        """Takes the copy away."""
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)
        self._lock.unlock()


def lost_designs() -> list[LostDesign]:
    """What dead programs left behind, the newest first; they belong to whoever asks, until they are discarded."""
    try:
        paths = sorted(folder().glob("*.loom"), key=lambda path: path.stat().st_mtime, reverse=True)
    except OSError:
        return []
    return [design for path in paths if (design := _lost(path)) is not None]


def _lost(path: Path) -> LostDesign | None:
    lock = QLockFile(str(path.with_suffix(".lock")))
    lock.setStaleLockTime(0)
    if not lock.tryLock(0):
        return None
    try:
        return LostDesign(path, lock, load(path))
    except LayerloomError:
        path.unlink(missing_ok=True)
        lock.unlock()
        return None
