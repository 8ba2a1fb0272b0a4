"""What happens when something goes wrong that nobody foresaw: it is logged and shown, and the program lives on."""

import logging
import sys
import threading
import time
import traceback
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QSize, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from cnn.files.logs import PRINTED, WINDOW, log_file
from cnn.files.personal import Person
from cnn.words.language import filled
from gui.widgets.basic.eliding import ElidingLabel
from gui.widgets.basic.room import open_at, room_for

log = logging.getLogger(__name__)

#: seconds in which the same error is shown once: a picture that can't be painted is tried again at every movement
AGAIN = 60.0


def log_qt() -> None:
    """From now on what Qt has to say goes into the log."""
    qInstallMessageHandler(_log_qt)


class ErrorReporter(QObject):
    """Catches what reaches no handler, on any thread, and shows it on the GUI thread."""

    _caught = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dialog: ErrorDialog | None = None
        self._shown: dict[str, float] = {}  # when each error was shown last
        self._caught.connect(self.show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Takes the place of Python's own hooks."""
        sys.excepthook = self.catch
        threading.excepthook = lambda args: self.catch(args.exc_type, args.exc_value, args.exc_traceback)

    def catch(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        """Logs an exception and shows it, when there is somebody to see it."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        if time.monotonic() - self._shown.get(text, -AGAIN) < AGAIN:
            log.error("Once more: %s", text.splitlines()[-1])
            return
        self._shown[text] = time.monotonic()
        log.error("An error that nobody foresaw\n%s", text.rstrip(), extra=PRINTED)
        print(text, file=sys.stderr)
        self._caught.emit(text)

    def show(self, text: str) -> None:
        """One dialog, however many errors there are."""
        if self._dialog is None or not isValid(self._dialog):  # it goes with the window that it stands over
            self._dialog = ErrorDialog(text, QApplication.activeWindow())
            self._dialog.finished.connect(self._on_closed)
            self._dialog.open()
        else:
            self._dialog.add(text)

    def _on_closed(self) -> None:
        self._dialog = None


class ErrorDialog(QDialog):
    """What happened, to copy into a report; the program goes on behind it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("errorDialog")
        self.setWindowTitle(self.tr("Something went wrong"))
        self.setMinimumSize(QSize(420, 240).boundedTo(room_for(self)))  # narrower, its words need more lines than there are
        open_at(self, QSize(720, 440))
        said = QLabel(
            self.tr("This is a defect in Layerloom. Your design is still here; save it, and please report what stands below.")
        )
        said.setWordWrap(True)
        self._text = QPlainTextEdit(text)
        self._text.setObjectName("errorText")
        self._text.setReadOnly(True)
        self._text.setProperty("look", "card")
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        where = ElidingLabel(
            filled(self.tr("It is in the log as well: {0}"), log_file(WINDOW)), mode=Qt.TextElideMode.ElideMiddle
        )
        where.setObjectName("errorLog")
        where.setProperty("look", "secondary")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(Person.here().taken_out_of(self._text.toPlainText())))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        for part in (said, self._text, where, buttons):
            layout.addWidget(part)

    def add(self, text: str) -> None:
        """Puts another report below."""
        self._text.appendPlainText(text)


#: how grave Qt's messages are; what it says beside is a detail
_LEVELS = {
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    log.log(_LEVELS.get(kind, logging.DEBUG), "Qt: %s", message)
