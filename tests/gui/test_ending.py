"""The end of the program: whatever signal comes at whatever moment, it ends in order, and nothing of it is left."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gui import ending
from tests.gui.sessions import SCRIPT
from tests.stages import mostly_thorough

pytestmark = [pytest.mark.worker, pytest.mark.skipif(os.name == "nt", reason="ends by a signal")]

#: the program as it is, with a worker that pretends; it gets the signal at the moment that is named
PROGRAM = """
import os, signal, sys, threading, time
moment, number = sys.argv[1], int(sys.argv[2])
def told():
    print("told", flush=True)
    os.kill(os.getpid(), number)

def before(owner, name):
    real = getattr(owner, name)
    def first(*arguments, **options):
        told()
        return real(*arguments, **options)
    setattr(owner, name, first)

def after(owner, name):
    real = getattr(owner, name)
    def then(*arguments, **options):
        result = real(*arguments, **options)
        told()
        return result
    setattr(owner, name, then)

if signal.getsignal(number) == signal.SIG_IGN:
    signal.signal(number, signal.SIG_DFL)  # as under nohup, where these tests may run as well

from gui import ending
ending.listen()
if moment == "the first import":
    told()
from cnn import client
client._command_line = lambda *_: [sys.executable, sys.argv[3]]
from gui import app
from gui.background import task, worker_thread
from gui.background.workers import Workers
from gui.window import main_window
match moment:
    case "the last import":
        told()
    case "the application":
        before(app, "begin")
    case "the window is built":
        before(main_window.MainWindow, "_restore")
    case "the window is shown":
        before(main_window.MainWindow, "show")
    case "the loop":
        after(main_window.MainWindow, "show")
    case "a panel is built":
        after(main_window.LatePage, "build")
    case "the spare worker starts":
        after(client, "_start")
    case "the thread of the worker":
        after(worker_thread.WorkerThread, "start")
    case "the spare worker stands":
        after(Workers, "start_spare")
    case "a dataset that does not answer":
        start = Workers.start_spare
        def hang(session):
            start(session)
            task.Background(lambda: (told(), time.sleep(1000)))
        Workers.start_spare = hang
    case "a thread of Python's":
        start = Workers.start_spare
        def spin(session):
            start(session)
            threading.Thread(target=lambda: (told(), time.sleep(1000)), daemon=True).start()
        Workers.start_spare = spin
    case "it ends already":
        def twice(window):
            told()
            main_window.MainWindow.really_end(window)
            told()
        main_window.MainWindow.really_end = main_window.MainWindow.end
        main_window.MainWindow.end = twice
        after(Workers, "start_spare")
sys.exit(app.main([]))
"""
MOMENTS = (
    "the first import",
    "the last import",
    "the application",
    "the window is built",
    "the window is shown",
    "the loop",
    "a panel is built",
    "the spare worker starts",
    "the thread of the worker",
    "the spare worker stands",
    "a dataset that does not answer",
    "a thread of Python's",
    "it ends already",
)
#: among them each signal, and the moments that have code of their own
SOME = (
    "the first import",
    "the window is built",
    "the thread of the worker",
    "a dataset that does not answer",
    "it ends already",
)


def ended(moment: str, number: signal.Signals, log: Path) -> tuple[int, str]:
    """Runs the program and gives it the signal at a moment; its exit code, and what it wrote on stderr."""
    environment = {**os.environ, "LAYERLOOM_LOG": str(log), "PYTHONPATH": str(Path.cwd())}
    command = [sys.executable, "-c", PROGRAM, moment, str(int(number)), str(SCRIPT)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=environment)
    assert "told" in run.stdout, run.stderr
    return run.returncode, run.stderr


@pytest.mark.story
@pytest.mark.parametrize("moment", mostly_thorough(MOMENTS, but=SOME))
def test_a_signal_at_any_moment_ends_the_program_in_order(moment: str, tmp_path: Path) -> None:
    number = ending.SIGNALS[MOMENTS.index(moment) % len(ending.SIGNALS)]
    log = tmp_path / "window.log"
    assert ended(moment, number, log) == (0, "")
    logged = log.read_text() if log.exists() else ""
    assert not [line for line in logged.splitlines() if " INFO " not in line and "does not support" not in line]


@pytest.mark.thorough
@pytest.mark.parametrize("number", ending.SIGNALS)
def test_every_signal_to_end_is_heard(number: signal.Signals, tmp_path: Path) -> None:
    assert ended("the spare worker starts", number, tmp_path / "window.log") == (0, "")


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="no terminals that are closed")
def test_a_window_under_nohup_outlives_its_terminal() -> None:
    asked = """
import signal
from gui import ending
signal.signal(signal.SIGHUP, signal.SIG_IGN)
ending.listen()
signal.raise_signal(signal.SIGHUP)
print("lives")
signal.raise_signal(signal.SIGTERM)
print("is not reached")
"""
    run = subprocess.run([sys.executable, "-uc", asked], capture_output=True, text=True, timeout=60, check=False)
    assert (run.returncode, run.stdout) == (0, "lives\n")
