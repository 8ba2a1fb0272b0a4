"""What is let go over the window: a network's file is opened, images become the dataset."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from cnn.datasets.sources import could_be, found_in
from cnn.formats.files import READABLE
from cnn.words.language import filled
from gui.background.task import Newest
from gui.document import Document
from gui.widgets.basic.dropped import accept_to_read, dropped_files

#: pictures that may carry a network
IMAGES = ("image/svg+xml", "image/png")

#: from the files that are dragged to what letting them go does; `None` when they are not its business
Taker = Callable[[list[Path]], Callable[[], object] | None]


class Drops(QObject):
    """Asks each taker in turn; whatever else is dragged goes where it always went."""

    def __init__(self, window: QWidget, *takers: Taker, picture: Callable[[QMimeData], bool] | None = None) -> None:
        """`picture` takes what is dragged out of another program and is no file."""
        super().__init__(window)
        self._takers, self._picture = takers, picture
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        drops = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)
        if event.type() not in drops or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        paths = dropped_files(event)
        take = next(filter(None, (taker(paths) for taker in self._takers)), None)
        data = event.mimeData()
        if not paths and self._picture is not None and any(data.hasFormat(kind) for kind in IMAGES):
            take = partial(self._picture, data)
        if take is None or not accept_to_read(event):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.Drop:
            take()
        return True


def network_in(paths: list[Path]) -> Path | None:
    """The file, when it is just one and of a kind that can be opened."""
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() in READABLE else None


def may_be_dataset(paths: list[Path]) -> bool:
    """Whether letting them go may choose a dataset; by their names alone, which are asked for at each move of the mouse."""
    return 1 <= len(paths) <= 2 and all(map(could_be, paths))


class DatasetDrop(QObject):
    """Looks at what was let go over the window, and chooses it; a dataset that is chosen meanwhile counts."""

    datasetChosen = Signal()
    waitBegan = Signal(str)  # a disk takes its time: what is looked at
    waitEnded = Signal()  # what was waited for came, or is not wanted any more

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._paths: list[Path] = []
        self._look = Newest(self)
        self._look.waitBegan.connect(lambda: self.waitBegan.emit(filled(self.tr("Looking at {0} …"), self._paths[0].name)))
        self._look.waitEnded.connect(self.waitEnded)
        document.datasetChanged.connect(self.cancel)
        document.opened.connect(self.cancel)

    @property
    def looking(self) -> bool:
        """Whether a look is going on."""
        return self._look.waiting

    def take(self, paths: list[Path]) -> None:
        """Chooses the dataset that a folder, a file or two IDX files are, or says what they lack."""
        self._paths = paths
        self._look.ask(partial(found_in, paths), self._choose, lambda error: self._document.refused.emit(str(error)))

    def cancel(self) -> None:
        """Lets them be."""
        self._look.forget()

    def _choose(self, dataset: str) -> None:
        self._document.set_dataset(dataset)
        self.datasetChosen.emit()
