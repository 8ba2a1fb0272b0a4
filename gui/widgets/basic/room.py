"""How large a window may be: never larger than the screen it stands on, whatever is wished for."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

#: pixels for the frame that the system draws around a window: its sides, and its title
FRAME = QSize(4, 32)


def room_for(window: QWidget) -> QSize:
    """The largest size that a window can have on its screen with all of it in sight."""
    return _screen_of(window) - FRAME


def _screen_of(window: QWidget) -> QSize:
    if QGuiApplication.platformName() == "offscreen":  # no real screen: nothing bounds a window
        return QSize(1 << 14, 1 << 14)
    return window.screen().availableSize()


def open_at(window: QWidget, size: QSize) -> None:
    """Gives a window the size it is to open at, or what there is of it."""
    window.resize(size.boundedTo(room_for(window)))
