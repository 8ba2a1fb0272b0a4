"""Files that are dragged onto a widget: they are read where they lie, and whoever they came from keeps them."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent

from cnn.formats.files import WITH_WEIGHTS


def dropped_files(event: QDropEvent) -> list[Path]:
    """The files and folders on this computer that are dragged."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def model_in(paths: list[Path]) -> Path | None:
    """The one file, where it is one of those that hold weights."""
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() in WITH_WEIGHTS else None


def accept_to_read(event: QDropEvent) -> bool:
    """Takes them as copies: what is accepted as a move may be deleted by the file manager it came from.

    False where neither a copy nor a link is offered; the event is then as it was.
    """
    for action in (Qt.DropAction.CopyAction, Qt.DropAction.LinkAction):
        if event.possibleActions() & action:
            event.setDropAction(action)
            event.accept()
            return True
    return False
