"""A question whose answer is a number: a field, a button, and what was right or wrong about it."""

import re

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui.style import theme

#: what is read in one piece: the formula of a size, what a letter is worth, and a share
_FORMULA = re.compile(r"⌊[^⌋]*⌋(?: \+ \d)?|\b[A-Z] = \d+|\d %")


class _NumberField(QLineEdit):
    """Return tells the number and does nothing else: a window would press the button that gets the keys because of it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.returnPressed.emit()
            event.accept()
            return
        super().keyPressEvent(event)


class NumberQuestion(QWidget):
    """`numberTold` carries what was typed; whoever asks answers with `say_wrong` or `say_right`."""

    numberTold = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wrong = ""  # the number that was wrong last, as it was typed, while it is said why
        self._again = False  # whether that is told once more, in another language
        self._words, self.verdict = QLabel(), QLabel()
        for label in (self._words, self.verdict):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setFont(theme.number_font())
        self.verdict.setObjectName("numberVerdict")
        self.field = _NumberField()
        self.field.setObjectName("numberTold")
        self.field.setFont(theme.number_font())
        self.field.setAccessibleName(self.tr("Your number"))
        self.field.setPlaceholderText(self.tr("Your number"))
        self.field.returnPressed.connect(self._tell)
        self._button = QPushButton(self.tr("Tell"))
        self._button.clicked.connect(self._tell)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self._button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._words)
        column.addLayout(row)
        column.addWidget(self.verdict)
        self.verdict.hide()

    def changeEvent(self, event: QEvent) -> None:
        """What was wrong is told again in the new language; what is being typed stays."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._wrong:
            self._again = True
            self.numberTold.emit(self._wrong)
            self._again = False

    def ask(self, words: str) -> None:
        """Asks something new."""
        self._words.setText(unbroken(words))
        self.field.clear()
        self.verdict.hide()
        self._wrong = ""
        self.set_open(True)

    def set_words(self, words: str) -> None:
        """Asks the same in other words; what is being typed stays."""
        self._words.setText(unbroken(words))

    def set_open(self, wanted: bool) -> None:
        """Whether a number can be told."""
        self.field.setVisible(wanted)
        self._button.setVisible(wanted)

    def say_wrong(self, words: str) -> None:
        """Tells what was wrong; the next number takes the place of the last."""
        self._say(words, "problem")
        if self._again:
            return
        self._wrong = self.field.text()
        self.field.selectAll()
        self.field.setFocus()

    def say_right(self, words: str) -> None:
        """Tells that it was right, or what would have been."""
        self._say(words, "accent")
        self._wrong = ""

    def _say(self, words: str, look: str) -> None:
        if self.verdict.property("look") != look:
            self.verdict.setProperty("look", look)
            self.verdict.style().polish(self.verdict)
        self.verdict.setText(unbroken(words))
        self.verdict.show()

    def _tell(self) -> None:
        self.numberTold.emit(self.field.text())


def unbroken(words: str) -> str:
    """A text whose short formulas no line ends in: the spaces within them join."""
    return _FORMULA.sub(lambda formula: formula[0].replace(" ", "\N{NO-BREAK SPACE}"), words)
