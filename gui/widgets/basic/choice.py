"""A box with a few choices, each a value and the words for it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox


def choice(name: str, choices: Sequence[tuple[str, str]], current: str) -> QComboBox:
    """The box, called `name`, with `current` chosen; its data are the values."""
    box = QComboBox()
    box.setObjectName(name)
    for value, text in choices:
        box.addItem(text, value)
    box.setCurrentIndex(box.findData(current))
    return box
