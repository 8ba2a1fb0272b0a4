"""A button whose words take as many lines as they need: of two that differ at the end both can be read."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

#: pixels of words that are worth a line
LEAST = 64
#: pixels between an icon and the words, as Qt has them
ICON_GAP = 4


class WrappingButton(QPushButton):
    """Asks for one line, and is higher where it gets less room than that."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)  # of a fixed one the lines are not asked
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(words)

    def text(self) -> str:
        """The words as they were given, without the ends of lines."""
        return self._words

    def setText(self, text: str) -> None:  # also what comes from another language
        """Takes other words."""
        self._words = text
        self.setAccessibleName(text)
        self._break_lines()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return self._size(self._words)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._rim() + LEAST, self._size("").height())

    def heightForWidth(self, width: int) -> int:
        return self._size(self._wrapped(width)).height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._break_lines()

    def _break_lines(self) -> None:
        super().setText(self._wrapped(self.width()))

    def _wrapped(self, width: int) -> str:
        """The words, broken where they have to be."""
        return "\n".join(lines(self._words, self.font(), max(width - self._rim(), LEAST)))

    def _rim(self) -> int:
        """How much of the width is padding, rim and icon."""
        return self._size("").width()

    def _size(self, text: str) -> QSize:
        """What the style makes of a button with this text."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        words = self.fontMetrics().size(0, text)
        icon = QSize(0, 0) if self.icon().isNull() else self.iconSize() + QSize(ICON_GAP, 0)
        content = QSize(words.width() + icon.width(), max(words.height(), icon.height()))
        return self.style().sizeFromContents(QStyle.ContentsType.CT_PushButton, option, content, self)


def lines(words: str, font: QFont, width: int) -> list[str]:
    """A text broken at its spaces, and within a word that is longer than a line."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(words, font)
    layout.setTextOption(option)
    layout.beginLayout()
    found = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        found.append(words[line.textStart() : line.textStart() + line.textLength()].rstrip())
    layout.endLayout()
    return found
