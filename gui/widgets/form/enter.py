"""Return on a button that has the keys presses it.

Qt does so only for the buttons of dialogs that may become the default one; on others Return presses the default one, or none.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QToolButton

_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def pressed_by_return(event: QKeyEvent, button: QObject | None = None) -> bool:
    """Presses a button, else the one that has the keys, where the event is Return and no one has taken it; whether it did."""
    button = button or QApplication.focusWidget()
    if event.key() not in _KEYS or event.modifiers() not in _PLAIN or not isinstance(button, QPushButton | QToolButton):
        return False
    if not event.isAutoRepeat():
        button.click()
    return True


def never_default(button: QAbstractButton) -> None:
    """A button of a dialog that Return in a field doesn't press, but Return on the button does."""
    if isinstance(button, QPushButton):
        button.setAutoDefault(False)
    button.installEventFilter(_Filter(button))


class _Filter(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes Return before the dialog's default button does."""
        return event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and pressed_by_return(event, watched)
