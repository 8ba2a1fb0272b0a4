"""What happens when something goes wrong that nobody foresaw: it is logged and shown, and the program lives on."""

import logging
import os
import sys
import threading
import time
import traceback
from collections import deque
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QSize, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from gui.widgets.basic.room import open_at

log = logging.getLogger("layerloom")

LARGEST_LOG = 1 << 20
#: seconds in which the same error is shown once: a picture that can't be painted is tried again at every movement
AGAIN = 60.0


def log_file() -> Path:
    """Where the window writes its log; `LAYERLOOM_LOG` names another file."""
    if path := os.environ.get("LAYERLOOM_LOG"):
        return Path(path)
    from platformdirs import user_log_path

    return user_log_path("layerloom", appauthor=False) / "window.log"


def log_tail(lines: int = 200) -> str:
    """The last lines of the log."""
    try:
        with log_file().open(encoding="utf-8", errors="replace") as file:
            return "".join(deque(file, maxlen=lines))
    except OSError as error:
        return f"{log_file()}: {error.strerror or error}"


def start_log() -> None:
    """Writes the program's and Qt's messages into the log; without a writable folder it does without."""
    try:
        path = log_file()
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=LARGEST_LOG, backupCount=1, encoding="utf-8", delay=True)
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
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
        log.error(text)
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
        where = QLabel(self.tr("It is in the log as well: {0}").format(log_file()))
        where.setProperty("look", "secondary")
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._text.toPlainText()))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        for part in (said, self._text, where, buttons):
            layout.addWidget(part)

    def add(self, text: str) -> None:
        """Puts another report below."""
        self._text.appendPlainText(text)


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    log.log(logging.ERROR if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg) else logging.WARNING, "Qt: %s", message)
