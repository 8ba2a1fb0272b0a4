"""A function that takes its time, away from the GUI thread."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from PySide6.QtCore import QCoreApplication, QObject, QThread, QTimer, Signal

from cnn.errors import LayerloomError
from gui import ending
from gui.background import garbage

#: milliseconds before somebody is told that a disk takes its time; most answer by then
PATIENCE = 300
#: milliseconds that the GUI thread waits for a disk where what comes next depends on its answer
PROMPT = 200

Answer = TypeVar("Answer")


def in_a_turn_of_its_own(context: QObject, call: Callable[[], None]) -> None:
    """Calls in a later turn of the event loop, unless the context is gone by then; painting and input come in between.

    A timer of no milliseconds is a posted event, and so is painting: all that is posted while posted events are delivered is
    delivered in the same turn.
    """
    QTimer.singleShot(1, context, call)


class Background(QThread):
    """Calls a function once; the result, or why there is none, comes as a signal on the GUI thread.

    It outlives the `parent` that asked, who may be gone before the function returns; then nobody is told. The end of
    the program does not wait for it. Nobody else listens to `finished`: the thread tells its listeners one after the other,
    and the first of them, here, lets the object go while it may still be at it; the others would hear nothing.
    """

    done = Signal(object)
    refused = Signal(object)  # LayerloomError

    def __init__(self, function: Callable[[], Any], parent: QObject | None = None) -> None:
        super().__init__(QCoreApplication.instance())
        self.setObjectName("background")
        self._wanted = True
        if parent is not None:
            parent.destroyed.connect(self._forget)
        self._function = function
        self.result: Any = None  # once it is done
        self._error: Exception | None = None
        self.finished.connect(self._tell)
        garbage.by_hand()
        ending.watch(self)
        self.start()

    def run(self) -> None:
        """The thread itself."""
        try:
            with garbage.spared(self):
                self.result = self._function()
        except Exception as error:
            self._error = error

    def _tell(self) -> None:
        self.deleteLater()
        if not self._wanted:
            return
        if isinstance(self._error, LayerloomError):
            self.refused.emit(self._error)
        elif self._error is not None:
            raise self._error  # a defect: it belongs into the log, like any on this thread
        else:
            self.done.emit(self.result)

    def _forget(self) -> None:
        self._wanted = False


def promptly(question: Callable[[], Answer], otherwise: Answer) -> Answer:
    """What a disk answers at once, for a small question that can't be put off; `otherwise`, if it is a share that hangs."""
    asked = Background(question)
    return cast("Answer", asked.result) if asked.wait(PROMPT) and asked.result is not None else otherwise


class Newest(QObject):
    """Questions that a disk answers, or a share that hangs: only the answer to the newest one is told.

    The ones before go on for as long as the disk keeps them; nobody waits for them.
    """

    waitBegan = Signal()  # the answer takes longer than `PATIENCE`
    waitEnded = Signal()  # what was slow is answered, or not wanted any more

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._asked: Background | None = None
        self._clock = QTimer(self, singleShot=True, interval=PATIENCE)
        self._clock.timeout.connect(self._on_slow)
        self._slow = False

    @property
    def waiting(self) -> bool:
        """Whether an answer is still to come."""
        return self._asked is not None

    @property
    def late(self) -> bool:
        """Whether it takes its time."""
        return self._slow

    def ask(
        self,
        question: Callable[[], Any],
        done: Callable[[Any], object],
        refused: Callable[[LayerloomError], object] | None = None,
    ) -> None:
        """Asks away from the GUI thread; one of the two functions is called there later, unless another question comes before."""
        self.forget()
        asked = self._asked = Background(question, self)
        self._clock.start()
        asked.done.connect(lambda answer: self._hear(asked, done, answer))
        asked.refused.connect(lambda error: self._hear(asked, refused, error))

    def forget(self) -> None:
        """Nobody wants the answer any more."""
        self._asked = None
        self._clock.stop()
        if self._slow:
            self._slow = False
            self.waitEnded.emit()

    def _on_slow(self) -> None:
        self._slow = True
        self.waitBegan.emit()

    def _hear(self, asked: Background, tell: Callable[[Any], object] | None, answer: object) -> None:
        if asked is self._asked:
            self.forget()
            if tell is not None:
                tell(answer)
