"""The panel Inside: the maps of the selected layer, its filters, and one number that a click or the arrow keys choose."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from cnn.explain.windows import window_of
from cnn.layers import (
    AveragePooling2D,
    Conv1D,
    Conv2D,
    Conv2DTranspose,
    Dense,
    Flatten,
    GlobalAveragePooling2D,
    Layer,
    MaxPooling2D,
    MaxPooling3D,
)
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.runs.chosen_image import ChosenImage
from cnn.runs.messages import InspectLayer
from cnn.runs.recorded.histograms import BINS, Histogram, Histograms, Kind, write
from gui.background.training_session import TrainingSession
from gui.document import Document
from gui.document.questions.subject import AskedModel, Subject
from gui.panels.inside import InsidePanel
from gui.widgets.network.unit_bars import UnitBars
from gui.widgets.network.window_picture import WindowPicture

IMAGE = np.arange(25, dtype=np.float32).reshape(5, 5, 1)


class Questions:
    """Hears what is asked; answers with six maps of 28×28 and as many filters."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "layer.npz"
        self.asked: list[InspectLayer] = []
        self.done: Callable[[Any], object] = print

    def ask(self, kind: str, make: Any, done: Any, *_: Any, **__: Any) -> None:
        self.asked.append(make(request=kind, path=str(self._path), project="p", weights=""))
        self.done = done

    def call_off(self, kind: str) -> None:
        self.done = lambda _: None

    def answer(self, **more: Any) -> None:
        np.savez(self._path, allow_pickle=False, maps=np.zeros((6, 28, 28), np.uint8), filters=np.zeros((6, 5, 5), np.uint8))
        filters = {"count": 6, "depth": 1, "size": [5, 5], "low": -1.0, "high": 1.0, "colour": False, "slices": 1}
        told = {"shape": [28, 28, 6], "low": -0.5, "high": 0.75, "channels": 6, "size": [28, 28], "filters": filters}
        self.done({"known": True, "path": str(self._path), **told, "explained": True, "window": None, **more})

    def answer_vector(self, values: Any, **more: Any) -> None:
        np.savez(self._path, allow_pickle=False, units=values)
        told = {"shape": [len(values)], "low": -2.0, "high": 1.0, "channels": len(values), "size": None, "filters": None}
        self.done({"known": True, "path": str(self._path), **told, "explained": True, "window": None, **more})


@pytest.fixture
def looked_at(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[InsidePanel, Document, Subject, Questions]]:
    document, subject, questions = Document(Project(graph=PRESETS["lenet5"].graph())), Subject(), Questions(tmp_path)
    session = TrainingSession()
    panel = InsidePanel(document, subject, questions, session)  # type: ignore[arg-type]
    qtbot.addWidget(panel)
    panel.resize(1200, 260)
    panel.show()
    yield panel, document, subject, questions
    session.close()


def text(panel: InsidePanel, name: str) -> str:
    label = panel.findChild(QLabel, name)
    assert isinstance(label, QLabel)
    return label.text()


@pytest.mark.slow
def test_it_asks_for_what_is_missing_and_then_shows_all_maps(qtbot: QtBot, looked_at: Any) -> None:
    panel, document, subject, questions = looked_at
    qtbot.waitUntil(lambda: text(panel, "insideText").startswith("Choose an image"))
    first = panel.findChild(QPushButton, "insideFirst")
    assert isinstance(first, QPushButton)
    first.click()
    assert subject.image == ChosenImage(place=0, part="all")
    qtbot.waitUntil(lambda: text(panel, "insideText").startswith("Select one layer"))
    document.select([document.graph.named("conv2d").id])
    qtbot.waitUntil(lambda: bool(questions.asked))
    assert questions.asked[-1].layer == "conv2d"
    questions.answer()
    qtbot.waitUntil(lambda: len(panel.maps.images) == 6)
    assert len(panel.filters.images) == 6
    assert panel.maps.accessibleName() == "Feature maps of conv2d"
    assert panel.maps.chosen == (0, 14, 14)  # the middle, so that there is something to see at once
    qtbot.waitUntil(lambda: questions.asked[-1].place == (14, 14))


@pytest.mark.slow
def test_a_click_and_the_arrow_keys_choose_the_number_that_is_explained(qtbot: QtBot, looked_at: Any) -> None:
    panel, document, subject, questions = looked_at
    subject.choose_image(ChosenImage(place=1))
    document.select([document.graph.named("conv2d").id])
    qtbot.waitUntil(lambda: bool(questions.asked))
    questions.answer()
    qtbot.waitUntil(lambda: len(panel.maps.images) == 6)
    rect = panel.maps.rect_of(2)
    QTest.mouseClick(panel.maps, Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(1, rect.height() - 2))
    assert panel.maps.chosen == (2, 27, 0)
    QTest.keyClick(panel.maps, Qt.Key.Key_Up)
    QTest.keyClick(panel.maps, Qt.Key.Key_Right)
    QTest.keyClick(panel.maps, Qt.Key.Key_PageDown)
    QTest.keyClick(panel.maps, Qt.Key.Key_Left)
    QTest.keyClick(panel.maps, Qt.Key.Key_Left)  # there is nothing further left
    assert panel.maps.chosen == (3, 26, 0)
    assert panel.maps.accessibleDescription() == "channel 3, row 26, column 0"
    qtbot.waitUntil(lambda: (questions.asked[-1].channel, questions.asked[-1].place) == (3, (26, 0)))


@pytest.mark.slow
def test_the_units_of_a_vector_are_chosen_like_the_pixels_of_a_map(qtbot: QtBot, looked_at: Any) -> None:
    panel, document, subject, questions = looked_at
    subject.choose_image(ChosenImage(place=1))
    document.select([document.graph.named("dense").id])
    qtbot.waitUntil(lambda: bool(questions.asked))
    values = np.array([0.5, -2, 0.25, 1], np.float32)
    questions.answer_vector(values)
    qtbot.waitUntil(panel.units.isVisible)
    assert (panel.units.chosen, panel.maps.isVisible()) == (3, False)  # the largest
    qtbot.waitUntil(lambda: questions.asked[-1].channel == 3)
    left = panel.units.left_of(1) + 2
    QTest.mouseClick(panel.units, Qt.MouseButton.LeftButton, pos=QPoint(left, 10))
    assert panel.units.accessibleDescription() == "unit 1 of 4: −2"
    QTest.keyClick(panel.units, Qt.Key.Key_Right)
    QTest.keyClick(panel.units, Qt.Key.Key_End)
    QTest.keyClick(panel.units, Qt.Key.Key_Right)  # there is nothing further right
    assert panel.units.chosen == 3
    QTest.keyClick(panel.units, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: (questions.asked[-1].channel, questions.asked[-1].place) == (0, (0, 0)))
    document.select([document.graph.named("conv2d").id])
    qtbot.waitUntil(lambda: questions.asked[-1].layer == "conv2d")
    questions.answer()
    qtbot.waitUntil(lambda: len(panel.maps.images) == 6)
    assert not panel.units.isVisible()


def test_of_more_units_than_pixels_the_largest_of_neighbours_is_chosen(qtbot: QtBot) -> None:
    bars = UnitBars()
    qtbot.addWidget(bars)
    bars.resize(100, 96)
    values = np.zeros(1000, np.float32)
    values[547] = -3
    bars.show_units(values)
    bars.show()
    QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(54, 10))
    assert bars.chosen == 547


def test_a_layer_that_cannot_be_worked_out_says_why(qtbot: QtBot, looked_at: Any) -> None:
    panel, document, subject, questions = looked_at
    subject.choose_image(ChosenImage(place=1))
    document.select([document.graph.named("dense").id])
    qtbot.waitUntil(lambda: bool(questions.asked))
    questions.done({"known": False, "why": "A layer before it has a problem."})
    assert text(panel, "insideText") == "A layer before it has a problem."


def worked_out(qtbot: QtBot, layer: Layer, *weights: Any, place: tuple[int, ...] = (0, 0), value: Any = IMAGE) -> WindowPicture:
    picture = WindowPicture()
    qtbot.addWidget(picture)
    found = window_of(layer, value, weights, place, 0)
    assert found is not None
    picture.show_window({**asdict(found), "input": "image", "output": found.result})
    return picture


def test_a_convolution_is_told_as_in_a_textbook(qtbot: QtBot) -> None:
    edge = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], np.float32)[..., None, None]
    layer = Conv2D(filters=1, kernel_size=3, strides=2, padding="same", activation="relu")
    picture = worked_out(qtbot, layer, edge, np.array([-5], np.float32))
    place = picture.findChild(QLabel, "windowPlace")
    assert isinstance(place, QLabel)
    assert place.text() == (
        "output channel 0, row 0, column 0 looks at rows −1–1 and columns −1–1 of image (5 places are padding)"
    )
    assert picture.words.splitlines() == ["Sum of these products: 8", "plus the bias −5: 3", "relu(3) = 3", "Keras gives 3"]


def test_pooling_and_dense_are_told_in_their_own_words(qtbot: QtBot) -> None:
    assert worked_out(qtbot, MaxPooling2D()).words == "The largest of 4 numbers: 6"
    assert worked_out(qtbot, AveragePooling2D()).words == "The mean of 4 numbers: 12 / 4 = 3"
    weights = np.ones((400, 2), np.float32)
    lines = worked_out(qtbot, Dense(units=2, use_bias=False), weights, value=np.arange(400, dtype=np.float32)).words.splitlines()
    assert lines[0] == "number 399: 399 × 1 = 399"
    assert lines[-1].startswith("Keras gives")


def test_sequences_volumes_and_enlarged_images_are_told_in_their_own_words(qtbot: QtBot) -> None:
    line = np.arange(5, dtype=np.float32)[:, None]
    picture = worked_out(qtbot, Conv1D(filters=1, kernel_size=3, use_bias=False), np.ones((3, 1, 1), np.float32), value=line)
    assert place_of(picture) == "output channel 0, position 0 looks at positions 0–2 of image"
    volume = np.arange(27, dtype=np.float32).reshape(3, 3, 3, 1)
    picture = worked_out(qtbot, MaxPooling3D(), place=(0, 0, 0), value=volume)
    assert place_of(picture) == (
        "output channel 0, depth 0, row 0, column 0 looks at depths 0–1, rows 0–1 and columns 0–1 of image"
    )
    assert picture.words == "The largest of 8 numbers: 13"
    picture.step(1)
    assert picture.words == "The largest of 8 numbers: 13"
    transposed = Conv2DTranspose(filters=1, kernel_size=1, strides=2, use_bias=False)
    kernel = np.full((1, 1, 1, 1), 2, np.float32)
    assert worked_out(qtbot, transposed, kernel).words.startswith("Each number is spread")
    nothing = worked_out(qtbot, transposed, kernel, place=(1, 0))
    assert place_of(nothing) == "output channel 0: no number of image is spread to this place"
    assert nothing.words.splitlines()[0] == "Sum of no products: 0"


def test_a_unit_is_told_with_what_it_looks_at(qtbot: QtBot) -> None:
    picture = WindowPicture()
    qtbot.addWidget(picture)
    told = {"input": "pool", "output": 7.0, "vector": True}

    def show(layer: Layer, *weights: Any, unit: int, value: Any = IMAGE) -> list[str]:
        found = window_of(layer, value, weights, (0, 0), unit)
        assert found is not None
        picture.show_window({**asdict(found), **told})
        return [place_of(picture), picture.words.splitlines()[0]]

    assert show(Flatten(), unit=7) == ["unit 7 is row 1, column 2, channel 0 of pool", "The same number: 7"]
    volume = IMAGE.reshape(1, 5, 5, 1)
    assert show(Flatten(), unit=7, value=volume)[0] == "unit 7 is depth 0, row 1, column 2, channel 0 of pool"
    assert show(Flatten(), unit=7, value=IMAGE.reshape(5, 5))[0] == "unit 7 is position 1, channel 2 of pool"
    assert show(Flatten(), unit=7, value=IMAGE.reshape(-1))[0] == "unit 7 is number 7 of pool"
    pooled = show(GlobalAveragePooling2D(), unit=0)
    assert pooled == ["unit 0 looks at rows 0–4 and columns 0–4 of pool", "The mean of 25 numbers: 300 / 25 = 12"]
    weights = np.eye(3, dtype=np.float32)
    dense = show(Dense(units=3, use_bias=False), weights, unit=1, value=np.arange(3, dtype=np.float32))
    assert dense == ["unit 1 looks at all numbers of pool", "Sum of these products: 1"]


def place_of(picture: WindowPicture) -> str:
    label = picture.findChild(QLabel, "windowPlace")
    assert isinstance(label, QLabel)
    return label.text()


# ---------------------------------------------------------------------- over the epochs


def record(run: Path) -> None:
    """Histograms of two layers over three epochs."""
    run.mkdir()
    found = Histograms(("conv2d", "flatten"))
    for epoch in range(4):
        spread = Histogram(-0.5 - epoch, 0.25, (1,) * BINS)
        told: dict[Kind, Histogram] = {"weights": spread, "activations": spread, "gradients": spread}
        found.add(epoch, {"conv2d": told, "flatten": {"activations": spread}})
    write(found, run / "histograms.npz")


@pytest.mark.slow
def test_histograms_of_a_run_are_shown_for_the_selected_layer(qtbot: QtBot, looked_at: Any, tmp_path: Path) -> None:
    panel, document, subject, _ = looked_at
    panel.tabs.setCurrentIndex(1)
    epochs = panel.over_epochs
    qtbot.waitUntil(lambda: epochs.text.startswith("No run yet"))
    record(tmp_path / "run")
    subject.choose_model(AskedModel(run=tmp_path / "run"))
    document.select([document.graph.named("conv2d").id])
    qtbot.waitUntil(lambda: epochs.plots["gradients"].shown is not None)
    weights = epochs.plots["weights"]
    assert (weights.shown.low, weights.shown.high) == (-3.5, 0.25)
    assert weights.accessibleDescription() == "epochs 0 to 3; at the end from −3.5 to 0.25"
    assert weights.words_at(QPoint(weights.width() // 2, 30)) == "before training: −0.5 to 0.25"
    assert weights.words_at(QPoint(weights.width() // 2, weights.height() - 30)) == "after epoch 3: −3.5 to 0.25"
    document.select([document.graph.named("flatten").id])
    qtbot.waitUntil(lambda: weights.shown is None)
    assert epochs.plots["activations"].shown is not None
    document.select([document.graph.named("dense").id])
    qtbot.waitUntil(lambda: epochs.text == "The run has recorded nothing of this layer.")


def test_where_none_were_recorded_the_next_training_can_do_so(qtbot: QtBot, looked_at: Any, tmp_path: Path) -> None:
    panel, document, subject, _ = looked_at
    panel.tabs.setCurrentIndex(1)
    subject.choose_model(AskedModel(run=tmp_path))
    document.select([document.graph.named("conv2d").id])
    qtbot.waitUntil(lambda: panel.over_epochs.text == "The run has recorded no histograms.")
    button = panel.findChild(QPushButton, "recordHistograms")
    assert isinstance(button, QPushButton)
    button.click()
    assert document.recipe.histogram_freq == 1
    qtbot.waitUntil(button.isHidden)
