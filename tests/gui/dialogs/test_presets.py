"""The preset dialog: search, passport, other images and classes."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel
from pytestqt.qtbot import QtBot

from cnn.graph import Graph
from cnn.layers import Dense
from cnn.presets import PRESETS
from cnn.presets.imagenet import WEIGHTS
from gui.background import dataset_download
from gui.dialogs.presets import NAME, PresetDialog
from tests.cnn.files.small_server import Script, serving

ROOT = Path(__file__).parents[3]


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


@pytest.mark.slow
def test_the_passport_shows_paper_counts_and_deviations(dialog: PresetDialog) -> None:
    choose(dialog, "lenet5")
    said = texts(dialog)
    assert PRESETS["lenet5"].paper in said
    assert "61,706" in said
    assert any(PRESETS["lenet5"].deviations[0] in text for text in said)


@pytest.mark.slow
def test_search_finds_by_name(dialog: PresetDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.search, "lenet")
    assert dialog.list.item(0).data(NAME) == "lenet5"
    assert dialog.list.count() < len(PRESETS)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "wanted"), [("2015", "vgg16"), ("Szegedy", "googlenet"), ("cifar", "resnet20"), ("he 2016", "resnet50")]
)
def test_search_finds_by_what_the_passport_says(dialog: PresetDialog, qtbot: QtBot, words: str, wanted: str) -> None:
    qtbot.keyClicks(dialog.search, words)
    found = [dialog.list.item(row).data(NAME) for row in range(dialog.list.count())]
    assert wanted in found
    assert len(found) < len(PRESETS)


@pytest.mark.slow
def test_a_search_that_finds_nothing_says_so(dialog: PresetDialog, qtbot: QtBot) -> None:
    said = next(label for label in dialog.list.findChildren(QLabel) if "No network" in label.text())
    assert not said.isVisible()
    qtbot.keyClicks(dialog.search, "zzz")
    assert dialog.list.count() == 0
    assert said.isVisible()
    dialog.search.clear()
    assert not said.isVisible()


@pytest.mark.slow
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


@pytest.mark.slow
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


# ---------------------------------------------------------------------- ImageNet weights


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Script]:
    """A server with a file in place of MobileNetV2's weights, of which no checksum was published; nothing is in the cache."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setattr(dataset_download, "own_program", lambda *words: [sys.executable, str(ROOT / "main.py"), *words])
    files = {remote.path: b"weights" * 1000 for remote in (WEIGHTS["mobilenet_v2"].whole, WEIGHTS["mobilenet_v2"].headless)}
    with serving(files) as script:
        monkeypatch.setenv("LAYERLOOM_MIRROR", script.url)
        yield script


def ok_of(dialog: PresetDialog) -> object:
    return dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Open)  # type: ignore[union-attr]


@pytest.mark.slow
def test_weights_are_offered_downloaded_and_go_with_the_network(shop: Script, dialog: PresetDialog, qtbot: QtBot) -> None:
    choose(dialog, "mobilenet_v2")
    ok, bar = ok_of(dialog), dialog.download_bar
    assert dialog.pretrained.text() == "ImageNet weights (14 MB)"
    assert not bar.isVisible()
    dialog.pretrained.click()
    assert bar.text.text() == "ImageNet weights of MobileNetV2 are not on this computer: about 14 MB from 127.0.0.1."
    assert not ok.isEnabled()  # type: ignore[attr-defined]
    with qtbot.assertNotEmitted(dialog.networkChosen):
        dialog.accept()
    dialog.classes.selectAll()
    qtbot.keyClicks(dialog.classes, "3")
    qtbot.keyClick(dialog.classes, Qt.Key.Key_Return)
    assert bar.text.text().startswith("ImageNet weights of MobileNetV2, without the classifier are not")
    qtbot.mouseClick(bar.start_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(ok.isEnabled, timeout=30_000)  # type: ignore[attr-defined]
    assert WEIGHTS["mobilenet_v2"].headless.place.read_bytes() == b"weights" * 1000
    assert not bar.isVisible()
    with qtbot.waitSignal(dialog.networkChosen) as told:
        dialog.accept()
    assert told.args == [WEIGHTS["mobilenet_v2"].graph(None, 3), "imagenet:mobilenet_v2"]


@pytest.mark.slow
def test_presets_without_weights_offer_none(shop: Script, dialog: PresetDialog) -> None:
    choose(dialog, "mobilenet_v2")
    dialog.pretrained.click()
    choose(dialog, "lenet5")
    assert not dialog.pretrained.isVisible()
    assert not dialog.download_bar.isVisible()
    assert ok_of(dialog).isEnabled()  # type: ignore[attr-defined]
    choose(dialog, "vgg16")
    assert dialog.pretrained.isVisible()
    assert not dialog.pretrained.isChecked()


@pytest.mark.slow
def test_a_double_click_opens_the_network(dialog: PresetDialog, qtbot: QtBot) -> None:
    place = dialog.list.visualItemRect(dialog.list.item(0)).center()
    with qtbot.waitSignal(dialog.networkChosen) as told:
        qtbot.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args[0].name == "lenet5"
    assert not dialog.isVisible()


@pytest.mark.slow
def test_networks_have_pictures_and_their_accuracy_is_that_of_their_data(dialog: PresetDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "lenet5" in dialog._icons)
    assert not dialog.list.item(0).icon().isNull()
    choose(dialog, "resnet20")
    assert "CIFAR-10 top-1" in texts(dialog)


@pytest.mark.slow
def test_a_point_of_the_map_is_the_network_that_is_read_about(dialog: PresetDialog, qtbot: QtBot) -> None:
    choose(dialog, "resnet20")
    dialog.pages.choose("map")
    networks = [name for name, preset in PRESETS.items() if preset.data == "CIFAR-10" and preset.published_top1]
    qtbot.waitUntil(lambda: len(dialog.map.points) == len(networks))
    assert dialog.map.current == networks.index("resnet20")
    heights = [y for _, y in dialog.map.points]
    assert heights == sorted(heights), "in this order each is better than the one before"
    place = networks.index("resnet110")
    dialog.map.grab()  # points are found where they were painted
    qtbot.mouseClick(dialog.map, Qt.MouseButton.LeftButton, pos=dialog.map.spot(place).toPoint())
    assert dialog.preset is PRESETS["resnet110"]
    assert any("93.57 %" in text for text in texts(dialog))
