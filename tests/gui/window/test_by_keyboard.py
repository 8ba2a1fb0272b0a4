"""LeNet-5 built, trained and saved in the window without the mouse; the worker only pretends."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from cnn import client
from cnn.presets import PRESETS
from cnn.project import load
from gui.widgets.basic import asking
from gui.widgets.findings.problem_note import ProblemNote
from gui.window.main_window import MainWindow
from tests.gui.sessions import SCRIPT

pytestmark = [pytest.mark.slow, pytest.mark.story]

Key, Modifier = Qt.Key, Qt.KeyboardModifier
#: what is typed to find a layer → what is written into which of its fields
LAYERS: tuple[tuple[str, dict[str, str]], ...] = (
    ("input", {"shape": "28 × 28 × 1"}),
    ("rescaling", {"scale": "1/255"}),
    ("conv2d", {"filters": "6", "kernel_size": "5", "padding": "same", "activation": "tanh"}),
    ("averagepooling2d", {}),
    ("conv2d", {"filters": "16", "kernel_size": "5", "activation": "tanh"}),
    ("averagepooling2d", {}),
    ("flatten", {}),
    ("dense", {"units": "120", "activation": "tanh"}),
    ("dense", {"units": "84", "activation": "tanh"}),
    ("dense", {"units": "10", "activation": "softmax"}),
)


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
    QTest.keyClick(focus(), key, modifiers)


def write(text: str) -> None:
    """Letter by letter, each to what has the keys then: the first opens a search."""
    for letter in text:
        QTest.keyClicks(focus(), letter)


def go_to(name: str) -> None:
    """Into a field of the inspector, by its key and Tab."""
    press(Key.Key_I, Modifier.AltModifier)
    for _ in range(20):
        around = [focus()]
        while around[-1].parentWidget() is not None:
            around.append(around[-1].parentWidget())
        if any(widget.objectName() == name for widget in around[:2]):
            return
        press(Key.Key_Tab)
    raise AssertionError(f"no field {name}")


def test_a_network_is_built_trained_and_saved_by_keys(
    make_window: Callable[..., MainWindow], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(client, "_command_line", lambda *_: [sys.executable, str(SCRIPT)])
    monkeypatch.setenv("LAYERLOOM_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr(asking, "for_new_file", lambda *_, **__: str(tmp_path / "mine.loom"))
    window = make_window()
    document = window.document
    press(Key.Key_N, Modifier.ControlModifier)
    press(Key.Key_C, Modifier.AltModifier)
    assert not document.graph.nodes
    for name, fields in LAYERS:
        write(name)
        press(Key.Key_Return)
        assert focus() is window.canvas
        for field, value in fields.items():
            go_to(field)
            if isinstance(focus(), QComboBox):
                write(value)  # finds the entry
                continue
            press(Key.Key_A, Modifier.ControlModifier)
            write(value)
            press(Key.Key_Return)
        if fields:
            press(Key.Key_C, Modifier.AltModifier)
            qtbot.waitUntil(lambda: focus() is window.canvas)
    assert document.analysis.total_params == 61_706
    assert [type(node.layer) for node in document.graph.nodes.values()] == [
        type(node.layer) for node in PRESETS["lenet5"].graph().nodes.values()
    ]
    press(Key.Key_F5)
    qtbot.waitUntil(lambda: window.session.busy, timeout=10_000)
    qtbot.waitUntil(lambda: not window.session.busy, timeout=20_000)
    press(Key.Key_S, Modifier.ControlModifier)
    qtbot.waitUntil((tmp_path / "mine.loom").exists)
    assert load(tmp_path / "mine.loom").graph == document.graph


def test_a_problem_is_cured_by_keys_in_the_panel_that_names_it(make_window: Callable[..., MainWindow], qtbot: QtBot) -> None:
    """What the panel shows is made anew with each edit, long after the panel."""
    window = make_window()
    press(Key.Key_N, Modifier.ControlModifier)
    press(Key.Key_5, Modifier.AltModifier)
    qtbot.waitUntil(window.problems.isVisible)
    press(Key.Key_C, Modifier.AltModifier)
    write("flatten")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: any(note.isVisible() for note in window.problems.findChildren(ProblemNote)))
    press(Key.Key_5, Modifier.AltModifier)
    press(Key.Key_Tab)
    assert focus().objectName() == "problem"
    press(Key.Key_Tab)
    assert focus().objectName() == "repair"
    press(Key.Key_Space)
    qtbot.waitUntil(lambda: bool(window.document.graph.inputs))
