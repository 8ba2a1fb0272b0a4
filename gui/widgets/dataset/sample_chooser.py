"""Which samples are shown: of which split and class, as stored or shuffled; and the sheet of them."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cnn.datasets.questions import Choice
from gui.widgets.dataset.dataset_facts import split_words
from gui.widgets.dataset.sample_sheet import SampleSheet


class SampleChooser(QWidget):
    """Two boxes, a button and a sheet; knows no dataset."""

    samplesWanted = Signal(object)  # Choice

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.splits, self.classes = QComboBox(), QComboBox()
        self.classes.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.classes.setMinimumContentsLength(4)  # a long name must not push everything else aside
        self.splits.setAccessibleName(self.tr("Samples of which images"))
        self.classes.setAccessibleName(self.tr("Samples of which class"))
        self.shuffle = QPushButton(self.tr("Shuffle"))
        self.shuffle.setToolTip(self.tr("Shows other samples"))
        self.sheet = SampleSheet()
        self._turn = 0
        self.splits.activated.connect(self._tell)
        self.classes.activated.connect(self._tell)
        self.shuffle.clicked.connect(self._shuffle)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.splits)
        row.addWidget(self.classes, 1)
        row.addWidget(self.shuffle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.sheet, 1)

    @property
    def choice(self) -> Choice:
        """What is wanted now."""
        return Choice(str(self.splits.currentData() or "train"), str(self.classes.currentData() or ""), self._turn)

    def show_choices(self, splits: tuple[str, ...], classes: tuple[str, ...], every: str = "") -> None:
        """What there is to choose from; nothing is chosen yet."""
        self._turn = 0
        with QSignalBlocker(self.splits), QSignalBlocker(self.classes):
            self.splits.clear()
            for split in splits:
                self.splits.addItem(split_words()[split], split)
            self.classes.clear()
            self.classes.addItem(every or self.tr("all classes"), "")
            for name in classes:
                self.classes.addItem(name, name)
        for widget in (self.splits, self.classes, self.shuffle):
            widget.setEnabled(bool(splits))

    def _shuffle(self) -> None:
        self._turn += 1
        self._tell()

    def _tell(self) -> None:
        self.samplesWanted.emit(self.choice)
