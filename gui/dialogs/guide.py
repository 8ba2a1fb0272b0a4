"""The guide: pages about what can be done, read from files, with pictures of the program itself. It needs no net."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QWidget

from cnn.words import language
from gui.style import theme
from gui.widgets.basic.room import open_at

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "guide"
PICTURES = FOLDER / "pictures"
#: the pages, in the order in which they are read
PAGES = ("build", "data", "train", "question", "take-away")
#: the keys of an action, where its name stands in braces
_KEYS = re.compile(r"\{(action\w+)\}")
_PICTURE = re.compile(r"\]\(([\w-]+)\.png\)")


class Page(NamedTuple):
    """A page of the guide, and its title in the language chosen."""

    name: str
    title: str


def pages() -> tuple[Page, ...]:
    """All pages, in their order."""
    return tuple(Page(name, text_of(name).partition("\n")[0].removeprefix("# ")) for name in PAGES)


def text_of(name: str) -> str:
    """A page as Markdown, in the language chosen; in English where it is not written in that."""
    for folder in (FOLDER / language.current().language, FOLDER / language.ENGLISH):
        file = folder / f"{name}.md"
        if file.is_file():
            return file.read_text(encoding="utf-8")
    return ""


def picture_of(name: str) -> str:
    """The file of a picture: in the language chosen and the colours of the window, else in those that there are."""
    looks = ("dark", "light") if theme.current().dark else ("light", "dark")
    languages = (language.current().language, language.ENGLISH)
    wanted = (f"{name}-{spoken}-{look}.png" for spoken in languages for look in looks)
    return next((file for file in wanted if (PICTURES / file).is_file()), f"{name}.png")


class Guide(QDialog):
    """Pages on the left, the page on the right. Its links lead to other pages, or do what they say."""

    def __init__(self, window: QWidget, action: Callable[[str], QAction]) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("guide")
        self._action = action
        self.contents = QListWidget(self)
        self.contents.setObjectName("guideContents")
        self.contents.setFixedWidth(160)
        self.page = QTextBrowser(self)
        self.page.setObjectName("guidePage")
        self.page.setOpenLinks(False)
        self.page.setSearchPaths([str(PICTURES)])
        self.page.document().setDocumentMargin(20)
        self.page.anchorClicked.connect(self._follow)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.contents)
        row.addWidget(self.page, 1)
        self._fill()
        self.contents.currentRowChanged.connect(lambda _: self._show())
        open_at(self, QSize(1080, 700))

    def open_at_page(self, name: str = "") -> None:
        """Shows a page, or the first."""
        self.contents.setCurrentRow(PAGES.index(name) if name in PAGES else 0)
        self.show()
        self.raise_()
        self.activateWindow()
        self.contents.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Other words, or other colours of its pictures."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self._show()

    def _fill(self) -> None:
        self.setWindowTitle(self.tr("Guide"))
        self.contents.setAccessibleName(self.tr("Pages"))
        self.page.setAccessibleName(self.tr("Page"))
        place = max(self.contents.currentRow(), 0)
        blocked = self.contents.blockSignals(True)
        self.contents.clear()
        for page in pages():
            self.contents.addItem(QListWidgetItem(page.title))
        self.contents.setCurrentRow(place)
        self.contents.blockSignals(blocked)

    def _show(self) -> None:
        text = _KEYS.sub(lambda found: self._keys(found[1]), text_of(PAGES[max(self.contents.currentRow(), 0)]))
        text = _PICTURE.sub(lambda found: f"]({picture_of(found[1])})", text)
        self.page.document().setMarkdown(text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        self.page.moveCursor(QTextCursor.MoveOperation.Start)  # which it would scroll to

    def _keys(self, name: str) -> str:
        return self._action(name).shortcut().toString(QKeySequence.SequenceFormat.NativeText)

    def _follow(self, link: QUrl) -> None:
        """Goes to a page, does what an action does, or opens a page of the web outside."""
        if link.scheme() == "guide":
            self.contents.setCurrentRow(PAGES.index(link.path()))
        elif link.scheme() == "action":
            act = self._action(link.path())
            (partial(act.setChecked, not act.isChecked()) if act.isCheckable() else act.trigger)()
        elif link.scheme() == "https":
            QDesktopServices.openUrl(link)
