"""Whether the panels below have the whole window for themselves."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from cnn.words.language import filled
from gui.style import icons


class Larger(QObject):
    """Who wants more room sets it; the window makes room."""

    changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.on = False

    def set(self, on: bool) -> None:
        """Gives them the whole window, or their place below the network."""
        if on != self.on:
            self.on = on
            self.changed.emit(on)


def larger_button(larger: Larger, keys: str, parent: QWidget | None = None) -> QToolButton:
    """A button that makes room, and is down while there is more of it; `keys` do the same."""
    button = QToolButton(parent)
    button.setObjectName("largerButton")
    button.setIcon(icons.icon("corners-out"))
    button.setText(button.tr("Larger"))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setToolTip(filled(button.tr("Use the whole window for this, and back ({0})"), keys))
    button.setCheckable(True)
    button.setChecked(larger.on)
    button.clicked.connect(larger.set)
    larger.changed.connect(button.setChecked)
    return button
