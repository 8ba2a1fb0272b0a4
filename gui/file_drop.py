"""Files that are let go over the window are opened."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from cnn.formats import READABLE
from gui.file_commands import FileCommands


class FileDrop(QObject):
    """Takes one network's file at a time; whatever else is dragged is not its business."""

    def __init__(self, window: QWidget, files: FileCommands) -> None:
        super().__init__(window)
        self._files = files
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        drops = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)
        if event.type() not in drops or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        path = _network_in(event.mimeData())
        if path is None:
            return super().eventFilter(watched, event)
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self._files.open_path(path)
        return True


def _network_in(mime: QMimeData) -> Path | None:
    """The file that is dragged, when it is just one and of a kind that can be opened."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() in READABLE else None
