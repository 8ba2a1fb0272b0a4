"""The application: theme, window, what is open at the start, and how memory is tidied up while threads run."""

import gc
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from cnn.files.json_models import escaped
from cnn.files.logs import WINDOW, Log
from cnn.words.place import read_in_window
from gui import ending
from gui.background import garbage
from gui.style import language, theme
from gui.window.main_window import MainWindow

log = logging.getLogger(__name__)

#: what is open when nothing else is asked for
FIRST = "lenet5"
TIDY_EVERY = 1000
#: milliseconds after the last panel was built, when nobody waits for anything any more
SOON_AFTER = 3000
#: seconds after which a thread that computes in Python lets the window's go on, which asks dozens of times while it paints;
#: Python's own 5 ms make 100 ms of a picture of 20 while such a thread runs
LET_GO = 0.0005


def main(argv: Sequence[str], *, verbose: bool = False) -> int:
    """Opens the window on the file or preset that is named, and runs until it is closed; returns the exit code.

    With `verbose` details are logged, and shown on stderr.
    """
    from gui.window.errors.error_report import ErrorReporter, log_qt

    Log(WINDOW, verbose=verbose).start(argv)
    log_qt()
    app = QApplication([escaped(item) for item in (sys.argv[0], *argv)])  # Qt crashes on what is no Unicode
    app.setApplicationName("layerloom")
    app.setApplicationDisplayName("Layerloom")
    app.setDesktopFileName("layerloom")
    app.setWindowIcon(QIcon(theme.ICON))
    ending.hear(app)
    reporter = ErrorReporter(app)
    reporter.install()
    code = 1
    try:
        window = begin()
        if not ending.end_requested():
            window.show_frame()  # what the rest is made of takes longer to import than this to paint
        shown = window.isVisible()
        finish(window, argv)
        window.prepared.connect(lambda: QTimer.singleShot(SOON_AFTER, _prepare_plots))
        code = app.exec() if shown and not ending.end_requested() else 0
        window.end()
    except Exception:
        sys.excepthook(*sys.exc_info())
    log.info("Ends with exit code %s", code)
    return ending.leave(code)


def create_window(argv: Sequence[str] = ()) -> MainWindow:
    """The window, with the file or preset of `argv` open, else LeNet-5. Needs a QApplication and starts no event loop."""
    return finish(begin(), argv)


def begin() -> MainWindow:
    """The window in the person's colours and language, with nothing in it. Needs a QApplication."""
    app = QApplication.instance()
    assert isinstance(app, QApplication), "a window needs a QApplication"
    sys.setswitchinterval(LET_GO)
    read_in_window()
    language.apply(app)
    theme.apply(app)
    return MainWindow()


def finish(window: MainWindow, argv: Sequence[str] = ()) -> MainWindow:
    """Puts everything into a window that has begun, and opens what `argv` names."""
    from gui.document import Document

    document = Document()
    document.open(FIRST)
    window.fill(document)
    Tidying(window)
    window.painted.connect(window.prepare, Qt.ConnectionType.QueuedConnection)  # who waits for the picture has it first
    if source := _source(argv):
        open_source(window, source)
    return window


def open_source(window: MainWindow, source: str) -> None:
    """Opens a file, a preset or a run's folder that the window was started with; what is on a share that takes its time when that
    answers."""
    from cnn.files.files import RUN_PROJECT
    from gui.background.task import promptly

    there = promptly(lambda: _there(Path(source)), otherwise="late")
    if there == "not there":
        window.document.open(source)
    else:
        path = Path(source) / RUN_PROJECT if there == "run" else Path(source)
        window.files.open_path(path, wait=there != "late")


def _there(path: Path) -> str:
    from cnn.files.files import RUN_PROJECT

    return "run" if (path / RUN_PROJECT).is_file() else "there" if path.exists() else "not there"


def _prepare_plots() -> None:
    from gui.widgets.plot import loading

    loading.prepare()


class Tidying(QObject):
    """Calls Python's cycle collector once a second from the event loop; nothing else does (`gui.background.garbage`)."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        garbage.by_hand()
        self._clock = QTimer(self, interval=TIDY_EVERY)
        self._clock.timeout.connect(self._tidy)
        self._clock.start()
        self._frozen = False

    def _tidy(self) -> None:
        if self._frozen:
            garbage.collect()
        else:
            self._frozen = True
            gc.freeze()  # what start-up left lives as long as the program; no collection needs to look at it: 55 ms


def _source(argv: Sequence[str]) -> str:
    """The file or preset among the arguments; the program's own name may stand before it."""
    names = [name for name in argv if not name.startswith("-")]
    if names and (names[0] == sys.argv[0] or Path(names[0]).name in ("main.py", "layerloom", "layerloom.exe")):
        names = names[1:]
    return names[0] if names else ""
