"""One session of the monkey: the real window in a process of its own, its workers beside it.

python tests/monkey/window.py JOURNAL SEED STEPS FOLDER [--only 3,5,8] [--worker pretend|real] [--plant KIND]

Every step is written into the journal before it is done, so that it is known whatever happens then. Exit code 1: a law is
broken, an exception or a warning came; its words are the journal's last line.
"""

import argparse
import ctypes
import faulthandler
import json
import logging
import os
import random
import sys
import threading
import time
import traceback
import warnings
from pathlib import Path
from types import TracebackType
from typing import Any

import psutil
from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QThread,
    QTimer,
    QtMsgType,
    QUrl,
    Slot,
    qInstallMessageHandler,
    qWarning,
)
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel

from cnn import client
from cnn.project import Project
from gui.app import create_window
from gui.settings import settings
from gui.window.main_window import MainWindow
from tests.cnn.runs import odd
from tests.monkey import feed, laws
from tests.monkey.deeds import Deeds
from tests.monkey.hand import Act

PRETEND = Path(__file__).parents[1] / "gui" / "pretend_worker.py"
MANNERS = ("", "", "", "die", "starve", "refuse", "garbage")
#: milliseconds between two acts, chosen by chance: so timers, animations and workers come in between
PAUSES = (0, 0, 0, 0, 2, 20)
#: presets, and how files of the feed begin
BEGINNINGS = ("lenet5", "lenet5", "blocks", "blocks", "wrong", "network 0", "squeezenet.json", "resnet18", "resnet152")
#: letters of an error that are kept
LONGEST = 6000
#: steps between two thorough looks, and between two times everything is undone
THOROUGH, HISTORY = 12, 60
#: what Qt says of a platform or of the monkey, not of the program
HARMLESS = ("This plugin does not support", "Mouse event at")


class Journal:
    """Lines of JSON that reach the disk at once."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a", buffering=1, encoding="utf-8", errors="backslashreplace")

    def note(self, **values: object) -> None:
        self._file.write(json.dumps(values) + "\n")


class Links(QObject):
    """Takes what would be opened by other programs."""

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        """Nothing is opened."""


class Session:
    """Deed after deed, each looked at before the next; acts are done one at a time, also inside dialogs and drags."""

    def __init__(self, window: MainWindow, options: argparse.Namespace, journal: Journal, watch: "Watch") -> None:
        self.window, self.options, self.journal, self.watch = window, options, journal, watch
        self.deeds = Deeds(window, options.feed, options.folder, random.Random(f"taste {options.seed}"))
        self.step, self.done = 0, 0
        self.first: Project = window.document.project
        self._acts: list[Act] = []
        self._level = 0
        self._chance = random.Random(f"pauses {options.seed}")
        window.document.opened.connect(self._on_opened)

    def start(self) -> None:
        """Begins when the window stands."""
        self._later(0)

    def _on_opened(self) -> None:
        self.first = self.window.document.project

    def _later(self, milliseconds: int) -> None:
        QTimer.singleShot(milliseconds, self._tick)

    def _tick(self) -> None:
        """One act. An act that waits in an event loop of its own (a dialog, a drag) lets the next ones be done in that loop;
        one that merely processes events is not interrupted."""
        level = QThread.currentThread().loopLevel()
        if level == self._level:
            self._later(1)
            return
        try:
            goes_on = bool(self._acts) or self._next()
        except Exception:
            self.watch.fail(*told(*sys.exc_info()))
            return
        if not goes_on:
            self.window.close()
            return
        self._later(self._chance.choice(PAUSES))
        outer, self._level = self._level, level
        try:
            more = self._acts.pop(0)()
            self._acts[:0] = more if isinstance(more, list) else []
        except Exception:
            self.watch.fail(*told(*sys.exc_info()))
        finally:
            self._level = outer

    def _next(self) -> bool:
        """Looks at the window, and chooses the next deed; False when it was the last."""
        self._look()
        while self.step < self.options.steps:
            self.step += 1
            if self.options.only and self.step not in self.options.only:
                continue
            deed = self.deeds.choose(random.Random(f"{self.options.seed} {self.step}"))
            if deed.acts:
                self.done += 1
                self.journal.note(step=self.step, deed=deed.words)
                self._acts = deed.acts
                return True
        return self._end()

    def _look(self) -> None:
        thoroughly = bool(self.options.only) or self.done % THOROUGH == 0
        laws.check(self.window, thoroughly=thoroughly)
        if self.done % HISTORY == HISTORY - 1 and laws.at_rest(self.window):
            self.journal.note(step=self.step, deed="(everything undone and done again)")
            self.done += 1
            laws.check_history(self.window, self.first)

    def _end(self) -> bool:
        """Nothing open any more, everything undone once more; then the window is closed as it is."""
        self.journal.note(step=self.step, deed="(the end)")
        for widget in QApplication.topLevelWidgets():
            if widget is not self.window and widget.isVisible():
                self._acts = [widget.close]
                return True
        self.window.canvas.escape()
        laws.check_history(self.window, self.first)
        self.deeds.let_all_go_on()
        if self.options.seed % 2:
            self.window.document.undo_stack.setClean()
        QTimer.singleShot(0, self._give_up_design)
        return False

    def _give_up_design(self) -> None:
        """Answers what the window asks before it closes."""
        if (box := QApplication.activeModalWidget()) is not None:
            box.button(box.StandardButton.Discard).click()


class Watch:
    """Everything that must not happen; the first of it ends the session."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.over = False
        sys.excepthook = self._on_exception
        sys.unraisablehook = lambda args: self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)
        threading.excepthook = lambda args: self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)
        warnings.simplefilter("default")
        warnings.filterwarnings("ignore", message="__array__ implementation doesn't accept a copy keyword")
        warnings.showwarning = self._on_warning
        qInstallMessageHandler(self._on_qt)
        log = logging.getLogger("gui")
        handler = logging.Handler(logging.ERROR)
        handler.emit = lambda record: self.fail("log", record.getMessage())  # type: ignore[method-assign]
        log.addHandler(handler)

    def fail(self, kind: str, text: str) -> None:
        """Notes what happened and ends this process, at once and with everything it holds."""
        if self.over:
            return
        self.over = True
        self._journal.note(fault=kind, text=text)
        for child in psutil.Process().children(recursive=True):
            child.kill()
        os._exit(1)

    def _on_exception(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        self.fail(*told(kind, error, trace))

    def _on_warning(self, message: Warning | str, category: type[Warning], filename: str, line: int, *_: Any) -> None:
        self.fail("warning", f"{filename}:{line}: {category.__name__}: {message}")

    def _on_qt(self, kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not message.startswith(HARMLESS):
            self.fail("Qt", f"{message}\n{''.join(traceback.format_stack())}")


def told(kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> tuple[str, str]:
    """What kind of fault an exception is, and its words; the end of them when they are very long."""
    text = "".join(traceback.format_exception(kind, error, trace))
    return "law" if isinstance(error, laws.LawError) else "exception", text if len(text) < LONGEST else f"… {text[-LONGEST:]}"


def plant(kind: str, window: MainWindow) -> None:
    """A fault of our own, to see that it is seen."""
    if kind == "crash":
        ctypes.string_at(0)
    elif kind == "hang":
        time.sleep(3600)
    elif kind == "exception":
        raise RuntimeError("planted")
    elif kind == "warning":
        qWarning("planted")
    elif kind == "figure":
        window.canvas.findChild(QLabel, "totalParams").setText("7")
    elif kind == "card":
        window.canvas.scene().cards.popitem()
    elif kind == "history":
        window.document.undo_stack.clear()
        window.document.show_project(Project(), ())
    elif kind == "process":
        os.posix_spawn("/bin/sh", ["sh", "-c", "sleep 3600"], os.environ)


def main() -> int:
    options = _options()
    faulthandler.enable()
    journal = Journal(options.journal)
    if options.worker == "pretend":
        os.environ["PRETEND"] = random.Random(f"manner {options.seed}").choice(MANNERS)
        client._command_line = lambda *_: [sys.executable, str(PRETEND)]
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    app = QApplication(sys.argv[:1])
    watch = Watch(journal)
    links = Links()
    for scheme in ("file", "http", "https"):
        QDesktopServices.setUrlHandler(scheme, links, "take")
    settings.set_motion_choice("reduced" if options.seed % 3 else "full")
    options.feed = feed.grow(options.folder / "feed", options.seed)
    odd.grow(options.folder / "runs", feed.chain())
    window = create_window([_beginning(options)])
    app.aboutToQuit.connect(window.session.close)
    session = Session(window, options, journal, watch)
    window.painted.connect(lambda: QTimer.singleShot(300, session.start))
    window.painted.connect(lambda: QTimer.singleShot(0, lambda: plant(options.plant, window)))
    window.move(0, 0)
    window.show()
    code = app.exec()
    left = [f"{thread.name}" for thread in threading.enumerate() if thread is not threading.main_thread() and not thread.daemon]
    journal.note(ended=code, steps=session.done, threads=left)
    return code or bool(left)


def _beginning(options: argparse.Namespace) -> str:
    """What is open at the start: mostly a small network, seldom one that opens folded or is arranged in the background."""
    name = random.Random(f"beginning {options.seed}").choice(BEGINNINGS)
    return next((str(path) for path in options.feed if path.name.startswith(name)), name)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("journal", type=Path)
    parser.add_argument("seed", type=int)
    parser.add_argument("steps", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", type=lambda text: {int(item) for item in text.split(",")}, default=set())
    parser.add_argument("--worker", choices=("pretend", "real"), default="pretend")
    parser.add_argument("--plant", default="")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
