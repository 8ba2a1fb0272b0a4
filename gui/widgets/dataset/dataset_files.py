"""Dialogs that ask for a dataset: a folder, an NPZ file, IDX files, a table."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from cnn.datasets.sources import from_files
from gui.widgets.basic import asking

FOLDER, NPZ, IDX, CSV = KINDS = ("?folder", "?npz", "?idx", "?csv")


def titles() -> dict[str, str]:
    """Kind → what a menu calls it."""
    return {FOLDER: _tr("Folder…"), NPZ: _tr("NPZ file…"), IDX: _tr("IDX files…"), CSV: _tr("CSV table…")}


def ask(kind: str, parent: QWidget) -> str:
    """The dataset that the person chooses; "" when they don't."""
    if kind == FOLDER:
        return asking.for_folder(parent, _tr("A folder with one sub-folder of images per class"), "data")
    if kind == IDX:
        words, pattern = _tr("The file of the images, or those of images and labels"), _tr("IDX files (*ubyte* *.idx* *.gz)")
        names = asking.for_files(parent, words, f"{pattern};;{_tr('All files (*)')}", "data")
        return from_files([Path(name) for name in names[:2]]) if names else ""
    words, pattern = {
        NPZ: (_tr("Images and labels"), _tr("NumPy archive (*.npz)")),
        CSV: (_tr("A table of pixels, or of paths, and labels"), _tr("Tables (*.csv *.tsv *.csv.gz *.tsv.gz)")),
    }[kind]
    return asking.for_file(parent, words, pattern, "data")


def _tr(text: str) -> str:
    return QCoreApplication.translate("DatasetFiles", text)
