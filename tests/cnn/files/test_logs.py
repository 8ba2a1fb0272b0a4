"""The log: whole records from several processes, never larger than it may be, and never a reason to fail."""

import logging
import os
import re
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from cnn.files import logs
from cnn.files.locks import Lock
from cnn.files.logs import TERMINAL, WINDOW, WORKER, Log, SharedFile, last_lines, log_file

ROOT = Path(__file__).parents[3]


@pytest.fixture
def log() -> Iterator[logging.Logger]:
    """A logger of the program's, while the log of a terminal is open."""
    with Log(TERMINAL) as own:
        own.start(["summary", "lenet5"])
        yield logging.getLogger("cnn.somewhere")


def read() -> str:
    """What stands in the log of a terminal."""
    return log_file(TERMINAL).read_text(encoding="utf-8")


def test_a_line_has_time_level_process_and_module(log: logging.Logger) -> None:
    log.warning("too %s", "large")
    line = read().splitlines()[-1]
    stamp = r"\d{4}-\d\d-\d\d [\d:]{8},\d{3}"
    assert re.fullmatch(rf"{stamp} WARNING terminal\[{os.getpid()}\] cnn\.somewhere: too large", line)


def test_the_start_says_version_system_and_arguments(log: logging.Logger) -> None:
    assert re.search(r"Layerloom [\d.]+ starts, Python 3\.\d+\.\d+ on \w+ .*: \['summary', 'lenet5'\]", read())


def test_no_record_tells_the_password_of_an_address(capsys: pytest.CaptureFixture[str]) -> None:
    with Log(WINDOW, verbose=True) as kept:
        kept.start(["search", "--storage", "mysql://ada:my secret@lab/x"])
        log = logging.getLogger("cnn.somewhere")
        log.info("asks %s", "postgresql://ada:secret@lab/x")
        try:
            raise OSError("no answer of mysql://ada:secret@lab/x?passwd=secret")
        except OSError:
            log.exception("no answer")
    told = log_file(WINDOW).read_text() + capsys.readouterr().err
    assert told.count("ada:***@lab") >= 6  # three in the file, three on stderr
    assert "secret" not in told


def test_details_are_left_out_unless_they_are_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    for verbose in (False, True):
        with Log(TERMINAL, verbose=verbose) as own:
            own.start()
            logging.getLogger("cnn.somewhere").debug("a detail")
            logging.getLogger("cnn.somewhere").info("known anyway", extra=logs.PRINTED)
        assert ("a detail" in read(), "a detail" in capsys.readouterr().err) == (verbose, verbose)
    assert read().count("known anyway") == 2
    assert "known anyway" not in capsys.readouterr().err


def test_when_it_ends_everything_is_as_before() -> None:
    def state() -> object:
        names = ("", "cnn", "gui", "py.warnings")
        loggers = [(list(logging.getLogger(name).handlers), logging.getLogger(name).level) for name in names]
        return loggers, sys.excepthook, sys.unraisablehook, threading.excepthook, warnings.showwarning

    before = state()
    with Log(WORKER, verbose=True, others=False) as own:
        own.start()
        assert state() != before
    assert state() == before


@pytest.mark.slow
def test_warnings_and_errors_that_nobody_catches_go_in_and_on(tmp_path: Path) -> None:
    code = f"""
import sys, threading, warnings
sys.path.insert(0, {str(ROOT)!r})
from cnn.files.logs import TERMINAL, Log
Log(TERMINAL).start()
warnings.warn("mind this")
thread = threading.Thread(target=lambda: 1 / 0)
thread.start(); thread.join()
class Last:
    def __del__(self):
        raise ValueError("too late")
Last()
raise RuntimeError("the end")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    for text in (done.stderr, read()):
        assert "UserWarning: mind this" in text
        assert "ZeroDivisionError" in text
        assert "ValueError: too late" in text
        assert "RuntimeError: the end" in text
        assert text.count("Traceback") == 3
    assert done.stdout == ""


#: writes whole records of a certain form, as fast as it can
WRITER = """
import logging, sys
sys.path.insert(0, sys.argv[1])
from cnn.files import logs
logs.LARGEST = 20_000
with logs.Log(logs.WINDOW) as log:
    log.start()
    for number in range(400):
        logging.getLogger("cnn.writer").info("%s %s %s", sys.argv[2], number, sys.argv[2] * 50)
"""


@pytest.mark.slow
def test_several_processes_write_whole_lines_into_files_that_stay_small() -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(ROOT), letter]) for letter in "abc"]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0]
    path = log_file(WINDOW)
    files = [path, *(path.with_name(f"{path.name}.{number}") for number in range(1, logs.KEPT + 1))]
    assert sorted(path.parent.iterdir()) == sorted(files)  # no lock is left, no older one
    assert all(file.stat().st_size <= 2 * 20_000 + 3 * 300 for file in files)  # others write on while one makes room
    text = "".join(file.read_text() for file in reversed(files))
    lines = [line.split(": ", 1)[1] for line in text.splitlines() if "cnn.writer" in line]
    assert len(lines) == len(text.splitlines()) - text.count("starts, Python")
    assert all(re.fullmatch(r"([abc]) \d+ \1{50}", line) for line in lines)
    assert len(lines) > 300
    for letter in "abc":  # each one's in their order
        numbers = [int(line.split()[1]) for line in lines if line[0] == letter]
        assert numbers == sorted(numbers)


def test_a_record_goes_to_the_end_in_one_piece(log: logging.Logger, monkeypatch: pytest.MonkeyPatch) -> None:
    pieces: list[bytes] = []
    flags: list[int] = []
    write, opened = os.write, os.open
    monkeypatch.setattr(logs.os, "write", lambda handle, data: pieces.append(data) or write(handle, data))
    monkeypatch.setattr(logs.os, "open", lambda path, how, mode: flags.append(how) or opened(path, how, mode))
    log.info("two\nlines, and %s", "many letters " * 2_000)
    assert len(pieces) == 1
    assert pieces[0].endswith(b"many letters \n")
    assert flags[-1] & os.O_APPEND


def test_only_one_process_makes_room_and_only_once(log: logging.Logger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "LARGEST", 1_000)
    path = log_file(TERMINAL)
    older = path.with_name("terminal.log.1")
    with Lock(path.with_name("terminal.log.lock")) as theirs:
        assert theirs.take()
        log.info("x" * 900)
        log.info("while another one is about to make room")
    assert not older.exists()
    assert "another one" in read()
    log.info("now")
    assert "another one" in older.read_text()
    SharedFile(path)._make_room(1)  # as one does who saw a full file before it gave way
    assert read().endswith("now\n")
    assert not path.with_name("terminal.log.2").exists()


def test_a_file_that_cannot_give_way_stops_growing(monkeypatch: pytest.MonkeyPatch, log: logging.Logger) -> None:
    monkeypatch.setattr(logs, "LARGEST", 2_000)
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(PermissionError()))
    for _ in range(200):
        log.info("a line of some length, which is written again and again")
    assert 2_000 < log_file(TERMINAL).stat().st_size < 4_500


def test_a_very_long_record_loses_its_middle(log: logging.Logger) -> None:
    log.info("begins %s ends", "x" * (3 << 20))
    assert len(read()) < logs.LONGEST + 1_000
    assert "begins" in read()
    assert read().endswith("ends\n")


@pytest.mark.parametrize("kind", ["a file in place of the folder", "a folder in place of the file", "a full disk", "no folder"])
def test_what_can_not_be_written_is_let_go(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "place"
    if kind == "a file in place of the folder":
        place.write_text("")
    elif kind == "a folder in place of the file":
        (place / "terminal.log").mkdir(parents=True)
    elif kind == "a full disk":
        monkeypatch.setattr(logs.os, "write", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    monkeypatch.setenv("LAYERLOOM_LOG", str(place / "window.log"))
    with Log(TERMINAL) as own:
        own.start()
        logging.getLogger("cnn.somewhere").error("unheard")
    assert capsys.readouterr() == ("", "")
    assert (kind == "no folder") == ("unheard" in last_lines([TERMINAL]))


def test_the_log_goes_on_when_its_folder_was_taken_away(log: logging.Logger) -> None:
    log_file(TERMINAL).unlink()
    log_file(TERMINAL).parent.rmdir()
    log.info("here again")
    assert "here again" in read()


def test_what_is_no_unicode_is_written_out(log: logging.Logger) -> None:
    log.info("%s", os.fsdecode(b"caf\xe9.loom"))
    assert "caf\\udce9.loom" in read()


def test_the_last_lines_of_several_kinds_are_one_story() -> None:
    stamps = [f"2026-07-28 10:00:0{second},000 INFO" for second in range(4)]
    log_file(WINDOW).parent.mkdir(parents=True)
    log_file(WINDOW).write_text(f"{stamps[1]} second\n  of two lines\n{stamps[3]} fourth\n")
    log_file(WORKER).write_text(f"{stamps[2]} third\n")
    log_file(WINDOW).with_name("window.log.1").write_text(f"half a line\n{stamps[0]} first\n")
    told = [line.rpartition("INFO ")[2] for line in last_lines().splitlines()]
    assert told == ["first", "second", "  of two lines", "third", "fourth"]
    assert [line.rpartition(" ")[2] for line in last_lines(lines=2).splitlines()] == ["third", "fourth"]


def test_where_there_is_no_log_that_is_said() -> None:
    assert last_lines() == f"{log_file(WINDOW)}: No such file or directory"


def test_a_handler_tells_of_a_record_that_makes_no_sense(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    record = logging.LogRecord("cnn", logging.INFO, "", 0, "%d", ("no number",), None)
    SharedFile(tmp_path / "window.log").handle(record)
    assert "Logging error" in capsys.readouterr().err


def test_the_log_stands_in_a_folder_of_the_program_unless_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LAYERLOOM_LOG")
    assert log_file(WORKER).name == "worker.log"
    assert "layerloom" in str(log_file(WORKER).parent).lower()
    monkeypatch.setenv("LAYERLOOM_LOG", os.path.join("somewhere", "mine.txt"))  # noqa: PTH118
    assert (log_file(WINDOW).name, log_file(WORKER).name) == ("mine.txt", "worker.log")
    assert log_file(WINDOW).parent == log_file(WORKER).parent
