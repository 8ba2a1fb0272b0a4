"""The whole way under a real X server, with nothing but mouse and keyboard."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.end_to_end.x11 import MISSING, ROOT, SOON, Hand, Watched, x_server

pytestmark = [
    pytest.mark.story,
    pytest.mark.x11,
    pytest.mark.keras,
    pytest.mark.worker,
    pytest.mark.slow,
    pytest.mark.skipif(MISSING, reason="needs Xvfb and xdotool"),
]


@pytest.fixture
def display() -> Iterator[str]:
    """An X server of our own."""
    with x_server() as name:
        yield name


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
    hand.press("alt+1")  # the panels below open
    hand.click(window.until("widget", "epochs"), times=3)
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
    hand.click(window.until("widget", "exportPath"), times=3)
    hand.type(str(away))
    hand.press("Return")
    deadline = time.monotonic() + SOON
    while not away.exists():
        assert time.monotonic() < deadline
        time.sleep(0.1)
    found = json.loads(plain_keras(away))
    assert found["layers"] == built["layers"]
    assert found["params"] == built["params"]
    assert found["accuracy"] > 0.8
    hand.press("Escape")  # the dialog with the proof

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
