"""Fonts, colours and pens of the canvas, taken from the theme once and used for every stroke."""

from enum import IntEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPen

from cnn.pictures.colours import Theme
from gui.style import theme

#: cards have a fixed height, so their letters stay within these sizes (pixels)
SMALLEST, LARGEST = 11, 13


class Detail(IntEnum):
    """How much is drawn, by how large it appears."""

    BLOCKS = 0
    NAMES = 1
    ALL = 2


def detail(scale: float) -> Detail:
    """What can be read at that zoom."""
    if scale < 0.28:
        return Detail.BLOCKS
    return Detail.NAMES if scale < 0.6 else Detail.ALL


#: where a name that stands alone begins on its card
LARGE_INDENT = 12
#: how large it is: on the screen (pixels), and on the card at least and at most
LARGE_SEEN, LARGE_LEAST, LARGE_MOST = 12, 20, 34


def large_size(scale: float) -> int:
    """The size of a name that stands alone on its card, for it to be read at that zoom."""
    return max(LARGE_LEAST, min(round(LARGE_SEEN / scale), LARGE_MOST))


class PaintStyle:
    """What the canvas paints with; made anew when theme or font change."""

    def __init__(self, look: Theme, font: QFont) -> None:
        self.look = look
        size = max(SMALLEST, min(QFontMetricsF(font).ascent() + 1, LARGEST))
        self.plain = theme.number_font(_sized(font, size))
        self.bold = theme.number_font(_sized(font, size), bold=True)
        self.small = theme.number_font(_sized(font, size - 1))
        self._font = font
        self._large: dict[int, tuple[QFont, QFontMetricsF]] = {}
        self.bold_metrics = QFontMetricsF(self.bold)
        self.plain_metrics = QFontMetricsF(self.plain)
        self.small_metrics = QFontMetricsF(self.small)
        self.surface = QColor(look.surface)
        self.raised = QColor(look.raised)
        self.border = QColor(look.border)
        self.text = QColor(look.text)
        self.secondary = QColor(look.secondary)
        self.accent = QColor(look.accent)
        self.accent_text = QColor(look.accent_text)
        self.on_accent = QColor(look.on_accent)
        self.soft_accent = QColor(look.soft_accent)
        self.problem = QColor(look.problem)
        self.soft_problem = QColor(look.soft_problem)
        self.warning = QColor(look.warning)
        self.canvas = QColor(look.canvas)
        self.frozen = _mixed(look.surface, look.border, 0.45)  # the ground of what doesn't learn
        self.dots = QColor(look.dots)
        self.wire = QColor(look.wire)
        self.shadow = QColor(0, 0, 0, 70 if look.dark else 16)
        self._families: dict[str, QColor] = {}

    def large(self, size: int) -> QFont:
        """The font of names that stand alone, at a size of the scene."""
        return self._sized_large(size)[0]

    def large_metrics(self, size: int) -> QFontMetricsF:
        """How wide its letters are."""
        return self._sized_large(size)[1]

    def _sized_large(self, size: int) -> tuple[QFont, QFontMetricsF]:
        if size not in self._large:
            font = _sized(self._font, size)
            self._large[size] = font, QFontMetricsF(font)
        return self._large[size]

    def family(self, family: str) -> QColor:
        """A family's colour."""
        if family not in self._families:
            self._families[family] = QColor(self.look.family(family))
        return self._families[family]

    def rim(self, severity: str) -> QColor:
        """The colour of a problem."""
        return self.problem if severity == "error" else self.warning


def pen(colour: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """A pen with round corners."""
    return QPen(colour, width, style, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def hairline(colour: QColor, width: int = 1) -> QPen:
    """A line of so many pixels at every zoom."""
    result = QPen(colour, width)
    result.setCosmetic(True)
    return result


def _sized(font: QFont, pixels: float) -> QFont:
    """The font at that size, its letters equally wide at every zoom."""
    result = QFont(font)
    result.setPixelSize(round(pixels))
    result.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return result


def _mixed(ground: str, over: str, share: float) -> QColor:
    below, above = QColor(ground), QColor(over)
    parts = zip((below.red(), below.green(), below.blue()), (above.red(), above.green(), above.blue()), strict=True)
    return QColor(*(round(low + (high - low) * share) for low, high in parts))
