"""The menus of the canvas have what people look for there, and it does what the window's menus do."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

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


def test_families_are_called_as_in_the_palette(window: MainWindow, spoken: None) -> None:
    window.document.replace_project(Project(graph=PRESETS["lenet5"].graph()))
    menu = menu_at(window, window.canvas.position_of(window.document.graph.order[2]))
    families = menu.actions()[0].menu()
    assert isinstance(families, QMenu)
    families.aboutToShow.emit()
    tree = window.palette_panel.tree
    headings = {tree.topLevelItem(row).text(0) for row in range(tree.topLevelItemCount())}
    called = {action.text() for action in families.actions()}
    menu.close()
    assert len(called) > 5
    assert called <= headings


def test_thick_wires_are_remembered(window: MainWindow) -> None:
    thick = window.actions_table["actionThickWires"]
    assert not thick.isChecked()
    thick.trigger()
    assert window.canvas.scene().thick_wires
    window._remember()
    assert settings.shown("actionThickWires", first=False)


def test_a_plain_group_is_offered_nothing_that_only_blocks_can(window: MainWindow) -> None:
    document, canvas = window.document, window.canvas
    document.replace_project(Project(graph=PRESETS["resnet18"].graph()))
    for_blocks = {"actionRemake", "actionLinkBlocks", "actionDetachBlock", "actionPlainGroup"}
    for path, offered in (("conv1", set()), ("conv2", {"actionRemake", "actionLinkBlocks", "actionPlainGroup"})):
        menu = menu_at(window, canvas.position_of(document.graph.members(path)[0].id))
        assert {action.objectName() for action in menu.actions()} & for_blocks == offered
        assert "actionUngroup" in names(menu)
        menu.close()


def test_blocks_that_are_grouped_are_seen_in_the_group_as_they_were(window: MainWindow) -> None:
    document, canvas = window.document, window.canvas
    document.replace_project(Project(graph=PRESETS["resnet18"].graph()))
    canvas.folds.fold_all()
    document.select([node.id for path in ("conv2", "conv3") for node in document.graph.members(path)])
    before = document.graph.blocks
    window.actions_table["actionGroup"].trigger()
    titles = {card.words.name for card in canvas.scene().cards.values()}
    assert {"conv2", "conv3"} <= titles
    assert "group_1" in {frame.path for frame in canvas.scene().frames}
    assert document.graph.blocks["group_1/conv2"] == before["conv2"]
    document.undo()
    assert document.graph.blocks == before
    assert {"conv2", "conv3"} <= {card.words.name for card in canvas.scene().cards.values()}


def test_an_ampersand_in_a_name_is_seen(window: MainWindow) -> None:
    """`R & D` stood in menus as `R _D`: the mark of a key."""
    document, canvas = window.document, window.canvas
    document.replace_project(Project(graph=PRESETS["lenet5"].graph()))
    node = document.graph.order[2]
    document.edit("Group as R & D", lambda graph: graph.move_to_group([node, document.graph.order[3]], "R & D"))
    canvas.folds.unfold_all()
    menu = menu_at(window, canvas.position_of(node))
    assert "Fold R && D" in [action.text() for action in menu.actions()]
    menu.close()
    document.select([node])
    QApplication.processEvents()
    crumbs = [button.text() for button in canvas.findChildren(QPushButton) if button.objectName() == "crumb:R & D"]
    assert crumbs == ["R && D"]
    assert window.actions_table["actionUndo"].text() == "&Undo Group as R && D"
    assert window.actions_table["actionUndo"].toolTip().startswith("Undo Group as R & D")
