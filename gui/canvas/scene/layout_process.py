"""Has very large networks arranged by a process of its own; the newest question counts, and it can be stopped."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QObject, QProcess, Signal

from cnn.graph import Graph
from cnn.layout.arrange import effort
from cnn.layout.direction import Direction, Page
from cnn.layout.process import HUGE, program, question, read

#: smaller networks are never hard enough to look closer
FEWEST = 500


class LayoutProcess(QObject):
    """`arrangementPlanned` brings one for the graph that was asked for last; `workingChanged` says whether one is under way."""

    arrangementPlanned = Signal(object)  # Arrangement
    workingChanged = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self.layers = 0
        if (app := QCoreApplication.instance()) is not None:
            app.aboutToQuit.connect(self.stop)

    @property
    def working(self) -> bool:
        """Whether an arrangement is being worked out."""
        return self._process is not None

    @staticmethod
    def is_for(graph: Graph) -> bool:
        """Whether a network is so large that the window would stand still while it is arranged."""
        return len(graph) >= FEWEST and effort(graph) > HUGE

    def plan(self, graph: Graph, room: Mapping[str, float], direction: Direction, page: Page) -> None:
        """Begins with a graph; what was under way is stopped."""
        self._drop()
        self.layers = len(graph)
        process = self._process = QProcess(self)
        process.finished.connect(lambda code: self._finish(process, code))
        process.errorOccurred.connect(lambda _: self._finish(process, -1))
        command, *arguments = program()
        process.start(command, arguments)
        process.write(question(graph, room, direction, page))
        process.closeWriteChannel()
        self.workingChanged.emit(True)

    def stop(self) -> None:
        """Nothing is wanted any more."""
        if self._process is not None:
            self._drop()
            self.workingChanged.emit(False)

    def _drop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(1000)
            process.deleteLater()

    def _finish(self, process: QProcess, code: int) -> None:
        if process is not self._process:
            return
        self._process = None
        answer = process.readAllStandardOutput().data() if code == 0 else b""
        process.deleteLater()
        self.workingChanged.emit(False)
        if answer:
            self.arrangementPlanned.emit(read(bytes(answer)))
