"""The pages of images, of where to start from and of processors."""

from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from cnn.recipe import Processor, Start
from gui.background.training_session import TrainingSession
from gui.dialogs.recipe import RecipeDialog
from gui.document import Document
from gui.widgets.basic.asking import FileDialog
from gui.widgets.form.path_field import PathField
from gui.window.main_window import MainWindow

pytestmark = pytest.mark.slow


@pytest.fixture
def dialog(document: Document, session: TrainingSession, qtbot: QtBot) -> RecipeDialog:
    dialog = RecipeDialog(document, session)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """The first layer of LeNet-5, and one that it doesn't have."""
    path = tmp_path / "other.weights.h5"
    with h5py.File(path, "w") as file:
        for place, name in (("conv2d", "conv2d"), ("conv2d_1", "elsewhere")):
            group = file.create_group(f"layers/{place}/vars")
            group.attrs["name"] = name
            group["0"], group["1"] = np.zeros((5, 5, 1, 6)), np.zeros(6)
    return path


@pytest.mark.slow
def test_a_file_is_chosen_and_its_layers_are_listed(
    dialog: RecipeDialog, document: Document, weights: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.show_section(Start)
    field = dialog.pages[Start].form.row("start_from").field
    assert isinstance(field, PathField)
    monkeypatch.setattr(FileDialog, "getOpenFileName", lambda *_: (str(weights), ""))
    field.choose(1)
    assert document.recipe.start_from == str(weights)
    qtbot.waitUntil(lambda: "1 of 5 layers take their weights." in dialog.start.weights.text(), timeout=20_000)
    assert "conv2d_1 starts fresh: the file has no layer of that name." in dialog.start.weights.text()
    assert "Not used: elsewhere." in dialog.start.weights.text()
    field.clear()
    qtbot.keyClicks(field, "gone.keras")
    qtbot.waitUntil(lambda: "There is no file gone.keras" in dialog.start.weights.text(), timeout=20_000)


def test_the_stages_are_told(dialog: RecipeDialog, document: Document, qtbot: QtBot) -> None:
    dialog.show_section(Start)
    until = dialog.pages[Start].form.row("freeze_until").field
    assert isinstance(until, QComboBox)
    assert "conv2d_1" in [until.itemText(place) for place in range(until.count())]
    line = until.lineEdit()
    qtbot.keyClicks(line, "conv2d")
    assert dialog.start.stages.text() == "From epoch 1 on: 61,550 of 61,706 parameters learn, at 0.001."
    after = dialog.pages[Start].form.row("fine_tune_after").field
    assert isinstance(after, QLineEdit)
    after.clear()
    qtbot.keyClicks(after, "4")
    assert dialog.start.stages.text().splitlines() == [
        "Epochs 1-4: 61,550 of 61,706 parameters learn, at 0.001.",
        "From epoch 5 on: 61,706 of 61,706 parameters learn, at 1e-05.",
    ]
    qtbot.keyClicks(line, "9")
    assert 'There is no layer "conv2d9"' in dialog.start.stages.text()


@pytest.mark.slow
def test_the_devices_are_listed_with_the_reason(dialog: RecipeDialog, session: TrainingSession, qtbot: QtBot) -> None:
    session.workers.start_spare()
    qtbot.waitUntil(lambda: "cpu · 2 cores · 8.00 GB" in dialog.devices.text(), timeout=20_000)
    assert "No GPU is used: no GPU" in dialog.devices.text()
    box = dialog.pages[Processor].form.row("device").field
    assert isinstance(box, QComboBox)
    assert [box.itemText(place) for place in range(box.count())] == ["auto", "cpu"]


@pytest.mark.slow
def test_augmentation_is_one_click_away(make_window: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = make_window()
    window.actions_table["actionRecipe"].trigger()
    recipe = window.findChild(QDialog, "recipe")
    assert isinstance(recipe, RecipeDialog)
    button = recipe.findChild(QPushButton, "openAugmentation")
    assert button is not None
    button.click()
    opened = window.findChild(QDialog, "augmentation")
    assert opened is not None
    assert opened.isVisible()
    opened.reject()
    assert not opened.isVisible()
    window.actions_table["actionAugmentation"].trigger()
    again = [dialog for dialog in window.findChildren(QDialog, "augmentation") if dialog.isVisible()]
    assert len(again) == 1
    again[0].reject()
    recipe.reject()
