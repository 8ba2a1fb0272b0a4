"""Which images a model is asked about: a part of its own dataset, or another one."""

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from cnn.datasets.sources import title
from gui.widgets.dataset import dataset_files

_DATA = Qt.ItemDataRole.UserRole + 1


class ImagesBox(QComboBox):
    """The parts of a dataset, and ways to choose another one."""

    chosen = Signal(str, str)  # part, dataset; both "" are those that usually judge

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("askedImages")
        self.setAccessibleName(self.tr("Images"))
        self.setToolTip(self.tr("Which images the model is asked about"))
        parts = {
            "": self.tr("Held-out images"),
            "test": self.tr("Test"),
            "validation": self.tr("Validation"),
            "train": self.tr("Training"),
            "all": self.tr("All"),
        }
        for part, words in parts.items():
            self.addItem(words, part)
        self.setItemData(0, self.tr("Those for testing, or else those for validation"), Qt.ItemDataRole.ToolTipRole)
        self._own = self.count()
        self.insertSeparator(self.count())
        for kind, words in dataset_files.titles().items():
            self.addItem(words, kind)
        self._before = 0
        self.view().setMinimumWidth(180)
        self.setMinimumContentsLength(10)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.activated.connect(self._choose)

    def show_data(self, name: str) -> None:
        """Lists another dataset, and chooses it."""
        with QSignalBlocker(self):
            place = self.findData(name, _DATA)
            if place < 0:
                place = self._own
                self.insertItem(place, title(name) or Path(name).name, "")
                self.setItemData(place, name, _DATA)
                self.setItemData(place, name, Qt.ItemDataRole.ToolTipRole)
            self.setCurrentIndex(place)
        self._before = place

    def _choose(self, place: int) -> None:
        kind = str(self.itemData(place))
        if kind not in dataset_files.KINDS:
            self._before = place
            self.chosen.emit(kind, str(self.itemData(place, _DATA) or ""))
            return
        with QSignalBlocker(self):
            self.setCurrentIndex(self._before)
        if name := dataset_files.ask(kind, self):
            self.show_data(name)
            self.chosen.emit("", name)
