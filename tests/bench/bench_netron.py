"""The same large Keras files opened by Layerloom and by Netron, by turns: how long from the click to the complete picture.

Netron is no part of Layerloom: `pip install netron` into any environment, and let NETRON name its command, or have it on the
PATH. Chromium shows its page (`chromium` or another one that `cnn.worker.proofs.browser` finds). Where one is missing, the
benchmark says so and measures nothing.

What is counted: both programs run, both with a window of 1280×800 that is painted in memory (Qt's `offscreen`, Chromium's
headless), and both have opened each file before. The clock starts when the file has been chosen and stops when the picture
of that network has been painted: in Layerloom after the first painting of the canvas with every layer in its final place, in
Netron behind two frames after its page has taken the spinner away. Netron's own server hands the file to its page, as
`netron FILE` does; the page stays open, so that its scripts are not loaded again. (Through the page's file field JSON takes
as long, and a `.keras` file of 359 MB more than a minute.) What it asks on a first visit is answered beforehand.

Netron draws every layer; Layerloom folds the blocks of a large network into boxes that open on a double click: each as it
shows a person the file.
"""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.aside import ROOT, measured_aside
from tests.bench.bench_opening import Opener, write_files

ROUNDS = 7
#: how many times faster, from the issue of the window
TARGET = 5.0
#: seconds that Netron may take to start, and milliseconds that the machine has to calm down between two files
STARTS, PAUSE = 30, 400

#: opens a file in the page as Netron does with what its server was given, and waits until its network has been painted
OPEN = """
new Promise((done, failed) => {
    const began = performance.now();
    const watch = new MutationObserver(() => {
        const shown = document.body.classList;
        if (shown.contains('alert')) { watch.disconnect(); failed(new Error(document.body.innerText)); }
        if (shown.contains('spinner') || !shown.contains('default')) return;
        watch.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(() => done((performance.now() - began) / 1000)));
    });
    window.__view__.host._openModel('data/NAME', 'NAME');
    watch.observe(document.body, { attributes: true, attributeFilter: ['class'] });
})
"""
#: what is drawn: Netron gives each layer an element of its own
DRAWN = "document.querySelectorAll('.graph-node').length"


def bench() -> dict[str, Any]:
    """For each file `{"layerloom_s", "netron_s", "times_faster", "netron_drew"}`, medians, and how many layers Netron
    drew; `least` is the smallest ratio. `{"not here": …}` where Netron or Chromium is missing."""
    if missing := _missing():
        return {"not here": missing}
    return measured_aside(__file__, timeout=1500)


def _missing() -> str:
    from cnn.worker.proofs.browser import find_browser

    if _netron() is None:
        return "Netron: pip install netron, and let NETRON name its command or have it on the PATH"
    return "" if find_browser() else "Chromium: apt-get install chromium, or what your system calls it"


def _netron() -> str | None:
    return shutil.which(os.environ.get("NETRON", "netron"))


@contextlib.contextmanager
def _served(path: Path) -> Iterator[str]:
    """The address of Netron's page, which shows that file; its server has what lies beside it as well."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    command = [str(_netron()), "--port", str(port), "--host", "127.0.0.1", "--verbosity", "quiet", str(path)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + STARTS
        while True:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(address, timeout=5).close()
                break
            if time.monotonic() > end:
                raise TimeoutError("Netron did not start")
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait()


@contextlib.contextmanager
def _browser() -> Iterator[Any]:
    """A Chromium that reaches this machine and nothing else."""
    from cnn.worker.proofs import browser

    browser._OPTIONS += ("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",)  # the last of two counts
    with browser.Browser(str(browser.find_browser())) as found:
        yield found


class Page:
    """Netron in a browser."""

    def __init__(self, browser: Any, address: str) -> None:
        self._browser = browser
        browser.call("Emulation.setDeviceMetricsOverride", width=1280, height=800, deviceScaleFactor=1, mobile=False)
        for name in ("consent", "_ga"):
            browser.call("Network.setCookie", url=address, name=name, value="1")
        browser.call("Page.navigate", url=address)
        end = time.monotonic() + STARTS
        while browser.ask("document.body ? document.body.className : ''") != "default":
            if time.monotonic() > end:
                raise TimeoutError(f"Netron shows {browser.ask('document.body.innerText')!r}")
            time.sleep(0.1)

    def open(self, path: Path) -> float:
        """Seconds from the file that was chosen to the picture."""
        return float(self._browser.ask(OPEN.replace("NAME", path.name)))

    @property
    def drawn(self) -> int:
        """How many layers it shows."""
        return int(self._browser.ask(DRAWN))


def measure() -> dict[str, Any]:
    """Opens everything so many times, by turns."""
    ours: dict[str, list[float]] = {}
    theirs: dict[str, list[float]] = {}
    drawn: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        files = write_files(Path(folder))
        with _served(files[0]) as address, _browser() as browser:
            opener, page, version = Opener(), Page(browser, address), browser.version
            for turn in range(ROUNDS + 1):
                for path in files:
                    opener.open("lenet5")
                    opener.rest(PAUSE)
                    mine = opener.open(path)
                    opener.rest(PAUSE)
                    other = page.open(path)
                    opener.rest(PAUSE)
                    drawn[path.name] = page.drawn
                    if turn:  # the first warms up
                        ours.setdefault(path.name, []).append(mine)
                        theirs.setdefault(path.name, []).append(other)
            opener.close()
    found = {
        name: {
            "layerloom_s": round(median(times), 3),
            "netron_s": round(median(theirs[name]), 3),
            "times_faster": round(median(theirs[name]) / median(times), 1),
            "netron_drew": drawn[name],
        }
        for name, times in ours.items()
    }
    least = min(result["times_faster"] for result in found.values())
    return {**found, "least": least, "target": TARGET, "rounds": ROUNDS, "browser": version}


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    print(json.dumps(measure()))
