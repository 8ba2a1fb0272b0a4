"""The inspector of a block: its form makes it again in its place, tells what is otherwise inside, and links it with others."""

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from cnn.blocks import BLOCKS
from cnn.graph import Graph
from cnn.layers import Dense, GlobalAveragePooling2D, Input, ReLU
from cnn.project import Project
from gui.document import Document
from gui.document.placement import BlockEditing
from gui.panels.inspector import Inspector
from gui.widgets.network.block_sheet import BlockSheet


def tower() -> Graph:
    graph, _ = Graph().add(Input(shape=(32, 32, 8)))
    for stride in (1, 2):
        graph, _ = BLOCKS["residual"].insert(graph, None, BLOCKS["residual"].create({"stride": stride}))
    graph, _ = graph.append(GlobalAveragePooling2D())
    return graph.append(Dense(units=10))[0]


@pytest.fixture
def inspector(document: Document, qtbot: QtBot) -> Inspector:
    document.replace_project(Project(graph=tower()))
    panel = Inspector(document)
    qtbot.addWidget(panel)
    panel.resize(292, 900)
    panel.show()
    select(document, "residual")
    return panel


def select(document: Document, path: str) -> None:
    document.select(node.id for node in document.graph.members(path))


def line(inspector: Inspector, name: str) -> QLineEdit:
    return next(item for item in inspector.findChildren(QLineEdit, name) if item.isVisible())


def type_over(qtbot: QtBot, edit: QLineEdit, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, text)


def button(inspector: Inspector, text: str) -> QPushButton:
    return next(item for item in inspector.findChildren(QPushButton) if item.text() == text and item.isVisible())


def words(inspector: Inspector, name: str) -> str:
    label = inspector.findChild(QLabel, name)
    assert label is not None
    return label.text() if label.isVisible() else ""


def test_a_block_has_its_name_kind_form_and_totals(inspector: Inspector) -> None:
    texts = [label.text() for label in inspector.findChildren(QLabel) if label.isVisible()]
    assert {"residual", "Residual block", "Two 3×3 convolutions beside a shortcut"} <= set(texts)
    assert (line(inspector, "filters").text(), line(inspector, "stride").text()) == ("64", "1")
    assert words(inspector, "facts").startswith("32 × 32 × 64 out")


def test_a_number_makes_it_again_in_one_step_that_undo_takes_back(inspector: Inspector, document: Document, qtbot: QtBot) -> None:
    before, steps = document.graph, document.undo_stack.count()
    conv = before.named("residual_1_conv").id
    type_over(qtbot, line(inspector, "filters"), "32")
    assert document.graph.nodes[conv].layer.value("filters") == 32
    assert document.graph.blocks["residual"].numbers["filters"] == 32
    assert document.undo_stack.count() == steps + 1
    assert {document.graph.nodes[item].group for item in document.selection} == {"residual"}
    document.undo()
    assert document.graph is before
    assert line(inspector, "filters").text() == "64"


def test_a_number_that_can_not_be_is_told_and_changes_nothing(inspector: Inspector, document: Document, qtbot: QtBot) -> None:
    before = document.graph
    type_over(qtbot, line(inspector, "stride"), "0")
    assert document.graph is before


def test_what_was_changed_inside_is_listed_and_can_be_made_anew(inspector: Inspector, document: Document) -> None:
    conv = document.graph.named("residual_1_conv")
    document.edit("kernel", lambda graph: graph.replace_layer(conv.id, conv.layer.replace(kernel_size=5)))
    assert words(inspector, "blockDifferences") == "residual_1_conv: kernel size 5×5 instead of 3×3."
    button(inspector, "Make anew").click()
    assert words(inspector, "blockDifferences") == ""
    assert document.graph.nodes[conv.id].layer == conv.layer


@pytest.mark.slow
def test_a_block_is_renamed_and_stays_one(inspector: Inspector, document: Document, qtbot: QtBot) -> None:
    type_over(qtbot, line(inspector, "layerName"), "body")
    assert set(document.graph.blocks) == {"residual_1", "body"}
    type_over(qtbot, line(inspector, "layerName"), "residual_1")  # which is taken
    assert set(document.graph.blocks) == {"residual_1", "residual_"}


@pytest.mark.slow
def test_linked_blocks_change_together_and_one_is_detached(inspector: Inspector, document: Document, qtbot: QtBot) -> None:
    button(inspector, "Link alike").click()
    assert words(inspector, "blockLinks") == "Changes with residual_1"
    boxes = {box.text(): box.isChecked() for box in inspector.findChildren(QCheckBox) if box.isVisible()}
    assert boxes["Filters only here"] is False
    assert boxes["Stride only here"] is False
    assert [sorted(made.own) for made in document.graph.blocks.values()] == [[], ["stride"]]
    type_over(qtbot, line(inspector, "filters"), "16")
    assert [made.numbers["filters"] for made in document.graph.blocks.values()] == [16, 16]
    steps = document.undo_stack.count()
    button(inspector, "Detach").click()
    assert document.undo_stack.count() == steps + 1
    type_over(qtbot, line(inspector, "filters"), "24")
    assert sorted(made.numbers["filters"] for made in document.graph.blocks.values()) == [16, 24]


@pytest.mark.slow
def test_a_number_that_is_shared_again_becomes_that_of_the_others(inspector: Inspector, document: Document, qtbot: QtBot) -> None:
    button(inspector, "Link alike").click()
    (filters,) = (box for box in inspector.findChildren(QCheckBox) if box.text() == "Filters only here")
    filters.click()
    type_over(qtbot, line(inspector, "filters"), "16")
    assert [made.numbers["filters"] for made in document.graph.blocks.values()] == [16, 64]
    steps = document.undo_stack.count()
    filters.click()
    assert [made.numbers["filters"] for made in document.graph.blocks.values()] == [64, 64]
    assert document.undo_stack.count() == steps + 1


@pytest.mark.slow
def test_what_reads_a_block_again_is_said(inspector: Inspector, document: Document, qtbot: QtBot) -> None:
    graph, _ = Graph().add(Input(shape=(32, 32, 8)))
    graph, _ = BLOCKS["dense_block"].insert(graph, None, BLOCKS["dense_block"].create({"layers": 1}))
    graph, _ = graph.append(ReLU())
    document.edit("Dense", graph.remove(graph.named("dense_block_block1_concat").id))
    select(document, "dense_block")
    qtbot.waitUntil(lambda: any(item.isVisible() for item in inspector.findChildren(QLineEdit, "layers")))
    type_over(qtbot, line(inspector, "layers"), "2")
    assert words(inspector, "blockGone") == "re_lu reads it again."
    document.undo_stack.undo()
    select(document, "dense_block")
    button(inspector, "Make anew").click()
    assert words(inspector, "blockGone") == "re_lu reads it again."
    document.undo_stack.undo()
    for sheet in inspector.findChildren(BlockSheet):
        sheet.say_gone(())
    BlockEditing(document).reset("dense_block")  # as the menu does
    assert words(inspector, "blockGone") == "re_lu reads it again."


def test_a_block_as_a_plain_group_keeps_its_layers(inspector: Inspector, document: Document) -> None:
    before = document.graph
    button(inspector, "Plain group").click()
    assert document.graph == before
    assert set(document.graph.blocks) == {"residual_1"}
    document.undo()
    assert set(document.graph.blocks) == {"residual", "residual_1"}


def test_one_that_was_made_for_something_else_is_refitted(inspector: Inspector, document: Document) -> None:
    first = document.graph.inputs[0]
    wide = Input(shape=(32, 32, 64))
    document.edit("wide", lambda graph: graph.replace_layer(first, wide))
    select(document, "residual")
    button(inspector, "Refit").click()
    assert document.graph.blocks["residual"].reads == (32, 32, 64)
    assert "0_conv" not in document.graph.blocks["residual"].parts
    assert document.analysis.buildable


def test_its_form_takes_the_keys(inspector: Inspector) -> None:
    inspector.focus_first()
    assert inspector.focusWidget() is line(inspector, "filters")
