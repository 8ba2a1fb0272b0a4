"""What Explain shows while nothing is selected; it also stands there until the rest of it is built."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.style import theme

MARGINS, SPACING = (12, 8, 12, 12), 8


def heading(parent: QWidget | None = None) -> QLabel:
    """The word above it all."""
    label = QLabel(QCoreApplication.translate("Explain", "EXPLAIN"), parent)
    label.setProperty("look", "heading")
    label.setFont(theme.small_font())
    return label


def hint(parent: QWidget | None = None) -> QLabel:
    """What is to be done to see something."""
    words = QCoreApplication.translate("Explain", "Select layers, a block or a wire to see how their numbers come about.")
    label = QLabel(words, parent)
    label.setProperty("look", "secondary")
    label.setWordWrap(True)
    return label


def hint_card(parent: QWidget) -> QWidget:
    """Both, as they stand in Explain."""
    card = QWidget(parent)
    card.setProperty("look", "panel")
    column = QVBoxLayout(card)
    column.setContentsMargins(*MARGINS)
    column.setSpacing(SPACING)
    column.addWidget(heading(card))
    column.addWidget(hint(card))
    return card
