"""This design beside another one, in a dialog that follows it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnn.layers import Dropout
from cnn.presets import PRESETS
from cnn.project import Project, save
from gui.dialogs import compare_designs
from gui.dialogs.compare_designs import CompareDialog
from gui.document import Document
from gui.widgets.pictures.two_designs import NAME, SIGN, TOLD

pytestmark = pytest.mark.slow


@pytest.fixture
def document() -> Document:
    return Document(Project(graph=PRESETS["lenet5"].graph(), recipe=PRESETS["lenet5"].recipe))


@pytest.fixture
def dialog(dressed: QApplication, qtbot: QtBot, document: Document) -> Iterator[CompareDialog]:
    dialog = CompareDialog(document)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.choose("lenet5")
    dialog.show()
    qtbot.waitUntil(lambda: dialog.designs.totals.text() == "The two are the same.")
    yield dialog
    dialog.close()


def rows(dialog: CompareDialog) -> list[tuple[str, str, str]]:
    items = [dialog.designs.table.topLevelItem(row) for row in range(dialog.designs.table.topLevelItemCount())]
    return [(item.text(SIGN), item.text(NAME), item.text(TOLD)) for item in items if item is not None]


def test_it_follows_the_design_and_says_what_is_new(qtbot: QtBot, dialog: CompareDialog, document: Document) -> None:
    assert dialog.designs.totals.text() == "The two are the same."
    assert rows(dialog) == []
    document.edit("Dropout", document.graph.insert_after(document.graph.named("dense_1").id, Dropout(rate=0.5))[0])
    qtbot.waitUntil(lambda: rows(dialog) == [("+", "dropout", "0.5")])
    assert "Layers 10 → 11 (+1)" in dialog.designs.totals.text()
    left, right = dialog.designs.sides
    assert right.title.text() == "lenet5 (this design)"
    assert left.preview.renderer.isValid()
    assert right.preview.renderer.isValid()


def test_a_row_brings_its_layer_into_sight(qtbot: QtBot, dialog: CompareDialog) -> None:
    dialog.resize(700, 420)
    dialog.choose("alexnet")
    qtbot.waitUntil(lambda: any(name == "conv2d → stage1_conv" for _, name, _ in rows(dialog)) or len(rows(dialog)) > 8)
    left = dialog.designs.sides[0].area.verticalScrollBar()
    last = dialog.designs.table.topLevelItem(dialog.designs.table.topLevelItemCount() - 1)
    assert left.maximum() > 0
    dialog.designs.table.setCurrentItem(last)
    assert left.value() > 0


def test_a_row_of_a_layer_that_is_gone_brings_its_place_in_the_other_design_into_sight(
    qtbot: QtBot, dialog: CompareDialog, document: Document
) -> None:
    document.edit("VGG-16", PRESETS["vgg16"].graph())
    dialog.choose("vgg19")
    qtbot.waitUntil(lambda: [name for _, name, _ in rows(dialog)] == ["block3_conv4", "block4_conv4", "block5_conv4"])
    bars = [side.area.verticalScrollBar() for side in dialog.designs.sides]
    assert [bar.value() for bar in bars] == [0, 0]
    dialog.designs.table.setCurrentItem(dialog.designs.table.topLevelItem(2))
    assert all(bar.value() > 0 for bar in bars)


def test_a_file_that_is_chosen(qtbot: QtBot, dialog: CompareDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "vgg.loom"
    save(Project(graph=PRESETS["vgg11"].graph()), path)
    monkeypatch.setattr(compare_designs.asking, "for_file", lambda *_: str(path))
    qtbot.mouseClick(dialog.file_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.designs.sides[0].title.text() == "vgg11")
    assert dialog.source_box.currentText() == "vgg.loom"


def test_what_can_not_be_opened_is_told(qtbot: QtBot, dialog: CompareDialog, tmp_path: Path) -> None:
    broken = tmp_path / "broken.loom"
    broken.write_text("no project")
    dialog.choose(str(broken))
    qtbot.waitUntil(dialog.designs.note.isVisible)
    assert "broken.loom" in dialog.designs.note.text()
    assert rows(dialog) == []
    dialog.choose("lenet5")
    qtbot.waitUntil(lambda: dialog.designs.totals.text() == "The two are the same.")
    assert not dialog.designs.note.isVisible()


def test_a_row_can_be_copied_and_leads_into_the_network(qtbot: QtBot, dialog: CompareDialog, document: Document) -> None:
    document.edit("Dropout", document.graph.insert_after(document.graph.named("dense_1").id, Dropout(rate=0.5))[0])
    qtbot.waitUntil(lambda: dialog.designs.table.topLevelItemCount() == 1)
    dialog.designs.table.setCurrentItem(dialog.designs.table.topLevelItem(0))
    actions = {action.text(): action for action in dialog.designs.menu().actions()}
    actions["Copy the row"].trigger()
    assert QGuiApplication.clipboard().text().split("\t")[1:3] == ["dropout", "Dropout"]
    actions["Go to the layer"].trigger()
    assert document.selection == (document.graph.named("dropout").id,)


@pytest.mark.parametrize(
    ("preset", "beside"), [("lenet5", "alexnet"), ("resnet50", "resnet101"), ("resnet110", "resnet56"), ("vgg16", "vgg19")]
)
def test_a_preset_is_compared_with_its_next_of_kin_first_and_with_itself_once_it_was_changed(
    dressed: QApplication, qtbot: QtBot, preset: str, beside: str
) -> None:
    document = Document(Project(graph=PRESETS[preset].graph()))
    first = CompareDialog(document)
    qtbot.addWidget(first)
    assert first.source_box.currentData() == beside
    document.edit("Dropout", document.graph.insert_after(document.graph.outputs[0], Dropout(rate=0.5))[0])
    then = CompareDialog(document)
    qtbot.addWidget(then)
    assert then.source_box.currentData() == preset


@pytest.mark.usefixtures("spoken")
def test_both_pictures_begin_in_one_line(dressed: QApplication, qtbot: QtBot, document: Document) -> None:
    """One title has letters of this language, which may be higher than those of the other."""
    dialog = CompareDialog(document)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.choose("vgg11")
    dialog.show()
    left, right = dialog.designs.sides
    qtbot.waitUntil(lambda: left.title.text() == "vgg11" and right.title.text().startswith("lenet5"))
    QApplication.sendPostedEvents()
    assert left.title.height() == right.title.height()
    assert left.area.y() == right.area.y()
    dialog.close()
