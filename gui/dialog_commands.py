"""Opens the dialogs; each is imported when it is first wanted."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gui.file_commands import FileCommands


class DialogCommands(QObject):
    """Presets, preferences, shortcuts, log, about."""

    def __init__(self, files: FileCommands, window: QWidget) -> None:
        super().__init__(window)
        self._files, self._window = files, window

    def presets(self) -> None:
        """Lets the person choose a published network, for their own image size and classes."""
        from gui.dialogs.presets import PresetDialog

        dialog = PresetDialog(self._window)
        dialog.chosen.connect(self._files.open_graph)
        dialog.open()

    def preferences(self) -> None:
        """Appearance and motion."""
        from gui.dialogs.preferences import PreferencesDialog

        PreferencesDialog(self._window).open()

    def shortcuts(self) -> None:
        """Every key."""
        from gui.dialogs.shortcuts import ShortcutDialog

        ShortcutDialog(self._window).open()

    def log(self) -> None:
        """The last lines of the program's log."""
        from gui.error_report import log_tail
        from gui.widgets.message_bar import LogWindow

        LogWindow(self.tr("Log"), log_tail(), self._window).show()

    def about(self) -> None:
        """What this is, and its versions."""
        from gui.dialogs.about import AboutDialog

        AboutDialog(self._window).open()
