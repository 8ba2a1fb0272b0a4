"""Predicted over true: where points are painted, what the mouse is told, and round numbers on the axes."""

import math

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from gui.style import theme
from gui.widgets.plot.pairs import PairsPlot, ticks


@pytest.fixture
def plot(qtbot: QtBot) -> PairsPlot:
    plot = PairsPlot()
    qtbot.addWidget(plot)
    plot.resize(400, 300)
    plot.show_pairs([0.0, 10.0, 20.0], [0.0, 15.0, math.nan])
    return plot


def test_points_stand_where_their_numbers_are(plot: PairsPlot) -> None:
    assert plot.points == [(0, 0), (10, 15)]
    first, second = plot.spot(0), plot.spot(1)
    assert second.x() > first.x()
    assert (first.y() - second.y()) / (second.x() - first.x()) == pytest.approx(
        1.5 * plot._upper().height() / plot._upper().width()
    )
    image = plot.grab().toImage()
    assert image.pixelColor(second.toPoint()) != QColor(theme.current().surface)


def test_the_mouse_reads_a_point_out(plot: PairsPlot) -> None:
    assert plot.place_at(plot.spot(1) + QPointF(2, 2)) == 1
    assert plot.place_at(QPointF(1, 1)) is None
    assert plot.sentence(1) == "true 10, predicted 15: +5 off"
    assert plot.accessibleDescription() == "2 images, 2.5 off on average"


@pytest.mark.parametrize("part", ["said", "error"])
def test_a_point_of_either_part_stands_for_its_image(qtbot: QtBot, plot: PairsPlot, part: str) -> None:
    plot.show_pairs([math.nan, 0.0, 10.0, 5.0], [1.0, 0.0, 15.0, 4.0])  # the first has no point, the second is number 1
    spot = plot.spot(1) if part == "said" else plot.error_spot(1)
    with qtbot.waitSignal(plot.pointChosen) as told:
        qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=spot.toPoint())
    assert told.args == [2]
    assert plot.accessibleDescription() == "true 10, predicted 15: +5 off"


def test_keys_go_along_the_true_numbers(qtbot: QtBot, plot: PairsPlot) -> None:
    plot.show_pairs([9.0, 1.0, 5.0], [9.0, 1.0, 5.0])
    chosen: list[int] = []
    plot.pointChosen.connect(chosen.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left):
        qtbot.keyClick(plot, key)
        qtbot.keyClick(plot, Qt.Key.Key_Return)
    assert chosen == [1, 2, 1, 0]


@pytest.mark.parametrize("pairs", [([], []), ([3.0], [3.0]), ([1e30, 2e30], [0.0, 1e-30])])
def test_any_numbers_can_be_painted(plot: PairsPlot, pairs: tuple[list[float], list[float]]) -> None:
    plot.show_pairs(*pairs)
    plot.grab()


@pytest.mark.parametrize(
    ("low", "high", "expected"), [(0, 10, [0, 2, 4, 6, 8, 10]), (-3, 3, [-2, 0, 2]), (0.2, 0.9, [0.2, 0.4, 0.6, 0.8])]
)
def test_ticks_are_round(low: float, high: float, expected: list[float]) -> None:
    assert ticks(low, high, 5 if low else 6) == expected


@pytest.mark.parametrize("most", range(1, 8))
@pytest.mark.parametrize(("low", "high"), [(0, 1), (-7, 1234), (1e-9, 3e-9), (17, 17.5)])
def test_ticks_are_few_and_inside(low: float, high: float, most: int) -> None:
    found = ticks(low, high, most)
    assert len(found) <= most + 1
    assert all(low <= value * (1 + 1e-9) and value <= high * (1 + 1e-9) for value in found)
