"""What the data panel shows of a dataset, good and bad."""

import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QInputDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cnn.datasets import questions
from cnn.datasets.sources import Source
from gui.background.dataset_reader import DatasetReader
from gui.document import Document
from gui.panels.data import DataPanel
from gui.widgets.basic.asking import FileDialog

pytestmark = pytest.mark.slow


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
    assert panel.facts.text.text() == ""


@pytest.mark.slow
def test_the_digits(qtbot: QtBot, panel: DataPanel) -> None:
    look(qtbot, panel)
    assert panel.facts.title.text() == "MNIST sample"
    assert "5,000 images, 28 × 28 × 1, 10 classes" in panel.facts.text.text()
    assert [(bar.name, bar.text) for bar in panel.counts.bars] == [(str(digit), "500") for digit in range(10)]
    labels = [sample.label for sample in panel.sheet.samples]
    assert labels[:10] == list("0123456789")
    assert len(labels) == 60


@pytest.mark.slow
def test_a_file_with_colours_and_uneven_classes(qtbot: QtBot, panel: DataPanel, document: Document, tmp_path: Path) -> None:
    document.set_dataset(str(npz(tmp_path / "mine.npz")))
    look(qtbot, panel)
    assert panel.facts.title.text() == "mine.npz"
    assert [bar.text for bar in panel.counts.bars] == ["4", "8", "12"]
    assert [bar.share for bar in panel.counts.bars] == pytest.approx([1 / 3, 2 / 3, 1])
    second = panel.sheet.samples[1]
    assert second.image.pixelColor(3, 3).getRgb()[:3] == (80, 0, 0)


@pytest.mark.slow
def test_another_choice_is_read_while_it_is_seen(qtbot: QtBot, panel: DataPanel, document: Document, tmp_path: Path) -> None:
    look(qtbot, panel)
    document.set_dataset(str(npz(tmp_path / "mine.npz", classes=2)))
    qtbot.waitUntil(lambda: len(panel.counts.bars) == 2, timeout=20_000)


@pytest.mark.slow
def test_a_choice_made_while_another_is_read_wins(qtbot: QtBot, panel: DataPanel, document: Document, tmp_path: Path) -> None:
    panel.show()
    document.set_dataset(str(npz(tmp_path / "mine.npz", classes=2)))
    qtbot.waitUntil(lambda: not panel.reading and len(panel.counts.bars) == 2, timeout=20_000)
    assert panel.facts.title.text() == "mine.npz"


@pytest.mark.slow
def test_a_folder_of_images(qtbot: QtBot, panel: DataPanel, document: Document, tmp_path: Path) -> None:
    for label in ("ant", "bee"):
        (tmp_path / "insects" / label).mkdir(parents=True)
        for number in range(3):
            Image.new("RGB", (20 + number, 10), (200, 0, 0)).save(tmp_path / "insects" / label / f"{number}.png")
    document.set_dataset(str(tmp_path / "insects"))
    look(qtbot, panel)
    assert [(bar.name, bar.text) for bar in panel.counts.bars] == [("ant", "3"), ("bee", "3")]
    assert len(panel.sheet.samples) == 6


@pytest.mark.slow
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


@pytest.mark.slow
def test_the_sheet_paints_the_samples(qtbot: QtBot, panel: DataPanel, document: Document, tmp_path: Path) -> None:
    document.set_dataset(str(npz(tmp_path / "mine.npz")))
    look(qtbot, panel)
    image = panel.sheet.grab().toImage()
    colours = {image.pixelColor(x, 24).getRgb()[:3] for x in range(24, image.width(), 56)}
    assert {(0, 0, 0), (80, 0, 0), (160, 0, 0)} <= colours


# ---------------------------------------------------------------------- splits, figures, findings


def splits(path: Path) -> Path:
    images = np.zeros((60, 8, 8, 1), np.uint8)
    images[:, 0, 0, 0] = np.arange(60)
    labels = np.array([0] * 45 + [1] * 15)
    np.savez(path, x_train=images, y_train=labels, x_test=images[:4], y_test=labels[:4], classes=["ant", "bee"])
    return path


@pytest.mark.slow
def test_splits_figures_and_findings(qtbot: QtBot, panel: DataPanel, document: Document, tmp_path: Path) -> None:
    document.set_dataset(str(splits(tmp_path / "mine.npz")))
    look(qtbot, panel)
    assert [(bar.text, bar.parts) for bar in panel.counts.bars] == [
        ("45 + 4", (45 / 49, 0.0, 4 / 49)),
        ("15 + 0", (1.0, 0.0, 0.0)),
    ]
    assert "60 training, 4 test" in panel.facts.text.text()
    assert "grey: 0.5 ± 4.3, from 0 to 59" in panel.facts.figures.text()
    findings = " ".join(label.text() for label in panel.facts.findChildren(QLabel))
    assert "ant has 3 times as many images as bee" in findings
    assert "4 of the 4 images for testing are also among those for training" in findings


@pytest.mark.slow
def test_class_weights_are_one_click_away(qtbot: QtBot, panel: DataPanel, document: Document, tmp_path: Path) -> None:
    document.set_dataset(str(splits(tmp_path / "mine.npz")))
    look(qtbot, panel)
    button = next(button for button in panel.facts.findChildren(QPushButton) if "weights" in button.text())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert document.recipe.class_weight == "balanced"


@pytest.mark.slow
def test_arrays_with_channels_first_are_turned_with_one_click(
    qtbot: QtBot, panel: DataPanel, document: Document, tmp_path: Path
) -> None:
    np.savez(tmp_path / "mine.npz", x=np.zeros((40, 7, 8, 9), np.uint8), y=np.arange(40) % 2)
    document.set_dataset(str(tmp_path / "mine.npz"))
    look(qtbot, panel)
    assert "7 × 8 × 9" in panel.facts.text.text()
    button = next(button for button in panel.facts.findChildren(QPushButton) if "channels" in button.text())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert document.dataset == f"{tmp_path / 'mine.npz'}::channels=first"
    qtbot.waitUntil(lambda: "8 × 9 × 7" in panel.facts.text.text(), timeout=20_000)
    assert panel.facts.title.text() == "mine.npz"


@pytest.mark.slow
def test_names_of_classes_and_files_are_text_and_no_markup(
    qtbot: QtBot, panel: DataPanel, document: Document, tmp_path: Path
) -> None:
    name = "<img src='x.png'><b>bold"
    for label in (name, "b"):
        (tmp_path / "data" / label).mkdir(parents=True)
        Image.new("L", (4, 4)).save(tmp_path / "data" / label / "1.png")
    (tmp_path / "data" / "b" / f"{name}.png").write_text("no image")
    document.set_dataset(str(tmp_path / "data"))
    look(qtbot, panel)
    assert name in panel.facts.notes.text()
    labels = [label for label in panel.facts.findChildren(QLabel) if name in label.text()]
    assert labels
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


@pytest.mark.slow
def test_samples_of_a_split_and_a_class_shuffled(qtbot: QtBot, panel: DataPanel, document: Document, tmp_path: Path) -> None:
    document.set_dataset(str(splits(tmp_path / "mine.npz")))
    look(qtbot, panel)
    assert [panel.samples.splits.itemText(place) for place in range(2)] == ["training", "test"]

    def choose(box: QComboBox, data: str) -> None:
        box.setCurrentIndex(box.findData(data))
        box.activated.emit(box.currentIndex())
        qtbot.waitUntil(lambda: not panel.reading, timeout=20_000)

    choose(panel.samples.classes, "bee")
    assert [sample.label for sample in panel.sheet.samples] == ["bee"] * 15
    first = [sample.image.pixelColor(0, 0).red() for sample in panel.sheet.samples]
    qtbot.mouseClick(panel.samples.shuffle, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.reading, timeout=20_000)
    other = [sample.image.pixelColor(0, 0).red() for sample in panel.sheet.samples]
    assert (first, sorted(other)) == (list(range(45, 60)), first)
    assert other != first
    choose(panel.samples.classes, "")
    choose(panel.samples.splits, "test")
    assert len(panel.sheet.samples) == 4


@pytest.mark.slow
def test_a_table_says_where_its_labels_are(qtbot: QtBot, panel: DataPanel, document: Document, tmp_path: Path) -> None:
    rows = [f"{number % 2},{number},{number},{number},{number % 3}" for number in range(12)]
    path = tmp_path / "dots.csv"
    path.write_text("\n".join(["first,a,b,c,second", *rows]))
    document.set_dataset(f"{path}::label=first")
    look(qtbot, panel)
    assert panel.facts.columns.currentText() == "first"
    assert len(panel.counts.bars) == 2
    place = panel.facts.columns.findText("second")
    panel.facts.columns.activated.emit(place)
    assert document.dataset == f"{path}::label=second"
    qtbot.waitUntil(lambda: len(panel.counts.bars) == 3 and not panel.reading, timeout=20_000)


@pytest.mark.slow
def test_another_dataset_is_opened_from_the_panel(
    qtbot: QtBot, panel: DataPanel, document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(qtbot, panel)
    files = []
    for name, axes in (("labels-idx1-ubyte", 1), ("images-idx3-ubyte", 3)):
        (tmp_path / name).write_bytes(bytes([0, 0, 8, axes]) + b"\0\0\0\x02" * axes + bytes([0, 1] if axes == 1 else range(8)))
        files.append(str(tmp_path / name))
    monkeypatch.setattr(FileDialog, "getOpenFileNames", lambda *_: (files, ""))
    action = next(action for action in panel.open_button.menu().actions() if "IDX" in action.text())
    action.trigger()
    assert document.dataset == f"{files[1]}::{files[0]}"
    qtbot.waitUntil(lambda: len(panel.counts.bars) == 2 and not panel.reading, timeout=20_000)


@pytest.mark.slow
def test_labels_beyond_the_outputs_of_the_network(qtbot: QtBot, panel: DataPanel, document: Document, tmp_path: Path) -> None:
    document.set_dataset(str(npz(tmp_path / "mine.npz", classes=12)))
    look(qtbot, panel)
    qtbot.waitUntil(panel.fit_bar.isVisible)
    assert "12 classes" in panel.fit_bar.text.text()
    assert panel.fit_bar.best.text() == "Input 28×28×3, last layer 12 units"  # the file has colours
    assert "61.7 k → 62.2 k parameters" in panel.fit_bar.cost.text()
    qtbot.mouseClick(panel.fit_bar.best, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "12 classes" not in panel.fit_bar.text.text())
    assert document.analysis.nodes[document.graph.outputs[0]].output_shape == (12,)


@pytest.mark.slow
def test_what_is_said_of_the_outputs_follows_the_network(
    qtbot: QtBot, panel: DataPanel, document: Document, tmp_path: Path
) -> None:
    document.set_dataset(str(npz(tmp_path / "mine.npz", classes=12)))
    look(qtbot, panel)
    last = document.graph.outputs[0]
    document.edit("Twelve", lambda graph: graph.replace_layer(last, graph.node(last).layer.replace(units=12)))
    qtbot.waitUntil(lambda: "12 classes" not in panel.fit_bar.text.text())


@pytest.mark.slow
def test_numbers_are_counted_in_ranges_and_can_be_taken_for_classes(
    qtbot: QtBot, panel: DataPanel, document: Document, tmp_path: Path
) -> None:
    path = tmp_path / "ages.npz"
    np.savez(path, x=np.zeros((40, 6, 6), np.uint8), y=np.arange(40) % 8 / 2)
    document.set_dataset(str(path))
    look(qtbot, panel)
    assert "40 images, 6 × 6 × 1, 1 number" in panel.facts.text.text()
    assert panel.facts.tasks.currentText() == "found: numbers"
    assert len(panel.counts.bars) == 10
    assert panel.samples.classes.itemText(0) == "all numbers"
    assert document.facts is not None
    assert (document.facts.task, document.facts.classes) == ("numbers", 1)
    panel.facts.tasks.activated.emit(panel.facts.tasks.findData("classes"))
    assert document.dataset == f"{path}::task=classes"
    qtbot.waitUntil(lambda: panel.message.isVisible() and not panel.reading, timeout=20_000)
    assert "whole class numbers" in panel.message.text.text()
    panel._take_task("")
    assert document.dataset == str(path)


@pytest.mark.slow
def test_several_columns_of_a_table_are_asked_for(
    qtbot: QtBot, panel: DataPanel, document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f"{number / 4},{number},{number},{number},{number},{number % 3}" for number in range(12)]
    path = tmp_path / "dots.csv"
    path.write_text("\n".join(["x,a,b,c,d,y", *rows]))
    document.set_dataset(f"{path}::label=y,x")
    look(qtbot, panel)
    answers = [("", False), ("x,y", True)]
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: answers.pop(0))
    several = panel.facts.columns.findText("several …")
    panel.facts.columns.activated.emit(several)
    assert (document.dataset, panel.facts.columns.currentText()) == (f"{path}::label=y,x", "y,x")
    panel.facts.columns.activated.emit(several)
    assert document.dataset == f"{path}::label=x,y"
    qtbot.waitUntil(lambda: "2 numbers" in panel.facts.text.text() and not panel.reading, timeout=20_000)
    assert panel.facts.columns.currentText() == "x,y"


@pytest.mark.slow
def test_the_columns_of_a_table_that_does_not_tell_them_are_asked_for(
    qtbot: QtBot, panel: DataPanel, document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nobody names them on a command line, a click does."""
    offered: list[tuple[str, ...]] = []
    answers = [("", False), ("bright, large", True)]

    def answer(_parent: QWidget, _title: str, _words: str, names: tuple[str, ...], *_: object) -> tuple[str, bool]:
        offered.append(tuple(names))
        return answers.pop(0)

    monkeypatch.setattr(QInputDialog, "getItem", answer)
    path = table_of_numbers(tmp_path)
    document.set_dataset(str(path))
    look(qtbot, panel)
    assert "Which column" in panel.message.text.text()
    for times in (1, 2):
        click(qtbot, panel.message, "Choose its columns …")
        qtbot.waitUntil(lambda times=times: len(offered) == times, timeout=20_000)
    assert offered == [("path", "bright", "large", "plate")] * 2
    assert Source.of(document.dataset).label == "bright, large"
    qtbot.waitUntil(lambda: "2 numbers" in panel.facts.text.text() and not panel.reading, timeout=20_000)
    assert not panel.message.isVisible()


@pytest.mark.slow
def test_a_way_that_is_chosen_is_not_offered_again(qtbot: QtBot, panel: DataPanel, document: Document, tmp_path: Path) -> None:
    labels = np.repeat([0, 1], [60, 3])
    np.savez(tmp_path / "uneven.npz", x=np.arange(63 * 64, dtype=np.uint8).reshape(63, 8, 8, 1), y=labels)
    document.set_dataset(str(tmp_path / "uneven.npz"))
    look(qtbot, panel)

    def offered() -> dict[str, bool]:
        return {one.text(): one.isEnabled() for one in panel.facts.findChildren(QPushButton) if "lass" in one.text()}

    assert offered() == {"Use class weights": True, "Show as many of every class": True}
    click(qtbot, panel.facts, "Use class weights")
    assert document.recipe.class_weight == "balanced"
    assert offered() == {"Class weights are used": False, "Show as many of every class": True}
    click(qtbot, panel.facts, "Show as many of every class")
    assert offered() == {"Use class weights": True, "As many of every class are shown": False}
    document.undo()  # settings that follow each other are one step
    assert offered() == {"Use class weights": True, "Show as many of every class": True}


def table_of_numbers(folder: Path) -> Path:
    """Images, two numbers of each, and a plate."""
    lines = ["path,bright,large,plate"]
    for number in range(12):
        Image.new("L", (8, 8), 20 * number).save(folder / f"{number}.png")
        lines.append(f"{number}.png,{20 * number}.5,{number / 4},p{number % 3}")
    (folder / "table.csv").write_text("\n".join(lines))
    return folder / "table.csv"


def click(qtbot: QtBot, inside: QWidget, title: str) -> None:
    """Presses the button that says this."""

    def shown() -> list[QPushButton]:
        return [one for one in inside.findChildren(QPushButton) if one.text() == title and one.isVisible()]

    qtbot.waitUntil(lambda: len(shown()) > 0)
    button = shown()[0]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.slow
def test_deep_images_are_told_and_shown_in_their_range_after_one_click(
    qtbot: QtBot, panel: DataPanel, document: Document, tmp_path: Path
) -> None:
    """Nearly black as their type has it; from black to white once the range is the dataset's, and back with undo."""
    ramp = np.linspace(90, 4095, 28 * 28).round().astype(np.uint16).reshape(28, 28)
    np.savez(tmp_path / "deep.npz", x=np.stack([ramp] * 10), y=np.arange(10))
    document.set_dataset(str(tmp_path / "deep.npz"))
    look(qtbot, panel)
    last = lambda: panel.sheet.samples[0].image.pixelColor(27, 27).red() if panel.sheet.samples else -1  # noqa: E731
    qtbot.waitUntil(lambda: last() == 16, timeout=20_000)
    qtbot.waitUntil(panel.fit_bar.isVisible)
    assert "12 bits" in panel.fit_bar.text.text()
    assert panel.fit_bar.best.text() == "Range of the dataset, 90 to 4,095"
    qtbot.mouseClick(panel.fit_bar.best, Qt.MouseButton.LeftButton)
    assert document.recipe.pixel_range == "dataset"
    qtbot.waitUntil(lambda: last() == 255, timeout=20_000)
    qtbot.waitUntil(panel.fit_bar.isHidden)
    document.undo()
    qtbot.waitUntil(lambda: last() == 16, timeout=20_000)


@pytest.mark.slow
def test_floats_of_any_range_are_read_once_a_range_is_set(
    qtbot: QtBot, panel: DataPanel, document: Document, tmp_path: Path
) -> None:
    np.savez(tmp_path / "signed.npz", x=np.linspace(-1, 1, 10 * 28 * 28).reshape(10, 28, 28), y=np.arange(10))
    document.set_dataset(str(tmp_path / "signed.npz"))
    panel.show()
    qtbot.waitUntil(panel.message.isVisible, timeout=20_000)
    assert "pixel range dataset" in panel.message.text.text()
    assert document.facts is None
    document.set_recipe(pixel_range="-1-1")
    qtbot.waitUntil(lambda: len(panel.sheet.samples) == 10, timeout=20_000)
    assert panel.message.isHidden()
    assert document.facts is not None


@pytest.mark.slow
def test_what_the_pages_of_files_are_is_one_click(qtbot: QtBot, panel: DataPanel, document: Document, tmp_path: Path) -> None:
    pages = [Image.new("L", (6, 6), 40 * number) for number in range(5)]
    for label in ("ant", "bee"):
        (tmp_path / "stacks" / label).mkdir(parents=True)
        pages[0].save(tmp_path / "stacks" / label / "1.tif", save_all=True, append_images=pages[1:])
    document.set_dataset(str(tmp_path / "stacks"))
    look(qtbot, panel)
    buttons = lambda: {button.text(): button for button in panel.facts.findChildren(QPushButton)}  # noqa: E731
    qtbot.waitUntil(lambda: {"They are channels", "They are images"} <= set(buttons()), timeout=20_000)
    qtbot.mouseClick(buttons()["They are channels"], Qt.MouseButton.LeftButton)
    assert document.dataset == f"{tmp_path / 'stacks'}::pages=channels"
    qtbot.waitUntil(lambda: "6 × 6 × 5" in panel.facts.text.text(), timeout=20_000)


@pytest.mark.slow
def test_how_far_a_large_folder_is_read_is_said(qtbot: QtBot, panel: DataPanel) -> None:
    panel.show()
    assert panel.reading
    panel._reader.progressChanged.emit(3, 10)
    assert panel.facts.text.text() == "Reading … 30 %"
    panel._tell_stalled()
    assert panel.facts.text.text().startswith("Still waiting for MNIST sample.")
    look(qtbot, panel)
    panel._tell_stalled()
    panel._reader.progressChanged.emit(4, 10)
    assert panel.facts.text.text().startswith("5,000 images")


@pytest.mark.slow
def test_the_reader_tells_how_far_it_is_and_goes_on_waiting(
    qtbot: QtBot, document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is under way is no answer: the question stays asked."""
    for place in range(4):
        (tmp_path / "data" / "ab"[place % 2]).mkdir(parents=True, exist_ok=True)
        Image.new("L", (5, 5)).save(tmp_path / "data" / "ab"[place % 2] / f"{place}.png")
    code = (
        "import cnn.datasets.looks, cnn.datasets.reading_progress, cnn.datasets.serving as serving\n"
        "cnn.datasets.looks.FEWEST = 1\ncnn.datasets.reading_progress.INTERVAL = 0.0\nserving.main()"
    )
    monkeypatch.setattr(questions, "program", lambda: [sys.executable, "-c", code])
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    told: list[tuple[int, int]] = []
    reader = DatasetReader()
    reader.progressChanged.connect(lambda done, total: told.append((done, total)))
    found: list[questions.Answer] = []
    reader.ask(questions.Question(source=str(tmp_path / "data"), what="facts"), found.append, lambda error: None)
    qtbot.waitUntil(lambda: len(found) == 1, timeout=20_000)
    reader.close()
    assert told == [(2, 4), (4, 4)]
    assert found[0].facts is not None
