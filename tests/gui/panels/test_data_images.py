"""The list of images in the data panel: found, decided, undone, as a person does it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QDesktopServices, QIcon
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from cnn.datasets import open_dataset
from cnn.datasets.inspection.review import Review
from cnn.datasets.task import Learned
from cnn.presets import PRESETS
from cnn.project import Project
from cnn.runs.folder import RunFolder
from cnn.runs.image_losses import TrainedImages, write
from gui.document import Document
from gui.panels.data import DataPanel
from gui.widgets.dataset.image_browser import ImageBrowser
from tests.cnn.datasets.photographs import compressed, photographs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two classes in two splits; one photograph is in both, under another class, and one image is blank."""
    at = tmp_path / "images"
    for place, image in enumerate(photographs()[:24:2]):
        name = at / ("test" if place % 4 == 0 else "train") / "ab"[place % 2]
        name.mkdir(parents=True, exist_ok=True)
        image.save(name / f"{place:02}.png")
    compressed(photographs()[2], 70).save(at / "test" / "a" / "seen.jpg")
    Image.new("RGB", (160, 140), "green").save(at / "train" / "a" / "blank.png")
    return at


@pytest.fixture
def panel(qtbot: QtBot, document: Document, folder: Path) -> DataPanel:
    document.set_dataset(str(folder))
    panel = DataPanel(document)
    qtbot.addWidget(panel)
    panel.resize(1240, 300)
    panel.show()
    panel.images_button.click()
    qtbot.waitUntil(lambda: len(panel.review.review.keys) == 14 and not panel.reading, timeout=20_000)
    return panel


def rows(browser: ImageBrowser) -> list[str]:
    return [browser.images.row(number).key for number in range(browser.images.rowCount())]


def text(browser: ImageBrowser, row: int, column: int) -> str:
    return str(browser.images.data(browser.images.index(row, column)))


def choose(browser: ImageBrowser, *keys: str) -> None:
    listed = rows(browser)
    browser.table.clearSelection()
    browser._select({key for key in keys if key in listed})
    browser.table.setFocus()


def look_through(qtbot: QtBot, panel: DataPanel) -> None:
    panel.browser.look_button.click()
    qtbot.waitUntil(lambda: panel.review.review.inspection is not None and not panel.review.looking, timeout=20_000)


def entry(menu: QMenu, *words: str) -> None:
    """Chooses an entry, through its submenus."""
    for word in words:
        action = next(action for action in menu.actions() if action.text().replace("&", "") == word)
        if action.menu() is None:
            action.trigger()
        else:
            menu = action.menu()  # type: ignore[assignment]


@pytest.mark.slow
def test_every_image_is_listed_with_its_picture(qtbot: QtBot, panel: DataPanel) -> None:
    browser = panel.browser
    assert rows(browser)[:2] == ["train/a/02.png", "train/a/06.png"]
    assert [text(browser, 0, column) for column in range(4)] == ["train/a/02.png", "training", "a", ""]
    assert browser.chips["all"].text() == "All 14"
    first = browser.images.index(0, 0)
    decoration = Qt.ItemDataRole.DecorationRole
    browser.table.viewport().repaint()

    def look(mode: QIcon.Mode) -> QColor:
        return browser.images.data(first, decoration).pixmap(QSize(36, 36), 1.0, mode).toImage().pixelColor(9, 9)

    qtbot.waitUntil(lambda: look(QIcon.Mode.Normal).alpha() > 0, timeout=20_000)
    assert browser.images.data(first, decoration).availableSizes() == [QSize(36, 36)]
    assert look(QIcon.Mode.Selected) == look(QIcon.Mode.Normal)  # not in the colour of the selection


@pytest.mark.slow
def test_copies_and_odd_ones_are_found_and_left_out_with_a_key(qtbot: QtBot, panel: DataPanel, document: Document) -> None:
    browser = panel.browser
    browser.chips["copies"].click()
    assert "Nobody has looked" in browser.hint.text()
    look_through(qtbot, panel)
    assert rows(browser) == ["train/b/01.png", "test/a/seen.jpg"]
    assert text(browser, 0, 3) == "Shows the same as test/a/seen.jpg, in another split, under another label."
    assert browser.chips["odd"].text() == "Odd 1"
    choose(browser, "test/a/seen.jpg")
    qtbot.keyClick(browser.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: document.curation.excluded == {"test/a/seen.jpg"}, timeout=20_000)
    assert rows(browser) == []
    assert browser.hint.text() == "No two images show the same."
    qtbot.waitUntil(lambda: "13 images" in panel.facts.text.text(), timeout=20_000)
    browser.chips["excluded"].click()
    assert text(browser, 0, 3).startswith("Excluded. Shows the same")
    document.undo_stack.undo()
    assert rows(browser) == []
    browser.chips["copies"].click()
    assert len(rows(browser)) == 2


@pytest.mark.slow
def test_several_are_relabelled_moved_and_restored_by_the_menu(qtbot: QtBot, panel: DataPanel, document: Document) -> None:
    browser = panel.browser
    keys = "train/a/02.png", "train/a/06.png"
    choose(browser, *keys)
    entry(browser.menu(), "Label as", "b")
    qtbot.waitUntil(lambda: document.curation.labels == dict.fromkeys(keys, "b"), timeout=20_000)
    assert document.undo_stack.undoText() == "Label 2 images"
    assert set(browser.chosen) == set(keys), "they stay chosen"
    assert text(browser, 0, 2) == "a → b"
    entry(browser.menu(), "Move to", "test")
    qtbot.waitUntil(lambda: document.curation.splits == dict.fromkeys(keys, "test"), timeout=20_000)
    assert text(browser, 0, 1) == "training → test"
    assert (browser.chips["relabelled"].text(), browser.chips["moved"].text()) == ("Relabelled 2", "Moved 2")
    entry(browser.menu(), "Restore")
    assert not document.curation
    document.undo_stack.undo()
    assert document.curation.labels == dict.fromkeys(keys, "b")
    steps = document.undo_stack.index()
    for label in ("b", "a", "a", "b"):  # what they have already is no decision, and their own label none that is kept
        entry(browser.menu(), "Label as", label)
    qtbot.waitUntil(lambda: document.undo_stack.index() == steps + 2, timeout=20_000)
    assert document.curation.labels == dict.fromkeys(keys, "b")
    document.undo_stack.undo()
    assert not document.curation.labels


@pytest.mark.slow
def test_a_new_class_can_be_typed(qtbot: QtBot, panel: DataPanel, document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QInputDialog, "getItem", lambda *_: (" c ", True))
    choose(panel.browser, "train/a/02.png")
    entry(panel.browser.menu(), "Label as", "Another class…")
    qtbot.waitUntil(lambda: document.curation.labels == {"train/a/02.png": "c"}, timeout=20_000)
    qtbot.waitUntil(lambda: [bar.name for bar in panel.counts.bars] == ["a", "b", "c"], timeout=20_000)


@pytest.mark.slow
def test_searching_and_sorting(qtbot: QtBot, panel: DataPanel) -> None:
    browser = panel.browser
    qtbot.keyClicks(browser.search, "test/b")
    qtbot.waitUntil(lambda: rows(browser) == [], timeout=5000)
    assert browser.hint.text() == "Nothing matches."
    browser.search.clear()
    qtbot.keyClicks(browser.search, "blank")
    qtbot.waitUntil(lambda: rows(browser) == ["train/a/blank.png"], timeout=5000)
    browser.search.clear()
    qtbot.waitUntil(lambda: len(rows(browser)) == 14, timeout=5000)
    browser.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert rows(browser)[0] == "train/b/11.png"


@pytest.mark.slow
def test_what_a_training_found_hard_to_learn(qtbot: QtBot, panel: DataPanel, document: Document, folder: Path) -> None:
    split = open_dataset(str(folder)).train
    run = RunFolder.create(Project(PRESETS["lenet5"].graph(), dataset=str(folder)))
    run.update_record(classes=("a", "b"))
    totals = np.where(np.arange(len(split)) == 1, 50.0, 1.0).astype(np.float32)
    write(TrainedImages(split.keys, split.labels, totals, np.full(len(split), 10.0), np.ones(len(split), np.int32)), run)
    browser = panel.browser
    browser.chips["suspects"].click()
    assert "None on these images" in browser.hint.text()
    panel.hide()
    panel.show()
    qtbot.waitUntil(lambda: rows(browser) == ["train/a/06.png"], timeout=20_000)
    assert text(browser, 0, 3) == "Hard to learn (loss 5), seen as b."
    choose(browser, "train/a/06.png")
    entry(browser.menu(), "Label as seen by the network")
    qtbot.waitUntil(lambda: document.curation.labels == {"train/a/06.png": "b"}, timeout=20_000)
    assert rows(browser) == [], "it is no suspect any more"


@pytest.mark.slow
def test_validation_data_beside_it_are_looked_after_as_well(
    qtbot: QtBot, panel: DataPanel, document: Document, folder: Path, tmp_path: Path
) -> None:
    """Its images are listed where somebody chooses it; what is decided is about it, though a file there has the same name."""
    held = tmp_path / "held"
    for name in ("a/0.png", "b/blank.png", "a/blank.png"):
        (held / name).parent.mkdir(parents=True, exist_ok=True)
        Image.new("L", (8, 8), 7).save(held / name)
    browser, sources = panel.browser, panel.browser.sources
    assert sources.isHidden()
    document.set_recipe(validation_data=str(held))
    assert [sources.itemText(place) for place in range(2)] == ["Trained on: images", "Validated on: held"]
    run = RunFolder.create(Project(PRESETS["lenet5"].graph(), document.recipe, dataset=str(folder)))
    run.update_record(classes=("a", "b"))
    keys = ("train/a/blank.png", "b/blank.png", *(f"b/{place}.png" for place in range(8)))
    totals, validated = np.array([9, 900, *[1] * 8], np.float32), np.array([False, *[True] * 9])
    write(TrainedImages(keys, validated.astype(np.int32), totals, np.ones(10), np.zeros(10, np.int32), validated), run)
    sources.activated.emit(1)
    qtbot.waitUntil(lambda: rows(browser) == ["a/0.png", "a/blank.png", "b/blank.png"], timeout=20_000)
    qtbot.waitUntil(lambda: "b/blank.png" in panel.review.review.doubts, timeout=20_000)
    assert {text(browser, row, 1) for row in range(3)} == {"validation"}
    choose(browser, "b/blank.png")
    browser.exclude_action.trigger()
    qtbot.waitUntil(lambda: browser.images.row(2).excluded, timeout=20_000)
    assert not document.curation
    assert set(document.project.curation_of(str(held)).excluded) == {"b/blank.png"}
    document.undo_stack.undo()
    assert not browser.images.row(2).excluded
    sources.activated.emit(0)
    qtbot.waitUntil(lambda: "train/a/blank.png" in rows(browser), timeout=20_000)
    (held / "b" / "again.png").write_bytes((folder / "train" / "a" / "02.png").read_bytes())
    look_through(qtbot, panel)
    browser.chips["copies"].click()
    assert "train/a/02.png" in rows(browser)
    assert panel.review.review.remark("train/a/02.png").startswith("Shows the same as held: b/again.png, in another split")
    document.set_recipe(validation_data="")
    assert panel.review.review.inspection is None
    browser.chips["all"].click()
    assert sources.isHidden()


@pytest.mark.slow
def test_looking_can_be_called_off(qtbot: QtBot, panel: DataPanel) -> None:
    browser = panel.browser
    browser.look_button.click()
    assert browser.cancel_button.isVisible()
    browser.cancel_button.click()
    assert not panel.review.looking
    assert browser.look_button.isVisible()
    assert not browser.progress.isVisible()
    with qtbot.waitSignal(panel.review.picturesArrived, timeout=20_000):  # behind the answer that is not heard any more
        panel.review.ask_pictures(["train/a/02.png"], 20)
    assert panel.review.review.inspection is None


@pytest.mark.slow
def test_another_dataset_has_other_images(qtbot: QtBot, panel: DataPanel, document: Document) -> None:
    look_through(qtbot, panel)
    document.set_dataset("mnist-sample")
    qtbot.waitUntil(lambda: len(panel.review.review.keys) == 5000, timeout=20_000)
    assert rows(panel.browser)[0] == "train[0]"
    assert panel.review.review.inspection is None
    choose(panel.browser, "train[0]")
    assert "Show in folder" not in [action.text().replace("&", "") for action in panel.browser.menu().actions()]


@pytest.mark.slow
def test_an_image_is_shown_in_its_folder(panel: DataPanel, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    choose(panel.browser, "train/a/blank.png")
    entry(panel.browser.menu(), "Show in folder")
    assert [Path(url.toLocalFile()) for url in opened] == [folder / "train" / "a"]


@pytest.mark.slow
def test_a_menu_comes_where_somebody_asks_for_it(qtbot: QtBot, panel: DataPanel) -> None:
    panel.browser.table.clearSelection()
    panel.browser._show_menu(QPoint(0, 0))
    assert panel.browser.findChildren(QMenu) == []
    choose(panel.browser, "train/a/02.png")
    panel.browser._show_menu(QPoint(0, 0))
    [menu] = panel.browser.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    qtbot.waitUntil(menu.isVisible)
    menu.close()


@pytest.mark.slow
def test_back_to_the_overview(panel: DataPanel) -> None:
    panel.browser.back_button.click()
    assert panel.counts.isVisible()
    assert not panel.browser.isVisible()


@pytest.mark.slow
def test_only_what_changes_something_can_be_chosen(qtbot: QtBot, panel: DataPanel, document: Document) -> None:
    browser, key = panel.browser, "train/a/02.png"
    choose(browser, key)
    assert (browser.exclude_action.isEnabled(), browser.restore_action.isEnabled()) == (True, False)
    qtbot.keyClick(browser.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: document.curation.excluded == {key}, timeout=20_000)
    choose(browser, key)
    assert (browser.exclude_action.isEnabled(), browser.restore_action.isEnabled()) == (False, True)
    choose(browser, key, "train/a/blank.png")
    assert (browser.exclude_action.isEnabled(), browser.restore_action.isEnabled()) == (True, True)
    document.undo_stack.undo()
    choose(browser, key)
    assert (browser.exclude_action.isEnabled(), browser.restore_action.isEnabled()) == (True, False)


def test_what_is_no_number_is_asked_again_with_what_was_expected(qtbot: QtBot) -> None:
    browser = ImageBrowser()
    qtbot.addWidget(browser)
    told = Learned("", ("age", "size"), "numbers")
    browser.show_contents((told,), files=True)
    wanted: list[object] = []
    browser.labelWanted.connect(lambda _, label, __: wanted.append(label))
    said: list[str] = []

    def type_into(text: str, then: str = "") -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QInputDialog)
        said.append(dialog.labelText())
        line = dialog.findChild(QLineEdit)
        assert line is not None
        line.selectAll()
        if then:
            QTimer.singleShot(0, lambda: type_into(then))
        qtbot.keyClicks(line, text)
        qtbot.keyClick(line, Qt.Key.Key_Return)

    QTimer.singleShot(0, lambda: type_into("12, old", then="12, 3.5"))
    browser._ask_label(told)
    assert wanted == [(12.0, 3.5)]
    assert "Expected 2 numbers" not in said[0]
    assert "Expected 2 numbers, and 'old' is none" in said[1]


def test_each_of_several_things_to_learn_has_a_column(qtbot: QtBot) -> None:
    browser = ImageBrowser()
    qtbot.addWidget(browser)
    review = Review()
    review.add(("1.png", "2.png"), ("train", "train"), ("cat", "owl"), (("10.5",), ("9.25",)))
    browser.show_review(review, afresh=True)
    species, age = Learned("species", ("cat", "owl"), "classes"), Learned("age", ("age",), "numbers")
    browser.show_contents((species, age), files=True)

    def heads() -> list[str]:
        return [browser.images.headerData(column, Qt.Orientation.Horizontal) for column in range(browser.images.columnCount())]

    assert heads() == ["Image", "Split", "species", "age", "What was found"]
    assert [text(browser, 0, column) for column in (2, 3)] == ["cat", "10.5"]
    browser.table.sortByColumn(3, Qt.SortOrder.AscendingOrder)
    assert rows(browser) == ["2.png", "1.png"]
    browser.table.selectRow(0)
    told: list[tuple[object, ...]] = []
    browser.labelWanted.connect(lambda *what: told.append(what))
    assert [action.text() for action in browser.menu().actions() if "Label" in action.text()] == [
        "&Label species as",
        "&Label age as…",
    ]
    entry(browser.menu(), "Label species as", "owl")
    browser.show_contents((species, replace(species, name="mood", classes=("calm",))), files=True)
    browser.table.selectRow(0)
    entry(browser.menu(), "Label mood as", "calm")
    assert told == [(("2.png",), "owl", "species"), (("1.png",), "calm", "mood")]
    browser.show_contents((replace(species, name=""),), files=True)
    assert heads() == ["Image", "Split", "Label", "What was found"]
    assert rows(browser) == ["1.png", "2.png"], "what it was sorted by is gone"
