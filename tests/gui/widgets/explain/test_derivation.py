"""The rows that explain a number: label on the left, the number in bold on the right, how it comes about below."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from cnn.explain import Line
from gui.style import theme
from gui.widgets.explain.derivation import Derivation
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
    (label,) = (one for one in shown.findChildren(QLabel) if one.text() == text and one.isVisible())
    found = ink(picture(shown), QRect(label.mapTo(shown, QPoint()), label.size()))
    assert found is not None
    return found


def test_the_number_is_bold_and_stands_on_the_right(shown: Derivation) -> None:
    label, number = written(shown, LINE.label), written(shown, LINE.result)
    assert near(label.colour, theme.current().secondary)
    assert near(number.colour, theme.current().text)
    assert is_bold(number, LINE.result, theme.number_font())
    assert not is_bold(label, LINE.label, shown.font())
    assert number.box.right() >= shown.width() - 3
    assert abs(number.box.bottom() - label.box.bottom()) <= 4, "on one line"


def test_the_arithmetic_stands_plain_below_it(shown: Derivation) -> None:
    number, arithmetic = written(shown, LINE.result), written(shown, LINE.arithmetic)
    assert arithmetic.box.top() > number.box.bottom()
    assert arithmetic.box.left() <= 2
    assert not is_bold(arithmetic, LINE.arithmetic, theme.number_font())
