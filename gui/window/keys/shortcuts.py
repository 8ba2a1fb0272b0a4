"""Keys of the window while a field has the focus: fields keep those that edit text, all others mean what the menus say.

A field claims keys of its own (Ctrl+E goes to the end of the line on Linux), and what it claims never reaches an action. A widget
with a function `own_keys` names those that mean something else in it than in the menus: Del in a list takes something out of the
list, whatever is chosen in the network. So does a `QShortcut` of the widget, or of one around it, that holds within it: two that
want the same key Qt would leave undone. A list or table of which several rows can be chosen has Ctrl+A for all its rows.
"""

from typing import cast

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

Key = QKeySequence.StandardKey
#: what every field of every program does with a text
EDITING = (Key.Undo, Key.Redo, Key.Cut, Key.Copy, Key.Paste, Key.Delete, Key.SelectAll, Key.Backspace)
#: of these the keys edit a text
TEXTS = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox)
#: of lists with these at most one row can be chosen
AT_MOST_ONE = (QAbstractItemView.SelectionMode.NoSelection, QAbstractItemView.SelectionMode.SingleSelection)
#: contexts of shortcuts that hold within a widget, those first that do so in it alone
WITHIN = (Qt.ShortcutContext.WidgetShortcut, Qt.ShortcutContext.WidgetWithChildrenShortcut)
_CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class FieldKeys(QObject):
    """Listens to the widget that has the focus, and to no other."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps a field from claiming a key that belongs to the window, and the window from taking one of the widget's own."""
        if event.type() == QEvent.Type.KeyPress and isinstance(watched, QWidget):
            if (nearest := _nearest(watched, cast(QKeyEvent, event))) is not None:
                nearest.activated.emit()
            return nearest is not None
        if event.type() != QEvent.Type.ShortcutOverride:
            return False
        key = cast(QKeyEvent, event)
        if isinstance(watched, QWidget) and _nearest(watched, key) is not None:
            event.accept()
            return True
        if (own_keys := getattr(watched, "own_keys", None)) is not None and _pressed(key) in own_keys():
            event.accept()
            return True
        if _takes_all(watched, key):
            event.accept()
            return True
        if self._is_ours(key):
            event.ignore()
            return True
        return False

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None:
            before.removeEventFilter(self)
        if now is not None and now.window() is self._window:
            now.installEventFilter(self)

    def _is_ours(self, event: QKeyEvent) -> bool:
        if any(event.matches(key) for key in EDITING):
            return False
        if not event.modifiers() & _CHORD and not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35:
            return False  # without Ctrl or Alt it is a letter, an arrow, Enter: for the field
        pressed = _pressed(event)
        return any(pressed == keys for action in self._window.actions() for keys in action.shortcuts())


def _takes_all(watched: QObject, event: QKeyEvent) -> bool:
    """Whether the key chooses all rows of a list: its own keys handle that, but it claims none of them from actions."""
    return event.matches(Key.SelectAll) and isinstance(watched, QAbstractItemView) and watched.selectionMode() not in AT_MOST_ONE


def _nearest(widget: QWidget, event: QKeyEvent) -> QShortcut | None:
    """The shortcut of a widget, or of one around it, that this key means there; none in a field, whose keys edit its text."""
    if isinstance(widget, TEXTS):
        return None
    pressed = _pressed(event)
    around: QWidget | None = widget
    while around is not None and not around.isWindow():
        contexts = WITHIN if around is widget else WITHIN[1:]
        for shortcut in around.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly):
            wanted = shortcut.keys()
            if shortcut.context() in contexts and shortcut.isEnabled() and pressed in wanted:
                return shortcut
        around = around.parentWidget()
    return None


def _pressed(event: QKeyEvent) -> QKeySequence:
    return QKeySequence(QKeyCombination(event.modifiers(), Qt.Key(event.key())))
