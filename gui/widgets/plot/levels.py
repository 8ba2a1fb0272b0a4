"""The ground of a small picture of one curve: three lines across it, each with its number on the left."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from gui.style import theme


def paint_levels(painter: QPainter, area: QRectF, numbers: Sequence[str], font: QFont) -> None:
    """Lines at the bottom, in the middle and on top of an area, with their `numbers` in this order; `font` is the widget's."""
    colours = theme.current()
    painter.setFont(theme.small_font(font))
    for share, number in zip((0.0, 0.5, 1.0), numbers, strict=True):
        height = area.bottom() - share * area.height()
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.drawLine(QPointF(area.left(), height), QPointF(area.right(), height))
        painter.setPen(QColor(colours.secondary))
        room = QRectF(0, height - 10, area.left() - 8, 20)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number)
