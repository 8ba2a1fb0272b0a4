"""Shift+F10 opens the menu of what has the keys, as the Menu key does, which many keyboards lack: on X11 Qt knows only that."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

KEYS = "Shift+F10"


def listen(window: QWidget) -> None:
    """Lets the keys work in the window and in what it holds."""
    QShortcut(QKeySequence(KEYS), window, _open_menu).setContext(Qt.ShortcutContext.ApplicationShortcut)


def _open_menu() -> None:
    widget = QApplication.focusWidget()
    if widget is None:
        return
    cursor = widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    place: QPoint = (cursor if isinstance(cursor, QRect) else widget.rect()).center()
    QApplication.sendEvent(widget, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, widget.mapToGlobal(place)))
