"""What a right click on a painted plot gives: a picture in three kinds, the values as CSV, both on the clipboard."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from cnn.recipe import Recipe
from gui.widgets.basic.asking import FileDialog
from gui.widgets.plot.bars import Bar, Bars
from gui.widgets.plot.matrix import MatrixPlot
from gui.widgets.plot.pairs import PairsPlot
from gui.widgets.training.rate_range_test import RangePicture
from gui.widgets.watching.rate_picture import RatePicture

COUNTS = [[7, 1, 0], [2, 5, 0], [0, 0, 9]]
CLASSES = ["cat", "dog, small", "owl"]


def matrix() -> MatrixPlot:
    plot = MatrixPlot()
    plot.show_matrix(COUNTS, CLASSES)
    return plot


def pairs() -> PairsPlot:
    plot = PairsPlot()
    plot.show_pairs([1.0, 2.0, 3.0], [1.5, 2.0, 2.5])
    return plot


def bars() -> Bars:
    plot = Bars()
    plot.show_bars([Bar("cat", 0.8, "80 %"), Bar("dog", 0.2, "20 %")])
    return plot


def rate() -> RatePicture:
    plot = RatePicture()
    plot.show_recipe(Recipe(schedule="cosine"))
    return plot


def rates() -> RangePicture:
    plot = RangePicture()
    plot.show_losses([10.0**power for power in range(-6, 0)], [2.0, 1.9, 1.5, 1.0, 1.2, 3.0], 1e-3)
    return plot


@pytest.fixture(params=[matrix, pairs, bars, rate, rates], ids=lambda make: make.__name__)
def plot(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[QWidget]:
    made = request.param()
    qtbot.addWidget(made)
    made.resize(320, 260)
    made.show()
    return made


def test_a_right_click_offers_them(plot: QWidget) -> None:
    QApplication.sendEvent(plot, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), plot.mapToGlobal(QPoint(5, 5))))
    menu = plot.findChild(QMenu)
    texts = [action.text() for action in menu.actions() if action.isEnabled() and action.text()]
    menu.close()
    assert texts == [
        "Save as PNG…", "Save as SVG…", "Save as PDF…", "Save values as CSV…", "Copy picture", "Copy values",
    ]  # fmt: skip


def test_an_empty_plot_has_nothing_to_save(qtbot: QtBot) -> None:
    plot = MatrixPlot()
    qtbot.addWidget(plot)
    menu = plot.saving.menu()
    assert not any(action.isEnabled() for action in menu.actions() if action.text())


@pytest.mark.parametrize("kind", ["png", "svg", "pdf", "csv"])
def test_every_kind_is_what_its_name_says(plot: QWidget, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / f"plot.{kind}"
    monkeypatch.setattr(FileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    next(action for action in plot.saving.menu().actions() if kind.upper() in action.text()).trigger()
    data = path.read_bytes()
    if kind == "png":
        picture = QImage.fromData(data)
        colours = {picture.pixelColor(x, y).name() for x in range(0, 960, 6) for y in range(0, 780, 6)}
        assert picture.width() == 960
        assert len(colours) > 3
    elif kind == "svg":
        assert any(
            element.tag.endswith("text") and (element.text or "").strip() for element in ElementTree.fromstring(data).iter()
        )
    elif kind == "pdf":
        assert data.startswith(b"%PDF")
        assert b"/Font" in data, "text is text"
    else:
        rows = list(csv.reader(io.StringIO(data.decode())))
        assert len(rows) > 2
        assert len({len(row) for row in rows}) == 1


def test_a_matrix_as_csv_has_its_classes_on_both_sides(qtbot: QtBot) -> None:
    plot = matrix()
    qtbot.addWidget(plot)
    rows = list(csv.reader(io.StringIO(plot.table())))
    assert rows[0][1:] == CLASSES
    assert [(row[0], [int(count) for count in row[1:]]) for row in rows[1:]] == list(zip(CLASSES, COUNTS, strict=True))


@pytest.mark.slow
def test_copies(plot: QWidget) -> None:
    plot.saving.source.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasImage()
    assert b"<svg" in bytes(data.data("image/svg+xml").data())
    plot.saving.source.copy_values()
    assert QGuiApplication.clipboard().text().splitlines()[1].count("\t") >= 1


@pytest.mark.slow
def test_a_folder_that_takes_nothing_is_told(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plot = matrix()
    qtbot.addWidget(plot)
    monkeypatch.setattr(FileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "gone" / "plot.png"), ""))
    plot.saving.menu().actions()[0].trigger()
    box = plot.findChild(QMessageBox, "plotRefused", Qt.FindChildOption.FindChildrenRecursively)
    assert "can't be written" in box.text()
    box.close()
