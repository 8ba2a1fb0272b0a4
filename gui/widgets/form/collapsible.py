"""A heading that unfolds what stands below it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui.style import icons


class Collapsible(QWidget):
    """A button with a triangle over a part that it shows and hides."""

    def __init__(self, title: str, content: QWidget, *, flat: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self._colour = "accent_text" if flat else "secondary"
        self.button = QPushButton(title)
        self.button.setProperty("look", "flat" if flat else "section")
        self.button.setCheckable(True)
        self.button.setMinimumWidth(64)  # a long title gives way to a narrow panel
        self.button.setIconSize(QSize(10, 10))
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.toggled.connect(self.set_open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(content)
        self.set_open(False)

    def set_open(self, open_: bool) -> None:
        """Unfolds or folds it."""
        self.button.setChecked(open_)
        self.button.setIcon(icons.icon("caret-down-fill" if open_ else "caret-right-fill", self._colour))
        self._content.setVisible(open_)
