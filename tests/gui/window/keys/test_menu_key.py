"""Shift+F10 opens the menu of what has the keys, where the keyboard lacks a Menu key."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from gui.window.main_window import MainWindow


def press(widget: QWidget, qtbot: QtBot) -> QMenu:
    widget.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is widget)
    qtbot.keyClick(widget, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_it_opens_the_menu_of_the_selected_layer(window: MainWindow, qtbot: QtBot) -> None:
    window.document.select(window.document.graph.named("conv2d").id)
    menu = press(window.canvas, qtbot)
    assert menu.objectName() == "canvasMenu"
    menu.close()


def test_it_opens_the_menu_of_an_entry_of_the_palette(window: MainWindow, qtbot: QtBot) -> None:
    tree = window.palette_panel.tree
    tree.setCurrentItem(tree.topLevelItem(0).child(0))
    menu = press(tree, qtbot)
    assert menu.actions()
    menu.close()


def test_it_opens_the_menu_of_a_field(window: MainWindow, qtbot: QtBot) -> None:
    menu = press(window.palette_panel.search, qtbot)
    assert any(action.shortcut().toString() or "\t" in action.text() for action in menu.actions())
    menu.close()
