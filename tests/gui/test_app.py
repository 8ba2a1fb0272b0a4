"""The application: light at the start, alive after an error, tidy about memory."""

import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken, delete

from cnn.files import logs
from gui.app import Tidying
from gui.background import garbage
from gui.window.errors import error_report
from gui.window.errors.error_report import ErrorDialog, ErrorReporter
from gui.window.main_window import MainWindow
from tests.gui.knot import Knot
from tests.stages import LONG

START = """
import sys
from PySide6.QtWidgets import QApplication
app = QApplication([])
from gui.app import create_window
from gui.background.workers import Workers
Workers.start_spare = lambda self: None
window = create_window([])
window.show()
for _ in range(50):
    app.processEvents()
heavy = {"keras", "tensorflow", "cnn.worker", "matplotlib", "pandas", "sklearn", "superqt", "qtawesome", "h5py", "typer", "rich"}
print(sorted(heavy & set(sys.modules)))
window.close()
"""


def test_a_thread_that_computes_lets_the_window_go_on_soon(make_window: Callable[..., MainWindow]) -> None:
    """A window asks for Python's lock dozens of times while it paints."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.005)
    try:
        make_window()
        assert sys.getswitchinterval() <= 0.001
    finally:
        sys.setswitchinterval(before)


#: the program as it is, with one edit as soon as its loop runs, and without a worker
EDITED = """
from PySide6.QtCore import QTimer
from gui import app
from gui.background.workers import Workers

Workers.start_spare = lambda self: None
finish = app.finish

def edited(window, argv):
    finish(window, argv)
    def edit():
        window.document.edit("Rename", lambda graph: graph.rename_network("changed"))
        print("edited", flush=True)
    QTimer.singleShot(0, edit)
    return window

app.finish = edited
raise SystemExit(app.main([]))
"""


@pytest.mark.story
def test_the_window_starts_without_anything_heavy(tmp_path: Path) -> None:
    run = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, timeout=LONG, check=False)
    assert run.stdout.strip() == "[]", run.stdout + run.stderr


@pytest.mark.story
@pytest.mark.worker
@pytest.mark.skipif(os.name == "nt", reason="ends by a signal")
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_window_and_its_worker(end: signal.Signals, tmp_path: Path) -> None:
    environment = {**os.environ, "LAYERLOOM_LOG": str(tmp_path / "window.log")}
    window = subprocess.Popen([sys.executable, "main.py"], env=environment, stderr=subprocess.DEVNULL)
    try:
        process = psutil.Process(window.pid)
        workers: list[psutil.Process] = []
        deadline = time.monotonic() + 60
        while not workers and time.monotonic() < deadline:
            time.sleep(0.05)
            workers = process.children(recursive=True)
        window.send_signal(end)
        assert window.wait(timeout=60) == 0
        _, alive = psutil.wait_procs(workers, timeout=10)
        assert workers
        assert alive == []
    finally:
        window.kill()
        window.wait()


@pytest.mark.story
@pytest.mark.worker
@pytest.mark.skipif(os.name == "nt", reason="ends by a signal")
def test_a_signal_ends_an_edited_window_without_a_question_and_keeps_a_copy(tmp_path: Path) -> None:
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "LAYERLOOM_LOG": str(tmp_path / "window.log")}
    window = subprocess.Popen([sys.executable, "-c", EDITED], env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert window.stdout is not None
        assert window.stdout.readline() == "edited\n"
        window.send_signal(signal.SIGTERM)
        assert window.wait(timeout=20) == 0
        (copy,) = (tmp_path / "layerloom" / "recovery").glob("*.loom")
        assert "changed" in copy.read_text(encoding="utf-8")
    finally:
        window.kill()
        window.communicate()


@pytest.fixture
def reporter(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ErrorReporter]:
    monkeypatch.setenv("LAYERLOOM_LOG", str(tmp_path / "window.log"))
    with logs.Log(logs.WINDOW) as log:
        log.start()
        yield ErrorReporter()


def fail(reporter: ErrorReporter, words: str) -> None:
    try:
        raise RuntimeError(words)
    except RuntimeError as error:
        reporter.catch(type(error), error, error.__traceback__)


def dialogs() -> list[ErrorDialog]:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, ErrorDialog) and widget.isVisible()]


@pytest.mark.slow
def test_an_unforeseen_error_is_shown_logged_and_survived(
    reporter: ErrorReporter, qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fail(reporter, "the first")
    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    fail(reporter, "the second")
    text = dialogs()[0].findChild(QPlainTextEdit, "errorText")
    assert text is not None
    qtbot.waitUntil(lambda: "the second" in text.toPlainText())
    assert len(dialogs()) == 1
    copy = next(button for button in dialogs()[0].findChildren(QPushButton) if button.text() == "Copy")
    copy.click()
    assert "RuntimeError: the first" in QGuiApplication.clipboard().text()
    assert "the second" in (tmp_path / "window.log").read_text()
    assert "the second" in logs.last_lines()
    dialogs()[0].reject()
    fail(reporter, "the third")
    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    dialogs()[0].reject()
    capsys.readouterr()


def test_an_error_is_shown_also_after_the_window_under_the_last_one_has_gone(
    reporter: ErrorReporter, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    under = QDialog()
    under.show()
    qtbot.waitExposed(under)
    fail(reporter, "over a dialog")
    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    dialogs()[0].setParent(under, dialogs()[0].windowFlags())  # as it is when that is the active window
    Shiboken.delete(under)
    fail(reporter, "after it")
    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    dialogs()[0].reject()
    capsys.readouterr()


def test_an_error_that_comes_again_and_again_is_shown_once(
    reporter: ErrorReporter, qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        fail(reporter, "the same")
    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    text = dialogs()[0].findChild(QPlainTextEdit, "errorText")
    assert text is not None
    assert text.toPlainText().count("RuntimeError: the same") == 1
    assert (tmp_path / "window.log").read_text().count("RuntimeError: the same") == 3
    dialogs()[0].reject()
    monkeypatch.setattr(error_report, "AGAIN", 0.0)  # a while later
    fail(reporter, "the same")
    qtbot.waitUntil(lambda: len(dialogs()) == 1)
    dialogs()[0].reject()
    capsys.readouterr()


@pytest.mark.slow
def test_cycles_are_collected_by_the_clock_and_by_nothing_else(qapp: QApplication, qtbot: QtBot) -> None:
    gc.unfreeze()
    garbage.load(False)  # a test before may have ended while its window still fetched matplotlib
    owner = QObject()
    tidying = Tidying(owner)
    try:
        tidying._clock.setInterval(1)
        qtbot.waitUntil(lambda: gc.get_freeze_count() > 0)  # what start-up left is looked at no more
        tidying._clock.stop()
        Knot()
        assert not gc.isenabled()
        assert [[] for _ in range(100_000)]
        assert Knot.alive == 1
        tidying._clock.start()
        qtbot.waitUntil(lambda: Knot.alive == 0)
    finally:  # its clock would go on in every later test, and what is frozen for them all stays so
        tidying._clock.stop()
        delete(owner)
        gc.freeze()


MAIN = """
import sys
from PySide6.QtCore import QTimer
from gui import app
honest = app.finish
def made(window, argv):
    honest(window, argv)
    print(ascii(str(window.document.path)), flush=True)
    QTimer.singleShot(0, window.close)
    return window
app.finish = made
sys.exit(app.main(sys.argv[1:]))
"""


@pytest.mark.story
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="file names are Unicode there")
def test_a_file_name_that_is_no_unicode_does_not_crash_the_start(tmp_path: Path) -> None:
    from cnn.presets import PRESETS
    from cnn.project import Project, save

    path = tmp_path / os.fsdecode(b"caf\xe9.loom")
    save(Project(graph=PRESETS["lenet5"].graph()), path)
    done = subprocess.run([sys.executable, "-c", MAIN, path], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, ascii(str(path))), done.stderr


LOGGED = """
import sys
from PySide6.QtCore import QTimer, qWarning
from gui import app
from gui.background.workers import Workers

Workers.start_spare = lambda self: None
honest = app.finish
def made(window, argv):
    honest(window, argv)
    qWarning("planted")
    QTimer.singleShot(0, window.close)
    return window
app.finish = made
sys.exit(app.main(["lenet5"], verbose="in detail" in sys.argv))
"""


@pytest.mark.story
@pytest.mark.parametrize("detail", [[], ["in detail"]])
def test_the_window_logs_from_its_start_to_its_end(detail: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", LOGGED, *detail], capture_output=True, text=True, timeout=60, check=False)
    told = logs.log_file(logs.WINDOW).read_text(encoding="utf-8")
    assert done.returncode == 0, done.stderr
    lines = [line.split(": ", 1)[1] for line in told.splitlines()]
    assert lines[0].startswith("Layerloom ")
    assert lines[0].endswith("['lenet5']")
    assert "Qt: planted" in lines
    assert lines[-1] == "Ends with exit code 0"
    assert (done.stderr == told) == bool(detail)
    assert "planted" in done.stderr or not detail
