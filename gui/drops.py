"""What is let go over the window: a network's file is opened, images become the dataset."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from cnn.datasets.sources import could_be, from_files
from cnn.formats import READABLE

#: from the files that are dragged to what letting them go does; `None` when they are not its business
Taker = Callable[[list[Path]], Callable[[], object] | None]


class Drops(QObject):
    """Asks each taker in turn; whatever else is dragged goes where it always went."""

    def __init__(self, window: QWidget, *takers: Taker) -> None:
        super().__init__(window)
        self._takers = takers
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        drops = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)
        if event.type() not in drops or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        take = next(filter(None, (taker(paths) for taker in self._takers)), None)
        if take is None:
            return super().eventFilter(watched, event)
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            take()
        return True


def network_in(paths: list[Path]) -> Path | None:
    """The file, when it is just one and of a kind that can be opened."""
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() in READABLE else None


def dataset_in(paths: list[Path]) -> str:
    """The dataset that a folder, a file of images and labels, or two IDX files make; "" for anything else."""
    if not 1 <= len(paths) <= 2 or not all(map(could_be, paths)) or (len(paths) == 2 and any(path.is_dir() for path in paths)):
        return ""
    return from_files(paths)
