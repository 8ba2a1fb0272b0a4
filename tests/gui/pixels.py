"""What is painted, as seen: where there is ink, in which colour, and how heavy its letters are."""

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QWidget

Rgb = tuple[int, int, int]


@dataclass(frozen=True)
class Ink:
    """What stands out from its ground: the box around it, the colour that stands out most, and how many whole pixels it makes."""

    box: QRect
    colour: str
    amount: float


def picture(widget: QWidget) -> QImage:
    """A widget as it is seen."""
    return widget.grab().toImage()


def ink(image: QImage, area: QRect | QRectF) -> Ink | None:
    """The ink in a part of a picture, pixels of the picture; `None` where there is none."""
    room = QRectF(area).toAlignedRect() & image.rect()
    places = [(x, y) for y in range(room.top(), room.bottom() + 1) for x in range(room.left(), room.right() + 1)]
    colours = {place: image.pixelColor(*place).getRgb()[:3] for place in places}
    ground = Counter(colours.values()).most_common(1)[0][0]
    far = {place: _distance(colour, ground) for place, colour in colours.items()}
    most = max(far, key=lambda place: far[place])
    if far[most] < 8:
        return None
    inked = [QPoint(*place) for place, distance in far.items() if distance > far[most] / 4]
    left, right = min(point.x() for point in inked), max(point.x() for point in inked)
    top, bottom = min(point.y() for point in inked), max(point.y() for point in inked)
    box = QRect(QPoint(left, top), QPoint(right, bottom))
    return Ink(box, QColor(*colours[most]).name(), sum(far.values()) / far[most])


def _distance(one: Rgb, other: Rgb) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


def near(colour: str, wanted: str) -> bool:
    """Whether two colours are the same but for the softness of letters."""
    return _distance(QColor(colour).getRgb()[:3], QColor(wanted).getRgb()[:3]) < 60


def is_bold(seen: Ink, text: str, font: QFont) -> bool:
    """Whether the ink of a text is that of the bold font rather than of the plain one."""
    amounts = [_drawn(text, font, bold=bold).amount for bold in (False, True)]
    assert amounts[1] > 1.1 * amounts[0], "this font has no bold letters to tell apart"
    return abs(seen.amount - amounts[1]) < abs(seen.amount - amounts[0])


def _drawn(text: str, font: QFont, *, bold: bool) -> Ink:
    font = QFont(font)
    font.setBold(bold)
    metrics = QFontMetricsF(font)
    image = QImage(round(metrics.horizontalAdvance(text)) + 20, round(metrics.height()) + 20, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        painter.drawText(10, 10 + round(metrics.ascent()), text)
    found = ink(image, image.rect())
    assert found is not None
    return found
