"""Try it: whatever is drawn, pasted, dropped or taken becomes the image, and what the model says of it is seen."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from cnn.runs.chosen_image import ChosenImage
from cnn.runs.listed.notes import change_notes
from gui.document.questions.subject import AskedModel
from gui.panels.evaluation.pages import PageParts
from gui.panels.evaluation.try_it import TryPage
from gui.widgets.basic import asking

pytestmark = pytest.mark.worker


@pytest.fixture
def page(qtbot: QtBot, asked_about: PageParts) -> Iterator[TryPage]:
    it = TryPage(asked_about.document, asked_about.subject, asked_about.questions)
    qtbot.addWidget(it)
    it.resize(1000, 240)
    it.show()
    yield it
    it.close()


@pytest.fixture
def ready(qtbot: QtBot, page: TryPage) -> TryPage:
    """The page when it knows the model."""
    qtbot.waitUntil(lambda: page.sources.part.count() == 2, timeout=10_000)
    return page


def draw(qtbot: QtBot, page: TryPage) -> None:
    qtbot.mousePress(page.paper, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    qtbot.mouseMove(page.paper, QPoint(60, 90))
    qtbot.mouseRelease(page.paper, Qt.MouseButton.LeftButton, pos=QPoint(60, 90))


def said(page: TryPage) -> bool:
    return len(page.said.bars.bars) > 0


def test_bars_follow_a_drawing_that_is_centred_as_digits_are(qtbot: QtBot, ready: TryPage, asked_about: PageParts) -> None:
    assert ready.paper.colour == QColor("black")
    assert "20 of 28" in ready.centred.text()
    draw(qtbot, ready)
    qtbot.waitUntil(lambda: said(ready), timeout=10_000)
    assert [(bar.name, bar.text) for bar in ready.said.bars.bars] == [("a", "75.0%"), ("b", "25.0%")]
    assert ready.said.bars.bars[0].strong
    assert not ready.seen.pixmap().isNull()
    chosen = asked_about.subject.image
    assert chosen is not None
    with Image.open(chosen.file) as image:
        assert image.size == (28, 28)
        left, top, right, bottom = image.getbbox() or (0, 0, 0, 0)
        assert max(right - left, bottom - top) == 20
    assert "20 of 28" in ready.centred.text()
    asked_about.subject.choose_image(ChosenImage(place=3))
    assert "Taken as it is" in ready.centred.text()  # nothing was done to this one


def test_a_run_is_called_what_a_person_calls_it(page: TryPage, asked_about: PageParts, tmp_path: Path) -> None:
    change_notes(tmp_path, name="best so far")
    asked_about.subject.choose_model(AskedModel(tmp_path))
    assert page._model_in_words({}) == "best so far, best model"
    asked_about.subject.choose_model(AskedModel(tmp_path, "epoch-000002.npz"))
    assert page._model_in_words({}) == "best so far, epoch 2"


def test_the_paper_has_a_menu(ready: TryPage) -> None:
    """What is drawn can be copied, taken back and cleared; nothing of it while it is empty."""
    actions = {action.text(): action for action in ready.paper.actions()}
    assert [action.isEnabled() for action in actions.values()] == [False, True, False, False]
    ready.paper.begin(QPointF(60, 60))
    ready.paper.lift()
    assert all(action.isEnabled() for action in actions.values())
    actions["Copy picture"].trigger()
    assert QGuiApplication.clipboard().image().size() == ready.paper.image.size()
    actions["Take the last stroke back"].trigger()
    assert ready.paper.empty


def test_a_network_whose_weights_are_gone_says_so(page: TryPage) -> None:
    about = {"state": "fresh", "weights": "", "notes": ["The run is not there any more."]}
    assert "fresh" in page._model_in_words({**about, "notes": []})
    assert page._model_in_words(about).endswith("\nThe run is not there any more.")


def test_a_cleared_paper_is_no_image(qtbot: QtBot, ready: TryPage, asked_about: PageParts) -> None:
    draw(qtbot, ready)
    qtbot.waitUntil(lambda: said(ready), timeout=10_000)
    qtbot.mouseClick(ready.pens.clear_button, Qt.MouseButton.LeftButton)
    assert asked_about.subject.image is None
    assert not said(ready)
    ready.pens.undo()
    assert asked_about.subject.image is not None
    qtbot.waitUntil(lambda: said(ready), timeout=10_000)


def test_images_of_the_dataset_are_taken_one_after_the_other_or_at_random(
    qtbot: QtBot, ready: TryPage, asked_about: PageParts
) -> None:
    assert ready.sources.part.currentData() == "validation"
    places = []
    for _ in range(11):
        qtbot.mouseClick(ready.sources.next_button, Qt.MouseButton.LeftButton)
        image = asked_about.subject.image
        assert image is not None
        places.append(image.place)
    assert places == [*range(10), 0]
    qtbot.mouseClick(ready.sources.random_button, Qt.MouseButton.LeftButton)
    assert image.part == "validation"
    qtbot.waitUntil(lambda: said(ready) and not ready.paper.empty, timeout=10_000)  # it can be drawn on


def test_what_was_copied_is_pasted(qtbot: QtBot, ready: TryPage, asked_about: PageParts, tmp_path: Path) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    ready.sources.paste()
    assert ready.message.isVisible()
    picture = QImage(5, 4, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    clipboard.setImage(picture)
    ready.sources.paste()
    image = asked_about.subject.image
    assert image is not None
    with Image.open(image.file) as pasted:
        assert pasted.size == (5, 4)
    Image.new("L", (3, 3)).save(tmp_path / "a.png")
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.png"))])
    clipboard.setMimeData(copied)
    ready.sources.paste()
    image = asked_about.subject.image
    assert image is not None
    assert image.file == str(tmp_path / "a.png")
    clipboard.clear()


def test_a_folder_that_is_dropped_becomes_a_table_and_a_csv(
    qtbot: QtBot, ready: TryPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "images").mkdir()
    for number in range(70):
        (tmp_path / "images" / f"{number:02}.png").write_bytes(b"?")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "images"))])
    keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    ready.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, *keys))
    assert ready.stack.currentWidget() is ready.many
    qtbot.waitUntil(lambda: ready.many.job.total == 70 and not ready.many.job.running, timeout=10_000)
    monkeypatch.setattr(asking, "for_new_file", lambda *_, **__: str(tmp_path / "said.csv"))
    qtbot.mouseClick(ready.many.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil((tmp_path / "said.csv").exists, timeout=10_000)
    with (tmp_path / "said.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 70
    assert {(row["predicted"], row["a"]) for row in rows} == {("a", "0.75")}
    qtbot.mouseClick(ready.many.back_button, Qt.MouseButton.LeftButton)
    assert ready.stack.currentIndex() == 0


def test_an_image_that_was_chosen_elsewhere_is_asked_about_once_it_is_looked_at(
    qtbot: QtBot, ready: TryPage, asked_about: PageParts
) -> None:
    ready.hide()
    asked_about.subject.choose_image(ChosenImage(place=3, name="image 3"))
    assert not asked_about.questions.worker.busy
    ready.show()
    qtbot.waitUntil(lambda: said(ready), timeout=10_000)


def test_how_far_it_is_to_be_trusted_is_told_once_the_hand_rests(
    qtbot: QtBot, ready: TryPage, asked_about: PageParts, tmp_path: Path
) -> None:
    asked_about.subject.choose_image(ChosenImage(file=str(tmp_path / "odd.png")))
    qtbot.waitUntil(lambda: "Unlike" in ready.said.marks.text(), timeout=10_000)


def named(page: TryPage, *, more: bool = False) -> list[tuple[str, str, bool]]:
    return [(bar.name, bar.text, bar.strong) for bar in (page.said.more_bars if more else page.said.bars).bars]


def test_classes_labels_and_numbers_are_told_in_their_own_terms(ready: TryPage) -> None:
    top = [{"class": name, "probability": share} for name, share in (("c", 0.6), ("a", 0.3), ("b", 0.1))]
    ready.said._show_bars({"top": top, "classes": ["a", "b", "c"]}, {})
    assert named(ready) == [("a", "30.0%", False), ("b", "10.0%", False), ("c", "60.0%", True)]
    many = [{"class": f"c{number}", "probability": 0.01 * number} for number in range(10, 0, -1)]
    ready.said._show_bars({"top": many, "classes": [f"c{number}" for number in range(200)]}, {})
    assert [name for name, *_ in named(ready)] == ["c10", "c9", "c8", "c7", "c6"]
    ready.said._show_bars({"top": top, "labels": top[:2], "classes": ["a", "b", "c"]}, {})
    assert [strong for *_, strong in named(ready)] == [True, False, True]
    ready.said._show_bars(
        {"top": [], "numbers": [{"name": "x", "value": -2.0}, {"name": "y", "value": 0.5}], "classes": ["x", "y"]}, {}
    )
    assert named(ready) == [("x", "-2", False), ("y", "0.5", False)]
    assert [bar.share for bar in ready.said.bars.bars] == [1.0, 0.25]


def test_what_other_outputs_have_learned_stands_beside_the_first(ready: TryPage) -> None:
    first = {"target": "kind", "top": [{"class": "a", "probability": 0.9}, {"class": "b", "probability": 0.1}]}
    second = {"target": "age", "top": [], "numbers": [{"name": "years", "value": 3.0}]}
    said = {"top": first["top"], "classes": ["a", "b"], "outputs": {"dense": first, "dense_1": second}}
    ready.said._show_bars(said, {"dense_1": []})
    assert named(ready) == [("a", "90.0%", True), ("b", "10.0%", False)]
    assert named(ready, more=True) == [("age: years", "3", False)]


@pytest.mark.parametrize("session", ["refuse"], indirect=True)
def test_what_is_refused_is_told_in_a_line(qtbot: QtBot, page: TryPage) -> None:
    qtbot.waitUntil(page.message.isVisible, timeout=10_000)
    assert "No such model." in page.message.text.text()
    assert not said(page)
