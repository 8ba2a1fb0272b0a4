"""Return on a button that has the keys presses it.

Qt does so only for the buttons of dialogs that may become the default one; on others Return presses the default one, or none.
And a press that began a long job, made twice, doesn't end it again.
"""

from collections.abc import Iterable

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QMessageBox, QPushButton, QRadioButton, QWidget

_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def pressed_by_return(event: QKeyEvent, button: QObject | None = None) -> bool:
    """Presses a button, else the one that has the keys, where the event is Return and no one has taken it; whether it did."""
    button = button or QApplication.focusWidget()
    if event.key() not in _KEYS or event.modifiers() not in _PLAIN:
        return False
    if not isinstance(button, QAbstractButton) or isinstance(button, QCheckBox | QRadioButton):  # those are switched by Space
        return False
    if not event.isAutoRepeat():
        button.click()
    return True


def never_default(button: QAbstractButton) -> None:
    """A button of a dialog that Return in a field doesn't press, but Return on the button does."""
    if isinstance(button, QPushButton):
        button.setAutoDefault(False)
    button.installEventFilter(_Filter(button))


def hand_keys_over(leaving: Iterable[QWidget], to: QWidget) -> None:
    """Gives the keys to another widget, where one of those has them that are about to be hidden or disabled.

    Qt itself gives them to whatever stands next, which where a job begins is its Cancel: a second Return would end it.
    """
    if any(widget.window().focusWidget() is widget for widget in leaving):
        to.setFocus()


def show_at_work(*, going: bool, start: QWidget, cancel: QAbstractButton, progress: QWidget, stays: bool = False) -> None:
    """While a job goes on its Cancel stands where it was begun. Neither a second Return nor a double click ends it.

    `progress` has the keys meanwhile; where it doesn't stay, it is in sight only as long as the job goes on.
    """
    if cancel.findChild(_Patience) is None:
        cancel.installEventFilter(_Patience(cancel))
    passing = (cancel,) if stays else (cancel, progress)
    come, leave = (passing, (start,)) if going else ((start,), passing)
    for widget in come:
        widget.show()
    hand_keys_over(leave, progress if going else start)
    for widget in leave:
        widget.hide()


def unhurried(box: QMessageBox) -> None:
    """A question that comes up by itself: what is pressed just as it appears was meant for what asked it."""
    for button in box.buttons():
        button.installEventFilter(_Patience(button, keys=True))


class _Patience(QObject):
    """Takes clicks, and where wanted keys, for as long as they may be the second half of a double click."""

    def __init__(self, parent: QObject, *, keys: bool = False) -> None:
        super().__init__(parent)
        self._in_sight = QElapsedTimer()
        self._keys = keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Measures from the moment at which the button is shown."""
        if event.type() == QEvent.Type.Show:
            self._in_sight.start()
        pressed = event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
        if self._keys and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            pressed = event.key() in (*_KEYS, Qt.Key.Key_Space)
        return pressed and self._in_sight.isValid() and not self._in_sight.hasExpired(QApplication.doubleClickInterval())


class _Filter(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes Return before the dialog's default button does."""
        return event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and pressed_by_return(event, watched)
