"""The transfer learning dialog: what it makes, in one step; what is missing; what the canvas shows of it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from cnn.datasets import info_of
from cnn.presets.imagenet import WEIGHTS
from cnn.presets.transfer import Plan, transfer
from gui.canvas.canvas import Canvas
from gui.canvas.descriptions import describe_node
from gui.dialogs.transfer import TransferDialog
from gui.document import Document
from gui.widgets.form.fields import TextField

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The weights of MobileNetV2 are here, and no others."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    place = WEIGHTS["mobilenet_v2"].headless.place
    place.parent.mkdir()
    place.write_bytes(b"weights")


@pytest.fixture
def dialog(dressed: QApplication, qtbot: QtBot, document: Document) -> TransferDialog:
    document.set_dataset("cifar-10")
    found = TransferDialog(document)
    qtbot.addWidget(found, before_close_func=lambda _: None)
    found.show()
    return found


def type_into(qtbot: QtBot, dialog: TransferDialog, name: str, text: str) -> None:
    field = dialog.findChild(TextField, name)
    assert field is not None
    field.selectAll()
    qtbot.keyClicks(field, text)


def choose(dialog: TransferDialog, name: str, value: object) -> None:
    box = dialog.findChild(QComboBox, name)
    assert box is not None
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_the_dataset_is_called_as_everywhere(dialog: TransferDialog) -> None:
    assert dialog._said.text().startswith("CIFAR-10: 10 classes")


def test_makes_what_was_asked_for_in_one_step(qtbot: QtBot, dialog: TransferDialog, document: Document) -> None:
    before, steps = document.project, document.undo_stack.count()
    choose(dialog, "side", 96)
    choose(dialog, "fine_from", "stage7_block1_expand")
    type_into(qtbot, dialog, "dense", "64")
    type_into(qtbot, dialog, "epochs", "3")
    type_into(qtbot, dialog, "fine_epochs", "2")
    dialog.accept()
    plan = Plan(side=96, dense=64, epochs=3, fine_epochs=2, fine_from="stage7_block1_expand")
    facts = info_of("cifar-10")
    assert facts is not None
    assert document.project == transfer(plan, facts.facts, "cifar-10", before.recipe)
    assert document.undo_stack.count() == steps + 1
    document.undo()
    assert document.project == before


def test_weights_that_are_not_here_are_offered_first(dialog: TransferDialog, document: Document) -> None:
    before = document.project
    choose(dialog, "base", "densenet121")
    assert dialog.download_bar.isVisible()
    assert "DenseNet-121, without the classifier" in dialog.download_bar.text.text()
    dialog.accept()
    assert document.project == before
    choose(dialog, "base", "mobilenet_v2")
    assert not dialog.download_bar.isVisible()


@pytest.mark.parametrize(("name", "text", "said"), [("dropout", "2", "rate"), ("rate", "-1", "learning_rate")])
def test_what_cannot_be_is_refused_in_words(
    qtbot: QtBot, dialog: TransferDialog, document: Document, name: str, text: str, said: str
) -> None:
    before = document.project
    type_into(qtbot, dialog, name, text)
    dialog.accept()
    assert document.project == before
    assert dialog.isVisible()
    assert any(said in label.text() for label in dialog.findChildren(QLabel) if label.property("look") == "problem")


def test_the_canvas_shows_what_is_frozen_and_for_how_long(qtbot: QtBot, dialog: TransferDialog, document: Document) -> None:
    canvas = Canvas(document)
    qtbot.addWidget(canvas)
    choose(dialog, "fine_from", "stage7_block1_expand")
    dialog.accept()
    cards = canvas.scene().cards.values()
    told = {card.words.name: (card.frozen, describe_node(card)) for card in cards}
    assert any(frozen and "rozen for 5 epochs" in words for frozen, words in told.values())
    assert any(frozen and "rozen" in words and "epochs" not in words for frozen, words in told.values())
    alone = [card.words for card in cards if card.frozen and card.words.frozen]
    assert {words.settings.partition(" · ")[0] for words in alone} == {"frozen"}, "in front, where nothing cuts it"
    assert not any(frozen for name, (frozen, _) in told.items() if name.startswith("head"))
    document.set_recipe(freeze_until="", freeze="")
    assert not any(card.frozen for card in canvas.scene().cards.values())


def test_return_in_a_field_makes_nothing_that_is_not_wanted(qtbot: QtBot, dialog: TransferDialog, document: Document) -> None:
    choose(dialog, "base", "densenet121")
    field = dialog.findChild(TextField, "epochs")
    assert field is not None
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert dialog.isVisible()
