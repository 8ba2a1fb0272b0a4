"""A person with microscope images and a question: 12-bit TIFFs of two sizes in three classes, 40 to 1, from several plates. From
the folder to a network that one can trust and take away, in the window, without a word at a terminal.
"""

import csv
import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot
from sklearn.datasets import load_sample_images

from cnn.datasets import open_dataset
from cnn.datasets.pixels.images import look
from cnn.project import load
from cnn.runs.chosen_image import ChosenImage
from cnn.runs.messages import PredictImage
from gui.window.main_window import MainWindow
from tests.gui.exporting import export_by_dialog

pytestmark = [pytest.mark.keras, pytest.mark.worker, pytest.mark.slow]
LEFT = Qt.MouseButton.LeftButton
SOON = 60_000
#: how many images of each class, and where in which of two photographs they are cut out: top, bottom, left, right
CLASSES = {"sky": (80, 0, (0, 100, 0, 540)), "roof": (24, 0, (200, 330, 150, 480)), "petal": (2, 1, (60, 280, 150, 400))}
PLATES, SIZES = 5, ((48, 48), (64, 72))

#: plain Keras that knows nothing of Layerloom: reads 12-bit files, brings a range to 0-255 and images to the model's size, and
#: says what the model says
STRANGER = """
import json, sys
import keras, numpy as np
from PIL import Image
model, low, high, *paths = sys.argv[1:]
model = keras.saving.load_model(model)
height, width = model.input_shape[1:3]
def pixels(path):
    values = np.asarray(Image.open(path), np.float64)
    values = np.clip((values - float(low)) * 255 / (float(high) - float(low)), 0, 255).astype("float32")
    return np.asarray(Image.fromarray(values).resize((width, height), Image.Resampling.BILINEAR))
print(json.dumps(model.predict(np.stack([pixels(path) for path in paths])[..., None], verbose=0).tolist()))
"""


def lay_out(folder: Path) -> None:
    random = np.random.default_rng(0)
    photographs = [photograph.mean(axis=2) for photograph in load_sample_images().images]
    for name, (count, photograph, (top, bottom, left, right)) in CLASSES.items():
        (folder / name).mkdir(parents=True)
        for number in range(count):
            height, width = SIZES[number % 2]
            y, x = random.integers(top, bottom - height), random.integers(left, right - width)
            bright = photographs[photograph][y : y + height, x : x + width]
            deep = np.clip(90 + bright * 15 + random.normal(0, 30, bright.shape), 0, 4095).astype(np.uint16)
            Image.fromarray(deep).save(folder / name / f"plate{number % PLATES}_{number:02}.tif")


def drop(window: MainWindow, path: Path) -> None:
    """Drags a folder in from the desktop."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    keys = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, LEFT, keys))
    QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, LEFT, keys))


def press(qtbot: QtBot, within: QWidget, words: str) -> None:
    """Clicks the button with these words, or this name."""

    def shown() -> list[QPushButton]:
        buttons = within.findChildren(QPushButton)
        return [button for button in buttons if words in (button.text(), button.objectName()) and button.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()), timeout=SOON)
    qtbot.mouseClick(shown()[0], LEFT)


@pytest.mark.thorough
def test_from_a_folder_of_microscope_images_to_a_model_elsewhere(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = tmp_path / "cells"
    lay_out(cells)
    document = window.document

    # the folder is dropped; what doesn't fit is told and mended by clicks
    drop(window, cells)
    qtbot.waitUntil(lambda: document.dataset == str(cells))
    window.activateWindow()
    document.select([document.graph.outputs[0]])  # a layer, which the keys of other parts leave alone
    data = window.pages["data"]
    qtbot.waitUntil(lambda: window.fit.comparison is not None and window.fit.comparison.worst == "error", timeout=SOON)
    assert "12 bits" in window.fit.comparison.message  # type: ignore[union-attr]
    while window.fit.comparison.worst not in (None, "note"):  # type: ignore[union-attr]
        before = document.project
        with qtbot.waitSignal(window.fit.comparisonChanged, timeout=SOON):
            press(qtbot, data, "fitData")
        assert document.project != before
    assert window.fit.comparison.worst in (None, "note")  # type: ignore[union-attr]
    assert document.recipe.pixel_range == "dataset"
    assert document.analysis.named("input").output_shape == (48, 48, 1)
    assert document.analysis.nodes[document.graph.outputs[0]].output_shape == (3,)

    # the classes are uneven, and one image is not wanted
    press(qtbot, data, "Use class weights")
    assert document.recipe.class_weight == "balanced"
    press(qtbot, data, "showImages")
    search = data.findChild(QLineEdit, "imageSearch")
    table = data.findChild(QTableView, "imageTable")
    assert search is not None
    assert table is not None
    qtbot.keyClicks(search, "plate3_03")
    qtbot.waitUntil(lambda: table.model().rowCount() == 2, timeout=SOON)  # of two classes
    qtbot.mouseClick(table.viewport(), LEFT, pos=table.visualRect(table.model().index(0, 0)).center())
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(document.curation.excluded) == 1, timeout=20_000)

    # plates stay together
    window.show_panel(window.training)
    press(qtbot, window, "moreSettings")
    settings = window.findChild(QDialog, "recipe")
    assert settings is not None
    group = settings.split.group  # type: ignore[attr-defined]
    group.setFocus()
    settings.split.lookedAt.emit()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: group.count() > 0, timeout=SOON)
    qtbot.keyClicks(group.lineEdit(), "plate{#}_*")
    qtbot.keyClick(group.lineEdit(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "5 groups" in settings.split.preview.text(), timeout=SOON)  # type: ignore[attr-defined]
    settings.close()
    assert document.dataset == f"{cells}::group=plate{{#}}_*"
    assert len(document.curation.excluded) == 1

    # a few epochs
    document.set_recipe(epochs=4, batch_size=16)
    press(qtbot, window, "trainButton")
    qtbot.waitUntil(lambda: window.session.busy, timeout=SOON)
    qtbot.waitUntil(lambda: not window.session.busy, timeout=SOON)
    run = window.session.run
    record = run.record()
    assert record.state == "finished"
    assert record.fingerprint is not None
    with (run.path / "split.csv").open() as file:
        split = {row["path"]: row["split"] for row in csv.DictReader(file)}
    plates = {part: {Path(path).name[:6] for path, its in split.items() if its == part} for part in ("train", "validation")}
    assert plates["train"] & plates["validation"] == set()
    assert len(plates["train"] | plates["validation"]) == PLATES
    trained = load(run.project)
    low, high = trained.recipe.pixel_range.split("-")
    stored = open_dataset(str(cells))
    assert (float(low), float(high)) == (stored.depth.low, stored.depth.high)  # type: ignore[union-attr]

    # what it is worth, and where it goes
    press(qtbot, window, "Evaluate")
    evaluation = window.pages["evaluation"]
    panel = evaluation.findChild(QWidget, "scores")
    qtbot.waitUntil(lambda: bool(panel.matrix.counts), timeout=SOON)
    judged = sum(its == "validation" for its in split.values())
    assert sum(map(sum, panel.matrix.counts)) == judged
    away = tmp_path / "cells.keras"
    with qtbot.waitSignal(window.session.answerReceived, timeout=SOON):
        export_by_dialog(window, away)
    assert window.files.dialog is not None
    window.files.dialog.reject()
    images = [cells / "sky" / "plate0_00.tif", cells / "roof" / "plate2_02.tif", cells / "sky" / "plate1_01.tif"]
    assert {look(image).shape[:2] for image in images} == {*SIZES}
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONPATH": ""}
    command = [sys.executable, "-I", "-W", "ignore", "-c", STRANGER, str(away), low, high, *map(str, images)]
    said = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path, timeout=200, check=True)
    expected = json.loads(said.stdout.splitlines()[-1])
    for image, probabilities in zip(images, expected, strict=True):
        heard: list[Any] = []
        asked = partial(PredictImage, image=ChosenImage(file=str(image)))
        window.questions.ask("predict", asked, heard.append, heard.append)
        qtbot.waitUntil(lambda heard=heard: bool(heard), timeout=SOON)
        found = {item["class"]: item["probability"] for item in heard[0]["top"]}
        assert [found[name] for name in sorted(CLASSES)] == pytest.approx(probabilities, abs=1e-4)
