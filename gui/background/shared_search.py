"""A search that others share, read anew while somebody looks at it: by a process, since Optuna and its databases take a second
to be imported and their time to answer."""

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from cnn.program import ASIDE, own_program
from cnn.runs.searched.listed import Search
from cnn.runs.searched.passwords import environment


class SharedSearch(QObject):
    """Follows one search at a time; what others have tried then stands in its file, from which everybody shows it."""

    refused = Signal(str)  # why it can't be read

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._followed: Search | None = None
        self._process: QProcess | None = None

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.state() != QProcess.ProcessState.NotRunning

    def follow(self, search: Search | None) -> None:
        """Follows a search that others share and that is not being trained here: that program tells by itself what others do."""
        wanted = search if search is not None and search.storage and not search.going else None
        if _place(wanted) != _place(self._followed):
            self.stop()
            self._followed = wanted
            if wanted is not None:
                self._start(wanted)

    def look(self) -> None:
        """Reads it now, also after it was refused."""
        if self._process is not None and self.running:
            self._process.write(b"\n")
        elif self._followed is not None:
            self._start(self._followed)

    def stop(self) -> None:
        """Follows none."""
        process, self._process, self._followed = self._process, None, None
        if process is not None:
            process.blockSignals(True)
            process.kill()  # it writes whole files only
            process.waitForFinished(1000)
            process.deleteLater()

    def _start(self, search: Search) -> None:
        if self._process is not None:
            self._process.deleteLater()
        surroundings = QProcessEnvironment.systemEnvironment()
        for name, value in {ASIDE: "1", **environment(search.storage)}.items():
            surroundings.insert(name, value)
        self._process = QProcess(self)
        self._process.setProcessEnvironment(surroundings)
        self._process.setStandardOutputFile(QProcess.nullDevice())
        self._process.finished.connect(self._on_end)
        program, *words = own_program("search", "--name", search.name, "--follow")
        self._process.start(program, words)

    def _on_end(self, code: int, _status: object) -> None:
        if code and self._process is not None:
            said = bytes(self._process.readAllStandardError().data()).decode(errors="replace").splitlines()
            own = [line for line in said if line.startswith("layerloom:")]
            self.refused.emit(own[-1].removeprefix("layerloom:").strip() if own else "")


def _place(search: Search | None) -> tuple[str, str] | None:
    return None if search is None else (search.name, search.storage)
