"""When a person has finished typing: with Enter, by going elsewhere, or by a pause.

A number that is being typed is another number on the way: the "1" of "1e-4" is a thousand times too much. So whatever costs
something, steers something that runs, or complains, waits for `finished`.
"""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

#: milliseconds without a key after which a text counts as typed
PAUSE = 1200
#: the same for what steers a running training: who looks a number up in between loses nothing
LONG_PAUSE = 5000


class Typed(QObject):
    """Follows the keys of one line. `finished` comes once for what was typed; without a key it never comes."""

    finished = Signal()

    def __init__(self, line: QLineEdit, pause: int = PAUSE) -> None:
        super().__init__(line)
        self._clock = QTimer(self, singleShot=True, interval=pause)
        self._clock.timeout.connect(self._pause)
        self.paused = False  # while `finished` comes from a pause: more may be typed
        line.textEdited.connect(self._clock.start)
        line.editingFinished.connect(self.settle)

    @property
    def pending(self) -> bool:
        """Whether something is being typed."""
        return self._clock.isActive()

    def _pause(self) -> None:
        self.paused = True
        self.finished.emit()
        self.paused = False

    def settle(self) -> None:
        """What is being typed is taken as it stands, now."""
        if self._clock.isActive():
            self._clock.stop()
            self.finished.emit()

    def forget(self) -> None:
        """What was typed has no meaning any more."""
        self._clock.stop()


def line_of(widget: QWidget | None) -> QLineEdit | None:
    """The line that takes the keys while a widget has the focus."""
    if isinstance(widget, QComboBox):
        return widget.lineEdit() if widget.isEditable() else None
    return widget if isinstance(widget, QLineEdit) else None
