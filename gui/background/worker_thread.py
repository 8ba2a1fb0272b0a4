"""A worker seen from the window: a thread that waits for its words, and the GUI thread's end of it.

The thread hands over lines as they came and allocates as little as it can; they are parsed on the GUI thread.
"""

import threading
from collections.abc import Callable
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QObject, QThread, QTimer, Signal

from cnn.backends import TENSORFLOW
from cnn.client import Silence, Worker
from cnn.cluster.group import Group
from cnn.members import Members
from cnn.runs.messages import Command, Failed, read_event
from gui import ending
from gui.background import garbage

#: milliseconds between two looks at whether a worker says something
LOOK = 1000


class WorkerThread(QThread):
    """Waits for the lines of one worker; ends when the worker does."""

    lineReceived = Signal(object)  # bytes

    def __init__(self, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("run")
        self._worker = worker
        self.death: Failed | None = None  # why the worker died; None while it lives, and when it ended in order

    def run(self) -> None:
        """The thread itself; it never touches a Qt object but its own signal."""
        try:
            for line in self._worker.lines():
                self.lineReceived.emit(line)
        except (ValueError, OSError):
            pass  # the pipe was closed under it
        self.death = self._worker.obituary()


class WorkerConnection(QObject):
    """A worker that runs and is listened to: commands go in, events come out as signals of the GUI thread."""

    eventReceived = Signal(object)  # an event of cnn.runs.messages
    ended = Signal(object)  # Failed, or None when the worker ended in order
    silenceChanged = Signal(float)  # seconds in which it said nothing, each second while it may hang; 0 when it speaks again

    def __init__(
        self, parent: QObject | None = None, computer: str = "", backend: str = TENSORFLOW, group: Group | None = None
    ) -> None:
        """`computer` is the name of another one that it trains on, "" for this one; `backend` what Keras computes with; `group`
        with which others it trains, which are started as well."""
        super().__init__(parent)
        self.members = None if group is None else Members(group, aside=True)
        self.worker = Worker(computer=computer, backend=backend, group=group, aside=True)
        if self.members is not None:
            self.members.serve(self.worker)
        self._closer: threading.Thread | None = None
        self.afterwards: Callable[[], object] = lambda: None  # done when the process is gone, beside the GUI thread
        self._silence = Silence(self.worker)
        self.silence = 0.0  # as told last
        self._clock = QTimer(self, interval=LOOK)
        self._clock.timeout.connect(self._look)
        self._clock.start()
        self._thread = WorkerThread(self.worker, self)
        self._thread.lineReceived.connect(self._read)
        self._thread.finished.connect(self._end)
        garbage.by_hand()
        ending.watch(self._thread)
        self._thread.start()

    @property
    def alive(self) -> bool:
        """Whether the process runs and is not being ended."""
        return self._closer is None and self.worker.alive

    def send(self, command: Command) -> None:
        """Sends a command; raises `WorkerError` when the worker is gone."""
        self.worker.send(command)

    def retire(self, timeout: float = 5) -> None:
        """Ends the worker without waiting for it; `wait` waits. It is not heard any more."""
        self._end_by(lambda: self.worker.close(timeout))

    def give_up(self) -> None:
        """Ends a worker that doesn't answer, at once; it is still heard, and its end tells why."""
        self.worker.give_up()

    def abandon(self) -> None:
        """Ends a worker that has nothing to lose, at once and without waiting for it."""
        self._end_by(self.worker.kill)

    @property
    def over(self) -> bool:
        """Whether process and threads have ended."""
        return self._closer is not None and not self._closer.is_alive() and self._thread.isFinished()

    def wait(self) -> None:
        """Returns when process and threads have ended, at most the timeout of `retire` and two seconds later."""
        if self._closer is not None:
            self._closer.join()
        self._thread.wait()

    def _end_by(self, end: Callable[[], None]) -> None:
        def both() -> None:
            end()
            if self.members is not None:
                self.members.close()
            self.afterwards()

        if self._closer is None:
            self._clock.stop()
            self.blockSignals(True)
            self._closer = threading.Thread(target=both, name="end of a worker")
            self._closer.start()

    def _read(self, line: Any) -> None:
        try:
            event = read_event(line)
        except ValidationError:
            return  # a line torn by the death of the worker
        self.eventReceived.emit(event)

    def _look(self) -> None:
        seconds = self._silence.look()
        if seconds or self.silence:
            self.silence = seconds
            self.silenceChanged.emit(seconds)

    def _end(self) -> None:
        self._clock.stop()
        met = None if self.members is None else self.members.failed
        self.ended.emit(self._thread.death if met is None else met.model_copy(update={"refused": True}))
