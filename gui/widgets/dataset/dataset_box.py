"""A box in which a dataset is chosen: a known one, the one that is shown, or one that a dialog asks for."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from cnn.datasets import known
from cnn.datasets.sources import title
from gui.widgets.dataset import dataset_files


class DatasetBox(QComboBox):
    """Shows a dataset by its title; what the person chooses comes out as a signal, and is shown when somebody says so."""

    datasetChosen = Signal(object)  # name or path, str; Qt's own would lose what is no Unicode in a path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dataset = ""
        for place, info in enumerate(known()):
            self.addItem(info.title, info.name)
            self.setItemData(place, info.description, Qt.ItemDataRole.ToolTipRole)
        self.insertSeparator(self.count())
        for kind, words in dataset_files.titles().items():
            self.addItem(words, kind)
        self.setMinimumContentsLength(8)
        self.view().setMinimumWidth(200)
        self.activated.connect(self._choose)

    def show_dataset(self, name: str) -> None:
        """Chooses a dataset; a file or folder gets a line of its own."""
        self._dataset = name
        with QSignalBlocker(self):
            if self.findData(name) < 0:
                self.insertItem(len(known()), title(name), name)
                self.setItemData(len(known()), name, Qt.ItemDataRole.ToolTipRole)
            self.setCurrentIndex(self.findData(name))
        self.setToolTip(name)

    def _choose(self, index: int) -> None:
        name = str(self.itemData(index))
        if name in dataset_files.KINDS:
            self.show_dataset(self._dataset)
            name = dataset_files.ask(name, self)
        if name and name != self._dataset:
            self.datasetChosen.emit(name)
