"""Everything that menus, keys, palette and Preferences offer is found by one search, in both languages."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnn.presets import PRESETS
from cnn.tours.all import TOURS
from gui.dialogs.command_palette import Command, CommandPalette
from gui.dialogs.guide import PAGES
from gui.settings import settings
from gui.style import language, theme
from gui.widgets.basic.action_words import why_not
from gui.widgets.network.layer_entries import entries
from gui.window.main_window import MainWindow


def opened(window: MainWindow) -> CommandPalette:
    window.actions_table["actionCommands"].trigger()
    (search,) = [search for search in window.findChildren(CommandPalette) if search.isVisible()]
    return search


def choose(qtbot: QtBot, window: MainWindow, typed: str, name: str) -> None:
    search = opened(window)
    qtbot.keyClicks(search.search, typed)
    assert search.found[0].name == name
    qtbot.keyClick(search.search, Qt.Key.Key_Return)


@pytest.mark.slow
def test_actions_presets_layers_files_panels_and_settings_are_found(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.document.save(tmp_path / "mine.loom")
    settings.remember_file(tmp_path / "mine.loom")
    window.files.recentChanged.emit()
    search = opened(window)
    found: dict[str, Command] = {command.key: command for command in search.found}
    assert len(found) == len(search.found), "remembered by the same name"
    for action in window.actions_table.all():
        if action.objectName() != "actionCommands":
            assert found[action.objectName()].obstacle == why_not(action), action.objectName()
    assert {f"preset-{name}" for name in PRESETS} <= set(found)
    assert {f"layer:{entry.payload}" for entry in entries(window.document.blocks)} <= set(found)
    assert {f"tour:{name}" for name in TOURS} <= set(found)
    names = {command.name for command in search.found}
    assert {"mine.loom", "Go to the panel Runs", "Appearance: Dark", "Export: ONNX (*.onnx)"} <= names
    assert found["actionFoldAll"].obstacle == "Make a group of some layers first."
    assert found["actionUndo"].obstacle
    assert found["actionSave"].keys == "Ctrl+S"
    window.actions_table["actionCommands"].trigger()
    assert not search.isVisible(), "its key closes it as well"


@pytest.mark.story
@pytest.mark.slow
def test_what_is_chosen_happens_and_stands_first_the_next_time(window: MainWindow, qtbot: QtBot) -> None:
    window.document.select([window.document.graph.named("conv2d_1").id])
    choose(qtbot, window, "batchnorm", "BatchNormalization")
    graph = window.document.graph
    (added,) = [node for node in graph.nodes.values() if node.layer.class_name == "BatchNormalization"]
    assert added.inputs == (graph.named("conv2d_1").id,), "where Enter in the palette puts it"
    choose(qtbot, window, "appearance dark", "Appearance: Dark")
    assert theme.current().dark
    choose(qtbot, window, "appearance light", "Appearance: Light")
    window.document.undo_stack.setClean()
    choose(qtbot, window, "vgg11", "VGG-11")
    qtbot.waitUntil(lambda: window.document.title == "vgg11", timeout=20_000)  # it is built beside the window
    search = opened(window)
    assert [command.name for command in search.found[:4]] == [
        "VGG-11",
        "Appearance: Light",
        "Appearance: Dark",
        "BatchNormalization",
    ]


@pytest.mark.slow
def test_chinese_is_found_by_its_english_name(
    make_window: Callable[..., MainWindow], qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window()
    settings.set_language_choice("zh_CN")
    language.apply(qapp)
    try:
        search = opened(window)
        for typed, key in (
            ("save", "actionSave"),
            ("zoom in", "actionZoomIn"),
            ("dark", "setting:theme:dark"),
            ("保存", "actionSave"),
        ):
            search.search.setText(typed)
            assert search.found[0].key == key, typed
            assert not search.found[0].name.isascii()
        search.search.setText("guide")
        assert {f"guide:{page}" for page in PAGES} <= {command.key for command in search.found}
        search.search.setText("卷积")
        assert "layer:Conv2D" in [command.key for command in search.found[:2]]
        search.search.setText("fold all")
        assert not search.found[0].obstacle.isascii(), "what is to be done first is told in that language as well"
    finally:
        settings.set_language_choice("en")
        language.apply(qapp)
