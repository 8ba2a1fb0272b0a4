"""What a change would make of a network: each number as it is, as it would be, and by how much that is more or less."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from gui.style import theme

#: pixels between columns
GAP = 24


class Row(NamedTuple):
    """A number's name, how it is spelled before and after, and what the change comes to; "" where that can't be said."""

    label: str
    before: str
    after: str
    change: str = ""


def changed(before: int | None, after: int | None, spell: Callable[[int], str]) -> str:
    """`+ 24,060  × 1.4`; nothing where both are the same or one isn't known."""
    if before is None or after is None or before == after:
        return ""
    more = f"{'−' if after < before else '+'} {spell(abs(after - before))}"
    return f"{more}   × {after / before:.3g}" if before > 0 else more


class BeforeAfter(QWidget):
    """A table: the names on the left, before, after and change in columns flush right. What changes is bold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("beforeAfter")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(99, 1)  # below all lines
        self._heads = [self._head(column, text) for column, text in enumerate((self.tr("Before"), self.tr("After"), ""), start=1)]
        rule = QFrame()
        rule.setProperty("look", "rule")
        rule.setFixedHeight(1)
        self._grid.addWidget(rule, 1, 0, 1, 4)
        self._rows: list[tuple[QLabel, QLabel, QLabel, QLabel]] = []

    def show_rows(self, rows: list[Row], *, trial: bool) -> None:
        """Shows these rows and no others; without a `trial` there is nothing after."""
        for place in range(len(self._rows), len(rows)):
            self._rows.append(self._make_row(place + 2))
        self._heads[0].setText(self.tr("Before") if trial else self.tr("Now"))
        self._grid.setHorizontalSpacing(GAP if trial else 0)  # columns that are empty take no room
        for head in self._heads[1:]:
            head.setVisible(trial)
        for place, labels in enumerate(self._rows):
            shown = place < len(rows)
            texts = self._texts(rows[place], trial=trial) if shown else ("", "", "", "")
            for label, text in zip(labels, texts, strict=True):
                label.setText(text)
                label.setVisible(shown)
            other = shown and trial and rows[place].before != rows[place].after
            labels[2].setFont(theme.number_font(bold=other))
            _dress(labels[2], "" if other else "secondary")

    @staticmethod
    def _texts(row: Row, *, trial: bool) -> tuple[str, str, str, str]:
        return (row.label, row.before, row.after, row.change) if trial else (row.label, row.before, "", "")

    def _make_row(self, place: int) -> tuple[QLabel, QLabel, QLabel, QLabel]:
        label, before, after, change = QLabel(), QLabel(), QLabel(), QLabel()
        for column, part in enumerate((label, before, after, change)):
            if column:
                part.setFont(theme.number_font())
                part.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(part, place, column)
        _dress(label, "secondary")
        _dress(change, "secondary")
        return label, before, after, change

    def _head(self, column: int, text: str) -> QLabel:
        head = QLabel(text)
        head.setFont(theme.small_font())
        head.setAlignment(Qt.AlignmentFlag.AlignRight)
        _dress(head, "heading")
        self._grid.addWidget(head, 0, column)
        return head


def _dress(label: QLabel, look: str) -> None:
    if (label.property("look") or "") != look:
        label.setProperty("look", look)
        label.style().polish(label)
