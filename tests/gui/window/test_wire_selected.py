"""With a wire selected the inspector says between what it runs, and Ctrl+J goes on from where it comes from."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from cnn.edits.spots import OnWire
from cnn.graph import Wire
from cnn.layers import Conv2D, Dropout
from cnn.presets import PRESETS
from cnn.project import Project
from gui.canvas.gestures.connect import Connect
from gui.widgets.basic.action_words import why_not
from gui.widgets.basic.eliding import ElidingLabel
from gui.widgets.network.facts import FactLine, FactTable
from gui.window.main_window import MainWindow
from tests.gui.windows import settle

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def lenet(window: MainWindow) -> None:
    window.document.replace_project(Project(graph=PRESETS["lenet5"].graph()))
    settle()


def click(window: MainWindow, source: str, target: str, *, adds: bool = False) -> None:
    graph = window.document.graph
    at = window.canvas.drop_point_on_wire(graph.named(source).id, graph.named(target).id)
    modifier = SHIFT if adds else Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(window.canvas.viewport(), Qt.MouseButton.LeftButton, modifier, at)


def shown(window: MainWindow) -> tuple[str, str, bool]:
    """Title and line of the inspector, and whether the facts of the network stand there."""
    inspector = window.inspector
    title = inspector.findChild(ElidingLabel, "inspectorTitle")
    line, facts = inspector.findChild(FactLine), inspector.findChild(FactTable)
    return title.text(), line.text() if line.isVisibleTo(inspector) else "", facts.isVisibleTo(inspector)


def test_the_inspector_names_the_ends_of_the_selected_wires(window: MainWindow) -> None:
    lenet(window)
    click(window, "conv2d", "average_pooling2d")
    assert shown(window) == ("Wire", "conv2d → average_pooling2d", False)
    click(window, "dense", "dense_1", adds=True)
    assert shown(window) == ("2 wires", "conv2d → average_pooling2d\ndense → dense_1", False)
    window.document.select([window.document.graph.named("dense").id])
    assert shown(window)[0] == "dense"
    click(window, "dense_1", "dense_2")
    QTest.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert shown(window) == ("Network", "", True)


def test_ctrl_j_wires_what_the_selected_wire_comes_from(window: MainWindow) -> None:
    lenet(window)
    document, canvas, actions = window.document, window.canvas, window.actions_table
    document.edit("Add", lambda graph: graph.add(Dropout(rate=0.5)))
    document.select(())
    canvas.fit()
    settle()
    assert why_not(actions["actionConnectTo"]) == "Select a layer or a wire first."
    click(window, "conv2d", "average_pooling2d")
    settle()
    assert actions["actionConnectTo"].isEnabled()
    assert why_not(actions["actionConnectTo"]) == ""
    assert not actions["actionConnectFrom"].isEnabled(), "pooling reads one layer"
    actions["actionConnectTo"].trigger()
    gesture = canvas.gesture
    assert isinstance(gesture, Connect)
    dropout = document.graph.named("dropout").id
    letter = next(name for name, node in gesture.letters.items() if node == dropout)
    QTest.keyClicks(canvas, letter.lower())
    assert Wire(document.graph.named("conv2d").id, dropout, 0) in document.graph.wires


def test_wires_of_several_layers_are_no_place_to_go_on_from(window: MainWindow) -> None:
    lenet(window)
    click(window, "conv2d", "average_pooling2d")
    click(window, "dense", "dense_1", adds=True)
    settle()
    assert not window.actions_table["actionConnectTo"].isEnabled()
    assert window.actions_table["actionDelete"].isEnabled()


def test_the_menu_of_a_wire_leads_to_its_ends(window: MainWindow) -> None:
    lenet(window)
    document, canvas = window.document, window.canvas
    conv, pool = document.graph.named("conv2d").id, document.graph.named("average_pooling2d").id
    click(window, "conv2d", "average_pooling2d")
    settle()
    menu = canvas.menus.for_spot(OnWire(Wire(conv, pool, 0)))
    entries = {action.text(): action for action in menu.actions() if action.text()}
    assert list(entries) == ["Insert here", "&Connect to …", "Select conv2d", "Select average_pooling2d", "Disconnect"]
    entries["Select average_pooling2d"].trigger()
    assert document.selection == (pool,)
    assert isinstance(document.graph.nodes[conv].layer, Conv2D)
    menu.popup(QPoint(0, 0))
    menu.close()
