"""What the data panel shows of a dataset, good and bad."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from gui.document import Document
from gui.panels.data import DataPanel


@pytest.fixture
def panel(qtbot: QtBot, document: Document) -> DataPanel:
    panel = DataPanel(document)
    qtbot.addWidget(panel)
    panel.resize(1200, 260)
    return panel


def look(qtbot: QtBot, panel: DataPanel) -> None:
    panel.show()
    qtbot.waitUntil(lambda: not panel.reading, timeout=20_000)


def npz(path: Path, classes: int = 3) -> Path:
    labels = np.repeat(np.arange(classes), [4 * (label + 1) for label in range(classes)])
    images = np.zeros((len(labels), 8, 8, 3), np.uint8)
    images[..., 0] = 80 * labels[:, None, None]
    np.savez(path, x=images, y=labels)
    return path


def test_nothing_is_read_before_somebody_looks(panel: DataPanel) -> None:
    assert not panel.reading
    assert panel.facts.text() == ""


def test_the_digits(qtbot: QtBot, panel: DataPanel) -> None:
    look(qtbot, panel)
    assert panel.title.text() == "MNIST sample"
    assert "5,000 images, 28 × 28 × 1, 10 classes" in panel.facts.text()
    assert [(bar.name, bar.text) for bar in panel.counts.bars] == [(str(digit), "500") for digit in range(10)]
    labels = [sample.label for sample in panel.sheet.samples]
    assert labels[:10] == list("0123456789")
    assert len(labels) == 60


def test_a_file_with_colours_and_uneven_classes(qtbot: QtBot, panel: DataPanel, document: Document, tmp_path: Path) -> None:
    document.set_dataset(str(npz(tmp_path / "mine.npz")))
    look(qtbot, panel)
    assert panel.title.text() == "mine.npz"
    assert [bar.text for bar in panel.counts.bars] == ["4", "8", "12"]
    assert [bar.share for bar in panel.counts.bars] == pytest.approx([1 / 3, 2 / 3, 1])
    second = panel.sheet.samples[1]
    assert second.image.pixelColor(3, 3).getRgb()[:3] == (80, 0, 0)


def test_another_choice_is_read_while_it_is_seen(qtbot: QtBot, panel: DataPanel, document: Document, tmp_path: Path) -> None:
    look(qtbot, panel)
    document.set_dataset(str(npz(tmp_path / "mine.npz", classes=2)))
    qtbot.waitUntil(lambda: len(panel.counts.bars) == 2, timeout=20_000)


def test_a_choice_made_while_another_is_read_wins(qtbot: QtBot, panel: DataPanel, document: Document, tmp_path: Path) -> None:
    panel.show()
    document.set_dataset(str(npz(tmp_path / "mine.npz", classes=2)))
    qtbot.waitUntil(lambda: not panel.reading and len(panel.counts.bars) == 2, timeout=20_000)
    assert panel.title.text() == "mine.npz"


def test_a_folder_of_images(qtbot: QtBot, panel: DataPanel, document: Document, tmp_path: Path) -> None:
    for label in ("ant", "bee"):
        (tmp_path / "insects" / label).mkdir(parents=True)
        for number in range(3):
            Image.new("RGB", (20 + number, 10), (200, 0, 0)).save(tmp_path / "insects" / label / f"{number}.png")
    document.set_dataset(str(tmp_path / "insects"))
    look(qtbot, panel)
    assert [(bar.name, bar.text) for bar in panel.counts.bars] == [("ant", "3"), ("bee", "3")]
    assert len(panel.sheet.samples) == 6


def test_a_dataset_that_is_not_there_is_told_in_the_panel(
    qtbot: QtBot, panel: DataPanel, document: Document, tmp_path: Path
) -> None:
    document.set_dataset(str(tmp_path / "gone"))
    look(qtbot, panel)
    assert panel.message.isVisible()
    assert "no file or folder" in panel.message.text.text()
    document.undo()
    qtbot.waitUntil(lambda: len(panel.counts.bars) == 10, timeout=20_000)
    assert not panel.message.isVisible()


def test_the_sheet_paints_the_samples(qtbot: QtBot, panel: DataPanel, document: Document, tmp_path: Path) -> None:
    document.set_dataset(str(npz(tmp_path / "mine.npz")))
    look(qtbot, panel)
    image = panel.sheet.grab().toImage()
    colours = {image.pixelColor(x, 24).getRgb()[:3] for x in range(24, image.width(), 56)}
    assert {(0, 0, 0), (80, 0, 0), (160, 0, 0)} <= colours
