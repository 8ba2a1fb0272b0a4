"""The icons: glyphs of the Phosphor font that QtAwesome ships, painted in the theme's colours.

The font is read straight from QtAwesome's folder, because importing the package loads eleven fonts and every Qt class:
measured 140 ms and 27 MB at start-up, against 5 ms and 2 MB for this.
"""

from functools import cache, lru_cache
from typing import Literal

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from cnn.pictures.fonts.icons import glyph_of, icon_font, letter_of
from gui.guarded import guarded
from gui.style import theme
from gui.style.painters import saved

#: every glyph in use: whoever asks for another is told by the type checker, and a test looks whether the font has them all
Glyph = Literal[
    "arrow-bend-down-right", "arrow-down", "arrow-u-up-left", "arrow-u-up-right", "arrow-up", "arrows-in",
    "arrows-in-line-vertical", "book-open", "books", "bounding-box", "caret-down", "caret-down-fill", "caret-left",
    "caret-right", "caret-right-fill", "caret-up", "check", "clipboard", "clock-counter-clockwise", "copy", "copy-simple",
    "corners-out", "crosshair", "dice-five", "download-simple", "eraser", "export", "eye", "file-plus", "file-text", "flame",
    "floppy-disk", "flow-arrow", "folder-open", "gear", "git-branch", "git-merge", "grid-four", "house", "image", "info",
    "keyboard", "lightning", "link-break", "magic-wand", "magnifying-glass", "minus", "pause", "pencil-simple", "play-fill",
    "plus", "push-pin", "puzzle-piece", "scissors", "share-network", "sliders", "sliders-horizontal", "snowflake", "stack",
    "star", "star-fill", "stop", "swap", "table", "thermometer-hot", "trash", "tree-structure", "warning", "warning-circle",
    "wrench", "x",
]  # fmt: skip


def icon(name: Glyph, colour: str = "text") -> QIcon:
    """A Phosphor icon; `colour` names a colour of the theme, or is one, and is looked up at each painting."""
    return _made(name, colour)  # the type checker doesn't look at the arguments of a cached function


@cache
def _made(name: Glyph, colour: str) -> QIcon:
    return QIcon(_engine(name, colour))


def family_icon(family: str) -> QIcon:
    """The icon of a layer family, in the family's colour."""
    return icon(glyph_of(family), f"family:{family}")


def paint(painter: QPainter, rect: QRect | QRectF, name: Glyph, colour: QColor) -> None:
    """Paints a glyph that fills a square rectangle."""
    area = QRectF(rect)
    font = QFont(_font_family())
    font.setPixelSize(max(int(min(area.width(), area.height())), 1))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    with saved(painter):
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, letter_of(name))


class Sign(QLabel):
    """An icon beside words; a label's own picture would keep the colours of the theme in which it was set."""

    def __init__(self, icon: QIcon | None = None, size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._size = icon or QIcon(), size
        self.show_icon(self._icon)

    def show_icon(self, icon: QIcon) -> None:
        """Another icon, of the same size."""
        self._icon = icon
        self.setPixmap(icon.pixmap(QSize(self._size, self._size)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.show_icon(self._icon)


class _GlyphEngine(QIconEngine):
    """Paints one glyph at any size, in the colours that the theme has at that moment."""

    def __init__(self, name: Glyph, colour: str) -> None:
        super().__init__()
        self._name, self._colour = name, colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint(painter, rect, self._name, QColor(_resolved(self._colour, mode)))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return _picture(self._name, _resolved(self._colour, mode), size.width(), size.height())

    @guarded(lambda: _kept(_BlankEngine()))
    def clone(self) -> QIconEngine:
        return _engine(self._name, self._colour)


@lru_cache(maxsize=512)
def _picture(name: Glyph, colour: str, width: int, height: int) -> QPixmap:
    """A glyph as a picture; buttons ask for the same one at each of their paintings."""
    result = QPixmap(width, height)
    result.fill(Qt.GlobalColor.transparent)
    with QPainter(result) as painter:
        paint(painter, QRect(0, 0, width, height), name, QColor(colour))
    return result


class _BlankEngine(QIconEngine):
    """Paints nothing."""

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        pass


#: Qt owns an engine, but its Python half must live as long; bounded, since `icon` makes each only once
_engines: list[QIconEngine] = []


def _engine(name: Glyph, colour: str) -> QIconEngine:
    return _kept(_GlyphEngine(name, colour))


def _kept(engine: QIconEngine) -> QIconEngine:
    _engines.append(engine)
    return engine


def _resolved(colour: str, mode: QIcon.Mode) -> str:
    look = theme.current()
    if mode == QIcon.Mode.Disabled:
        return look.wire
    if colour.startswith("family:"):
        return look.family(colour.removeprefix("family:"))
    return str(getattr(look, colour, colour))


@cache
def _font_family() -> str:
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(icon_font())))[0]
