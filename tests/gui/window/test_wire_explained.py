"""A wire that is selected is explained beside the canvas, in the picture as it stands: also one that runs into a folded group."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cnn.layers import Conv2D
from cnn.presets import PRESETS
from cnn.project import Project
from gui.widgets.explain.derivation import Derivation
from gui.window.main_window import MainWindow
from tests.gui.windows import settle


def said(window: MainWindow) -> str:
    settle()
    shown = window.explain.findChild(Derivation)
    return shown.text() if shown.isVisibleTo(window.explain) else ""


def click(window: MainWindow, source: str, target: str) -> None:
    graph = window.document.graph
    at = window.canvas.drop_point_on_wire(graph.named(source).id, graph.named(target).id)
    QTest.mouseClick(window.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_a_wire_is_explained_until_something_else_is_selected(window: MainWindow) -> None:
    document = window.document
    document.replace_project(Project(graph=PRESETS["lenet5"].graph()))
    click(window, "conv2d", "average_pooling2d")
    assert "From: conv2d" in said(window)
    assert "28×28×6" in said(window)
    conv = document.graph.named("conv2d")
    assert isinstance(conv.layer, Conv2D)
    document.edit("Widen", lambda graph: graph.replace_layer(conv.id, conv.layer.replace(filters=8)))
    document.select(())
    click(window, "conv2d", "average_pooling2d")
    assert "28×28×8" in said(window)
    document.undo()
    document.select([conv.id])
    assert "From" not in said(window)
    click(window, "dense", "dense_1")
    assert "From: dense" in said(window)
    QTest.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert said(window) == ""


def test_a_wire_between_folded_groups_is_that_of_the_design(window: MainWindow) -> None:
    document, canvas = window.document, window.canvas
    document.replace_project(Project(graph=PRESETS["resnet18"].graph()))
    canvas.folds.fold_all()
    settle()
    (wire, *_) = (wire for wire in canvas.scene().curves if wire.target.endswith("conv3"))
    canvas.centerOn(canvas.scene().curves[wire].middle)
    at = canvas.viewportTransform().map(canvas.scene().curves[wire].middle).toPoint()
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    behind = canvas.selected_wires()
    assert behind
    assert all(one in document.graph.wires for one in behind)
    assert f"From: {document.graph.node(behind[0].source).name}" in said(window)


def test_hidden_numbers_stay_hidden_in_a_wire(window: MainWindow) -> None:
    document = window.document
    document.replace_project(Project(graph=PRESETS["lenet5"].graph()))
    document.hide("test", [document.graph.named("conv2d").id])
    click(window, "conv2d", "average_pooling2d")
    assert said(window) == ""
