"""A row of buttons of which one is chosen: which page is shown. The arrow keys go from one to the next."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget


class Segments(QWidget):
    """A button for each name."""

    chosen = Signal(str)

    def __init__(self, segments: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """`segments` are names and what stands on the buttons; the first is chosen."""
        super().__init__(parent)
        self.buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for name, title in segments:
            button = self.buttons[name] = QToolButton()
            button.setObjectName(f"segment-{name}")
            button.setText(title)
            button.setCheckable(True)
            button.toggled.connect(lambda on, name=name: self._on_chosen(name) if on else None)
            self._group.addButton(button)
            row.addWidget(button)
        if self.buttons:
            next(iter(self.buttons.values())).setChecked(True)

    @property
    def current(self) -> str:
        """The name that is chosen."""
        return next((name for name, button in self.buttons.items() if button.isChecked()), "")

    def choose(self, name: str) -> None:
        """Chooses one, as if its button had been pressed."""
        self.buttons[name].setChecked(True)

    def _on_chosen(self, name: str) -> None:
        if any(button.hasFocus() for button in self.buttons.values()):
            self.buttons[name].setFocus()
        self.chosen.emit(name)
