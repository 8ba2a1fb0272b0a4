"""What the canvas says while there is nothing on it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cnn.analysis.repairs import Repair
from gui.style import icons
from gui.widgets.basic.action_words import literal


class EmptyState(QWidget):
    """A friendly line in the middle, and one click to begin."""

    repairChosen = Signal(object)  # Repair

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("canvasEmpty")
        self.setProperty("seeThrough", True)  # what is let go or clicked here is meant for the canvas
        picture = icons.Sign(icons.icon("stack", "secondary"), 40, self)
        title = QLabel(self.tr("Drag an Input layer here, or choose a preset"), self)
        title.setProperty("look", "title")
        line = QLabel(self.tr("Layers stack downwards; every number follows at once."), self)
        line.setProperty("look", "secondary")
        self._buttons = QHBoxLayout()
        self._buttons.addStretch()
        self._buttons.addStretch()
        layout = QVBoxLayout(self)
        for label in (picture, title, line):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(label)
        layout.addSpacing(8)
        layout.addLayout(self._buttons)

    def offer(self, repairs: tuple[Repair, ...]) -> None:
        """Puts the edits that begin a network on buttons."""
        while self._buttons.count() > 2:
            item = self._buttons.takeAt(1)
            if item and (button := item.widget()):
                button.hide()
                button.deleteLater()
        for place, repair in enumerate(repairs, start=1):
            button = QPushButton(literal(repair.title), self)
            button.clicked.connect(lambda _=False, chosen=repair: self.repairChosen.emit(chosen))
            self._buttons.insertWidget(place, button)
            button.show()  # a layout shows what it is given only later, and counts it only then
        self.adjustSize()
