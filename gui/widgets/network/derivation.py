"""Numbers with the arithmetic behind them, line below line."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from cnn.explain import Line
from gui.style import theme


class Derivation(QWidget):
    """One row for each line: what it is, how it comes about, the number, and a remark below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._rows: list[DerivationRow] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Shows these lines and no others; rows that exist are used again."""
        for _ in range(len(self._rows), len(lines)):
            self._rows.append(DerivationRow(self))
            self._column.addWidget(self._rows[-1])
        for row, line in zip(self._rows, lines, strict=False):
            row.show_line(line)
        for row in self._rows[len(lines) :]:
            row.hide()

    def text(self) -> str:
        """What is shown, as plain text."""
        return "\n".join(row.text() for row in self._rows if not row.isHidden())


class DerivationRow(QWidget):
    """`Parameters 2,416`, below it `(5·5·6 + 1)·16`, below that what else there is to say."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._label, self._result = QLabel(), QLabel()
        self._arithmetic, self._note = QLabel(), QLabel()
        self._label.setProperty("look", "secondary")
        self._result.setFont(theme.number_font(bold=True))
        self._result.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._arithmetic.setFont(theme.number_font())
        self._note.setProperty("look", "secondary")
        self._note.setFont(theme.small_font())
        for part in (self._result, self._arithmetic, self._note):
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for part in (self._arithmetic, self._note):
            part.setWordWrap(True)
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._lay_out()

    def show_line(self, line: Line) -> None:
        """Shows one line."""
        self._label.setText(line.label)
        self._result.setText(line.result)
        self._arithmetic.setText(line.arithmetic)
        self._arithmetic.setVisible(bool(line.arithmetic))
        self._note.setText(line.note)
        self._note.setVisible(bool(line.note))
        self.show()

    def text(self) -> str:
        """The line as plain text."""
        equation = f"{self._arithmetic.text()} = " if self._arithmetic.text() else ""
        return f"{self._label.text()}: {equation}{self._result.text()}"

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.addWidget(self._label, 1)
        first.addWidget(self._result)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(first)
        column.addWidget(self._arithmetic)
        column.addWidget(self._note)
