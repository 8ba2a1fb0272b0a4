"""Folders and files of images that are let go over the window become the dataset."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from cnn.datasets.sources import could_be, from_files
from gui.document import Document


class DatasetDrop(QObject):
    """Takes a folder, a file of images and labels, or two IDX files; whatever else is dragged is not its business."""

    taken = Signal()

    def __init__(self, window: QWidget, document: Document) -> None:
        super().__init__(window)
        self._document = document
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        drops = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)
        if event.type() not in drops or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        dataset = _dataset_in(event.mimeData())
        if not dataset:
            return super().eventFilter(watched, event)
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self._document.set_dataset(dataset)
            self.taken.emit()
        return True


def _dataset_in(mime: QMimeData) -> str:
    """The dataset that is dragged; "" for anything else."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if not 1 <= len(paths) <= 2 or not all(map(could_be, paths)) or (len(paths) == 2 and any(path.is_dir() for path in paths)):
        return ""
    return from_files(paths)
