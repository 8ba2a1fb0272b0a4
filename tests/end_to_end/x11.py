"""A real X server, and a hand that moves its mouse and types; the window tells where things are."""

import contextlib
import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).with_name("watched_window.py")
ROOT = Path(__file__).parents[2]
SOON = 120.0
MISSING = not (shutil.which("Xvfb") and shutil.which("xdotool"))


@contextlib.contextmanager
def x_server(size: str = "1600x1000") -> Iterator[str]:
    """An X server on a number that is free, with a screen of that size; its name."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        assert select.select([reading], [], [], 30)[0], "Xvfb does not start"
        yield f":{os.read(reading, 16).decode().strip()}"
    finally:
        os.close(reading)
        server.terminate()
        server.wait(10)


class Hand:
    """Mouse and keyboard."""

    def __init__(self, display: str) -> None:
        self._environment = {**os.environ, "DISPLAY": display}

    def do(self, *words: object) -> None:
        subprocess.run(["xdotool", *map(str, words)], env=self._environment, check=True, timeout=30, capture_output=True)

    def click(self, place: list[int], times: int = 1) -> None:
        self.do("mousemove", *place, "click", "--repeat", times, "--delay", 40, 1)

    def drag(self, start: list[int], end: list[int]) -> None:
        """In small steps, as a hand does: a drag begins after some pixels, and its target is looked for at every move."""
        self.do("mousemove", *start, "mousedown", 1)
        way = [[round(a + (b - a) * step / 20) for a, b in zip(start, end, strict=True)] for step in range(1, 21)]
        for x, y in (*way, *([end[0] + 1, end[1]], end) * 3):  # no hand is quite still where it lets go
            self.do("mousemove", x, y)
            time.sleep(0.02)
        self.do("mouseup", 1)

    def type(self, text: str) -> None:
        self.do("type", "--delay", 15, text)

    def press(self, *keys: str) -> None:
        self.do("key", "--delay", 30, *keys)

    def shortcut(self, window: "Watched", keys: str) -> None:
        """Presses keys after giving the keyboard to the window, as a window manager does when a dialog closes."""
        self.do("windowfocus", "--sync", window.ask("number"), "key", keys)


class Watched:
    """The window's process: answers where things are, and does nothing else."""

    def __init__(self, display: str, folder: Path, *arguments: str) -> None:
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
        environment["LAYERLOOM_RUNS"] = str(folder / "runs")
        environment["LAYERLOOM_SETTINGS"] = str(folder / "settings.json")
        self._log = (folder / "window.log").open("w")
        self.process = subprocess.Popen(
            [sys.executable, str(SCRIPT), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            env=environment,
            cwd=folder,
        )

    def ask(self, question: str, *arguments: str) -> Any:
        print(json.dumps([question, *arguments]), file=self.process.stdin, flush=True)
        found = json.loads(self.process.stdout.readline())
        assert "error" not in found, f"{question} {arguments}: {found['error']}"
        return found["answer"]

    def until(self, question: str, *arguments: str, good: Callable[[Any], bool] = lambda answer: answer is not None) -> Any:
        """Asks again and again until the answer is good."""
        deadline = time.monotonic() + SOON
        while not good(answer := self.ask(question, *arguments)):
            assert time.monotonic() < deadline, f"{question} {arguments}: still {answer}"
            time.sleep(0.05)
        return answer

    def close(self) -> None:
        for pipe in (self.process.stdin, self.process.stdout):
            pipe.close()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(10)
        self._log.close()
