"""The bar that says what became of the open file while it was open here, and what can be done."""

from PySide6.QtWidgets import QWidget

from cnn.words.language import filled
from gui.document import Document
from gui.widgets.basic.message_bar import LogWindow, MessageBar
from gui.window.file_menu import FileCommands


class FileBar(MessageBar):
    """Stands above the network as long as its file is another one, or gone, and the person has not said what to do."""

    def __init__(self, document: Document, files: FileCommands, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("fileBar")
        self._document, self._files = document, files
        files.watch.stateFound.connect(self._show_state)

    def _show_state(self, state: str) -> None:
        name = self._document.path.name if self._document.path else ""
        if state == "changed":
            self.show_message(
                filled(self.tr("{0} was changed by another program."), name),
                self.tr("This window still has its own version."),
                (
                    (self.tr("Reload"), self._document.reload),
                    (self.tr("Keep mine"), self._files.watch.keep_mine),
                    (self.tr("Show the difference"), self._show_difference),
                ),
            )
        elif state == "gone":
            self.show_message(
                filled(self.tr("{0} is no longer there: it was deleted or moved."), name),
                self.tr("This window has the only copy."),
                ((self.tr("Save it again"), self._files.save), (self.tr("Save as …"), self._files.save_as)),
            )
        else:
            self.hide()

    def _show_difference(self) -> None:
        name = self._document.path.name if self._document.path else ""
        lines = self._files.watch.difference() or (self.tr("Nothing: only the file's text is another one."),)
        LogWindow(filled(self.tr("What {0} has otherwise than this window"), name), "\n".join(lines), self.window()).show()
