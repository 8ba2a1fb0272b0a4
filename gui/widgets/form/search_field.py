"""What a field for searching looks like, and what its signs are called by those who don't see them."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from gui.style import icons


def as_search(field: QLineEdit) -> QLineEdit:
    """Gives a field the sign of a search; it and what empties the field can be read aloud."""
    sign = field.addAction(icons.icon("magnifying-glass", "secondary"), QLineEdit.ActionPosition.LeadingPosition)
    sign.setText(QCoreApplication.translate("SearchField", "Search"))
    sign.setToolTip(field.accessibleName() or field.placeholderText() or sign.text())
    clear: QAction | None = field.findChild(QAction, "_q_qlineeditclearaction")
    if clear is not None:
        clear.setText(QCoreApplication.translate("SearchField", "Clear"))
    return field
