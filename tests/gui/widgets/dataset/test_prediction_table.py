"""The table of many images: what stands in it, how it is sorted, and its small pictures."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon
from pytestqt.qtbot import QtBot

from cnn.datasets.pixels.image_files import ImageFile
from cnn.runs.predictions import Seen
from gui.background.dataset_reader import DatasetReader
from gui.background.predictions import Row
from gui.widgets.dataset.prediction_table import IMAGE, MARKS, PROBABILITY, SEEN, PredictionModel, prediction_view

ROWS = [
    Row(ImageFile(Path("/b.png"), "b.png"), Seen("dog", 0.5, 0.625, True, False)),
    Row(ImageFile(Path("/a.png"), "a.png"), Seen("cat", 0.9, 0.8, False, False)),
    Row(ImageFile(Path("/torn.png"), "torn.png"), Seen(error="It is torn.")),
    Row(ImageFile(Path("/c.png"), "c.png"), Seen("ant", 0.7, 0.7, True, True)),
]
MEANING = {"uncertain": "about 4 in 10 are wrong", "unlike": "further than 99 of 100"}


@pytest.fixture
def model(qtbot: QtBot) -> Iterator[PredictionModel]:
    reader = DatasetReader()
    model = PredictionModel(reader)
    model.add(ROWS, MEANING)
    yield model
    reader.close()


def texts(model: PredictionModel, column: int) -> list[str]:
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_what_stands_in_it(model: PredictionModel) -> None:
    assert texts(model, IMAGE) == ["b.png", "a.png", "torn.png", "c.png"]
    assert texts(model, SEEN) == ["dog", "cat", "can't be read", "ant"]
    assert texts(model, PROBABILITY) == ["50.0%", "90.0%", "", "70.0%"]
    assert texts(model, MARKS) == ["uncertain", "", "", "uncertain, unlike anything seen"]


def test_tooltips_say_what_is_meant(model: PredictionModel) -> None:
    def tip(row: int, column: int) -> str:
        return model.index(row, column).data(Qt.ItemDataRole.ToolTipRole)

    assert tip(3, MARKS) == "uncertain: about 4 in 10 are wrong.\nunlike anything seen: further than 99 of 100."
    assert tip(0, PROBABILITY) == "62.5% after temperature scaling"
    assert tip(2, SEEN) == "It is torn."
    assert tip(1, IMAGE) == str(Path("/a.png"))


@pytest.mark.parametrize(
    ("column", "order", "expected"),
    [
        (IMAGE, Qt.SortOrder.AscendingOrder, ["a.png", "b.png", "c.png", "torn.png"]),
        (SEEN, Qt.SortOrder.AscendingOrder, ["c.png", "a.png", "b.png", "torn.png"]),
        (PROBABILITY, Qt.SortOrder.AscendingOrder, ["b.png", "c.png", "a.png", "torn.png"]),
        (PROBABILITY, Qt.SortOrder.DescendingOrder, ["a.png", "c.png", "b.png", "torn.png"]),
        (MARKS, Qt.SortOrder.DescendingOrder, ["c.png", "b.png", "a.png", "torn.png"]),
    ],
)
def test_sorting_keeps_what_is_chosen(
    qtbot: QtBot, model: PredictionModel, column: int, order: Qt.SortOrder, expected: list[str]
) -> None:
    view = prediction_view(model)
    qtbot.addWidget(view)
    view.selectRow(3)
    view.sortByColumn(column, order)
    assert texts(model, IMAGE) == expected
    assert [index.data() for index in view.selectionModel().selectedRows()] == ["c.png"]
    view.sortByColumn(-1, order)
    assert texts(model, IMAGE) == ["b.png", "a.png", "torn.png", "c.png"]


@pytest.mark.slow
def test_pictures_come_when_they_are_looked_at(qtbot: QtBot, model: PredictionModel, tmp_path: Path) -> None:
    good, torn = tmp_path / "good.png", tmp_path / "torn.png"
    Image.new("RGB", (64, 32), (200, 0, 0)).save(good)
    torn.write_bytes(b"?")
    model.clear()
    model.add([Row(ImageFile(path, path.name), Seen("x", 0.5)) for path in (torn, good)], {})

    def picture(row: int) -> QIcon | None:
        return model.index(row, IMAGE).data(Qt.ItemDataRole.DecorationRole)

    assert (picture(0), picture(1)) == (None, None)
    qtbot.waitUntil(lambda: picture(1) is not None, timeout=20_000)
    shown = picture(1)
    assert shown is not None
    assert shown.availableSizes() == [QSize(32, 16)]
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):  # who compares images chooses them, and wants to see them as they are
        assert shown.pixmap(QSize(32, 16), 1.0, mode).toImage().pixelColor(5, 5) == QColor(200, 0, 0)
    assert picture(0) is None


def test_a_name_that_is_no_unicode_is_spelled_out(model: PredictionModel) -> None:
    model.clear()
    model.add([Row(ImageFile(Path("/na\udcefve.png"), "na\udcefve.png"), Seen("x", 0.5))], {})
    assert texts(model, IMAGE) == ["na\\udcefve.png"]
