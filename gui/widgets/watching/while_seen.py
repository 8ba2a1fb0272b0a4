"""A clock that runs while a widget is seen."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class WhileSeen(QTimer):
    """Looks at once when its widget is shown, and again every `pace` milliseconds until it is hidden or this is stopped."""

    def __init__(self, widget: QWidget, pace: int, look: Callable[[], None]) -> None:
        super().__init__(widget, interval=pace)
        self.timeout.connect(look)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self.timeout.emit()
            self.start()
        elif event.type() == QEvent.Type.Hide:
            self.stop()
        return False
