"""Bars: as long as their amounts are, and every part told."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from cnn.explain import Bar, Chart, Formula, Part, Symbol
from gui.widgets.explain.bars import Charts, length

FORMULA = Formula("F·F·C", (Symbol("F", "5", "kernel"), Symbol("C", "6", "channels")))
CHART = Chart("Title", "weights", (Bar("All", (Part("", FORMULA, 150),), note="so many"), Bar("Few", (Part("", FORMULA, 15),))))


@pytest.mark.parametrize(
    ("amount", "most", "logarithmic", "expected"),
    [(50, 100, False, 0.5), (100, 100, True, 1), (10, 100, True, 0.5), (1, 100, True, 0), (0, 100, False, 0), (1, 1, True, 1)],
)
def test_how_long_a_bar_is(amount: int, most: int, logarithmic: bool, expected: float) -> None:
    assert length(amount, most, logarithmic=logarithmic) == pytest.approx(expected)


def test_letters_and_numbers_of_each_bar_are_told(dressed: QApplication, qtbot: QtBot) -> None:
    charts = Charts()
    qtbot.addWidget(charts)
    charts.show_charts([CHART, CHART])
    charts.show_charts([CHART])
    charts.show()
    assert charts.shown == (CHART,)
    told = [label.accessibleName() or label.text() for label in charts.findChildren(QLabel) if label.isVisible()]
    for text in ("Title", "weights", "All", "150", "F·F·C", "5·5·6", "so many", "Few", "15"):
        assert text in told, text
