"""The whole way under a real X server, with nothing but mouse and keyboard."""

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

import psutil
import pytest

SCRIPT = Path(__file__).with_name("watched_window.py")
ROOT = Path(__file__).parents[2]
SOON = 120.0

pytestmark = [
    pytest.mark.x11,
    pytest.mark.keras,
    pytest.mark.worker,
    pytest.mark.slow,
    pytest.mark.skipif(not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool"),
]


@pytest.fixture
def display() -> Iterator[str]:
    """An X server of our own, on a number that is free."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
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
        for step in range(1, 21):
            x, y = (round(a + (b - a) * step / 20) for a, b in zip(start, end, strict=True))
            self.do("mousemove", x, y)
            time.sleep(0.02)
        self.do("mousemove", end[0] + 1, end[1], "mousemove", *end)
        time.sleep(0.1)
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

    def __init__(self, display: str, folder: Path) -> None:
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
        environment["LAYERLOOM_RUNS"] = str(folder / "runs")
        environment["LAYERLOOM_SETTINGS"] = str(folder / "settings.ini")
        self._log = (folder / "window.log").open("w")
        self.process = subprocess.Popen(
            [sys.executable, str(SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            env=environment,
            cwd=folder,
        )

    def ask(self, question: str, *arguments: str) -> Any:
        print(json.dumps([question, *arguments]), file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())

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


@pytest.fixture
def window(display: str, tmp_path: Path) -> Iterator[Watched]:
    watched = Watched(display, tmp_path)
    try:
        yield watched
    finally:
        watched.close()


def type_path(window: Watched, hand: Hand, path: Path) -> None:
    """Types a path into the file dialog that comes up."""
    hand.click(window.until("dialog"), times=3)
    hand.type(str(path))
    hand.press("Return")
    window.until("dialog", good=lambda place: place is None)


def test_the_whole_way_by_mouse_and_keyboard(
    window: Watched, display: str, tmp_path: Path, plain_keras: Callable[[Path], str]
) -> None:
    hand = Hand(display)
    before = window.until("design", good=lambda design: "flatten" in design["layers"])

    # a layer from the palette, onto the wire between two others
    hand.click(window.until("widget", "paletteSearch"))
    hand.type("batchnorm")
    start = window.until("palette_row", "BatchNormalization")
    hand.drag(start, window.ask("wire", "rescaling", "conv2d"))
    built = window.until("design", good=lambda design: "batch_normalization" in design["layers"])
    place = built["layers"].index("batch_normalization")
    assert built["layers"][place - 1 : place + 2] == ["rescaling", "batch_normalization", "conv2d"]
    assert built["params"] == before["params"] + 4

    # one epoch, then stop
    window.until("run", good=lambda run: run["device"])
    hand.click(window.ask("widget", "epochs"), times=3)
    hand.type("300")
    window.until("design", good=lambda design: design["epochs"] == 300)
    hand.click(window.ask("widget", "trainButton"))
    assert window.until("run", good=lambda run: run["epochs"] >= 1 or run["failure"])["failure"] == ""
    hand.click(window.ask("widget", "stopButton"))
    run = window.until("run", good=lambda run: run["state"] == "idle")
    assert run["kept"] == "stopped"
    assert 1 <= run["epochs"] < 300
    assert run["points"] > 3

    # take a layer away, and undo that
    hand.click(window.ask("node", "conv2d"))
    hand.shortcut(window, "Delete")
    window.until("design", good=lambda design: "conv2d" not in design["layers"])
    hand.shortcut(window, "ctrl+z")
    assert window.until("design", good=lambda design: "conv2d" in design["layers"])["layers"] == built["layers"]

    # save, begin anew, reopen
    path = tmp_path / "mine.loom"
    hand.shortcut(window, "ctrl+s")
    type_path(window, hand, path)
    window.until("design", good=lambda design: not design["dirty"])
    assert path.exists()
    hand.shortcut(window, "ctrl+n")
    window.until("design", good=lambda design: not design["layers"])
    hand.shortcut(window, "ctrl+o")
    type_path(window, hand, path)
    assert window.until("design", good=lambda design: design["layers"])["layers"] == built["layers"]

    # export, and load it where nothing of Layerloom is
    away = tmp_path / "mine.keras"
    hand.shortcut(window, "ctrl+e")
    type_path(window, hand, away)
    deadline = time.monotonic() + SOON
    while not away.exists():
        assert time.monotonic() < deadline
        time.sleep(0.1)
    found = json.loads(plain_keras(away))
    assert found["layers"] == built["layers"]
    assert found["params"] == built["params"]
    assert found["accuracy"] > 0.8

    # close: nothing is left
    family = psutil.Process(window.process.pid).children(recursive=True)
    assert family
    hand.shortcut(window, "ctrl+q")
    assert window.process.wait(60) == 0
    _, alive = psutil.wait_procs(family, timeout=10)
    assert not alive
    assert not [item for item in tmp_path.rglob("*") if item.name.startswith(".")]


def test_the_program_opens_its_window_and_quits_without_leaving_anything(display: str, tmp_path: Path) -> None:
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    program = subprocess.Popen([sys.executable, str(ROOT / "main.py")], env=environment, cwd=tmp_path)
    try:
        search = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "lenet5 — Layerloom"]
        found = subprocess.run(search, env=environment, capture_output=True, text=True, timeout=60, check=True)
        deadline = time.monotonic() + SOON
        while not (family := psutil.Process(program.pid).children(recursive=True)):
            assert time.monotonic() < deadline, "no spare worker"
            time.sleep(0.05)
        Hand(display).do("windowfocus", "--sync", found.stdout.split()[0], "key", "ctrl+q")
        assert program.wait(60) == 0
        _, alive = psutil.wait_procs(family, timeout=10)
        assert not alive
    finally:
        if program.poll() is None:
            program.kill()
            program.wait(10)
