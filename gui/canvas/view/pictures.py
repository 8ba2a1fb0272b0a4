"""Paints what layers make of an image under their cards."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from gui.canvas.scene.card import PICTURE_HEIGHT, Card
from gui.canvas.scene.paint_style import PaintStyle, pen

#: space around the words on a picture
MARGIN, HIGH, CORNER = 6, 16, 4
#: words stand beside pictures that take at most this part of the width
MOST_PART = 0.7


def paint_pictures(painter: QPainter, cards: Iterable[Card], style: PaintStyle, *, words: bool) -> None:
    """The pictures; with `words` also their ranges where there is room beside them, and what is odd."""
    shown = [(card, card.picture_rect) for card in cards if card.picture is not None]
    painter.setPen(pen(style.border, 1))
    painter.setBrush(style.surface)
    for card, rect in shown:
        painter.setOpacity(card.strength)
        painter.drawRect(rect.adjusted(-1, -1, 1, 1))
    for card, rect in shown:
        assert card.picture is not None
        painter.setOpacity(card.strength)
        part = QRectF(rect.x(), rect.y(), rect.width() * card.picture.part, rect.height())
        painter.drawPixmap(part, card.picture.pixmap, QRectF(card.picture.pixmap.rect()))
    painter.setOpacity(1)
    if words:
        painter.setFont(style.small)
        for card, rect in shown:
            _paint_words(painter, card, rect, style)


def _paint_words(painter: QPainter, card: Card, rect: QRectF, style: PaintStyle) -> None:
    picture = card.picture
    assert picture is not None
    if picture.caption and picture.part < MOST_PART:
        left = rect.x() + rect.width() * picture.part + 2 * MARGIN
        painter.setPen(style.secondary)
        room = QRectF(left, rect.y(), rect.right() - MARGIN - left, PICTURE_HEIGHT)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, picture.caption)
    if picture.mark:
        width = style.small_metrics.horizontalAdvance(picture.mark) + 2 * MARGIN
        box = QRectF(rect.right() - width - 3, rect.bottom() - HIGH - 3, width, HIGH)
        painter.setPen(pen(style.problem if picture.grave else style.warning, 1))
        painter.setBrush(style.soft_problem if picture.grave else style.surface)
        painter.drawRoundedRect(box, CORNER, CORNER)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, picture.mark)
