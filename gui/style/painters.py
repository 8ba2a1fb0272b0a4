"""Painters end with what they paint, also when that fails: one that is left open ends the program at the next picture.

Our own are opened by `with QPainter(device) as painter` and in no other way; those that are handed in go back as they came.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from cnn.pictures.colours import Theme
from gui.style import theme

#: a property of a widget while a picture of it is made that somebody keeps
KEPT = "picture is kept"


@contextmanager
def saved(painter: QPainter) -> Iterator[None]:
    """What is painted within changes neither pen nor place nor clip of what is painted after it."""
    painter.save()
    try:
        yield
    finally:
        painter.restore()


def paint_card(painter: QPainter, rect: QRect, look: Theme, corner: float = 6) -> None:
    """The ground of what floats over a picture: the theme's surface in a rounded border. `rect` and `corner` are in pixels."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(look.border))
    painter.setBrush(QColor(look.surface))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)


def paint_edge(painter: QPainter, rect: QRectF | QRect) -> None:
    """The edge of a picture, on its outermost pixels: a white one has none on a light ground, a black one on a dark one."""
    with saved(painter):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(128, 128, 128, 110))  # is seen on both
        painter.drawRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5))


def paint_focus(painter: QPainter, widget: QWidget) -> None:
    """A frame around a painted widget that has the keys; nothing otherwise, nor in a picture that is kept."""
    if widget.hasFocus() and not widget.property(KEPT):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(theme.current().accent))
        painter.drawRoundedRect(QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
