"""What pictures of sizes are painted with: sheets, cells, and letters in their colours."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.style import theme

#: pixels of a line of letters, and from one sheet to the next
LABEL, SHEET = 16, 3


def tint(letter: str, alpha: int) -> QColor:
    """A letter's colour, so opaque (of 255)."""
    colour = QColor(theme.current().letter(letter))
    colour.setAlpha(alpha)
    return colour


def paint_sheets(painter: QPainter, front: QRectF, sheets: int, colour: QColor) -> None:
    """Channels as sheets behind the front one, up and to the right."""
    painter.setPen(QPen(colour, 1))
    painter.setBrush(QColor(theme.current().raised))
    for place in range(sheets, 0, -1):
        painter.drawRect(front.translated(place * SHEET, -place * SHEET))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def paint_lines(painter: QPainter, area: QRectF, rows: int, columns: int) -> None:
    """Lines between cells."""
    colour = QColor(theme.current().wire)
    colour.setAlpha(90)
    painter.setPen(QPen(colour, 1))
    for row in range(1, rows):
        at = area.top() + area.height() * row / rows
        painter.drawLine(QPointF(area.left(), at), QPointF(area.right(), at))
    for column in range(1, columns):
        at = area.left() + area.width() * column / columns
        painter.drawLine(QPointF(at, area.top()), QPointF(at, area.bottom()))


def paint_letter(painter: QPainter, letter: str, value: int, area: QRectF, top: float) -> None:
    """A size's letter and value above an area and what stands behind it, which begins at `top`."""
    painter.setPen(QColor(theme.current().letter(letter)))
    above = QRectF(area.left() - 20, top - LABEL, area.width() + 40, LABEL - 1)
    painter.drawText(above, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, f"{letter} {value}")


def paint_on_box(painter: QPainter, letter: str, box: QRectF, flags: Qt.AlignmentFlag) -> None:
    """A letter in a corner of a box, on a ground of its own."""
    metrics = painter.fontMetrics()
    size = QRectF(0, 0, metrics.horizontalAdvance(letter) + 4, metrics.ascent() + 2)
    left = box.right() - size.width() if flags & Qt.AlignmentFlag.AlignRight else box.left()
    top = box.bottom() - size.height() if flags & Qt.AlignmentFlag.AlignBottom else box.top()
    size.moveTo(left, top)
    ground = QColor(theme.current().surface)
    ground.setAlpha(210)
    painter.fillRect(size, ground)
    painter.setPen(QColor(theme.current().letter(letter)))
    painter.drawText(size, Qt.AlignmentFlag.AlignCenter, letter)
