"""The three lines of a small picture, and their numbers."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from gui.style import theme
from gui.widgets.plot.levels import paint_levels


def test_each_line_crosses_the_area_and_has_its_number_on_the_left(dressed: QApplication) -> None:
    image = QImage(200, 120, QImage.Format.Format_RGB32)
    ground = QColor("white")
    image.fill(ground)
    with QPainter(image) as painter:
        paint_levels(painter, QRectF(60, 20, 130, 80), ("0", "5", "10"), dressed.font())
    line = QColor(theme.current().border)
    assert [y for y in range(120) if image.pixelColor(100, y) == line] == [20, 60, 100]
    inked = [any(image.pixelColor(x, y) != ground for x in range(58) for y in range(at - 10, at + 10)) for at in (20, 60, 100)]
    assert inked == [True, True, True]
    assert all(image.pixelColor(x, y) == ground for x in range(58) for y in (38, 80)), "nothing between them"
