"""A Chromium without a window that opens a page from disk, and is asked in JavaScript.

It is steered by DevTools' protocol over two pipes, so that no port is opened: JSON objects, each ended by a zero byte.
https://chromedevtools.github.io/devtools-protocol/
"""

import contextlib
import itertools
import json
import os
import select
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any

from cnn.words.language import tr
from cnn.words.reasons import reason_of

#: what it is called, the first that is there is taken
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "brave-browser")
_ON_MACS = ("Google Chrome", "Chromium", "Microsoft Edge")
#: seconds that an answer may take
PATIENCE = 120.0
#: descriptors below are Chromium's own: 3 and 4 are its pipes
_FREE = 10


class BrowserError(Exception):
    """It can't be started, or doesn't answer."""


class PageError(Exception):
    """What a page says of its own fault."""


def find_browser() -> str | None:
    """The path of one that is installed; `None` where there is none, or none that can be steered."""
    found = filter(None, map(shutil.which, NAMES))
    apps = (f"/Applications/{name}.app/Contents/MacOS/{name}" for name in _ON_MACS) if sys.platform == "darwin" else ()
    return next(iter((*found, *filter(os.path.isfile, apps))), None) if hasattr(os, "posix_spawn") else None


class Browser:
    """One with a page; `open` shows a file, `ask` computes something in it."""

    def __init__(self, program: str) -> None:
        self._profile = tempfile.TemporaryDirectory(prefix="browser-", ignore_cleanup_errors=True)
        self._numbers = itertools.count(1)
        self._rest = b""
        read, self._to = _pipe()
        self._from, write = _pipe()
        try:
            self._process = self._started(program, read, write)
        except OSError as error:
            self._profile.cleanup()
            raise BrowserError(tr("{0} can't be started: {1}", Path(program).name, reason_of(error))) from error
        finally:
            os.close(read)
            os.close(write)
        self._session = ""
        try:
            self.version = str(self.call("Browser.getVersion")["product"]).replace("/", " ").replace("Headless", "")
            target = self.call("Target.createTarget", url="about:blank")["targetId"]
            self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def open(self, path: Path) -> None:
        """Shows a file from disk."""
        told = self.call("Page.navigate", url=path.absolute().as_uri())
        if text := told.get("errorText"):
            raise BrowserError(tr("it can't open the file: {0}", text))

    def ask(self, expression: str) -> Any:
        """What an expression of JavaScript gives; raises `PageError` for what it throws. What it promises is awaited."""
        told = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if fault := told.get("exceptionDetails"):
            lines = str(fault.get("exception", {}).get("description", fault.get("text", "")))
            raise PageError(lines.splitlines()[0] if lines else "unknown")
        return told["result"].get("value")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Answers a call of the protocol; raises `BrowserError`."""
        number = next(self._numbers)
        asked = {"id": number, "method": method, "params": parameters}
        try:
            data = json.dumps({**asked, "sessionId": self._session} if self._session else asked).encode() + b"\0"
            for start in range(0, len(data), 1 << 20):
                _write(self._to, data[start : start + (1 << 20)])
            while (told := self._next()).get("id") != number:
                pass
        except OSError as error:
            raise BrowserError(tr("it ended: {0}", reason_of(error))) from error
        if "error" in told:
            raise BrowserError(str(told["error"].get("message", method)))
        return dict(told["result"])

    def close(self) -> None:
        """Ends it, and what it has started."""
        os.close(self._to)
        os.close(self._from)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self._process, 0)
        self._profile.cleanup()

    def _started(self, program: str, read: int, write: int) -> int:
        command = [program, "--headless=new", "--remote-debugging-pipe", f"--user-data-dir={self._profile.name}", *_OPTIONS]
        command += ["--no-sandbox"] * (os.geteuid() == 0)  # Chromium starts with it for nobody but root
        quiet = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2)]
        pipes = [(os.POSIX_SPAWN_DUP2, read, 3), (os.POSIX_SPAWN_DUP2, write, 4)]
        return os.posix_spawn(program, command, os.environ, file_actions=[*quiet, *pipes], setpgroup=0)

    def _next(self) -> dict[str, Any]:
        """The next thing that it says."""
        end = time.monotonic() + PATIENCE
        parts = [self._rest]
        while b"\0" not in parts[-1]:
            if not select.select([self._from], [], [], max(end - time.monotonic(), 0))[0]:
                raise BrowserError(tr("it didn't answer within {0:.0f} seconds", PATIENCE))
            more = os.read(self._from, 1 << 20)
            if not more:
                raise BrowserError(tr("it ended"))
            parts.append(more)
        line, _, self._rest = b"".join(parts).partition(b"\0")
        return dict(json.loads(line))


#: nothing but the page: no first visit, no updates, no network at all
_OPTIONS = (
    "--no-first-run", "--no-default-browser-check", "--disable-extensions", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--disable-gpu", "--disable-dev-shm-usage", "--mute-audio", "--use-mock-keychain",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--hide-scrollbars", "--force-color-profile=srgb",
)  # fmt: skip


def _pipe() -> tuple[int, int]:
    """Both ends of a pipe, neither of which stands where Chromium's own have to."""
    import fcntl  # which Windows has not

    ends = os.pipe()
    moved = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, _FREE) for end in ends]
    for end in ends:
        os.close(end)
    return moved[0], moved[1]


def _write(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]
