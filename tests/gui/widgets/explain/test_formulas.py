"""Formulas end their lines between symbols, however narrow the column is."""

import pytest
from PySide6.QtGui import QFontMetrics, QTextDocument
from pytestqt.qtbot import QtBot

from gui.style import theme
from gui.widgets.explain.formulas import BREAK, breakable, in_letters


def lines(formula: str, width: int) -> list[str]:
    """What stands on each line of a column so wide (pixels)."""
    document = QTextDocument()
    document.setDefaultFont(theme.number_font())
    document.setHtml(in_letters(formula, ()))
    document.setTextWidth(width)
    document.size()  # lays it out
    block = document.firstBlock()
    ranges = [block.layout().lineAt(place) for place in range(block.layout().lineCount())]
    return [block.text()[line.textStart() : line.textStart() + line.textLength()].strip(f" {BREAK}") for line in ranges]


@pytest.mark.parametrize("width", [60, 90, 120, 200])
def test_a_function_stays_with_what_it_is_of(qtbot: QtBot, width: int) -> None:
    found = lines("yᵢ = exp(xᵢ) / Σⱼ exp(xⱼ)", width)
    assert " ".join(found) == "yᵢ = exp(xᵢ) / Σⱼ exp(xⱼ)"
    assert len(found) > 1 or width == 200
    assert all(line.count("(") == line.count(")") for line in found)


def test_a_line_may_end_where_brackets_hold_much() -> None:
    assert breakable("y = exp(x)") == "y = exp(x)"
    long = "f(g(x), h(x + y), k(x + y + z), x)"
    assert breakable(long) == long.replace("f(", f"f({BREAK}").replace(" x)", f" x{BREAK})")


def test_functions_of_functions_fit_the_column(qtbot: QtBot) -> None:
    """LeNet-5 as one formula: fourteen brackets are closed together."""
    names = [
        "softmax",
        "dense",
        "tanh",
        "dense",
        "tanh",
        "dense",
        "flatten",
        "mean2×2",
        "tanh",
        "conv5×5",
        "mean2×2",
        "tanh",
        "conv5×5",
        "scale",
    ]
    formula = f"y = {'('.join(names)}(x{')' * len(names)}"
    found = lines(formula, 190)
    assert "".join(found).replace(" ", "").replace(BREAK, "") == formula.replace(" ", "")
    metrics = QFontMetrics(theme.number_font(bold=True))
    assert max(metrics.horizontalAdvance(line) for line in found) <= 190
