"""Why: a map by every method, for the class and the layer that are chosen, with what it shows and what not."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cnn.errors import DatasetError
from cnn.runs.chosen_image import ChosenImage
from cnn.runs.messages import Explain
from cnn.words.saliency import METHODS
from gui.background.question_worker import Asked
from gui.panels.evaluation.pages import PageParts
from gui.panels.evaluation.why import WhyPage
from gui.widgets.basic import asking

pytestmark = pytest.mark.worker


@pytest.fixture
def sent(asked_about: PageParts, monkeypatch: pytest.MonkeyPatch) -> list[Explain]:
    """What is asked of the worker."""
    sent: list[Explain] = []
    ask = asked_about.questions.worker.ask

    def heard(kind: str, asked: Asked, **how: Any) -> None:
        def noted(**known: str) -> Any:
            command = asked.make(**known)
            sent.extend([command] if isinstance(command, Explain) else [])
            return command

        ask(kind, replace(asked, make=noted), **how)

    monkeypatch.setattr(asked_about.questions.worker, "ask", heard)
    return sent


@pytest.fixture
def page(qtbot: QtBot, asked_about: PageParts, sent: list[Explain]) -> WhyPage:
    it = WhyPage(asked_about.document, asked_about.subject, asked_about.questions)
    qtbot.addWidget(it)
    it.resize(1200, 240)
    it.show()
    return it


@pytest.fixture
def explained(qtbot: QtBot, page: WhyPage, asked_about: PageParts) -> WhyPage:
    """The page with all maps of an image."""
    asked_about.subject.choose_image(ChosenImage(place=3, name="image 3"))
    qtbot.waitUntil(lambda: done(page), timeout=10_000)
    return page


class Windows(QObject):
    """Notes what is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only looks."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(watched)
        return False


def test_nothing_of_it_is_a_window_for_a_moment(qtbot: QtBot, dressed: QApplication, asked_about: PageParts) -> None:
    """What is shown before it has a parent flashes up, and takes the keys from the window."""
    windows = Windows()
    dressed.installEventFilter(windows)
    try:
        page = WhyPage(asked_about.document, asked_about.subject, asked_about.questions)
        qtbot.addWidget(page)
        page.resize(1200, 240)
        page.show()
        qtbot.waitUntil(page.cards["grad_cam"].title.isVisible)
    finally:
        dressed.removeEventFilter(windows)
    assert windows.shown == [page]


def done(page: WhyPage) -> bool:
    return page.save_button.isEnabled() and all(page.cards[name].arrays for name in page.shown)


def choose(page: WhyPage, box: Any, value: str) -> None:
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_every_method_has_its_map_and_its_honest_line(explained: WhyPage, sent: list[Explain]) -> None:
    assert [command.method for command in sent] == list(METHODS)
    assert explained.said.text() == "image 3 as a: 75.0%, score 2."
    for name, method in METHODS.items():
        card = explained.cards[name]
        assert not card.picture.image.isNull()
        assert method.shows in card.words.text()
        assert method.hides in card.words.text()
    assert "1.99 of 2" in explained.cards["integrated_gradients"].found.text()
    assert explained.cards["grad_cam"].found.text() == "Layer conv2d_1, 28×28."


def test_without_an_image_it_says_where_to_choose_one(qtbot: QtBot, page: WhyPage, sent: list[Explain]) -> None:
    qtbot.waitUntil(lambda: "Choose an image" in page.said.text(), timeout=10_000)
    assert sent == []
    assert not page.save_button.isEnabled()


def test_class_layer_and_baseline_are_asked_for(qtbot: QtBot, explained: WhyPage, sent: list[Explain]) -> None:
    sent.clear()
    choose(explained, explained.target, "b")
    choose(explained, explained.layer, "conv2d")
    choose(explained, explained.baseline, "white")
    qtbot.waitUntil(lambda: done(explained) and len(sent) >= len(METHODS), timeout=10_000)
    last = sent[-1]
    assert (last.target, last.layer, last.baseline) == ("b", "conv2d", "white")
    assert explained.said.text().startswith("image 3 as b")


def test_one_method_alone_is_asked_for_alone(
    qtbot: QtBot, explained: WhyPage, sent: list[Explain], asked_about: PageParts
) -> None:
    explained.method.setCurrentIndex(explained.method.findData("occlusion"))
    shown = [name for name, card in explained.cards.items() if card.picture.isVisible()]
    assert shown == ["occlusion"]
    sent.clear()
    asked_about.subject.choose_image(ChosenImage(place=4))
    qtbot.waitUntil(lambda: len(sent) == 1 and done(explained), timeout=10_000)
    assert sent[0].method == "occlusion"
    explained.method.setCurrentIndex(0)
    qtbot.waitUntil(lambda: done(explained), timeout=10_000)


def test_opacity_changes_the_pictures_and_asks_nobody(explained: WhyPage, sent: list[Explain]) -> None:
    sent.clear()
    before = explained.cards["grad_cam"].picture.image.copy()
    explained.opacity.setValue(100)
    assert explained.cards["grad_cam"].picture.image != before
    assert sent == []


def test_maps_are_saved_as_one_picture(qtbot: QtBot, explained: WhyPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "for_new_file", lambda *_, **__: str(tmp_path / "maps"))
    qtbot.mouseClick(explained.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil((tmp_path / "maps.png").exists, timeout=10_000)
    with Image.open(tmp_path / "maps.png") as picture:
        assert picture.width > 7 * 224


def test_what_is_called_off_is_not_made(qtbot: QtBot, explained: WhyPage, sent: list[Explain]) -> None:
    sent.clear()
    qtbot.mouseClick(explained.again_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(explained.cancel_button.isEnabled, timeout=10_000)
    explained.cancel_button.click()  # not with the mouse: within a double click it takes none
    assert not explained.cancel_button.isEnabled()
    assert explained.again_button.isEnabled()
    assert "Called off." in {card.found.text() for card in explained.cards.values()}


def test_words_stand_below_pictures_where_there_is_room(qtbot: QtBot, explained: WhyPage) -> None:
    explained.resize(1200, 900)
    explained.layout().activate()
    assert explained._grid.getItemPosition(explained._grid.indexOf(explained.cards["edges"].title))[:2] == (4, 2)
    card = explained.cards["grad_cam"]
    qtbot.waitUntil(lambda: card.words.y() > card.picture.geometry().bottom())


def test_in_a_low_panel_every_honest_line_is_seen(qtbot: QtBot, explained: WhyPage) -> None:
    """As low as it is below a network in a window of 1280×800."""
    explained.resize(1260, 204)
    qtbot.waitUntil(lambda: explained._area.verticalScrollBar().maximum() <= 4)
    for card in explained.cards.values():
        assert card.words.height() >= card.words.heightForWidth(card.words.width())
        assert card.words.x() > card.picture.geometry().right()
        assert card.picture.height() >= 64
    assert explained._bar.indexOf(explained.said) >= 0


def test_a_narrow_panel_has_what_is_said_in_a_line_of_its_own(qtbot: QtBot, explained: WhyPage) -> None:
    explained.resize(700, 240)
    qtbot.waitUntil(lambda: explained._bar.indexOf(explained.said) < 0)
    assert explained.said.isVisible()
    explained.resize(1260, 240)
    qtbot.waitUntil(lambda: explained._bar.indexOf(explained.said) >= 0)


@pytest.mark.parametrize("session", ["refuse"], indirect=True)
def test_what_is_refused_is_told_in_a_line(qtbot: QtBot, page: WhyPage) -> None:
    qtbot.waitUntil(page.message.isVisible, timeout=10_000)
    assert "No such model." in page.message.text.text()


def test_what_is_wrong_with_the_image_is_said_once(qtbot: QtBot, explained: WhyPage) -> None:
    """Not below each of six methods; what is wrong with one method is said there."""
    gone, other = DatasetError("There is no image a.png.", "Check the path."), DatasetError("No layer has maps.")
    explained._refusals.clear()
    names = [*METHODS]
    for name in names:
        explained._on_no_map(name, gone)
    assert explained.message.isVisible()
    assert explained.message.text.text().count("There is no image a.png.") == 1
    assert not any("a.png" in card.words.text() for card in explained.cards.values())
    explained._explain()
    explained._on_no_map(names[0], other)
    assert explained.cards[names[0]].words.text() == "No layer has maps."
    assert explained.message.isHidden()
