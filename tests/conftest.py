"""What every test can rely on: folders of its own, no display needed, and nothing left behind by the test before."""

import functools
import gc
import itertools
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import psutil
import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

from tests import late
from tests.forkserver import servers
from tests.stages import THOROUGH, examples

# the machine may be busy with other things: no example has a deadline
COMMON: Any = {"deadline": None, "max_examples": examples(50), "suppress_health_check": [HealthCheck.too_slow]}
# the same examples every time, so that a change is judged by itself; `LAYERLOOM_EXPLORE=1` looks for new ones
settings.register_profile("layerloom", derandomize=True, **COMMON)
settings.register_profile("explore", **COMMON)
settings.load_profile("explore" if os.environ.get("LAYERLOOM_EXPLORE") else "layerloom")

T = TypeVar("T")

#: seconds that threads and processes of a test may take to end after it: a busy machine is no fault
PATIENCE = 30.0
#: milliseconds until what a test of the window waits for is given up, also where the test says less
LONG = 60_000

_turns: list[int] = []
_numbers = itertools.count()
_HOME = Path(tempfile.mkdtemp(prefix="layerloom-tests-"))


def _patient(wait: Callable[..., Any]) -> Callable[..., Any]:
    """A wait of pytest-qt's that does not give up on a busy machine; one that may be in vain ends when it says."""

    @functools.wraps(wait)
    def waits(bot: QtBot, *arguments: Any, timeout: int = LONG, **options: Any) -> Any:
        patience = timeout if options.get("raising") is False else max(timeout, LONG)
        return wait(bot, *arguments, timeout=patience, **options)

    return waits


for name in ("waitUntil", "waitSignal", "waitSignals", "waitExposed", "waitActive", "waitCallback"):
    setattr(QtBot, name, _patient(getattr(QtBot, name)))


def pytest_configure(config: pytest.Config) -> None:
    """Set before anything is imported that looks at them."""
    if "not keras" in config.option.markexpr:
        sys.modules.update(dict.fromkeys(("keras", "tensorflow")))  # files whose tests are not wanted don't load it either
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["LAYERLOOM_LANGUAGE"] = "en"  # whatever the machine speaks
    os.environ["LAYERLOOM_KEEP_PRIORITY"] = "1"  # else a window's worker waits for all other tests
    # nobody's desktop hears of a test; and where there is none, a bus that is started for it would outlive the window
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"
    # without it TensorFlow lacks dilated transposed convolutions on processors that are not the newest
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    os.environ.setdefault("MPLCONFIGDIR", str(caches / "matplotlib"))  # its list of fonts takes seconds to make
    os.environ["XDG_CACHE_HOME"] = str(_HOME / "cache")
    os.environ["XDG_DATA_HOME"] = str(_HOME / "data")
    os.environ["XDG_CONFIG_HOME"] = str(_HOME / "config")
    os.environ["XDG_STATE_HOME"] = str(_HOME / "state")
    if late.LATE:
        late.come_late()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In `make thorough`, what makes up its own examples tries more of them; a whole window is always slow."""
    _require_fixtures(items)
    for item in items:
        if "make_window" in getattr(item, "fixturenames", ()):
            item.add_marker("slow")
    if THOROUGH:
        for item in items:
            if item.get_closest_marker("more") or getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
                item.add_marker("thorough")


def _require_fixtures(items: list[pytest.Item]) -> None:
    """Tests that seldom run want no fixture that is out of their reach: that would be told only when they do run."""
    for item in items:
        info = getattr(item, "_fixtureinfo", None)  # what pytest resolved; none of a test that is no function
        missing = set() if info is None else set(info.names_closure) - info.name2fixturedefs.keys() - {"request"}
        if missing:
            raise pytest.UsageError(f"{item.nodeid}: there is no fixture {', '.join(sorted(missing))}")


def pytest_collection_finish() -> None:
    """What is imported by now lives to the end: no collection needs to look at TensorFlow's million objects again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """What a file of tests leaves behind, as modules and tables, stays: no collection of the files behind it looks at that again.

    Keras collects everything at each `clear_session`, the window once a second; in a long process that was half of the time.
    """
    if nextitem is not None and nextitem.path != item.path:
        gc.collect()
        gc.freeze()


def pytest_unconfigure() -> None:
    """Takes the folders of the session away."""
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def _own_folders(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs, settings and logs of a test are its own. `tmp_path` takes six times as long to make, and most tests want none."""
    number = next(_numbers)
    if "tmp_path" in request.fixturenames:
        folder: Path = request.getfixturevalue("tmp_path")
    else:
        folder = _HOME / "tests" / str(number)
        folder.mkdir(parents=True)
    monkeypatch.setenv("LAYERLOOM_READ_IN", "")  # a window changes it
    monkeypatch.setenv("LAYERLOOM_RUNS", str(folder / "runs"))
    monkeypatch.setenv("LAYERLOOM_SETTINGS", str(folder / "settings.json"))
    monkeypatch.setenv("LAYERLOOM_LOG", str(_HOME / "logs" / str(number) / "window.log"))


@pytest.fixture(scope="session")
def fork_servers() -> Iterator[str]:
    """Where processes of the program are forked, for folders of tests that use it: what they want is imported already."""
    with servers.running() as place:
        yield place


@pytest.fixture
def keras_forgets() -> Iterator[None]:
    """What Keras remembers of a test's models goes with it."""
    yield
    import keras

    keras.backend.clear_session()


@pytest.fixture
def heeded() -> Iterator[None]:
    """Signals are for programs what they are in a terminal, also where the tests run under `nohup` or behind a script."""
    numbers = [
        number for number in (getattr(signal, name, None) for name in ("SIGINT", "SIGTERM", "SIGHUP")) if number is not None
    ]
    before = {number: signal.getsignal(number) for number in numbers}
    for number in numbers:
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture(autouse=True)
def _collected() -> Iterator[None]:
    """Where Qt objects live nothing is collected by itself (`gui.background.garbage`); none is being destroyed between tests."""
    yield
    if not gc.isenabled():
        _turns.append(gc.collect(1 if len(_turns) % 50 else 2))


@pytest.fixture(autouse=True)
def _nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that leaves a thread or a process running."""
    threads = set(threading.enumerate())
    watched = _may_start_processes(request.node)
    processes = _children() if watched else set()
    yield
    left = [thread.name for thread in _wait_for(lambda: _new_threads(threads))]
    if watched:
        left += [_ended(process) for process in _wait_for(lambda: _new_processes(processes))]
    if left:
        pytest.fail(f"left running: {', '.join(left)}")


def _may_start_processes(node: pytest.Item) -> bool:
    """Looking for processes takes milliseconds; the tests of plain functions are spared."""
    markers = ("worker", "x11")
    folders = {"gui", "commands", "end_to_end"}
    return any(node.get_closest_marker(marker) for marker in markers) or bool(folders & set(node.path.parts))


def _new_threads(before: set[threading.Thread]) -> set[threading.Thread]:
    """Threads of Python's that were not there; a dummy stands for a thread of Qt or TensorFlow and outlives it."""
    return {thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)} - before


def _new_processes(before: set[psutil.Process]) -> set[psutil.Process]:
    """Processes that were not there; what was started by one that was there, as the window of a module, is its affair."""
    return {process for process in _children() - before if not before & set(_parents(process))}


def _parents(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.parents()
    except psutil.Error:
        return []


def _children() -> set[psutil.Process]:
    if not _may_have_children():
        return set()
    return {child for child in psutil.Process().children(recursive=True) if _runs(child)}


def _may_have_children() -> bool:
    """Where the system says at once who has none, nobody need look through all processes: that takes milliseconds."""
    tasks = Path("/proc/self/task")
    try:
        return any((task / "children").read_text() for task in tasks.iterdir())
    except OSError:
        return True


def _runs(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _ended(process: psutil.Process) -> str:
    """Ends a process that a test left, so that only this test fails, and says which it was."""
    description = _describe(process)
    with suppress(psutil.Error):
        process.kill()
        process.wait(5)
    return description


def _describe(process: psutil.Process) -> str:
    try:
        return f"process {process.pid} ({' '.join(process.cmdline())[:200]})"
    except psutil.Error:
        return f"process {process.pid}"


def _wait_for(left: Callable[[], set[T]]) -> set[T]:
    """What is still left when patience ends."""
    deadline = time.monotonic() + PATIENCE
    while (remaining := left()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return remaining
