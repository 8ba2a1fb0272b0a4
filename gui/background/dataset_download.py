"""Downloads: each a process of its own, so that it can be ended at any moment and the window never waits."""

import json
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QProcess, Signal

from cnn.datasets import to_download
from cnn.files.remote import Package
from cnn.program import own_program

if TYPE_CHECKING:
    from cnn.presets.imagenet import WeightsFile

#: milliseconds that a process gets to be gone after it was killed
PATIENCE = 2000


class PackageDownload(QObject):
    """Knows whether what is looked at is on this machine, and gets it when told to."""

    stateChanged = Signal()  # what is missing, how far it is, what went wrong
    arrived = Signal(str)  # the name of what is here now

    #: the command that downloads
    command = ""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self.missing: Package | None = None  # what is looked at, if it is not here
        self.coming: Package | None = None  # what is being downloaded
        self.done_bytes = 0
        self.error: tuple[str, str] | None = None  # message and hint of what went wrong last

    def offer(self) -> str:
        """How what is missing is offered: its title, its megabytes and its host come into the words."""
        return self.tr("{0} is not on this computer: {1} MB to download from {2}.")

    def look(self) -> None:
        """Looks again at what is to be here; nothing is downloaded before somebody says so."""
        self.missing = self.find_missing()
        self.error = None
        self.stateChanged.emit()

    def find_missing(self) -> Package | None:
        """What is looked at, if it is not on this machine."""
        raise NotImplementedError

    def start(self) -> None:
        """Downloads what is missing; what an earlier download brought is used."""
        if self.missing is None or self.coming is not None:
            return
        self.coming, self.done_bytes, self.error = self.missing, 0, None
        process = QProcess(self)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.SeparateChannels)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._end)
        process.errorOccurred.connect(self._fail_to_start)
        self._process = process
        program, *arguments = own_program(self.command, "--download", self.coming.name, "--events")
        process.start(program, arguments)
        self.stateChanged.emit()

    def cancel(self) -> None:
        """Ends the download; what came is kept for the next time."""
        if self._process is None:
            return
        process, self._process, self.coming = self._process, None, None
        process.blockSignals(True)
        process.kill()
        process.waitForFinished(PATIENCE)
        process.deleteLater()
        self.stateChanged.emit()

    # ------------------------------------------------------------------ what the process tells

    def _read(self) -> None:
        while self._process is not None and self._process.canReadLine():
            try:
                event = json.loads(bytes(self._process.readLine().data()))
            except ValueError:
                continue  # a line that was torn
            self._hear(event)

    def _hear(self, event: dict[str, Any]) -> None:
        if event.get("event") == "download":
            self.done_bytes = int(event["bytes"])
        elif event.get("event") == "failed":
            self.error = str(event["message"]), str(event["hint"])
        self.stateChanged.emit()

    def _end(self, code: int) -> None:
        self._read()
        info, self.coming = self.coming, None
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        if code and self.error is None:
            self.error = self.tr("The download ended early."), self.tr("Try again; it goes on where it stopped.")
        self.missing = self.find_missing()
        self.stateChanged.emit()
        if not code and info is not None:
            self.arrived.emit(info.name)

    def _fail_to_start(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.error = self.tr("The download can't be started."), self.tr("Install Layerloom again.")
            self._end(1)


class DatasetDownload(PackageDownload):
    """The download of a known dataset."""

    datasetArrived = Signal(str)  # a dataset that is here now
    command = "datasets"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = ""
        self.arrived.connect(self.datasetArrived)

    def look_at(self, source: str) -> None:
        """Another dataset was chosen."""
        self._source = source
        self.look()

    def find_missing(self) -> Package | None:
        """The known dataset of that name, if it is not here."""
        return to_download(self._source)


class WeightsDownload(PackageDownload):
    """The download of published weights."""

    command = "weights"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: WeightsFile | None = None

    def offer(self) -> str:
        return self.tr("{0} are not on this computer: about {1} MB from {2}.")

    def look_at(self, wanted: "WeightsFile | None") -> None:
        """Other weights are wanted, or none."""
        if wanted != self._wanted:
            self._wanted = wanted
            self.look()

    def find_missing(self) -> Package | None:
        """The file, if it is not here."""
        return None if self._wanted is None or self._wanted.present else self._wanted
