"""What stands in the window first is where it will be when everything else does, and needs nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtWidgets import QApplication, QSplitter, QToolBar, QWidget
from pytestqt.qtbot import QtBot

from cnn.tours.comparisons import FOLDER
from gui.app import begin, finish
from gui.settings import settings
from gui.style import language
from gui.widgets.network.layer_list import LayerList
from gui.window.main_window import MainWindow
from tests.gui.windows import settle

#: what only a network, a training or a plot needs
LATER = (
    "cnn.analysis", "cnn.presets.preset", "cnn.project", "cnn.recipe", "cnn.runs", "gui.canvas", "gui.document", "gui.panels",
    "gui.background.training_session",
)  # fmt: skip


def places(window: MainWindow) -> dict[str, tuple[int, int, int, int]]:
    """Where the parts are that are there before and after: left, top, width, height."""
    (across,) = [one for one in window.findChildren(QSplitter, "columns") if one.isVisible()]
    (bar,) = [one for one in window.findChildren(QToolBar) if one.isVisible()]
    (layers,) = [one for one in window.findChildren(LayerList) if one.parentWidget() is across]
    tabs = window._frame.tabs if window._frame is not None else window.tabs
    found: dict[str, QWidget] = {
        "menus": window.menuBar(), "bar": bar, "tabs": tabs, "layers": layers, "search": layers.search, "tree": layers.tree,
        "inspector": across.widget(2),
    }  # fmt: skip
    return {
        name: (*part.mapTo(window, QPoint(0, 0)).toTuple(), part.width(), part.height())
        for name, part in found.items()
        if part.isVisible()
    }


@pytest.mark.slow
@pytest.mark.parametrize("tongue", ["en", "zh_CN"])
@pytest.mark.parametrize(
    "shown",
    [{}, {"actionShowPanels": True}, {"actionShowInspector": False}, {"actionShowPalette": False}, {"actionPaletteIcons": True}],
    ids=str,
)
def test_nothing_jumps(
    dressed: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, shown: dict[str, bool], tongue: str
) -> None:
    monkeypatch.setattr(MainWindow, "prepare", lambda self: None)
    settings.set_language_choice(tongue)
    settings.keep_window({}, shown, [], 300)
    window = begin()
    window.show_frame()
    before = places(window)
    finish(window)
    qtbot.waitSignal(window.painted).wait()
    settle()
    try:
        assert places(window) == before
    finally:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        settings.set_language_choice("en")
        language.apply(dressed)


CODE = """
import os, sys
import main
from gui import app
begin = app.begin

def told():
    print(*sorted(sys.modules), flush=True)
    os._exit(0)

def watched():
    window = begin()
    window.framePainted.connect(told)
    return window

app.begin = watched
sys.exit(main.main(sys.argv[1:]))
"""


@pytest.mark.story
@pytest.mark.parametrize(
    "arguments", [[], [str(FOLDER / "clothes-resnet.loom")], ["ResNet-50"]], ids=["nothing", "a file", "a preset"]
)
def test_it_needs_no_network_and_no_training(arguments: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", CODE, *arguments], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "gui.window.main_window" in done.stdout.split()
    found = [name for name in done.stdout.split() if name in LATER or name.startswith(tuple(f"{one}." for one in LATER))]
    assert found == []


ENDED = """
import os, signal, sys
import main
from gui import app
begin = app.begin

def ended():
    window = begin()
    window.framePainted.connect(lambda: {how})
    return window

app.begin = ended
sys.exit(main.main([]))
"""


@pytest.mark.story
@pytest.mark.parametrize("how", ["window.close()", "os.kill(os.getpid(), signal.SIGTERM)"])
def test_the_window_can_be_closed_before_anything_stands_in_it(how: str, tmp_path: Path) -> None:
    code = ENDED.format(how=how)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
