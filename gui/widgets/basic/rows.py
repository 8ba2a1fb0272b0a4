"""Rows of a form: words and, level with them, what they name."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFormLayout, QLabel, QLayout, QWidget

#: a field higher than so many lines of its words has these at its top
_TALL = 3


def add_row(form: QFormLayout, words: str, field: QWidget | QLayout) -> None:
    """Puts a field below the others, with its words on the line of what it says; Qt's own stand a little higher."""
    form.addRow(_Words(words, field), field)


class _Words(QLabel):
    """What a field is called; as high as the field."""

    def __init__(self, words: str, field: QWidget | QLayout) -> None:
        super().__init__(words)
        self._field = field
        if isinstance(field, QWidget):
            self.setBuddy(field)

    def sizeHint(self) -> QSize:
        """The room for the words, and beside a field of one line all of that line."""
        own, height = super().sizeHint(), self._field.sizeHint().height()
        return own.expandedTo(QSize(0, height)) if height < _TALL * own.height() else own

    def minimumSizeHint(self) -> QSize:
        """No row gets lower than that."""
        return self.sizeHint()
