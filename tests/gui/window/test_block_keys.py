"""Keys of blocks in the window."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cnn.blocks import BLOCKS
from cnn.graph import Graph
from cnn.layers import Input
from cnn.project import Project
from gui.window.main_window import MainWindow

KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def test_blocks_are_linked_detached_and_made_anew_by_keys(window: MainWindow) -> None:
    graph, _ = Graph().add(Input(shape=(16, 16, 8)))
    for _ in range(3):
        graph, _ = BLOCKS["residual"].insert(graph, None, BLOCKS["residual"].create({"filters": 8}))
    document = window.document
    document.replace_project(Project(graph=graph))
    document.select(node.id for node in graph.members("residual"))
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, Qt.Key.Key_J, KEYS)
    assert [made.link for made in document.graph.blocks.values()] == ["link1"] * 3
    QTest.keyClick(window.canvas, Qt.Key.Key_D, KEYS)
    assert [made.link for made in document.graph.blocks.values()] == ["", "link1", "link1"]
    conv = document.graph.named("residual_1_conv")
    document.edit("kernel", lambda graph: graph.replace_layer(conv.id, conv.layer.replace(kernel_size=5)))
    QTest.keyClick(window.canvas, Qt.Key.Key_G, KEYS)
    assert document.graph.nodes[conv.id].layer == conv.layer
