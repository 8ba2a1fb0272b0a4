"""The program's log: what it did, refused and did not foresee, with time, process and module, for whoever looks for a fault.

Each kind of process has a file, which all processes of the kind write at the same time: a record goes to its end in one piece,
and a file that has grown large gives way to a new one, the oldest goes. What can't be written is let go: a full disk is no
reason to fail. Everybody logs by `logging.getLogger(__name__)`; what a process says to its caller on stdout is never touched.
"""

import contextlib
import logging
import os
import platform
import re
import sys
import threading
import warnings
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from cnn import __version__
from cnn.errors import FileError
from cnn.files.files import open_regular
from cnn.files.locks import Lock
from cnn.words.reasons import reason_of
from cnn.words.secrets import argument, without_password

#: the kinds of processes
WINDOW, WORKER, TERMINAL = "window", "worker", "terminal"
#: bytes of a file, and how many full ones are kept beside it
LARGEST, KEPT = 1 << 20, 2
#: characters of one record
LONGEST = 1 << 16
#: what is said of a record that people see on stderr anyway
PRINTED = {"printed": True}
#: whose records are ours
_OURS = ("cnn", "gui")
_FORMAT = "%(asctime)s %(levelname)s %(kind)s[%(process)d] %(name)s: %(message)s"
_STAMP = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} ", re.MULTILINE)
#: bytes of each file that are looked at for its last lines
_END = 1 << 18

log = logging.getLogger(__name__)


def log_file(process: str) -> Path:
    """Where processes of a kind write; `LAYERLOOM_LOG` names another file for the window's, the others stand beside it."""
    if path := os.environ.get("LAYERLOOM_LOG"):
        return Path(path) if process == WINDOW else Path(path).with_name(f"{process}.log")
    from platformdirs import user_log_path

    return user_log_path("layerloom", appauthor=False) / f"{process}.log"


def last_lines(processes: Iterable[str] = (WINDOW, WORKER), lines: int = 200) -> str:
    """The last lines of the logs of some kinds of processes as one story, in the order of time."""
    paths = [log_file(process) for process in processes]
    records: list[str] = []
    wrong = ""
    for path in paths:
        _, before = _end_of(_older(path, 1))
        why, text = _end_of(path)
        records += _records(before + text)
        wrong = wrong or why
    if not records:
        return wrong
    records.sort(key=lambda record: record[:24])  # the stamp; what came at the same moment stays in its order
    return "\n".join("".join(records).splitlines()[-lines:])


class Log:
    """The log of this process, as long as it is open.

    With `verbose` it holds details as well, and where it is `spoken` people see all of it on stderr. `others`: also what other
    packages have to say goes in; without, they are left as they are. Warnings of Python, and errors that nobody catches, go in
    and go on as before.
    """

    def __init__(self, process: str, *, verbose: bool = False, others: bool = True, spoken: bool = True) -> None:
        self._process, self._verbose, self._others = process, verbose, others
        self._spoken = spoken and verbose and sys.stderr is not None
        self._before = contextlib.ExitStack()

    def start(self, arguments: Iterable[str] = ()) -> None:
        """Begins, and says what was started with which arguments."""
        formatter = _WithoutPasswords(_FORMAT, defaults={"kind": self._process})
        self._add(SharedFile(log_file(self._process)), formatter)
        if self._spoken:
            spoken = logging.StreamHandler()
            spoken.addFilter(lambda record: not hasattr(record, "printed"))
            self._add(spoken, formatter)
        elif self._others and not logging.getLogger().hasHandlers() and logging.lastResort is not None:
            self._add_last_resort(logging.lastResort)
        for name in _OURS:
            self._set_level(logging.getLogger(name), logging.DEBUG if self._verbose else logging.INFO)
        self._hook(sys, "excepthook", self._on_exception)
        self._hook(threading, "excepthook", self._on_lost_exception)
        self._hook(sys, "unraisablehook", self._on_lost_exception)
        self._hook(warnings, "showwarning", self._on_warning)
        system = f"{platform.system()} {platform.release()} {platform.machine()}"
        said = [*map(argument, arguments)]
        log.info("Layerloom %s starts, Python %s on %s: %s", __version__, platform.python_version(), system, said)

    def stop(self) -> None:
        """Ends; everything is as it was before."""
        self._before.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def _places(self) -> tuple[logging.Logger, ...]:
        """Loggers whose records are to be had."""
        return (logging.getLogger(),) if self._others else tuple(map(logging.getLogger, (*_OURS, "py.warnings")))

    def _add(self, handler: logging.Handler, formatter: logging.Formatter) -> None:
        handler.setFormatter(formatter)
        for logger in self._places():
            logger.addHandler(handler)
            self._before.callback(logger.removeHandler, handler)
        self._before.callback(handler.close)

    def _add_last_resort(self, resort: logging.Handler) -> None:
        """What other packages warn of appears on stderr as it does where nobody keeps a log."""
        spoken = _Handed(resort)
        spoken.addFilter(lambda record: record.name.split(".")[0] not in (*_OURS, "py"))
        logging.getLogger().addHandler(spoken)
        self._before.callback(logging.getLogger().removeHandler, spoken)

    def _set_level(self, logger: logging.Logger, level: int) -> None:
        self._before.callback(logger.setLevel, logger.level)
        logger.setLevel(level)

    def _hook(self, module: Any, name: str, ours: Any) -> None:
        theirs = getattr(module, name)

        def both(*arguments: Any, **named: Any) -> None:
            ours(*arguments, **named)
            theirs(*arguments, **named)

        self._before.callback(setattr, module, name, theirs)
        setattr(module, name, both)

    @staticmethod
    def _on_exception(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if error is not None and issubclass(kind, Exception):
            log.critical("An error that nobody foresaw", exc_info=(kind, error, trace), extra=PRINTED)

    def _on_lost_exception(self, args: Any) -> None:
        """One that ended a thread, or came where none can be raised."""
        self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    @staticmethod
    def _on_warning(message: Warning | str, category: type[Warning], filename: str, lineno: int, *_: Any, **_named: Any) -> None:
        said = warnings.formatwarning(message, category, filename, lineno)
        logging.getLogger("py.warnings").warning(said.rstrip(), extra=PRINTED)


class _WithoutPasswords(logging.Formatter):
    """Records in which no address tells its password, whoever said it: messages and errors of libraries as well."""

    def format(self, record: logging.LogRecord) -> str:
        return without_password(super().format(record))


class SharedFile(logging.Handler):
    """Puts each record at the end of a file that other processes write as well; it holds the file no longer than that."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    def emit(self, record: logging.LogRecord) -> None:
        try:
            line = _bounded(self.format(record)).encode("utf-8", "backslashreplace") + b"\n"
        except Exception:
            self.handleError(record)
            return
        with contextlib.suppress(OSError):
            self._append(line)

    def _append(self, line: bytes) -> None:
        size = self._size()
        if size + len(line) > LARGEST:
            size = self._make_room(len(line))
        if size > 2 * LARGEST:  # it can't be renamed; it must not grow for ever
            return
        with self._alone():
            handle = self._open()
            try:
                os.write(handle, line)  # in one piece: nobody else's comes between
            finally:
                os.close(handle)

    def _size(self) -> int:
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            return 0

    def _open(self) -> int:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
        return os.open(self.path, flags | getattr(os, "O_CLOEXEC", 0), 0o600)

    def _make_room(self, coming: int) -> int:
        """Lets the full file become the newest of the old ones, unless another process does; returns the size it has now."""
        with contextlib.suppress(OSError):
            lock = self._lock()
            if lock.take():
                with lock:
                    if self._size() + coming > LARGEST:  # another process may have done it meanwhile
                        for number in range(KEPT, 0, -1):
                            newer = _older(self.path, number - 1)
                            if newer.exists():
                                newer.replace(_older(self.path, number))
        return self._size()

    def _lock(self) -> Lock:
        return Lock(self.path.with_name(f"{self.path.name}.lock"))

    def _alone(self) -> contextlib.AbstractContextManager[object]:
        """Where the system does not itself put what several processes append one behind the other, they take turns."""
        if os.name == "posix":
            return contextlib.nullcontext()
        lock = self._lock()
        lock.take(patience=0.2)
        return lock


class _Handed(logging.Handler):
    """Hands records on to another handler."""

    def __init__(self, to: logging.Handler) -> None:
        super().__init__(to.level)
        self._to = to

    def emit(self, record: logging.LogRecord) -> None:
        self._to.handle(record)


def _bounded(text: str) -> str:
    """A text without its middle, where it is very long."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]}\n…\n{text[-LONGEST // 2 :]}"


def _older(path: Path, number: int) -> Path:
    """A file that has given way; 0 is the one that is written."""
    return path.with_name(f"{path.name}.{number}") if number else path


def _end_of(path: Path) -> tuple[str, str]:
    """Why a file can't be read, or its last part."""
    try:
        with open_regular(path) as file:
            file.seek(max(0, path.stat().st_size - _END))
            return "", file.read(_END).decode("utf-8", "replace")
    except FileError as error:
        return str(error), ""
    except OSError as error:
        return f"{path}: {reason_of(error)}", ""


def _records(text: str) -> list[str]:
    """The records of a log, each with all its lines; half a one at the beginning is left out."""
    starts = [found.start() for found in _STAMP.finditer(text)]
    return [text[start:end] for start, end in pairwise([*starts, len(text)])]
