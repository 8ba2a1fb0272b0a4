"""Preferences, shortcuts, about."""

import platform
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from cnn.pictures.colours import DARK, LIGHT
from gui.canvas.keys import table as table_of_keys
from gui.dialogs.about import AboutDialog
from gui.dialogs.preferences import PreferencesDialog
from gui.dialogs.shortcuts import Area, Keys, ShortcutDialog
from gui.settings import settings
from gui.style import theme
from gui.widgets.basic.action_words import in_full
from gui.window.main_window import MainWindow
from tests.gui.pixels import ink, is_bold, near, picture


@pytest.mark.slow
def test_preferences_take_effect_at_once(dressed: QApplication, qtbot: QtBot) -> None:
    dialog = PreferencesDialog()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(dialog.theme, Qt.Key.Key_End)
    assert theme.current() is DARK
    assert settings.theme_choice() == "dark"
    qtbot.keyClick(dialog.theme, Qt.Key.Key_Up)
    assert theme.current() is LIGHT
    qtbot.keyClick(dialog.motion, Qt.Key.Key_End)
    assert theme.duration(100) == 0


def test_about_copies_the_versions(dressed: QApplication, qtbot: QtBot) -> None:
    dialog = AboutDialog()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    next(button for button in dialog.findChildren(QPushButton) if button.text() == "Copy versions").click()
    copied = QGuiApplication.clipboard().text()
    assert platform.python_version() in copied
    assert "keras" in copied


def open_by(window: MainWindow, name: str, kind: str) -> QDialog:
    action = window.findChild(QAction, name)
    assert action is not None
    action.trigger()
    dialog = window.findChild(QDialog, kind)
    assert dialog is not None
    return dialog


@pytest.mark.slow
def test_the_shortcut_table_names_every_key(make_window: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = make_window()
    dialog = open_by(window, "actionShortcuts", "shortcuts")
    table = dialog.findChild(QTableWidget)
    assert table is not None
    listed = [(table.item(row, 0), table.item(row, 1)) for row in range(table.rowCount())]
    rows = {words.text(): keys.text() for words, keys in listed if words is not None and keys is not None}
    assert rows["Save"] == "Ctrl+S"
    assert rows["Train"].startswith("F5")
    dialog.reject()


@pytest.mark.slow
def test_every_shortcut_of_the_window_stands_in_the_sheet_once_and_below_its_menu(
    make_window: Callable[..., MainWindow],
) -> None:
    window = make_window()
    dialog = open_by(window, "actionShortcuts", "shortcuts")
    table = dialog.findChild(QTableWidget)
    assert table is not None
    places: dict[tuple[str, str], list[str]] = {}
    area = ""
    for row in range(table.rowCount()):
        words, keys = table.item(row, 0), table.item(row, 1)
        assert words is not None
        if keys is None:
            area = words.text()
        else:
            places.setdefault((words.text(), keys.text()), []).append(area)
    actions = {id(action): action for action in window.findChildren(QAction) if action.shortcuts()}
    of_window = [action for action in actions.values() if action in window.actions()]
    assert len(of_window) > 50
    now = {"actionUndo": "Undo", "actionRedo": "Redo"}
    for action in of_window:
        keys = ", ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())
        found = places[now.get(action.objectName()) or in_full(action), keys]
        assert len([name for name in found if name != "In the network"]) == 1, (action.text(), found)
        assert "Elsewhere" not in found, action.text()
    for entry in table_of_keys():
        assert any(words == entry.words and "In the network" in found for (words, _), found in places.items()), entry.words
    dialog.reject()


def test_the_sheet_of_shortcuts_is_searched_by_words_keys_and_english_names(dressed: QApplication, qtbot: QtBot) -> None:
    areas = [
        Area("文件", [Keys("保存", "Ctrl+S", "Save"), Keys("打开", "Ctrl+O", "Open")]),
        Area("编辑", [Keys("撤销", "Ctrl+Z", "Undo")]),
    ]
    owner = QWidget()
    qtbot.addWidget(owner)
    dialog = ShortcutDialog(owner, areas)
    dialog.show()
    for typed, left in (("save", {0, 1}), ("打开", {0, 2}), ("ctrl+z", {3, 4}), ("编辑", {3, 4}), ("no such", set())):
        dialog.search.setText(typed)
        assert {row for row in range(5) if not dialog.table.isRowHidden(row)} == left, typed
        assert dialog.table.isVisible() == bool(left)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert not dialog.search.text()
    assert dialog.isVisible()
    assert not any(dialog.table.isRowHidden(row) for row in range(5))
    qtbot.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.slow
def test_the_shortcut_table_names_the_keys_of_the_canvas(make_window: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = make_window()
    dialog = open_by(window, "actionShortcuts", "shortcuts")
    table = dialog.findChild(QTableWidget)
    assert table is not None
    said = " ".join(item.text() for row in range(table.rowCount()) if (item := table.item(row, 1)) is not None)
    for entry in table_of_keys():
        for key in entry.keys:
            name = QKeySequence(key).toString()
            assert name in said or name.split("+")[-1] in ("Up", "Down", "Left", "Right"), name
    for words in ("Tab", "Shift+Arrows", "Alt+Arrows", "Ctrl+Arrows", "Home, End", "Space+Drag", "Ctrl+Wheel", "Double click"):
        assert words in said
    dialog.reject()


@pytest.mark.slow
def test_keys_are_found_by_another_word_for_where_they_hold_and_every_panel_has_one(
    make_window: Callable[..., MainWindow],
) -> None:
    dialog = open_by(make_window(), "actionShortcuts", "shortcuts")
    assert isinstance(dialog, ShortcutDialog)
    dialog.search.setText("canvas")
    shown = [row for row in range(dialog.table.rowCount()) if not dialog.table.isRowHidden(row)]
    assert {dialog.table.item(row, 0).text() for row in shown} >= {"In the network", *(entry.words for entry in table_of_keys())}
    dialog.search.setText("go to the panel")
    keys = {dialog.table.item(row, 0).text(): dialog.table.item(row, 1) for row in range(dialog.table.rowCount())}
    for title, key in (("Inside", "Alt+0"), ("Film", "Alt+Shift+1"), ("Queue", "Alt+Shift+2")):
        assert keys[f"Go to the panel {title}"].text() == key
    dialog.reject()


@pytest.mark.slow
def test_the_shortcut_table_says_in_full_what_an_entry_of_a_menu_says_with_its_title(
    make_window: Callable[..., MainWindow],
) -> None:
    window = make_window()
    dialog = open_by(window, "actionShortcuts", "shortcuts")
    table = dialog.findChild(QTableWidget)
    assert table is not None
    said = {table.item(row, 0).text() for row in range(table.rowCount())}
    assert {"Colour layers by: Parameters", "Go to the panel Runs", "Show or hide the inspector"} <= said
    for menu in window.findChildren(QMenu):
        below = menu.menuAction() in window.menuBar().actions()
        for action in menu.actions():
            if action.shortcuts() and (not below or (action.isCheckable() and action.objectName().startswith("actionShow"))):
                assert in_full(action) in said
                assert in_full(action) != action.text().replace("&", ""), "half a sentence"
    dialog.reject()


@pytest.mark.slow
def test_menus_open_their_dialogs(make_window: Callable[..., MainWindow]) -> None:
    window = make_window()
    for name, kind in (
        ("actionPreferences", "preferences"),
        ("actionAbout", "about"),
        ("actionPresets", "presetDialog"),
        ("actionLog", "log"),
    ):
        open_by(window, name, kind).close()


@pytest.mark.slow
def test_a_chosen_preset_takes_the_place_of_the_network(make_window: Callable[..., MainWindow]) -> None:
    window = make_window()
    window.document.set_dataset("/my/images")
    window.document.undo_stack.setClean()
    dialog = open_by(window, "actionPresets", "presetDialog")
    dialog.list.setCurrentRow(1)  # type: ignore[attr-defined]
    dialog.accept()
    assert window.document.graph.name != "lenet5"
    assert window.document.dataset == "/my/images"


def test_about_says_the_version_also_where_nothing_is_installed(qtbot: QtBot) -> None:
    from cnn import __version__
    from gui.dialogs.about import AboutDialog, versions_text

    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    assert f"Layerloom {__version__}" in [label.text() for label in dialog.findChildren(QLabel)]
    assert versions_text().splitlines()[0] == f"Layerloom {__version__}"


@pytest.mark.slow
def test_the_heading_among_the_shortcuts_is_painted_in_bold(dressed: QApplication, qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    dialog = ShortcutDialog(owner, [Area("In the network", [Keys("Add a layer: type its name", "A-Z")])])
    dialog.show()
    table = dialog.findChild(QTableWidget, "shortcutTable")
    assert table is not None
    for row, bold in ((0, True), (1, False)):
        item = table.item(row, 0)
        assert item is not None
        assert item.text() == ("Add a layer: type its name", "In the network")[bold]
        seen = ink(picture(table.viewport()), table.visualItemRect(item))
        assert seen is not None
        assert near(seen.colour, theme.current().text)
        assert is_bold(seen, item.text(), table.font()) == bold
