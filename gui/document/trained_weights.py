"""Follows where the weights of the open design are: looks when it is opened, and takes note of the run that trained it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from cnn.project import LastRun
from cnn.runs.folder import RunFolder
from cnn.runs.origins import NOTHING, Sources, sources_of
from gui.background.task import Background
from gui.background.training_session import State, TrainingSession
from gui.document import Document


class TrainedWeights(QObject):
    """Looks beside the GUI thread; large files take a moment."""

    def __init__(self, document: Document, session: TrainingSession, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self._own = False  # whether the run that goes on trains what is open
        self._path: Path | None = None  # of the last run that did
        self._known: tuple[LastRun | None, str] = (None, "")
        document.opened.connect(self._on_opened)
        document.fileChanged.connect(self._look)
        session.stateChanged.connect(self._on_state)
        session.started.connect(self._on_started)
        session.finished.connect(self._on_over)
        session.failed.connect(self._on_over)
        self._look()

    # ------------------------------------------------------------------ whose run it is

    def _on_opened(self) -> None:
        self._own, self._path = False, None
        self._look()

    def _on_state(self, state: State) -> None:
        if state == State.STARTING:
            self._own = True  # until another design is opened

    def _on_started(self, run: RunFolder) -> None:
        """A run that goes on may be of another network than the one that is open."""
        last = self._document.run
        if self._session.resumes:
            self._own = self._own and run.path in (self._path, Path(last.folder) if last else None)
        self._path = run.path if self._own else self._path

    def _on_over(self) -> None:
        run = self._session.run
        if self._own and run is not None and run.path == self._path and self._session.has_model:
            self._own = False
            self._document.remember_run(LastRun(run.id, str(run.path)))
            self._known = (None, "")  # the same run may have another model now
            self._look()

    # ------------------------------------------------------------------ where they are

    def _look(self) -> None:
        kept = self._document.kept
        key = (kept.run, kept.weights)
        if key == self._known:
            return
        self._known = key
        if key == (None, ""):
            self._document.know_sources(NOTHING)
            return
        look = Background(partial(sources_of, kept), self)
        look.done.connect(lambda sources: self._take(sources, key))

    def _take(self, sources: Sources, key: tuple[LastRun | None, str]) -> None:
        if key == self._known:
            self._document.know_sources(sources)
