"""The menus of the canvas have what people look for there, and it does what the window's menus do."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from cnn.presets import PRESETS
from cnn.project import Project
from gui.settings import settings
from gui.window.main_window import MainWindow


def menu_at(window: MainWindow, at: QPoint) -> QMenu:
    """The menu that a right click opens at a point of the canvas."""
    viewport = window.canvas.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, viewport.mapToGlobal(at))
    QApplication.sendEvent(viewport, event)
    (menu,) = [menu for menu in window.canvas.findChildren(QMenu, "canvasMenu") if menu.isVisible()]
    return menu


def names(menu: QMenu) -> list[str]:
    """The window's actions in it that could be chosen now."""
    return [action.objectName() for action in menu.actions() if action.objectName() and action.isEnabled()]


def test_what_people_look_for_is_there_and_works(window: MainWindow) -> None:
    document, canvas = window.document, window.canvas
    document.replace_project(Project(graph=PRESETS["lenet5"].graph()))
    node, other = document.graph.order[2:4]
    menu = menu_at(window, canvas.position_of(node))
    assert names(menu)[:5] == ["actionConnectTo", "actionCut", "actionCopy", "actionPaste", "actionGroup"]
    assert "actionKeepBlock" in names(menu)
    assert "actionJoinAdd" not in names(menu), "one is not joined"
    window.actions_table["actionCopy"].trigger()
    menu.close()
    document.select([node, other])
    menu = menu_at(window, canvas.position_of(node))
    assert {"actionJoinAdd", "actionJoinConcatenate"} <= set(names(menu))
    menu.close()
    menu = menu_at(window, QPoint(8, canvas.viewport().height() // 2))
    assert names(menu)[:4] == ["actionPaste", "actionFit", "actionArrange", "actionToTheRight"]
    window.actions_table["actionPaste"].trigger()
    menu.close()
    assert len(document.graph) == len(PRESETS["lenet5"].graph()) + 1


def test_thick_wires_are_remembered(window: MainWindow) -> None:
    thick = window.actions_table["actionThickWires"]
    assert not thick.isChecked()
    thick.trigger()
    assert window.canvas.scene().thick_wires
    window._remember()
    assert settings.shown("actionThickWires", first=False)
