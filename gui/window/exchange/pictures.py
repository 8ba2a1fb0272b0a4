"""Pictures of the network: into a file, onto the clipboard, and from there back as the network."""

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from cnn.errors import LayerloomError
from cnn.files.files import write_bytes
from cnn.formats.files import KINDS, PICTURES, content_of, require_writable
from cnn.project import Project
from cnn.words.language import filled
from cnn.words.lists import sentences
from gui.background.task import Newest
from gui.document import Document
from gui.style import theme
from gui.widgets.basic import asking
from gui.window.exchange.drops import IMAGES, network_in
from gui.window.file_menu import FileCommands

if TYPE_CHECKING:
    from cnn.pictures.picture import Wishes
    from gui.dialogs.picture import PictureDialog

log = logging.getLogger(__name__)

SVG, PNG = IMAGES
#: what goes onto the clipboard
_COPIED = (".png", ".svg")


class PictureCommands(QObject):
    """Draws away from the window's thread; the last wish counts."""

    messagePosted = Signal(str)

    def __init__(self, document: Document, files: FileCommands, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._files, self._window = document, files, window
        self._writing, self._copying = Newest(self), Newest(self)
        self._dialog: PictureDialog | None = None  # that is open, above whatever the window says

    def export(self) -> None:
        """Lets the person choose how the network is drawn, and where it goes."""
        from gui.dialogs.picture import PictureDialog

        dialog = self._dialog = PictureDialog(self._document, self._window)
        dialog.finished.connect(self._forget)
        dialog.saveWanted.connect(self.save)
        dialog.copyWanted.connect(self.put_on_clipboard)
        dialog.open()

    def _forget(self) -> None:
        self._dialog = None

    def save(self, wishes: "Wishes") -> None:
        """Asks for a file and draws the network into it."""
        kinds = ";;".join(kind.pattern for kind in KINDS if kind.picture)
        title, suggested = self.tr("Export picture"), f"{self._document.title}{PICTURES[0]}"
        name = asking.for_new_file(self._window, title, suggested, kinds, "networks")
        if not name:
            return
        path = Path(name) if Path(name).suffix.lower() in PICTURES else Path(name + PICTURES[0])
        self.write(path, wishes)

    def write(self, path: Path, wishes: "Wishes") -> None:
        """Draws the network into a file."""
        project = self._document.kept
        self._writing.ask(lambda: _write(path, project, wishes), lambda said: self._on_written(path, said), self._refuse)

    def copy(self) -> None:
        """The picture of the selected layers, else of all, in the colours of the window, onto the clipboard."""
        from cnn.pictures.picture import Wishes

        look = theme.current()
        only, page = tuple(self._document.selection), self._document.page
        hidden = self._document.untold
        self.put_on_clipboard(Wishes("canvas", "dark" if look.dark else "light", only=only, page=page, hidden=hidden))

    def put_on_clipboard(self, wishes: "Wishes") -> None:
        """A picture as PNG and SVG onto the clipboard, the network inside both."""
        project = self._document.kept
        self._copying.ask(lambda: _drawn(project, wishes), lambda drawn: self._put(drawn[0], drawn[1], wishes), self._refuse)

    def _put(self, drawn: tuple[bytes, ...], said: str, wishes: "Wishes") -> None:
        data = QMimeData()
        data.setData(PNG, QByteArray(drawn[0]))
        data.setData(SVG, QByteArray(drawn[1]))
        if (
            sys.platform != "linux"
        ):  # there other programs ask for the system's own kind of image; here it would be put before ours
            data.setImageData(QImage.fromData(drawn[0]))
        QGuiApplication.clipboard().setMimeData(data)
        part = self.tr("Copied as a picture, the whole network inside.")
        done = part if wishes.only else self.tr("Copied as a picture, the network inside.")
        self._tell(sentences(done, said))

    def open_from(self, data: QMimeData) -> bool:
        """Opens the network in a picture that was pasted or dropped, or in a file that was copied in a file manager; False where
        there is neither."""
        found = picture_in(data)
        if found is None:
            path = network_in([Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()])
            if path is not None:
                self._files.open_path(path)
            return path is not None
        from cnn.pictures.carried import project_in

        try:
            project = project_in(found, self.tr("The picture"))
        except LayerloomError as error:
            self._refuse(error)
            return True
        self._files.open_new(project)
        return True

    def _on_written(self, path: Path, said: str) -> None:
        log.info("Exported %r", str(path))
        self._tell(sentences(filled(self.tr("Written: {0}."), path), said))

    def _tell(self, words: str) -> None:
        if self._dialog is not None:
            self._dialog.tell(words)
        else:
            self.messagePosted.emit(words)

    def _refuse(self, error: LayerloomError) -> None:
        if self._dialog is not None:
            self._dialog.tell(str(error), problem=True)
        else:
            self._document.refused.emit(str(error))


def picture_in(data: QMimeData) -> bytes | None:
    """The bytes of a picture that are pasted or dropped, the kind first that keeps a network best; None for anything else."""
    for kind in (SVG, PNG):
        if data.hasFormat(kind):
            return bytes(data.data(kind).data())
    text = data.text() if data.hasText() else ""
    if "<svg" in text[:2000]:  # an editor's, copied as text
        return text.encode()
    return None


def _write(path: Path, project: Project, wishes: "Wishes") -> str:
    """Writes a picture; returns what there is to say of it."""
    from cnn.pictures.picture import remark

    kind = require_writable(path)
    write_bytes(path, content_of(kind, project, path, (), wishes))
    return remark(project, kind.suffix, wishes)


def _drawn(project: Project, wishes: "Wishes") -> tuple[tuple[bytes, ...], str]:
    """What goes onto the clipboard, and what there is to say of it."""
    from cnn.pictures.picture import remark, write_picture

    return tuple(write_picture(project, kind, wishes) for kind in _COPIED), remark(project, _COPIED[0], wishes)
