"""Whose run it is: whether the session's last run belongs to the network that is open."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from cnn.runs.messages import Failed
from gui.background.training_session import State, TrainingSession
from gui.document import Document


class RunOwner(QObject):
    """Decides it once; whoever shows a run, steers it or remembers its weights asks here."""

    ownChanged = Signal()  # `own` may be another

    def __init__(self, document: Document, session: TrainingSession, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self.own = True  # whether the last run is of the network that is open
        self._awaited = False  # whether a run was asked for while this network was open
        self._another = False  # whether the run that begins next is another network's, as somebody knows
        self._begun: set[Path] = set()  # runs of this network that were begun, or went on, while it was open
        document.leaving.connect(self._on_leaving)
        document.opened.connect(self._on_opened)
        session.stateChanged.connect(self._on_state)
        session.started.connect(self._on_started)
        session.failed.connect(self._on_failed)

    @property
    def begun_here(self) -> bool:
        """Whether the last run is of the network that is open and was begun, or went on, since that was opened: what it
        learned is remembered there. A network that was opened meanwhile may be the very same and still has no part in it."""
        run = self._session.run
        return run is not None and run.path in self._begun

    def expect_another(self) -> None:
        """The run that begins next was asked for before this network was opened."""
        self._another = True

    def _on_state(self, state: State) -> None:
        if state == State.STARTING:
            # until another network is opened, or the run turns out to be another one's
            self._awaited = self.own = not self._another
            self._another = False
            self.ownChanged.emit()

    def _on_started(self) -> None:
        """A run that goes on may be of another network than the one that is open."""
        self.own = (self._awaited and not self._session.resumes) or self._trains_this()
        if self.own and self._awaited and self._session.run is not None:
            self._begun.add(self._session.run.path)
        self.ownChanged.emit()

    def _on_failed(self, event: Failed) -> None:
        """A run that could not begin, or was refused, is none: the last one is the one before it again."""
        if not event.request:
            self.own = self._trains_this()
            self.ownChanged.emit()

    def _on_leaving(self) -> None:
        self.own = self._awaited = False
        self._begun.clear()

    def _on_opened(self) -> None:
        self.own = self._trains_this()
        self.ownChanged.emit()

    def _trains_this(self) -> bool:
        """Whether the last run trains, or has trained, the network that is open: there is none other, it was begun there, the
        project remembers it, or it is the very same network."""
        run, last, project = self._session.run, self._document.run, self._session.project
        if run is None or project is None:
            return True
        remembered = last is not None and run.path == Path(last.folder)
        return remembered or run.path in self._begun or project.graph == self._document.graph
