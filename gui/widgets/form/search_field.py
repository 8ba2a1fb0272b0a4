"""What a field for searching looks like, and what its signs are called by those who don't see them."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QToolButton

from gui.style import icons


def as_search(field: QLineEdit) -> QLineEdit:
    """Gives a field the sign of a search; it and what empties the field can be read aloud.

    The words stand on the buttons: a text of the action that empties the field would take room while the field is empty.
    """
    sign = field.addAction(icons.icon("magnifying-glass", "secondary"), QLineEdit.ActionPosition.LeadingPosition)
    sign.setToolTip(field.accessibleName() or field.placeholderText())
    for button in field.findChildren(QToolButton):
        empties = button.defaultAction() is not sign
        button.setAccessibleName(_tr("Clear") if empties else _tr("Search"))
    return field


def _tr(text: str) -> str:
    return QCoreApplication.translate("SearchField", text)
