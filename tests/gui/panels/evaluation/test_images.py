"""The images behind figures: which are listed, in which order, what is asked for to see them, and what is decided."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cnn.project import Project
from cnn.runs.judged import choices
from cnn.runs.judged.choices import Choice
from gui.document import Document
from gui.document.questions.evaluations import Evaluations
from gui.document.questions.subject import Subject
from gui.panels.evaluation.images import ImagesPage
from tests.gui.judged import evaluated

pytestmark = pytest.mark.worker  # reads a dataset in a process of its own

SCORES = {
    "loss": 0.25,
    "metrics": {"accuracy": 0.9},
    "classes": ["cat", "dog"],
    "images": 1000,
    "per_class": [],
    "confusion_matrix": [[380, 20], [80, 520]],
}


@pytest.fixture
def page(qtbot: QtBot, document: Document, evaluations: Evaluations, tmp_path: Path) -> Iterator[ImagesPage]:
    page = ImagesPage(document, evaluations)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    evaluations._take(evaluated(tmp_path, SCORES))
    qtbot.waitUntil(lambda: page.gallery.images.count == 100)
    yield page
    page.hide()


def listed(page: ImagesPage) -> list[int]:
    return [page.gallery.images.image(row) for row in range(page.gallery.images.count)]


def test_at_first_what_is_most_wrong(page: ImagesPage, evaluations: Evaluations) -> None:
    losses = evaluations.judged.losses[listed(page)]
    assert [*losses] == sorted(losses, reverse=True)
    assert page.count.text() == "100 images"


def test_the_images_behind_a_cell_and_in_every_order(qtbot: QtBot, page: ImagesPage, evaluations: Evaluations) -> None:
    page.show_choice(Choice("cell", 1, 0))
    qtbot.waitUntil(lambda: page.gallery.images.count == 80)
    assert page.what.currentText() == "dog, taken for cat"
    page.order.setCurrentIndex(choices.ORDERS.index("unsure"))
    page.order.activated.emit(page.order.currentIndex())
    sure = evaluations.judged.sure
    qtbot.waitUntil(lambda: [*sure[listed(page)]] == sorted(sure[listed(page)]))
    page.search.setText("train[405]")  # of the 80, which come behind 380 and 20
    qtbot.waitUntil(lambda: listed(page) == [405])
    page.search.setText("nobody")
    qtbot.waitUntil(page.hint.isVisible)


def test_all_that_are_selected_are_known_by_their_names(qtbot: QtBot, page: ImagesPage, evaluations: Evaluations) -> None:
    page.show_choice(Choice("all"))
    qtbot.waitUntil(lambda: page.gallery.images.count == 1000)
    page.gallery.selectAll()
    images = listed(page)
    assert page.gallery.chosen_images() == tuple(images)
    assert page.gallery.chosen == tuple(f"train[{image}]" for image in images)
    assert page.gallery.first_chosen == f"train[{images[0]}]"
    page.gallery.clearSelection()
    assert (page.gallery.chosen, page.gallery.first_chosen) == ((), "")


def test_pictures_come_and_go_with_whoever_looks(qtbot: QtBot, page: ImagesPage) -> None:
    """Of a thousand images those in sight, from the dataset itself; none when nobody looks."""
    page.show_choice(Choice("all"))
    qtbot.waitUntil(lambda: page.gallery.images.count == 1000)
    model = page.gallery.images
    there = lambda: [key for key, picture in model._pictures.items() if picture is not None]  # noqa: E731
    qtbot.waitUntil(lambda: len(there()) >= 20, timeout=30_000)
    assert len(model._pictures) <= 200
    qtbot.waitUntil(lambda: not page.large.pixmap().isNull(), timeout=30_000)
    page.hide()
    assert (there(), page.large.pixmap().isNull()) == ([], True)


def test_a_click_says_which_image_it_is_about(qtbot: QtBot, page: ImagesPage, subject: Subject) -> None:
    view = page.gallery
    with qtbot.waitSignal(subject.imageChanged) as told:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.images.at(2)).center())
    image = listed(page)[2]
    assert (told.args[0].place, told.args[0].part, told.args[0].name) == (image, "test", f"train[{image}]")
    with qtbot.waitSignal(subject.imageChanged) as told:
        qtbot.keyClick(view, Qt.Key.Key_Right)
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told.args[0].place == listed(page)[3]


def test_what_is_decided_is_a_step_of_the_project(qtbot: QtBot, page: ImagesPage, document: Document) -> None:
    keys = page.gallery.chosen
    assert len(keys) == 1
    qtbot.keyClick(page.gallery, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: bool(document.curation.marks), timeout=30_000)
    assert document.curation.marks[keys[0]].excluded
    caption = lambda: page.gallery.images.at(0).data()  # noqa: E731
    assert caption() == page.words.text().split("\n")[-1] == "excluded"
    document.undo()
    assert not document.curation.marks
    assert "excluded" not in caption() + page.words.text()
    page._label_as_said()
    qtbot.waitUntil(lambda: bool(document.curation.marks), timeout=30_000)
    judged = page._evaluations.judged
    said = choices.said_words(judged, listed(page)[0])
    assert document.curation.marks[keys[0]].label == said
    assert caption() == page.words.text().split("\n")[-1] == f"now: {said}"


def test_of_another_dataset_nothing_can_be_decided(page: ImagesPage, document: Document) -> None:
    document.replace_project(Project(document.graph, dataset="elsewhere"))
    words = [action.text() for action in page.menu().actions() if not action.isEnabled()]
    assert "&Exclude" in words
    assert "Decisions are about the dataset of the open project" in words


def test_a_dataset_that_has_moved_is_told_and_figures_stay(
    qtbot: QtBot, page: ImagesPage, evaluations: Evaluations, tmp_path: Path
) -> None:
    evaluations._take(evaluated(tmp_path, {**SCORES, "source": str(tmp_path / "gone")}))
    qtbot.waitUntil(page.message.isVisible, timeout=30_000)
    assert "gone" in page.message.text.text()
    assert page.gallery.images.count == 100
    assert "cat" in page.words.text()


def test_sixty_thousand_images_are_listed_without_their_pictures(
    qtbot: QtBot, page: ImagesPage, evaluations: Evaluations, tmp_path: Path
) -> None:
    evaluations._take(evaluated(tmp_path, {**SCORES, "confusion_matrix": [[30_000, 0], [0, 30_000]]}))
    page.show_choice(Choice("all"))
    qtbot.waitUntil(lambda: page.gallery.images.count == 60_000)
    page.gallery.scrollToBottom()
    last = page.gallery.visualRect(page.gallery.images.at(59_999))
    qtbot.waitUntil(lambda: page.gallery.viewport().rect().intersects(page.gallery.visualRect(page.gallery.images.at(59_999))))
    assert last.size().width() > 0
    assert len(page.gallery.images._pictures) < 500
    assert np.all(np.diff(evaluations.judged.losses[listed(page)]) <= 0)


def test_a_wider_gallery_has_more_in_a_line_and_who_was_looked_at_stays(qtbot: QtBot, page: ImagesPage) -> None:
    view = page.gallery
    view.look_at(30)
    image, columns = view.chosen_images(), view.images.columnCount()
    page.resize(1500, 600)
    qtbot.waitUntil(lambda: view.images.columnCount() > columns)
    assert view.chosen_images() == image
    qtbot.waitUntil(lambda: view.viewport().rect().intersects(view.visualRect(view.images.at(30))))
    assert view.images.rowCount() * view.images.columnCount() >= view.images.count
    empty = view.images.index(view.images.rowCount() - 1, view.images.columnCount() - 1)
    assert view.images.place(empty) in (-1, view.images.count - 1)


def test_from_an_image_to_its_reason(qtbot: QtBot, page: ImagesPage, evaluations: Evaluations, subject: Subject) -> None:
    """The image that is large becomes the one that Why explains: by the button, and by a double click."""
    wanted: list[str] = []
    evaluations.whyWanted.connect(lambda: wanted.append(subject.image.name if subject.image is not None else ""))
    qtbot.mouseClick(page.why_button, Qt.MouseButton.LeftButton)
    first = page.gallery.images.key(0)
    assert wanted == [first]
    assert evaluations.seen == page._seen >= 0  # what Why takes where it is gone to by itself
    place = page.gallery.visualRect(page.gallery.images.at(1)).center()
    for way in (qtbot.mouseClick, qtbot.mouseDClick):
        way(page.gallery.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wanted == [first, page.gallery.images.key(1)]


def test_in_a_low_panel_the_large_picture_is_as_high_as_the_page(qtbot: QtBot, page: ImagesPage) -> None:
    page.resize(1244, 204)
    qtbot.waitUntil(lambda: page.large.height() > 140)
    assert page.words.x() > page.large.geometry().right()
    assert page.more.isVisible()
    page.resize(1244, 700)
    qtbot.waitUntil(lambda: page.words.y() > page.large.geometry().bottom())
