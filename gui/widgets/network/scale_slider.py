"""A slider for a factor from a quarter to four, in eighths of an octave; moving it only tries."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QSlider, QWidget

STEPS, OCTAVES = 8, 2


class ScaleSlider(QSlider):
    """`factorMoved` says a factor that is only tried; Enter says with `factorChosen` that it is meant. Esc goes back to 1."""

    factorMoved = Signal(float)
    factorChosen = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setAccessibleName(name)
        self.setRange(-STEPS * OCTAVES, STEPS * OCTAVES)
        self.setPageStep(STEPS)
        self.setMinimumHeight(28)
        self.valueChanged.connect(self._tell)

    @property
    def factor(self) -> float:
        """What it stands at; 1 in the middle."""
        return float(2 ** (self.value() / STEPS))

    def rest(self) -> None:
        """Goes back to 1 without a word."""
        self.blockSignals(True)
        self.setSliderDown(False)
        self.setValue(0)
        self.blockSignals(False)
        self._tell(0, quiet=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.factorChosen.emit()
        elif event.key() == Qt.Key.Key_Escape and self.value():
            self.setSliderDown(False)
            self.setValue(0)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls what the slider stands in."""
        event.ignore()

    def _tell(self, _: int, *, quiet: bool = False) -> None:
        self.setAccessibleDescription(spell(self.factor))
        if not quiet:
            self.factorMoved.emit(self.factor)


def spell(factor: float) -> str:
    """A factor as people read it: `× 1.41`, `× 2`."""
    return f"× {factor:.2f}".rstrip("0").rstrip(".")
