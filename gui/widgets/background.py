"""A function that takes its time, away from the GUI thread."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from cnn.errors import LayerloomError
from gui import collection


class Background(QThread):
    """Calls a function once; the result, or why there is none, comes as a signal on the GUI thread."""

    done = Signal(object)
    refused = Signal(object)  # LayerloomError

    def __init__(self, function: Callable[[], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("background")
        self._function = function
        self._result: Any = None
        self._error: Exception | None = None
        self.finished.connect(self._tell)
        collection.hold()
        self.start()

    def run(self) -> None:
        """The thread itself."""
        try:
            self._result = self._function()
        except Exception as error:
            self._error = error

    def _tell(self) -> None:
        collection.release()
        self.deleteLater()
        if isinstance(self._error, LayerloomError):
            self.refused.emit(self._error)
        elif self._error is not None:
            raise self._error  # a defect: it belongs into the log, like any on this thread
        else:
            self.done.emit(self._result)
