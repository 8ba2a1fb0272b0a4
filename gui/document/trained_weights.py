"""Follows where the weights of the open design are: looks when it is opened, and takes note of the run that trained it."""

from functools import partial

from PySide6.QtCore import QObject

from cnn.project import LastRun
from cnn.runs.messages import Failed
from cnn.runs.origins import NOTHING, sources_of
from gui.background.task import Newest
from gui.background.training_session import TrainingSession
from gui.document import Document
from gui.document.run_owner import RunOwner


class TrainedWeights(QObject):
    """Tells the document where its weights are; files are looked at away from the GUI thread, since large ones take a moment."""

    def __init__(self, document: Document, session: TrainingSession, owner: RunOwner, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._session, self._owner = document, session, owner
        self._known: tuple[LastRun | None, str] = (None, "")
        self._disk = Newest(self)
        document.opened.connect(self._look_anew)
        document.fileChanged.connect(self._look)
        document.graphChanged.connect(lambda *_: self._look())  # with a step, or without it, the weights may be others
        session.finished.connect(self._remember)
        session.failed.connect(self._on_failed)
        self._look()

    def _on_failed(self, event: Failed) -> None:
        if not event.request and not event.refused:  # else a question failed, or nothing was trained
            self._remember()

    def _remember(self) -> None:
        """A run is over, and trained what is open."""
        run = self._session.run
        if run is not None and self._owner.begun_here and self._session.has_model:
            self._document.remember_run(LastRun(run.id, str(run.path)))
            self._look_anew()  # the same run may have another model now

    def _look_anew(self) -> None:
        """Also where they should be the same as before: the document knows of none when it is opened once more."""
        self._known = (None, "")
        self._look()

    def look_at_once(self) -> None:
        """Looks on this thread, for what can't wait; what was asked for before isn't told any more, it may be older."""
        self._disk.forget()
        kept = self._document.kept
        self._known = (kept.run, kept.weights)
        self._document.know_sources(sources_of(kept))

    def _look(self) -> None:
        if self._document.opening:
            return  # `_look_anew` does, once: the file may be a large one
        kept = self._document.kept
        key = (kept.run, kept.weights)
        if key == self._known:
            return
        self._known = key
        if key == (None, ""):
            self._disk.forget()
            self._document.know_sources(NOTHING)
        else:
            self._disk.ask(partial(sources_of, kept), self._document.know_sources)
