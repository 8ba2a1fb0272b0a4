"""A function that takes its time, away from the GUI thread."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QThread, Signal

from cnn.errors import LayerloomError
from gui import collection, ending


class Background(QThread):
    """Calls a function once; the result, or why there is none, comes as a signal on the GUI thread.

    It outlives the `parent` that asked, who may be gone before the function returns; then nobody is told. The end of
    the program does not wait for it.
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
        collection.by_hand()
        ending.watch(self)
        self.start()

    def run(self) -> None:
        """The thread itself."""
        try:
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
