"""How tables look and behave in this window, whatever stands in them."""

from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QTableView


def make_plain(table: QTableView, row_height: int = 0) -> None:
    """No grid, no numbers before the rows, and Tab leads out of it; rows are that many pixels high (0: as Qt has them)."""
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    if row_height:
        table.verticalHeader().setDefaultSectionSize(row_height)


def picture_icon(picture: QPixmap) -> QIcon:
    """A picture that looks the same in a row that is selected; Qt would tint it there."""
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)
    return icon
