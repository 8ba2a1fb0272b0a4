"""The preset dialog: search, passport, other images and classes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel
from pytestqt.qtbot import QtBot

from cnn.graph import Graph
from cnn.layers import Dense
from cnn.presets import PRESETS
from gui.dialogs.presets import NAME, PresetDialog


@pytest.fixture
def dialog(dressed: QApplication, qtbot: QtBot) -> PresetDialog:
    found = PresetDialog()
    found.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(found)
    found.show()
    return found


def texts(dialog: PresetDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]


def choose(dialog: PresetDialog, name: str) -> None:
    items = [dialog.list.item(place) for place in range(dialog.list.count())]
    dialog.list.setCurrentItem(next(item for item in items if item.data(NAME) == name))


def test_every_preset_is_listed(dialog: PresetDialog) -> None:
    assert [dialog.list.item(place).data(NAME) for place in range(dialog.list.count())] == list(PRESETS)


def test_the_passport_shows_paper_counts_and_deviations(dialog: PresetDialog) -> None:
    choose(dialog, "lenet5")
    said = texts(dialog)
    assert PRESETS["lenet5"].paper in said
    assert "61,706" in said
    assert any(PRESETS["lenet5"].deviations[0] in text for text in said)


def test_search_finds_by_name(dialog: PresetDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.search, "lenet")
    assert dialog.list.item(0).data(NAME) == "lenet5"
    assert dialog.list.count() < len(PRESETS)


def test_open_gives_the_network_for_the_asked_image_and_classes(dialog: PresetDialog, qtbot: QtBot) -> None:
    choose(dialog, "lenet5")
    for field, text in ((dialog.image, "32 x 32 x 3"), (dialog.classes, "7")):
        field.selectAll()
        qtbot.keyClicks(field, text)
    with qtbot.waitSignal(dialog.networkChosen) as told:
        dialog.accept()
    graph = told.args[0]
    assert isinstance(graph, Graph)
    assert graph == PRESETS["lenet5"].graph((32, 32, 3), 7)
    assert isinstance(graph.nodes[graph.outputs[0]].layer, Dense)


def test_an_image_it_cannot_work_on_says_why(dialog: PresetDialog, qtbot: QtBot) -> None:
    choose(dialog, "lenet5")
    dialog.image.selectAll()
    qtbot.keyClicks(dialog.image, "3 x 3 x 1")
    assert not any("can't work" in text for text in texts(dialog)), "it may become 3 x 3 x 128"
    qtbot.keyClick(dialog.image, Qt.Key.Key_Return)
    assert any("can't work" in text for text in texts(dialog))
    ok = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Open)  # type: ignore[union-attr]
    assert not ok.isEnabled()
    with qtbot.assertNotEmitted(dialog.networkChosen):
        dialog.accept()
    dialog.image.selectAll()
    qtbot.keyClicks(dialog.image, "32")
    assert not ok.isEnabled()
    choose(dialog, list(PRESETS)[1])
    assert ok.isEnabled()
