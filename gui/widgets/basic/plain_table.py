"""How tables look and behave in this window, whatever stands in them."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QTableView, QTableWidget


def make_plain(table: QTableView, row_height: int = 0) -> None:
    """No grid, no numbers before the rows, and Tab leads out of it; rows are that many pixels high (0: as Qt has them)."""
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    if row_height:
        table.verticalHeader().setDefaultSectionSize(row_height)


@contextmanager
def told_at_once(table: QTableWidget) -> Iterator[None]:
    """What is put into rows and columns that are there already is told as one change: after each cell alone a table that is seen
    measures all of its columns anew."""
    with QSignalBlocker(table.model()):
        yield
    model = table.model()
    if model.rowCount() and model.columnCount():
        model.dataChanged.emit(model.index(0, 0), model.index(model.rowCount() - 1, model.columnCount() - 1))


def picture_icon(picture: QPixmap) -> QIcon:
    """A picture that looks the same in a row that is selected; Qt would tint it there."""
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)
    return icon
