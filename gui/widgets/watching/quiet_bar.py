"""A progress bar that is painted by the event loop."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QProgressBar


class QuietBar(QProgressBar):
    """Is painted when everything else is: Qt's own paints whatever waits for it in the window at once, with each new value."""

    def setValue(self, value: int) -> None:
        if value != self.value():
            with self._unpainted():
                super().setValue(value)

    def setRange(self, minimum: int, maximum: int) -> None:
        if (minimum, maximum) != (self.minimum(), self.maximum()):
            with self._unpainted():
                super().setRange(minimum, maximum)

    def setMinimum(self, minimum: int) -> None:
        self.setRange(minimum, max(minimum, self.maximum()))

    def setMaximum(self, maximum: int) -> None:
        self.setRange(min(self.minimum(), maximum), maximum)

    def reset(self) -> None:
        with self._unpainted():
            super().reset()

    @contextmanager
    def _unpainted(self) -> Iterator[None]:
        """What changes within is painted later."""
        self.setUpdatesEnabled(False)
        try:
            yield
        finally:
            self.setUpdatesEnabled(True)
