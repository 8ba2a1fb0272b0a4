"""Numbers with the arithmetic behind them, line below line."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cnn.explain import Line
from cnn.words.language import labelled
from cnn.words.lists import clauses
from gui.style import theme
from gui.widgets.explain.formulas import FormulaLabel, WrappedLabel, show_if


class Derivation(QWidget):
    """One row for each line: what it is, how it comes about in letters and in numbers, the number, and a remark below."""

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
            show_if(row, False)

    def text(self) -> str:
        """What is shown, as plain text."""
        return "\n".join(row.text() for row in self._rows if not row.isHidden())


class DerivationRow(QWidget):
    """`Parameters 2,416`, below it `(F·F·C + 1)·K` and `(5·5·6 + 1)·16`, below that what else there is to say."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._label, self._result, self._note = QLabel(), QLabel(), WrappedLabel()
        self._formula, self._arithmetic = FormulaLabel(), FormulaLabel()
        self._label.setProperty("look", "secondary")
        self._result.setFont(theme.number_font(bold=True))
        self._result.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._note.setProperty("look", "secondary")
        self._note.setFont(theme.small_font())
        self._result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()

    def show_line(self, line: Line) -> None:
        """Shows one line; a formula that has no letters is arithmetic alone."""
        self._label.setText(line.label)
        self._result.setText(line.result)
        letters = bool(line.symbols)
        self._formula.show_formula(line.formula if letters else "", line.symbols)
        show_if(self._formula, letters)
        shown = (line.formula, line.symbols) if letters else (line.arithmetic, ())
        self._arithmetic.show_formula(*shown, numbers=True)
        show_if(self._arithmetic, bool(line.arithmetic))
        fixed = [labelled(symbol.value, symbol.meaning) for symbol in line.symbols if symbol.letter.isdigit()]
        self._note.setText(clauses((*fixed, line.note)))
        show_if(self._note, bool(self._note.text()))
        show_if(self, True)

    def text(self) -> str:
        """The line as plain text."""
        equation = f"{self._arithmetic.plain()} = " if self._arithmetic.plain() else ""
        return labelled(self._label.text(), f"{equation}{self._result.text()}")

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.addWidget(self._label, 1)
        first.addWidget(self._result)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(first)
        for part in (self._formula, self._arithmetic, self._note):
            column.addWidget(part)
