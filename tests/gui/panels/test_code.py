"""The code view: the program that would be exported, live."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from cnn.datasets.sizes import Facts, Sizes
from cnn.formats.files import write_python
from cnn.pictures.colours import DARK, LIGHT
from gui.document import Document
from gui.panels.code import Code, rewrite
from gui.settings import settings
from gui.style import theme


@pytest.fixture
def code(document: Document, qtbot: QtBot) -> Code:
    panel = Code(document)
    qtbot.addWidget(panel)
    panel.show()
    return panel


@pytest.mark.slow
def test_it_is_the_program_that_is_exported(code: Code, document: Document) -> None:
    assert code.view.toPlainText() == write_python(document.project)
    assert code.view.isReadOnly()


@pytest.mark.slow
def test_it_follows_every_edit(code: Code, document: Document, qtbot: QtBot) -> None:
    node = document.graph.named("conv2d")
    document.edit("widen", lambda graph: graph.replace_layer(node.id, node.layer.replace(filters=77)))
    document.set_recipe(epochs=41)
    qtbot.waitUntil(lambda: code.view.toPlainText() == write_python(document.project))
    assert "77" in code.view.toPlainText()


@pytest.mark.slow
@given(st.text(), st.text())
def test_a_rewritten_document_says_what_it_should(qapp: QApplication, old: str, new: str) -> None:
    document = QTextDocument()
    document.setPlainText(old)
    rewrite(document, new)
    expected = QTextDocument()
    expected.setPlainText(new)
    assert document.toPlainText() == expected.toPlainText()


@pytest.mark.slow
def test_an_edit_leaves_the_view_where_it_was(code: Code, document: Document, qtbot: QtBot) -> None:
    code.resize(600, 200)
    bar = code.view.verticalScrollBar()
    bar.setValue(20)
    document.set_recipe(epochs=41)
    qtbot.waitUntil(lambda: "41" in code.view.toPlainText())
    assert bar.value() == 20


def test_a_network_that_cannot_be_built_says_why(code: Code, document: Document, qtbot: QtBot) -> None:
    document.edit("unwire", lambda graph: graph.disconnect(graph.wires[3]))
    qtbot.waitUntil(lambda: code.view.toPlainText() == "")
    assert any("reads nothing" in label.text() for label in code.findChildren(QLabel))


@pytest.mark.slow
def test_it_is_not_written_while_nobody_looks(code: Code, document: Document) -> None:
    code.hide()
    before = code.view.toPlainText()
    document.set_recipe(epochs=41)
    assert not code._clock.isActive()
    assert code.view.toPlainText() == before
    code.show()
    assert "41" in code.view.toPlainText()


def test_copy_takes_all_of_it(code: Code, qtbot: QtBot) -> None:
    button = code.findChild(QPushButton, "copyCode")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == code.view.toPlainText()


@pytest.mark.slow
def test_copy_takes_the_network_as_it_is_now(code: Code, document: Document) -> None:
    """Also before the pause is over after which the program is written."""
    document.set_recipe(epochs=41)
    code.copy()
    assert "41" in QGuiApplication.clipboard().text()


def test_where_there_is_no_program_nothing_is_copied(code: Code, document: Document) -> None:
    QGuiApplication.clipboard().setText("mine")
    document.new()
    code.copy()
    assert QGuiApplication.clipboard().text() == "mine"
    button = code.findChild(QPushButton, "copyCode")
    assert button is not None
    assert not button.isEnabled()


def colours(code: Code) -> set[str]:
    block, found = code.view.document().begin(), set()
    while block.isValid():
        found |= {form.format.foreground().color().name() for form in block.layout().formats()}
        block = block.next()
    return found


@pytest.mark.slow
def test_it_is_coloured_in_the_themes_colours(code: Code, dressed: object) -> None:
    assert LIGHT.accent_text.lower() in colours(code)
    settings.set_theme_choice("dark")
    try:
        theme.apply(dressed)  # type: ignore[arg-type]
        assert DARK.accent_text.lower() in colours(code)
        assert LIGHT.accent_text.lower() not in colours(code)
    finally:
        settings.set_theme_choice("light")
        theme.apply(dressed)  # type: ignore[arg-type]


# ---------------------------------------------------------------------- what is selected


def marked(code: Code) -> list[str]:
    return [mark.cursor.block().text().strip() for mark in code.view.extraSelections()]


@pytest.mark.slow
def test_the_lines_of_selected_layers_are_marked(code: Code, document: Document) -> None:
    document.select([document.graph.named("conv2d").id, document.graph.named("dense").id])
    begun = [line.split(" = ")[1][:12] for line in marked(code) if " = " in line]
    assert begun == ["layers.Conv2", "layers.Dense"]
    document.select([])
    assert marked(code) == []


@pytest.mark.slow
def test_a_layer_in_a_block_is_marked_there_and_where_it_is_called(code: Code, document: Document, qtbot: QtBot) -> None:
    code.resize(700, 200)
    document.open("resnet20")
    qtbot.waitUntil(lambda: "stage" in code.view.toPlainText())
    document.select([document.graph.named("conv3_block2_2_bn").id])
    lines = marked(code)
    assert lines[0] == 'x = layers.BatchNormalization(name=f"{name}_2_bn")(x)'
    assert lines[-1] == 'x = stage(x, filters=32, name="conv3")'
    first = code.view.firstVisibleBlock().blockNumber()
    assert first <= code.view.extraSelections()[0].cursor.blockNumber() < first + 15


@pytest.mark.slow
def test_what_is_learned_is_written_as_soon_as_it_is_known(code: Code, document: Document, qtbot: QtBot, tmp_path: Path) -> None:
    document.set_dataset(str(tmp_path / "a.npz"))
    qtbot.waitUntil(lambda: "sparse_categorical_crossentropy" in code.view.toPlainText())
    document.learn_facts(document.dataset, Facts(10, Sizes.of([(28, 28, 1)]), "numbers"))
    qtbot.waitUntil(lambda: 'loss="mean_squared_error"' in code.view.toPlainText())
    document.set_dataset(str(tmp_path / "cells"))
    document.learn_facts(document.dataset, Facts(10, Sizes.of([(28, 28, 1)]), arrays="X.npy"))
    qtbot.waitUntil(lambda: "np.load(beside[x])" in code.view.toPlainText())
    document.undo_stack.undo()
    assert document.project.dataset == str(tmp_path / "a.npz")
