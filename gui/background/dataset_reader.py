"""Asks a process about a dataset; it is ended when another dataset is chosen, when it is called off, and with the window."""

import logging
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QTimer, Signal
from shiboken6 import Shiboken

from cnn.datasets.sources import title
from cnn.errors import CalledOffError, DatasetError, LayerloomError
from cnn.words.language import filled

if TYPE_CHECKING:
    from cnn.datasets.questions import Answer, Question

#: milliseconds without a question after which the process, and the dataset in it, give their memory back
IDLE = 20_000
#: milliseconds that a process may take to end once it is told to
_ENDING = 1000


class _Asked(NamedTuple):
    question: "Question"
    done: "Callable[[Answer], object]"
    refused: Callable[[LayerloomError], object]


class DatasetReader(QObject):
    """One dataset at a time; questions are answered in their order, on the GUI thread.

    A question about another dataset gives up what was asked about the one before: nothing more is heard of it.
    """

    busyChanged = Signal(bool)
    progressChanged = Signal(int, int)  # steps of reading that are done, of how many, where it takes its time

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = ""
        self._asked: deque[_Asked] = deque()
        self._heard = bytearray()
        self._process: QProcess | None = None
        self._idle = QTimer(self, singleShot=True, interval=IDLE)
        self._idle.timeout.connect(self._end)
        running = self._running = list[QProcess]()
        self.destroyed.connect(lambda: _kill(*running))
        if (app := QCoreApplication.instance()) is not None:
            app.aboutToQuit.connect(self.close)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return bool(self._asked)

    def ask(self, question: "Question", done: "Callable[[Answer], object]", refused: Callable[[LayerloomError], object]) -> None:
        """Asks; one of the two functions is called later, unless another dataset is asked for before."""
        if question.source != self._source:
            self._end()
        self._source = question.source
        self._asked.append(_Asked(question, done, refused))
        self._idle.stop()
        if self._process is None:
            self._start()
        else:
            self._write(self._process, question)
        self.busyChanged.emit(True)

    def cancel(self) -> None:
        """Ends reading; whoever waits for an answer is told."""
        waiting = [*self._asked]
        self._end()
        for asked in waiting:
            asked.refused(CalledOffError(filled(self.tr("Reading {0} was called off."), title(asked.question.source))))

    def close(self) -> None:
        """Ends reading; nothing more is heard of it, and the process is gone."""
        self._end()
        while self._running:
            _kill(self._running.pop())

    # ------------------------------------------------------------------ the process

    def _start(self) -> None:
        process = self._process = QProcess()
        self._running.append(process)
        process.readyReadStandardOutput.connect(lambda: self._hear(process))
        process.finished.connect(lambda *_: self._lose(process))
        process.errorOccurred.connect(lambda *_: QTimer.singleShot(0, self, lambda: self._lose(process)))
        from cnn.datasets.questions import program

        command, *arguments = program()
        process.start(command, arguments)
        for asked in self._asked:
            self._write(process, asked.question)

    def _write(self, process: QProcess, question: "Question") -> None:
        from cnn.datasets.questions import question_bytes  # no start waits for it

        process.write(question_bytes(question))

    def _hear(self, process: QProcess) -> None:
        if process is not self._process:
            return
        from cnn.datasets.questions import answers

        self._heard += process.readAllStandardOutput().data()
        try:
            for answer in answers(self._heard):
                if process is not self._process or not self._asked:
                    return
                if answer.underway != (0, 0):
                    self.progressChanged.emit(*answer.underway)
                    continue
                self._tell(self._asked.popleft(), answer)
        except ValueError:
            self._heard.clear()
            process.kill()

    def _tell(self, asked: _Asked, answer: "Answer") -> None:
        if not self._asked:
            self._idle.start()
            self.busyChanged.emit(False)
        if answer.defect:
            logging.getLogger(__name__).error("reading %s failed:\n%s", asked.question.source, answer.defect)
            reason = filled(self.tr("{0} can't be read: {1}"), title(asked.question.source), answer.message)
            asked.refused(DatasetError(reason, self.tr("This is a defect of Layerloom; its log has the details.")))
        elif answer.message:
            asked.refused(DatasetError(answer.message, answer.hint))
        else:
            asked.done(answer)

    def _lose(self, process: QProcess) -> None:
        """The process ended by itself, or talks nonsense."""
        self._hear(process)
        if process is not self._process:
            return
        said = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        source, waiting = self._source, [*self._asked]
        self._end()
        if waiting:
            logging.getLogger(__name__).warning("the process that read %s ended: %s", source, said[-2000:])
        for asked in waiting:
            reason = filled(self.tr("Reading {0} ended before its time."), title(asked.question.source))
            asked.refused(DatasetError(reason, self.tr("It may have needed more memory than there is.")))

    def _end(self) -> None:
        process, self._process = self._process, None
        busy, self._source = bool(self._asked), ""
        self._asked.clear()
        self._heard.clear()
        self._idle.stop()
        if process is not None:
            process.finished.connect(lambda *_: self._forget(process))
            process.kill()  # a disk that does not answer holds it up, and nobody here waits for that
            if process.state() == QProcess.ProcessState.NotRunning:
                self._forget(process)
        if busy:
            self.busyChanged.emit(False)

    def _forget(self, process: QProcess) -> None:
        """A process that has ended."""
        if process in self._running:
            self._running.remove(process)
            process.deleteLater()


def _kill(*processes: QProcess) -> None:
    for process in processes:
        process.blockSignals(True)
        process.kill()
        if process.state() == QProcess.ProcessState.NotRunning or process.waitForFinished(_ENDING):
            process.deleteLater()
        else:
            Shiboken.invalidate(process)  # it waits for a disk and can't be ended; Qt would wait for it, 30 seconds
