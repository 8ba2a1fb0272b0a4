"""Exporting as a person does it: the dialog, a kind, a name, and the button."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from cnn.formats.files import kind_of
from gui.dialogs.export import ExportDialog
from gui.window.main_window import MainWindow


def export_by_dialog(window: MainWindow, path: Path, open_it: Callable[[], Any] | None = None, suffix: str = "") -> ExportDialog:
    """Opens the dialog, asks for a file and presses Export; what becomes of it the dialog tells."""
    (open_it or window.actions_table["actionExport"].trigger)()
    dialog = window.files.dialog
    assert dialog is not None
    kind = kind_of(path)
    dialog.kind.setCurrentIndex(dialog.kind.findData(suffix or (kind.suffix if kind else "/")))
    dialog.kind.activated.emit(dialog.kind.currentIndex())
    dialog.path.setText(str(path))
    dialog.export_button.click()
    return dialog
