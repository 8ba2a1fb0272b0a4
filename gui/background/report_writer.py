"""Writes the report of a run: a process of its own, as the command `report` is, so that it can be given up at any moment."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QProcess, Signal

from cnn.program import own_program

#: milliseconds that a process gets to be gone after it was killed
PATIENCE = 2000


class ReportWriter(QObject):
    """One report at a time; it is written whole or not at all."""

    stageChanged = Signal(str)  # what is done now
    written = Signal(object, object)  # where (Path), and what there is to say of it (list of texts)
    failed = Signal(str, str)  # message and hint

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._told: dict[str, Any] = {}  # the last word
        if (app := QCoreApplication.instance()) is not None:
            app.aboutToQuit.connect(self.cancel)

    @property
    def working(self) -> bool:
        """Whether a report is being written."""
        return self._process is not None

    def start(self, run: Path, out: Path, *, evaluate: bool = True, exports: Sequence[Path] = ()) -> None:
        """Begins to write the report of the run in a folder, with the proofs of exported files that lie elsewhere; what was
        under way is given up."""
        self.cancel()
        self._told = {}
        process = self._process = QProcess(self)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.SeparateChannels)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._end)
        process.errorOccurred.connect(self._fail_to_start)
        quick = () if evaluate else ("--without-evaluation",)
        named = (word for path in exports for word in ("--export", str(path)))
        program, *arguments = own_program("report", str(run), str(out), "--events", *quick, *named)
        process.start(program, arguments)

    def cancel(self) -> None:
        """Gives the report up; a file that was there before stays as it is."""
        process, self._process = self._process, None
        if process is not None:
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(PATIENCE)
            process.deleteLater()

    # ------------------------------------------------------------------ what the process tells

    def _read(self) -> None:
        while self._process is not None and self._process.canReadLine():
            try:
                told = json.loads(bytes(self._process.readLine().data()))
            except ValueError:
                continue  # a line that was torn
            if told.get("event") == "progress":
                self.stageChanged.emit(str(told["stage"]))
            else:
                self._told = told

    def _end(self, _code: int) -> None:
        self._read()
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        told = self._told
        if told.get("event") == "written":
            self.written.emit(Path(told["path"]), [str(note) for note in told["notes"]])
        elif told.get("event") == "failed":
            self.failed.emit(str(told["message"]), str(told["hint"]))
        else:
            self.failed.emit(self.tr("The report was not written: its process ended early."), self.tr("Try again."))

    def _fail_to_start(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._told = {}
            self._end(1)
