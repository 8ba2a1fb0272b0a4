"""The rows that explain a number: label on the left, the number in bold on the right, how it comes about below."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from cnn.explain import Line, Symbol
from gui.style import theme
from gui.widgets.explain.derivation import Derivation
from gui.widgets.explain.formulas import BREAK, FormulaLabel, in_letters
from tests.gui.pixels import Ink, ink, is_bold, near, picture

LINE = Line("Parameters", "(5·5·6 + 1)·16", "2,416")


@pytest.fixture
def shown(dressed: QApplication, qtbot: QtBot) -> Derivation:
    found = Derivation()
    qtbot.addWidget(found)
    found.show_lines([LINE])
    found.resize(300, found.sizeHint().height())
    found.show()
    qtbot.waitExposed(found)
    return found


def written(shown: Derivation, text: str) -> Ink:
    (label,) = (one for one in shown.findChildren(QLabel) if one.text().replace(BREAK, "") == text and one.isVisible())
    found = ink(picture(shown), QRect(label.mapTo(shown, QPoint()), label.size()))
    assert found is not None
    return found


@pytest.mark.slow
def test_the_number_is_bold_and_stands_on_the_right(shown: Derivation) -> None:
    label, number = written(shown, LINE.label), written(shown, LINE.result)
    assert near(label.colour, theme.current().secondary)
    assert near(number.colour, theme.current().text)
    assert is_bold(number, LINE.result, theme.number_font())
    assert not is_bold(label, LINE.label, shown.font())
    assert number.box.right() >= shown.width() - 3
    assert abs(number.box.bottom() - label.box.bottom()) <= 4, "on one line"


@pytest.mark.slow
def test_the_arithmetic_stands_plain_below_it(shown: Derivation) -> None:
    number, arithmetic = written(shown, LINE.result), written(shown, LINE.arithmetic)
    assert arithmetic.box.top() > number.box.bottom()
    assert arithmetic.box.left() <= 2
    assert not is_bold(arithmetic, LINE.arithmetic, theme.number_font())


def test_letters_stand_above_numbers_in_their_colours(shown: Derivation) -> None:
    symbols = (Symbol("F", "5", "kernel: pixels a side"), Symbol("1", "1", "the bias"), Symbol("K", "16", "filters"))
    shown.show_lines([Line("Parameters", "(5·5 + 1)·16", "416", "all", "(F·F + 1)·K", symbols)])
    formula, numbers = (label for label in shown.findChildren(FormulaLabel) if label.isVisible())
    assert (formula.plain(), numbers.plain()) == ("(F·F + 1)·K", "(5·5 + 1)·16")
    assert formula.text().count(theme.current().letter("F")) == numbers.text().count(theme.current().letter("F")) == 2
    assert formula.toolTip() == "F = 5 kernel: pixels a side\nK = 16 filters"
    assert "1: the bias; all" in [label.text() for label in shown.findChildren(QLabel)]
    assert shown.text() == "Parameters: (5·5 + 1)·16 = 416"


def test_what_a_formula_says_is_no_markup() -> None:
    assert "<b>" not in in_letters("a<b>c", ())
