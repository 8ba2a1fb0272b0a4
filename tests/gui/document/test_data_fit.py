"""What is said of the network beside its images stays true, whatever is edited, chosen or taken back."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cnn.datasets.sizes import Facts, Sizes
from cnn.presets import PRESETS
from cnn.runs.origins import Source, Sources
from gui.background.dataset_reader import DatasetReader
from gui.document import Document
from gui.document.data_fit import AT_ONCE, DataFit
from gui.widgets.dataset.fit_bar import FitBar


@pytest.fixture
def photos(tmp_path: Path) -> str:
    np.savez(tmp_path / "photos.npz", x=np.zeros((6, 100, 120, 3), np.uint8), y=np.arange(6) % 2)
    return str(tmp_path / "photos.npz")


@pytest.fixture
def bar(qtbot: QtBot, document: Document) -> Iterator[FitBar]:
    reader = DatasetReader()
    fit, bar = DataFit(document, reader, document), FitBar()
    qtbot.addWidget(bar)
    fit.comparisonChanged.connect(bar.show_comparison)
    bar.fittingChosen.connect(fit.apply)
    bar.show_comparison(fit.comparison)
    yield bar
    reader.close()


def input_size(document: Document) -> object:
    return document.graph.nodes[document.graph.inputs[0]].layer.output_shape()


@pytest.mark.slow
def test_a_file_is_looked_at_by_itself_and_mended_in_one_step(qtbot: QtBot, document: Document, bar: FitBar, photos: str) -> None:
    assert bar.isHidden()  # digits in a network for digits
    before = document.graph
    document.set_dataset(photos)
    qtbot.waitUntil(bar.isVisible, timeout=20_000)
    assert "Colour images of 100×120 pixels are made 28×28 grey: detail and colours are lost." in bar.text.text()
    assert bar.best.text() == "Input 100×120×3, last layer 2 units"
    assert bar.cost.text().startswith("61.7 k → ")
    assert bar.best.toolTip() == bar.cost.text()
    (other,) = bar.others.menu().actions()
    assert other.text().startswith("Input 48×48×3, last layer 2 units:  61.7 k → ")
    steps = document.undo_stack.count()
    qtbot.mouseClick(bar.best, Qt.MouseButton.LeftButton)
    assert input_size(document) == (100, 120, 3)
    assert document.undo_stack.count() == steps + 1
    qtbot.waitUntil(bar.isHidden)
    document.undo()
    assert document.graph == before
    qtbot.waitUntil(bar.isVisible)
    bar.others.menu().actions()[0].trigger()
    assert input_size(document) == (48, 48, 3)
    qtbot.waitUntil(bar.isHidden)
    document.undo()
    document.undo()
    assert document.dataset == "mnist-sample"
    qtbot.waitUntil(bar.isHidden)


@pytest.mark.slow
def test_a_preset_is_padded_as_its_family_does_it_for_the_new_size(
    qtbot: QtBot, document: Document, bar: FitBar, photos: str
) -> None:
    document.edit("Other", lambda _: PRESETS["mobilenet_v2"].graph((32, 32, 3), 2))
    document.set_dataset(photos)
    qtbot.waitUntil(bar.isVisible, timeout=20_000)
    assert bar.best.text() == "Input 100×120×3"
    qtbot.mouseClick(bar.best, Qt.MouseButton.LeftButton)
    assert document.graph == PRESETS["mobilenet_v2"].graph((100, 120, 3), 2)


@pytest.mark.slow
def test_it_follows_edits_and_other_datasets(qtbot: QtBot, document: Document, bar: FitBar) -> None:
    document.set_dataset("cifar-10")  # known, so that nobody has to read it
    assert "colours are lost" in bar.text.text()
    first = document.graph.inputs[0]
    document.edit("Colours", lambda graph: graph.replace_layer(first, graph.node(first).layer.replace(shape=(32, 32, 3))))
    qtbot.waitUntil(bar.isHidden)
    document.set_dataset("cifar-100")
    qtbot.waitUntil(bar.isVisible)
    assert "100 classes" in bar.text.text()
    assert bar.best.text() == "Last layer 100 units"


@pytest.mark.slow
def test_what_was_closed_is_not_said_again_until_it_is_something_else(qtbot: QtBot, document: Document, bar: FitBar) -> None:
    document.set_dataset("cifar-10")
    close = next(button for button in bar.findChildren(type(bar.best)) if button.accessibleName() == "Close this message")
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    document.set_recipe(batch_size=32)
    with qtbot.waitSignal(document.findChild(DataFit).comparisonChanged):
        document.set_recipe(batch_size=16)
    assert bar.isHidden()
    document.set_dataset("cifar-100")
    assert bar.isVisible()


def test_a_setting_can_be_what_suits_better(qtbot: QtBot, document: Document, tmp_path: Path) -> None:
    np.savez(tmp_path / "strips.npz", x=np.zeros((6, 28, 56), np.uint8), y=np.arange(6) % 10)
    fit = DataFit(document, None, document)
    document.set_dataset(str(tmp_path / "strips.npz"))
    document.learn_facts(str(tmp_path / "strips.npz"), Facts(10, Sizes.of([(28, 56, 1)])))
    with qtbot.waitSignal(fit.comparisonChanged):
        document.set_recipe(batch_size=8)
    assert fit.comparison is not None
    assert fit.comparison.worst == "note"
    fit.apply(fit.comparison.fittings[0])
    assert document.recipe.resizing == "pad"
    document.undo()
    assert document.recipe.resizing == "stretch"


@pytest.mark.slow
def test_a_large_network_is_compared_beside_the_window_s_thread(qtbot: QtBot, document: Document) -> None:
    fit = DataFit(document, None, document)
    assert document.open("googlenet")
    assert len(document.graph) > AT_ONCE
    qtbot.waitUntil(lambda: fit.comparison is not None and fit.comparison.analysis is document.analysis)
    assert fit.comparison is not None
    assert fit.comparison.best is not None
    assert fit.comparison.best.title == "Last layers 10 units"
    fit.apply(fit.comparison.best)
    qtbot.waitUntil(lambda: fit.comparison is not None and fit.comparison.worst == "note")


def test_an_edit_says_which_trained_layers_it_costs(qtbot: QtBot, document: Document, bar: FitBar, tmp_path: Path) -> None:
    document.set_dataset("cifar-10")
    assert "anew" not in bar.cost.text()  # nothing is trained yet
    document.know_sources(Sources((Source(tmp_path / "lenet.keras", "lenet.keras", document.graph),)))
    qtbot.waitUntil(lambda: bar.cost.text().endswith(", 1 trained layer starts anew"))  # the first convolution sees three colours
    assert bar.best.toolTip() == bar.cost.text()
    weights = document.weights.taken
    qtbot.mouseClick(bar.best, Qt.MouseButton.LeftButton)
    assert len(document.weights.taken) == len(weights) - 1


@pytest.mark.slow
def test_what_is_to_be_told_first_stands_in_no_offer(qtbot: QtBot, document: Document, bar: FitBar) -> None:
    document.open("vgg16")
    qtbot.waitUntil(lambda: bar.isVisible() and "138 M" in bar.cost.text(), timeout=20_000)
    document.hide("lecture", [node.id for node in document.graph.nodes.values() if node.name != "input"])
    said = [bar.text.text(), bar.accessibleName(), bar.cost.text(), bar.best.toolTip(), bar.best.accessibleDescription()]
    said += [action.text() for action in bar.others.menu().actions()]
    assert bar.best.text() == "Last layer 10 units"
    for number in ("1000", "138 M", "15.5 G", "9.25", "134 M"):
        assert not [words for words in said if number in words]
    document.hide("lecture", ())
    assert "138 M" in bar.cost.text()
    assert "1000" in bar.text.text()


def test_nothing_is_said_of_a_network_that_suits_while_its_numbers_are_hidden(document: Document, bar: FitBar) -> None:
    document.hide("lecture", list(document.graph.nodes))
    assert not bar.isVisible()
