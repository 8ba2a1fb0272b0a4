"""The guide: the same pages in every language, whose links, keys and pictures are there."""

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QImageReader
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cnn.words.language import available
from gui.dialogs.guide import FOLDER, PAGES, PICTURES, Guide
from gui.settings import settings
from gui.style import language
from gui.window.main_window import MainWindow

LINK = re.compile(r"\[[^\]]+\]\((\w+:[^)]+)\)")
PICTURE = re.compile(r"!\[([^\]]+)\]\(([\w-]+)\.png\)")
KEYS = re.compile(r"\{(\w+)\}")


def text(spoken: str, page: str) -> str:
    return (FOLDER / spoken / f"{page}.md").read_text(encoding="utf-8")


def test_every_language_has_the_same_pages_with_the_same_links_keys_and_pictures() -> None:
    for spoken in available():
        assert {file.stem for file in (FOLDER / spoken).glob("*.md")} == set(PAGES)
        for page in PAGES:
            for pattern in (LINK, KEYS):
                assert sorted(pattern.findall(text(spoken, page))) == sorted(pattern.findall(text("en", page))), (spoken, page)
            pictures = PICTURE.findall(text(spoken, page))
            assert [name for _, name in pictures] == [page]
            assert all(words for words, _ in pictures), "a picture is told in words as well"
            for look in ("light", "dark"):
                reader = QImageReader(str(PICTURES / f"{page}-{spoken}-{look}.png"))
                assert 400 <= reader.size().width() <= 850, (page, spoken, look)


@pytest.mark.slow
def test_links_lead_to_pages_that_there_are_or_to_actions_and_keys_are_those_of_actions(window: MainWindow) -> None:
    actions = {action.objectName(): action for action in window.actions()}
    for page in PAGES:
        for link in LINK.findall(text("en", page)):
            kind, _, name = link.partition(":")
            assert name in (PAGES if kind == "guide" else actions if kind == "action" else ()), link
        for name in KEYS.findall(text("en", page)):
            assert not actions[name].shortcut().isEmpty(), name
    places = [link for page in PAGES for link in LINK.findall(text("en", page)) if link.startswith("guide:")]
    assert {link.removeprefix("guide:") for link in places} == set(PAGES), "each page is reached from another"


class Owner(QWidget):
    """A window with one action of every name."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.made: dict[str, QAction] = {}

    def action(self, name: str) -> QAction:
        if name not in self.made:
            action = self.made[name] = QAction(name, self)
            action.setShortcut("Ctrl+J")
            action.triggered.connect(lambda: self.done.append(name))
        return self.made[name]


@pytest.fixture
def owner(dressed: QApplication, qtbot: QtBot) -> Owner:
    owner = Owner()
    qtbot.addWidget(owner)
    return owner


def test_pages_are_turned_by_keys_and_by_links_and_links_do_what_they_say(owner: Owner, qtbot: QtBot) -> None:
    guide = Guide(owner, owner.action)
    guide.open_at_page()
    said = guide.page.toPlainText()
    assert said.startswith("Build a network")
    assert "Ctrl+J" in said
    assert "{action" not in said
    qtbot.keyClick(guide.contents, Qt.Key.Key_Down)
    assert guide.page.toPlainText().startswith("Choose your images")
    guide.page.anchorClicked.emit(QUrl("guide:take-away"))
    assert guide.contents.currentRow() == 4
    guide.page.anchorClicked.emit(QUrl("action:actionSave"))
    assert owner.done == ["actionSave"]
    guide.page.anchorClicked.emit(QUrl("file:///etc/passwd"))
    assert guide.page.toPlainText().startswith("Take it away")
    guide.close()


@pytest.mark.slow
def test_it_speaks_the_language_that_is_chosen(owner: Owner, qapp: QApplication, qtbot: QtBot) -> None:
    guide = Guide(owner, owner.action)
    guide.open_at_page("train")
    settings.set_language_choice("zh_CN")
    language.apply(qapp)
    try:
        qtbot.waitUntil(lambda: guide.page.toPlainText().startswith("训练"))
        assert guide.contents.item(0).text() == "搭建网络"
        assert guide.contents.currentRow() == 2
    finally:
        settings.set_language_choice("en")
        language.apply(qapp)
    qtbot.waitUntil(lambda: guide.page.toPlainText().startswith("Train it"))
    guide.close()


@pytest.mark.slow
def test_it_is_reached_from_the_sheet_of_shortcuts(make_window: Callable[..., MainWindow]) -> None:
    window = make_window()
    window.actions_table["actionShortcuts"].trigger()
    sheet = window.findChild(QDialog, "shortcuts")
    assert sheet is not None
    next(button for button in sheet.findChildren(QPushButton) if button.text() == "Guide").click()
    guide = window.findChild(QDialog, "guide")
    assert guide is not None
    assert guide.isVisible()
    guide.close()
