"""The list of augmentation layers in one line, and the way to its window."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from cnn.layers import Layer
from cnn.words.lists import listed


class AugmentationLine(QWidget):
    """Says which layers there are."""

    augmentationWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.button = QPushButton(self.tr("Augmentation …"))
        self.button.setObjectName("openAugmentation")
        self.button.clicked.connect(self.augmentationWanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)

    def show_layers(self, layers: tuple[Layer, ...]) -> None:
        """Shows their names."""
        self.words.setText(listed(layer.class_name for layer in layers) or self.tr("Images are learned from as they are."))
