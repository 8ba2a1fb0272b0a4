"""A worker for quick questions about images: what a model sees in one, why, and what each layer makes of it.

It starts with the first question and has nothing to do with training, so that it answers at once while a run goes on. Somebody
who draws asks thirty times a second: of each kind of question one at most is under way and one waits, the newest.
"""

import time
import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from cnn.errors import CalledOffError, LayerloomError, WorkerError
from cnn.files.scratch import Scratch
from cnn.runs.messages import Answer, CallOff, Command, Event, Failed, Progress
from gui.background.training_session import TrainingSession
from gui.background.worker_thread import WorkerConnection

#: milliseconds without a question after which the worker, and the model in it, give their memory back
IDLE = 180_000
#: seconds without a word after which a worker that was asked is ended
PATIENCE = 20.0

#: makes a command from `request`, its id, and `path`, the file that arrays of the answer are to go into
Make = Callable[..., Command]


@dataclass(frozen=True)
class Asked:
    """A question and who hears of it: what makes the command, and what is called with the answer, with why there is none, and
    with what is done for it."""

    make: Make
    done: Callable[[Any], object]
    refused: Callable[[LayerloomError], object]
    told: Callable[[str], object] = lambda _: None


class _Turn(NamedTuple):
    """A question with its kind, and the id that its command has."""

    kind: str
    request: str
    asked: Asked


class QuestionWorker(QObject):
    """Asks one question after the other; the answers come on the GUI thread."""

    busyChanged = Signal(bool)

    def __init__(self, session: TrainingSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._connection: WorkerConnection | None = None
        self._under_way: _Turn | None = None
        self._waiting: dict[str, _Turn] = {}  # by kind, in the order in which kinds were asked for
        self._unwanted = False  # whether nobody wants the answer to what is under way
        self._scratch: Scratch | None = None
        self._closed = False
        self._idle = QTimer(self, singleShot=True, interval=IDLE)
        self._idle.timeout.connect(self._end)
        self.took = 0.0  # seconds from the last question that was sent to its answer
        self._sent_at = 0.0

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._under_way is not None

    def has(self, kinds: Collection[str]) -> bool:
        """Whether a question of one of these kinds is under way, or waits."""
        return not self._waiting.keys().isdisjoint(kinds) or (self._under_way is not None and self._under_way.kind in kinds)

    def ask(self, kind: str, asked: Asked, *, instead: bool = False) -> None:
        """Asks a question of a kind; `done` or `refused` is called later, or none where a newer one of that kind comes
        before it was sent.

        With `instead` one of that kind that is under way is called off as well. What the answer
        says is in a file is there until `done` returns.
        """
        if self._closed:
            return
        if instead:
            self.call_off(kind)
        self._waiting[kind] = _Turn(kind, uuid.uuid4().hex, asked)
        self._send_next()

    def call_off(self, kind: str) -> None:
        """Nobody wants an answer of that kind any more; nothing is heard of it."""
        self._waiting.pop(kind, None)
        turn = self._under_way
        if turn is not None and turn.kind == kind and not self._unwanted:
            self._unwanted = True
            try:
                assert self._connection is not None
                self._connection.send(CallOff(request=turn.request))
            except LayerloomError:
                pass  # it is gone; its end is heard

    def close(self) -> None:
        """Ends it; nothing more is heard, and no file is left."""
        self._closed = True
        self._waiting.clear()
        self._end()
        if self._scratch is not None:
            self._scratch.remove()

    # ------------------------------------------------------------------ inside

    def _send_next(self) -> None:
        if self._under_way is not None or not self._waiting:
            return
        turn = self._waiting.pop(next(iter(self._waiting)))
        asked = turn.asked
        self._idle.stop()
        try:
            if self._scratch is None:
                self._scratch = Scratch()
            command = asked.make(request=turn.request, path=str(self._scratch.path / f"{turn.kind}.npz"))
            if self._connection is None or not self._connection.alive:
                self._connection = self._started()
            self._connection.send(command)
        except LayerloomError as error:
            refusal = error
            QTimer.singleShot(0, self, lambda: asked.refused(refusal))
            QTimer.singleShot(0, self, self._send_next)
            return
        self._sent_at = time.monotonic()
        self._under_way, self._unwanted = turn, False
        self.busyChanged.emit(True)

    def _started(self) -> WorkerConnection:
        connection = self._session.workers.take()
        connection.eventReceived.connect(lambda event: self._on_event(connection, event))
        connection.ended.connect(lambda death: self._on_ended(connection, death))
        connection.silenceChanged.connect(lambda seconds: self._on_silent(connection, seconds))
        return connection

    def _on_event(self, connection: WorkerConnection, event: Event) -> None:
        turn = self._under_way
        if connection is not self._connection or turn is None or getattr(event, "request", "") != turn.request:
            return
        asked = turn.asked
        if isinstance(event, Progress):
            if not self._unwanted:
                asked.told(event.stage)
        elif isinstance(event, Answer):
            self.took = time.monotonic() - self._sent_at
            self._finish(lambda: asked.done(event.result))
            self._session.workers.start_spare()  # it has taken the one that waited for the next run
        elif isinstance(event, Failed):
            error = LayerloomError(event.message, event.hint)
            self._finish(lambda: asked.refused(error) if event.error != CalledOffError.__name__ else None)

    def _finish(self, tell: Callable[[], object]) -> None:
        """What was under way is answered: whoever asked is told, and the next one is sent."""
        unwanted, self._under_way = self._unwanted, None
        try:
            if not unwanted:
                tell()
        finally:
            self._send_next()
            if self._under_way is None:
                self._idle.start()
                self.busyChanged.emit(False)

    def _on_silent(self, connection: WorkerConnection, seconds: float) -> None:
        if connection is self._connection and seconds > PATIENCE and self._under_way is not None:
            self._on_ended(connection, None)

    def _on_ended(self, connection: WorkerConnection, _: Failed | None) -> None:
        """It is gone, or hangs: whoever waits for its answer is told, and the next question starts another one."""
        if connection is not self._connection:
            return
        self._connection = None
        self._session.workers.end(connection)
        turn = self._under_way
        if turn is not None:
            reason = self.tr("The process that looks at images ended before it had an answer.")
            error = WorkerError(reason, self.tr("Ask again; it may have needed more memory than there is."))
            self._finish(lambda: turn.asked.refused(error))

    def _end(self) -> None:
        """Ends the worker; nothing is heard of what is under way."""
        self._idle.stop()
        connection, self._connection, self._under_way = self._connection, None, None
        if connection is not None:
            self._session.workers.end(connection)
