"""The icons: glyphs of the Phosphor font that QtAwesome ships, painted in the theme's colours.

The font is read straight from QtAwesome's folder, because importing the package loads eleven fonts and every Qt class:
measured 140 ms and 27 MB at start-up, against 5 ms and 2 MB for this.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from gui import theme

#: family → glyph, so that families are told apart without colour
FAMILIES = {
    "Input and preprocessing": "image",
    "Core": "share-network",
    "Convolution": "grid-four",
    "Pooling": "arrows-in",
    "Normalization": "sliders-horizontal",
    "Activation": "lightning",
    "Regularization": "dice-five",
    "Reshaping": "bounding-box",
    "Merging": "git-merge",
    "Blocks": "stack",
}


@cache
def icon(name: str, colour: str = "text") -> QIcon:
    """A Phosphor icon; `colour` names a colour of the theme, or is one, and is looked up at each painting."""
    return QIcon(_engine(name, colour))


def family_icon(family: str) -> QIcon:
    """The icon of a layer family, in the family's colour."""
    return icon(FAMILIES.get(family, "puzzle-piece"), f"family:{family}")


def paint(painter: QPainter, rect: QRect | QRectF, name: str, colour: QColor) -> None:
    """Paints a glyph that fills a square rectangle."""
    area = QRectF(rect)
    font = QFont(_font_family())
    font.setPixelSize(max(int(min(area.width(), area.height())), 1))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, _glyph(name))
    painter.restore()


class _GlyphEngine(QIconEngine):
    """Paints one glyph at any size, in the colours that the theme has at that moment."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name, self._colour = name, colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint(painter, rect, self._name, QColor(_resolved(self._colour, mode)))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        result = QPixmap(size)
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return result

    def clone(self) -> QIconEngine:
        return _engine(self._name, self._colour)


#: Qt owns an engine, but its Python half must live as long; bounded, since `icon` makes each only once
_engines: list[QIconEngine] = []


def _engine(name: str, colour: str) -> QIconEngine:
    engine = _GlyphEngine(name, colour)
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
def _fonts() -> Path:
    """The folder of QtAwesome's fonts; finding a package doesn't import it."""
    spec = find_spec("qtawesome")
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise RuntimeError("QtAwesome is not installed.")
    return Path(next(iter(places))) / "fonts"


@cache
def _font_family() -> str:
    path = next(_fonts().glob("phosphor-[0-9]*.ttf"))
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))[0]


@cache
def _charmap() -> dict[str, str]:
    path = next(_fonts().glob("phosphor-charmap-*.json"))
    known: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return known


def _glyph(name: str) -> str:
    return chr(int(_charmap()[name], 16))
