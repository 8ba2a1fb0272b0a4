"""All settings of training in one place: each edit is one undo step, nothing that has no effect is in the way."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cnn.blocks.functional import Network
from cnn.datasets.pixels.pixel_range import Depth
from cnn.datasets.sizes import Facts, Sizes
from cnn.layers import Dense, Flatten
from cnn.recipe import SECTIONS, Goal, Images, OptimizerSettings, Recipe, ScheduleSettings, Stopping
from gui.background.training_session import TrainingSession
from gui.dialogs.recipe import RecipeDialog
from gui.document import Document
from gui.widgets.form.fields import ComboField
from tests.gui.sessions import pretending

pytestmark = pytest.mark.slow


@pytest.fixture
def dialog(qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[RecipeDialog]:
    net = Network("two_headed")
    x = net(Flatten(), net.input((4, 4, 1)))
    net.mark_outputs(*(net(Dense(units=3, activation="softmax"), x, name=name) for name in ("main", "side")))
    with pretending(qapp, monkeypatch, tmp_path) as session:
        yield _shown(qtbot, Document(), net, session)


def _shown(qtbot: QtBot, document: Document, net: Network, session: TrainingSession) -> RecipeDialog:
    document.edit("Two outputs", net.graph)
    dialog = RecipeDialog(document, session)
    document.setParent(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def field(dialog: RecipeDialog, section: type, name: str, kind: type) -> QWidget:
    dialog.show_section(section)
    found = dialog.pages[section].form.row(name).field
    assert isinstance(found, kind)
    return found


def visible(dialog: RecipeDialog, section: type) -> set[str]:
    dialog.show_section(section)
    form = dialog.pages[section].form
    return {name for name in section.model_fields if (row := form.field(name)) is not None and row.isVisible()}


@pytest.mark.slow
def test_every_part_of_the_recipe_has_a_page(dialog: RecipeDialog) -> None:
    assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == [section.title for section in SECTIONS]
    for section in SECTIONS:
        shown = visible(dialog, section)
        assert shown
        assert not shown & dialog._document.recipe.idle_settings()


@pytest.mark.slow
def test_typing_is_one_undo_step_and_what_is_wrong_says_why(dialog: RecipeDialog, qtbot: QtBot) -> None:
    document = dialog._document
    steps = document.undo_stack.count()
    momentum = field(dialog, OptimizerSettings, "beta_1", QLineEdit)
    assert momentum.placeholderText() == "0.9"  # type: ignore[attr-defined]
    qtbot.keyClicks(momentum, "0.75")
    assert document.recipe.beta_1 == 0.75
    assert document.undo_stack.count() == steps + 1
    qtbot.keyClicks(momentum, "9" * 3 + "e9")
    row = dialog.pages[OptimizerSettings].form.row("beta_1")
    assert "less than 1" in row.problem
    momentum.clear()  # type: ignore[attr-defined]
    momentum.textEdited.emit("")  # type: ignore[attr-defined]
    assert document.recipe.beta_1 is None
    document.undo()
    assert document.recipe == Recipe()


@pytest.mark.slow
def test_another_optimizer_brings_its_own_arguments(dialog: RecipeDialog, qtbot: QtBot) -> None:
    assert "beta_1" in visible(dialog, OptimizerSettings)
    box = field(dialog, OptimizerSettings, "optimizer", QComboBox)
    box.setCurrentText("SGD")  # type: ignore[attr-defined]
    box.activated.emit(box.currentIndex())  # type: ignore[attr-defined]
    assert dialog._document.recipe.optimizer == "SGD"
    shown = visible(dialog, OptimizerSettings)
    assert {"momentum", "nesterov"} <= shown
    assert "beta_1" not in shown


@pytest.mark.slow
def test_the_curve_is_drawn_before_training(dialog: RecipeDialog) -> None:
    dialog.show_section(ScheduleSettings)
    before = dialog.rates.grab().toImage()
    dialog._document.set_recipe(schedule="one_cycle")
    assert dialog.rates.grab().toImage() != before
    assert "highest 0.001" in dialog.rates.accessibleDescription()
    assert "cycle_peak" in visible(dialog, ScheduleSettings)
    assert "warmup_epochs" not in visible(dialog, ScheduleSettings)


@pytest.mark.slow
def test_the_loss_says_why_and_each_output_may_have_its_own(dialog: RecipeDialog, qtbot: QtBot) -> None:
    document = dialog._document
    dialog.show_section(Goal)
    assert "side: sparse_categorical_crossentropy, because the output gives probabilities" in dialog.reasons.text()
    weight = next(item for item in dialog.outputs.findChildren(QLineEdit) if item.accessibleName() == "Weight of side")
    weight.selectAll()
    qtbot.keyClicks(weight, "0.3")
    loss = next(item for item in dialog.outputs.findChildren(QComboBox) if item.accessibleName() == "Loss of side")
    loss.setCurrentText("huber")
    loss.activated.emit(loss.currentIndex())
    assert (document.recipe.losses, document.recipe.loss_weights) == ({"side": "huber"}, {"side": 0.3})
    side = next(node.id for node in document.graph.nodes.values() if node.name == "side")
    document.edit("Rename", lambda graph: graph.rename(side, "aux"))
    assert (document.recipe.losses, document.recipe.loss_weights) == ({"aux": "huber"}, {"aux": 0.3})
    document.undo()
    assert document.recipe.losses == {"side": "huber"}


@pytest.mark.slow
def test_what_names_no_output_can_be_removed(dialog: RecipeDialog, qtbot: QtBot) -> None:
    dialog._document.set_recipe(loss_weights={"gone": 0.5})
    dialog.show_section(Goal)
    assert dialog.reasons.property("look") == "problem"
    assert any("gone is no output" in label.text() for label in dialog.outputs.findChildren(QLabel))
    button = next(item for item in dialog.outputs.findChildren(QPushButton) if item.text() == "Remove")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert dialog._document.recipe.loss_weights == {}
    assert dialog.reasons.property("look") == "secondary"


def test_metrics_are_ticked_and_become_figures_to_look_at(dialog: RecipeDialog, qtbot: QtBot) -> None:
    dialog.show_section(Goal)
    box = dialog.pages[Goal].form.row("metrics").field.findChild(QCheckBox, "auc")
    box.click()
    assert dialog._document.recipe.metrics == ("auc",)
    monitor = field(dialog, Stopping, "monitor", QComboBox)
    choices = [monitor.itemText(place) for place in range(monitor.count())]  # type: ignore[attr-defined]
    assert {"auto", "val_loss", "val_side_auc"} <= set(choices)
    monitor.activated.emit(choices.index("val_side_auc"))  # type: ignore[attr-defined]
    assert dialog._document.recipe.monitor == "val_side_auc"


@pytest.mark.slow
def test_the_range_test_suggests_a_rate_that_can_be_taken(
    dialog: RecipeDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    rates = [10 ** (place / 4 - 6) for place in range(20)]
    found = {"rates": rates, "losses": [2.0 - place / 10 for place in range(19)] + [None], "suggestion": 0.025}
    monkeypatch.setenv("PRETEND_ANSWER", json.dumps(found))
    dialog.show_section(OptimizerSettings)
    button = dialog.range.find_button
    with qtbot.waitSignal(dialog._session.answerReceived, timeout=20_000):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert not button.isEnabled()
    assert "fastest at 0.025" in dialog.range.words.text()
    assert dialog.range.picture.isVisible()
    dialog.range.picture.grab()
    qtbot.mouseClick(dialog.range.use, Qt.MouseButton.LeftButton)
    assert dialog._document.recipe.learning_rate == 0.025
    assert button.isEnabled()


@pytest.mark.slow
def test_the_loss_follows_from_what_the_dataset_is(dialog: RecipeDialog) -> None:
    document = dialog._document
    document.set_dataset("ages.npz")
    document.learn_facts("ages.npz", Facts(10, Sizes.of([(28, 28, 1)]), "numbers", (40.0,) * 10, (9.0,) * 10))
    dialog.show_section(Goal)
    assert "mean_squared_error, because the dataset has numbers to be told" in dialog.reasons.text()
    document.set_recipe(sampling="balanced")
    assert "sampling shows as many images of every class" in dialog.reasons.text()


@pytest.mark.slow
def test_a_refused_range_test_says_why(dialog: RecipeDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRETEND", "refuse")
    dialog.show_section(OptimizerSettings)
    with qtbot.waitSignal(dialog._session.failed, timeout=20_000):
        dialog.range.find_button.click()
    assert "No such model" in dialog.range.words.text()
    assert dialog.range.find_button.isEnabled()


@pytest.mark.slow
def test_images_are_seen_as_each_way_brings_them_to_size(qtbot: QtBot, dialog: RecipeDialog, tmp_path: Path) -> None:
    """What is shown of real images, and a click on it chooses; another Input shows them at its size."""
    document, sheet = dialog._document, dialog.resizing
    for label in ("ant", "bee", "cat"):
        (tmp_path / "wide" / label).mkdir(parents=True)
        Image.new("RGB", (40, 20), (200, 0, 0)).save(tmp_path / "wide" / label / "1.png")
    document.set_dataset(str(tmp_path / "wide"))
    document.learn_facts(str(tmp_path / "wide"), Facts(3, Sizes.of([(20, 40, 3)])))
    dialog.show_section(Images)
    qtbot.waitUntil(lambda: len(sheet.rows) == 4, timeout=20_000)
    assert [(row.resizing, len(row.images)) for row in sheet.rows] == [("", 3), ("stretch", 3), ("crop", 3), ("pad", 3)]
    assert sheet.rows[0].images[0].width() == 2 * sheet.rows[0].images[0].height()
    stretched, padded = sheet.rows[1].images[0], sheet.rows[3].images[0]
    assert (padded.width(), padded.height(), padded.depth()) == (4, 4, 8)  # grey, as the network takes them
    assert padded.pixelColor(1, 0).red() < stretched.pixelColor(1, 0).red()
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(20, 3 * (sheet.height() // 4) + 10))
    assert document.recipe.resizing == "pad"
    assert "pad" in sheet.accessibleName()
    first = document.graph.inputs[0]
    document.edit("Larger", lambda graph: graph.replace_layer(first, graph.node(first).layer.replace(shape=(8, 8, 3))))
    qtbot.waitUntil(lambda: sheet.rows[3].images[0].width() == 8, timeout=20_000)
    document.undo()
    document.undo()
    assert document.recipe.resizing == "stretch"
    dialog.done(0)
    assert not dialog._reader.busy


@pytest.mark.slow
def test_a_dialog_that_is_gone_hears_nothing_of_the_document(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    document = Document()
    with pretending(qapp, monkeypatch, tmp_path) as session:
        dialog = RecipeDialog(document, session)
        dialog.show()
        with qtbot.waitSignal(dialog.destroyed):
            dialog.close()
        document.set_dataset("cifar-10")
        document.set_recipe(resizing="pad")
        assert document.recipe.resizing == "pad"


@pytest.fixture
def plates(tmp_path: Path) -> Path:
    for kind in ("cells", "debris"):
        (tmp_path / "plates" / kind).mkdir(parents=True)
        for plate in range(5):
            for well in range(4):
                Image.new("L", (4, 4), 10 * plate + well).save(tmp_path / "plates" / kind / f"p{plate}_w{well}.png")
    return tmp_path / "plates"


@pytest.mark.slow
def test_images_that_belong_together_are_chosen_where_the_share_is(dialog: RecipeDialog, qtbot: QtBot, plates: Path) -> None:
    document, split = dialog._document, dialog.split
    assert not split.group.isEnabled()  # digits have no groups
    document.set_dataset(str(plates))
    assert split.group.isEnabled()
    split.group.setFocus()
    split.lookedAt.emit()  # a window offscreen may have no focus
    qtbot.waitUntil(lambda: "32 images to train on, 8 to validate on (20.0%)" in split.preview.text(), timeout=20_000)
    assert [split.group.itemText(place) for place in range(split.group.count())] == ["{}_*   (5 groups)", "*_{}   (4 groups)"]
    split.group.activated.emit(0)
    assert document.dataset == f"{plates}::group={{}}_*"
    qtbot.waitUntil(lambda: split.preview.text().startswith("5 groups: 4 to train on (32 images), 1"), timeout=20_000)
    assert "(8, validation)" in split.preview.text()
    document.set_recipe(fold="2/5")
    qtbot.waitUntil(lambda: split.preview.text().startswith("5 groups: 4 to train on"), timeout=20_000)
    document.undo()
    document.undo()
    assert document.dataset == str(plates)
    assert split.group.currentText() == ""


@pytest.mark.slow
def test_what_is_no_group_is_said_and_nothing_changes(dialog: RecipeDialog, qtbot: QtBot, plates: Path) -> None:
    document, split = dialog._document, dialog.split
    document.set_dataset(str(plates))
    split.group.setEditText("plate")
    split.group.lineEdit().editingFinished.emit()  # type: ignore[union-attr]
    assert "doesn't say where the group stands" in split.preview.text()
    assert document.dataset == str(plates)
    split.group.setEditText("x{}")
    split.group.lineEdit().editingFinished.emit()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: "No name of an image fits x{}" in split.preview.text(), timeout=20_000)


@pytest.mark.slow
def test_a_table_says_the_split(dialog: RecipeDialog, qtbot: QtBot, plates: Path) -> None:
    rows = "".join(f"cells/p{plate}_w0.png,validation\n" for plate in range(5))
    (plates.parent / "split.csv").write_text(f"path,split\n{rows}")
    document, split = dialog._document, dialog.split
    document.set_dataset(str(plates))
    split.table.setText(str(plates.parent / "split.csv"))
    split.table.editingFinished.emit()
    assert document.dataset == f"{plates}::split={plates.parent / 'split.csv'}"
    qtbot.waitUntil(lambda: "35 images to train on, 5 to validate on (12.5%)" in split.preview.text(), timeout=20_000)
    document.set_recipe(validation_data="other/images")
    assert split.preview.text() == "All images of images are validated on."


@pytest.mark.slow
def test_deep_images_are_seen_in_the_range_that_is_typed(qtbot: QtBot, dialog: RecipeDialog, tmp_path: Path) -> None:
    """What is typed counts once it is finished, as one step; what is no range is said below it."""
    document, sheet = dialog._document, dialog.resizing
    for label in ("ant", "bee"):
        (tmp_path / "deep" / label).mkdir(parents=True)
        Image.fromarray(np.full((20, 20), 2000, np.uint16)).save(tmp_path / "deep" / label / "1.png")
    document.set_dataset(str(tmp_path / "deep"))
    document.learn_facts(document.dataset, Facts(2, Sizes.of([(20, 20, 1)]), depth=Depth(0, 1000, 65535)))
    dialog.show_section(Images)
    grey = lambda: sheet.rows[1].images[0].pixelColor(1, 1).red() if sheet.rows else -1  # noqa: E731
    qtbot.waitUntil(lambda: grey() == round(2000 / 257), timeout=20_000)
    box = dialog.pages[Images].form.field("pixel_range")
    assert isinstance(box, ComboField)
    assert [box.itemText(place) for place in range(box.count())] == ["type", "dataset", "0-1023"]
    line = box.lineEdit()
    assert line is not None
    line.selectAll()
    qtbot.keyClicks(line, "1000-3000")
    assert document.recipe.pixel_range == "type"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert document.recipe.pixel_range == "1000-3000"
    qtbot.waitUntil(lambda: grey() == 128, timeout=20_000)
    line.selectAll()
    qtbot.keyClicks(line, "9-3")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert document.recipe.pixel_range == "1000-3000"
    document.undo()
    assert document.recipe.pixel_range == "type"
    assert line.text() == "type"
    dialog.done(0)
