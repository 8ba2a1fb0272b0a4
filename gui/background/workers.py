"""The workers of this window: which of them has which work.

One serves a run and then the questions about its model; a spare, whose TensorFlow is imported already, waits for the next run.
Some are lent to one question each, and some are taken by others, who hear them themselves. One that is not needed any more
ends beside the GUI thread.
"""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from cnn.backends import AUTO, TENSORFLOW
from cnn.cluster.group import Group
from cnn.errors import LayerloomError, WorkerError
from cnn.files.building import discard_building
from cnn.runs.messages import Event, Failed, Ready
from cnn.words.language import tr
from gui.background.worker_thread import WorkerConnection


class Workers(QObject):
    """Starts workers, gives them work and ends them; what they say comes out as a signal on the GUI thread."""

    eventReceived = Signal(object, object)  # who says it (WorkerConnection) and what: of the one that serves, and those lent
    ended = Signal(object, object, bool)  # Failed or None; questions (ids) that it was lent to; whether it served the run
    silenceChanged = Signal(float)  # seconds in which the one that serves said nothing, while it may hang; 0 when it speaks again

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.serving: WorkerConnection | None = None  # of the last run, and of the questions about its model
        self.spare: WorkerConnection | None = None
        self.lent: dict[str, WorkerConnection] = {}  # by question: those that serve nothing else
        self.backend = AUTO  # what the last run was to be trained with: the spare expects the same of the next one
        self._taken: list[WorkerConnection] = []
        self._ending: list[WorkerConnection] = []
        self._closed = False

    # ------------------------------------------------------------------ the spare

    def start_spare(self) -> None:
        """Starts a worker for the next run, unless one waits already."""
        if self._closed or (self.spare is not None and self.spare.alive):
            return
        self._retire(self.spare)
        try:
            self.spare = self._new(backend=self.backend)
        except LayerloomError:
            self.spare = None  # the next start tries again and says why

    def end_spare(self) -> None:
        """Ends the one that waits, if one does."""
        if self.spare is not None:
            self._abandon(self.spare)
            self.spare = None

    def _take_spare(self, backend: str) -> WorkerConnection:
        """A worker that computes with that backend: the spare, or where it has another one, which it can't change, a new one."""
        if self.spare is not None and not self.spare.worker.serves(backend):
            return self._new(backend=backend)
        connection, self.spare = self.spare, None
        if connection is not None and connection.alive and not connection.silence:
            return connection
        self._retire(connection)
        return self._new(backend=backend)

    # ------------------------------------------------------------------ the run

    def for_run(self, backend: str, computer: str = "", group: Group | None = None) -> WorkerConnection:
        """A worker for the next run, here or on another computer, alone or with others of a group; `serve` gives it the run.
        After one here, a spare with that backend waits for the next. Raises `WorkerError` when none can start."""
        if computer or group is not None:
            return self._new(computer, backend, group)
        connection = self._take_spare(backend)
        self.backend = backend
        if self.spare is not None and not self.spare.worker.serves(backend):
            self.end_spare()
        return connection

    def serve(self, connection: WorkerConnection) -> None:
        """From now on this one serves the run; the one that did ends."""
        self._retire(self.serving)
        self.serving = connection

    # ------------------------------------------------------------------ questions

    def for_question(self, request: str, *, busy: bool) -> WorkerConnection:
        """The one that serves; where it computes with another backend, or elsewhere, one with TensorFlow, to which the same
        weights mean the same. While a run goes on (`busy`), that is one for this question alone."""
        worker = None if self.serving is None else self.serving.worker
        other = worker is not None and (bool(worker.computer) or not worker.serves(TENSORFLOW))
        if other and busy:
            return self._lend(request)
        if self.serving is None or not self.serving.alive or other:
            self._retire(self.serving)
            self.serving = self._take_spare(TENSORFLOW)
        return self.serving

    def for_file(self, request: str, path: Path) -> WorkerConnection:
        """One for a single question, by which a file is written; when it is gone, nothing half made is left."""
        connection = self._lend(request)
        connection.afterwards = lambda: discard_building(path.absolute(), request)
        return connection

    def _lend(self, request: str) -> WorkerConnection:
        connection = self.lent[request] = self._take_spare(TENSORFLOW)
        return connection

    def give_back(self, request: str) -> None:
        """The question is answered: whoever was lent to it alone ends."""
        self._retire(self.lent.pop(request, None), 1)

    def call_off(self, request: str) -> None:
        """As `give_back`, at once and in the middle of its work."""
        if (connection := self.lent.pop(request, None)) is not None:
            self._abandon(connection)

    # ------------------------------------------------------------------ those of others

    def take(self) -> WorkerConnection:
        """A worker for somebody else, who hears it and gives it to `end`; raises `WorkerError` when none can start."""
        connection = self._take_spare(TENSORFLOW)
        self._taken.append(connection)
        return connection

    def end(self, connection: WorkerConnection) -> None:
        """Ends a worker that was taken, at once; it is not heard any more."""
        if connection in self._taken:
            self._taken.remove(connection)
            self._abandon(connection)

    # ------------------------------------------------------------------ their ends

    def close(self, timeout: float) -> None:
        """Ends all of them, the one that serves after at most `timeout` seconds; no process or thread is left."""
        self._closed = True
        self._retire(self.serving, timeout)
        self.serving = None
        for request in [*self.lent]:
            self.call_off(request)
        for taken in [*self._taken]:
            self.end(taken)
        self.end_spare()
        for connection in self._ending:
            connection.wait()
        self._ending.clear()

    def _retire(self, connection: WorkerConnection | None, timeout: float = 5) -> None:
        for over in [item for item in self._ending if item.over]:
            self._ending.remove(over)
            over.deleteLater()
        if connection is not None:
            connection.abandon() if connection.silence else connection.retire(timeout)
            if connection not in self._ending:
                self._ending.append(connection)

    def _abandon(self, connection: WorkerConnection) -> None:
        connection.abandon()
        self._ending.append(connection)

    # ------------------------------------------------------------------ hearing

    def _new(self, computer: str = "", backend: str = TENSORFLOW, group: Group | None = None) -> WorkerConnection:
        if self._closed:
            raise WorkerError(tr("The window is being closed."), tr("Open it again."))
        connection = WorkerConnection(self, computer, backend, group)
        connection.eventReceived.connect(lambda event: self._on_event(connection, event))
        connection.ended.connect(lambda death: self._on_ended(connection, death))
        connection.silenceChanged.connect(lambda seconds: self._on_silent(connection, seconds))
        return connection

    def _on_event(self, connection: WorkerConnection, event: Event) -> None:
        if isinstance(event, Ready) or connection is self.serving or connection in self.lent.values():
            self.eventReceived.emit(connection, event)

    def _on_silent(self, connection: WorkerConnection, seconds: float) -> None:
        if connection is self.serving:
            self.silenceChanged.emit(seconds)

    def _on_ended(self, connection: WorkerConnection, death: Failed | None) -> None:
        """A worker is gone, by itself or by force: it has no work any more."""
        if connection in self._taken:
            return  # whoever took it hears so
        self._retire(connection)
        served = connection is self.serving
        if connection is self.spare:
            self.spare = None
        if served:
            self.serving = None
        lost = [request for request, lent in self.lent.items() if lent is connection]
        for request in lost:
            del self.lent[request]
        self.ended.emit(death, lost, served)
